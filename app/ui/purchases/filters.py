"""The filter of the purchases list: the period, and a chip for each condition with a cross that takes it away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from app.i18n import _
from app.ui.context import AppContext
from app.ui.purchases.asking import SumPopup, ValuePopup
from app.ui.purchases.conditions import CONDITIONS, ONLY, TITLES, condition_texts, find_values
from app.ui.purchases.periods import OWN, PERIODS, days_text
from app.ui.purchases.state import Shown
from app.ui.theme.tokens import GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.condition_chip import ConditionChip, in_line, with_cross
from app.ui.widgets.days_popup import DaysPopup
from app.ui.widgets.flow import Flow
from app.ui.widgets.popup import Popup

AFTER_CLOSING_MS = 80  # a popup that opens while a menu closes is closed with it by some desktops


class FilterStrip(QWidget):
    """`changed(Shown)` when something else is asked for by hand."""

    changed = Signal(object)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._shown, self._staff = Shown(), False
        self.popup: Popup | None = None
        self.period_button = button("", small=True)
        self.period_button.setProperty("menu", "true")
        self.periods = QMenu(self.period_button)
        self.periods.aboutToShow.connect(self._fill_periods)
        self.period_button.setMenu(self.periods)
        self.filter_button = button(_("Filter"), self.open_fields, small=True, icon_name="plus")
        self._flow = Flow()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, GAP_WIDE, GAP_WIDE - 4)
        for part in (self.period_button, self.filter_button):
            layout.addWidget(in_line(part), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._flow, 1000)
        layout.addStretch(1)

    def show_state(self, shown: Shown, *, staff: bool) -> None:
        """Show what the list is of; `staff`: several people sell here."""
        self._shown, self._staff = shown, staff
        today = self._context.today()
        days = days_text(*shown.days(today), today)
        named = PERIODS[shown.period].title() if shown.period != OWN else ""
        self.period_button.setText(named or days)
        self.period_button.setAccessibleName(_("Period: {days}").format(days=f"{named}, {days}" if named else days))
        told = condition_texts(shown.asked, dict(shown.names), self._context.settings.currency)
        chips = [self._chip(key, text) for key, text in told.items()]
        clear = [in_line(button(_("Clear"), self.clear, kind="link", small=True))] if chips else []
        self._flow.set_parts([*chips, *clear])
        before: QWidget = self.filter_button
        for part in (*chips, *clear):
            for one in part.findChildren(QPushButton):
                self.setTabOrder(before, one)
                before = one

    def clear(self) -> None:
        """Take every condition away; the period and the search stay."""
        self.changed.emit(self._shown.without(*(name for names in CONDITIONS.values() for name in names)))

    def open_periods(self) -> None:
        """Open the menu of the periods, under their button."""
        self.periods.popup(_below(self.period_button))

    def _fill_periods(self) -> None:
        self.periods.clear()
        for key, period in PERIODS.items():
            action = self.periods.addAction(period.title())
            action.setCheckable(True)
            action.setChecked(key == self._shown.period)
            action.triggered.connect(partial(self._choose_period, key))
        self.periods.addSeparator()
        self.periods.addAction(_("Own period…")).triggered.connect(lambda: self._later(self.ask_days))

    def open_fields(self) -> QMenu:
        """The menu of what can be asked for, under its button."""
        menu = QMenu(self)
        for key, title in TITLES.items():
            if key != "staff" or self._staff:
                act = partial(self.ask, key)
                menu.addAction(title() + "…").triggered.connect(lambda _on=False, act=act: self._later(act))
        menu.addSeparator()
        for (name, value), words in ONLY.items():
            set_it = partial(self._set, name, value)
            menu.addAction(words()).triggered.connect(lambda _on=False, set_it=set_it: set_it())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(_below(self.filter_button))
        return menu

    def ask(self, key: str) -> None:
        """Open the popup in which this condition is set."""
        asked = self._shown.asked
        if key == "sum":
            popup: Popup = SumPopup(self.window(), asked.sum_from, asked.sum_to)
            popup.chosen.connect(self._set_sums)  # type: ignore[attr-defined]
        elif key not in TITLES:
            self.open_fields()
            return
        else:
            popup = ValuePopup(self.window(), TITLES[key](), self._context, partial(find_values, self._context, key))
            popup.picked.connect(partial(self._on_picked, key))  # type: ignore[attr-defined]
        self._open(popup, self.filter_button)

    def ask_days(self) -> None:
        """Open the popup for a period of one's own."""
        today = self._context.today()
        first, last = self._shown.days(today)
        popup = DaysPopup(self.window(), first or today.replace(day=1), last or today)
        popup.chosen.connect(self._set_days)
        self._open(popup, self.period_button)

    def _open(self, popup: Popup, anchor: QWidget) -> None:
        self.popup = popup
        popup.show_below(anchor)
        popup.setFocus(Qt.FocusReason.PopupFocusReason)

    def _later(self, act: Callable[[], object]) -> None:
        QTimer.singleShot(AFTER_CLOSING_MS, self, act)

    def _choose_period(self, key: str, _on: bool = False) -> None:
        self.changed.emit(replace(self._shown, period=key))

    def _set_days(self, first: date, last: date) -> None:
        self.changed.emit(replace(self._shown, period=OWN, own=(first, last)))

    def _set_sums(self, low: int | None, high: int | None) -> None:
        self.changed.emit(self._shown.with_value("sum_from", low).with_value("sum_to", high))

    def _set(self, name: str, value: object, words: str = "") -> None:
        self.changed.emit(self._shown.with_value(name, value, words))

    def _on_picked(self, key: str, value: str, words: str) -> None:
        name = CONDITIONS[key][0]
        self._set(name, int(value) if name.endswith("_id") else value, words)

    def _chip(self, key: str, text: str) -> QWidget:
        chip = ConditionChip(text)
        chip.clicked.connect(lambda _on=False: self.ask(key))
        return with_cross(chip, partial(self._remove, key))

    def _remove(self, key: str) -> None:
        self.changed.emit(self._shown.without(*CONDITIONS[key]))


def _below(anchor: QWidget) -> QPoint:
    return anchor.mapToGlobal(QPoint(0, anchor.height()))
