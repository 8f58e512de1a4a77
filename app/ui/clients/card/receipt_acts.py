"""What can be done with a receipt of the client: change, take back, print, delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import AppContext

if TYPE_CHECKING:
    from app.services.clients.data import PurchaseRow


def receipt_acts(context: AppContext, row: PurchaseRow, over: QWidget) -> list[tuple[str, Callable[[], object]]]:
    """The entries of the menu at the end of a receipt; dialogs open over the window of `over`."""

    def change() -> None:
        from app.ui.dialogs.sale import SaleDialog, SaleStart

        SaleDialog(context, SaleStart(purchase_id=row.id), over.window()).open()

    def take_back() -> None:
        from app.ui.dialogs.sale import ReturnDialog

        ReturnDialog(context, row.id, over.window()).open()

    def print_it() -> None:
        from app.ui.dialogs.receipt_print import print_receipt

        print_receipt(context, row.id, over.window())

    def delete() -> None:
        from app.ui.dialogs.sale import ask_delete_purchase

        ask_delete_purchase(context, row.id)

    returned = (row.total or 0) < 0
    return [
        (_("Change…"), change),
        *([] if returned else [(_("Return…"), take_back)]),
        (_("Print…"), print_it),
        (_("Delete"), delete),
    ]
