"""The chip of a reason on Today: how late, how soon, how long silent, and its tone."""

from __future__ import annotations

from datetime import datetime

from app.i18n import _, ngettext, number_text, short_day, time_text
from app.models.enums import InterestReason
from app.services.reminders.items import (
    BirthdayReason,
    CadenceReason,
    CaseReason,
    DateReason,
    DueItem,
    EnquiryReason,
    FeedbackReason,
    FollowUpReason,
    LapsedReason,
    RenewalReason,
    ReplenishmentReason,
    ServiceReason,
    WishReason,
)
from app.services.tasks.save import URGENT
from app.wording.aftersale import left_words
from app.wording.counts import days_count, months_count, years_count, years_old
from app.wording.occasions import OccasionReason, when_words
from app.wording.reminders import overdue_words
from app.wording.tasks import priority_name

NAME_LETTERS = 18  # of a product beside a number


def item_chip(item: DueItem, now: datetime) -> tuple[str, str]:
    """Text and tone of the chip: how late, how soon, how long silent. `now` is the time of the shop."""
    match item.reason:
        case FollowUpReason(priority=priority) if priority:
            text, tone = _promise_chip(item, now)
            return f"{priority_name(priority)} · {text}", "bad" if priority == URGENT else tone
        case FollowUpReason() | CaseReason():
            return _promise_chip(item, now)
        case EnquiryReason() as reason:
            return _waiting_chip(reason)
        case BirthdayReason() as reason:
            return _day_chip(reason, "" if reason.turns is None else years_old(reason.turns))
        case RenewalReason() as reason:
            return left_words(reason.end_day, now.date()), "warn" if reason.days_left >= 0 else "bad"
        case WishReason() as reason:
            return (_("back again") if reason.why == InterestReason.MISSING else _("cheaper now")), "accent"
        case LapsedReason() as reason:
            return _silence_chip(reason)
        case _:
            return _occasion_chip(item.reason)


def _occasion_chip(reason: OccasionReason) -> tuple[str, str]:
    match reason:
        case DateReason():
            return _day_chip(reason, "" if reason.years is None else years_count(reason.years))
        case ReplenishmentReason():
            return _offered(reason, _("{days} ago").format(days=days_count(reason.days_ago))), "accent"
        case ServiceReason():
            return _offered(reason, months_count(reason.every_months)), "accent"
        case FeedbackReason():
            after = _("bought {days} ago").format(days=days_count(reason.days_ago))
            return (_("first purchase") if reason.is_first else after), "accent"
        case CadenceReason():
            return _("{days} without a word").format(days=days_count(reason.days_ago)), "warn"


def _promise_chip(item: DueItem, now: datetime) -> tuple[str, str]:
    if item.overdue_days:
        return overdue_words(item.overdue_days), "bad"
    if item.due > now.date():
        return short_day(item.due, now.date()), "neutral"
    if item.due_time is None:
        return _("today"), "info"
    return time_text(item.due_time), "bad" if item.due_time < now.time() else "info"


def _waiting_chip(reason: EnquiryReason) -> tuple[str, str]:
    days = reason.hours // 24
    if days < 2:
        n = reason.hours
        return ngettext("waits for {n} hour", "waits for {n} hours", n).format(n=n), "warn"
    return ngettext("waits for {n} day", "waits for {n} days", days).format(n=days), "bad"


def _day_chip(reason: BirthdayReason | DateReason, years: str) -> tuple[str, str]:
    """When the day is, and how many years it will be, where that is known."""
    tone = "warn" if reason.days_left < 0 else "plum" if reason.days_left == 0 else "neutral"
    return ", ".join(filter(None, (when_words(reason), years))), tone


def _offered(reason: ReplenishmentReason | ServiceReason, time: str) -> str:
    """ "Filters · 60 days ago"; only the time, where no other product is offered than the one that was bought."""
    offer = reason.offer
    if not offer or offer == reason.product:
        return time
    short = offer if len(offer) <= NAME_LETTERS else offer[: NAME_LETTERS - 1].rstrip(" ,") + "…"
    return f"{short} · {time}"


def _silence_chip(reason: LapsedReason) -> tuple[str, str]:
    silence = days_count(reason.silence_days)
    if reason.rhythm_days is None:
        return silence, "warn"
    return _("{days}, usually {n}").format(days=silence, n=number_text(round(reason.rhythm_days))), "warn"
