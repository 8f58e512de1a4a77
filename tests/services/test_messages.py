"""What can be written to a client."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.models.database import Database
from app.models.enums import CaseKind, EntitlementKind, InterestReason, ReminderKind
from app.services.aftersale.cases import CaseData, save_case
from app.services.aftersale.entitlements import EntitlementData, save_entitlement
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday
from app.services.clients.reach import mute
from app.services.enquiries.data import EnquiryData
from app.services.enquiries.save import save_enquiry
from app.services.interests import add_interest
from app.services.messages import messages_for
from app.services.products.data import ProductData
from app.services.products.save import save_product, set_in_stock
from app.services.reminders.rules.store import get_rules
from app.services.reminders.today.of_client import occasions_of
from app.services.settings import ShopSettings
from app.services.tasks.save import TaskData, add_task
from tests.factories import NOW, make_client, sell, tune

TODAY = date(2026, 11, 21)
SHOP = ShopSettings(shop_name="Зерно", language="ru")
ANY_DAY = ["hello", "thanks", "arrival", "score"]


def kinds(db: Database, client_id: int, today: date = TODAY) -> list[str]:
    return [one.kind for one in messages_for(get_client_card(db, client_id), SHOP, get_rules(db), today)]


def test_without_a_reason_there_is_a_greeting_first(db: Database) -> None:
    first, *_others = messages_for(get_client_card(db, make_client(db, "Крылова Ольга")), SHOP, get_rules(db), TODAY)
    assert (first.kind, first.text) == ("hello", "Здравствуйте, Ольга! Это Зерно.")


def test_every_message_is_filled_in_in_both_languages(db: Database) -> None:
    card = get_client_card(db, make_client(db, "Крылова Ольга"))
    for language in ("ru", "en"):
        for one in messages_for(card, replace(SHOP, language=language), get_rules(db), TODAY):
            assert "Ольга" in one.text
            assert "$" not in one.text
            assert "[" not in one.text


def test_the_reasons_of_today_come_first(db: Database) -> None:
    client_id = make_client(db, birthday=Birthday(11, 23, 1990))
    for day in (date(2026, 7, 28), date(2026, 8, 18), date(2026, 9, 8)):
        sell(db, client_id, day)
    add_task(db, TaskData(client_id, "Позвонить", TODAY), NOW)
    add_task(db, TaskData(client_id, "Потом", date(2026, 12, 1)), NOW)
    assert kinds(db, client_id) == ["birthday", "follow_up", "lapsed", *ANY_DAY]


@pytest.mark.parametrize(("today", "told"), [
    (date(2026, 12, 24), False),
    (date(2026, 12, 25), True),
    (date(2027, 1, 4), True),
    (date(2027, 1, 5), False),
])  # fmt: skip
def test_a_birthday_counts_from_its_first_notice_to_the_last_day_to_greet(
    db: Database, today: date, told: bool
) -> None:
    client_id = make_client(db, birthday=Birthday(1, 1))
    assert ("birthday" in kinds(db, client_id, today)) is told


def test_what_is_open_held_and_wanted_is_a_reason_too(db: Database) -> None:
    client_id = make_client(db, "Крылова Ольга")
    drum = save_product(db, ProductData("Кофемолка", price=900_000), NOW)
    week_ago = TODAY - timedelta(days=7)
    add_interest(db, client_id, drum, InterestReason.MISSING, None, "", week_ago, NOW, out_of_stock=True)
    save_case(db, CaseData(client_id, CaseKind.REPAIR, "Течёт", TODAY), NOW)
    term = EntitlementData(client_id, EntitlementKind.SUBSCRIPTION, "Кофе на месяц", TODAY, TODAY + timedelta(days=5))
    save_entitlement(db, term, NOW)
    save_enquiry(db, EnquiryData(client_id, "Кофе в офис"), NOW)
    assert kinds(db, client_id) == ["case", "enquiry", "renewal", *ANY_DAY]
    set_in_stock(db, drum, True, NOW, TODAY)
    assert kinds(db, client_id) == ["case", "enquiry", "interest", "renewal", *ANY_DAY]
    texts = {one.kind: one.text for one in messages_for(get_client_card(db, client_id), SHOP, get_rules(db), TODAY)}
    assert "Кофемолка" in texts["interest"]
    assert "Кофе на месяц" in texts["renewal"]


def test_what_the_owners_rules_find_can_be_written_too(db: Database) -> None:
    tune(db, ReminderKind.FEEDBACK)
    client_id = make_client(db, "Крылова Ольга")
    sell(db, client_id, TODAY - timedelta(days=3))
    card, book = get_client_card(db, client_id), get_rules(db)
    first, *others = messages_for(card, SHOP, book, TODAY, occasions_of(db, book, client_id, TODAY, NOW))
    assert (first.kind, first.text.splitlines()[0]) == (
        "feedback",
        "Здравствуйте, Ольга! Спасибо за первую покупку у нас. Всё ли понравилось: Эфиопия 250 г?"
        " Будем рады паре слов от вас.",
    )
    assert [one.kind for one in others] == ANY_DAY


def test_who_is_not_interested_is_offered_nothing(db: Database) -> None:
    client_id = make_client(db)
    for day in (date(2026, 7, 28), date(2026, 8, 18), date(2026, 9, 8)):
        sell(db, client_id, day)
    assert kinds(db, client_id) == ["lapsed", *ANY_DAY]
    mute(db, client_id, date(2026, 12, 21), NOW)
    assert kinds(db, client_id) == ANY_DAY
    assert kinds(db, client_id, date(2026, 12, 21)) == ["lapsed", *ANY_DAY]
