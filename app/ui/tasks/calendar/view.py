"""The calendar of tasks: a week or a month with its title, arrows to the next ones, and the days below."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.i18n import _
from app.services.tasks.listing import TaskFilter
from app.ui.context import AppContext
from app.ui.tasks.calendar.acting import DayBoard
from app.ui.tasks.calendar.entries import Entry, What
from app.ui.tasks.calendar.grid import WEEK
from app.ui.tasks.calendar.turning import TurnWhileDragging
from app.ui.tasks.calendar.words import date_line, more_text, period_title
from app.ui.theme.tokens import GAP, GAP_SMALL, GAP_WIDE
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.frames import line, row
from app.ui.widgets.own_keys_menu import OwnKeysMenu
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from app.services.tasks.calendar import DayPlan
    from app.ui.background import Job, Report

MOST = {"week": 50, "month": 12}  # of a kind that are read for a day
DATES = "tasks/dates"  # whether birthdays are shown, in the memory of the window
FIRST_YEAR, LAST_YEAR = 1901, 2199


class CalendarView(QWidget):
    """Emits `task_opened(id)`, `moved(ids, day)`, `done_asked(ids)`, `delete_asked(ids)`, `add_asked(day)`,
    `day_opened(day)`, `menu_asked(ids, point)`, `move_asked(ids, point)`, `ticks_changed()`."""

    task_opened = Signal(int)
    moved = Signal(object, object)
    done_asked = Signal(object)
    delete_asked = Signal(object)
    add_asked = Signal(object)
    day_opened = Signal(object)
    menu_asked = Signal(object, object)
    move_asked = Signal(object, object)
    ticks_changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._filter, self._mode, self._day = TaskFilter(), "month", context.today()
        self._job: Job | None = None
        self.board = DayBoard(_days_off(context), context.local_now())
        self.title = label("", "heading")
        self.dates = QCheckBox(_("Birthdays and dates"))
        self.dates.setChecked(context.memory.kept(DATES) != "no")
        self.dates.toggled.connect(self._on_dates)
        self.before, self.after = icon_button("chevron-left", "", self.back), icon_button("chevron-right", "", self.on)
        self.now = button(_("Today"), self.show_today, small=True, tip=_("Today (T)"))
        head = row(self.before, self.after, self.now, GAP, self.title, None, self.dates, spacing=GAP_SMALL)
        head.setContentsMargins(GAP, GAP, GAP_WIDE, GAP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(line())
        layout.addWidget(self.board, 1)
        self.setFocusProxy(self.board)
        self._name_arrows(self._mode)
        self._connect()

    @property
    def day(self) -> date:
        """The chosen day, where it is in the week or month that is shown; else a day of that."""
        chosen = self.board.current_day()
        if chosen is None or self.is_busy():
            return self._day
        meant = (self._day.year, self._day.month)
        return chosen if self._mode == "week" or (chosen.year, chosen.month) == meant else self._day

    def show_plan(self, asked: TaskFilter, mode: str, day: date) -> None:
        """Show the "week" or the "month" of `day`, narrowed to `asked`; the day is chosen."""
        if day != self.board.current_day() and (mode, day) != (self._mode, self._day):
            self.board.want_day(day)
        self._filter, self._mode, self._day = asked, mode, day
        self.reload()

    def begin_with(self, day: date) -> None:
        """Show this day when the days are read next."""
        self._day = day
        self.board.want_day(day)

    def want(self, task_id: int) -> None:
        """Choose this task, where it is in what is shown."""
        self.board.want(task_id, self.day)

    def reload(self) -> None:
        """Read the days again."""
        context, (first, last), mode = self._context, self._span(), self._mode
        asked, with_dates, today = self._filter, self.dates.isChecked(), context.today()
        month = self._day.month if mode == "month" else None
        self.title.setText(period_title(first, last, self._day, mode, today))
        self._name_arrows(mode)

        def work(_report: Report) -> tuple[dict[date, DayPlan], dict[int, str]]:
            from app.services.staff import list_staff
            from app.services.tasks.calendar import plan

            staff = {one.id: one.name for one in list_staff(context.db)}
            return plan(context.db, asked, first, last, today, most=MOST[mode], with_dates=with_dates), staff

        def done(read: tuple[dict[date, DayPlan], dict[int, str]]) -> None:
            days, self.board.staff = read
            self.board.calendar.off = _days_off(context)
            self.board.setAccessibleName(_("Calendar of tasks: {period}").format(period=self.title.text()))
            self.board.show_days(mode, days, month, context.local_now())

        if self._job is not None:
            self._job.drop()
        self._job = context.jobs.run(work, on_done=done, owner=self)

    def is_busy(self) -> bool:
        """True while the days are read."""
        return self._job is not None and not self._job.finished

    def chosen_ids(self) -> list[int]:
        """The ticked tasks; without any the chosen one."""
        return self.board.chosen_ids()

    def ticked_ids(self) -> list[int]:
        """The ticked tasks."""
        return self.board.chosen_ids() if self.board.shown.ticked else []

    def clear_ticks(self) -> bool:
        """Esc: nothing is ticked any more; False when nothing was."""
        had = bool(self.board.shown.ticked)
        self.board.tick(frozenset())
        return had

    def back(self) -> None:
        """The week or month before."""
        self.turn(-1)

    def on(self) -> None:
        """The next week or month."""
        self.turn(1)

    def turn(self, steps: int) -> None:
        """So many weeks or months on; the same day of it is chosen."""
        day = self.board.current_day() or self._day
        if self._mode == "week":
            self._go_to(day + timedelta(days=WEEK * steps))
            return
        year, month = divmod(self._day.year * 12 + self._day.month - 1 + steps, 12)
        self._go_to(_in_month(year, month + 1, day.day))

    def show_today(self) -> None:
        """The week or month of today, with today chosen."""
        self._go_to(self._context.today())

    def _connect(self) -> None:
        board = self.board
        for mine, theirs in (
            (self.done_asked, board.done_asked),
            (self.delete_asked, board.delete_asked),
            (self.add_asked, board.add_asked),
            (self.menu_asked, board.menu_asked),
            (self.move_asked, board.move_asked),
            (self.ticks_changed, board.ticks_changed),
        ):
            theirs.connect(mine)
        for arrow, turn in ((self.before, self.back), (self.after, self.on)):
            TurnWhileDragging(arrow, turn)
        board.moved.connect(self._on_moved)
        board.opened.connect(self._on_opened)
        board.turned.connect(self.turn)
        board.left.connect(self._go_to)
        board.today_asked.connect(self.show_today)

    def _go_to(self, day: date) -> None:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            return
        self._day = day
        self.board.want_day(day)
        self.reload()

    def _span(self) -> tuple[date, date]:
        """The first and the last day of what is shown: whole weeks, as they begin where the shop is."""
        if self._mode == "week":
            first = _week_start(self._day)
            return first, first + timedelta(days=WEEK - 1)
        first = _week_start(self._day.replace(day=1))
        end = _in_month(self._day.year, self._day.month, 31)
        return first, _week_start(end) + timedelta(days=WEEK - 1)

    def _name_arrows(self, mode: str) -> None:
        week = mode == "week"
        names = (_("Week before"), _("Next week")) if week else (_("Month before"), _("Next month"))
        keys = (_("{name} (PgUp)"), _("{name} (PgDn)"))
        for arrow, name, tip in zip((self.before, self.after), names, keys, strict=True):
            arrow.setAccessibleName(name)
            arrow.setToolTip(tip.format(name=name))

    def _on_dates(self, on: bool) -> None:
        self._context.memory.keep(DATES, "yes" if on else "no")
        self.reload()

    def _on_moved(self, ids: list[int], day: date) -> None:
        """Days follow a task that leaves them."""
        first, last = self._span()
        if not first <= day <= last:
            self._day = day
        self.moved.emit(ids, day)

    def _on_opened(self, entry: Entry) -> None:
        if entry.task is not None:
            self.task_opened.emit(entry.task.id)
        elif entry.coming is not None:
            self.task_opened.emit(entry.coming.task_id)
        elif entry.what is What.DATES:
            self._open_dates(entry)
        else:
            self.day_opened.emit(entry.day)

    def _open_dates(self, entry: Entry) -> None:
        """The card of the client; of several a menu of them."""
        if entry.count == 1:
            self._context.events.open_client.emit(entry.dates[0].client_id)
            return
        menu = OwnKeysMenu(self.window())
        for one in entry.dates:
            act = menu.addAction(date_line(one).replace("&", "&&"))
            act.triggered.connect(lambda _on=False, one=one: self._context.events.open_client.emit(one.client_id))
        hidden = entry.count - len(entry.dates)
        if hidden > 0:
            menu.addAction(more_text(hidden)).setEnabled(False)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        area = self.board.visualRect(self.board.currentIndex())
        menu.popup(self.board.viewport().mapToGlobal(area.bottomLeft()))


def _days_off(context: AppContext) -> frozenset[int]:
    return frozenset(range(WEEK)) - frozenset(context.settings.working_days)


def _week_start(day: date) -> date:
    first = QLocale().firstDayOfWeek().value
    return day - timedelta(days=(day.isoweekday() - first) % WEEK)


def _in_month(year: int, month: int, day: int) -> date:
    """That day of a month, or its last one."""
    after = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day - 1), after - timedelta(days=1))
