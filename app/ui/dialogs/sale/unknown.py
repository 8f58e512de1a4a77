"""What a sale does not know, or the shop does not have: said in the quiet line, with the way to write it down."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.i18n import _
from app.services.products.data import ProductRow
from app.ui.dialogs.sale.lines.line import SaleLine
from app.ui.dialogs.sale.lines.product_line import NEW

if TYPE_CHECKING:
    from app.ui.dialogs.sale.dialog import SaleDialog


class Unknown:
    """Tells it in the notice of `dialog`; what is made there comes into the receipt."""

    def __init__(self, dialog: SaleDialog) -> None:
        self._dialog = dialog

    def tell_code(self, code: str) -> None:
        """No product has this code."""
        said = _("No product has the code {code}.").format(code=code)
        self._dialog.notice.tell(said, _("Add it as a product"), partial(self._make_product, code))

    def tell_client(self, text: str) -> None:
        """Nobody is called so."""
        said = _("Nobody is known as “{text}”.").format(text=text)
        self._dialog.notice.tell(said, _("Add a client"), partial(self._make_client, text))

    def tell_missing(self, line: SaleLine, row: ProductRow) -> None:
        """The product that was put into `line` is out of stock, if it is."""
        self._dialog.notice.hide()
        if row.id != NEW and not row.in_stock:
            said = _("{product} is not in stock.").format(product=row.name)
            self._dialog.notice.tell(said, _("Write down that it is wanted"), partial(self._make_wish, line, row.id))

    def tell_price(self, line: SaleLine) -> None:
        """Nobody said what the product of `line` costs: a price is typed, 0 for a gift, or it stays open."""
        said = _("What does {product} cost? 0 for a gift.").format(product=line.product.text().strip())
        self._dialog.notice.tell(said, _("Save without a price"), self._save_without)

    def _save_without(self) -> None:
        for line in self._dialog.lines.filled():
            line.may_lack_price = True
        self._dialog.save()

    def _make_wish(self, line: SaleLine, product_id: int) -> None:
        """The dialog of a wish; once saved the product is not in the receipt any more."""
        from app.ui.dialogs.products.interest_dialog import Wanting
        from app.ui.dialogs.sale.making import NewWish

        sale = self._dialog
        dialog = NewWish(sale.context, Wanting(sale.client.client_id, product_id), sale)
        dialog.made.connect(lambda _id: sale.lines.take_out(line) if line in sale.lines.lines else None)
        dialog.open()

    def _make_product(self, code: str) -> None:
        """The dialog of a product, with the code in it; once saved it is in the receipt."""
        from app.ui.dialogs.sale.making import NewProduct

        dialog = NewProduct(self._dialog.context, code, self._dialog)
        dialog.made.connect(lambda product_id: self._dialog.putting.put(product_id))
        dialog.open()

    def _make_client(self, text: str) -> None:
        """The dialog of a client; once saved it is who buys."""
        from app.ui.dialogs.sale.making import NewClient

        dialog = NewClient(self._dialog.context, text, self._dialog)
        dialog.made.connect(self._dialog.client.choose_by_id)
        dialog.open()
