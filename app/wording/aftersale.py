"""Service cases, subscriptions, memberships and warranties in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.i18n import _, day_text, ngettext

if TYPE_CHECKING:
    from app.services.aftersale.cases import CaseRow


def case_kind_name(kind: str) -> str:
    """What a service case is about, in a word."""
    return {"repair": _("Repair"), "complaint": _("Complaint"), "question": _("Question")}.get(kind, kind)


def case_status_name(status: str) -> str:
    """Where a service case stands."""
    return {
        "new": _("Received"),
        "in_work": _("In work"),
        "ready": _("Ready"),
        "closed": _("Closed"),
    }.get(status, status)


def entitlement_kind_name(kind: str) -> str:
    """What a client has for a time, in a word."""
    return {
        "subscription": _("Subscription"),
        "membership": _("Membership"),
        "warranty": _("Warranty"),
    }.get(kind, kind)


def term_unit_name(unit: str) -> str:
    """What a term is counted in, behind a number that is typed."""
    return {"day": _("days"), "month": _("months"), "year": _("years")}.get(unit, unit)


def left_words(end_day: date, today: date) -> str:
    """How long something still holds: "12 days left", "last day", "ended on 3 November"."""
    left = (end_day - today).days
    if left < 0:
        return _("ended on {day}").format(day=day_text(end_day, today))
    if left == 0:
        return _("last day")
    return ngettext("{n} day left", "{n} days left", left).format(n=left)


def open_cases_line(cases: Sequence[CaseRow], today: date) -> str:
    """What to know before selling: "Open complaint since 3 November: leaks at the seam". Empty without open cases."""
    still = [case for case in cases if case.is_open]
    if not still:
        return ""
    first = still[0]
    opened = {
        "repair": _("Open repair since {day}: {title}"),
        "complaint": _("Open complaint since {day}: {title}"),
        "question": _("Open question since {day}: {title}"),
    }[first.kind]
    said = opened.format(day=day_text(first.day, today), title=first.title)
    more = len(still) - 1
    return said + (" · " + ngettext("and {n} more", "and {n} more", more).format(n=more) if more else "")
