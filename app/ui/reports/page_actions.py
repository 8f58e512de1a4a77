"""What can be done on the page Reports, by key and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.reports.page import ReportsPage


def page_actions(page: Callable[[], ReportsPage]) -> tuple[Action, ...]:
    """Of the report: its period, the ways out of the program, its parts."""
    return (*_asking(page), *_leaving(page), *_turning(page))


def _asking(page: Callable[[], ReportsPage]) -> tuple[Action, ...]:
    return (
        Action(
            "period",
            lambda: _("Period"),
            lambda: page().head.open_periods(),
            "Ctrl+D",
            lambda: _("days month quarter year"),
            "history",
            anywhere=True,
        ),
        Action(
            "compare",
            lambda: _("What the period is compared with"),
            lambda: page().head.open_comparisons(),
            "Ctrl+Shift+D",
            lambda: _("comparison year before"),
            "arrow-left-right",
            anywhere=True,
        ),
    )


def _leaving(page: Callable[[], ReportsPage]) -> tuple[Action, ...]:
    def there() -> bool:
        return page().has_report()

    return (
        Action(
            "print",
            lambda: _("Print the report…"),
            lambda: page().print_report(),
            "Ctrl+Alt+P",
            lambda: _("paper PDF"),
            "printer",
            there,
            anywhere=True,
        ),
        Action(
            "export",
            lambda: _("Save the report as a file…"),
            lambda: page().export(),
            "Ctrl+Shift+E",
            lambda: _("Excel charts download"),
            "file-spreadsheet",
            there,
            anywhere=True,
        ),
    )


def _turning(page: Callable[[], ReportsPage]) -> tuple[Action, ...]:
    def turn(steps: int) -> None:
        page().head.turn(steps)

    def scroll(screens: int) -> None:
        page().scroll_down(screens)

    return (
        Action("again", lambda: _("Count again"), lambda: page().reload(), "F5", icon="rotate-ccw", only_here=True),
        *(
            Action(name, title, partial(act, step), key, icon=icon, only_here=True)
            for name, title, act, step, key, icon in (
                ("tab", lambda: _("Next part of the report"), turn, 1, "Ctrl+Tab", "chevron-right"),
                ("tab_before", lambda: _("Part before"), turn, -1, "Ctrl+Shift+Tab", "chevron-left"),
                ("down", lambda: _("Further down in the report"), scroll, 1, "PgDown", "chevron-down"),
                ("up", lambda: _("Back up in the report"), scroll, -1, "PgUp", "chevron-up"),
            )
        ),
    )
