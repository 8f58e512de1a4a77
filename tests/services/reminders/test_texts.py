"""Suggested texts and the channel they go over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.models.enums import CaseKind, EntitlementKind, InterestReason, ReminderKind
from app.models.rule_params import ServiceParams
from app.services.reminders.items import (
    BirthdayReason,
    CadenceReason,
    CaseReason,
    DateReason,
    EnquiryReason,
    FeedbackReason,
    FollowUpReason,
    LapsedReason,
    RenewalReason,
    ReplenishmentReason,
    ServiceReason,
    WishReason,
)
from app.services.reminders.rules.data import Rule
from app.services.reminders.texts import Person, fill, first_liked, suggest, template_of, template_parts, template_text
from app.services.reminders.today.details import choose_channel
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
    *(DateReason("Годовщина свадьбы", DAY, left, 10) for left in (7, 0, -2)),
    *(ReplenishmentReason("Бразилия 1 кг", 1, DAY, 26, 30, False, "Фильтры", offer) for offer in (1, 2)),
    ServiceReason("Кофемашина", 1, DAY, 180, 6, "Чистка от накипи", 2),
    *(FeedbackReason("Бразилия 1 кг", 1, DAY, 3, is_first) for is_first in (True, False)),
    CadenceReason(DAY, 31, 30),
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


def test_every_part_that_can_be_edited_is_said_by_some_reason_in_both_languages() -> None:
    parts = {(kind, part) for kind in ReminderKind for part in template_parts(kind)}
    assert {template_of(reason) for reason in REASONS} == parts
    for kind, part in parts:
        assert template_text(kind, part, "ru") != template_text(kind, part, "en")


def a_rule(text: str, code: str = "") -> Rule:
    return Rule(1, ReminderKind.SERVICE, ServiceParams(product_id=1), texts={"text": text}, code=code)


def test_the_owners_words_come_before_the_usual_ones() -> None:
    reason, person = ServiceReason("Кофемашина", 1, DAY, 180, 6, "", None), Person("Ольга", "кислые сорта")
    words = "$Имя, пора чистить «$товар».[ Любите $предпочтение?][ Код $код.]"
    assert suggest(reason, person, a_rule(words, "ЧИСТО"), SHOP) == (
        "Ольга, пора чистить «Кофемашина». Любите кислые сорта? Код ЧИСТО."
    )
    assert suggest(reason, Person("Ольга"), a_rule(words), SHOP) == "Ольга, пора чистить «Кофемашина»."
    assert suggest(reason, person, a_rule("  "), SHOP) == suggest(reason, person, None, SHOP)
    usual = suggest(reason, person, a_rule("", "ЧИСТО"), SHOP)
    assert "Промокод: ЧИСТО." in usual


@pytest.mark.parametrize(
    ("preferences", "liked"),
    [
        ([], ""),
        ([("Кофе", "кислые сорта"), ("Кофе", "без сахара")], "кислые сорта"),
        ([("Аллергия", "орехи"), ("", "матовый лак")], "матовый лак"),
        ([("Не любит", "тёмную обжарку")], ""),
        ([("Allergies", "nuts")], ""),
        ([("", "Аллергия на орехи"), ("", "не звонить утром"), ("Чай", "улуны")], "улуны"),
    ],
)
def test_what_a_client_must_not_have_is_no_preference_to_name(preferences: list[tuple[str, str]], liked: str) -> None:
    assert first_liked(preferences) == liked


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
