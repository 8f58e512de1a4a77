"""Words of calendar files: what goes out, what would come in, and why some of it does not."""

from __future__ import annotations

from collections.abc import Callable

from app.i18n import _, ngettext, number_text
from app.services.tasks.ics.export import CalendarWords
from app.services.tasks.ics.plan import CHANGED, NEW, REFUSED, SAME, CalendarPlan, PlannedTask

_REASONS: dict[str, Callable[[int], str]] = {
    "over": lambda n: ngettext("{n} is over", "{n} are over", n),
    "done": lambda n: ngettext("{n} is done already", "{n} are done already", n),
    "cancelled": lambda n: ngettext("{n} was called off", "{n} were called off", n),
    "yearly": lambda n: ngettext(
        "{n} birthday or date stays with its client", "{n} birthdays and dates stay with their clients", n
    ),
    "broken": lambda n: ngettext("{n} cannot be read", "{n} cannot be read", n),
    "twice": lambda n: ngettext("{n} is in the file twice", "{n} are in the file twice", n),
    "settled": lambda n: ngettext("{n} is done or deleted here", "{n} are done or deleted here", n),
}
_REMARKS: dict[str, Callable[[], str]] = {
    "once": lambda: _("repeats in a way that is not known here: only the next day is taken"),
    "no_day": lambda: _("has no day there: taken for today"),
    "moved": lambda: _("moved there to this day"),
}
_WHAT: dict[str, Callable[[], str]] = {
    NEW: lambda: _("To add"),
    CHANGED: lambda: _("To change"),
    SAME: lambda: _("As it was"),
    REFUSED: lambda: _("Not taken"),
}


def calendar_words() -> CalendarWords:
    """The words of an exported calendar."""
    return CalendarWords(_("Tasks and birthdays"), _("Birthday: {name}"), _("{what}: {name}"))


def plan_words(plan: CalendarPlan) -> str:
    """What taking a calendar would do: "12 new, 3 changed; 2 not taken: 2 are over"."""
    counts = [
        (NEW, lambda n: ngettext("{n} new task", "{n} new tasks", n)),
        (CHANGED, lambda n: ngettext("{n} changed", "{n} changed", n)),
        (SAME, lambda n: ngettext("{n} as it was", "{n} as they were", n)),
    ]
    taken = [words(n).format(n=number_text(n)) for what, words in counts if (n := plan.count(what))]
    refused = plan.count(REFUSED)
    if refused:
        reasons = ", ".join(_REASONS[why](n).format(n=number_text(n)) for why, n in plan.reasons().items())
        left = ngettext("{n} not taken: {why}", "{n} not taken: {why}", refused)
        taken.append(left.format(n=number_text(refused), why=reasons))
    return "; ".join(taken)


def planned_what(what: str) -> str:
    """What becomes of an entry."""
    return _WHAT[what]()


def planned_why(task: PlannedTask) -> str:
    """Why an entry is not taken, or in what other way it is; "" for nothing to say."""
    if task.why:
        return _REASONS[task.why](1).format(n="").strip()
    return "; ".join(_REMARKS[remark]() for remark in task.remarks)
