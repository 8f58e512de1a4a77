"""The average receipt before and after a day: when a campaign began, when a price changed, or any day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QLabel

from app.i18n import _, short_day
from app.services.report.before_after import DAYS, BeforeAfter, Side, Turn
from app.services.report.period import ONE_DAY, Period
from app.ui.reports.desk import Desk
from app.ui.reports.parts.sources import source_name
from app.ui.reports.periods import days_text
from app.ui.reports.words import money_text
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP_SMALL, GAP_WIDE
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.frames import Card, FigureTile, row
from app.ui.widgets.texts import label, set_look
from app.wording.counts import days_count, receipts_count

if TYPE_CHECKING:
    from app.ui.background import Job, Report

LENGTHS = (14, DAYS, 60, 90)  # days on each side
WIDEST = 320


class BeforeAfterCard(Card):
    """Choose what happened, or a day; the two sides and what can be said of them stand below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=GAP_WIDE)
        self._desk = desk
        self._job: Job | None = None
        self._turns: tuple[Turn, ...] = desk.report.sections.turns
        self.turns, self.lengths = QComboBox(), QComboBox()
        self.day = DateEdit(desk.today - (DAYS - 1) * ONE_DAY)  # so long ago that both sides are whole
        self.before, self.after = FigureTile("", "", " "), FigureTile("", "", " ")
        self.change = FigureTile(_("Difference"), "", " ")
        self.verdict: QLabel = label("", wrap=True)
        self.setAccessibleName(_("The average receipt before and after"))
        self._build()
        self._read()

    def choice(self) -> tuple[Turn | None, QDate, int]:
        """What happened, None for another day; that day; the days on each side."""
        return self._chosen(), self.day.date(), int(self.lengths.currentData())

    def choose_again(self, choice: tuple[Turn | None, QDate, int]) -> None:
        """Compare the same, unless it is gone."""
        turn, day, length = choice
        if turn is None or turn in self._turns:
            self.turns.setCurrentIndex(len(self._turns) if turn is None else self._turns.index(turn))
        self.day.setDate(day)
        self.lengths.setCurrentIndex(LENGTHS.index(length))

    def _build(self) -> None:
        self.body.addWidget(label(_("The average receipt before and after"), "strong"))
        for turn in self._turns:
            self.turns.addItem(turn_text(turn, self._desk.today))
        self.turns.addItem(_("Another day"))
        self.turns.setAccessibleName(_("What happened"))
        self.turns.setMaximumWidth(scaled(WIDEST))
        for days in LENGTHS:
            self.lengths.addItem(_("{days} on each side").format(days=days_count(days)), days)
        self.lengths.setCurrentIndex(LENGTHS.index(DAYS))
        self.lengths.setAccessibleName(_("How many days are compared"))
        self.day.setAccessibleName(_("Day"))
        self.day.setMaximumDate(QDate(*self._desk.today.timetuple()[:3]))
        self.body.addLayout(row(self.turns, self.day, self.lengths, None))
        for tile in (self.before, self.after, self.change):
            inside = tile.layout()
            assert inside is not None
            inside.setContentsMargins(0, GAP_SMALL, GAP_WIDE, GAP_SMALL)  # in line with what is above
        self.body.addLayout(row(self.before, self.after, self.change, spacing=0))
        self.body.addWidget(self.verdict)
        self.turns.currentIndexChanged.connect(lambda _index: self._read())
        self.lengths.currentIndexChanged.connect(lambda _index: self._read())
        self.day.dateChanged.connect(lambda _day: self._read())

    def _chosen(self) -> Turn | None:
        number = self.turns.currentIndex()
        return self._turns[number] if number < len(self._turns) else None

    def _read(self) -> None:
        turn = self._chosen()
        self.day.setVisible(turn is None)
        shown = self.day.date()
        day = date(shown.year(), shown.month(), shown.day()) if turn is None else turn.day
        product = turn.id if turn is not None and turn.kind == "price" else None
        desk, days = self._desk, int(self.lengths.currentData())

        def read(_report: Report) -> BeforeAfter:
            from app.services.report.before_after import average_before_after

            return average_before_after(desk.context.db, day, desk.today, days, product)

        if self._job is not None:
            self._job.drop()
        self._job = desk.context.jobs.run(read, on_done=self._show, lane="long", owner=self)

    def _show(self, found: BeforeAfter) -> None:
        currency = self._desk.currency
        for tile, side, title in (
            (self.before, found.before, _("Before")),
            (self.after, found.after, _("From that day on")),
        ):
            self._show_side(tile, side, title)
        grown = found.change is not None and found.change > 0
        sign = "+" if grown else ""
        _say(self.change, _("Difference"), sign + money_text(found.change, currency), interval_text(found, currency))
        self.verdict.setText(verdict_text(found))
        tone = ("accent" if grown else "bad") if found.is_sure else "second"
        set_look(self.verdict, tone=tone)

    def _show_side(self, tile: FigureTile, side: Side, title: str) -> None:
        days = days_text(Period(side.first, side.last), self._desk.today)
        average = money_text(side.average, self._desk.currency)
        _say(tile, f"{title}: {days}", average, receipts_count(side.receipts))


def turn_text(turn: Turn, today: date) -> str:
    """ "12 Nov: campaign VK", "3 Oct: new price of Beans"."""
    words = _("{day}: campaign {name}") if turn.kind == "campaign" else _("{day}: new price of {name}")
    name = source_name(turn.title) if turn.kind == "campaign" else turn.title
    return words.format(day=short_day(turn.day, today), name=name)


def interval_text(found: BeforeAfter, currency: str) -> str:
    """Between what the difference lies, 95 times of a hundred."""
    if found.low is None or found.high is None:
        return ""
    return _("between {low} and {high}").format(
        low=money_text(found.low, currency), high=money_text(found.high, currency)
    )


def verdict_text(found: BeforeAfter) -> str:
    """What can be said of the two sides."""
    if found.change is None:
        return _("There are too few receipts on one of the sides.")
    if found.few:
        return _("Too early to say: it takes 30 receipts on each side.")
    if not found.is_sure:
        return _("No difference that could not be chance.")
    return _("The average receipt grew.") if found.change > 0 else _("The average receipt fell.")


def _say(tile: FigureTile, title: str, figure: str, note: str) -> None:
    tile.title.setText(title)
    tile.figure.setText(figure)
    tile.note.setText(note)
    tile.setAccessibleName(f"{title}: {figure}. {note}")
