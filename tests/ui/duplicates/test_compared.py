"""Two clients line against line: where one chooses, what is joined, what is the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.models.database import Database
from app.models.enums import OwnKind
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday, ClientCard, ClientData, Preferred
from app.services.clients.own import save_own_field
from app.services.clients.save import save_client
from app.ui.duplicates.compared import Line, compare
from tests.factories import NOW
from tests.ui.duplicates.driving import phone

TODAY = date(2026, 11, 21)


def card(db: Database, data: ClientData) -> ClientCard:
    return get_client_card(db, save_client(db, data, NOW))


def lines(stays: ClientCard, goes: ClientCard) -> dict[str, Line]:
    return {line.title: line for line in compare(stays, goes, "RUB", TODAY)}


def test_one_chooses_only_where_both_have_something_else(db: Database) -> None:
    stays = card(db, ClientData("Пак Игорь", address="ул. Мира, 4", city="Тверь", card="0042"))
    goes = card(db, ClientData("Пак Игорь", address="пр. Победы, 31", city="тверь", source="по совету"))
    told = lines(stays, goes)
    assert [title for title, line in told.items() if line.is_choice] == ["Address"]
    assert told["Address"].field == "address"
    assert (told["Card"].stays, told["Card"].goes) == (("0042",), ())
    assert told["City"].is_same
    assert "Birthday" not in told


def test_the_fuller_name_and_the_birthday_with_its_year_are_proposed(db: Database) -> None:
    short = card(db, ClientData("Крылова Оля", birthday=Birthday(3, 14)))
    full = card(db, ClientData("Крылова Ольга Петровна", birthday=Birthday(3, 14, 1985)))
    assert [line.title for line in lines(short, full).values() if line.taken] == ["Name", "Birthday"]
    assert not any(line.taken for line in lines(full, short).values())


def test_what_both_may_have_is_joined(db: Database) -> None:
    stays = card(db, ClientData("Пак Игорь", contacts=(phone("+7 916 111-88-77"),), tags=("опт",), note="Одно"))
    goes = card(
        db,
        ClientData("Пак Игорь", tags=("вип",), preferences=(Preferred("Кофе", "помол под турку"),), note="Другое"),
    )
    told = lines(stays, goes)
    for title in ("Contacts", "Tags", "Preferences", "Note"):
        assert told[title].joined
        assert not told[title].is_choice
    assert (told["Tags"].stays, told["Tags"].goes) == (("опт",), ("вип",))
    disturbed = lines(stays, replace(goes, do_not_disturb=True))
    assert disturbed["Do not disturb"].goes == ("yes",)


@pytest.mark.parametrize(
    ("kind", "typed", "shown"),
    [(OwnKind.TEXT, ("Рекс", "Барон"), ("Рекс", "Барон")), (OwnKind.YES_NO, ("yes", "no"), ("yes", "no"))],
)
def test_own_fields_are_chosen_like_the_others(
    db: Database, kind: OwnKind, typed: tuple[str, str], shown: tuple[str, str]
) -> None:
    field = save_own_field(db, "Собака", kind, (), NOW)
    stays, goes = (card(db, ClientData("Пак Игорь", own={field: text})) for text in typed)
    line = lines(stays, goes)["Собака"]
    assert line.is_choice
    assert line.field == f"own:{field}"
    assert (line.stays, line.goes) == ((shown[0],), (shown[1],))
