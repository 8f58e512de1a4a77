"""A receipt that is there already, in the dialog of a sale: read it, and beside Save a return and Delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from app.i18n import _
from app.services.purchases.data import PurchaseShown
from app.services.purchases.find import get_purchase
from app.ui.dialogs.receipts.deleting import ask_delete_purchase
from app.ui.dialogs.receipts.return_dialog import ReturnDialog
from app.ui.widgets.buttons import button

if TYPE_CHECKING:
    from app.ui.dialogs.sale.dialog import SaleDialog


class SavedTools:
    """Reads the receipt into `dialog`, which cannot save before."""

    def __init__(self, dialog: SaleDialog, purchase_id: int) -> None:
        self._dialog, self._purchase_id = dialog, purchase_id
        self.delete_button: QPushButton = button(_("Delete"), self._delete, kind="danger", icon_name="trash-2")
        self.return_button: QPushButton = button(_("Return…"), self._return, icon_name="undo-2")
        place = dialog.foot.count() - 2  # before Cancel and Save
        for number, made in enumerate((self.delete_button, self.return_button)):
            made.setEnabled(False)
            dialog.foot.insertWidget(place + number, made)
        dialog.save_button.setEnabled(False)
        db = dialog.context.db
        dialog.context.jobs.run(
            lambda _report: get_purchase(db, purchase_id), on_done=self._show, on_failed=self._fail, owner=dialog
        )

    def _show(self, saved: PurchaseShown) -> None:
        self._dialog.show_saved(saved)
        self._dialog.save_button.setEnabled(True)
        self.delete_button.setEnabled(True)
        self.return_button.setEnabled(any(line.returnable for line in saved.lines) or _has_only_money(saved))

    def _fail(self, error: Exception) -> None:
        self._dialog.context.messages.show_error(error)
        self._dialog.close()

    def _delete(self) -> None:
        ask_delete_purchase(self._dialog.context, self._purchase_id, self._dialog.accept)

    def _return(self) -> None:
        """The return takes the place of this dialog: what it would change is not the same any more after it."""
        dialog = self._dialog
        window = dialog.window().parentWidget()
        dialog.accept()
        if window is not None:
            ReturnDialog(dialog.context, self._purchase_id, window).open()


def _has_only_money(saved: PurchaseShown) -> bool:
    """A sale without lines, of which money can still be given back."""
    return not saved.lines and saved.return_of is None and (saved.total or 0) > saved.returned
