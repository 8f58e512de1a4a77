"""What can be done with the chosen receipt, by button, key or menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import _
from app.ui.context import AppContext
from app.ui.dialogs.receipts.acts import ACTS, change_receipt, titles_of

if TYPE_CHECKING:
    from app.services.purchases.listing import ListedPurchase

# Act -> its key on the page.
KEYS = {"edit": "Ctrl+E", "return": "Ctrl+R", "print": "Ctrl+Shift+P", "delete": "Del"}


def act_on(context: AppContext, act: str, row: ListedPurchase, parent: QWidget) -> None:
    """Do `act` with the receipt of the row: "open", "edit", "return", "print" or "delete"."""
    if act != "open":
        ACTS[act](context, row.purchase_id, parent)
    elif row.client_id is not None:
        context.events.open_client.emit(row.client_id)
    else:
        change_receipt(context, row.purchase_id, parent)


def ask_whole(context: AppContext, row: ListedPurchase, parent: QWidget) -> None:
    """Delete the receipt of a line, if that is meant."""
    more = _("To take one line out of it, change the receipt (Ctrl+E).")
    delete = partial(act_on, context, "delete", row, parent)
    context.messages.ask(_("Delete the whole receipt with all its lines?"), _("Delete the receipt"), delete, more=more)


def row_menu(parent: QWidget, row: ListedPurchase, act: Callable[[str], object]) -> QMenu:
    """The menu of a row; `act` is given what was chosen."""
    menu = QMenu(parent)
    titles = titles_of(returned=row.returns)
    if row.client_id is not None:
        titles = {"open": _("Open the client’s card"), "client": _("Everything of this client")} | titles
    for key, title in titles.items():
        menu.addAction(title).triggered.connect(lambda _on=False, key=key: act(key))
    return menu
