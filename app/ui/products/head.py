"""The head of the page of products: title and count, search, what is shown, the button to add one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from app.i18n import _, number_text
from app.models.enums import ProductKind
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_WIDE
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.filter_chips import ChipShown, FilterChips
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.texts import label
from app.wording.products import products_count

if TYPE_CHECKING:
    from app.services.products.listing import Counts, ProductFilter

SEARCH_WIDEST, SEARCH_NARROWEST = 280, 150
LISTED, OUT_OF_STOCK, WANTED, ARCHIVED = "listed", "out_of_stock", "wanted", "archived"
ANY = "any"  # category: every one, also none


class ProductsHead(QWidget):
    """Only the parts; the page says what they do."""

    def __init__(self, add: Callable[[], object]) -> None:
        super().__init__()
        self.count = label("", "", "third")
        self.search = SearchField(_("Name, code, barcode…"), _("Ctrl F"))
        self.search.setMinimumWidth(scaled(SEARCH_NARROWEST))
        self.search.setMaximumWidth(scaled(SEARCH_WIDEST))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.more_button = icon_button("ellipsis", _("More"))
        self.add_button = button(_("+ Product"), add, kind="primary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, GAP_WIDE, GAP_WIDE, GAP_WIDE)
        layout.setSpacing(GAP)
        layout.addWidget(label(_("Products"), "title"))
        layout.addWidget(self.count)
        layout.addStretch(1)
        layout.addWidget(self.search, 3)
        layout.addWidget(self.more_button)
        layout.addWidget(self.add_button)

    def show_count(self, count: int) -> None:
        """How many products are listed."""
        self.count.setText(number_text(count))
        self.count.setAccessibleName(products_count(count))


class FilterRow(QWidget):
    """Chips for what is shown, and lists of categories and kinds. `changed()` when the owner wants other products."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chips = FilterChips(LISTED, (LISTED, OUT_OF_STOCK, WANTED, ARCHIVED))
        self.categories, self.kinds = QComboBox(), QComboBox()
        for box, name in ((self.categories, _("Category")), (self.kinds, _("Goods or service"))):
            box.setProperty("scale", "small")
            box.setAccessibleName(name)
            box.setMaximumWidth(scaled(220))
            box.activated.connect(lambda _index: self.changed.emit())
        for text, kind in (
            (_("Goods and services"), None),
            (_("Only goods"), ProductKind.PRODUCT.value),
            (_("Only services"), ProductKind.SERVICE.value),
        ):
            self.kinds.addItem(text, kind)
        self.chips.chosen.connect(self.changed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, GAP_WIDE, GAP_WIDE)
        layout.setSpacing(GAP)
        layout.addWidget(self.chips, 1)
        layout.addWidget(self.categories)
        layout.addWidget(self.kinds)
        self.show_categories(())

    def show_counts(self, counts: Counts) -> None:
        """How many products each chip would show; one that would show none is left out, unless it is chosen."""
        shown = (
            ChipShown(LISTED, _("In the catalogue"), counts.listed),
            ChipShown(OUT_OF_STOCK, _("Out of stock"), counts.out_of_stock, "bad" if counts.out_of_stock else ""),
            ChipShown(WANTED, _("Waited for"), counts.wanted, "accent" if counts.wanted else ""),
            ChipShown(ARCHIVED, _("Archived"), counts.archived),
        )
        self.chips.show_chips([one for one in shown if one.count or one.key in (LISTED, self.chips.key)])

    def show_categories(self, names: Sequence[str]) -> bool:
        """The categories in use; the chosen one stays chosen. False if it is not in use any more: all are shown."""
        chosen = self.category()
        with QSignalBlocker(self.categories):
            self.categories.clear()
            self.categories.addItem(_("All categories"), ANY)
            for name in names:
                self.categories.addItem(name, name)
            self.categories.addItem(_("Without a category"), "")
            self.choose_category(chosen)
        return self.category() == chosen

    def category(self) -> str | None:
        """The chosen category, None for all."""
        data = self.categories.currentData()
        return None if data in (None, ANY) else str(data)

    def choose_category(self, category: str | None) -> None:
        """Show this category as chosen; all, where there is none such."""
        place = self.categories.findData(ANY if category is None else category)
        self.categories.setCurrentIndex(max(0, place))

    def kind(self) -> str | None:
        """The chosen kind, None for both."""
        chosen: str | None = self.kinds.currentData()
        return chosen

    def where(self, query: str) -> ProductFilter:
        """All of it together, with what was typed into the search."""
        from app.services.products.listing import ProductFilter

        shown = self.chips.key
        archived, out_of_stock, wanted = shown == ARCHIVED, shown == OUT_OF_STOCK, shown == WANTED
        return ProductFilter(query, self.category(), self.kind(), archived, out_of_stock, wanted)

    def show_all(self) -> None:
        """Nothing is narrowed."""
        with QSignalBlocker(self):
            self.chips.choose(LISTED)
            self.categories.setCurrentIndex(0)
            self.kinds.setCurrentIndex(0)
