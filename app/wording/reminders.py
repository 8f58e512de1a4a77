"""Reminders in words: kinds, reasons, the notification."""

from __future__ import annotations

from datetime import date, timedelta

from app.i18n import _, day_text, ngettext, number_text
from app.models.enums import InterestReason
from app.services.reminders.delivery.digest import Announcement
from app.services.reminders.items import (
    BirthdayReason,
    CaseReason,
    EnquiryReason,
    FollowUpReason,
    LapsedReason,
    Reason,
    RenewalReason,
    WishReason,
)
from app.wording.aftersale import case_kind_name, left_words
from app.wording.counts import visits_count, years_old
from app.wording.occasions import occasion_words


def state_text(state: str) -> str:
    """What became of a reminder, in a word or two."""
    return {"done": _("done"), "snoozed": _("put off"), "dismissed": _("not this time")}.get(state, state)


def kind_title(kind: str) -> str:
    """Heading of a group of reminders."""
    return {
        "follow_up": _("Overdue and for today"),
        "enquiry": _("Enquiries nobody has answered"),
        "case": _("Repairs, complaints and questions for today"),
        "birthday": _("Birthdays"),
        "date": _("Important dates"),
        "renewal": _("About to end: time to renew"),
        "interest": _("What was wanted can be had now"),
        "replenishment": _("Run out? Time for more"),
        "service": _("Time to look after what was bought"),
        "feedback": _("Say thanks and ask how it was"),
        "cadence": _("Stay in touch"),
        "lapsed": _("Time to win back: silent longer than usual"),
    }.get(kind, kind)


def kind_name(kind: str) -> str:
    """Kind of a reminder in one or two words."""
    return {
        "follow_up": _("Follow-up"),
        "enquiry": _("Enquiry"),
        "case": _("Service case"),
        "birthday": _("Birthday"),
        "date": _("Important date"),
        "renewal": _("Renewal"),
        "interest": _("Wish"),
        "replenishment": _("Run out"),
        "service": _("Service due"),
        "feedback": _("Thanks"),
        "cadence": _("Keep in touch"),
        "lapsed": _("Silent"),
    }.get(kind, kind)


def reason_sentence(reason: Reason) -> str:
    """Why this person, in one line."""
    match reason:
        case FollowUpReason():
            return f"{reason.title}: {reason.note}" if reason.note else reason.title
        case EnquiryReason():
            return enquiry_words(reason)
        case CaseReason():
            return case_words(reason)
        case BirthdayReason():
            return birthday_words(reason)
        case RenewalReason():
            return renewal_words(reason)
        case WishReason():
            return wish_words(reason)
        case LapsedReason():
            last = _("last purchase on {day}").format(day=day_text(reason.last_visit))
            return f"{silence_words(reason)} · {visits_count(reason.visits)} · {last}"
        case _:
            return occasion_words(reason)


def enquiry_words(reason: EnquiryReason) -> str:
    """ "Enquiry of 20 November: beans for an office · Brazil 1 kg"."""
    said = _("Enquiry of {day}: {asked}").format(day=_came(reason.day, reason.days_ago), asked=reason.asked)
    return " · ".join(filter(None, (said, reason.product)))


def case_words(reason: CaseReason) -> str:
    """ "Complaint of 3 November: leaks at the seam · Moka pot"."""
    said = _("{kind} of {day}: {title}").format(
        kind=case_kind_name(reason.kind), day=_came(reason.day, reason.days_ago), title=reason.title
    )
    return " · ".join(filter(None, (said, reason.product, _("ready, waits for the client") if reason.is_ready else "")))


def renewal_words(reason: RenewalReason) -> str:
    """ "Coffee club: until 26 November", "Coffee club: ended on 18 November"."""
    today = reason.end_day - timedelta(days=reason.days_left)
    said = left_words(reason.end_day, today)
    if reason.days_left > 0:
        said = _("until {day}").format(day=day_text(reason.end_day, today))
    return f"{reason.name}: {said}"


def wish_words(reason: WishReason) -> str:
    """ "Back again: Brazil 1 kg, she asked on 3 November"."""
    news = _("Back again: {product}") if reason.why == InterestReason.MISSING else _("Cheaper now: {product}")
    asked = {"f": _("she asked on {day}"), "m": _("he asked on {day}")}.get(reason.gender or "", _("asked on {day}"))
    return news.format(product=reason.product) + ", " + asked.format(day=_came(reason.day, reason.days_ago))


def _came(day: date, days_ago: int) -> str:
    """The day, with its year when that is not the year of the list."""
    return day_text(day, day + timedelta(days=days_ago))


def birthday_words(reason: BirthdayReason) -> str:
    """ "Birthday today, turns 36", "Birthday in 3 days", "Birthday was on 19 November"."""
    if reason.days_left < 0:
        when = _("Birthday was on {day}").format(day=day_text(reason.day, reason.day))
    elif reason.days_left == 0:
        when = _("Birthday today")
    elif reason.days_left == 1:
        when = _("Birthday tomorrow")
    else:
        n = reason.days_left
        when = ngettext("Birthday in {n} day", "Birthday in {n} days", n).format(n=n)
    if reason.turns is None:
        return when
    return f"{when}, {years_old(reason.turns)}"


def silence_words(reason: LapsedReason) -> str:
    """ "Silent for 74 days, usually 21"; without an own rhythm only the silence."""
    n = reason.silence_days
    silent = ngettext("Silent for {n} day", "Silent for {n} days", n).format(n=n)
    if reason.rhythm_days is None:
        return silent
    return silent + ", " + _("usually {n}").format(n=number_text(round(reason.rhythm_days)))


def overdue_words(days: int) -> str:
    """ "overdue by 2 days"; empty when nothing is overdue."""
    return ngettext("overdue by {n} day", "overdue by {n} days", days).format(n=days) if days > 0 else ""


def announcement(one: Announcement) -> tuple[str, str]:
    """Title and body of a desktop notification: one person's reasons, or how many people there are to contact; after
    an absence, and where it may have been seen before, a line that says so."""
    said = [_("Possibly shown before.")] if one.is_repeated else []
    if one.absent_days:
        n = one.absent_days
        said.append(
            ngettext("The program was closed for {n} day.", "The program was closed for {n} days.", n).format(n=n)
        )
    if not one.is_summary:
        title = one.items[0].client or _("Regulars")
        return title, "\n".join([*(reason_sentence(item.reason) for item in one.items), *said])
    title = ngettext("{n} client to contact today", "{n} clients to contact today", one.people).format(n=one.people)
    names = list(dict.fromkeys(item.client for item in one.items if item.client))
    more = _(" and others") if len(names) > SUMMARY_NAMES else ""
    return title, "\n".join([", ".join(names[:SUMMARY_NAMES]) + more, *said])


SUMMARY_NAMES = 4


def reminders_count(n: int) -> str:
    """ "1 reminder", "5 reminders"."""
    return ngettext("{n} reminder", "{n} reminders", n).format(n=n)
