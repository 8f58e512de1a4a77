"""One line of a receipt being typed: product, quantity, price, discount, and what it comes to."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _, money
from app.services.errors import InvalidValue
from app.services.products.data import ProductRow
from app.services.purchases.data import LineData, LineShown
from app.services.purchases.money import line_sum
from app.ui.context import AppContext
from app.ui.dialogs.keys import TAKE_OUT
from app.ui.dialogs.sale.lines.discount import discount_of
from app.ui.dialogs.sale.lines.product_line import NEW, ProductLine
from app.ui.theme import icon
from app.ui.theme.size import scaled
from app.ui.widgets.action import tip
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.texts import ElidedLabel, label, set_look
from app.ui.widgets.typed import minor_of, minor_text, plain_quantity, quantity_of

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ONE = 1000  # thousandths
QUANTITY_WIDTH, UNIT_WIDTH, PRICE_WIDTH, DISCOUNT_WIDTH, SUM_WIDTH = 64, 34, 96, 80, 104


class SaleLine(QObject):
    """The editors of a line, to be laid out by their owner. An empty line is no line.

    `changed()`: anything in it. `gone()`: its button to take it out was pressed. `price_wanted()`: the catalogue has
    no price for what was put in.
    """

    changed = Signal()
    price_wanted = Signal()
    gone = Signal()

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._currency = context.settings.currency
        self.product_id: int | None = None
        self.line_id: int | None = None
        self._name = ""  # of the chosen product
        self._filled = ""  # the price as it came by itself
        self._told: tuple[int | None, list[str]] = None, []  # the saved sum, and the texts it belongs to
        self.may_lack_price = False
        self.product, self.quantity = ProductLine(context), QLineEdit(plain_quantity(ONE))
        self.price, self.discount = QLineEdit(), QLineEdit()
        self.unit, self.sum_label = ElidedLabel("", "small", "third"), label("", "", "second")
        self.remove = icon_button("x", tip(TAKE_OUT), self.gone.emit)
        self._new_mark = QAction(icon("plus", "accent"), "", self)
        self._new_mark.setToolTip(_("A new product: it will be in the catalogue once the purchase is saved."))
        for editor, name, width in (
            (self.product, _("Product"), 0),
            (self.quantity, _("Quantity"), QUANTITY_WIDTH),
            (self.price, _("Price"), PRICE_WIDTH),
            (self.discount, _("Discount"), DISCOUNT_WIDTH),
        ):
            editor.setAccessibleName(name)
            if width:
                editor.setFixedWidth(scaled(width))
                editor.setAlignment(Qt.AlignmentFlag.AlignRight)
            editor.textChanged.connect(self._on_changed)
        self.product.setPlaceholderText(_("Name, number or barcode"))
        self.discount.setToolTip(_("In percent or in money: 10% or 50"))
        self.sum_label.setFixedWidth(scaled(SUM_WIDTH))
        self.sum_label.setAlignment(RIGHT)
        self.unit.setFixedWidth(scaled(UNIT_WIDTH))
        policy = self.remove.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.remove.setSizePolicy(policy)
        self.product.picked.connect(lambda row: self.take(row, None))
        self.product.named.connect(lambda: self.take(ProductRow(NEW, self.product.text(), "", "", None), None))
        self._on_changed()

    def editors(self) -> tuple[QLineEdit, ...]:
        """What is typed into, in the order of Tab."""
        return self.product, self.quantity, self.price, self.discount

    def is_empty(self) -> bool:
        """Nothing was typed but perhaps a quantity."""
        return not any(editor.text().strip() for editor in (self.product, self.price, self.discount))

    def take(self, row: ProductRow, price: int | None, quantity: int = 0) -> None:
        """Put a product in, at `price` where it is known better than from the catalogue; what was typed into price
        and quantity before stays. A row without a number is the name of a new product."""
        self._name, self.product_id = row.name, row.id if row.id != NEW else None
        self.product.setText(row.name)
        self.product.setCursorPosition(0)
        self.unit.setText(row.unit)
        price = row.price if price is None else price
        if not self._price_was_typed():
            self._fill_price(price)
        if quantity:
            self.quantity.setText(plain_quantity(quantity))
        self._on_changed()
        if price is None and self.product_id is not None:
            self.price_wanted.emit()

    def offer_price(self, product_id: int, price: int | None) -> None:
        """A price that was looked up meanwhile, unless one was typed or it is another product by now."""
        if price is not None and product_id == self.product_id and not self._price_was_typed():
            self._fill_price(price)
            if self.price.hasFocus():
                self.price.selectAll()

    def replace(self, row: ProductRow) -> None:
        """Another product in place of this one, at its own price."""
        self.price.clear()
        self.take(row, None)

    def _fill_price(self, price: int | None) -> None:
        self._filled = "" if price is None else minor_text(price)
        self.price.setText(self._filled)

    def _price_was_typed(self) -> bool:
        return self.price.text().strip() not in ("", self._filled)

    def show_line(self, line: LineShown) -> None:
        """Show a line of a saved receipt."""
        self._name, self.product_id, self.line_id = line.product, line.product_id, line.id
        self.product.setText(line.product)
        self.product.setCursorPosition(0)
        self.unit.setText(line.unit)
        self.quantity.setText(plain_quantity(line.quantity))
        self.price.setText("" if line.price is None else minor_text(line.price))
        self.discount.setText(minor_text(abs(line.discount)) if line.discount else "")
        self.may_lack_price = line.price is None
        self._told = line.sum, self._texts()
        self._on_changed()

    def lacks_price(self) -> bool:
        """Nobody said yet what it costs, nor that this stays open."""
        named, typed = bool(self.product.text().strip()), bool(self.price.text().strip())
        return named and not typed and not self.may_lack_price

    def one_more(self) -> None:
        """The same product once more."""
        self.quantity.setText(plain_quantity((quantity_of(self.quantity.text()) or 0) + ONE))

    def data(self) -> LineData:
        """The line as the service wants it. Raises InvalidValue, with the editor marked."""
        name, typed_price = self.product.text().strip(), self.price.text().strip()
        quantity, price = quantity_of(self.quantity.text()), minor_of(typed_price)
        self.mark(self.product, bool(name), "product", "")
        self.mark(self.quantity, bool(quantity), "quantity", self.quantity.text())
        self.mark(self.price, price is not None or not typed_price, "price", typed_price)
        discount = discount_of(self.discount.text(), abs(self._gross()))
        self.mark(self.discount, discount is not None, "discount", self.discount.text())
        return LineData(name, quantity or 0, price, discount or 0, self.product_id, self.line_id)

    def sum(self) -> int | None:
        """The line's money in minor units; None while it is not known."""
        if self._told[1] == self._texts():  # a file may have told it without a price, or another one
            return self._told[0]
        quantity, price = quantity_of(self.quantity.text()), minor_of(self.price.text())
        if not quantity or price is None:
            return None
        return self._gross() - (self.off() if quantity > 0 else -self.off())

    def off(self) -> int:
        """The line's own discount in minor units, as far as it is understood; never negative."""
        return discount_of(self.discount.text(), abs(self._gross())) or 0

    def mark(self, editor: QLineEdit, good: bool, field: str, value: str) -> None:
        """Mark `editor`; raises InvalidValue where what it has is not `good`."""
        set_look(editor, bad="false" if good else "true")
        if not good:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            raise InvalidValue(field=field, value=value)

    def _texts(self) -> list[str]:
        return [editor.text() for editor in self.editors()]

    def _gross(self) -> int:
        quantity, price = quantity_of(self.quantity.text()), minor_of(self.price.text())
        return line_sum(quantity, price) if quantity and price is not None else 0

    def _on_changed(self) -> None:
        if self.product.text() != self._name:
            self.product_id, self._name = None, ""
            self.unit.clear()
        is_new = bool(self._name) and self.product_id is None
        if is_new != (self._new_mark in self.product.actions()):
            if is_new:
                self.product.addAction(self._new_mark, QLineEdit.ActionPosition.TrailingPosition)
            else:
                self.product.removeAction(self._new_mark)
        known = self.sum()
        self.sum_label.setText("" if self.is_empty() else "—" if known is None else money(known, self._currency))
        self.remove.setVisible(not self.is_empty())
        self.changed.emit()
