"""A filter as the database is asked for it: checked, with the views within unfolded, relative to the shop's day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.models.database import Database
from app.models.enums import ReminderKind
from app.models.listing.filter_fields import Group
from app.models.listing.filters import Frame, filter_sql, is_listed, needs_scale, needs_value
from app.models.rule_params import BirthdayParams
from app.models.segments import Scale
from app.services.clients.listing.filters import check_filter, own_kinds
from app.services.clients.listing.nested import read_views, unfold, views_in
from app.services.reminders.rules.store import get_rules
from app.services.segments.scale import read_scale, with_money
from app.services.settings import get_settings


@dataclass(frozen=True)
class Asked:
    """A condition on `client`, "" for everybody, with its parameters; `listed`: ix_client_listed has what it needs."""

    sql: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    listed: bool = True


EVERYBODY = Asked()


def ask(db: Database, where: Group | None, today: date | None, *, as_of: bool = False) -> Asked:
    """The condition of a filter on the day `today`. Raises InvalidValue for one that cannot be asked."""
    if where is None or not where.parts:
        return EVERYBODY
    if today is None:
        raise TypeError("a filter needs the day that it is about")
    own = own_kinds(db)
    check_filter(where, own)
    if views_in(where):
        with db.read() as session:
            where = unfold(where, read_views(session), own)
    leap = get_rules(db).only(ReminderKind.BIRTHDAY, BirthdayParams).leap
    scale = _scale(db, today, as_of, money=needs_value(where)) if needs_scale(where) else None
    frame = Frame(today, get_settings(db).zone, leap, own, as_of, scale)
    return Asked(filter_sql(where, frame), frame.parameters, is_listed(where))


def _scale(db: Database, today: date, as_of: bool, *, money: bool) -> Scale:
    with db.read() as session:
        scale = read_scale(session, today, as_of=as_of)
        return with_money(session, scale, today, as_of=as_of) if money else scale
