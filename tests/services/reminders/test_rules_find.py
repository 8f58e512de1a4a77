"""What the rules find becomes reminders: announced once, closed by a purchase, kept right by whatever is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from app.models.client import Client
from app.models.database import Database
from app.models.enums import InteractionKind, Outcome, ReminderKind, ReminderState
from app.models.product import Product
from app.models.reminder import Occasion, Reminder
from app.models.rule_params import CadenceParams, FeedbackParams, Params, ReplenishmentParams, ServiceParams
from app.services.clients.listing.filters import read_filter
from app.services.clients.listing.views import save_view
from app.services.history.actions import undo_action
from app.services.interactions import delete_interaction, log_interaction
from app.services.products.save import set_category
from app.services.purchases.returns import return_purchase
from app.services.reminders.items import DueItem
from app.services.reminders.ledger.acts import dismiss, mark_done, snooze
from app.services.reminders.ledger.outcomes import finish_with
from app.services.reminders.ledger.sweep import sweep
from app.services.reminders.occasions.hits import hit_rate
from app.services.reminders.occasions.refresh import refresh_all, refresh_changed, refresh_lists
from app.services.reminders.rules.data import Rule
from app.services.reminders.rules.save import delete_rule, save_rule
from app.services.reminders.rules.store import get_rules
from app.services.reminders.today.due import list_due
from tests.factories import NOW, make_client, sell
from tests.reasons import TODAY, due, take_back

DAY = timedelta(days=1)
COFFEE, FILTERS = "Эфиопия 250 г", "Фильтры"


def product_id(db: Database, name: str = COFFEE) -> int:
    """The id of a product that was sold."""
    with db.read() as session:
        return session.scalars(select(Product.id).where(Product.name == name)).one()


def add_rule(db: Database, kind: ReminderKind, params: Params) -> int:
    return save_rule(db, Rule(None, kind, params), NOW)


def of_kind(items: list[DueItem], kind: ReminderKind) -> list[DueItem]:
    return [item for item in items if item.kind == kind]


def run_out(db: Database, **more: Any) -> int:
    """A client whose coffee has run out by today under a rule of 30 days; returns the client."""
    client = make_client(db)
    sell(db, client, TODAY - 27 * DAY)
    add_rule(db, ReminderKind.REPLENISHMENT, ReplenishmentParams(product_id=product_id(db), **more))
    return client


def test_what_has_run_out_is_listed_announced_once_and_closed_by_the_purchase(db: Database) -> None:
    client = run_out(db)
    (item,) = due(db)
    assert (item.due, item.client_id) == (TODAY - 2 * DAY, client)
    assert (item.reason.cycle_days, item.reason.offer) == (30, COFFEE)  # type: ignore[union-attr]
    assert [one.id for one in sweep(db, NOW, live=True)] == [item.id]
    assert sweep(db, NOW + DAY, live=True) == []
    sell(db, client, TODAY)
    assert due(db) == []
    sweep(db, NOW + DAY, live=True)
    with db.read() as session:
        assert session.scalars(select(Reminder.state)).all() == [ReminderState.EXPIRED]


def test_a_returned_purchase_lasts_no_time(db: Database) -> None:
    client = make_client(db)
    sale = sell(db, client, TODAY - 27 * DAY)
    add_rule(db, ReminderKind.REPLENISHMENT, ReplenishmentParams(product_id=product_id(db)))
    return_purchase(db, sale, (), TODAY, None, NOW)
    assert due(db) == []


def test_it_is_announced_again_every_week_as_often_as_the_rule_says(db: Database) -> None:
    run_out(db, times=3)
    told = [day for day in range(40) if sweep(db, NOW + day * DAY, live=True)]
    assert told == [0, 5, 12]  # due two days ago; seven and fourteen days after that day


def test_who_acted_on_it_hears_of_it_no_more(db: Database) -> None:
    run_out(db, times=3)
    (item,) = sweep(db, NOW, live=True)
    assert mark_done(db, item.id, NOW) == ReminderState.DONE
    assert due(db) == []
    assert all(not sweep(db, NOW + day * DAY, live=True) for day in range(20))
    assert take_back(db, item.id, NOW) == ReminderState.SHOWN
    assert [one.id for one in due(db)] == [item.id]


def test_done_works_before_any_sweep_and_only_for_what_is_due(db: Database) -> None:
    run_out(db)
    (item,) = due(db)
    assert dismiss(db, item.id, NOW) == ReminderState.DISMISSED
    assert sweep(db, NOW, live=True) == []


def test_what_was_put_off_comes_back_once(db: Database) -> None:
    run_out(db)
    (item,) = sweep(db, NOW, live=True)
    snooze(db, item.id, NOW + DAY, NOW)
    assert (due(db), sweep(db, NOW, live=True)) == ([], [])
    assert [one.id for one in sweep(db, NOW + DAY, live=True)] == [item.id]
    assert sweep(db, NOW + DAY, live=True) == []


def test_what_was_put_off_and_is_due_later_by_now_waits_for_its_day(db: Database) -> None:
    """The rule was tuned meanwhile; the list does not tell of it either."""
    run_out(db)
    (item,) = sweep(db, NOW, live=True)
    snooze(db, item.id, NOW + DAY, NOW)
    with db.write() as session:
        session.execute(update(Occasion).values(due_day=TODAY + 3 * DAY, alert_day=TODAY + 3 * DAY))
    assert sweep(db, NOW + DAY, live=True) == []
    assert due(db, NOW + DAY) == []
    assert [one.id for one in sweep(db, NOW + 3 * DAY, live=True)] == [item.id]
    assert sweep(db, NOW + 3 * DAY, live=True) == []


def test_it_is_given_up_after_the_last_day(db: Database) -> None:
    run_out(db, last_days=4)
    with db.read() as session:
        assert session.scalars(select(Occasion.last_day)).one() == TODAY + 2 * DAY
    sweep(db, NOW, live=True)
    sweep(db, NOW + 3 * DAY, live=True)
    with db.read() as session:
        assert session.scalars(select(Reminder.state)).all() == [ReminderState.EXPIRED]


def test_who_is_muted_or_wants_peace_hears_nothing(db: Database) -> None:
    client = run_out(db)
    for values in ({"muted_until": TODAY + DAY}, {"muted_until": None, "do_not_disturb": True}):
        with db.write() as session:
            session.execute(update(Client).where(Client.id == client).values(values))
        assert (due(db), sweep(db, NOW, live=True)) == ([], [])


def test_a_rule_that_is_switched_off_or_deleted_finds_nobody(db: Database) -> None:
    run_out(db)
    rule = next(one for one in get_rules(db).rules if one.params == ReplenishmentParams(product_id=product_id(db)))
    save_rule(db, Rule(rule.id, rule.kind, rule.params, enabled=False, version=rule.version), NOW)
    assert due(db) == []
    with db.read() as session:
        assert session.scalars(select(Occasion.rule_id)).all() == []
    delete_rule(db, rule.id or 0, rule.version + 1, NOW)
    assert refresh_all(db, TODAY) == 0


def test_filters_after_the_machine_and_then_filters_after_filters(db: Database) -> None:
    client = make_client(db)
    sell(db, None, TODAY, product=FILTERS)
    sell(db, client, TODAY - 40 * DAY)
    params = ReplenishmentParams(product_id=product_id(db), target_id=product_id(db, FILTERS), cycle_days=40)
    add_rule(db, ReminderKind.REPLENISHMENT, params)
    (item,) = due(db)
    assert (item.reason.product, item.reason.offer) == (COFFEE, FILTERS)  # type: ignore[union-attr]
    sell(db, client, TODAY - 10 * DAY, product=FILTERS)
    assert due(db) == []
    (later,) = list_due(db, TODAY, days=30, now=NOW)
    assert (later.due, later.reason.product) == (TODAY + 25 * DAY, FILTERS)  # type: ignore[union-attr]


def test_service_is_due_after_so_many_months_and_starts_anew_when_it_was_done(db: Database) -> None:
    client = make_client(db)
    sell(db, None, TODAY, product="Чистка")
    sell(db, client, date(2026, 5, 22))
    params = ServiceParams(product_id=product_id(db), target_id=product_id(db, "Чистка"))
    add_rule(db, ReminderKind.SERVICE, params)
    (item,) = due(db)
    assert (item.due, item.reason.offer) == (date(2026, 11, 15), "Чистка")  # type: ignore[union-attr]
    sell(db, client, TODAY, product="Чистка")
    assert due(db) == []


def test_thanks_name_the_dearest_and_come_once_in_a_time(db: Database) -> None:
    client = make_client(db)
    sell(db, client, TODAY - 60 * DAY)
    sell(db, client, TODAY - 4 * DAY)
    add_rule(db, ReminderKind.FEEDBACK, FeedbackParams(first_only=False, again_days=90))
    assert due(db) == []
    add_rule(db, ReminderKind.FEEDBACK, FeedbackParams(first_only=False, again_days=30))
    (item,) = due(db)
    assert (item.reason.product, item.reason.is_first) == (COFFEE, False)  # type: ignore[union-attr]


def test_staying_in_touch_counts_from_the_last_contact_and_from_a_sale(db: Database) -> None:
    client = make_client(db)
    with db.write() as session:
        session.execute(update(Client).where(Client.id == client).values(contact_days=7))
    sell(db, client, TODAY - 8 * DAY)
    (item,) = due(db)
    assert (item.reason.last_day, item.reason.every_days) == (TODAY - 8 * DAY, 7)  # type: ignore[union-attr]
    call = log_interaction(db, client, InteractionKind.CALL, "", NOW)
    assert due(db) == []
    undone = delete_interaction(db, call, NOW)
    assert [one.id for one in due(db)] == [item.id]
    undo_action(db, undone, NOW)
    assert due(db) == []


def test_nobody_answering_is_no_contact(db: Database) -> None:
    client = make_client(db)
    with db.write() as session:
        session.execute(update(Client).where(Client.id == client).values(contact_days=7))
    sell(db, client, TODAY - 8 * DAY)
    (item,) = due(db)
    assert finish_with(db, item.id, Outcome.NO_ANSWER, NOW) == ReminderState.SNOOZED
    with db.read() as session:
        assert session.scalars(select(Occasion.base_day)).one() == TODAY - 8 * DAY


def test_a_saved_list_is_stayed_in_touch_with_as_its_members_change(db: Database) -> None:
    one, other = make_client(db), make_client(db, "Ли Дмитрий")
    sell(db, one, TODAY - 20 * DAY, 500_00)
    sell(db, other, TODAY - 20 * DAY, 900_00)
    where = read_filter({"field": "total", "op": "ge", "value": 800_00})
    view = save_view(db, "Дорогие", where, NOW)
    add_rule(db, ReminderKind.CADENCE, CadenceParams(view_id=view, days=15))
    assert [item.client_id for item in due(db)] == [other]
    sell(db, one, TODAY - 19 * DAY, 400_00)
    refresh_lists(db, TODAY)
    assert sorted(item.client_id or 0 for item in due(db)) == [one, other]
    save_view(db, "Дорогие", read_filter({"field": "total", "op": "lt", "value": 0}), NOW, view_id=view)
    refresh_changed(db, TODAY)
    assert due(db) == []


def test_a_product_that_comes_into_the_category_is_found_with_its_buyers(db: Database) -> None:
    client = make_client(db)
    sell(db, client, TODAY - 27 * DAY)
    add_rule(db, ReminderKind.REPLENISHMENT, ReplenishmentParams(category="Зерно"))
    assert due(db) == []
    put = set_category(db, [product_id(db)], "Зерно", NOW)
    assert [item.client_id for item in due(db)] == [client]
    undo_action(db, put, NOW)
    assert due(db) == []


def test_a_list_of_a_past_day_tells_what_had_run_out_then(db: Database) -> None:
    client = run_out(db)
    sell(db, client, TODAY)
    (item,) = list_due(db, TODAY - DAY)
    assert item.reason.day == TODAY - 27 * DAY  # type: ignore[union-attr]
    assert list_due(db, TODAY) == []


def test_a_rule_is_right_when_what_it_offered_was_bought_within_a_month(db: Database) -> None:
    client, other = run_out(db), make_client(db, "Ли Дмитрий")
    sell(db, other, TODAY - 27 * DAY)
    assert len(sweep(db, NOW, live=True)) == 2
    rule = get_rules(db).of(ReminderKind.REPLENISHMENT)[-1].id or 0
    sell(db, client, TODAY + 10 * DAY)
    assert hit_rate(db, rule, TODAY + 10 * DAY).told == 0  # it is too early to tell
    rate = hit_rate(db, rule, TODAY + 40 * DAY)
    assert (rate.told, rate.came, rate.days) == (2, 1, 30)


def test_many_that_were_told_before_and_fall_due_anew_keep_nobody_else_waiting(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.reminders.ledger.sweep.BLOCK", 2)
    run_out(db)
    for number in range(4):
        sell(db, make_client(db, f"Клиент {number}"), TODAY - 27 * DAY)
    assert len(sweep(db, NOW, live=True)) == 5
    rule = get_rules(db).of(ReminderKind.REPLENISHMENT)[-1]
    sooner = replace(rule, params=ReplenishmentParams(product_id=product_id(db), lead_days=7))
    save_rule(db, sooner, NOW)
    late = make_client(db, "Ли Дмитрий")
    sell(db, late, TODAY - 23 * DAY)
    assert [item.client_id for item in sweep(db, NOW, live=True)] == [late]
