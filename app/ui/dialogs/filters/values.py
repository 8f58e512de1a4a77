"""What a condition is compared with: an editor for every kind of value.

Each gives `value()`, None as long as it is not whole, and tells `changed()`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from app.i18n import _, number_text
from app.ui.theme.tokens import GAP, GAP_SMALL
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import name_editor
from app.ui.widgets.texts import label
from app.ui.widgets.typed import minor_of, quantity_of
from app.ui.widgets.value_list import ValueList

MOST_DAYS = 36_500
Ask = Callable[[str, Callable[[Sequence[tuple[str, str]]], None]], object]


class ValueEditor(QWidget):
    """Base of the editors; `first` is where typing starts."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first: QWidget | None = None

    def value(self) -> Any:
        """The value as a filter holds it, None while it is not whole."""
        return None

    def _across(self, *parts: QWidget) -> QHBoxLayout:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for part in parts:
            layout.addWidget(part)
        self.first = parts[0]
        return layout


class LineEditor(ValueEditor):
    """A word or a number; `read` makes the value of what is typed, `show` the text of a value."""

    def __init__(
        self, name: str, before: Any, read: Callable[[str], Any] = str.strip, show: Callable[[Any], str] = str
    ) -> None:
        super().__init__()
        self._read = read
        self.line = QLineEdit("" if before is None else show(before))
        name_editor(self.line, name)
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self._across(self.line)

    def value(self) -> Any:
        text = self.line.text().strip()
        found = self._read(text) if text else None
        return None if found == "" else found


class RangeEditor(ValueEditor):
    """From one value to another, both of one kind."""

    def __init__(self, low: ValueEditor, high: ValueEditor) -> None:
        super().__init__()
        self._ends = low, high
        self._across(low, label("–"), high)
        self.first = low.first
        for end in self._ends:
            end.changed.connect(self.changed)

    def value(self) -> Any:
        low, high = (end.value() for end in self._ends)
        return None if low is None or high is None or low > high else [low, high]


class DaysEditor(ValueEditor):
    """A number of days."""

    def __init__(self, name: str, before: Any, most: int = MOST_DAYS) -> None:
        super().__init__()
        self.box = QSpinBox()
        self.box.setRange(0, most)
        self.box.setValue(before if isinstance(before, int) else 30)
        self.box.lineEdit().setTextMargins(8, 0, 0, 0)  # the style sheet's padding does not reach inside
        name_editor(self.box, name)
        self.box.valueChanged.connect(lambda _days: self.changed.emit())
        self._across(self.box, label(_("days"), "", "second"))

    def value(self) -> Any:
        return self.box.value()


class DayEditor(ValueEditor):
    """A day, typed or from the calendar."""

    def __init__(self, name: str, before: Any, today: date) -> None:
        super().__init__()
        self.box = DateEdit(date.fromisoformat(before) if isinstance(before, str) else today)
        name_editor(self.box, name)
        self.box.dateChanged.connect(lambda _day: self.changed.emit())
        self._across(self.box).addStretch(1)

    def value(self) -> Any:
        return self.box.date().toString(Qt.DateFormat.ISODate)  # the last good one, while another is being typed


class PickEditor(ValueEditor):
    """One of a few fixed values: (value, shown text)."""

    def __init__(self, name: str, before: Any, choices: Sequence[tuple[Any, str]]) -> None:
        super().__init__()
        self._choices = choices
        self.box = QComboBox()
        self.box.addItems([text for _value, text in choices])
        self.box.setCurrentIndex(next((n for n, (value, _text) in enumerate(choices) if value == before), 0))
        name_editor(self.box, name)
        self.box.activated.connect(lambda _index: self.changed.emit())
        self._across(self.box)

    def value(self) -> Any:
        return self._choices[self.box.currentIndex()][0]


class SeveralEditor(ValueEditor):
    """Several values out of a list; `back` makes the value of the list's text again."""

    def __init__(
        self, name: str, before: Any, ask: Ask, *, free: bool = False, back: Callable[[str], Any] = str
    ) -> None:
        super().__init__()
        chosen = [str(value) for value in before] if isinstance(before, list) else []
        self._back = back
        self.list = ValueList(name, ask, several=True, free=free, chosen=chosen)
        self.list.changed.connect(self.changed)
        self._across(self.list)
        self.list.look_up()

    def value(self) -> Any:
        return [self._back(text) for text in self.list.values()] or None


class PeriodEditor(ValueEditor):
    """All time, the last days, or from a day to a day: the part of a value that says when."""

    def __init__(self, before: Any, today: date) -> None:
        super().__init__()
        told = before if isinstance(before, dict) else {}
        way = 1 if "days" in told else 2 if {"from", "to"} & set(told) else 0
        self.way = PickEditor(_("When"), way, ((0, _("ever")), (1, _("in the last")), (2, _("from … to"))))
        self._days = DaysEditor(_("Days"), told.get("days", 90))
        month = today - timedelta(days=30)
        self._low = DayEditor(_("From"), told.get("from", month.isoformat()), today)
        self._high = DayEditor(_("To"), told.get("to", today.isoformat()), today)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        for part in (self.way, self._days, self._low, self._high):
            layout.addWidget(part)
            part.changed.connect(self._on_changed)
        self._show_way()

    def value(self) -> Any:
        low, high = self._low.value(), self._high.value()
        return ({}, {"days": self._days.value()}, {"from": min(low, high), "to": max(low, high)})[self.way.value()]

    def _on_changed(self) -> None:
        self._show_way()
        self.changed.emit()

    def _show_way(self) -> None:
        way = self.way.value()
        self._days.setVisible(way == 1)
        self._low.setVisible(way == 2)
        self._high.setVisible(way == 2)


class WithPeriod(ValueEditor):
    """Another value, under `key`, and a period."""

    def __init__(self, key: str, inner: ValueEditor, before: Any, today: date) -> None:
        super().__init__()
        self._key, self._inner = key, inner
        self._period = PeriodEditor(before, today)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(inner)
        layout.addWidget(self._period)
        self.first = inner.first
        inner.changed.connect(self.changed)
        self._period.changed.connect(self.changed)

    def value(self) -> Any:
        found = self._inner.value()
        return None if found is None else {self._key: found, **self._period.value()}


class OnDay(ValueEditor):
    """Several values, and the day that they are asked for."""

    def __init__(self, inner: ValueEditor, before: Any, today: date) -> None:
        super().__init__()
        self._inner = inner
        month = today.replace(day=1) - timedelta(days=1)
        self._day = DayEditor(_("Day"), before.get("day") if isinstance(before, dict) else month.isoformat(), today)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for part in (inner, self._day):
            layout.addWidget(part)
            part.changed.connect(self.changed)
        self.first = inner.first

    def value(self) -> Any:
        items = self._inner.value()
        return None if items is None else {"items": items, "day": self._day.value()}


class OneWord(LineEditor):
    """A word that stands for a list of one."""

    def value(self) -> Any:
        found = super().value()
        return [found] if found else None


def number_editor(name: str, before: Any, *, is_money: bool) -> ValueEditor:
    """A number, or money typed in whole units and held in minor ones."""
    if is_money:
        return LineEditor(name, before, minor_of, lambda minor: number_text(minor / 100, 2 if minor % 100 else 0))
    return LineEditor(name, before, _number, lambda number: number_text(number, 0 if number % 1 == 0 else 2))


def _number(text: str) -> int | float | None:
    thousandths = quantity_of(text)
    if thousandths is None:
        return None
    return thousandths // 1000 if thousandths % 1000 == 0 else thousandths / 1000
