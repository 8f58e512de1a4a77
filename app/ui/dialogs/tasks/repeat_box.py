"""How a task repeats: said in words, or put together below them; the one follows the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _, short_day, weekday_short
from app.services.errors import InvalidValue
from app.services.recurrence import MAX_INTERVAL, WEEKDAYS, Rule, checked, first_on, next_after, read_rule
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_SMALL
from app.ui.widgets.field import Field, name_editor
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.frames import row
from app.ui.widgets.number_box import NumberBox
from app.ui.widgets.texts import label
from app.wording.recurrence import LAST, read_recurrence, recurrence_words

SHOWN = 3  # days that come next
LONGEST = 150  # letters of how often
ONCE = ""
SAME, LAST_DAY, DAYS = "same", "last", "days"


class RepeatBox(QWidget):
    """`due()` is the day on which the task comes first; a rule that begins later, as "every Mon" does on a Saturday,
    moves it on by `move(day)`. Nothing in the line: it comes once, on the day that was asked for."""

    def __init__(
        self,
        due: Callable[[], date],
        move: Callable[[date], object],
        watch: Callable[[Field, Callable[[], object]], object],
    ) -> None:
        super().__init__()
        self._due, self._move, self._asked = due, move, due()
        self._is_moving = False
        self._every, self._anchor = ONCE, "schedule"
        self.words, self.interval, self.month_days = QLineEdit(), NumberBox(1, MAX_INTERVAL), QLineEdit()
        self.unit, self.in_month, self.anchor = QComboBox(), QComboBox(), QComboBox()
        self.weekdays = [QCheckBox(weekday_short(number)) for number in range(len(WEEKDAYS))]
        self._number_of, self._week, self._month = QWidget(), QWidget(), QWidget()
        self._next = label("", "small", "third", wrap=True)
        self._fill_boxes()
        self._place(watch)
        self.words.textEdited.connect(lambda _text: self._take_words())
        for box in (self.unit, self.in_month, self.anchor):
            box.activated.connect(lambda _index: self._put_together())
        self.interval.valueChanged.connect(lambda _value: self._put_together())
        self.month_days.textEdited.connect(lambda _text: self._put_together())
        for tick in self.weekdays:
            tick.clicked.connect(lambda _on=False: self._put_together())
        self._show_parts()

    def value(self) -> tuple[str | None, str]:
        """The RRULE, None for once, and what it counts from. Raises InvalidValue."""
        self.check()
        return self._every or None, self._anchor

    def set_value(self, every: str | None, anchor: str) -> None:
        """Show this."""
        self._every, self._anchor, self._asked = every or ONCE, anchor, self._due()
        self.words.setText(recurrence_words(every, anchor) if every else "")
        self._show_parts()

    def check(self) -> None:
        """Raises InvalidValue for words, or days of the month, that mean nothing."""
        if self.unit.currentData() == "MONTHLY" and self.in_month.currentData() == DAYS:
            self._days()
        text = self.words.text().strip()
        if text:
            read_recurrence(text)

    def due_changed(self) -> None:
        """Another first day is shown; one that was not moved here is the one asked for."""
        if not self._is_moving:
            self._asked = self._due()
        self._show_next()

    def _begin(self) -> None:
        """Show the first day of the rule from the day asked for on."""
        self._is_moving = True
        self._move(first_on(read_rule(self._every), self._asked) if self._every else self._asked)
        self._is_moving = False
        self._show_parts()

    def _show_next(self) -> None:
        """Tell which days come after the first."""
        self._next.setVisible(bool(self._every))
        if not self._every:
            return
        rule, first = read_rule(self._every), self._due()
        days, day = [], first
        for _number in range(SHOWN):
            day = next_after(rule, first, day)
            days.append(short_day(day, first))
        said = _("Done on {day}, it comes again on {days}…") if self._anchor == "completion" else _("Then {days}…")
        shown = days[:1] if self._anchor == "completion" else days
        self._next.setText(said.format(day=short_day(first, first), days=", ".join(shown)))

    def _fill_boxes(self) -> None:
        self.words.setMaxLength(LONGEST)
        self.words.setPlaceholderText(_("once; or “every 2 weeks on Mon”, “monthly on the 31st”…"))
        units = ((ONCE, _("does not repeat")), ("DAILY", _("day(s)")), ("WEEKLY", _("week(s)")))
        for value, text in (*units, ("MONTHLY", _("month(s)")), ("YEARLY", _("year(s)"))):
            self.unit.addItem(text, value)
        modes = ((SAME, _("on the same day")), (LAST_DAY, _("on the last day")), (DAYS, _("on these days:")))
        for value, text in modes:
            self.in_month.addItem(text, value)
        self.anchor.addItem(_("from the planned day"), "schedule")
        self.anchor.addItem(_("from the day it is done"), "completion")
        self.month_days.setPlaceholderText("1, 15")
        self.month_days.setFixedWidth(scaled(130))
        for editor, name in (
            (self.interval, _("Repeat every")),
            (self.unit, _("Unit of time")),
            (self.in_month, _("Day of the month")),
            (self.month_days, _("Days of the month")),
            (self.anchor, _("Counted from")),
        ):
            name_editor(cast(QWidget, editor), name)

    def _place(self, watch: Callable[[Field, Callable[[], object]], object]) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        said = Field(_("How often"), self.words, headed=False)
        watch(said, self.check)
        layout.addWidget(said)
        self._number_of.setLayout(row(label(_("every"), "", "second"), self.interval, spacing=GAP_SMALL))
        layout.addLayout(row(self._number_of, self.unit, None, spacing=GAP_SMALL))
        flow = FlowLayout(GAP)
        self._week.setLayout(flow)
        for number, tick in enumerate(self.weekdays):
            tick.setAccessibleName(weekday_short(number))
            flow.addWidget(tick)
        self._month.setLayout(row(self.in_month, self.month_days, None, spacing=GAP_SMALL))
        layout.addWidget(self._week)
        layout.addWidget(self._month)
        self._counted = QWidget()
        self._counted.setLayout(row(label(_("Counted"), "", "second"), self.anchor, None, spacing=GAP_SMALL))
        layout.addWidget(self._counted)
        layout.addWidget(self._next)

    def _take_words(self) -> None:
        """What is typed, as soon as it means something."""
        text = self.words.text().strip()
        try:
            self._every, self._anchor = read_recurrence(text) if text else (ONCE, self._anchor)
        except InvalidValue:
            self._next.hide()
            return
        self._begin()

    def _put_together(self) -> None:
        """What is chosen below, in words."""
        self._anchor = self.anchor.currentData()
        try:
            self._every = self._chosen()
        except InvalidValue:
            return
        self.words.setText(recurrence_words(self._every, self._anchor) if self._every else "")
        self._begin()

    def _chosen(self) -> str:
        freq = self.unit.currentData()
        if freq == ONCE:
            return ONCE
        weekdays = tuple(number for number, tick in enumerate(self.weekdays) if tick.isChecked())
        days = {SAME: (), LAST_DAY: (LAST,)}.get(self.in_month.currentData())
        if days is None and freq == "MONTHLY":
            self._enable()
            days = self._days()
        return checked(
            Rule(
                freq,
                self.interval.value(),
                weekdays if freq == "WEEKLY" else (),
                tuple(days or ()) if freq == "MONTHLY" else (),
            )
        )

    def _days(self) -> tuple[int, ...]:
        typed = self.month_days.text().replace(",", " ").split()
        known = {str(day): day for day in range(1, 32)} | {_("last"): LAST}
        if not typed or not all(word in known for word in typed):
            raise InvalidValue(field="month_days", value=self.month_days.text())
        return tuple(sorted({known[word] for word in typed}))

    def _show_parts(self) -> None:
        """The boxes as the rule is."""
        rule = read_rule(self._every) if self._every else Rule(ONCE)
        freq = "WEEKLY" if rule.weekdays else rule.freq
        self.unit.setCurrentIndex(max(0, self.unit.findData(freq)))
        self.interval.blockSignals(True)  # it tells of what is set by us, too
        self.interval.setValue(rule.interval)
        self.interval.blockSignals(False)
        for number, tick in enumerate(self.weekdays):
            tick.setChecked(number in rule.weekdays)
        mode = SAME if not rule.month_days else LAST_DAY if rule.month_days == (LAST,) else DAYS
        self.in_month.setCurrentIndex(self.in_month.findData(mode))
        if mode == DAYS and not self.month_days.hasFocus():
            days = sorted(rule.month_days, key=lambda day: (day == LAST, day))
            self.month_days.setText(", ".join(_("last") if day == LAST else str(day) for day in days))
            self.month_days.setCursorPosition(0)
        self.anchor.setCurrentIndex(self.anchor.findData(self._anchor))
        self._enable()
        self._show_next()

    def _enable(self) -> None:
        """Only what has a meaning now is there."""
        freq = self.unit.currentData()
        self._number_of.setVisible(freq != ONCE)
        self._week.setVisible(freq == "WEEKLY")
        self._month.setVisible(freq == "MONTHLY")
        self.month_days.setVisible(self.in_month.currentData() == DAYS)
        self._counted.setVisible(freq != ONCE)
