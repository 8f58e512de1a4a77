"""What can be done with the chosen receipt, by button, key or menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import _
from app.ui.context import AppContext

if TYPE_CHECKING:
    from app.services.purchases.listing import ListedPurchase

# Act -> its key on the page.
KEYS = {"edit": "Ctrl+E", "return": "Ctrl+R", "print": "Ctrl+Shift+P", "delete": "Del"}


def act_on(context: AppContext, act: str, row: ListedPurchase, parent: QWidget) -> None:
    """Do `act` with the receipt of the row: "open", "edit", "return", "print" or "delete"."""
    from app.ui.dialogs.sale import ReturnDialog, SaleDialog, SaleStart, ask_delete_purchase

    def on_paper() -> None:
        from app.ui.dialogs.receipt_print import print_receipt  # loads what Qt knows of printers

        print_receipt(context, row.purchase_id, parent)

    acts: dict[str, Callable[[], object]] = {
        "edit": lambda: SaleDialog(context, SaleStart(purchase_id=row.purchase_id), parent).open(),
        "return": lambda: ReturnDialog(context, row.purchase_id, parent).open(),
        "print": on_paper,
        "delete": lambda: ask_delete_purchase(context, row.purchase_id),
    }
    acts["open"] = acts["edit"] if row.client_id is None else lambda: context.events.open_client.emit(row.client_id)
    acts[act]()


def ask_whole(context: AppContext, row: ListedPurchase, parent: QWidget) -> None:
    """Delete the receipt of a line, if that is meant."""
    more = _("To take one line out of it, change the receipt (Ctrl+E).")
    delete = partial(act_on, context, "delete", row, parent)
    context.messages.ask(_("Delete the whole receipt with all its lines?"), _("Delete the receipt"), delete, more=more)


def row_menu(parent: QWidget, row: ListedPurchase, act: Callable[[str], object]) -> QMenu:
    """The menu of a row; `act` is given what was chosen."""
    menu = QMenu(parent)
    titles = {
        "open": _("Open the client’s card") if row.client_id is not None else "",
        "client": _("Everything of this client") if row.client_id is not None else "",
        "edit": _("Change…"),
        "return": "" if row.returns else _("Return…"),
        "print": _("Print…"),
        "delete": _("Delete"),
    }
    for key, title in titles.items():
        if title:
            action = menu.addAction(title)
            action.triggered.connect(lambda _on=False, key=key: act(key))
    return menu
