"""From rows of kinds/occasions.py to reasons: what is told of each kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row

from app.models.enums import ReminderKind
from app.models.rule_params import ServiceParams
from app.services.reminders.items import (
    CadenceReason,
    FeedbackReason,
    Found,
    Reason,
    ReplenishmentReason,
    ServiceReason,
    make_key,
)
from app.services.reminders.ledger.states import shown_state
from app.services.reminders.rules.store import RuleBook


def found_occasion(book: RuleBook, as_of: date, alert: str, row: Row[Any]) -> Found:
    """A row of the list of `as_of` as a reason; `alert` as in kinds/occasions.py."""
    kind = ReminderKind(row.kind)
    return Found(
        key=make_key(kind, row.client_id, row.base_day.isoformat(), row.rule_id),
        client_id=row.client_id,
        task_id=None,
        due=row.due_day,
        due_time=None,
        reason=_REASONS[kind](book, as_of, row),
        state=shown_state(row.ledger_state),
        row_id=row.row_id,
        alert=alert,
    )


def _replenishment(_book: RuleBook, as_of: date, row: Row[Any]) -> Reason:
    return ReplenishmentReason(
        product=row.bought or "",
        product_id=row.bought_id or 0,
        day=row.base_day,
        days_ago=(as_of - row.base_day).days,
        cycle_days=row.cycle_days,
        is_own_rhythm=row.own_rhythm,
        offer=row.offer or "",
        offer_id=row.product_id or 0,
    )


def _service(book: RuleBook, as_of: date, row: Row[Any]) -> Reason:
    params = next((rule.params for rule in book.rules if rule.id == row.rule_id), None)
    named = isinstance(params, ServiceParams) and params.target_id is not None
    return ServiceReason(
        product=row.bought or "",
        product_id=row.bought_id or 0,
        day=row.base_day,
        days_ago=(as_of - row.base_day).days,
        every_months=params.every_months if isinstance(params, ServiceParams) else 0,
        offer=(row.offer or "") if named else "",
        offer_id=row.product_id if named else None,
    )


def _feedback(_book: RuleBook, as_of: date, row: Row[Any]) -> Reason:
    return FeedbackReason(
        product=row.bought or "",
        product_id=row.bought_id,
        day=row.base_day,
        days_ago=(as_of - row.base_day).days,
        is_first=row.first_visit == row.base_day,
    )


def _cadence(_book: RuleBook, as_of: date, row: Row[Any]) -> Reason:
    was_heard_of = row.contacted is not None or row.first_visit is not None
    return CadenceReason(
        last_day=row.base_day if was_heard_of else None,
        days_ago=(as_of - row.base_day).days,
        every_days=row.cycle_days,
    )


_REASONS = {
    ReminderKind.REPLENISHMENT: _replenishment,
    ReminderKind.SERVICE: _service,
    ReminderKind.FEEDBACK: _feedback,
    ReminderKind.CADENCE: _cadence,
}
