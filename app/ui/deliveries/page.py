"""The delivery log: what was shown when and how, what was missed and why; and why somebody is not on the list."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.i18n import _, number_text
from app.models.enums import Area
from app.services.reminders.delivery.log import MOST
from app.ui.context import AppContext
from app.ui.deliveries.filters import LogFilter
from app.ui.deliveries.lines import LogTable
from app.ui.deliveries.page_actions import page_actions
from app.ui.deliveries.why_panel import WhyPanel
from app.ui.theme.tokens import GAP_WIDE
from app.ui.widgets.action import Action, tip
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import row
from app.ui.widgets.list_page import TABLE_ONLY, ListPage
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from app.services.reminders.delivery.log import Delivery
    from app.services.reminders.delivery.why import WhyNot


@dataclass(frozen=True)
class Answers:
    """What is known about a client."""

    client_id: int
    name: str
    answers: tuple[WhyNot, ...]


class DeliveriesPage(ListPage):
    """Enter opens the client, Ctrl+F asks about one, Esc takes back what is narrowed."""

    areas: ClassVar[frozenset[Area]] = frozenset(
        {Area.REMINDERS, Area.TASKS, Area.ENQUIRIES, Area.AFTERSALE, Area.CLIENTS, Area.PURCHASES, Area.SETTINGS}
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.table, self.filter, self.panel = LogTable(context), LogFilter(context), WhyPanel(context)
        self._build()
        self.filter.changed.connect(self._on_filter_changed)
        self.table.chosen.connect(lambda _line: self._choosing.start())
        self.table.opened.connect(lambda _line: self.open_client())
        self.filter.client.setToolTip(tip(self.action("ask")))
        self.hand_focus_to(self.table)
        order = (self.filter.client, *self.filter.boxes(), self.table, self.rules)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _build(self) -> None:
        events = self.context.events
        head = QWidget()
        self.count = label("", "", "third")
        self.rules = button(_("Rules of reminders"), lambda: events.show_page.emit("rules"), icon_name="bell")
        across = row(label(_("What was reminded of"), "title"), 8, self.count, None, self.rules)
        across.setContentsMargins(14, GAP_WIDE, GAP_WIDE, GAP_WIDE)
        head.setLayout(across)
        self.no_lines = EmptyState(
            _(
                "Nothing has been shown yet. Every reminder that is shown, done or missed is written down here:"
                " when, over which channel, and why."
            ),
            _("To the people of today"),
            lambda: events.show_page.emit("today"),
            icon_name="history",
        )
        self.nothing_found = EmptyState(
            _("Nothing like that was written down."), _("Show everything"), self.go_back, icon_name="search"
        )
        self.lay_out(self.panel, (head, self.filter), self.table, self.no_lines, self.nothing_found)

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """Whom to ask about, and the client of the line."""
        return page_actions(lambda: self)

    def reload(self) -> None:
        """Read the log, and once more what is told beside it."""
        from app.services.reminders.delivery.log import list_deliveries

        db, asked = self.context.db, self.filter.asked()
        self.read("lines", lambda _report: list_deliveries(db, asked), self._show_lines)

    def on_chosen(self) -> None:
        """Why there is no reminder of whom the page is about."""
        client_id = self.client_id()
        if client_id is None:
            self.drop("why")
            self.panel.show_nobody()
        else:
            self.read("why", lambda _report: self._find_out(client_id), self._show_answers, "long")

    def client_id(self) -> int | None:
        """Who was asked about, else of whom the line tells."""
        line = self.table.current()
        return self.filter.client.named() or (None if line is None else line.client_id)

    def ask_about(self, client_id: int | None) -> None:
        """Narrow the page to a client; None: let the owner say to whom."""
        self.filter.clear()
        if client_id is None:
            QTimer.singleShot(0, self, self.ask)  # after the page took the focus
        else:
            self.filter.client.choose_by_id(client_id)

    def show_side(self) -> None:
        """The panel answers before the first line is written, too, and about a client even where there is no room."""
        wide = self.width() >= TABLE_ONLY
        self._side.setVisible(wide or self.filter.client.named() is not None)
        self.rules.setVisible(wide)  # the panel has one, too

    def go_back(self) -> bool:
        """Esc: everything is shown again."""
        if not self.filter.is_on():
            return False
        self.filter.clear()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def state(self) -> object:
        """What the page is narrowed to."""
        return self.filter.chosen()

    def restore(self, state: object) -> None:
        """Narrow it as before."""
        if isinstance(state, tuple):
            self.filter.choose(*state)

    def _show_lines(self, lines: list[Delivery]) -> None:
        self.table.show_lines(lines)
        shown = number_text(len(lines)) if lines else ""
        self.count.setText(_("the last {n}").format(n=shown) if len(lines) == MOST else shown)
        nothing = self.nothing_found if self.filter.is_on() else self.no_lines
        self._stack.setCurrentWidget(self.table if lines else nothing)
        self.show_side()
        self.on_chosen()

    def _find_out(self, client_id: int) -> Answers | None:
        from app.services.clients.find import get_client_rows
        from app.services.reminders.delivery.why import why_not

        rows = get_client_rows(self.context.db, [client_id])
        if not rows:
            return None
        return Answers(client_id, rows[0].name, why_not(self.context.db, client_id, self.context.now()))

    def _show_answers(self, found: Answers | None) -> None:
        if found is None:
            self.panel.show_nobody()
        elif found.client_id == self.client_id():
            line = self.table.current()
            theirs = line if line is not None and line.client_id == found.client_id else None
            self.panel.show_answers(found.client_id, found.name, found.answers, theirs)

    def _on_filter_changed(self) -> None:
        self.reload()

    def open_client(self) -> None:
        client_id = self.client_id()
        if client_id is not None:
            self.context.events.open_client.emit(client_id)

    def ask(self) -> None:
        self.filter.client.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.client.selectAll()
