"""Whose turn it is: the order of Today, what a contact may bring, and how many people there are time for in a day.

First come the people to whom something was promised, the longest waiting first. The others come by what contacting
them may bring: of the lapsed what they buy in 90 days when won back (what is at risk by the forecast, or a rule of
thumb where there is none), of the other kinds that sell one average visit of theirs; thanks, and repairs that are done,
sell nothing. A person has the value of the best reason.

With ShopSettings.contacts_per_day no more people come than that, counting those who were acted on today. What was
promised always comes. Of the others those who were announced before stay, so that nobody disappears from the list, and
the best of the rest come as long as there is room. Who comes, comes with all reasons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models.enums import ReminderKind, ReminderState
from app.models.reminder import Reminder
from app.models.silences import best_visits
from app.services.reminders.items import PROMISED, DueItem, Found, group_by_client
from app.services.reminders.ledger.states import OPEN, has_woken
from app.services.reminders.reading import Reasons, Some

SELLS_NOTHING = frozenset({ReminderKind.CASE, ReminderKind.FEEDBACK})
AT_ONCE = 500  # ids in one question to the database
ByKind = Mapping[ReminderKind, Reasons]
_OTHERS = tuple(kind for kind in ReminderKind if kind not in PROMISED)


def value_of(found: Found, average_visit: int) -> int:
    """What the contact may bring, in minor units; `average_visit` of the client, 0 for nobody."""
    if found.key.kind == ReminderKind.LAPSED:
        return found.expected_value
    return 0 if found.key.kind in SELLS_NOTHING else average_visit


def in_turn(items: Sequence[DueItem]) -> list[DueItem]:
    """The same items by people in their turn; of one person, what was promised first."""
    groups = [sorted(group, key=lambda item: item.kind not in PROMISED) for group in group_by_client(list(items))]
    return [item for group in sorted(groups, key=_place) for item in group]


def _place(group: Sequence[DueItem]) -> tuple[bool, int, date]:
    first = group[0]
    if first.kind in PROMISED:
        return False, 0, min(item.due for item in group if item.kind in PROMISED)
    return True, -max(item.expected_value for item in group), min(item.due for item in group)


@dataclass(frozen=True, slots=True)
class Turn:
    """Clients who come today, and how many wait for another day."""

    people: frozenset[int]
    waiting: int = 0


def have_turn(
    session: Session, per_day: int, day: date, now: datetime, kinds: ByKind, lapsed: Sequence[Found]
) -> Turn | None:
    """Who comes on `day`, out of the reasons of all kinds, when `per_day` people may; None where there is no limit."""
    if not per_day:
        return None
    coming = _promised(session, kinds) | _acted_on(session, day)
    values = {one.client_id: one.expected_value for one in lapsed if one.client_id is not None}
    told, thanked, to_sell = _announced(session, now), set[int](), set[int]()
    for kind, reasons in kinds.items():
        if kind not in PROMISED:
            whose = (client_id for client_id in reasons.clients(session) if client_id is not None)
            (thanked if kind in SELLS_NOTHING else to_sell).update(whose)
    others = (thanked | to_sell | values.keys()) - coming
    stay = others & told
    room = max(0, per_day - len(coming) - len(stay))
    best = dict.fromkeys(sorted(thanked - coming - told)[:room], 0)
    best |= best_visits(session, to_sell - coming - told, room)
    for client_id, value in best.items():
        values[client_id] = max(value, values.get(client_id, 0))
    in_order = sorted(values.keys() - coming - told, key=lambda one: (-values[one], one))
    stay |= set(in_order[:room])
    return Turn(frozenset(coming | stay), len(others) - len(stay))


def full_turn(session: Session, per_day: int, day: date, now: datetime, kinds: ByKind) -> Turn | None:
    """Who comes, where those who are known already fill the day; None while there is room."""
    coming, told = _promised(session, kinds) | _acted_on(session, day), _announced(session, now)
    if len(coming | told) < per_day:
        return None
    people = coming | _told_of_today(session, told - coming, kinds)
    return Turn(frozenset(people)) if len(people) >= per_day else None


def within(found: Sequence[Found], turn: Turn | None) -> list[Found]:
    """Those of the people who come, and what is nobody's."""
    some = Some(people=None if turn is None else turn.people)
    return [one for one in found if some.has(one)]


def _acted_on(session: Session, day: date) -> set[int]:
    """Clients of whom a reminder was done, put off or left on that day."""
    handled = select(Reminder.client_id).where(Reminder.kind.in_(ReminderKind), Reminder.handled_day == day)
    return {client_id for client_id in session.scalars(handled) if client_id is not None}


def _told_of_today(session: Session, told: Set[int], kinds: ByKind) -> set[int]:
    """Those of the people announced before of whom it still holds: what was told by a clock that was ahead, or by a
    rule that was tuned since, is for a day to come."""
    lapsed = select(Reminder.client_id).where(Reminder.kind == ReminderKind.LAPSED, Reminder.state.in_(OPEN))
    found = {client_id for client_id in session.scalars(lapsed) if client_id is not None} & told
    asked = sorted(told - found)
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        for reasons in (kinds[kind] for kind in _OTHERS if kind in kinds):
            found |= {one.client_id for one in reasons.rest_of(session, some, ()) if one.client_id is not None}
    return found


def _announced(session: Session, now: datetime) -> set[int]:
    """Clients of whom something that was not promised was announced and waits, or was put off until now."""
    waits = or_(Reminder.state == ReminderState.SHOWN, has_woken())
    shown = select(Reminder.client_id).where(Reminder.kind.in_(_OTHERS), Reminder.state.in_(OPEN), waits)
    return {client_id for client_id in session.scalars(shown, {"moment": now}) if client_id is not None}


def _promised(session: Session, kinds: ByKind) -> set[int]:
    whose = (client_id for kind in PROMISED & kinds.keys() for client_id in kinds[kind].clients(session))
    return {client_id for client_id in whose if client_id is not None}
