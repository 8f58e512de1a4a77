"""The card of one client: facts on the left; silence, figures, purchases over two years and tabs on the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import Area
from app.ui.choosing import dropped_files, may_be_tables
from app.ui.clients.card.acts import CardActs
from app.ui.clients.card.banner import silence_banner
from app.ui.clients.card.figures import FigureStrip, figures_of
from app.ui.clients.card.history import entries
from app.ui.clients.card.history.log_box import Begun
from app.ui.clients.card.history.tabs import CardTabs, LogHands
from app.ui.clients.card.left.cases_card import open_case_bar
from app.ui.clients.card.left.column import CardView, Hands, LeftColumn
from app.ui.clients.card.left.files_card import FilesCard
from app.ui.clients.card.neighbours import Neighbours
from app.ui.clients.card.page_actions import menu_actions, page_actions
from app.ui.clients.card.plot import plot_card
from app.ui.context import AppContext
from app.ui.dialogs.tasks.step_boxes import STEP
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP_CARD, GAP_PAGE
from app.ui.widgets.action import Action
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import Card, ScrollingArea
from app.ui.widgets.page import Page

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard
    from app.services.offers.reasons import Offer
    from app.ui.background import Job, Report
    from app.ui.clients.card.history.commands import Understood
    from app.ui.widgets.contacts import Way

LEFT_WIDTH, LEFT_NARROW = 320, 310
NARROW = 900  # px
TABS_LOWEST = 230  # px; the line that logs and some rows


class LowColumn(QWidget):
    """What scrolls it asks how low it may be; the height it would like is no reason to scroll."""

    def heightForWidth(self, width: int) -> int:
        inside = self.layout()
        return inside.minimumHeightForWidth(width) if inside is not None else 0


class ClientPage(Page):
    """`show_client(id)` shows a card. Ctrl+Up and Ctrl+Down go through the list one came from, Ctrl+E changes."""

    areas: ClassVar[frozenset[Area]] = frozenset(
        {Area.CLIENTS, Area.PURCHASES, Area.INTERACTIONS, Area.TASKS, Area.IMPORTS, Area.SETTINGS}
        | {Area.PRODUCTS, Area.ENQUIRIES, Area.AFTERSALE, Area.REMINDERS, Area.FORECAST}
    )
    has_primary: ClassVar[bool] = True
    top_actions = ("task", "purchase")

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._client_id: int | None = None
        self._view: CardView | None = None
        self._job: Job | None = None
        self._offers_job: Job | None = None
        self._content: QWidget | None = None
        self.tabs: CardTabs | None = None
        self.left: LeftColumn | None = None
        self._neighbours = Neighbours(context, self._show_place, self)
        self._unsaved: dict[int, Begun] = {}  # lines begun about clients that were left
        self._line_to_begin = (0, "")  # about whom, once the card is shown
        self._wanted_step = 0  # asked for before the list was known
        self.acts = CardActs(context, self)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Client"))

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """Of the client, of the line that logs, and the ways around."""
        return page_actions(lambda: self)

    def show_client(self, client_id: int) -> None:
        """Read and show this client."""
        self._neighbours.forget()
        self._open(client_id)

    def reload(self) -> None:
        """Read the card again."""
        client_id = self._client_id
        if client_id is None:
            return
        if self._job is not None:
            self._job.drop()
        self._job = self.context.jobs.run(
            lambda _report: self._read(client_id), on_done=self._show, on_failed=self._on_failed
        )

    def is_busy(self) -> bool:
        """True while the card is being read."""
        return self._job is not None and not self._job.finished

    def client_id(self) -> int | None:
        """Whose card it is."""
        return self._client_id

    def card(self) -> ClientCard | None:
        """The card shown, None before it was read and for a client in the trash."""
        return None if self._view is None else self._view.card

    def go(self, step: int) -> None:
        """To the client so many places further in the list one came from."""
        if self._neighbours.is_busy():
            self._wanted_step = step
            return
        client_id = self._neighbours.beside(step)
        if client_id is not None:
            self._open(client_id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A contract or a photo is for this client wherever on the card it is dropped; a table goes to the import."""
        files = dropped_files(event.mimeData())
        if files and not may_be_tables(files) and self._view is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Kept with the client."""
        files_card = self._content.findChild(FilesCard) if self._content is not None else None
        if files_card is not None:
            event.acceptProposedAction()
            files_card.attach(dropped_files(event.mimeData()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key and the right button open the menu "more"."""
        menu = None if self.left is None else self.left.head.more.menu()
        if isinstance(menu, QMenu):
            menu.popup(event.globalPos())

    def _open(self, client_id: int) -> None:
        if client_id != self._client_id:
            self._client_id = client_id
            self._view = None
        self.reload()

    def _read(self, client_id: int) -> CardView:
        from app.services.clients.card import get_client_card
        from app.services.clients.merging.merged import list_merged
        from app.services.forecast.read import outlook
        from app.services.messages import messages_for
        from app.services.reminders.rules.store import get_rules
        from app.services.reminders.today.of_client import occasions_of

        context = self.context
        card = get_client_card(context.db, client_id)
        rules, today = get_rules(context.db), context.today()
        occasions = occasions_of(context.db, rules, card.row.id, today, context.now())
        messages = messages_for(card, context.settings, rules, today, occasions)
        expected = outlook(context.db, card.row.id, today)
        return CardView(card, messages, list_merged(context.db, card.row.id), expected)

    def _on_failed(self, error: Exception) -> None:
        from app.services.errors import NotFound

        if not isinstance(error, NotFound):
            self.context.messages.show_error(error)
            return
        self._view = None
        gone = EmptyState(
            _("This client is in the trash."),
            _("All clients"),
            lambda: self.context.events.show_page.emit("clients"),
            icon_name="trash-2",
        )
        self._replace(gone)

    def _show(self, view: CardView) -> None:
        if view != self._view:
            self._rebuild(view)
        elif self.left is not None:
            self.left.read_groups()
        client_id, line = self._line_to_begin
        if client_id == view.card.row.id and self.tabs is not None:
            self._line_to_begin = (0, "")
            self.tabs.log.begin(line)
        self._read_offers(view.card.row.id)
        self._neighbours.look_up(view.card.row.id)

    def _rebuild(self, view: CardView) -> None:
        """Everything anew; what is being written, the tab, its place and the focus stay where it is the same client."""
        had_focus = self._content is not None and self._focus_inside()
        ticked = self.focusWidget().objectName() if had_focus else ""  # a step of a task, by its name
        same = self._view is not None and self._view.card.row.id == view.card.row.id
        left, tabs = (self.left, self.tabs) if same else (None, None)
        if self.tabs is not None and not same:
            self._unsaved[self.tabs.client_id()] = self.tabs.log.begun()
        self._client_id, self._view = view.card.row.id, view
        scrolled = tabs.scrolled() if tabs is not None else 0
        content = self._build(view, tabs.chosen() if tabs is not None else 0)
        adding = left is not None and left.preferences.line.hasFocus()
        writing = tabs is not None and tabs.log.text.hasFocus()
        if left is not None and self.left is not None:
            self.left.take_over(left)
        if tabs is not None and self.tabs is not None:
            self.tabs.log.take_over(tabs.log)
        elif self.tabs is not None:
            self.tabs.log.go_on(self._unsaved.pop(self.tabs.client_id(), Begun()))
        self._replace(content)
        if writing and self.tabs is not None:
            self.tabs.log.focus()
        elif adding and self.left is not None:
            self.left.preferences.begin()
        elif had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._neighbours.are_known():
            self._neighbours.look_up(view.card.row.id)
        self._paint_now(scrolled)
        again = content.findChild(QWidget, ticked) if same and ticked.startswith(STEP) else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _paint_now(self, scrolled: int) -> None:
        """The card first: what follows (more rows, offers, the end of the widgets before) would delay it."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        if self.tabs is not None:
            self.tabs.fill(scrolled)
        self.repaint()

    def _build(self, view: CardView, chosen: int) -> QWidget:
        banner = silence_banner(self.context, view.card, self._reach_silent)
        bar = open_case_bar(self.context, view.card.cases)
        content = QWidget(self)  # each part has its place before it is filled: moved later, it would be styled twice
        content.setProperty("look", "window")
        around = QVBoxLayout(content)
        around.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        around.setSpacing(14)
        if bar is not None:
            around.addWidget(bar)
        layout = QHBoxLayout()
        layout.setSpacing(GAP_CARD)
        around.addLayout(layout, 1)
        wrote = partial(self._write, view.card.row.id)
        hands = Hands(self.acts.edit, self.go, wrote, self.acts.sell, menu_actions(self))
        left, right = ScrollingArea(), LowColumn()
        left.setFixedWidth(scaled(LEFT_NARROW if self.width() < scaled(NARROW) else LEFT_WIDTH))
        layout.addWidget(left)
        layout.addWidget(ScrollingArea(right), 1)
        self.left = LeftColumn(self.context, view, hands, left.viewport(), primary=banner is None)
        left.hold(self.left)
        self._fill_right(right, view, banner, chosen)
        return content

    def _fill_right(self, place: LowColumn, view: CardView, banner: Card | None, chosen: int) -> None:
        """As high as the window, and no lower than what can be read: a low window scrolls it."""
        card = view.card
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        if banner is not None:
            column.addWidget(banner)
        column.addWidget(FigureStrip(figures_of(self.context, card, view.outlook)))
        if card.purchases:
            column.addWidget(plot_card(self.context, card))
        hands = LogHands(self._log, self._correct, lambda row: entries.delete(self.context, row))
        self.tabs = CardTabs(self.context, card, hands, chosen, place)
        self.tabs.setMinimumHeight(scaled(TABS_LOWEST))
        column.addWidget(self.tabs, 1)

    def _replace(self, content: QWidget) -> None:
        if self._content is not None:
            self._layout.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        if isinstance(content, EmptyState):
            self.tabs = self.left = None
        self._content = content
        self._layout.addWidget(content)
        content.show()

    def _focus_inside(self) -> bool:
        focused = self.focusWidget()
        return focused is not None and self._content is not None and self._content.isAncestorOf(focused)

    def _read_offers(self, client_id: int) -> None:
        """After the card, which never waits for them."""
        if self._offers_job is not None:
            self._offers_job.drop()

        def work(_report: Report) -> tuple[Offer, ...]:
            from app.services.offers.listing import list_offers

            return list_offers(self.context.db, client_id, self.context.today())

        self._offers_job = self.context.jobs.run(work, on_done=self._show_offers)

    def _show_offers(self, offers: tuple[Offer, ...]) -> None:
        if self.left is not None:
            self.left.offers.show_offers(offers)

    def _show_place(self) -> None:
        if self.left is not None:
            place = self._neighbours.place()
            self.left.head.show_place(*(place if place is not None else (None, 0)))
        step, self._wanted_step = self._wanted_step, 0
        if step:
            self.go(step)

    def _reach_silent(self, way: Way) -> None:
        """The main button over a silent client: whatever message is chosen, this is about the silence."""
        if self.left is not None and self.left.ways is not None:
            self.left.ways.choose("lapsed")
            self.left.ways.reach(way)

    def _write(self, client_id: int, line: str) -> None:
        """Begin a line about this client, whoever is on the screen by now."""
        if client_id != self._client_id or not self.isVisible():
            self._line_to_begin = (client_id, line)
            self.context.events.open_client.emit(client_id)
        elif self.tabs is not None:
            self.tabs.log.begin(line)

    def _log(self, said: Understood, corrected: entries.Row | None) -> None:
        """The line is free at once: Enter pressed twice logs once, and what is typed next stays."""
        if self.tabs is None:
            return
        client_id, begun = self.tabs.client_id(), self.tabs.log.begun()
        failed = partial(self._give_back, client_id, begun)
        self.tabs.log.clear()
        if corrected is not None:
            entries.correct(self.context, corrected, said, failed)
        else:
            entries.write_down(self.context, client_id, said, failed)

    def _give_back(self, client_id: int, begun: Begun, error: Exception) -> None:
        """It was not logged: the line has it again, unless the next one was begun."""
        self.context.messages.show_error(error)
        if self.tabs is None or self.tabs.client_id() != client_id:
            self._unsaved.setdefault(client_id, begun)
        elif not self.tabs.log.text.text():
            self.tabs.log.go_on(begun)

    def write_down(self) -> None:
        """Begin a line in the box that logs."""
        if self.tabs is not None:
            self.tabs.log.focus()

    def turn_tab(self, step: int) -> None:
        """To the next tab, or the one before, if the card is shown."""
        if self.tabs is not None:
            self.tabs.turn(step)

    def scroll_list(self, step: int) -> None:
        """A screen further in the list of the tab, or back, if the card is shown."""
        if self.tabs is not None:
            self.tabs.scroll_list(step)

    def _correct(self, shown: entries.Row) -> None:
        if self.tabs is not None:
            self.tabs.log.correct(shown)
