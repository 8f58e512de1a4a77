"""Which of several products stays when they are merged into one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QRadioButton, QWidget

from app.i18n import _, money, quantity_text
from app.services.products.listing import ListedProduct
from app.services.products.merge import merge_products
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.widgets.texts import label


class MergeProductsDialog(FormDialog):
    """A button for each; the one that sells most is chosen."""

    def __init__(self, context: AppContext, products: Sequence[ListedProduct], parent: QWidget) -> None:
        super().__init__(context, _("Merge products"), _("Merge"), parent)
        self._products = tuple(products)
        self.form.addWidget(label(_("Which one stays?"), "strong"))
        most = max(self._products, key=lambda one: one.sold)
        self.choices: list[QRadioButton] = []
        for one in self._products:
            choice = QRadioButton(self._text(one).replace("&", "&&"))
            choice.setChecked(one is most)
            self.choices.append(choice)
            self.form.addWidget(choice)
        words = _(
            "Receipts, wishes and links of the others go to it, and what it lacks is taken from them."
            " The others leave the catalogue; Undo brings all back."
        )
        self.form.addWidget(label(words, "", "second", wrap=True))
        self.first = next(choice for choice in self.choices if choice.isChecked())

    def prepare(self) -> Callable[[], int]:
        place = next(n for n, choice in enumerate(self.choices) if choice.isChecked())
        ids = [one.id for one in self._products]
        kept = ids.pop(place)
        db, now = self.context.db, self.context.now()
        return lambda: merge_products(db, kept, ids, now)

    def _text(self, one: ListedProduct) -> str:
        product, currency = one.product, self.context.settings.currency
        price = "" if product.price is None else money(product.price, currency)
        sold = _("sold in 90 days: {n}").format(n=quantity_text(one.sold)) if one.sold else ""
        return " · ".join(filter(None, (product.name, product.sku, price, sold)))
