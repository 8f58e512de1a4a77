"""Today: whom to contact, why and with what words. Reads only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from app.models.database import Database
from app.models.enums import ReminderKind
from app.models.occasion_checks import see_as_of
from app.models.rule_params import BirthdayParams, EnquiryParams, RenewalParams
from app.services.errors import InvalidValue
from app.services.reminders.items import DueItem
from app.services.reminders.kinds.birthdays import Birthdays
from app.services.reminders.kinds.dates import important_dates
from app.services.reminders.kinds.due_cases import cases
from app.services.reminders.kinds.follow_up import follow_ups
from app.services.reminders.kinds.lapsed import list_lapsed, read_past
from app.services.reminders.kinds.occasions import occasions
from app.services.reminders.kinds.renewals import renewals
from app.services.reminders.kinds.standing import Seen
from app.services.reminders.kinds.untouched import enquiries
from app.services.reminders.kinds.wishes import wishes
from app.services.reminders.kinds.yearly import YearDays
from app.services.reminders.occasions.refresh import members_of_lists
from app.services.reminders.reading import Rows
from app.services.reminders.rules.store import RuleBook, read_rules
from app.services.reminders.today.details import make_items
from app.services.reminders.today.turn import have_turn, in_turn, within
from app.services.settings import ShopSettings, get_settings
from app.services.shop_time import day_end

MAX_DAYS = 366
# What the owner's rules find in the receipts and contacts, in the order of the list.
OCCASIONAL = (
    ReminderKind.SERVICE,
    ReminderKind.REPLENISHMENT,
    ReminderKind.FEEDBACK,
    ReminderKind.CADENCE,
)


def list_due(db: Database, as_of: date, days: int = 0, now: datetime | None = None) -> list[DueItem]:
    """What is due on `as_of`, and in the `days` after it, of every kind that is switched on, by people in their turn
    (turn.py).

    `now` is the present moment, for the live list; without it the list is that of the end of `as_of`, with clients as
    they stood then. A snoozed item is hidden until its moment, a done, dismissed or held-out one for good.
    Raises InvalidValue (days over 366, a year out of 1900-2200).
    """
    if not 0 <= days <= MAX_DAYS:
        raise InvalidValue(field="days", value=str(days))
    if not 1900 <= as_of.year <= 2200:
        raise InvalidValue(field="as_of", value=as_of.isoformat())
    settings = get_settings(db)
    moment = now or day_end(as_of, settings.zone)
    at = Seen(moment, is_live=now is not None)
    with db.read() as session:
        book = read_rules(session)
        if now is None:
            see_as_of(session, as_of, moment, members_of_lists(db, book, as_of))
        kinds = reasons_by_kind(settings, book, as_of, days, at)
        past = read_past(session, as_of, live=now is not None)
        lapsed = list_lapsed(session, settings, book, as_of, days, moment, past)
        per_day = 0 if days else settings.contacts_per_day
        turn = have_turn(session, per_day, as_of, moment, kinds, lapsed)
        found = within([*(one for kind in kinds.values() for one in kind.first(session)), *lapsed], turn)
        return in_turn(make_items(session, found, as_of, settings, book, None))


def reasons(settings: ShopSettings, book: RuleBook, as_of: date, days: int, at: Seen) -> tuple[Rows | YearDays, ...]:
    """What is due of each kind that is switched on, but for the lapsed, who are few."""
    return tuple(reasons_by_kind(settings, book, as_of, days, at).values())


def reasons_by_kind(
    settings: ShopSettings, book: RuleBook, as_of: date, days: int, at: Seen
) -> dict[ReminderKind, Rows | YearDays]:
    """The same by kind."""
    named = ReminderKind
    made: tuple[tuple[ReminderKind, Callable[[], Rows | YearDays]], ...] = (
        (named.FOLLOW_UP, lambda: follow_ups(as_of + timedelta(days=days), at.moment)),
        (named.ENQUIRY, lambda: enquiries(settings, book.only(named.ENQUIRY, EnquiryParams), as_of, days, at)),
        (named.CASE, lambda: cases(as_of, days, at)),
        (named.BIRTHDAY, lambda: Birthdays(book.only(named.BIRTHDAY, BirthdayParams), as_of, days, at.moment)),
        (named.DATE, lambda: important_dates(book, as_of, days, at.moment)),
        (named.RENEWAL, lambda: renewals(book.only(named.RENEWAL, RenewalParams), as_of, days, at)),
        (named.INTEREST, lambda: wishes(as_of, days, at)),
        *((kind, partial(occasions, kind, book, as_of, days, at)) for kind in OCCASIONAL),
    )
    return {kind: make() for kind, make in made if book.is_on(kind)}
