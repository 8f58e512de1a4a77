"""The sweep: claim what is due and was not announced yet, each exactly once, and expire what is no longer true."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.enums import Area, ReminderKind, ReminderState
from app.models.reminder import Reminder
from app.models.rule_params import BirthdayParams, EnquiryParams, RenewalParams
from app.services.reminders.items import BY_RULE, DueItem, Found
from app.services.reminders.kinds import (
    birthdays,
    dates,
    due_cases,
    follow_up,
    lapsed,
    occasions,
    renewals,
    standing,
    untouched,
    wishes,
)
from app.services.reminders.kinds.occasions import settle_alerts
from app.services.reminders.kinds.standing import Seen
from app.services.reminders.ledger.claims import claim, expire
from app.services.reminders.ledger.lull import Lull
from app.services.reminders.ledger.owed import stems
from app.services.reminders.reading import ALL, Some
from app.services.reminders.rules.store import RuleBook, read_rules
from app.services.reminders.rules.switched import switched_off
from app.services.reminders.today.details import make_items
from app.services.reminders.today.due import reasons_by_kind
from app.services.reminders.today.turn import full_turn, have_turn, in_turn
from app.services.settings import ShopSettings, get_settings

BLOCK = 500  # rows written at once: a sale waits no longer than for these


@dataclass(frozen=True, slots=True)
class _Moment:
    """One sweep's clock: the moment, the shop's day, and the last day whose opening time has come."""

    now: datetime
    today: date
    reached: date
    live: bool
    timed_only: bool


def sweep(
    db: Database,
    now: datetime,
    live: bool = False,
    language: str | None = None,
    timed_only: bool = False,
    lull: Lull | None = None,
) -> list[DueItem]:
    """Claim what is due at `now` and return it. One sweep after three weeks off claims what 21 daily ones would have
    left: each item once, with its latest alert.

    Two sweeps at once, even of two processes, never claim the same: the rows are found and written under the write
    lock, which is only taken when there is something to do, and for some hundreds of rows at a time. Quiet hours are
    the background job's business, not the sweep's. `live`: `now` is the present (see list_due); without it clients
    count as they stood at `now`.
    `timed_only`: only what has its hour, a time of its own or the end of a snooze; for days off. `lull`: what is known
    of the sweep before, so that nothing is looked at twice; of sweeps of the present.
    """
    if lull is not None and lull.lasts(now, timed_only):
        return []
    version = 0 if lull is None else lull.begin()
    settings = get_settings(db)
    at = _moment(settings, now, live, timed_only)
    with db.read() as session:
        book, past = read_rules(session), lapsed.read_past(session, at.today, live)
        gone, sound, tasks = _stale(session, book, at, past)
    _put_right(db, book, at, gone, sound, tasks)
    with db.read() as session:
        people = None
        is_news = bool(_claimable(session, settings, book, at, past, Some(1)))
        if is_news and settings.contacts_per_day:
            people = _people_today(session, settings, book, at, past)
            is_news = bool(_claimable(session, settings, book, at, past, Some(1, people)))
        if not (is_news or gone or sound or tasks or lull is None):
            lull.note(session, version, settings, book, now, timed_only)
    if not is_news:
        return []
    shown = [replace(item, state=ReminderState.SHOWN) for item in _claim_all(db, settings, at, people)]
    with db.read() as session:  # the names are looked up when others may write again
        return in_turn(make_items(session, shown, at.today, settings, book, language))


def _moment(settings: ShopSettings, now: datetime, live: bool, timed_only: bool) -> _Moment:
    there = settings.local(now)
    today = there.date()
    reached = today if there.time() >= settings.opening_time else today - timedelta(days=1)
    return _Moment(now, today, reached, live, timed_only)


def _claim_all(db: Database, settings: ShopSettings, at: _Moment, people: frozenset[int] | None) -> list[Found]:
    """Claim block by block, until one is not full; of these people only, where their number is limited."""
    found: list[Found] = []
    while True:
        with db.write(Area.REMINDERS) as session:
            book, past = read_rules(session), lapsed.read_past(session, at.today, at.live)
            due = _claimable(session, settings, book, at, past, Some(BLOCK, people))
            found += claim(session, due, at.now)
            settle_alerts(session, book, due)
        if len(due) < BLOCK:
            return found


def _put_right(
    db: Database, book: RuleBook, at: _Moment, gone: Sequence[int], sound: Sequence[int], tasks: Sequence[int]
) -> None:
    """Close what is no longer true; what was in doubt and holds, of rules and of tasks, is in doubt no more."""
    for start in range(0, len(gone), BLOCK):
        with db.write(Area.REMINDERS) as session:
            expire(session, gone[start : start + BLOCK], at.now)
    for start in range(0, max(len(sound), len(tasks)), BLOCK):
        with db.write() as session:
            occasions.believe(session, book, at.today, sound[start : start + BLOCK])
            follow_up.believe_tasks(session, tasks[start : start + BLOCK])


def _claimable(
    session: Session, settings: ShopSettings, book: RuleBook, at: _Moment, past: lapsed.Past | None, some: Some
) -> list[Found]:
    """What can be announced of the kinds that are switched on, `some` of it in the order of the list."""
    named, there = ReminderKind, (at.today, at.reached, at.now)
    hours = _kinds_with_hour(session, at.now) if at.timed_only else None
    if hours is not None:
        some = replace(some, most=ALL)
    enquiry, birthday = book.only(named.ENQUIRY, EnquiryParams), book.only(named.BIRTHDAY, BirthdayParams)
    renewal = book.only(named.RENEWAL, RenewalParams)
    kinds: tuple[tuple[Collection[ReminderKind], Callable[[], list[Found]]], ...] = (
        ((named.FOLLOW_UP,), lambda: follow_up.claimable_follow_ups(session, settings, at.now)),
        ((named.ENQUIRY,), lambda: untouched.claimable_enquiries(session, settings, enquiry, at.today, at.now)),
        ((named.CASE,), lambda: due_cases.claimable_cases(session, *there)),
        ((named.BIRTHDAY,), lambda: birthdays.claimable_birthdays(session, birthday, *there, some)),
        ((named.DATE,), lambda: dates.claimable_dates(session, book, *there, some)),
        ((named.RENEWAL,), lambda: renewals.claimable_renewals(session, renewal, *there)),
        ((named.INTEREST,), lambda: wishes.claimable_wishes(session, *there)),
        (BY_RULE, lambda: occasions.claimable_occasions(session, book, *there, some)),
        ((named.LAPSED,), lambda: lapsed.claimable_lapsed(session, settings, book, *there, past)),
    )
    found: list[Found] = []
    for group, claimable in kinds:
        is_asked = any(book.is_on(kind) and (hours is None or kind in hours) for kind in group)
        if is_asked and not some.is_full(found):
            theirs = [one for one in claimable() if some.has(one)]
            found += theirs if hours is None else _with_hour(session, theirs)
    return found if some.most == ALL else found[: some.most]


def _people_today(
    session: Session, settings: ShopSettings, book: RuleBook, at: _Moment, past: lapsed.Past | None
) -> frozenset[int]:
    """Whose turn it is, there being a limit of people a day: those whom the list shows."""
    per_day = settings.contacts_per_day
    kinds = reasons_by_kind(settings, book, at.today, 0, Seen(at.now, is_live=True))
    turn = full_turn(session, per_day, at.today, at.now, kinds)
    if turn is None:
        silent = lapsed.list_lapsed(session, settings, book, at.today, 0, at.now, past)
        turn = have_turn(session, per_day, at.today, at.now, kinds, silent)
    return frozenset() if turn is None else turn.people


def _kinds_with_hour(session: Session, now: datetime) -> set[str]:
    """Kinds of which something may have its hour: follow-ups, and those with a snooze that is over."""
    woken = select(Reminder.kind).where(Reminder.state == ReminderState.SNOOZED, Reminder.snoozed_until <= now)
    return {ReminderKind.FOLLOW_UP, *session.scalars(woken.distinct())}


def _with_hour(session: Session, found: Sequence[Found]) -> list[Found]:
    """Those that somebody set an hour for."""
    known = [one.row_id for one in found if one.row_id is not None and one.due_time is None]
    asleep = select(Reminder.id).where(Reminder.id.in_(known), Reminder.state == ReminderState.SNOOZED)
    woken = set(session.scalars(asleep))
    return [one for one in found if one.due_time is not None or one.row_id in woken]


def _stale(
    session: Session, book: RuleBook, at: _Moment, past: lapsed.Past | None
) -> tuple[list[int], list[int], list[int]]:
    """Open rows whose reason is gone: bought, edited, closed, trashed, over, or switched off by the owner; and those
    that were in doubt and hold, of the owner's rules and of tasks."""
    gone, sound = occasions.stale_occasions(session, book, at.today)
    over, tasks = follow_up.stale_follow_ups(session)
    found = {
        *gone,
        *over,
        *switched_off(session, book),
        *(row_id for stem in stems(book) for row_id in standing.stale(session, stem, at.today)),
        *birthdays.stale_birthdays(session, book.only(ReminderKind.BIRTHDAY, BirthdayParams), at.today),
        *dates.stale_dates(session, book, at.today),
        *lapsed.stale_lapsed(session, at.today, past),
    }
    return sorted(found), sound, tasks
