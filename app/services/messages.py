"""What can be written to a client: first what fits today, then words for any day, filled in with the name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.models.enums import CaseStatus, EnquiryState, InterestReason, ReminderKind
from app.models.rule_params import BirthdayParams, RenewalParams
from app.services.clients.data import Birthday, ClientCard
from app.services.reminders.items import (
    SELLING,
    BirthdayReason,
    CaseReason,
    DateReason,
    EnquiryReason,
    FollowUpReason,
    Found,
    LapsedReason,
    Reason,
    RenewalReason,
    WishReason,
)
from app.services.reminders.kinds.birthdays import times_of_birthdays, turns
from app.services.reminders.kinds.calendar_days import Times, celebrated
from app.services.reminders.kinds.dates import times_of_dates, years
from app.services.reminders.rules.store import RuleBook
from app.services.reminders.texts import GENERAL, Person, first_liked, general, suggest
from app.services.settings import ShopSettings


@dataclass(frozen=True)
class Message:
    """A text to send. `kind`: a kind of reminder, or one of texts.GENERAL; `reason`: why today, where there is one."""

    kind: str
    text: str
    reason: Reason | None = None


def messages_for(
    card: ClientCard, settings: ShopSettings, book: RuleBook, today: date, occasions: Sequence[Found] = ()
) -> tuple[Message, ...]:
    """All that can be written to the client; the first is the one that fits today best. `occasions`: what the owner's
    rules find for the client (reminders/today/of_client.py)."""
    person = Person(card.first_name, first_liked((one.topic, one.text) for one in card.preferences))
    reasons = [
        Message(kind, suggest(reason, person, book.rule_of(kind), settings), reason)
        for kind, reason in _reasons(card, book, today)
        if book.is_on(kind) and (kind not in SELLING or _may_be_sold_to(card, today))
    ]
    first = {one.key.kind: one for one in reversed(occasions)}  # of each kind
    found = [
        Message(kind, suggest(one.reason, person, book.rule_of(kind, one.key.rule_id), settings), one.reason)
        for kind, one in first.items()
    ]
    return (*reasons, *found, *(Message(kind, general(kind, card.first_name, settings)) for kind in GENERAL))


def _may_be_sold_to(card: ClientCard, today: date) -> bool:
    return not card.do_not_disturb and (card.muted_until is None or card.muted_until <= today)


def _reasons(card: ClientCard, book: RuleBook, today: date) -> Iterator[tuple[ReminderKind, Reason]]:
    """Reasons to write today as the card tells them, the first of each kind; what was done with one on Today is not
    asked."""
    born = card.row.birthday
    birthday, renewal = book.only(ReminderKind.BIRTHDAY, BirthdayParams), book.only(ReminderKind.RENEWAL, RenewalParams)
    found: tuple[tuple[ReminderKind, Reason | None], ...] = (
        (ReminderKind.CASE, _case(card, today)),
        (ReminderKind.BIRTHDAY, None if born is None else _birthday(born, birthday, today)),
        (ReminderKind.DATE, _date(card, times_of_dates(book), today)),
        (ReminderKind.FOLLOW_UP, _promised(card, today)),
        (ReminderKind.ENQUIRY, _asked(card, today)),
        (ReminderKind.INTEREST, _wish(card, today)),
        (ReminderKind.RENEWAL, _renewal(card, renewal, today)),
        (ReminderKind.LAPSED, silence(card, today)),
    )
    return ((kind, reason) for kind, reason in found if reason is not None)


def _case(card: ClientCard, today: date) -> CaseReason | None:
    case = next((case for case in card.cases if case.is_open), None)
    if case is None:
        return None
    ready = case.status == CaseStatus.READY
    return CaseReason(case.kind, case.title, case.product, case.day, (today - case.day).days, ready)


def _promised(card: ClientCard, today: date) -> FollowUpReason | None:
    due = next((task for task in card.tasks if not task.done and task.due_day <= today), None)
    return None if due is None else FollowUpReason(due.title)


def _asked(card: ClientCard, today: date) -> EnquiryReason | None:
    row = next((row for row in card.enquiries if row.state is EnquiryState.NEW), None)
    if row is None:
        return None
    return EnquiryReason(row.asked, row.product, row.contact, row.day, (today - row.day).days, 0)


def _wish(card: ClientCard, today: date) -> WishReason | None:
    wish = next((wish for wish in card.interests if wish.met and wish.closed_at is None), None)
    if wish is None:
        return None
    days, why = (today - wish.day).days, InterestReason(wish.reason)
    return WishReason(why, wish.product, wish.day, days, wish.price, wish.price_now, card.gender, wish.product_id)


def _renewal(card: ClientCard, params: RenewalParams, today: date) -> RenewalReason | None:
    """What ends soon, or ended lately, and is the last of its kind and name."""
    last = {(one.kind, one.product_id or one.name): one for one in sorted(card.entitlements, key=lambda e: e.end_day)}
    ending = (one for one in last.values() if -params.after_days <= one.days_left(today) <= params.before_days)
    one = next(ending, None)
    if one is None:
        return None
    return RenewalReason(one.kind, one.name, one.end_day, one.days_left(today), one.product_id)


def silence(card: ClientCard, today: date) -> LapsedReason | None:
    """Since when a client is silent who is so for longer than usual; None for the others."""
    row = card.row
    if row.last_visit is None or row.silence_limit is None or row.lapse_day is None or row.lapse_day > today:
        return None
    days = (today - row.last_visit).days
    return LapsedReason(row.last_visit, days, row.rhythm_days, row.silence_limit, row.visits, row.total)


def _birthday(birthday: Birthday, params: BirthdayParams, today: date) -> BirthdayReason | None:
    day = _near(birthday.month, birthday.day, times_of_birthdays(params), today)
    return None if day is None else BirthdayReason(day, (day - today).days, turns(day, birthday.year))


def _date(card: ClientCard, times: Times, today: date) -> DateReason | None:
    for one in card.dates:
        day = _near(one.month, one.day, times, today)
        if day is not None:
            return DateReason(one.name, day, (day - today).days, years(day, one.year))
    return None


def _near(month: int, day: int, times: Times, today: date) -> date | None:
    """That day of the year, from the first day on which it is told of until it is too late to greet."""
    first = max(times.leads, default=0)
    kept = (celebrated(month, day, year, times.leap) for year in (today.year - 1, today.year, today.year + 1))
    return next((day for day in kept if -times.grace_days <= (day - today).days <= first), None)
