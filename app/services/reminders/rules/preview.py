"""What a rule would do, before it is saved: how many people it alone would put on the list of today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.client import Client
from app.models.database import Database
from app.models.enums import ReminderKind
from app.models.interrupt import interruptible, never
from app.models.occasions import raw_of
from app.models.rule_params import CadenceParams, FeedbackParams, LapsedParams, params_json
from app.models.what_if import UNSAVED, suppose_occasions, suppose_rule, suppose_silences
from app.services.clients.listing.views import list_views
from app.services.reminders.items import BY_RULE
from app.services.reminders.kinds.lapsed import Past, list_lapsed
from app.services.reminders.kinds.standing import Seen
from app.services.reminders.occasions.refresh import members_of
from app.services.reminders.rules.bounds import check_rule
from app.services.reminders.rules.data import Rule
from app.services.reminders.rules.store import RuleBook, read_rules
from app.services.reminders.today.due import reasons
from app.services.settings import ShopSettings, get_settings

NAMES = 5  # that are told
MOST_LOOKED_AT = 20  # reasons, for so many names


@dataclass(frozen=True, slots=True)
class Effect:
    """What the list of today has of one rule: people (a task of nobody being one) and reasons, however many a day are
    shown at most; the same of the rule as it is saved, 0 where it is off or new; and the first clients, id and name."""

    people: int
    reasons: int
    people_before: int
    first: tuple[tuple[int, str], ...]


def preview(db: Database, rule: Rule, today: date, now: datetime, check: Callable[[], object] = never) -> Effect:
    """The effect of a rule as it stands in the editor. Reads only; seconds in a big shop. Raises InvalidValue, and what
    `check` raises, which is called now and then."""
    check_rule(rule)
    settings = get_settings(db)
    with db.read() as session, interruptible(raw_of(session), check):
        book = read_rules(session)
        saved = next((known for known in book.rules if known.id == rule.id), None)
        before = _found_by(session, settings, book, saved, today, now)
        if not rule.enabled:
            return Effect(0, 0, before.people, ())
        rule_id = UNSAVED if rule.id is None else rule.id
        rule = replace(rule, id=rule_id)
        suppose_rule(session, rule_id, rule.kind, params_json(rule.params))
        session.expire_all()
        if rule.kind in BY_RULE:
            suppose_occasions(session, rule_id, {rule_id: _members(db, rule, today)}, _bought(rule, today))
        past = suppose_silences(session, today) if _is_other_limit(rule, saved) else None
        after = _found_by(session, settings, book, rule, today, now, past)
        return Effect(after.people, after.reasons, before.people, _names(session, after.first))


@dataclass(frozen=True, slots=True)
class _Found:
    """People and reasons of one rule, and the first of the clients."""

    people: int = 0
    reasons: int = 0
    first: tuple[int, ...] = ()


def _found_by(
    session: Session,
    settings: ShopSettings,
    book: RuleBook,
    rule: Rule | None,
    today: date,
    now: datetime,
    past: Past | None = None,
) -> _Found:
    """What one rule puts on the list of today."""
    if rule is None or not rule.enabled:
        return _Found()
    alone = book.alone(rule)
    if rule.kind == ReminderKind.LAPSED:
        whose = [one.client_id for one in list_lapsed(session, settings, alone, today, 0, now, past)]
        return _counted(whose, whose)
    (kind,) = reasons(settings, alone, today, 0, Seen(now, is_live=True))
    return _counted(kind.clients(session), [one.client_id for one in kind.first(session, MOST_LOOKED_AT)])


def _counted(whose: Sequence[int | None], first: Sequence[int | None]) -> _Found:
    clients = {client_id for client_id in whose if client_id is not None}
    nobodys = sum(client_id is None for client_id in whose)
    names = dict.fromkeys(client_id for client_id in first if client_id is not None)
    return _Found(len(clients) + nobodys, len(whose), tuple(names)[:NAMES])


def _members(db: Database, rule: Rule, today: date) -> Sequence[int]:
    """Who is in the saved list that the rule is about."""
    view_id = rule.params.view_id if isinstance(rule.params, CadenceParams) else None
    view = next((view for view in list_views(db) if view.id == view_id), None)
    return members_of(db, view, today)


def _bought(rule: Rule, today: date) -> tuple[date, date] | None:
    """On which days a purchase can have been whose reminder is on the list of today, where that is known."""
    if not isinstance(rule.params, FeedbackParams):
        return None
    last = today - timedelta(days=rule.params.after_days)
    return last - timedelta(days=rule.params.last_days), last


def _is_other_limit(rule: Rule, saved: Rule | None) -> bool:
    """Whether silence counts from another day on than the stored one."""
    if not isinstance(rule.params, LapsedParams) or saved is None or not isinstance(saved.params, LapsedParams):
        return False
    mine, theirs = rule.params, saved.params
    return (mine.factor, mine.floor_days, mine.ceiling_days) != (theirs.factor, theirs.floor_days, theirs.ceiling_days)


def _names(session: Session, clients: Sequence[int]) -> tuple[tuple[int, str], ...]:
    rows = session.execute(select(Client.id, Client.name).where(Client.id.in_(clients)))
    named = {row.id: row.name for row in rows}
    return tuple((client_id, named[client_id]) for client_id in clients if client_id in named)
