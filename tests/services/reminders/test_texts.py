"""Suggested texts and the channel they go over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.models.enums import CaseKind, EntitlementKind, InterestReason
from app.services.reminders.details import choose_channel
from app.services.reminders.items import (
    BirthdayReason,
    CaseReason,
    EnquiryReason,
    FollowUpReason,
    LapsedReason,
    RenewalReason,
    WishReason,
)
from app.services.reminders.texts import Person, fill, suggest
from app.services.settings import ShopSettings

DAY = date(2026, 11, 21)
SHOP = ShopSettings(shop_name="Чайная лавка")
OLGA = Person("Ольга")
REASONS = [
    FollowUpReason("Перезвонить"),
    BirthdayReason(DAY, 7, 36),
    BirthdayReason(DAY, 0, None),
    BirthdayReason(DAY, -2, None),
    LapsedReason(DAY, 74, 21.0, 42, 5, 100),
    EnquiryReason("Зёрна для офиса", "Бразилия 1 кг", "", DAY, 1, 26),
    *(CaseReason(kind, "Течёт", "Гейзерная кофеварка", DAY, 3, False) for kind in CaseKind),
    CaseReason(CaseKind.REPAIR, "Течёт", "", DAY, 3, True),
    *(RenewalReason(EntitlementKind.MEMBERSHIP, "Клуб", DAY, left, None) for left in (3, -3)),
    *(RenewalReason(EntitlementKind.WARRANTY, "Кофемолка", DAY, left, None) for left in (3, -3)),
    *(WishReason(why, "Бразилия 1 кг", DAY, 18, 100, 90, "f", 1) for why in InterestReason),
]


def test_texts_follow_the_reason() -> None:
    texts = [suggest(reason, OLGA, None, SHOP) for reason in REASONS]
    assert len(set(texts)) == len(REASONS)
    assert texts[2].startswith("Здравствуйте, Ольга! Поздравляем вас с днём рождения!")
    assert texts[2].endswith("\nЧайная лавка")


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("shop", ["", "Tea & Co"])
@pytest.mark.parametrize("name", ["", "Olga"])
def test_nothing_of_the_template_is_left_over(reason: object, language: str, shop: str, name: str) -> None:
    text = suggest(reason, Person(name), None, replace(SHOP, shop_name=shop, language=language))  # type: ignore[arg-type]
    assert not set("$[]{}") & set(text)
    assert (name in text, shop in text) == (True, True)
    assert " !" not in text
    assert text == text.strip()


def test_language_is_the_shops_then_the_asked_one_then_the_countrys() -> None:
    reason = REASONS[0]
    assert suggest(reason, Person("Olga"), None, replace(SHOP, language="en"), "ru").startswith("Hello Olga!")
    assert suggest(reason, Person("Olga"), None, SHOP, "en").startswith("Hello Olga!")
    assert suggest(reason, Person("Olga"), None, replace(SHOP, country="DE")).startswith("Hello Olga!")
    assert suggest(reason, OLGA, None, SHOP).startswith("Здравствуйте, Ольга!")


def test_only_known_names_are_filled_in() -> None:
    values = {"name": "Ольга", "shop": ""}
    assert fill("$Имя ${name} $кто $__class__[ — $магазин]", values) == "Ольга Ольга $кто $__class__"
    assert fill("100$ [как есть]", values) == "100$ как есть"
    assert fill("$имя", {"name": "$магазин", "shop": "X"}) == "$магазин"


@pytest.mark.parametrize(
    ("preferred", "contacts", "expected"),
    [
        (None, {}, (None, None)),
        (None, {"email": "a@b.c", "phone": "+7"}, ("phone", "+7")),
        (None, {"email": "a@b.c"}, ("email", "a@b.c")),
        (None, {"telegram": "@olga"}, ("telegram", "@olga")),
        ("email", {"email": "a@b.c", "phone": "+7"}, ("email", "a@b.c")),
        ("email", {"phone": "+7"}, ("phone", "+7")),
        ("whatsapp", {"phone": "+7"}, ("whatsapp", "+7")),
        ("telegram", {"phone": "+7", "telegram": "@olga"}, ("telegram", "@olga")),
        ("vk", {"phone": "+7"}, ("phone", "+7")),
        (None, {"address": "Казань"}, (None, None)),
        ("address", {"address": "Казань", "vk": "olga"}, ("vk", "olga")),
    ],
)
def test_preferred_channel_where_it_can_be_reached(
    preferred: str | None, contacts: dict[str, str], expected: tuple[str | None, str | None]
) -> None:
    assert choose_channel(preferred, contacts) == expected
