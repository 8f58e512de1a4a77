"""What can be done on Today, by key and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.today.page import TodayPage
    from app.ui.today.people_list import PeopleList


def page_actions(page: Callable[[], TodayPage]) -> tuple[Action, ...]:
    """Of the person that the list stands at, and of the list."""

    def people() -> PeopleList:
        return page().people

    def somebody() -> bool:
        return people().current() is not None

    return (
        Action(
            "done",
            lambda: _("Done, and what came of it"),
            lambda: people().act_on_current(lambda row: row.ask_done()),
            "D",
            lambda: _("finish outcome"),
            "circle-check",
            somebody,
            people,
        ),
        Action("outcome", lambda: _("What came of it; D: just done, A: all reasons"), None, "1 … 5"),
        Action(
            "later",
            lambda: _("Later…"),
            lambda: people().act_on_current(lambda row: row.show_later()),
            "L",
            lambda: _("snooze put off"),
            "history",
            somebody,
            people,
        ),
        Action(
            "not_now",
            lambda: _("Not this time"),
            lambda: people().act_on_current(lambda row: row.put_aside()),
            "N",
            lambda: _("skip dismiss"),
            "x",
            somebody,
            people,
        ),
        Action(
            "open",
            lambda: _("Open the client’s card"),
            lambda: people().open_current(),
            "Enter",
            icon="user",
            enabled=somebody,
            within=people,
            own_key=True,
        ),
        Action(
            "export",
            lambda: _("Save this list as Excel…"),
            lambda: page().export(),
            words=lambda: _("file download"),
            icon="file-spreadsheet",
            enabled=somebody,
        ),
        Action(
            "why",
            lambda: _("Why did I not see it?"),
            lambda: page().context.events.ask_why.emit(None),
            words=lambda: _("reminder missed"),
            icon="history",
            anywhere=True,
        ),
    )
