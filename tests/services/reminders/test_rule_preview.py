"""The effect of a rule before it is saved is what the list shows after it was saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.models.database import Database
from app.models.enums import EntitlementKind, ReminderKind
from app.services.aftersale.entitlements import EntitlementData, save_entitlement
from app.services.clients.data import Birthday
from app.services.reminders.due import list_due
from app.services.reminders.ledger import dismiss
from app.services.reminders.rules.data import (
    BirthdayParams,
    EnquiryParams,
    LapsedParams,
    Params,
    RenewalParams,
    Rule,
)
from app.services.reminders.rules.preview import Effect, preview
from app.services.reminders.rules.save import save_rule
from app.services.reminders.rules.store import get_rules
from tests.factories import make_client, sell
from tests.reasons import DAY, NOON, TODAY, an_enquiry


def effect_of(db: Database, kind: ReminderKind, params: Params, *, enabled: bool = True) -> Effect:
    return preview(db, changed(db, kind, params, enabled=enabled), TODAY, NOON)


def changed(db: Database, kind: ReminderKind, params: Params, *, enabled: bool = True) -> Rule:
    rule = get_rules(db).rule_of(kind)
    assert rule is not None
    return replace(rule, params=params, enabled=enabled)


def a_silent_client(db: Database, name: str, gap: int, silent: int) -> int:
    """Three visits so many days apart, the last one so many days ago."""
    client = make_client(db, name)
    for n in range(3):
        sell(db, client, TODAY - timedelta(days=silent + n * gap))
    return client


def test_people_with_the_change_and_without_it(db: Database) -> None:
    for day in (22, 25, 29):
        make_client(db, f"Клиент {day}", birthday=Birthday(11, day))
    assert effect_of(db, ReminderKind.BIRTHDAY, BirthdayParams()) == Effect(2, 2, 2, ("Клиент 22", "Клиент 25"))
    assert effect_of(db, ReminderKind.BIRTHDAY, BirthdayParams((3, 0))).people == 1
    assert effect_of(db, ReminderKind.BIRTHDAY, BirthdayParams((14,))).people == 3
    assert effect_of(db, ReminderKind.BIRTHDAY, BirthdayParams(), enabled=False) == Effect(0, 0, 2, ())


def test_one_person_with_two_reasons_is_one(db: Database) -> None:
    client = make_client(db)
    for name, days in (("Клуб", 2), ("Абонемент", 9)):
        end = TODAY + timedelta(days=days)
        term = EntitlementData(client, EntitlementKind.MEMBERSHIP, name, end - 30 * DAY, end)
        save_entitlement(db, term, NOON)
    effect = effect_of(db, ReminderKind.RENEWAL, RenewalParams(before_days=10))
    assert (effect.people, effect.reasons, effect.people_before) == (1, 2, 1)


def test_enquiries_of_nobody_are_people_too(db: Database) -> None:
    for hours in (30, 40):
        an_enquiry(db, None, NOON - timedelta(hours=hours), contact="Ирина")
    assert effect_of(db, ReminderKind.ENQUIRY, EnquiryParams(36)).people == 1
    assert effect_of(db, ReminderKind.ENQUIRY, EnquiryParams(12)).people == 2


LIMITS = [
    LapsedParams(per_day=100),
    LapsedParams(per_day=2),
    LapsedParams(per_day=100, factor=3.0),
    LapsedParams(per_day=100, factor=1.0),
    LapsedParams(per_day=100, floor_days=70),
    LapsedParams(per_day=100, ceiling_days=40),
]


@pytest.mark.parametrize("params", LIMITS)
def test_the_silent_are_those_whom_the_list_shows_once_it_is_saved(db: Database, params: LapsedParams) -> None:
    for number, (gap, silent) in enumerate([(20, 35), (20, 45), (20, 65), (40, 70), (40, 100), (60, 130), (90, 100)]):
        a_silent_client(db, f"Клиент {number}", gap, silent)
    dismissed = [item for item in list_due(db, TODAY, now=NOON) if item.client == "Клиент 1"]
    dismiss(db, dismissed[0].id, NOON)
    effect = effect_of(db, ReminderKind.LAPSED, params)
    before = len(list_due(db, TODAY, now=NOON))
    save_rule(db, changed(db, ReminderKind.LAPSED, params), NOON)
    shown = list_due(db, TODAY, now=NOON)
    assert (effect.people, effect.people_before) == (len(shown), before)
    assert set(effect.first) <= {item.client for item in shown}


def test_a_look_ahead_changes_nothing(db: Database) -> None:
    a_silent_client(db, "Ким Ирина", 20, 65)
    make_client(db, birthday=Birthday(11, 30))
    before = (get_rules(db), list_due(db, TODAY, now=NOON))
    effect_of(db, ReminderKind.LAPSED, LapsedParams(factor=9.0))
    effect_of(db, ReminderKind.BIRTHDAY, BirthdayParams((30,)))
    assert (get_rules(db), list_due(db, TODAY, now=NOON)) == before


def test_days_before_the_first_sale_have_no_effect(db: Database) -> None:
    a_silent_client(db, "Ким Ирина", 20, 65)
    rule = changed(db, ReminderKind.LAPSED, LapsedParams(factor=1.5))
    assert preview(db, rule, date(2020, 1, 1), NOON - 2517 * DAY).people == 0
