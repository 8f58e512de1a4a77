"""New purchase: who, what, how many, at what price."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from app.i18n import _, money
from app.services.errors import InvalidValue
from app.services.products import ProductRow, find_products
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.money import line_sum
from app.services.purchases.save import add_purchase
from app.ui.context import AppContext
from app.ui.dialogs.client_field import ClientLine
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.suggest import SuggestLine
from app.ui.widgets.buttons import button
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.frames import row
from app.ui.widgets.texts import label, set_look
from app.ui.widgets.typed import minor_of, quantity_of

PRODUCTS_SHOWN = 12


class ProductLine:
    """One row of the dialog: product, quantity, price. An empty row is no row."""

    def __init__(self, context: AppContext, changed: Callable[[], None]) -> None:
        self.product: SuggestLine[ProductRow] = SuggestLine(
            context, lambda text: find_products(context.db, text, PRODUCTS_SHOWN), lambda found: found.name
        )
        self.quantity, self.price = QLineEdit("1"), QLineEdit()
        self.product.setAccessibleName(_("Product"))
        self.quantity.setAccessibleName(_("Quantity"))
        self.price.setAccessibleName(_("Price"))
        self.product.setPlaceholderText(_("Product"))
        self.price.setPlaceholderText(_("Price"))
        self.quantity.setFixedWidth(64)
        self.price.setFixedWidth(100)
        for editor in (self.quantity, self.price):
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.product.picked.connect(self._on_picked)
        for editor in (self.product, self.quantity, self.price):
            editor.textChanged.connect(lambda _text: changed())

    def is_empty(self) -> bool:
        """Nothing was typed but perhaps a quantity."""
        return not self.product.text().strip() and not self.price.text().strip()

    def data(self) -> LineData:
        """The line as the service wants it. Raises InvalidValue, with the editor marked."""
        name = self.product.text().strip()
        quantity, price = quantity_of(self.quantity.text()), minor_of(self.price.text())
        typed_price = self.price.text().strip()
        self._mark(self.product, bool(name), "product", "")
        self._mark(self.quantity, bool(quantity), "quantity", self.quantity.text())
        self._mark(self.price, price is not None or not typed_price, "price", typed_price)
        return LineData(name, quantity or 0, price)

    def sum(self) -> int:
        """The line's money in minor units as far as it is known."""
        quantity, price = quantity_of(self.quantity.text()), minor_of(self.price.text())
        return line_sum(quantity, price) if quantity and price is not None else 0

    def _mark(self, editor: QLineEdit, good: bool, field: str, value: str) -> None:
        set_look(editor, bad="false" if good else "true")
        if not good:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            raise InvalidValue(field=field, value=value)

    def _on_picked(self, found: ProductRow) -> None:
        if found.price is not None and not self.price.text().strip():
            self.price.setText(f"{found.price / 100:.2f}".removesuffix(".00"))


class PurchaseDialog(FormDialog):
    """A receipt. `start` is the client's id, or None; without a client it is an anonymous sale."""

    def __init__(self, context: AppContext, start: str | int | None, parent: QWidget) -> None:
        super().__init__(context, _("New purchase"), _("Save the purchase"), parent)
        self.client, self.day = ClientLine(context, start), DateEdit(context.today())
        self._lines: list[ProductLine] = []
        top = QHBoxLayout()
        client = Field(_("Client"), self.client)
        self.client.setPlaceholderText(_("Name, phone or card; empty for an unknown buyer"))
        self.watch(client, self.client.check)
        top.addWidget(client, 1)
        top.addWidget(Field(_("Day"), self.day))
        self.form.addLayout(top)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        for number, text in enumerate((_("Product"), _("Quantity"), _("Price"))):
            self._grid.addWidget(label(text, "small", "second"), 0, number)
        self.form.addLayout(self._grid)
        self._sum = label("", "figure-small")
        self._more = button(_("One more product"), self._go_to_new_line, kind="ghost", small=True, icon_name="plus")
        self.form.addLayout(row(self._more, None, label(_("Total"), "", "second"), self._sum))
        self.setMinimumWidth(560)
        self._add_line()
        self.first = self._lines[0].product if isinstance(start, int) else self.client

    def start_with_client(self) -> None:
        self.first = self.client

    def prepare(self) -> Callable[[], int]:
        lines = tuple(line.data() for line in self._lines if not line.is_empty())
        now = self.context.local_now()
        day = self.day.day()
        moment = now.strftime("%H:%M") if day == now.date() else None
        data = PurchaseData(self.client.client_id, day, lines, time=moment)
        if not lines:
            self._lines[0].product.setFocus()
            raise InvalidValue(field="line", value="")
        db, at = self.context.db, self.context.now()
        return lambda: add_purchase(db, data, at)

    def _add_line(self) -> None:
        line = ProductLine(self.context, self._on_changed)
        before: QWidget = self._lines[-1].price if self._lines else self.day
        self._lines.append(line)
        for number, editor in enumerate((line.product, line.quantity, line.price)):
            self._grid.addWidget(editor, len(self._lines), number)
            self.setTabOrder(before, editor)
            before = editor
        self.setTabOrder(before, self._more)
        self._show_sum()

    def _go_to_new_line(self) -> None:
        self._add_line()
        product = self._lines[-1].product
        product.show()
        product.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self) -> None:
        """Typing in the last row opens the next one, so that nobody has to reach for the button."""
        if not self._lines[-1].is_empty():
            self._add_line()
        self._show_sum()

    def _show_sum(self) -> None:
        self._sum.setText(money(sum(line.sum() for line in self._lines), self.context.settings.currency))
