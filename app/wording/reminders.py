"""Reminders in words: kinds, reasons, the notification."""

from __future__ import annotations

from collections.abc import Sequence

from app.i18n import _, day_text, ngettext, number_text
from app.services.reminders.items import BirthdayReason, DueItem, FollowUpReason, LapsedReason, Reason
from app.wording.counts import visits_count


def state_text(state: str) -> str:
    """What became of a reminder, in a word or two."""
    return {"done": _("done"), "snoozed": _("put off"), "dismissed": _("not this time")}.get(state, state)


def kind_title(kind: str) -> str:
    """Heading of a group of reminders."""
    return {
        "follow_up": _("Overdue and for today"),
        "birthday": _("Birthdays"),
        "lapsed": _("Time to win back: silent longer than usual"),
    }.get(kind, kind)


def kind_name(kind: str) -> str:
    """Kind of a reminder in one or two words."""
    return {"follow_up": _("Follow-up"), "birthday": _("Birthday"), "lapsed": _("Silent")}.get(kind, kind)


def reason_sentence(reason: Reason) -> str:
    """Why this person, in one line."""
    if isinstance(reason, FollowUpReason):
        return f"{reason.title}: {reason.note}" if reason.note else reason.title
    if isinstance(reason, BirthdayReason):
        return birthday_words(reason)
    last = _("last purchase on {day}").format(day=day_text(reason.last_visit))
    return f"{silence_words(reason)} · {visits_count(reason.visits)} · {last}"


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
    return when + ", " + ngettext("{n} year old", "{n} years old", reason.turns).format(n=reason.turns)


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


def announcement(items: Sequence[DueItem], people: int) -> tuple[str, str]:
    """Title and body of a desktop notification: one person's reasons, or how many people there are to contact."""
    if people <= 1 and items:
        title = items[0].client or _("Regulars")
        return title, "\n".join(reason_sentence(item.reason) for item in items)
    title = ngettext("{n} client to contact today", "{n} clients to contact today", people).format(n=people)
    names = list(dict.fromkeys(item.client for item in items if item.client))
    more = _(" and others") if len(names) > SUMMARY_NAMES else ""
    return title, ", ".join(names[:SUMMARY_NAMES]) + more


SUMMARY_NAMES = 4


def reminders_count(n: int) -> str:
    """ "1 reminder", "5 reminders"."""
    return ngettext("{n} reminder", "{n} reminders", n).format(n=n)
