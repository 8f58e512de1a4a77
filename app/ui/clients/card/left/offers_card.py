"""What to offer the client now and why; a click begins a sale with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _, money
from app.ui.theme.tokens import GAP_CARD, GAP_SMALL
from app.ui.widgets.frames import Card
from app.ui.widgets.tab_order import follow
from app.ui.widgets.texts import label
from app.wording.offers import offer_words

if TYPE_CHECKING:
    from app.services.offers.reasons import Offer


INSIDE = 6  # px; of a button around its words


class OfferButton(QPushButton):
    """The product, its price and the reason below, as one thing to press."""

    def __init__(self, offer: Offer, currency: str) -> None:
        super().__init__()
        self.setProperty("kind", "offer")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        price = "" if offer.price is None else money(offer.price, currency)
        name = " · ".join(filter(None, (offer.name, price)))
        reason = offer_words(offer.reason)
        self.setAccessibleName(f"{name}: {reason}")
        self.setToolTip(_("Begin a sale with it"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(INSIDE, 4, INSIDE, 4)
        layout.setSpacing(0)
        for shown in (label(name, wrap=True), label(reason, "", "second", wrap=True)):
            shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(shown)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """As its texts need."""
        inside = self.layout()
        assert inside is not None
        return QSize(inside.minimumSize().width(), inside.minimumSize().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inside = self.layout()
        assert inside is not None
        return inside.totalHeightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too, as in every list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class OffersCard(Card):
    """Hidden until there is something to offer: it is read after the card. `chosen(product id)` begins the sale.
    Tab comes here from `before`."""

    def __init__(self, currency: str, chosen: Callable[[int], object], before: QWidget) -> None:
        super().__init__(padding=GAP_CARD, spacing=GAP_SMALL)
        self.body.setContentsMargins(GAP_CARD - INSIDE, GAP_CARD, GAP_CARD - INSIDE, GAP_CARD)
        self._currency, self._chosen, self._before = currency, chosen, before
        self.offers: tuple[Offer, ...] = ()
        title = label(_("Offer now"), "strong")
        title.setContentsMargins(INSIDE, 0, INSIDE, 0)  # in line with the words of the buttons
        self.body.addWidget(title)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.body.addLayout(self._list)
        self.hide()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show these in place of those before."""
        if tuple(offers) == self.offers:
            return
        self.offers = tuple(offers)
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        last: QWidget | None = self._before
        for offer in offers:
            made = OfferButton(offer, self._currency)
            made.clicked.connect(lambda _on=False, product_id=offer.product_id: self._chosen(product_id))
            self._list.addWidget(made)
            last = follow(last, made)
        self.setVisible(bool(offers))
