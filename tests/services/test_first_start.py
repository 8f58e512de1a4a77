"""The first start: asked once, of a new shop only, with what the system says."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from app.models.database import Database
from app.services.clients.data import ClientData
from app.services.clients.save import save_client
from app.services.demo import make_demo
from app.services.first_start import Guess, begin, guess_place, has_nothing, is_new
from app.services.sample_shop import clear_sample
from app.services.settings import get_settings, save_settings


def test_an_untouched_shop_is_new_and_only_until_it_was_asked(db: Database) -> None:
    assert is_new(db)
    begin(db, Guess("DE", "EUR"))
    assert not is_new(db)
    assert (get_settings(db).currency, get_settings(db).country) == ("EUR", "DE")


def test_a_shop_with_a_client_or_with_settings_is_not_new(db: Database, now: datetime) -> None:
    save_settings(db, replace(get_settings(db), theme="dark"))
    assert not is_new(db)
    assert has_nothing(db)
    save_client(db, ClientData("Крылова Ольга"), now)
    assert not has_nothing(db)


def test_a_sample_that_was_cleared_does_not_make_the_shop_new_again(db: Database, now: datetime) -> None:
    begin(db, Guess("RU", "RUB"))
    make_demo(db, now.date(), now)
    clear_sample(db, now)
    assert has_nothing(db)
    assert not is_new(db)


@pytest.mark.parametrize(
    ("system", "country", "currency"),
    [
        ("ru_RU", "RU", "RUB"),
        ("ru_RU.UTF-8", "RU", "RUB"),
        ("en-US", "US", "USD"),
        ("de_DE", "DE", "EUR"),
        ("ru_KZ", "KZ", "KZT"),
        ("C", "RU", "RUB"),
        ("", "RU", "RUB"),
        ("en_001", "RU", "RUB"),
    ],
)
def test_where_the_clock_says_nothing_the_language_of_the_system_tells(
    system: str, country: str, currency: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.first_start.system_time_zone", lambda: "UTC")
    assert guess_place(system) == Guess(country, currency)


@pytest.mark.parametrize(
    ("zone", "country", "currency"), [("Asia/Almaty", "KZ", "KZT"), ("Europe/Moscow", "RU", "RUB")]
)
def test_the_clock_of_the_computer_knows_where_it_is(
    zone: str, country: str, currency: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.first_start.system_time_zone", lambda: zone)
    assert guess_place("en_US") == Guess(country, currency)
