"""The menu of Later: when to be reminded again, by the shop's clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QDialog, QMenu, QVBoxLayout, QWidget

from app.i18n import _, day_text, short_day, time_text
from app.ui.theme.tokens import GAP_PAGE, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.calendar import quiet_calendar
from app.ui.widgets.frames import row
from app.ui.widgets.texts import label

EVENING = time(18, 0)
MONDAY = 0
HALF_HOURS = [time(hour, minute) for hour in range(7, 23) for minute in (0, 30)]

Chosen = Callable[[datetime], object]


def later_choices(now: datetime, opening: time) -> list[tuple[str, datetime]]:
    """Title and moment of every ready choice. `now` is aware, on the shop's clock; days are counted on that clock."""
    tomorrow = now.date() + timedelta(days=1)
    monday = now.date() + timedelta(days=(MONDAY - now.weekday() - 1) % 7 + 1)
    week = now.date() + timedelta(days=7)
    choices = [
        (_("In 15 minutes"), _after(now, timedelta(minutes=15))),
        (_("In an hour"), _after(now, timedelta(hours=1))),
    ]
    if now.time() < time(EVENING.hour - 1):
        choices.append((_("This evening, {time}").format(time=time_text(EVENING)), _at(now, now.date(), EVENING)))
    choices.append((_("Tomorrow, {time}").format(time=time_text(opening)), _at(now, tomorrow, opening)))
    if monday != tomorrow:
        choices.append((_("On Monday, {day}").format(day=short_day(monday, now.date())), _at(now, monday, opening)))
    if week != monday:
        choices.append((_("In a week, {day}").format(day=short_day(week, now.date())), _at(now, week, opening)))
    return choices


def tomorrow_at(now: datetime, opening: time) -> datetime:
    """Tomorrow at the opening, aware; `now` is on the shop's clock."""
    return _at(now, now.date() + timedelta(days=1), opening).astimezone(UTC)


def fill_later(menu: QMenu, now: datetime, opening: time, chosen: Chosen, window: QWidget) -> None:
    """Put the choices into `menu`, and at their end "Pick a day…"; `chosen` gets an aware moment after `now`. `window`:
    where the calendar opens, whatever becomes of the button meanwhile."""
    for title, moment in later_choices(now, opening):
        menu.addAction(title).triggered.connect(partial(_choose, chosen, moment))
    menu.addSeparator()
    menu.addAction(_("Pick a day…")).triggered.connect(
        lambda _on=False: PickMoment(now, opening, chosen, window).open()
    )


class PickMoment(QDialog):
    """A calendar and a time; only moments after `now` can be taken."""

    def __init__(self, now: datetime, opening: time, chosen: Chosen, parent: QWidget) -> None:
        super().__init__(parent)
        self._now, self._chosen = now, chosen
        self.setWindowTitle(_("Remind me later"))
        self.calendar = QCalendarWidget()
        quiet_calendar(self.calendar)
        self.calendar.setMinimumDate(_qdate(now.date()))
        self.calendar.setSelectedDate(_qdate(now.date() + timedelta(days=1)))
        self.time = QComboBox()
        for wall in sorted({opening, *HALF_HOURS}):
            self.time.addItem(time_text(wall), wall)
        self.time.setCurrentText(time_text(opening))
        self.time.setAccessibleName(_("Time"))
        self.accept_button = button(_("Remind"), self.accept, kind="primary")
        self.accept_button.setDefault(True)
        self._says = label("", "", "second")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_WIDE)
        layout.addWidget(self.calendar)
        layout.addLayout(row(label(_("at")), self.time, None, self._says))
        layout.addLayout(row(None, button(_("Cancel"), self.reject), self.accept_button))
        self.calendar.selectionChanged.connect(self._show_choice)
        self.time.currentIndexChanged.connect(lambda _index: self._show_choice())
        self._show_choice()

    def moment(self) -> datetime:
        """The moment chosen, aware, on the shop's clock."""
        day, wall = self.calendar.selectedDate(), self.time.currentData()
        return _at(self._now, date(day.year(), day.month(), day.day()), wall)

    def accept(self) -> None:
        super().accept()
        self._chosen(self.moment().astimezone(UTC))

    def _show_choice(self) -> None:
        moment = self.moment()
        possible = moment > self._now
        self.accept_button.setEnabled(possible)
        self._says.setText(day_text(moment.date(), self._now.date()) if possible else _("This moment is past."))


def _choose(chosen: Chosen, moment: datetime, _checked: bool = False) -> None:
    chosen(moment.astimezone(UTC))


def _after(now: datetime, wait: timedelta) -> datetime:
    return (now.astimezone(UTC) + wait).astimezone(now.tzinfo)


def _at(now: datetime, day: date, wall: time) -> datetime:
    return datetime.combine(day, wall, tzinfo=now.tzinfo)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
