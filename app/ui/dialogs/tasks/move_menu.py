"""The menu of Move: to which day a task goes, or many do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QDialog, QVBoxLayout, QWidget

from app.i18n import _, day_text, short_day, weekday_short
from app.ui.theme.tokens import GAP_PAGE, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.calendar import quiet_calendar
from app.ui.widgets.frames import row
from app.ui.widgets.own_keys_menu import OwnKeysMenu
from app.ui.widgets.texts import label

WEEK = 7
Chosen = Callable[[date], object]


def move_choices(today: date) -> list[tuple[str, date]]:
    """Title and day of every ready choice."""
    tomorrow, monday = today + timedelta(1), today + timedelta(WEEK - today.weekday())
    week = today + timedelta(WEEK)
    choices = [(_("Today"), today), (_("Tomorrow"), tomorrow)]
    if monday != tomorrow:
        choices.append((_("Next Monday"), monday))
    if week != monday:
        choices.append((_("In a week"), week))
    return choices


def move_menu(today: date, day: date, chosen: Chosen, window: QWidget) -> OwnKeysMenu:
    """Calls `chosen` with the day; 1 to 4 take the ready ones, 0 opens a calendar, which stands at `day`."""
    menu = OwnKeysMenu(window)
    menu.setAccessibleName(_("Move"))
    for number, (title, choice) in enumerate(move_choices(today), start=1):
        when = f"{weekday_short(choice.weekday())}, {short_day(choice, today)}"
        menu.addAction(f"&{number}  {title}\t{when}").triggered.connect(partial(_choose, chosen, choice))
    menu.addSeparator()
    menu.addAction("&0  " + _("Pick a day…")).triggered.connect(
        lambda _on=False: PickDay(today, max(day, today), chosen, window).open()
    )
    return menu


class PickDay(QDialog):
    """A calendar; a double click or Enter takes the day."""

    def __init__(self, today: date, day: date, chosen: Chosen, parent: QWidget) -> None:
        super().__init__(parent)
        self._today, self._chosen = today, chosen
        self.setWindowTitle(_("Move to another day"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(_("Day"))
        quiet_calendar(self.calendar)
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.activated.connect(lambda _day: self.accept())
        self.accept_button = button(_("Move"), self.accept, kind="primary")
        self.accept_button.setDefault(True)
        self._says = label("", "", "second")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_WIDE)
        layout.addWidget(self.calendar)
        layout.addWidget(self._says)
        layout.addLayout(row(None, button(_("Cancel"), self.reject), self.accept_button))
        self.calendar.selectionChanged.connect(self._show_choice)
        self._show_choice()

    def day(self) -> date:
        """The day chosen."""
        chosen = self.calendar.selectedDate()
        return date(chosen.year(), chosen.month(), chosen.day())

    def accept(self) -> None:
        super().accept()
        self._chosen(self.day())

    def _show_choice(self) -> None:
        day = self.day()
        words = day_text(day, self._today)
        self._says.setText(_("{day}: it will be overdue").format(day=words) if day < self._today else words)


def _choose(chosen: Chosen, day: date, _checked: bool = False) -> None:
    chosen(day)
