"""A wish of a client: what was wanted, and whether it was missing or too dear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QRadioButton, QWidget

from app.i18n import _
from app.models.enums import InterestReason, ProductKind
from app.services.errors import InvalidValue
from app.services.interests import add_interest
from app.services.products.data import ProductRow
from app.ui.context import AppContext
from app.ui.dialogs.client_field import ClientLine
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.products.product_field import NewProductField
from app.ui.shell.undo import act_with_undo
from app.ui.theme.size import scaled
from app.ui.widgets.field import Field
from app.ui.widgets.frames import row
from app.ui.widgets.typed import minor_of, minor_text


@dataclass(frozen=True)
class Wanting:
    """What is known already when a wish is written down."""

    client_id: int | None = None
    product_id: int | None = None


class InterestDialog(FormDialog):
    """Who wanted what, and why it was not bought; "missing" can mark the product as out of stock at once."""

    def __init__(self, context: AppContext, start: Wanting, parent: QWidget) -> None:
        super().__init__(context, _("Wanted, not bought"), _("Write it down"), parent)
        self.client = ClientLine(context, start.client_id)
        self.product = NewProductField(context, start.product_id)
        self.missing = QRadioButton(_("It was missing"))
        self.too_dear = QRadioButton(_("It was too dear"))
        self.missing.setChecked(True)
        self.price, self.note = QLineEdit(), QLineEdit()
        self.price.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.price.setFixedWidth(scaled(140))
        self.note.setPlaceholderText(_("colour, size, up to which price…"))
        self.out_of_stock = QCheckBox(_("Mark it as out of stock"))
        self.add_field(_("Client"), self.client, check=self._check_client)
        self.add_field(
            _("What was wanted"),
            self.product,
            _("What the catalogue does not have yet is added to it as missing."),
            self._check_product,
        )
        self.form.addLayout(row(self.missing, 12, self.too_dear, None))
        self._price_field = Field(_("Too dear at"), self.price)
        self.watch(self._price_field, self._check_price)
        self.form.addLayout(row(self._price_field, None))
        self.form.addWidget(self.out_of_stock)
        self.add_field(_("Note"), self.note)
        self.first = self.client if start.client_id is None else self.product
        if start.client_id is not None and start.product_id is not None:
            self.first = self.note
        self.product.picked.connect(self._on_picked)
        self.product.textEdited.connect(lambda _text: self._show_fitting())
        self.missing.toggled.connect(lambda _on: self._show_fitting())
        if self.product.product is not None:  # it was read already
            self._on_picked(self.product.product)
        self._show_fitting()

    def prepare(self) -> Callable[[], int]:
        context, client_id = self.context, self.client.client_id
        assert client_id is not None  # checked before
        product = self.product.product_id() or self.product.text().strip()
        reason = self._reason()
        price = self._price() if reason == InterestReason.TOO_DEAR else None
        out = self.out_of_stock.isChecked() and not self.out_of_stock.isHidden()
        note, day, now = self.note.text(), context.today(), context.now()
        return lambda: add_interest(context.db, client_id, product, reason, price, note, day, now, out_of_stock=out)

    def start_with_client(self) -> None:
        self.first = self.client

    def _reason(self) -> InterestReason:
        return InterestReason.MISSING if self.missing.isChecked() else InterestReason.TOO_DEAR

    def _on_picked(self, product: ProductRow) -> None:
        """What is there was hardly missing; what it costs was too much."""
        self.price.setText("" if product.price is None else minor_text(product.price))
        self.out_of_stock.setChecked(True)
        self._show_fitting()

    def _show_fitting(self) -> None:
        """Only the questions that fit the reason and the product."""
        missing, product = self.missing.isChecked(), self.product.product
        known = self.product.product_id() is not None and product is not None
        self._price_field.setVisible(not missing)
        stocked = known and product is not None and product.kind == ProductKind.PRODUCT and product.in_stock
        self.out_of_stock.setVisible(missing and stocked)

    def _check_client(self) -> None:
        self.client.check()
        if self.client.client_id is None:
            raise InvalidValue(field="client", value="")

    def _check_product(self) -> None:
        if not self.product.text().strip():
            raise InvalidValue(field="product", value="")

    def _price(self) -> int | None:
        return minor_of(self.price.text())

    def _check_price(self) -> None:
        if not self.missing.isChecked() and not self._price():
            raise InvalidValue(field="price", value=self.price.text())


def close_wish(context: AppContext, interest_id: int) -> None:
    """The wish is no more; Undo brings it back."""
    from app.services.interests import close_interest

    act_with_undo(context, "close_interest", lambda: close_interest(context.db, interest_id, context.now()))
