"""The numbers of repeat sales, each with its formula and the clients behind it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import Area
from app.services.errors import Cancelled
from app.ui.context import AppContext
from app.ui.exporting import export_to_file, file_name
from app.ui.reports.head import ReportHead
from app.ui.reports.page_actions import page_actions
from app.ui.reports.parts_list import PARTS, build_part
from app.ui.reports.periods import ALL, days_text
from app.ui.reports.reading import Counted, compared_of, period_of, read_report
from app.ui.reports.state import Shown
from app.ui.shell.focus import focus_again, focus_path
from app.ui.theme.tokens import GAP, GAP_PAGE
from app.ui.widgets.action import Action, tip
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import ScrollingArea, line, row
from app.ui.widgets.page import Page
from app.ui.widgets.progress import ProgressStrip
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from app.services.exports.export import Exported
    from app.ui.background import Report as Progress

KEPT = "reports/shown"
WAIT_MS = 500  # before how far it is is told
FIRST = next(iter(PARTS))


class ReportsPage(Page):
    """Ctrl+D asks for the period, Ctrl+Tab turns to the next part; the last numbers stay while others are counted."""

    areas: ClassVar[frozenset[Area]] = frozenset(
        {
            Area.PURCHASES,
            Area.CLIENTS,
            Area.PRODUCTS,
            Area.ENQUIRIES,
            Area.AFTERSALE,
            Area.IMPORTS,
            Area.SETTINGS,
            Area.SPEND,
            Area.FORECAST,
        }
    )
    top_actions: ClassVar[tuple[str, ...]] = ()

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        shown = Shown.from_kept(context.memory.kept_json(KEPT))
        self.shown = shown if shown.part in PARTS else replace(shown, part=FIRST)
        self.counted: Counted | None = None
        self._built: dict[str, QWidget] = {}  # what was made of the numbers, by the part
        self._choices: dict[str, dict[str, Any]] = {}  # how tables are sorted and what is compared, by the part
        self.head = ReportHead({key: part.title for key, part in PARTS.items()}, context.today)
        self.progress = ProgressStrip(context.clock.monotonic, self.cancel)
        self._slow = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._slow.timeout.connect(self.show_progress)
        self._build()
        self._connect()
        self.hand_focus_to(self.head.bar)
        self._show_state()

    def _build(self) -> None:
        self.no_purchases = EmptyState(
            _("Numbers appear with the first purchases. Write one down, or bring in an Excel file with past sales."),
            _("Import an Excel file"),
            lambda: self.context.events.show_page.emit("import"),
            icon_name="chart-column",
            primary=True,
        )
        self.waiting = EmptyState(_("The numbers are being counted."), icon_name="chart-column")
        self.old = QFrame()
        self.old.setLayout(row(label(_("Counting was left off."), "", "warn"), None, self._again()))
        self.nothing_sold = QFrame()
        all_time = button(_("All time"), lambda: self.change(replace(self.shown, period=ALL)), small=True)
        self.nothing_sold.setLayout(row(label(_("Nothing was sold in these days.")), None, all_time))
        self.area = ScrollingArea()
        self._pages = QWidget()
        self._pages_layout = QVBoxLayout(self._pages)
        self._pages_layout.setContentsMargins(GAP_PAGE, GAP, GAP_PAGE, GAP_PAGE)
        self.area.hold(self._pages)
        self._stack = QStackedWidget()
        for part in (self.waiting, self.area, self.no_purchases):
            self._stack.addWidget(part)
        above = QVBoxLayout()
        above.setContentsMargins(GAP_PAGE, 0, GAP_PAGE, 0)
        for one in (self.progress, self.old, self.nothing_sold):
            above.addWidget(one)
            one.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(line())
        layout.addSpacing(GAP)
        layout.addLayout(above)
        layout.addWidget(self._stack, 1)

    def _again(self) -> QWidget:
        return button(_("Count again"), self.reload, small=True)

    def _connect(self) -> None:
        head = self.head
        head.changed.connect(self.change)
        head.part_asked.connect(self.show_part)
        head.print_button.clicked.connect(lambda _on=False: self.print_report())
        head.excel_button.clicked.connect(lambda _on=False: self.export())
        for part, name in (
            (head.period_button, "period"),
            (head.compare_button, "compare"),
            (head.print_button, "print"),
            (head.excel_button, "export"),
        ):
            part.setToolTip(tip(self.action(name)))

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        return page_actions(lambda: self)

    def has_report(self) -> bool:
        """Whether there are numbers to print."""
        return self.counted is not None and self.counted.any

    def reload(self) -> None:
        """Count again; what is shown stays until then."""
        shown = self.shown
        self.drop("report")
        self.old.hide()
        self._slow.start()
        self._jobs["report"] = self.context.jobs.run(
            lambda progress: read_report(self.context, shown, progress),
            on_done=self._show_counted,
            on_failed=self._on_failed,
            lane="long",
            owner=self,
        )

    def cancel(self) -> None:
        """Leave off counting; the numbers of before stay, and so does their period, or they are marked as old."""
        self.drop("report")
        self._rest()
        before = None if self.counted is None else replace(self.counted.shown, part=self.shown.part)
        if before is None or before == self.shown:
            self.old.show()
            return
        self.shown = before
        self._keep()
        self._show_state()

    def change(self, shown: Shown) -> None:
        """The numbers of another period, or against another one."""
        if shown == self.shown:
            return
        self.shown = shown
        self._keep()
        self._show_state()
        self.reload()

    def show_part(self, part: str) -> None:
        """Another part of the same report."""
        self.shown = replace(self.shown, part=part)
        self._keep()
        self.head.show_part(part)
        self._show_built()
        self.area.verticalScrollBar().setValue(0)

    def scroll_down(self, screens: int) -> None:
        """So many screens further down."""
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + screens * bar.pageStep())

    def print_report(self) -> None:
        """The whole report on paper, or as PDF."""
        if self.counted is not None and self.has_report():
            from app.ui.reports.desk import Desk
            from app.ui.reports.paper import print_report

            print_report(Desk(self.context, self.counted.report), self)

    def export(self) -> None:
        """The whole report as a file."""
        if self.counted is None or not self.has_report():
            return
        report, context = self.counted.report, self.context

        def write(place: Path, progress: Progress) -> Exported:
            from app.services.exports.report import export_report
            from app.wording.report_file import report_words

            return export_report(context.db, place, report, report_words(context.settings.currency), progress)

        days = days_text(report.period, context.today())
        export_to_file(context, self, file_name(_("Report {days}").format(days=days)), write)

    def state(self) -> object:
        return self.shown, self.counted

    def restore(self, state: object) -> None:
        if isinstance(state, tuple) and isinstance(state[0], Shown):
            self.shown = state[0]
            self._show_state()
            if isinstance(state[1], Counted):  # at once; what changed since is counted in a moment
                self._show_counted(state[1])

    def _keep(self) -> None:
        self.context.memory.keep(KEPT, json.dumps(self.shown.to_keep()))

    def _show_state(self) -> None:
        days = period_of(self.shown, self.counted, self.context)
        opened = None if self.counted is None else self.counted.report.opened
        self.head.show_state(self.shown, days, compared_of(self.shown, self.counted, self.context), opened)
        self.head.show_part(self.shown.part)

    def _show_counted(self, counted: Counted) -> None:
        self._rest()
        before = self._built.get(self.shown.part)
        focused = [] if before is None else focus_path(before)
        scrolled = self.area.verticalScrollBar().value()
        self.counted = counted
        self._show_state()
        self._leave_built()
        self._show_built()
        self.area.verticalScrollBar().setValue(scrolled)
        if focused and self.shown.part in self._built:
            focus_again(self._built[self.shown.part], focused)
        for one in (self.head.print_button, self.head.excel_button):
            one.setEnabled(counted.any)
        self.nothing_sold.setVisible(counted.any and not counted.report.figures["receipts"].value)

    def _leave_built(self) -> None:
        """What was made of the numbers of before goes; what was chosen in it is kept."""
        for part, content in self._built.items():
            from app.ui.reports.choices import choices_of

            self._choices[part] = choices_of(content)
            self._pages_layout.removeWidget(content)
            content.hide()
            content.deleteLater()
        self._built.clear()

    def _show_built(self) -> None:
        """The part that is shown, made now if it was not before."""
        if self.counted is None:
            return
        if not self.counted.any:
            self._stack.setCurrentWidget(self.no_purchases)
            return
        part = self.shown.part
        if part not in self._built:
            from app.ui.reports.choices import choose_again
            from app.ui.reports.desk import Desk

            content = build_part(part, Desk(self.context, self.counted.report))
            choose_again(content, self._choices.get(part, {}))
            self._built[part] = content
            self._pages_layout.addWidget(content)
        for key, content in self._built.items():
            content.setVisible(key == part)
        self._stack.setCurrentWidget(self.area)

    def _on_failed(self, error: Exception) -> None:
        self._rest()
        self.old.show()
        if not isinstance(error, Cancelled):
            self.context.messages.show_error(error)

    def show_progress(self) -> None:
        """Tell that it is being counted, where that takes longer than a moment."""
        if self.is_busy():
            days = period_of(self.shown, None, self.context)
            told = _("All time") if days is None else days_text(days, self.context.today())
            self.progress.start(_("Counting: {days}").format(days=told))
            self.progress.show()

    def _rest(self) -> None:
        self._slow.stop()
        self.progress.hide()
