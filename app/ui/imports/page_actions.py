"""What can be done on the page of imports, by key and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.imports.page import ImportPage
    from app.ui.imports.rows_card import RowsCard


def page_actions(page: Callable[[], ImportPage]) -> tuple[Action, ...]:
    """The ways to bring something in, and the main button of the step."""

    def rows() -> RowsCard:
        return page().check_step.rows

    return (
        Action(
            "next",
            lambda: _("Next step"),
            lambda: page().primary().click(),
            "Enter",
            icon="chevron-right",
            enabled=lambda: page().primary().isEnabled(),
            own_key=True,
            now=lambda: page().primary().text(),
        ),
        Action(
            "choose",
            lambda: _("Choose a file to import…"),
            lambda: page().choose_files(),
            words=lambda: _("open Excel table"),
            icon="folder-open",
            anywhere=True,
        ),
        Action(
            "paste",
            lambda: _("Paste a table copied in Excel"),
            lambda: page().ways.paste(),
            "Ctrl+V",
            icon="file-spreadsheet",
            anywhere=True,
        ),
        Action(
            "find",
            lambda: _("Find in the rows"),
            lambda: rows().search.setFocus(),
            "Ctrl+F",
            icon="search",
            enabled=lambda: rows().isVisible(),
            within=rows,
            only_here=True,
        ),
    )
