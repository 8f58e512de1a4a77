"""The Today page: people to contact on the left; the chosen one, the message and a few figures on the right."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import Area
from app.ui.context import AppContext
from app.ui.exporting import export_to_file
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP_CARD, GAP_PAGE
from app.ui.today.actions import act
from app.ui.today.empty import FirstSteps, all_done, all_done_words, enough
from app.ui.today.figures import figures_column
from app.ui.today.foot import DayFoot
from app.ui.today.page_actions import page_actions
from app.ui.today.paused import PausedStrip
from app.ui.today.people import Person
from app.ui.today.people_list import MORE_AT_ONCE, PeopleList
from app.ui.today.person_panel import PersonPanel
from app.ui.today.reading import Day, read_day
from app.ui.today.words import headline, second_line
from app.ui.widgets.action import Action
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.frames import Card, ScrollingArea, row
from app.ui.widgets.page import Page
from app.ui.widgets.texts import label, set_look

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard
    from app.services.exports.export import Exported
    from app.services.reminders.items import DueItem
    from app.services.today_figures import TodayFigures
    from app.ui.background import Report

RIGHT_WIDTH, RIGHT_NARROW = 380, 348
NARROW, LIST_ONLY = 1120, 900  # px; a narrower page gives the list more of the width, and then all of it
CHOOSING_MS = 60
EDGE = 40
COUNTED = frozenset({Area.CLIENTS, Area.PURCHASES, Area.IMPORTS, Area.SETTINGS})  # what the figures are made of
SCROLL_BAR = 12  # its width in the style sheet


class TodayPage(Page):
    """Arrows go through the people; the other keys are in `actions`."""

    areas: ClassVar[frozenset[Area]] = frozenset(
        {Area.REMINDERS, Area.TASKS, Area.ENQUIRIES, Area.AFTERSALE, Area.PRODUCTS}
        | {Area.CLIENTS, Area.PURCHASES, Area.IMPORTS, Area.SETTINGS}
    )
    has_primary: ClassVar[bool] = True

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._wanted: str | None = None
        self._most = MORE_AT_ONCE
        self._everybody = False  # those too who wait for another day
        self._figures: TodayFigures | None = None
        self._figures_for: date | None = None  # None: something changed, read them with the next reload
        self.setAcceptDrops(True)
        self.title, self.second = label("", "title", wrap=True), label("", "", "second", wrap=True)
        self.people = PeopleList(context, self._act)
        self.panel = PersonPanel(context)
        self.first_steps = FirstSteps(context, self._choose_files)
        self._build()
        self._choosing = QTimer(self, singleShot=True, interval=CHOOSING_MS)
        self._choosing.timeout.connect(self._read_card)
        self.people.chosen.connect(self._on_chosen)
        self.people.row_shown.connect(self._scroll_to)
        self.people.more_wanted.connect(self._read_more)
        context.events.changed.connect(self._on_changed)
        for before, after in pairwise((self.export_button, self.paused.resume, *self.foot.buttons(), self.people)):
            self.setTabOrder(before, after)  # Shift+Tab from the people leads to the foot, not over all of them

    def _build(self) -> None:
        self.area = ScrollingArea(self.people)
        self.done, self.enough = all_done(self._show_clients), enough(self._show_clients)
        self._stack = QStackedWidget()
        for part in (self.area, self.done, self.enough, self.first_steps):
            self._stack.addWidget(part)
        self._frame = Card(padding=0, spacing=0)
        self.foot = DayFoot(self.context, self._show_everybody)
        self._frame.body.addWidget(self._stack, 1)
        self._frame.body.addWidget(self.foot)
        head = QVBoxLayout()
        head.setSpacing(2)
        self.export_button = icon_button("file-spreadsheet", _("Save this list as Excel…"), self.export)
        first = row(self.title, self.export_button)
        first.setStretch(0, 1)
        head.addLayout(first)
        head.addWidget(self.second)
        left = QVBoxLayout()
        left.setSpacing(14)
        left.addLayout(head)
        self.paused = PausedStrip(self.context)
        left.addWidget(self.paused)
        left.addWidget(self._frame, 1)
        side = QWidget()
        self._side_layout = QVBoxLayout(side)
        self._side_layout.setContentsMargins(0, 0, 0, 0)
        self._side_layout.setSpacing(14)
        self._side_layout.addWidget(self.panel)
        self._numbers = QWidget()
        self._side_layout.addWidget(self._numbers)
        self._side_layout.addStretch(1)
        self.panel.hide()
        self._side = ScrollingArea(side)
        self._side.verticalScrollBar().rangeChanged.connect(lambda _low, high: self._leave_room(high > 0))
        self._leave_room(False)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE - SCROLL_BAR, GAP_PAGE)
        self._layout.setSpacing(GAP_CARD)
        self._layout.addLayout(left, 1)
        self._layout.addWidget(self._side)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The people have the keyboard. A focus proxy would be a stop of Tab itself, before all that stands above."""
        super().focusInEvent(event)
        self.people.setFocus(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_side()
        self._side.setFixedWidth(scaled(RIGHT_NARROW if self.width() < scaled(NARROW) else RIGHT_WIDTH) + SCROLL_BAR)

    def _show_side(self) -> None:
        """The right column, unless there is nobody yet or no room."""
        self._side.setVisible(self._stack.currentWidget() is not self.first_steps and self.width() >= scaled(LIST_ONLY))

    def _leave_room(self, scrolls: bool) -> None:
        """The scroll bar stands in the margin of the page, so that the cards keep their width."""
        self._side_layout.setContentsMargins(0, 0, 0 if scrolls else SCROLL_BAR, 0)

    def reload(self) -> None:
        """Read what is due, then the figures."""
        self.read("day", lambda _report: self._read_day(), self._show_day)
        self._refresh_figures()

    def is_busy(self) -> bool:
        """True while anything on the page is being read."""
        return super().is_busy() or self._choosing.isActive() or self.people.is_filling()

    def client_id(self) -> int | None:
        """The chosen person."""
        person = self.people.current()
        return person.client_id if person else None

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """Of the person that the list stands at, and of the list."""
        return page_actions(lambda: self)

    def state(self) -> object:
        """The chosen person."""
        person = self.people.current()
        return person.key if person else None

    def restore(self, state: object) -> None:
        """Choose the person that was chosen."""
        self._wanted = state if isinstance(state, str) else None

    def _read_day(self) -> Day:
        return read_day(self.context, self._most, self._everybody)

    def _read_more(self) -> None:
        """As many more of each kind as there were at first."""
        self._most += MORE_AT_ONCE
        self.read("day", lambda _report: self._read_day(), self._show_day)

    def _show_everybody(self, everybody: bool) -> None:
        """The most people a day hides nobody, or hides them again."""
        self._everybody = everybody
        self.read("day", lambda _report: self._read_day(), self._show_day)

    def export(self) -> None:
        """Everybody on the list, with reason and message, as a file."""
        db, today, now = self.context.db, self.context.today(), self.context.now()

        def write(place: Path, report: Report) -> Exported:
            from app.services.exports.export import export_today
            from app.services.reminders.today.due import list_due
            from app.wording.files import export_words

            return export_today(place, list_due(db, today, now=now), export_words(), report)

        export_to_file(self.context, self, _("Today"), write)

    def _read_figures(self) -> TodayFigures:
        from app.services.today_figures import get_today_figures

        return get_today_figures(self.context.db, self.context.today())

    def _show_day(self, day: Day) -> None:
        settings, now = self.context.settings, self.context.local_now()
        reasons = sum(section.reasons for section in day.sections)
        # Of somebody with several reasons what one of them may bring, not each.
        expected = sum(max(item.expected_value for item in p.items) for s in day.sections for p in s.people)
        beginning, waiting = not reasons and not day.clients, day.not_listed.waiting
        self.title.setText(headline(now.hour, reasons, beginning=beginning, waiting=waiting))
        self.second.setText(second_line(now.date(), day.people, expected, settings.currency))
        self.people.set_sections(day.sections)
        if self._wanted is not None:
            self.people.choose(self._wanted)
            self._wanted = None
        done = self.enough if waiting else self.done
        self._stack.setCurrentWidget(self.area if reasons else self.first_steps if beginning else done)
        self._show_side()
        self.export_button.setVisible(bool(reasons))
        self.foot.show_words(day.not_listed)
        self.foot.setVisible(not beginning)
        set_look(self._frame, look="" if beginning else "card")  # the place to drop has a frame of its own
        self._layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE if beginning else GAP_PAGE - SCROLL_BAR, GAP_PAGE)
        if not day.not_listed.everybody:
            self.context.events.today_count.emit(day.people)

    def _show_figures(self, figures: TodayFigures) -> None:
        if figures == self._figures:
            return
        self._figures = figures
        self.done.sentence.setText(all_done_words(figures.silent))
        shown = figures_column(figures, self.context.settings.currency)
        self._side_layout.replaceWidget(self._numbers, shown)
        self._numbers.deleteLater()
        self._numbers = shown

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if areas & COUNTED:
            self._figures_for = None
            if self.isVisible():
                self._refresh_figures()

    def _refresh_figures(self) -> None:
        """Read the figures unless they are those of today; Done and Later change nothing in them."""
        if self._figures_for != self.context.today():
            self._figures_for = self.context.today()
            self.read("figures", lambda _report: self._read_figures(), self._show_figures, lane="long")

    def _on_chosen(self, person: Person | None) -> None:
        self.panel.show_person(person)
        self._choosing.start()

    def _read_card(self) -> None:
        client_id = self.client_id()
        if client_id is not None:
            self.read("card", lambda _report: self._card(client_id), self._show_card)

    def _card(self, client_id: int) -> ClientCard | None:
        from app.services.clients.card import find_client_card

        return find_client_card(self.context.db, client_id)

    def _show_card(self, card: ClientCard | None) -> None:
        if card is not None:
            self.panel.show_card(card)

    def _act(self, person: Person, item: DueItem) -> None:
        act(self.context, item, self.panel.text_for(item), self)

    def _show_clients(self) -> None:
        self.context.events.show_page.emit("clients")

    def _scroll_to(self, row: QWidget) -> None:
        self.area.ensureWidgetVisible(row, 0, EDGE)

    def _choose_files(self) -> None:
        from app.ui.choosing import choose_tables

        files = choose_tables(self.context.messages)
        if files:
            self.context.events.import_files.emit(files)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event):
            event.acceptProposedAction()
            self.first_steps.set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.first_steps.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.first_steps.set_over(False)
        files = _files(event)
        if files:
            event.acceptProposedAction()
            self.context.events.import_files.emit(files)


def _files(event: QDropEvent) -> list[Path]:
    """The files on this computer among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file()]
