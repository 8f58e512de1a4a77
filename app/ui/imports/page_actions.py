"""What can be done on the page of imports, by key and from the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.imports.page import ImportPage


def import_actions(page: ImportPage) -> tuple[Action, ...]:
    """The ways to bring something in, and the main button of the step."""
    rows = page.check_step.rows

    return (
        Action("next", lambda: page.primary().text(), lambda: page.primary().click(), "Enter", own_key=True),
        Action(
            "choose",
            lambda: _("Choose a file to import…"),
            page.choose_files,
            words=lambda: _("open Excel table"),
            icon="folder-open",
            anywhere=True,
        ),
        Action(
            "paste",
            lambda: _("Paste a table copied in Excel"),
            page.ways.paste,
            "Ctrl+V",
            icon="file-spreadsheet",
            anywhere=True,
        ),
        Action("find", lambda: _("Find in the rows"), rows.search.setFocus, "Ctrl+F", icon="search", within=rows),
    )
