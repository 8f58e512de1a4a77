"""Rules are saved as actions, refused where they make no sense, and switched off without a trace on the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.models.client import Client
from app.models.database import Database
from app.models.enums import ReminderKind, ReminderState
from app.models.rule_params import (
    BirthdayParams,
    CadenceParams,
    EnquiryParams,
    FeedbackParams,
    FollowUpParams,
    LapsedParams,
    Params,
    ReplenishmentParams,
    ServiceParams,
)
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.history.actions import find_last_action, redo_action, undo_action
from app.services.products.data import ProductData
from app.services.products.merge import merge_products
from app.services.products.save import save_product
from app.services.reminders.ledger.sweep import sweep
from app.services.reminders.rules.data import Rule
from app.services.reminders.rules.save import delete_rule, save_rule
from app.services.reminders.rules.store import get_rules
from app.services.tasks.save import TaskData, add_task
from tests.factories import make_client, sell, tune
from tests.reasons import DAY, NOON, TODAY, a_case, a_club, a_wish, an_enquiry, due, states


def the_rule(db: Database, kind: ReminderKind) -> Rule:
    rule = get_rules(db).rule_of(kind)
    assert rule is not None
    return rule


def undo_last(db: Database) -> int:
    action = find_last_action(db, NOON - DAY)
    assert action is not None
    undo_action(db, action.id, NOON)
    return action.id


def test_what_was_saved_is_read_back_with_its_types(db: Database) -> None:
    saved = the_rule(db, ReminderKind.BIRTHDAY)
    mine = replace(saved, params=BirthdayParams((14, 0), 5, "mar1"), texts={"today": " С днём! "}, code=" ДР10 ")
    assert save_rule(db, mine, NOON) == saved.id
    assert the_rule(db, ReminderKind.BIRTHDAY) == replace(
        mine, texts={"today": "С днём!"}, code="ДР10", version=saved.version + 1
    )


def test_a_new_rule_is_added_taken_back_and_added_again(db: Database) -> None:
    params = ReplenishmentParams(category="Кофе", cycle_days=14)
    rule_id = save_rule(db, Rule(None, ReminderKind.REPLENISHMENT, params, "Зёрна"), NOON)
    added = get_rules(db).rule_of(ReminderKind.REPLENISHMENT, rule_id)
    assert added is not None
    assert (added.params, added.name, added.enabled) == (params, "Зёрна", True)
    action = undo_last(db)
    assert get_rules(db).rule_of(ReminderKind.REPLENISHMENT, rule_id) is None
    redo_action(db, action, NOON)
    assert get_rules(db).rule_of(ReminderKind.REPLENISHMENT, rule_id) is not None


def test_a_change_is_taken_back_and_a_stale_one_refused(db: Database) -> None:
    rule = the_rule(db, ReminderKind.ENQUIRY)
    save_rule(db, replace(rule, params=EnquiryParams(48)), NOON)
    with pytest.raises(EditConflict):
        save_rule(db, replace(rule, params=EnquiryParams(2)), NOON)
    undo_last(db)
    assert the_rule(db, ReminderKind.ENQUIRY).params == EnquiryParams(24)


def test_only_rules_of_kinds_that_have_several_come_and_go(db: Database) -> None:
    with pytest.raises(NotFound):
        save_rule(db, Rule(None, ReminderKind.LAPSED, LapsedParams()), NOON)
    lapsed = the_rule(db, ReminderKind.LAPSED)
    assert lapsed.id is not None
    with pytest.raises(NotFound):
        delete_rule(db, lapsed.id, lapsed.version, NOON)
    cadence = the_rule(db, ReminderKind.CADENCE)
    assert cadence.id is not None
    delete_rule(db, cadence.id, cadence.version, NOON)
    assert get_rules(db).rule_of(ReminderKind.CADENCE) is None
    undo_last(db)
    assert the_rule(db, ReminderKind.CADENCE).params == cadence.params


@pytest.mark.parametrize(
    ("kind", "params", "why"),
    [
        (ReminderKind.ENQUIRY, EnquiryParams(0), "bounds"),
        (ReminderKind.BIRTHDAY, BirthdayParams(()), "bounds"),
        (ReminderKind.BIRTHDAY, BirthdayParams((7, -1)), "bounds"),
        (ReminderKind.BIRTHDAY, BirthdayParams(leap="apr1"), "choice"),
        (ReminderKind.LAPSED, LapsedParams(factor=0.5), "bounds"),
        (ReminderKind.LAPSED, LapsedParams(floor_days=200, ceiling_days=100), "ceiling"),
        (ReminderKind.LAPSED, LapsedParams(left_alone_percent=51), "bounds"),
        (ReminderKind.CADENCE, CadenceParams(days=0), "bounds"),
        (ReminderKind.REPLENISHMENT, ReplenishmentParams(product_id=1, category="Кофе"), "trigger"),
        (ReminderKind.REPLENISHMENT, ReplenishmentParams(category="К" * 201), "long"),
    ],
)
def test_no_rule_that_makes_no_sense(db: Database, kind: ReminderKind, params: Params, why: str) -> None:
    before = get_rules(db)
    with pytest.raises(InvalidValue) as refused:
        save_rule(db, replace(the_rule(db, kind), params=params), NOON)
    assert (refused.value.fields["field"], refused.value.fields["why"]) == ("rule", why)
    assert get_rules(db) == before


def test_service_is_about_something(db: Database) -> None:
    with pytest.raises(InvalidValue):
        save_rule(db, Rule(None, ReminderKind.SERVICE, ServiceParams()), NOON)


def test_a_text_is_of_a_part_that_the_kind_has(db: Database) -> None:
    with pytest.raises(InvalidValue):
        save_rule(db, replace(the_rule(db, ReminderKind.LAPSED), texts={"before": "?"}), NOON)


def a_promise(db: Database, client: int) -> None:
    add_task(db, TaskData(client, "Call", TODAY), NOON)


def a_silence(db: Database, client: int) -> None:
    for day in (date(2026, 7, 28), date(2026, 8, 18), date(2026, 9, 8)):
        sell(db, client, day)


def a_birthday(db: Database, client: int) -> None:
    with db.write() as session:
        row = session.get_one(Client, client)
        row.birth_month, row.birth_day = 11, 22


MAKERS: dict[str, Callable[[Database, int], object]] = {
    "follow_up": a_promise,
    "enquiry": an_enquiry,
    "case": a_case,
    "birthday": a_birthday,
    "renewal": a_club,
    "interest": a_wish,
    "lapsed": a_silence,
}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_kind_that_is_switched_off_gives_nothing_and_is_told_no_more(db: Database, kind: str) -> None:
    MAKERS[kind](db, make_client(db))
    assert [item.kind for item in sweep(db, NOON)] == [kind]
    tune(db, ReminderKind(kind), enabled=False)
    assert due(db) == []
    assert sweep(db, NOON) == []
    assert states(db) == [ReminderState.EXPIRED]
    tune(db, ReminderKind(kind))
    assert [item.kind for item in due(db)] == [kind]


def test_parameters_of_another_kind_are_no_rule(db: Database) -> None:
    with pytest.raises(ValueError, match="lapsed"):
        save_rule(db, replace(the_rule(db, ReminderKind.LAPSED), params=FollowUpParams()), NOON)


def test_the_owners_words_and_code_are_in_the_message(db: Database) -> None:
    a_club(db, make_client(db))
    rule = the_rule(db, ReminderKind.RENEWAL)
    save_rule(db, replace(rule, texts={"before": "$имя, «$Товар» до $день. Код $код"}, code="КЛУБ5"), NOON)
    assert due(db)[0].suggested_text == "Ольга, «Клуб» до 26.11.2026. Код КЛУБ5"


def test_a_rule_follows_its_product_into_a_merge_and_back(db: Database) -> None:
    kept, other, target = (save_product(db, ProductData(name), NOON) for name in ("Зерно 1 кг", "Зерно кг", "Фильтры"))
    params = ReplenishmentParams(product_id=other, target_id=target)
    rule_id = save_rule(db, Rule(None, ReminderKind.REPLENISHMENT, params), NOON)

    def product_of_rule() -> tuple[int | None, int | None]:
        rule = get_rules(db).rule_of(ReminderKind.REPLENISHMENT, rule_id)
        assert rule is not None
        assert isinstance(rule.params, ReplenishmentParams)
        return rule.params.product_id, rule.params.target_id

    merge_products(db, kept, [other], NOON)
    assert product_of_rule() == (kept, target)
    undo_last(db)
    assert product_of_rule() == (other, target)


@pytest.mark.parametrize("change", ["switched off", "taken away", "another product"])
def test_a_rule_about_receipts_that_is_changed_is_told_no_more_and_undo_brings_it_back(
    db: Database, change: str
) -> None:
    sell(db, make_client(db), TODAY - 3 * DAY)
    beans = save_product(db, ProductData("Зерно 1 кг"), NOON)
    rule_id = tune(db, ReminderKind.FEEDBACK)
    (item,) = sweep(db, NOON)
    rule = get_rules(db).rule_of(ReminderKind.FEEDBACK, rule_id)
    assert rule is not None
    if change == "switched off":
        save_rule(db, replace(rule, enabled=False), NOON)
    elif change == "taken away":
        delete_rule(db, rule_id, rule.version, NOON)
    else:
        save_rule(db, replace(rule, params=FeedbackParams(product_id=beans)), NOON)
    assert (due(db), sweep(db, NOON), states(db)) == ([], [], [ReminderState.EXPIRED])
    undo_last(db)
    assert [one.id for one in due(db)] == [item.id]


def test_two_rules_of_a_kind_are_two_reasons_with_words_of_their_own(db: Database) -> None:
    sell(db, make_client(db), TODAY - 3 * DAY)
    words = ("Спасибо!", "Как вам $товар?")
    for text in words:
        save_rule(db, Rule(None, ReminderKind.FEEDBACK, FeedbackParams(), texts={"first": text}), NOON)
    assert [item.suggested_text for item in sweep(db, NOON)] == ["Спасибо!", "Как вам Эфиопия 250 г?"]


def test_a_new_rule_is_none_that_was_taken_away(db: Database) -> None:
    client = make_client(db)
    sell(db, client, TODAY - 3 * DAY)
    first = save_rule(db, Rule(None, ReminderKind.FEEDBACK, FeedbackParams()), NOON)
    assert [item.kind for item in sweep(db, NOON)] == [ReminderKind.FEEDBACK]
    delete_rule(db, first, 1, NOON)
    second = save_rule(db, Rule(None, ReminderKind.FEEDBACK, FeedbackParams()), NOON)
    assert second > first
    assert [item.id.split(":")[2] for item in sweep(db, NOON)] == [str(second)]
