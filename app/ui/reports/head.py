"""The head of the report page: the period and what it is compared with, print, Excel, and the parts of the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QTabBar, QVBoxLayout, QWidget

from app.i18n import _, short_day
from app.services.report.period import Period
from app.ui.reports.periods import ALL, BEFORE, NOTHING, OWN, SPANS, YEAR, YEAR_AGO, days_text
from app.ui.reports.state import Shown
from app.ui.theme.tokens import GAP, GAP_PAGE, GAP_SMALL
from app.ui.widgets.buttons import button
from app.ui.widgets.days_popup import DaysPopup
from app.ui.widgets.texts import ElidedLabel, label

AFTER_CLOSING_MS = 80  # a popup that opens while a menu closes is closed with it by some desktops


class ReportHead(QWidget):
    """`changed(Shown)` when another period or comparison is asked for by hand; `part_asked(str)` for a tab."""

    changed = Signal(object)
    part_asked = Signal(str)

    def __init__(self, parts: Mapping[str, Callable[[], str]], today: Callable[[], date]) -> None:
        super().__init__()
        self._shown, self._today = Shown(), today
        self._parts = tuple(parts)
        self.popup: DaysPopup | None = None
        self.period_button, self.periods = self._menu_button(self._fill_periods)
        self.compare_button, self.comparisons = self._menu_button(self._fill_comparisons)
        self.print_button = button(_("Print…"), small=True, icon_name="printer")
        self.excel_button = button(_("Excel"), small=True, icon_name="file-spreadsheet")
        self.told = ElidedLabel("", "", "second")
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setAccessibleName(_("Parts of the report"))
        for title in parts.values():
            self.bar.addTab(title())
        self.bar.currentChanged.connect(lambda number: self.part_asked.emit(self._parts[number]))
        self._lay_out()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(GAP)
        above.addWidget(label(_("Repeat sales"), "title"))
        above.addStretch(1)
        for part in (self.period_button, self.compare_button, self.print_button, self.excel_button):
            above.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE - 4, GAP_PAGE, 0)
        layout.setSpacing(GAP_SMALL)
        layout.addLayout(above)
        layout.addWidget(self.told)
        layout.addWidget(self.bar)

    def show_state(
        self, shown: Shown, period: Period | None, compared: Period | None, opened: date | None = None
    ) -> None:
        """What is asked for; `period`: the days it is of, None while these are not known; `compared`: what it is
        compared with, None where there is nothing; `opened`: since when the shop has sold anything, where known."""
        self._shown = shown
        today = self._today()
        named = SPANS[shown.period].title() if shown.period in SPANS else ""
        days = "" if period is None else days_text(period, today)
        self.period_button.setText(named or (_("All time") if shown.period == ALL else days))
        self.period_button.setAccessibleName(_("Period: {days}").format(days=f"{named} {days}".strip()))
        self.compare_button.setText(self._compared_title(shown))
        self.compare_button.setEnabled(shown.period != ALL)
        against = "" if compared is None else _("compared with {days}").format(days=days_text(compared, today))
        if compared is not None and opened is not None and opened > compared.first:
            against += " " + _("(sold since {day} only)").format(day=short_day(opened, today))
        if compared is None and shown.compared(today) is not None:
            against = _("nothing was sold before to compare with")
        told = (days, against, _("click a number to see its formula and its clients"))
        self.told.setText(" · ".join(part for part in told if part))

    def show_part(self, part: str) -> None:
        """Which tab is shown."""
        self.bar.blockSignals(True)
        self.bar.setCurrentIndex(self._parts.index(part))
        self.bar.blockSignals(False)

    def turn(self, step: int) -> None:
        """To the next tab, or the one before; after the last comes the first."""
        self.bar.setCurrentIndex((self.bar.currentIndex() + step) % self.bar.count())

    def open_periods(self) -> None:
        """Open the menu of the periods, under their button."""
        self.periods.popup(_below(self.period_button))

    def open_comparisons(self) -> None:
        """Open the menu of what the period is compared with, under its button."""
        if self.compare_button.isEnabled():
            self.comparisons.popup(_below(self.compare_button))

    def ask_days(self) -> None:
        """Open the popup for a period of one's own."""
        self._ask(self._shown.days(self._today()), _("Own period"), self.period_button, self._shown.with_own)

    def ask_compared(self) -> None:
        """Open the popup for days of one's own to compare with."""
        shown = self._shown
        known = shown.compared(self._today()) or replace(shown, compare=BEFORE).compared(self._today())
        self._ask(known, _("Compare with"), self.compare_button, shown.compared_with)

    def _ask(self, known: Period | None, name: str, anchor: QPushButton, chosen: Callable[[date, date], Shown]) -> None:
        today = self._today()
        days = known or Period(today.replace(month=1, day=1), today)
        self.popup = DaysPopup(self.window(), days.first, days.last, name)
        self.popup.chosen.connect(lambda first, last: self.changed.emit(chosen(first, last)))
        self.popup.show_below(anchor)
        self.popup.setFocus(Qt.FocusReason.PopupFocusReason)

    def _menu_button(self, fill: Callable[[], None]) -> tuple[QPushButton, QMenu]:
        made = button("", small=True)
        made.setProperty("menu", "true")
        menu = QMenu(made)
        menu.aboutToShow.connect(fill)
        made.setMenu(menu)
        return made, menu

    def _fill_periods(self) -> None:
        self.periods.clear()
        for key, span in SPANS.items():
            self._add(self.periods, span.title(), self._shown.period == key, replace(self._shown, period=key))
        self._add(self.periods, _("All time"), self._shown.period == ALL, replace(self._shown, period=ALL))
        self._add_own(self.periods, _("Own period…"), self._shown.period == OWN, self.ask_days)

    def _fill_comparisons(self) -> None:
        self.comparisons.clear()
        for key, title in _comparison_titles(self._shown).items():
            self._add(self.comparisons, title, _compare_key(self._shown) == key, replace(self._shown, compare=key))
        self._add_own(self.comparisons, _("Own period…"), self._shown.compare == OWN, self.ask_compared)

    def _add(self, menu: QMenu, title: str, chosen: bool, shown: Shown) -> None:
        entry = menu.addAction(title)
        entry.setCheckable(True)
        entry.setChecked(chosen)
        entry.triggered.connect(lambda _on=False: self.changed.emit(shown))

    def _add_own(self, menu: QMenu, title: str, chosen: bool, ask: Callable[[], None]) -> None:
        menu.addSeparator()
        entry = menu.addAction(title)
        entry.setCheckable(True)
        entry.setChecked(chosen)
        entry.triggered.connect(lambda _on=False: QTimer.singleShot(AFTER_CLOSING_MS, self, ask))

    def _compared_title(self, shown: Shown) -> str:
        if shown.period == ALL:
            return _("No comparison")
        if shown.compare == OWN and shown.own_compared is not None:
            return _("with {days}").format(days=days_text(shown.own_compared, self._today()))
        return _comparison_titles(shown)[_compare_key(shown)]


def _comparison_titles(shown: Shown) -> dict[str, str]:
    """What can be compared with; a year before is the period before where that is a year itself."""
    if _is_year(shown):
        return {BEFORE: _("with a year earlier"), NOTHING: _("No comparison")}
    return {
        BEFORE: _("with the period before"),
        YEAR_AGO: _("with a year earlier"),
        NOTHING: _("No comparison"),
    }


def _compare_key(shown: Shown) -> str:
    return BEFORE if shown.compare == YEAR_AGO and _is_year(shown) else shown.compare


def _is_year(shown: Shown) -> bool:
    return shown.period in SPANS and SPANS[shown.period].months == YEAR


def _below(anchor: QWidget) -> QPoint:
    return anchor.mapToGlobal(QPoint(0, anchor.height()))
