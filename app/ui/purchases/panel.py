"""The panel beside the purchases table: one receipt with its lines, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.i18n import _, day_text, money, number_text, quantity_text
from app.ui.context import AppContext
from app.ui.purchases.words import buyer_text, mark_of
from app.ui.theme.tokens import GAP, GAP_CARD, GAP_WIDE
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import ScrollingArea, line, row
from app.ui.widgets.side_panel import SidePanel
from app.ui.widgets.texts import chip, label
from app.wording.receipts import clock_text, money_or_dash, receipt_title

if TYPE_CHECKING:
    from app.services.purchases.data import LineShown, PurchaseShown

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class PurchasePanel(SidePanel):
    """The buttons only ask: `asked(act)` with "open", "edit", "return", "print" or "delete"; `receipt_asked(id)` for
    the sale of a return or a return of a sale. `tip_of(act)` has the words and the key of an act."""

    asked = Signal(str)
    receipt_asked = Signal(object)

    def __init__(self, context: AppContext, tip_of: Callable[[str], str]) -> None:
        super().__init__(context)
        self._tip_of = tip_of
        self.purchase: PurchaseShown | None = None
        self.buttons: dict[str, QPushButton] = {}
        self.show_nothing()

    def show_nothing(self) -> None:
        """No receipt is chosen."""
        self.purchase = None
        self.buttons = {}
        self.replace(EmptyState(_("Choose a receipt to see what was in it."), icon_name="receipt"))

    def show_purchase(self, purchase: PurchaseShown, staff: str) -> None:
        """Show this receipt; one that is shown already stays as it is. `staff`: who sold it."""
        if purchase == self.purchase:
            return
        self.purchase = purchase
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(GAP_CARD, GAP_CARD, GAP_CARD, GAP_CARD)
        layout.setSpacing(GAP_WIDE)
        for part in (self._head(purchase, staff), self._acts(purchase), line(), self._lines(purchase)):
            layout.addWidget(part)
        layout.addWidget(line())
        layout.addLayout(self._sums(purchase))
        for beside in self._beside(purchase):
            layout.addWidget(beside, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.replace(ScrollingArea(content))

    def _head(self, purchase: PurchaseShown, staff: str) -> QWidget:
        head = QWidget()
        layout = QVBoxLayout(head)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        title = row(label(receipt_title(purchase), "heading", wrap=True))
        title.setStretch(0, 1)
        mark, tone = mark_of(purchase.status, purchase.return_of is not None, purchase.returned, purchase.total)
        if mark:
            title.addWidget(chip(mark, tone), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(title)
        moment = day_text(purchase.day, self._context.today())
        told = (", ".join(filter(None, (moment, clock_text(purchase.time)))), purchase.payment, staff)
        layout.addWidget(label(" · ".join(filter(None, told)), "", "second", wrap=True))
        if purchase.client_id is None:
            layout.addWidget(label(buyer_text(""), "", "third"))
        else:
            name = button(purchase.client.replace("&", "&&"), lambda: self.asked.emit("open"), kind="link")
            name.setToolTip(_("Open the card (Enter)"))
            name.setProperty("edge", "true")
            layout.addWidget(name, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons["open"] = name
        return head

    def _acts(self, purchase: PurchaseShown) -> QWidget:
        tip_of = self._tip_of
        self.buttons |= {
            "edit": button(_("Change"), partial(self.asked.emit, "edit"), small=True, tip=tip_of("edit")),
            "return": button(_("Return"), partial(self.asked.emit, "return"), small=True, tip=tip_of("return")),
            "print": icon_button("printer", tip_of("print"), partial(self.asked.emit, "print")),
            "delete": icon_button("trash-2", tip_of("delete"), partial(self.asked.emit, "delete")),
        }
        acts = QWidget()
        acts.setLayout(
            row(self.buttons["edit"], self.buttons["return"], None, self.buttons["print"], self.buttons["delete"])
        )
        if not can_be_returned(purchase):
            self.buttons["return"].hide()
        return acts

    def _lines(self, purchase: PurchaseShown) -> QWidget:
        if not purchase.lines:
            return label(_("Only the sum is known."), "", "second", wrap=True)
        lines = QWidget()
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for number, one in enumerate(purchase.lines):
            grid.addWidget(label(one.product or _("without a name"), wrap=True), number * 2, 0)
            grid.addWidget(_figure(money_or_dash(one.sum, self._currency)), number * 2, 1, RIGHT)
            grid.addWidget(label(self._line_note(one), "small", "second", wrap=True), number * 2 + 1, 0, 1, 2)
        return lines

    def _line_note(self, one: LineShown) -> str:
        """ "2 pcs × 890 ₽ · discount 50 ₽"."""
        quantity = " ".join(filter(None, (quantity_text(one.quantity), one.unit)))
        told = quantity if one.price is None else f"{quantity} × {money(one.price, self._currency)}"
        if one.discount:
            told += " · " + _("discount {sum}").format(sum=money(one.discount, self._currency))
        return told

    def _sums(self, purchase: PurchaseShown) -> QVBoxLayout:
        sums = QVBoxLayout()
        sums.setSpacing(2)
        discount = sum(one.discount for one in purchase.lines)
        if discount:
            sums.addLayout(_pair(_("Discount"), money(discount, self._currency), ""))
        sums.addLayout(_pair(_("In total"), money_or_dash(purchase.total, self._currency), "strong"))
        if purchase.returned:
            sums.addLayout(_pair(_("Given back"), money(purchase.returned, self._currency), ""))
        return sums

    def _beside(self, purchase: PurchaseShown) -> list[QWidget]:
        """The note, and ways to the receipts that belong to this one."""
        made: list[QWidget] = []
        if purchase.note:
            made.append(label(purchase.note, "", "second", wrap=True))
        if purchase.return_of is not None:
            sale = purchase.return_of
            made.append(button(_("Show the sale"), lambda: self.receipt_asked.emit(sale), kind="link", small=True))
        for number, other in enumerate(purchase.returns, 1):
            words = _("Show the return")
            if len(purchase.returns) > 1:
                words = _("Show return {n}").format(n=number_text(number))
            made.append(button(words, partial(self.receipt_asked.emit, other), kind="link", small=True))
        for one in made:
            one.setProperty("edge", "true")
        return made

    @property
    def _currency(self) -> str:
        return self._context.settings.currency


def can_be_returned(purchase: PurchaseShown) -> bool:
    """Whether anything of it can still come back."""
    return purchase.return_of is None and (not purchase.lines or any(one.returnable > 0 for one in purchase.lines))


def _figure(text: str) -> QLabel:
    made = label(text)
    made.setAlignment(RIGHT)
    return made


def _pair(name: str, figure: str, look: str) -> QHBoxLayout:
    return row(label(name, look, "" if look else "second"), None, label(figure, look))
