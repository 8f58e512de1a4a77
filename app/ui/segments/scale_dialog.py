"""How the groups are counted: the steps, in days or in fifths of the clients, the window, and what the groups are
called; how many each would have is told while one types."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from app.i18n import _, number_text
from app.services.errors import AppError, InvalidValue
from app.services.segments.groups import GROUPS
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.segments.steps import StepsLine
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_SMALL
from app.ui.widgets.buttons import button
from app.ui.widgets.field import Field
from app.ui.widgets.texts import label
from app.wording.counts import days_count
from app.wording.failures import error_sentence
from app.wording.segments import segment_name

if TYPE_CHECKING:
    from app.services.segments.map import SegmentMap
    from app.services.segments.settings import SegmentSettings, Steps

TYPING_MS = 250  # the groups are counted once typing rests
WIDTH = 560
NUMBER_WIDTH = 90


class ScaleDialog(FormDialog):
    """Saved as one action with Undo. The counts beside the names are those that this scale would make."""

    def __init__(self, context: AppContext, settings: SegmentSettings, parent: QWidget) -> None:
        super().__init__(context, _("How the groups are counted"), _("Save"), parent)
        self.setMinimumWidth(scaled(WIDTH))
        self._counts: dict[str, QLabel] = {}
        self.names: dict[str, QLineEdit] = {}
        self.method, self.unit, self.window_days = QComboBox(), QComboBox(), QLineEdit()
        self.recency = StepsLine([_("5: up to"), _("4: up to"), _("3: up to"), _("2: up to")], _("How lately"))
        self.frequency = StepsLine([_("1: up to"), _("2: up to"), _("3: up to"), _("4: up to")], _("How often"))
        self.gap = label("", "small", "second", wrap=True)
        self._saved, self._unit = settings, settings.recency_unit
        self._days: Steps | None = None
        self._gaps: Steps | None = None
        self._median: float | None = None
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._count)
        self._build()
        self.show_settings(settings)
        self._connect()
        self._count()

    def _build(self) -> None:
        self.method.addItem(_("The shop’s own steps"), "ladder")
        self.method.addItem(_("Fifths of the clients (classic RFM)"), "quintile")
        self.unit.addItem(_("in usual gaps between purchases of the shop"), "median")
        self.unit.addItem(_("in days"), "days")
        self.window_days.setPlaceholderText(_("all time"))
        self.add_field(
            _("Scores from 1 to 5 are made by"),
            self.method,
            _("The steps mean the same every month; fifths always have a best and a worst fifth, however all fare."),
        )
        self.unit_field = self.add_field(_("Days since the last purchase are counted"), self.unit)
        self.recency_field = Field(_("How lately they bought, 5 is best"), self.recency)
        self.frequency_field = Field(_("How many purchases, 5 is best"), self.frequency)
        for part in (self.gap, self.recency_field, self.frequency_field):
            self.form.addWidget(part)
        self.add_field(_("Only purchases of the last days"), self.window_days, _("Empty: of all time"))
        self.form.addWidget(label(_("The groups, and how many clients each would have"), "strong"))
        self.form.addLayout(self._name_lines())
        self.foot.insertWidget(0, button(_("As in the beginning"), self._reset, kind="link"))

    def _name_lines(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GAP_SMALL)
        half = (len(GROUPS) + 1) // 2
        for number, code in enumerate(GROUPS):
            line, count = QLineEdit(), label("", "", "second")
            line.setPlaceholderText(segment_name(code))
            line.setAccessibleName(_("Name of the group {name}").format(name=segment_name(code)))
            count.setMinimumWidth(scaled(NUMBER_WIDTH // 2))
            place, side = number % half, number // half * 2
            grid.addWidget(line, place, side)
            grid.addWidget(count, place, side + 1)
            self.names[code], self._counts[code] = line, count
        return grid

    def _connect(self) -> None:
        self.method.activated.connect(lambda _index: self._on_changed())
        self.unit.activated.connect(lambda _index: self._on_unit())
        for line in (*self.recency.lines, *self.frequency.lines, self.window_days):
            line.textEdited.connect(lambda _text: self._on_changed())

    def show_settings(self, settings: SegmentSettings) -> None:
        """Put these into the fields."""
        self.method.setCurrentIndex(self.method.findData(settings.method))
        self.unit.setCurrentIndex(self.unit.findData(settings.recency_unit))
        self.recency.show_steps(settings.recency)
        self.frequency.show_steps(settings.frequency)
        self.window_days.setText("" if settings.window_days is None else str(settings.window_days))
        for code, line in self.names.items():
            line.setText(settings.names.get(code, ""))
        self._unit, self._days, self._gaps = settings.recency_unit, None, None
        self._show_steps()

    def settings(self) -> SegmentSettings:
        """What the fields say. Raises InvalidValue."""
        from app.services.segments.settings import SegmentSettings, check_segment_settings

        window = self.window_days.text().strip()
        if window and not window.isdecimal():
            raise InvalidValue(field="segment_window", value=window)
        made = SegmentSettings(
            method=self.method.currentData(),
            recency_unit=self.unit.currentData(),
            recency=self._steps(self.recency, "recency_steps", self._saved.recency),
            frequency=self._steps(self.frequency, "frequency_steps", self._saved.frequency),
            window_days=int(window) if window else None,
            names={code: line.text().strip() for code, line in self.names.items() if line.text().strip()},
        )
        check_segment_settings(made)
        return made

    def _steps(self, line: StepsLine, field: str, saved: Steps) -> Steps:
        """What is typed; steps that cannot be seen stay as they are saved where something else stands there."""
        try:
            return line.steps(field)
        except InvalidValue:
            if self._has_steps():
                raise
            return saved

    def prepare(self) -> Callable[[], int]:
        from app.services.segments.settings import save_segment_settings

        settings, now = self.settings(), self.context.now()
        return lambda: save_segment_settings(self.context.db, settings, now)

    def _on_changed(self) -> None:
        self._show_steps()
        self._typing.start()

    def _on_unit(self) -> None:
        """Steps in days that mean what the typed gaps do; back in gaps those from before, which is why they are
        kept, and the days with them as long as nobody changes the gaps."""
        from app.services.segments.settings import SegmentSettings, in_days

        before, self._unit = self._unit, self.unit.currentData()
        typed = None
        with suppress(InvalidValue):
            typed = self.recency.steps("recency_steps")
        if before != self._unit and before == "days":
            self._days, self._gaps = typed, self._gaps or SegmentSettings().recency
            self.recency.show_steps(self._gaps)
        elif before != self._unit:
            kept = self._days if typed == self._gaps else None
            self._gaps = typed
            self.recency.show_steps(kept or in_days(typed, self._median))
        self._on_changed()

    def _has_steps(self) -> bool:
        return self.method.currentData() == "ladder"

    def _show_steps(self) -> None:
        """Fifths have no steps of their own."""
        own = self._has_steps()
        for part in (self.unit_field, self.recency_field, self.frequency_field):
            part.setVisible(own)
        self.gap.setVisible(own and self.unit.currentData() == "median")

    def _reset(self) -> None:
        from app.services.segments.settings import SegmentSettings

        self.show_settings(SegmentSettings())
        self._count()

    def _count(self) -> None:
        """How many clients each group would have."""
        try:
            settings = replace(self.settings(), names={})
        except AppError as error:
            self.tell_problem(error_sentence(error))
            return
        self.forget_problem()
        db, today = self.context.db, self.context.today()

        def work(_report: object) -> SegmentMap:
            from app.services.segments.map import segment_map

            return segment_map(db, None, today, settings=settings)

        self.context.jobs.run(work, on_done=self._show_counts, owner=self)

    def _show_counts(self, found: SegmentMap) -> None:
        if self._has_steps() and self.unit.currentData() == "median":
            self._median = found.scale.median_days
            self.gap.setText(gap_text(self._median))
        for code, shown in self._counts.items():
            shown.setText(number_text(found.groups[code].clients))


def gap_text(median: float | None) -> str:
    """How long the gap is that the steps are counted in."""
    if median is None:
        return _("The usual gap is not known yet: until it is, the steps are 30, 60, 90 and 180 days.")
    return _("A usual gap is {days} now.").format(days=days_count(round(median)))
