"""Selling and taking back: the dialog of a sale, of a return, and deleting a receipt."""

from app.ui.dialogs.receipts.deleting import ask_delete_purchase
from app.ui.dialogs.receipts.return_dialog import ReturnDialog
from app.ui.dialogs.sale.dialog import SaleDialog
from app.ui.dialogs.sale.start import SaleStart

__all__ = ["ReturnDialog", "SaleDialog", "SaleStart", "ask_delete_purchase"]
