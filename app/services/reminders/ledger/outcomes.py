"""Done, with what came of it: one action that logs the contact and does to the reminder what the outcome asks for.

reached: done. no_answer: put off, and only the attempt is logged. bought: done. not_interested: done, an enquiry is
lost, and nothing that sells comes to the client for LapsedParams.mute_months. wrong_number: the contact that was used
is marked, so that the next one is offered; the reminder stays, for nobody was spoken to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.models.client import Client, ContactPoint
from app.models.database import Database
from app.models.enquiry import Enquiry
from app.models.enums import UNANSWERED, Area, ContactKind, InteractionKind, Outcome, ReminderKind, ReminderState
from app.models.interaction import Interaction
from app.models.occasions import refresh_contacts
from app.models.reminder import Reminder
from app.models.rule_params import LapsedParams
from app.services.clients.people import kept_client
from app.services.enquiries.save import lose
from app.services.enquiries.touch import touch_of_client
from app.services.errors import NotFound
from app.services.months import months_later
from app.services.reminders.items import Key, read_key
from app.services.reminders.ledger.acts import OUTCOME_ACTIONS, begin, close_row, is_closed, take_row
from app.services.reminders.ledger.claims import log_event
from app.services.reminders.ledger.owed import Owed, areas_of, find_owed, settle
from app.services.reminders.rules.store import read_rules
from app.services.reminders.today.details import BY_PHONE_NUMBER, choose_channel
from app.services.settings import ShopSettings, get_settings
from app.services.shop_time import to_moment

# By which channel it was tried -> what is logged; without any channel they met in the shop.
_LOGGED_AS = {
    None: InteractionKind.VISIT,
    ContactKind.PHONE: InteractionKind.CALL,
    ContactKind.EMAIL: InteractionKind.EMAIL,
}


@dataclass(frozen=True, slots=True)
class _Told:
    """What the owner said of it, and when."""

    outcome: Outcome
    text: str
    reason: str
    until: datetime | None
    channel: str | None
    now: datetime


def finish_with(
    db: Database,
    item_id: str,
    outcome: Outcome,
    now: datetime,
    *,
    text: str = "",
    reason: str = "",
    until: datetime | None = None,
    channel: str | None = None,
) -> ReminderState:
    """One action: the contact logged with `text` and `reason` (why the client is leaving), and the reminder done, put
    off or kept. `until`: when to try again after no answer; tomorrow at opening by default. `channel`: how it was
    tried (ContactKind); by default as the list proposes.

    Where nobody is known, as with a task of the shop, nothing is logged. A closed item stays as it is. Raises NotFound.
    """
    settings, key = get_settings(db), read_key(item_id)
    told = _Told(Outcome(outcome), text.strip(), reason.strip(), until, channel, now)
    with db.write(*areas_of(key.kind), Area.CLIENTS, Area.INTERACTIONS, Area.ENQUIRIES) as session:
        row = take_row(session, key, settings, now)
        owed = find_owed(session, key, settings, now)
        if is_closed(row, owed):
            return ReminderState(row.state)
        client = None if row.client_id is None else kept_client(session, row.client_id)
        begin(session, [row], OUTCOME_ACTIONS[told.outcome], now)
        if client is not None:
            _write_down(session, client, told, settings)
        match told.outcome:
            case Outcome.NO_ANSWER:
                row.snoozed_until = until or _tomorrow(now, settings)
                return close_row(session, row, ReminderState.SNOOZED, now, settings, told.outcome)
            case Outcome.WRONG_NUMBER:
                row.handled_at = row.updated_at = now  # the row is part of the action, so that it can be taken back
                log_event(session, [row.id], told.outcome, now)
                return ReminderState(row.state)
        _close_owed(session, owed, told, settings)
        return close_row(session, row, ReminderState.DONE, now, settings, told.outcome)


def finish_all(db: Database, item_ids: Sequence[str], now: datetime, *, channel: str | None = None) -> int:
    """All reasons of one person were spoken of at once: one action, in which the contact is logged once, as reached
    over `channel` or as the list proposes, and every reason is done. What was closed meanwhile, or holds no more, is
    left out. Returns how many were done.
    """
    settings, keys = get_settings(db), [read_key(item_id) for item_id in item_ids]
    told = _Told(Outcome.REACHED, "", "", None, channel, now)
    areas = {area for key in keys for area in areas_of(key.kind)}
    with db.write(*areas, Area.CLIENTS, Area.INTERACTIONS, Area.ENQUIRIES) as session:
        open_ones = [found for key in keys if (found := _still_open(session, key, settings, now)) is not None]
        if not open_ones:
            return 0
        begin(session, [row for row, _owed in open_ones], OUTCOME_ACTIONS[told.outcome], now)
        client_id = open_ones[0][0].client_id
        if client_id is not None:
            _write_down(session, kept_client(session, client_id), told, settings)
        for row, owed in open_ones:
            _close_owed(session, owed, told, settings)
            close_row(session, row, ReminderState.DONE, now, settings, told.outcome)
    return len(open_ones)


def _still_open(
    session: Session, key: Key, settings: ShopSettings, now: datetime
) -> tuple[Reminder, Owed | None] | None:
    """The row of a reminder and what stands behind it, unless it is closed or no reason any more."""
    try:
        row = take_row(session, key, settings, now)
    except NotFound:
        return None
    owed = find_owed(session, key, settings, now)
    return None if is_closed(row, owed) else (row, owed)


def _close_owed(session: Session, owed: Owed | None, told: _Told, settings: ShopSettings) -> None:
    if isinstance(owed, Enquiry) and told.outcome is Outcome.NOT_INTERESTED:
        lose(session, owed, told.reason, told.now)
    elif owed is not None:
        settle(owed, told.now, settings)


def _write_down(session: Session, client: Client, told: _Told, settings: ShopSettings) -> None:
    """The contact in the log, and what it means for the client."""
    channel, value = choose_channel(told.channel or client.preferred_channel, _usable(client.contacts))
    kind = _LOGGED_AS.get(channel, InteractionKind.MESSAGE)
    session.add(
        Interaction(
            client_id=client.id,
            kind=kind,
            at=told.now,
            text=told.text,
            direction="out",
            channel=channel,
            outcome=told.outcome,
            reason=told.reason,
            staff_id=session.info.get("staff_id"),
        )
    )
    refresh_contacts(session, [client.id])
    if told.outcome not in UNANSWERED:
        touch_of_client(session, client.id, told.now)
    if told.outcome is Outcome.NOT_INTERESTED:
        _mute(session, client, told.now, settings)
    if told.outcome is Outcome.WRONG_NUMBER and channel is not None:
        tried = {channel, ContactKind.PHONE} if channel in BY_PHONE_NUMBER else {channel}
        for point in client.contacts:
            if point.kind in tried and point.value == value:
                point.wrong = True


def _usable(contacts: Sequence[ContactPoint]) -> dict[str, str]:
    first: dict[str, str] = {}
    for point in contacts:
        if not point.wrong:
            first.setdefault(point.kind, point.value)
    return first


def _mute(session: Session, client: Client, now: datetime, settings: ShopSettings) -> None:
    """Nothing that sells for so many months; one who wanted still longer quiet keeps it."""
    months = read_rules(session).only(ReminderKind.LAPSED, LapsedParams).mute_months
    if months:
        today = settings.local(now).date()
        client.muted_until = max(client.muted_until or today, months_later(today, months))
        client.updated_at = now
        client.version += 1


def _tomorrow(now: datetime, settings: ShopSettings) -> datetime:
    return to_moment(settings.local(now).date() + timedelta(days=1), settings.opening_time, settings.zone)
