"""What the Today page says: the greeting, the chip of a reason, the line below a name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.i18n import _, day_text, money, ngettext, number_text, short_day, time_text, weekday_text
from app.models.enums import InterestReason, ReminderKind
from app.services.reminders.items import (
    BirthdayReason,
    CaseReason,
    DueItem,
    EnquiryReason,
    FollowUpReason,
    LapsedReason,
    RenewalReason,
    WishReason,
)
from app.wording.aftersale import left_words
from app.wording.counts import clients_count, days_count, visits_count, years_old
from app.wording.reminders import overdue_words, reason_sentence

if TYPE_CHECKING:
    from app.services.clients.data import ClientRow

MORNING, DAY, EVENING = 5, 12, 18
FACTS_SAY_MORE = (BirthdayReason, LapsedReason)  # their chip tells all there is; the line tells of the client


def greeting(hour: int) -> str:
    """By the hour of the shop's clock."""
    if MORNING <= hour < DAY:
        return _("Good morning.")
    return _("Good afternoon.") if DAY <= hour < EVENING else _("Good evening.")


def headline(hour: int, reasons: int, *, beginning: bool = False) -> str:
    """The title of the page; `beginning` before there is any client."""
    if beginning:
        return greeting(hour) + " " + _("Let us begin with your clients")
    if not reasons:
        return greeting(hour) + " " + _("Nobody is waiting today")
    waiting = ngettext("{n} reason to write to clients today", "{n} reasons to write to clients today", reasons).format(
        n=number_text(reasons)
    )
    return f"{greeting(hour)} {waiting}"


def second_line(today: date, people: int, expected: int, currency: str) -> str:
    """Weekday and date, how many people the reasons are about, and what those to win back may bring."""
    said = [weekday_text(today)]
    if people:
        said.append(clients_count(people))
    if expected > 0:
        rounded = round(expected, -4) if expected >= 100_000 else expected
        hope = _("about {sum} of expected purchases stand behind it")
        said.append(hope.format(sum=money(rounded, currency, cents=False)))
    return " · ".join(said)


def item_chip(item: DueItem, today: date) -> tuple[str, str]:
    """Text and tone of the chip: how late, how soon, how long silent."""
    match item.reason:
        case FollowUpReason() | CaseReason():
            return _promise_chip(item, today)
        case EnquiryReason() as reason:
            return _waiting_chip(reason)
        case BirthdayReason() as reason:
            return _birthday_chip(reason)
        case RenewalReason() as reason:
            return left_words(reason.end_day, today), "warn" if reason.days_left >= 0 else "bad"
        case WishReason() as reason:
            return (_("back again") if reason.why == InterestReason.MISSING else _("cheaper now")), "accent"
        case LapsedReason() as reason:
            return _silence_chip(reason)


def item_line(item: DueItem, client: ClientRow | None, currency: str, today: date) -> str:
    """What to know before the call: the reason where it says enough, else how good a client it is."""
    if not tells_facts(item):
        return " · ".join(filter(None, (reason_sentence(item.reason), _cheaper(item, currency))))
    if client is None or not client.visits:
        return _("no purchases yet") if isinstance(item.reason, BirthdayReason) else ""
    known = [visits_count(client.visits), money(client.total, currency, cents=False)]
    if client.last_visit is not None:
        known.append(_("last purchase on {day}").format(day=day_text(client.last_visit, today)))
    return " · ".join(known)


def _cheaper(item: DueItem, currency: str) -> str:
    """What it costs now and what was too dear, for a wish that waited for the price."""
    reason = item.reason
    if not isinstance(reason, WishReason) or reason.why != InterestReason.TOO_DEAR:
        return ""
    if reason.price is None or reason.price_now is None:
        return ""
    return _("{price} instead of {was}").format(
        price=money(reason.price_now, currency), was=money(reason.price, currency)
    )


def tells_facts(item: DueItem) -> bool:
    """Whether the line of an item is about the client, its reason being told by the chip."""
    return isinstance(item.reason, FACTS_SAY_MORE)


def act_words(item: DueItem) -> str:
    """What the button of a written reason says."""
    return _("Congratulate") if item.kind == ReminderKind.BIRTHDAY else _("Write")


def done_tip(item: DueItem) -> str:
    """What Done does, where it does more than take the reason off the list."""
    return {
        ReminderKind.ENQUIRY: _("Done: the enquiry is in work (D)"),
        ReminderKind.CASE: _("Done: the case is closed (D)"),
        ReminderKind.INTEREST: _("Done: the wish is closed (D)"),
    }.get(item.kind, _("Done (D)"))


def note_text(item: DueItem) -> str:
    """What was noted with a task of nobody, whose name is the task itself."""
    return item.reason.note if isinstance(item.reason, FollowUpReason) else ""


def reason_name(item: DueItem) -> str:
    """The reason in a menu."""
    match item.reason:
        case FollowUpReason(title=title) | CaseReason(title=title):
            return title
        case EnquiryReason(asked=asked):
            return asked
        case RenewalReason(name=name):
            return name
        case WishReason(product=product):
            return product
        case BirthdayReason():
            return _("Birthday")
        case LapsedReason():
            return _("Long silence")


def _promise_chip(item: DueItem, today: date) -> tuple[str, str]:
    if item.overdue_days:
        return overdue_words(item.overdue_days), "bad"
    if item.due > today:
        return short_day(item.due, today), "neutral"
    return (time_text(item.due_time), "info") if item.due_time else (_("today"), "info")


def _waiting_chip(reason: EnquiryReason) -> tuple[str, str]:
    days = reason.hours // 24
    if days < 2:
        n = reason.hours
        return ngettext("waits for {n} hour", "waits for {n} hours", n).format(n=n), "warn"
    return ngettext("waits for {n} day", "waits for {n} days", days).format(n=days), "bad"


def _birthday_chip(reason: BirthdayReason) -> tuple[str, str]:
    tone = "neutral"
    if reason.days_left < 0:
        when, tone = _("was on {day}").format(day=day_text(reason.day, reason.day)), "warn"
    elif reason.days_left == 0:
        when, tone = _("today"), "plum"
    elif reason.days_left == 1:
        when = _("tomorrow")
    else:
        when = _("in {days}").format(days=days_count(reason.days_left))
    if reason.turns is None:
        return when, tone
    return f"{when}, {years_old(reason.turns)}", tone


def _silence_chip(reason: LapsedReason) -> tuple[str, str]:
    silence = days_count(reason.silence_days)
    if reason.rhythm_days is None:
        return silence, "warn"
    return _("{days}, usually {n}").format(days=silence, n=number_text(round(reason.rhythm_days))), "warn"
