"""Why is this client not on the list? One answer or more for each kind, out of the rules, the client and the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.client import Client
from app.models.database import Database
from app.models.enums import ReminderKind, ReminderState
from app.models.reminder import Reminder
from app.models.rule_params import BirthdayParams, DateParams, LapsedParams, RenewalParams
from app.models.silences import chance, gives_up_on, silences_of
from app.services.errors import NotFound
from app.services.reminders.delivery.pause import paused_until
from app.services.reminders.items import PROMISED, SELLING, Found
from app.services.reminders.kinds.lapsed import list_lapsed
from app.services.reminders.kinds.standing import Seen
from app.services.reminders.rules.store import RuleBook, read_rules
from app.services.reminders.today.due import MAX_DAYS, reasons_by_kind
from app.services.reminders.today.turn import ByKind, have_turn
from app.services.settings import ShopSettings, get_settings

# What an answer can say. `day` and `moment` are those of the thing that is told.
LISTED = "listed"  # is on the list of today; due on `day`
COMES = "comes"  # is due on `day`
FALLS_SILENT = "falls_silent"  # counts as lapsed from `day` on, if nothing is bought; then the best have their turn
RULE_OFF = "rule_off"
NOTHING = "nothing"  # there is no such reason: no birthday written down, no open task...
SNOOZED = "snoozed"  # until `moment`
DONE = "done"  # at `moment`
DISMISSED = "dismissed"  # at `moment`
LEFT_ALONE = "left_alone"  # by chance, to see what reminding brings
CAPPED = "capped"  # due on `day`, but there are more than can be contacted in a day
MUTED = "muted"  # wants to hear nothing that sells until `day`
DO_NOT_DISTURB = "do_not_disturb"
IN_TRASH = "in_trash"
MERGED = "merged"
GIVEN_UP = "given_up"  # silent for so long, since `day`, that the client counts as lost
MISSED = "missed"  # was due on `day` and went by untold
PAUSED = "paused"  # no notifications until `moment`; the list tells it all the same


@dataclass(frozen=True, slots=True)
class WhyNot:
    """One answer; `kind` None is about all kinds."""

    kind: ReminderKind | None
    code: str
    day: date | None = None
    moment: datetime | None = None


RECENT = timedelta(days=60)  # what was done or missed for longer explains nothing any more
_ACTED = {
    ReminderState.DONE: DONE,
    ReminderState.DISMISSED: DISMISSED,
    ReminderState.HELD_OUT: LEFT_ALONE,
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whom it is about, and when."""

    client: Client
    settings: ShopSettings
    book: RuleBook
    now: datetime

    @property
    def today(self) -> date:
        return self.settings.local(self.now).date()


def why_not(db: Database, client_id: int, now: datetime) -> tuple[WhyNot, ...]:
    """What is due when of each kind for a client, or why nothing is. Raises NotFound for an unknown client."""
    settings = get_settings(db)
    with db.read() as session:
        client = session.get(Client, client_id)
        if client is None:
            raise NotFound(what="client", id=client_id)
        if client.merged_into_id is not None:
            return (WhyNot(None, MERGED),)
        if client.deleted_at is not None:
            return (WhyNot(None, IN_TRASH),)
        asked = _Asked(client, settings, read_rules(session), now)
        listed, waits = _today(session, asked)
        ahead = _theirs(asked, reasons_by_kind(settings, asked.book, asked.today, MAX_DAYS, Seen(now, True)), session)
        until = paused_until(db, now)
        paused = [] if until is None else [WhyNot(None, PAUSED, moment=until)]
        return (
            *paused,
            *(
                answer
                for kind in ReminderKind
                for answer in _hindrance(asked, kind) or _of_kind(session, asked, kind, (listed, ahead), waits)
            ),
        )


def _today(session: Session, asked: _Asked) -> tuple[list[Found], bool]:
    """The client's reasons today, and whether they wait for another day, there being too many people for this one."""
    settings, client_id, today = asked.settings, asked.client.id, asked.today
    kinds = reasons_by_kind(settings, asked.book, today, 0, Seen(asked.now, is_live=True))
    lapsed = list_lapsed(session, settings, asked.book, today, 0, asked.now, None)
    turn = have_turn(session, settings.contacts_per_day, today, asked.now, kinds, lapsed)
    found = _theirs(asked, kinds, session) + [one for one in lapsed if one.client_id == client_id]
    return found, turn is not None and client_id not in turn.people


