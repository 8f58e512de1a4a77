"""The effect of a rule before it is saved is what the list shows after it was saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.models import interrupt
from app.models.client import Client
from app.models.database import Database
from app.models.enums import EntitlementKind, ReminderKind
from app.models.listing.filter_fields import Condition, Group
from app.models.product import Product
from app.models.rule_params import (
    BirthdayParams,
    CadenceParams,
    EnquiryParams,
    FeedbackParams,
    LapsedParams,
    Params,
    RenewalParams,
    ReplenishmentParams,
)
from app.services.aftersale.entitlements import EntitlementData, save_entitlement
from app.services.clients.data import Birthday
from app.services.clients.listing.views import save_view
from app.services.reminders.ledger.acts import dismiss
from app.services.reminders.rules.data import Rule
from app.services.reminders.rules.follow import follow_rules
from app.services.reminders.rules.preview import Effect, preview
from app.services.reminders.rules.save import save_rule
from app.services.reminders.rules.store import get_rules
from app.services.reminders.today.due import list_due
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
    assert effect_of(db, ReminderKind.BIRTHDAY, BirthdayParams()) == Effect(
        2, 2, 2, ((1, "Клиент 22"), (2, "Клиент 25"))
    )
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
    assert set(effect.first) <= {(item.client_id, item.client) for item in shown}


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


RULES_ABOUT_RECEIPTS = [
    Rule(None, ReminderKind.REPLENISHMENT, ReplenishmentParams(category="", cycle_days=20, last_days=60)),
    Rule(None, ReminderKind.FEEDBACK, FeedbackParams(first_only=False, after_days=2, last_days=10)),
    Rule(None, ReminderKind.FEEDBACK, FeedbackParams(first_only=True, after_days=2, last_days=100)),
    Rule(None, ReminderKind.CADENCE, CadenceParams(view_id=None, last_days=300)),
]


def a_shop(db: Database) -> None:
    """Nine clients who bought so many days ago; every third is to be called every five days."""
    for number in range(9):
        client = make_client(db, f"Клиент {number}")
        with db.write() as session:
            session.get_one(Client, client).contact_days = None if number % 3 else 5
        for days in range(4 + 6 * number, 4, -17):
            sell(db, client, TODAY - timedelta(days=days))
    with db.write() as session:
        session.scalars(select(Product)).one().replenish_days = 21


@pytest.mark.parametrize("rule", RULES_ABOUT_RECEIPTS)
def test_a_new_rule_gives_whom_the_list_shows_once_it_is_saved(db: Database, rule: Rule) -> None:
    for known in get_rules(db).rules:
        save_rule(db, replace(known, enabled=False), NOON)
    a_shop(db)
    effect = preview(db, rule, TODAY, NOON)
    assert list_due(db, TODAY, now=NOON) == []
    save_rule(db, rule, NOON)
    shown = list_due(db, TODAY, now=NOON)
    assert shown != []
    assert (effect.people, effect.reasons, effect.people_before) == (len(shown), len(shown), 0)
    assert effect.first == tuple((item.client_id, item.client) for item in shown)[:5]


def test_a_changed_rule_is_told_beside_the_saved_one(db: Database) -> None:
    a_shop(db)
    rule = replace(RULES_ABOUT_RECEIPTS[1], id=save_rule(db, RULES_ABOUT_RECEIPTS[1], NOON), version=1)
    before = [item for item in list_due(db, TODAY, now=NOON) if item.kind == ReminderKind.FEEDBACK]
    dismiss(db, before[0].id, NOON)
    mine = replace(rule, params=FeedbackParams(first_only=False, after_days=2, last_days=60))
    effect = preview(db, mine, TODAY, NOON)
    save_rule(db, mine, NOON)
    shown = [item for item in list_due(db, TODAY, now=NOON) if item.kind == ReminderKind.FEEDBACK]
    assert (effect.people, effect.people_before) == (len(shown), len(before) - 1)


def test_a_rule_about_a_saved_list_is_about_who_is_in_it(db: Database) -> None:
    a_shop(db)
    view = save_view(db, "Многие", Group("all", (Condition("visits", "ge", 2),)), NOON)
    params = CadenceParams(view_id=view, days=10, last_days=300)
    effect = preview(db, Rule(None, ReminderKind.CADENCE, params), TODAY, NOON)
    with db.read() as session:
        often = session.scalars(select(Client.name).where(Client.visits >= 2, Client.last_visit <= TODAY - 10 * DAY))
        assert {name for _id, name in effect.first} == set(often)
    assert effect.people == len(effect.first)


class Stopped(Exception):
    pass


def stop() -> None:
    raise Stopped


def test_a_look_ahead_that_is_stopped_leaves_nothing_behind(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interrupt, "STEPS", 10)
    a_shop(db)
    with pytest.raises(Stopped):
        preview(db, RULES_ABOUT_RECEIPTS[1], TODAY, NOON, stop)
    assert preview(db, RULES_ABOUT_RECEIPTS[1], TODAY, NOON).people > 0


def test_following_a_rule_that_is_stopped_is_taken_up_again(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interrupt, "STEPS", 10)
    a_shop(db)
    a_silent_client(db, "Ким Ирина", 20, 35)
    save_rule(db, changed(db, ReminderKind.LAPSED, LapsedParams(factor=1.5)), NOON, follow=False)
    save_rule(db, RULES_ABOUT_RECEIPTS[1], NOON, follow=False)
    for _again in range(2):
        with pytest.raises(Stopped):
            follow_rules(db, NOON, stop)
    about = {ReminderKind.LAPSED, ReminderKind.FEEDBACK}
    assert about & {item.kind for item in list_due(db, TODAY, now=NOON)} == set()
    follow_rules(db, NOON)
    assert about <= {item.kind for item in list_due(db, TODAY, now=NOON)}
