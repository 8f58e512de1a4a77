"""What a list of purchases can be narrowed to: the popups in which values and sums are chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _
from app.ui.context import AppContext
from app.ui.widgets.days_popup import RangePopup
from app.ui.widgets.field import Field
from app.ui.widgets.popup import Popup
from app.ui.widgets.typed import minor_of, minor_text
from app.ui.widgets.value_list import ValueList

Pairs = Sequence[tuple[str, str]]
FOUND = 30


class ValuePopup(Popup):
    """One value of a list that is looked up as one types: `picked(value, words)`."""

    picked = Signal(str, str)

    def __init__(self, parent: QWidget, name: str, context: AppContext, find: Callable[[str], Pairs]) -> None:
        super().__init__(parent, name)
        self._words: dict[str, str] = {}

        def ask(typed: str, show: Callable[[Pairs], None]) -> None:
            context.jobs.run(lambda _report: find(typed), on_done=lambda found: self._show(found, show), owner=self)

        self.list = ValueList(name, ask)
        self.list.picked.connect(self._on_picked)
        self.list.closed.connect(self.close)
        self.body.addWidget(self.list)
        self.list.look_up()
        self.setFocusProxy(self.list)

    def _show(self, found: Pairs, show: Callable[[Pairs], None]) -> None:
        self._words |= dict(found)
        show(found)

    def _on_picked(self, value: str) -> None:
        self.close()
        self.picked.emit(value, self._words.get(value, value))


class SumPopup(RangePopup):
    """Sums from and to, in minor units; None where nothing is typed: `chosen(low, high)`."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget, low: int | None, high: int | None) -> None:
        self.low, self.high = (QLineEdit("" if sum_ is None else minor_text(sum_)) for sum_ in (low, high))
        self._fields = Field(_("From"), self.low), Field(_("To"), self.high)
        super().__init__(parent, _("Sum"), *self._fields)

    def apply(self) -> None:
        found = []
        for field, line in zip(self._fields, (self.low, self.high), strict=True):
            typed = line.text().strip()
            sum_ = minor_of(typed) if typed else None
            wrong = bool(typed) and sum_ is None
            field.set_error(_("This is not a sum.") if wrong else "")
            if wrong:
                line.setFocus()
                return
            found.append(sum_)
        low, high = found
        if low is not None and high is not None and low > high:
            low, high = high, low
        self.close()
        self.chosen.emit(low, high)
