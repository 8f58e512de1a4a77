"""What can be done with the chosen receipt, by button, key or menu."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import _
from app.ui.context import AppContext
from app.ui.dialogs.receipts.acts import ACTS, change_receipt, titles_of
from app.ui.widgets.action import Action, add_to_menu

if TYPE_CHECKING:
    from app.services.purchases.listing import ListedPurchase


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


def row_menu(parent: QWidget, row: ListedPurchase, actions: Iterable[Action]) -> QMenu:
    """The menu of a row: those of the page's actions that are about such a receipt."""
    menu = QMenu(parent)
    there = [*(("open", "client") if row.client_id is not None else ()), *titles_of(returned=row.returns)]
    known = {one.name: one for one in actions}
    add_to_menu(menu, [known[name] for name in there])
    return menu
