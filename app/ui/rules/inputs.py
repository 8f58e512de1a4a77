"""Inputs of the parameters of a rule: each starts with some of them and tells what it holds, by their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _
from app.services.errors import InvalidValue
from app.services.products.data import ProductRow
from app.ui.context import AppContext
from app.ui.dialogs.form import typed_sum
from app.ui.dialogs.products.product_field import ProductField
from app.ui.dialogs.suggest import SuggestLine
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP_SMALL
from app.ui.widgets.frames import row
from app.ui.widgets.many_choices import ManyChoices
from app.ui.widgets.number_box import FractionBox, NoWheel, NumberBox
from app.ui.widgets.texts import label
from app.ui.widgets.typed import minor_text

Choices = Sequence[tuple[Any, str]]  # value, text
Start = Mapping[str, Any]  # name of a parameter -> its value
Values = dict[str, Any]
SUM_WIDTH, LEAST_CHOICE = 120, 160
Box = TypeVar("Box", bound=QWidget)


class RuleInput(QWidget):
    """`changed()` when the owner changed it. Each is made with all parameters, and takes those it is about."""

    changed = Signal()
    first: QWidget  # where typing starts

    def values(self) -> Values:
        """What it holds. Raises AppError for a text that cannot be used."""
        raise NotImplementedError

    def _hold(self, editor: Box, *beside: QWidget) -> Box:
        """The editor is all of this input, with a few words beside it."""
        self.setLayout(row(editor, *beside, None))
        self.setFocusProxy(editor)
        self.first = editor
        return editor


class NumberInput(RuleInput):
    """A whole number within bounds."""

    def __init__(self, start: Start, name: str, low: int, high: int) -> None:
        super().__init__()
        self._name = name
        self.box = self._hold(NumberBox(low, high))
        self.box.setValue(start[name])
        self.box.valueChanged.connect(lambda _value: self.changed.emit())

    def values(self) -> Values:
        return {self._name: self.box.value()}


class FractionInput(RuleInput):
    """A number with a half in it."""

    def __init__(self, start: Start, name: str, low: float, high: float) -> None:
        super().__init__()
        self._name = name
        self.box = self._hold(FractionBox(low, high))
        self.box.setValue(start[name])
        self.box.valueChanged.connect(lambda _value: self.changed.emit())

    def values(self) -> Values:
        return {self._name: self.box.value()}


class TickInput(RuleInput):
    """Yes or no, told beside the box."""

    def __init__(self, start: Start, name: str, text: str) -> None:
        super().__init__()
        self._name = name
        self.box = self._hold(QCheckBox(text))
        self.box.setChecked(start[name])
        self.box.clicked.connect(lambda _checked=False: self.changed.emit())

    def values(self) -> Values:
        return {self._name: self.box.isChecked()}


class ChoiceBox(NoWheel, QComboBox):
    """A list that the wheel does not turn; a long name in it makes no form wider than its panel."""

    def minimumSizeHint(self) -> QSize:
        size = super().minimumSizeHint()
        return QSize(min(size.width(), LEAST_CHOICE), size.height())


class ChoiceInput(RuleInput):
    """One of a few; a value that is none of them is kept, and shown as `gone`."""

    def __init__(self, start: Start, name: str, choices: Choices, gone: str = "") -> None:
        super().__init__()
        self._name = name
        self.box = self._hold(ChoiceBox())
        shown = [*choices] if start[name] in dict(choices) else [*choices, (start[name], gone)]
        for value, text in shown:
            self.box.addItem(text, value)
        self.box.setCurrentIndex([value for value, _text in shown].index(start[name]))
        self.box.activated.connect(lambda _index: self.changed.emit())

    def values(self) -> Values:
        return {self._name: self.box.currentData()}


class LeadsInput(RuleInput):
    """On which days before; any of a few."""

    def __init__(self, start: Start, name: str, choices: Choices) -> None:
        super().__init__()
        self._name = name
        self._leads: tuple[int, ...] = tuple(start[name])
        self.boxes = ManyChoices(choices, self._on_chosen, largest_first=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.boxes)
        self.first = next(iter(self.boxes.boxes.values()))
        self.setFocusProxy(self.first)
        self.boxes.show_value(self._leads)

    def values(self) -> Values:
        if not self._leads:
            raise InvalidValue(field="leads", value="—")
        return {self._name: self._leads}

    def _on_chosen(self, leads: tuple[int, ...]) -> None:
        self._leads = leads
        self.boxes.show_value(leads)
        self.changed.emit()


class SumInput(RuleInput):
    """Money, typed in whole units and held in minor ones; empty is nothing."""

    def __init__(self, start: Start, name: str, currency: str) -> None:
        super().__init__()
        self._name = name
        self.line = self._hold(QLineEdit(), label(currency, "", "second"))
        self.line.setFixedWidth(scaled(SUM_WIDTH))
        self.line.setText(minor_text(start[name]) if start[name] else "")
        self.line.textEdited.connect(lambda _text: self.changed.emit())

    def values(self) -> Values:
        return {self._name: typed_sum(self.line, "price") or 0}


class ProductInput(RuleInput):
    """A product of the catalogue, found by typing, or none."""

    def __init__(self, context: AppContext, start: Start, name: str, hint: str) -> None:
        super().__init__()
        self._name, self._start = name, start[name]
        self.line = ProductField(context, self._start)
        self.line.setPlaceholderText(hint)
        self.line.picked.connect(self._on_picked)
        self.line.textEdited.connect(lambda _text: self._on_typed())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.first = self.line

    def values(self) -> Values:
        if self._start is not None and self.line.product is None:
            return {self._name: self._start}  # its name is still being read, or it is in the catalogue no more
        self.line.check()
        return {self._name: self.line.product_id()}

    def _on_picked(self, found: ProductRow) -> None:
        if found.id != self._start:  # that one was only read
            self.changed.emit()

    def _on_typed(self) -> None:
        self._start = None
        self.changed.emit()


ANYTHING, PRODUCT, CATEGORY = "anything", "product", "category"


class BoughtInput(RuleInput):
    """What a purchase is to be of: a product, a whole category, or, where that is possible, `anything`."""

    def __init__(self, context: AppContext, start: Start, anything: str = "") -> None:
        super().__init__()
        self.way = ChoiceBox()
        if anything:
            self.way.addItem(anything, ANYTHING)
        self.way.addItem(_("A product"), PRODUCT)
        self.way.addItem(_("A whole category"), CATEGORY)
        self.way.setAccessibleName(_("What was bought"))
        self.product = ProductInput(context, start, "product_id", _("Name, code, barcode…"))
        self.product.line.setAccessibleName(_("Product"))
        self.category: SuggestLine[str] = SuggestLine(context, self._categories, str)
        self.category.setPlaceholderText(_("Category"))
        self.category.setAccessibleName(_("Category"))
        self._context = context
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        for part in (self.way, self.product, self.category):
            layout.addWidget(part)
        self.setFocusProxy(self.way)
        self.first = self.way
        way = PRODUCT if start["product_id"] is not None else CATEGORY if start["category"] else ANYTHING
        self.way.setCurrentIndex(max(0, self.way.findData(way)))
        self.category.setText(start["category"])
        self._show_way()
        self.way.activated.connect(lambda _index: self._on_way())
        self.product.changed.connect(self.changed)
        self.category.textEdited.connect(lambda _text: self.changed.emit())
        self.category.picked.connect(lambda _name: self.changed.emit())

    def values(self) -> Values:
        way = self.way.currentData()
        product_id = self.product.values()["product_id"] if way == PRODUCT else None
        category = self.category.text().strip() if way == CATEGORY else ""
        if way != ANYTHING and product_id is None and not category:
            raise InvalidValue(field="rule", why="trigger", value="—")
        return {"product_id": product_id, "category": category}

    def _on_way(self) -> None:
        self._show_way()
        lines: dict[str, QLineEdit] = {PRODUCT: self.product.line, CATEGORY: self.category}
        if (line := lines.get(self.way.currentData())) is not None:
            line.setFocus()
        self.changed.emit()

    def _show_way(self) -> None:
        self.product.setVisible(self.way.currentData() == PRODUCT)
        self.category.setVisible(self.way.currentData() == CATEGORY)

    def _categories(self, typed: str) -> list[str]:
        from app.services.products.listing import list_categories

        folded = typed.casefold()
        return [one for one in list_categories(self._context.db) if folded in one.casefold() and one != typed]
