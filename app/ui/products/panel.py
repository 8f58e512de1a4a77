"""The panel beside the table of products: what it costs, who waits for it, what goes with it, who bought it last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _, money, ngettext, number_text, quantity_text, short_day
from app.models.enums import ProductKind
from app.ui.context import AppContext
from app.ui.products.acts import ProductActs
from app.ui.products.price_plot import PricePlot
from app.ui.products.prices import price_lines
from app.ui.products.reading import Receipts
from app.ui.theme.tokens import GAP_CARD, GAP_WIDE
from app.ui.widgets.action import menu_text, with_key
from app.ui.widgets.buttons import button, icon_button, menu_button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.flow import Flow
from app.ui.widgets.frames import ScrollingArea, row
from app.ui.widgets.link import ElidedLink
from app.ui.widgets.side_panel import SidePanel, figure_tiles
from app.ui.widgets.texts import chip, label
from app.wording.counts import days_count
from app.wording.products import carried_words, interest_words, link_name, waiting_words
from app.wording.receipts import money_or_dash

if TYPE_CHECKING:
    from app.services.interests import InterestRow
    from app.services.products.data import ProductCard, ProductRow
    from app.services.products.listing import Figures
    from app.services.products.shown import Buyer

WAITING = 8  # who is told by name


class ProductPanel(SidePanel):
    """Shows one product; what the receipts say of it comes a moment later, by `show_receipts`."""

    def __init__(self, context: AppContext, acts: ProductActs) -> None:
        super().__init__(context)
        self._acts = acts
        self._card: ProductCard | None = None
        self._told: object = None
        self._read: Receipts | None = None
        self.show_nothing()

    def show_nothing(self) -> None:
        """No product is chosen."""
        self._card = self._told = None
        self.replace(EmptyState(_("Choose a product to see its prices and who buys it."), icon_name="package"))

    def show_product(self, card: ProductCard, wishes: Sequence[InterestRow], figures: Figures | None) -> None:
        """Show this product; what is shown already stays as it is."""
        told = (card, tuple(wishes), figures)
        if told == self._told:
            return
        self._told, self._card = told, card
        content = QWidget()
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(GAP_CARD, GAP_CARD, GAP_CARD, GAP_CARD)
        self._layout.setSpacing(GAP_WIDE)
        self._head(card, len({one.client_id for one in wishes}))
        self._layout.addWidget(self._figures(card, figures))
        self._layout.addWidget(self._buttons(card))
        if card.data.note:
            self._layout.addWidget(label(card.data.note, "", "second", wrap=True, selectable=True))
        self._wishes(wishes)
        self._links(card)
        self._receipts = QVBoxLayout()
        self._receipts.setSpacing(GAP_WIDE)
        self._layout.addLayout(self._receipts)
        self._layout.addStretch(1)
        self._fill_receipts()
        self.replace(ScrollingArea(content))

    def show_receipts(self, receipts: Receipts) -> None:
        """What the receipts say of a product: shown with it, whichever of the two was read first."""
        self._read = receipts
        self._fill_receipts()

    def _fill_receipts(self) -> None:
        if self._card is None or self._read is None or self._card.id != self._read.product_id:
            return
        steps, buyers = self._read.steps, self._read.buyers
        while (item := self._receipts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        today = self._context.today()
        if steps:
            currency = self._context.settings.currency
            plot = [PricePlot(steps, currency, today)] if len(steps) > 1 else []
            self._receipts.addWidget(_part(_("Sold at"), [*plot, *price_lines(steps, currency, today)]))
        if buyers:
            self._receipts.addWidget(_part(_("Last buyers"), [self._buyer(one) for one in buyers]))
        if not steps and not buyers:
            self._receipts.addWidget(label(_("Nothing of it was sold yet."), "", "third", wrap=True))

    def _head(self, card: ProductCard, waiting: int) -> None:
        from app.services.products.listing import margin_of

        data = card.data
        self._layout.addWidget(label(data.name, "heading", wrap=True, selectable=True))
        told = (data.category, data.sku, data.barcode, data.unit)
        if any(told):
            self._layout.addWidget(label(" · ".join(filter(None, told)), "", "second", wrap=True, selectable=True))
        chips = []
        if card.archived:
            chips.append(chip(_("archived")))
        if data.kind == ProductKind.SERVICE:
            chips.append(chip(_("service"), "info"))
        if not card.in_stock:
            chips.append(chip(_("out of stock"), "bad"))
        if waiting:
            chips.append(chip(waiting_words(waiting), "accent"))
        margin = margin_of(data.price, data.cost)
        if margin is not None:
            chips.append(chip(_("margin {percent} %").format(percent=number_text(round(margin * 100)))))
        if data.carries and data.carries_count and data.carries_unit:
            chips.append(chip(carried_words(data.carries, data.carries_count, data.carries_unit), "plum"))
        if data.replenish_days:
            chips.append(chip(_("used up in {days}").format(days=days_count(data.replenish_days))))
        if chips:
            self._layout.addWidget(Flow(chips))

    def _figures(self, card: ProductCard, figures: Figures | None) -> QWidget:
        currency, data = self._context.settings.currency, card.data
        sold = figures.sold.get(card.id, 0) if figures is not None else None
        return figure_tiles(
            (_("Price"), money_or_dash(data.price, currency)),
            (_("Cost"), money_or_dash(data.cost, currency)),
            (_("In 90 days"), "…" if sold is None else quantity_text(sold)),
        )

    def _buttons(self, card: ProductCard) -> QWidget:
        acts = self._acts
        change = with_key(_("Change the product"), acts.action("change"))
        made = [button(_("Change ↵"), acts.change, small=True, tip=change)]
        if card.data.kind != ProductKind.SERVICE:
            text = _("Out of stock") if card.in_stock else _("Back in stock")
            said = _("It has run out") if card.in_stock else _("It is here again: who waits for it is on Today")
            made.append(button(text, acts.stock, small=True, tip=with_key(said, acts.action("stock"))))
        wanted = with_key(_("Somebody wanted it and went without"), acts.action("wish"))
        made.append(button(_("Wanted…"), acts.wanted, small=True, tip=wanted))
        sell = with_key(_("A new purchase with it"), acts.action("sell"))
        made.append(button(_("Sell…"), acts.sell, small=True, tip=sell))
        more = [(menu_text(acts.action("sales")), acts.sales), (menu_text(acts.action("archive")), acts.archive)]
        made.append(menu_button(_("More"), more, kind="normal"))
        return Flow(made)

    def _wishes(self, wishes: Sequence[InterestRow]) -> None:
        if not wishes:
            return
        lines: list[QWidget] = [self._wish(one) for one in wishes[:WAITING]]
        more = len(wishes) - WAITING
        if more > 0:
            lines.append(
                label(ngettext("and {n} more", "and {n} more", more).format(n=number_text(more)), "small", "third")
            )
        self._layout.addWidget(_part(_("Who waits for it"), lines))

    def _wish(self, one: InterestRow) -> QWidget:
        words = interest_words(one, self._context.settings.currency, self._context.today())
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        away = icon_button("x", _("Not wanted any more"), lambda: self._acts.close_wish(one.id))
        layout.addWidget(_line(self._client(one.client_id, one.client), away))
        layout.addWidget(label(words, "small", "accent" if one.met else "second", wrap=True))
        if one.note:
            layout.addWidget(label(one.note, "small", "third", wrap=True))
        return made

    def _links(self, card: ProductCard) -> None:
        for kind in dict.fromkeys(link.kind for link in card.links):
            lines = [self._link(link.product) for link in card.links if link.kind == kind]
            self._layout.addWidget(_part(link_name(kind), lines))

    def _link(self, product: ProductRow) -> QWidget:
        name = ElidedLink(product.name, lambda: self._acts.show_product(product.id), _("Show the product"))
        price = "" if product.price is None else money(product.price, self._context.settings.currency)
        return _line(name, label(price, "small", "second"))

    def _buyer(self, buyer: Buyer) -> QWidget:
        day = label(short_day(buyer.day, self._context.today()), "small", "second")
        return _line(self._client(buyer.client_id, buyer.name), day)

    def _client(self, client_id: int, name: str) -> QWidget:
        opened = self._context.events.open_client.emit
        return ElidedLink(name, lambda: opened(client_id), _("Open the card"))


def _line(first: QWidget, last: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(row(first, None, last))
    return made


def _part(title: str, lines: Iterable[QWidget]) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(label(title, "strong"))
    for one in lines:
        layout.addWidget(one)
    return made