def _theirs(asked: _Asked, kinds: ByKind, session: Session) -> list[Found]:
    return [one for kind in kinds.values() for one in kind.rest_of(session, {asked.client.id}, ())]


def _hindrance(asked: _Asked, kind: ReminderKind) -> list[WhyNot]:
    """What keeps the whole kind away."""
    client = asked.client
    if not asked.book.is_on(kind):
        return [WhyNot(kind, RULE_OFF)]
    if client.do_not_disturb and kind not in PROMISED:
        return [WhyNot(kind, DO_NOT_DISTURB)]
    if kind in SELLING and client.muted_until is not None and client.muted_until > asked.today:
        return [WhyNot(kind, MUTED, client.muted_until)]
    return []


def _of_kind(
    session: Session, asked: _Asked, kind: ReminderKind, found: tuple[Sequence[Found], Sequence[Found]], waits: bool
) -> list[WhyNot]:
    """`found`: of today, and of the days ahead too."""
    now_listed, ahead = ([one for one in part if one.key.kind == kind] for part in found)
    answers = [WhyNot(kind, CAPPED if waits else LISTED, one.due) for one in now_listed]
    answers += _of_ledger(session, asked, kind)
    days = [one.due - _lead(asked.book, kind) for one in ahead]
    if days and not now_listed:
        answers.append(WhyNot(kind, COMES, min(days)))
    if kind == ReminderKind.LAPSED and not answers:
        answers += _of_silence(session, asked)
    return answers or [WhyNot(kind, NOTHING)]


def _lead(book: RuleBook, kind: ReminderKind) -> timedelta:
    """How long before its day a reason is on the list."""
    match kind:
        case ReminderKind.BIRTHDAY:
            days = max(book.only(kind, BirthdayParams).leads, default=0)
        case ReminderKind.DATE:
            days = max(book.only(kind, DateParams).leads, default=0)
        case ReminderKind.RENEWAL:
            days = book.only(kind, RenewalParams).before_days
        case _:
            days = 0
    return timedelta(days=days)


def _of_ledger(session: Session, asked: _Asked, kind: ReminderKind) -> Iterator[WhyNot]:
    """What was done lately, or sleeps. Of a task that was done again and again only the last time is told."""
    rows = select(Reminder).where(Reminder.client_id == asked.client.id, Reminder.kind == kind)
    last = session.scalars(rows.order_by(Reminder.updated_at.desc(), Reminder.id.desc()).limit(1)).first()
    if last is None:
        return
    state = ReminderState(last.state)
    if state == ReminderState.SNOOZED and last.snoozed_until is not None and last.snoozed_until > asked.now:
        yield WhyNot(kind, SNOOZED, last.due_day, last.snoozed_until)
    if last.updated_at < asked.now - RECENT:
        return
    if state in _ACTED:
        yield WhyNot(kind, _ACTED[state], last.due_day, last.handled_at or last.updated_at)
    if state == ReminderState.EXPIRED and not last.alerts:
        yield WhyNot(kind, MISSED, last.due_day)


def _of_silence(session: Session, asked: _Asked) -> list[WhyNot]:
    """A client who is not among the lapsed of today: not silent for long enough yet, too long, or not the best."""
    silence = silences_of(session, [asked.client.id], asked.today).get(asked.client.id)
    if silence is None:
        return []
    if silence.lapse_day > asked.today:
        return [WhyNot(ReminderKind.LAPSED, FALLS_SILENT, silence.lapse_day)]
    if gives_up_on(silence) < asked.today:
        return [WhyNot(ReminderKind.LAPSED, GIVEN_UP, silence.last_visit)]
    percent = asked.book.only(ReminderKind.LAPSED, LapsedParams).left_alone_percent
    is_left_alone = chance(silence.client_id, silence.last_visit) < percent
    return [WhyNot(ReminderKind.LAPSED, LEFT_ALONE if is_left_alone else CAPPED, silence.lapse_day)]
