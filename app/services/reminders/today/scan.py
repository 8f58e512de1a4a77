"""The first of what is due, and how much more there is: what a window shows of a day, by indexes, in any shop."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.enums import ReminderKind
from app.services.reminders.items import PROMISED, DueItem, Found
from app.services.reminders.kinds.lapsed import list_lapsed
from app.services.reminders.kinds.standing import Seen
from app.services.reminders.reading import Reasons
from app.services.reminders.rules.store import RuleBook, read_rules
from app.services.reminders.today.details import make_items
from app.services.reminders.today.due import reasons_by_kind
from app.services.reminders.today.turn import have_turn, in_turn, within
from app.services.settings import ShopSettings, get_settings

FIRST = 200  # reasons of a kind that are looked at


@dataclass(frozen=True, slots=True)
class DueScan:
    """Reasons found, with every reason of each of their people; how many more there are of a kind that is not shown
    whole; and how many people all of them are about, a task of the shop being one."""

    found: Sequence[Found]
    more: dict[ReminderKind, int]
    people: int
    capped: int = 0  # people left out because of ShopSettings.contacts_per_day


@dataclass(frozen=True, slots=True)
class DueStart:
    """The same, as lines of Today."""

    items: list[DueItem]
    more: dict[ReminderKind, int]
    people: int
    capped: int = 0


def list_first_due(db: Database, today: date, now: datetime, most: int = FIRST, *, everybody: bool = False) -> DueStart:
    """What is due today, but of each kind only the first `most` and what else there is with their people; with
    `everybody` those too who would wait because of ShopSettings.contacts_per_day."""
    settings = get_settings(db)
    if everybody:
        settings = replace(settings, contacts_per_day=0)
    with db.read() as session:
        book = read_rules(session)
        scan = scan_due(session, settings, book, today, now, most)
        items = in_turn(make_items(session, scan.found, today, settings, book, None))
        return DueStart(items, scan.more, scan.people, scan.capped)


def scan_due(
    session: Session, settings: ShopSettings, book: RuleBook, today: date, now: datetime, most: int
) -> DueScan:
    """Of each kind the first `most`; the lapsed, who are few a day, all. With a limit of people a day those who come,
    with all their reasons."""
    by_kind = reasons_by_kind(settings, book, today, 0, Seen(now, is_live=True))
    lapsed = list_lapsed(session, settings, book, today, 0, now, None)
    turn = have_turn(session, settings.contacts_per_day, today, now, by_kind, lapsed)
    if turn is not None:
        coming = [
            one for kind in by_kind if kind not in PROMISED for one in by_kind[kind].rest_of(session, turn.people, ())
        ]
        lapsed = [*coming, *within(lapsed, turn)]
    kinds: Sequence[Reasons] = [by_kind[kind] for kind in by_kind if turn is None or kind in PROMISED]
    first = [kind.first(session, most + 1) for kind in kinds]
    cut = [len(found) > most for found in first]
    shown = [found[:most] for found in first]
    people = {one.client_id for found in (*shown, lapsed) for one in found if one.client_id is not None}
    more, hidden = {}, list[int | None]()
    for place, kind in enumerate(kinds):
        if cut[place]:
            shown[place] += kind.rest_of(session, people, shown[place])
            whose = kind.clients(session)
            more[shown[place][0].key.kind] = len(whose) - len(shown[place])
            hidden += whose
    found = [one for part in (*shown, lapsed) for one in part]
    return DueScan(found, more, _count_people(hidden, found, more), 0 if turn is None else turn.waiting)


def _count_people(hidden: Sequence[int | None], found: Sequence[Found], more: Collection[ReminderKind]) -> int:
    """People of all reasons, those that are not shown too: `hidden` are those of the kinds that are not shown whole."""
    known = {one.client_id for one in found} | set(hidden)
    nobodys = sum(one.client_id is None and one.key.kind not in more for one in found)
    return len(known - {None}) + nobodys + sum(client_id is None for client_id in hidden)
