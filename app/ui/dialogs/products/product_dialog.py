"""The form of a product or a service: name, price and codes first, the rest folded until it is wanted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from app.i18n import _, number_text
from app.models.enums import EntitlementKind, LinkKind, ProductKind, TermUnit
from app.services.errors import InvalidValue
from app.services.products.data import Link, ProductCard, ProductData
from app.services.products.listing import list_categories, list_units, margin_of
from app.services.products.save import save_product
from app.ui.context import AppContext
from app.ui.dialogs.client_form.section import Section
from app.ui.dialogs.form import FormDialog, typed_sum
from app.ui.dialogs.keys import SAVE_LONG
from app.ui.dialogs.products.product_links import LinksLine
from app.ui.dialogs.suggest import SuggestLine
from app.ui.theme.size import scaled
from app.ui.widgets.field import Field
from app.ui.widgets.frames import row
from app.ui.widgets.texts import label
from app.ui.widgets.typed import minor_of, minor_text
from app.wording.aftersale import entitlement_kind_name, term_unit_name
from app.wording.counts import days_count
from app.wording.products import carried_words

WIDTH = 560
NOTE_HEIGHT = 64


class ProductDialog(FormDialog):
    """`start` is the card of the product to change, or the name typed for a new one. `written(id)` before the change
    is told to the pages."""

    written = Signal(int)

    def __init__(self, context: AppContext, start: ProductCard | str | None, parent: QWidget) -> None:
        self._card = start if isinstance(start, ProductCard) else None
        titles = (_("Change the product"), _("Save")) if self._card else (_("New product"), _("Add the product"))
        super().__init__(context, *titles, parent)
        self.setMinimumWidth(scaled(WIDTH))
        self._add_name()
        self._add_codes()
        self._add_prices()
        self._add_more()
        self._add_links()
        if self._card is not None:
            self._fill(self._card)
        else:
            self.name.setText(str(start or ""))
        self._tell_margin()
        QShortcut(QKeySequence(SAVE_LONG.key), self).activated.connect(self.save)

    def prepare(self) -> Callable[[], int]:
        context, card, data = self.context, self._card, self._data()
        if data.carries and not data.carries_count:
            self.count.setFocus()
            raise InvalidValue(field="carries_count", value="")
        now = context.now()
        version = card.version if card else None
        return lambda: save_product(context.db, data, now, card.id if card else None, version)

    def saved(self, new_id: int) -> None:
        self.written.emit(new_id)

    def _add_name(self) -> None:
        self.name = QLineEdit()
        self.goods, self.service = QRadioButton(_("Goods")), QRadioButton(_("Service"))
        self.goods.setChecked(True)
        self.add_field(_("What it is called"), self.name, check=self._check_name)
        self.form.addLayout(row(self.goods, 12, self.service, None))

    def _add_codes(self) -> None:
        db = self.context.db
        self.category = SuggestLine(self.context, lambda text: _with(list_categories(db), text), str)
        self.unit = SuggestLine(self.context, lambda text: _with(list_units(db), text), str)
        self.sku, self.barcode = QLineEdit(), BarcodeLine()
        self.unit.setPlaceholderText(_("pcs, kg, hour…"))
        self.barcode.setPlaceholderText(_("scan it or type the digits"))
        self._grid(
            (_("Category"), self.category, None),
            (_("Unit"), self.unit, None),
            (_("Product code"), self.sku, None),
            (_("Barcode"), self.barcode, None),
        )

    def _add_prices(self) -> None:
        self.price, self.cost = QLineEdit(), QLineEdit()
        for editor in (self.price, self.cost):
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
            editor.textChanged.connect(lambda _text: self._tell_margin())
        self._grid(
            (_("Price"), self.price, lambda: typed_sum(self.price, "price")),
            (_("What it costs you"), self.cost, lambda: typed_sum(self.cost, "cost")),
        )
        self.margin = label("", "small", "third")
        self.form.addWidget(self.margin)

    def _add_more(self) -> None:
        self.more = Section(_("How long it lasts, what it gives, note"))
        self.replenish, self.count = QLineEdit(), QLineEdit()
        self.note = QPlainTextEdit()
        self.note.setFixedHeight(scaled(NOTE_HEIGHT))
        self.note.setTabChangesFocus(True)
        for editor in (self.replenish, self.count):
            editor.setFixedWidth(scaled(90))
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
            editor.setValidator(QIntValidator(1, 99_999, editor))
        self.carries, self.term = QComboBox(), QComboBox()
        self.carries.addItem(_("nothing"), None)
        for kind in EntitlementKind:
            self.carries.addItem(entitlement_kind_name(kind), kind.value)
        for unit in TermUnit:
            self.term.addItem(term_unit_name(unit), unit.value)
        self.term.setCurrentIndex(self.term.findData(TermUnit.MONTH.value))
        self.carries.currentIndexChanged.connect(lambda _index: self._show_term())
        lasts = Field(
            _("Used up after, days"), self.replenish, _("A reminder comes when the client is likely to need it again.")
        )
        self.watch(lasts, lambda: _days(self.replenish))
        gives = Field(_("Whoever buys it has"), self.carries)
        self._count_field = Field(_("For how long"), self.count)
        self._term_field = Field(_("Counted in"), self.term)
        self.more.body.addWidget(lasts)
        self.more.body.addLayout(row(gives, self._count_field, self._term_field, None))
        self.more.body.addWidget(Field(_("Note"), self.note))
        self.form.addWidget(self.more)
        self._show_term()

    def _add_links(self) -> None:
        own_id = self._card.id if self._card else None
        self.links = Section(_("Goes with it, a better version"))
        self.goes_with = LinksLine(self.context, own_id, _("what to offer beside it"))
        self.better = LinksLine(self.context, own_id, _("what to offer instead of it"))
        for name, editor in ((_("Goes with it"), self.goes_with), (_("A better version"), self.better)):
            field = Field(name, editor)
            self.watch(field, editor.check)
            self.links.body.addWidget(field)
        self.form.addWidget(self.links)

    def _grid(self, *fields: tuple[str, QWidget, Callable[[], object] | None]) -> None:
        """Fields two by two."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        for place, (name, editor, check) in enumerate(fields):
            field = Field(name, editor)
            self.watch(field, check)
            grid.addWidget(field, *divmod(place, 2))
        self.form.addLayout(grid)

    def _fill(self, card: ProductCard) -> None:
        data = card.data
        self.service.setChecked(data.kind == ProductKind.SERVICE)
        for editor, text in (
            (self.name, data.name),
            (self.sku, data.sku),
            (self.barcode, data.barcode),
            (self.category, data.category),
            (self.unit, data.unit),
            (self.price, _typed(data.price)),
            (self.cost, _typed(data.cost)),
            (self.replenish, str(data.replenish_days or "")),
            (self.count, str(data.carries_count or "")),
        ):
            editor.setText(text)
            editor.setCursorPosition(0)
        self.note.setPlainText(data.note)
        self.carries.setCurrentIndex(max(0, self.carries.findData(data.carries)))
        if data.carries_unit:
            self.term.setCurrentIndex(self.term.findData(data.carries_unit))
        for kind, line in ((LinkKind.GOES_WITH, self.goes_with), (LinkKind.BETTER, self.better)):
            line.fill(link.product for link in card.links if link.kind == kind)
        self._tell_folded(card)

    def _tell_folded(self, card: ProductCard) -> None:
        """What the folded parts hold, in a few words; one that holds something is open."""
        data, told = card.data, []
        if data.replenish_days:
            told.append(days_count(data.replenish_days))
        if data.carries and data.carries_count and data.carries_unit:
            told.append(carried_words(data.carries, data.carries_count, data.carries_unit))
        if data.note:
            told.append(" ".join(data.note.split()))
        self.more.tell(" · ".join(told))
        self.more.set_open(bool(told))
        self.links.tell(", ".join(link.product.name for link in card.links))
        self.links.set_open(bool(card.links))

    def _data(self) -> ProductData:
        carries = self.carries.currentData()
        links = [Link(other, LinkKind.GOES_WITH) for other in self.goes_with.ids()]
        links += [Link(other, LinkKind.BETTER) for other in self.better.ids()]
        return ProductData(
            self.name.text(),
            ProductKind.SERVICE if self.service.isChecked() else ProductKind.PRODUCT,
            self.sku.text(),
            "".join(self.barcode.text().split()),
            self.category.text(),
            self.unit.text(),
            typed_sum(self.price, "price"),
            typed_sum(self.cost, "cost"),
            _days(self.replenish),
            carries,
            int(self.count.text() or 0) if carries else None,
            self.term.currentData() if carries else None,
            self.note.toPlainText(),
            tuple(links),
        )

    def _check_name(self) -> None:
        if not self.name.text().strip():
            raise InvalidValue(field="product", value="")

    def _show_term(self) -> None:
        something = self.carries.currentData() is not None
        self._count_field.setVisible(something)
        self._term_field.setVisible(something)

    def _tell_margin(self) -> None:
        """What is left of the price, as soon as both are typed."""
        price, cost = minor_of(self.price.text()), minor_of(self.cost.text())
        share = margin_of(price, cost)
        text = "" if share is None else _("Margin {percent} %").format(percent=number_text(round(share * 100)))
        self.margin.setText(text)
        self.margin.setVisible(bool(text))


class BarcodeLine(QLineEdit):
    """The Enter with which a scanner ends goes to the next field; it does not save the form."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


def _with(known: list[str], typed: str) -> list[str]:
    folded = typed.casefold()
    return [one for one in known if folded in one.casefold() and one != typed]


def _typed(minor: int | None) -> str:
    return "" if minor is None else minor_text(minor)


def _days(editor: QLineEdit) -> int | None:
    text = editor.text().strip()
    if text and (not text.isdecimal() or not int(text)):
        raise InvalidValue(field="replenish_days", value=text)
    return int(text) if text else None
