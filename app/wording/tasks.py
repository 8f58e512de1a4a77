"""Tasks in words: how urgent one is, and how far its checklist."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.i18n import _
from app.services.tasks.save import IMPORTANT, URGENT, USUAL

_PRIORITIES: dict[int, Callable[[], str]] = {
    USUAL: lambda: _("Usual"),
    IMPORTANT: lambda: _("Important"),
    URGENT: lambda: _("Urgent"),
}


def priority_name(priority: int) -> str:
    """How urgent a task is."""
    return _PRIORITIES[priority]()


def steps_text(checklist: Sequence[Sequence[Any]]) -> str:
    """How many steps are done: "2 of 5"; "" without a checklist. A step is (what, whether it is done)."""
    if not checklist:
        return ""
    done = sum(ticked for _text, ticked in checklist)
    return _("{n} of {all}").format(n=done, all=len(checklist))
