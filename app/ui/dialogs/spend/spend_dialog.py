"""What was spent on marketing: for which source of clients, over which days, and how much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _
from app.services.errors import InvalidValue
from app.services.spend import Spend, add_spend, save_spend, sources_in_use
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.spend.acts import delete_spend
from app.ui.dialogs.suggest import SuggestLine
from app.ui.theme.size import scaled
from app.ui.widgets.buttons import button
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.frames import row
from app.ui.widgets.typed import minor_of, minor_text

WIDTH = 480
SUM_WIDTH = 150
DAY = timedelta(days=1)


class SpendDialog(FormDialog):
    """`start` is the entry to change, or the source of a new one. A new one is of this month up to today."""

    def __init__(self, context: AppContext, start: Spend | str, parent: QWidget) -> None:
        self._before = start if isinstance(start, Spend) else None
        texts = (_("Marketing spend"), _("Save")) if self._before else (_("New marketing spend"), _("Add"))
        super().__init__(context, *texts, parent)
        self.setMinimumWidth(scaled(WIDTH))
        today = context.today()
        self.source: SuggestLine[str] = SuggestLine(context, self._in_use, str)
        self.first_day, self.last_day = DateEdit(today.replace(day=1)), DateEdit(today)
        self.sum, self.note = QLineEdit(), QLineEdit()
        self._add_fields()
        self._add_days(today)
        self._add_sum()
        self._fill("" if self._before else str(start))

    def prepare(self) -> Callable[[], int]:
        db, now = self.context.db, self.context.now()
        source, note, sum_ = self.source.text(), self.note.text(), self._sum()
        first, last = self.first_day.day(), self.last_day.day()
        before = self._before
        if before is None:
            return lambda: add_spend(db, source, first, last, sum_, now, note)
        changed = replace(before, source=source, first_day=first, last_day=last, sum=sum_, note=note)

        def write() -> int:
            save_spend(db, changed, now)
            return changed.id

        return write

    def _add_fields(self) -> None:
        self.source.setPlaceholderText(_("2GIS, social network, fair, leaflets…"))
        self.add_field(
            _("Where these clients come from"),
            self.source,
            _("As it stands on the clients' cards: a new client's cost is counted by it. Empty: for all of them."),
        )

    def _add_days(self, today: date) -> None:
        last_month = today.replace(day=1) - DAY
        choices = (
            (_("This month"), today.replace(day=1), today),
            (_("Last month"), last_month.replace(day=1), last_month),
            (_("A year up to today"), _year_before(today), today),
        )
        until = Field(_("Until, the last day"), self.last_day)
        self.watch(until, self._check_days)
        self.form.addLayout(row(Field(_("From, the first day"), self.first_day), 12, until, None))
        chips = [button(text, partial(self._take_days, *days), small=True) for text, *days in choices]
        self.form.addLayout(row(*chips, None, spacing=4))

    def _add_sum(self) -> None:
        self.sum.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.sum.setFixedWidth(scaled(SUM_WIDTH))
        field = Field(_("How much was paid"), self.sum)
        self.watch(field, self._sum)
        self.form.addLayout(row(field, None))
        self.note.setPlaceholderText(_("what it was for: a banner, a stall, an advertisement"))
        self.add_field(_("Note"), self.note)

    def _fill(self, source: str) -> None:
        before = self._before
        if before is None:
            self.source.setText(source)
            self.first = self.sum if source else self.source
            return
        self.source.setText(before.source)
        self.first_day.set_day(before.first_day)
        self.last_day.set_day(before.last_day)
        self.sum.setText(minor_text(before.sum))
        self.note.setText(before.note)
        self.first = self.sum
        self.foot.insertWidget(0, button(_("Delete"), self._delete, kind="ghost"))

    def _take_days(self, first: date, last: date) -> None:
        self.first_day.set_day(first)
        self.last_day.set_day(last)

    def _check_days(self) -> None:
        if self.last_day.day() < self.first_day.day():
            raise InvalidValue(field="until", value=f"{self.last_day.day():%d.%m.%Y}", why="before")

    def _sum(self) -> int:
        """Raises InvalidValue for what is no sum of money."""
        sum_ = minor_of(self.sum.text())
        if sum_ is None or sum_ <= 0:
            raise InvalidValue(field="spend_sum", value=self.sum.text())
        return sum_

    def _in_use(self, typed: str) -> tuple[str, ...]:
        return sources_in_use(self.context.db, typed)

    def _delete(self) -> None:
        assert self._before is not None  # there is no button without
        delete_spend(self.context, self._before)
        self.reject()


def _year_before(today: date) -> date:
    """The first of the 365 days that end with today."""
    return today - timedelta(days=364)
