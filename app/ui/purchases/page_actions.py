"""What can be done on the page of purchases, by key, from its menus and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.purchases.page import PurchasesPage
    from app.ui.purchases.table import PurchaseTable


def page_actions(page: Callable[[], PurchasesPage]) -> tuple[Action, ...]:
    """Of the list, and of the receipt that it stands at."""
    return (*_of_receipt(page), *_of_list(page))


def _of_receipt(page: Callable[[], PurchasesPage]) -> tuple[Action, ...]:
    def table() -> PurchaseTable:
        return page().table

    def stands() -> bool:
        return table().current_row() is not None

    def of_client() -> bool:
        row = table().current_row()
        return row is not None and row.client_id is not None

    def act(name: str) -> Callable[[], None]:
        return lambda: page().act(name)

    return (
        Action(
            "open",
            lambda: _("Open the client’s card"),
            act("open"),
            "Enter",
            icon="user",
            enabled=stands,
            within=table,
            own_key=True,
        ),
        Action("edit", lambda: _("Change…"), act("edit"), "Ctrl+E", lambda: _("edit receipt"), "pencil", stands),
        Action(
            "return", lambda: _("Return…"), act("return"), "Ctrl+R", lambda: _("take back money"), "rotate-ccw", stands
        ),
        Action("print", lambda: _("Print…"), act("print"), "Ctrl+Alt+P", lambda: _("paper"), "printer", stands),
        Action("delete", lambda: _("Delete"), act("delete"), "Del", icon="trash-2", enabled=stands, within=table),
        Action("client", lambda: _("Everything of this client"), act("client"), icon="user", enabled=of_client),
    )


def _of_list(page: Callable[[], PurchasesPage]) -> tuple[Action, ...]:
    return (
        Action(
            "find", lambda: _("Search in the table"), lambda: page().look_for(), "Ctrl+F", icon="search", anywhere=True
        ),
        Action(
            "period",
            lambda: _("Period"),
            lambda: page().strip.open_periods(),
            "Ctrl+D",
            lambda: _("days month year"),
            "history",
            anywhere=True,
        ),
        Action(
            "filter",
            lambda: _("Add a condition"),
            lambda: page().strip.open_fields(),
            "Ctrl+Shift+F",
            icon="list-filter",
            anywhere=True,
        ),
        Action(
            "by",
            lambda: _("By receipt or by line"),
            lambda: page().switch_by(),
            "Ctrl+B",
            lambda: _("lines goods"),
            "receipt",
            anywhere=True,
        ),
        Action(
            "export",
            lambda: _("Save this list as a file…"),
            lambda: page().export(),
            words=lambda: _("file download Excel"),
            icon="file-spreadsheet",
        ),
    )
