"""The card of one client: facts on the left; silence, figures, purchases over two years and tabs on the right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, money, number_text, short_day
from app.models.enums import Area, InteractionKind
from app.ui.background import Report
from app.ui.choosing import dropped_files, may_be_tables
from app.ui.clients.card.banner import silence_banner
from app.ui.clients.card.facts import facts_column
from app.ui.clients.card.files_card import FilesCard
from app.ui.clients.card.merged import with_merged
from app.ui.clients.card.plot import PurchasesPlot
from app.ui.clients.card.tabs import CardTabs
from app.ui.clients.table.listing import listed_ids
from app.ui.clients.table.order import order_of
from app.ui.clients.words import interaction_name, rhythm_text, silence_tone, silent_days
from app.ui.context import AppContext
from app.ui.shell.undo import undo_one
from app.ui.theme.tokens import GAP_CARD, GAP_PAGE
from app.ui.widgets.contacts import Way, open_way
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import Card, FigureTile, ScrollingArea, row
from app.ui.widgets.page import Page
from app.ui.widgets.texts import ElidedLabel, label

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard
    from app.services.clients.merging.merged import MergedClient
    from app.services.settings import ShopSettings
    from app.ui.background import Job

LEFT_WIDTH, LEFT_NARROW = 320, 296
NARROW = 900  # px
SHOW_NEXT = {"Ctrl+Down": 1, "Alt+Right": 1, "Ctrl+Up": -1, "Alt+Left": -1}


@dataclass(frozen=True)
class CardView:
    """What the page shows: the card, what to say to the client where there is a reason, and who was merged into it."""

    card: ClientCard
    suggested_text: str
    merged: tuple[MergedClient, ...] = ()


class ClientPage(Page):
    """`show_client(id)` shows a card. Ctrl+Up and Ctrl+Down go through the list one came from, Ctrl+E changes."""

    areas: ClassVar[frozenset[Area]] = frozenset(
        {Area.CLIENTS, Area.PURCHASES, Area.INTERACTIONS, Area.TASKS, Area.IMPORTS, Area.SETTINGS}
    )
    has_primary: ClassVar[bool] = True
    top_actions = ("task", "purchase")

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._client_id: int | None = None
        self._view: CardView | None = None
        self._job: Job | None = None
        self._content: QWidget | None = None
        self.tabs: CardTabs | None = None
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Client"))
        for key, step in SHOW_NEXT.items():
            self._shortcut(key).activated.connect(lambda step=step: self._go(step))
        self._shortcut("Ctrl+E").activated.connect(self._edit)

    def show_client(self, client_id: int) -> None:
        """Read and show this client."""
        if client_id != self._client_id:
            self._client_id = client_id
            self._view = None
        self.reload()

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

    def _shortcut(self, key: str) -> QShortcut:
        made = QShortcut(QKeySequence(key), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    def _read(self, client_id: int) -> CardView:
        from app.services.clients.card import get_client_card
        from app.services.clients.merging.merged import list_merged

        card = get_client_card(self.context.db, client_id)
        words = words_for_silent(card, self.context.settings, self.context.today())
        return CardView(card, words, list_merged(self.context.db, card.row.id))

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
        if view == self._view:
            return
        had_focus = self._content is not None and self._focus_inside()
        same = self._view is not None and self._view.card.row.id == view.card.row.id
        before = self.tabs if same else None
        chosen = before.chosen() if before is not None else 0
        self._client_id, self._view = view.card.row.id, view
        banner = silence_banner(self.context, view.card, view.suggested_text)
        content = QWidget()
        layout = QHBoxLayout(content)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_CARD)
        facts = facts_column(self.context, view.card, self._edit, self._reach, primary=banner is None)
        with_merged(facts, self.context, view.merged)
        left = ScrollingArea(facts)
        left.setFixedWidth(LEFT_NARROW if self.width() < NARROW else LEFT_WIDTH)
        layout.addWidget(left)
        layout.addLayout(self._right(view.card, banner, chosen), 1)
        writing = before is not None and before.log.text.hasFocus()
        if before is not None and self.tabs is not None:
            self.tabs.log.take_over(before.log)
        self._replace(content)
        if writing and self.tabs is not None:
            self.tabs.log.focus()
        elif had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _right(self, card: ClientCard, banner: Card | None, chosen: int) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        if banner is not None:
            column.addWidget(banner)
        column.addWidget(self._figures(card))
        if card.purchases:
            column.addWidget(self._plot(card))
        self.tabs = CardTabs(self.context, card, self._log, chosen)
        column.addWidget(self.tabs, 1)
        return column

    def _figures(self, card: ClientCard) -> Card:
        currency, today = self.context.settings.currency, self.context.today()
        average = money(round(card.row.total / card.receipts), currency, cents=False) if card.receipts else "—"
        figures = (
            (_("Visits"), number_text(card.row.visits)),
            (_("Spent"), money(card.row.total, currency, cents=False)),
            (_("Average receipt"), average),
            (_("Rhythm"), rhythm_text(card.row)),
            (_("Due back"), short_day(card.row.due_back, today) if card.row.due_back else "—"),
        )
        frame = Card(padding=0)
        tiles = row(spacing=0)
        for number, (title, figure) in enumerate(figures):
            if number:
                tiles.addWidget(_upright())
            tile = FigureTile(title, figure, small=True)
            tiles.addWidget(tile, 1)
        frame.body.addLayout(tiles)
        return frame

    def _plot(self, card: ClientCard) -> Card:
        frame = Card(padding=0, spacing=6)
        frame.body.setContentsMargins(14, 12, 14, 10)
        hint = _("a dot is a receipt, dotted lines are the usual rhythm")
        frame.body.addLayout(
            row(label(_("Purchases over two years"), "strong"), None, ElidedLabel(hint, "small", "third"))
        )
        frame.body.addWidget(
            PurchasesPlot(card.row, card.purchases, self.context.today(), self.context.settings.currency)
        )
        return frame

    def _replace(self, content: QWidget) -> None:
        if self._content is not None:
            self._layout.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        if not isinstance(content, EmptyState):
            content.setProperty("look", "window")
        else:
            self.tabs = None
        self._content = content
        self._layout.addWidget(content)

    def _focus_inside(self) -> bool:
        focused = self.focusWidget()
        return focused is not None and self._content is not None and self._content.isAncestorOf(focused)

    def _reach(self, way: Way) -> None:
        open_way(self.context.events, way, self._view.suggested_text if self._view else "")

    def _log(self, kind: InteractionKind, text: str) -> None:
        client_id = self._client_id
        if client_id is None:
            return

        def work(_report: Report) -> int | None:
            from app.services.history.actions import find_last_action
            from app.services.interactions import log_interaction

            now = self.context.now()
            log_interaction(self.context.db, client_id, kind, text, now)
            action = find_last_action(self.context.db, now)
            return action.id if action else None

        self.context.jobs.run(work, on_done=lambda action_id: self._logged(kind, action_id), lane="write", owner=self)

    def _logged(self, kind: InteractionKind, action_id: int | None) -> None:
        if self.tabs is not None:
            self.tabs.log.clear()
        said = _("{kind}: written down").format(kind=interaction_name(kind))
        undo = None if action_id is None else (lambda: undo_one(self.context, action_id, "log"))
        self.context.events.toast.emit(said, undo)

    def _edit(self) -> None:
        if self._view is None:
            return
        from app.ui.dialogs.client_dialog import ClientDialog

        ClientDialog(self.context, self._view.card, self.window()).open()

    def _go(self, step: int) -> None:
        """To the next client of the list one came from."""
        client_id, order = self._client_id, order_of(self.context)
        if client_id is None:
            return

        def work(_report: Report) -> int | None:
            ids = listed_ids(self.context, order)
            place = ids.index(client_id) + step if client_id in ids else 0
            return ids[place] if 0 <= place < len(ids) else None

        self.context.jobs.run(work, on_done=self._show_next)

    def _show_next(self, client_id: int | None) -> None:
        if client_id is not None:
            self.show_client(client_id)


def words_for_silent(card: ClientCard, settings: ShopSettings, today: date) -> str:
    """What to write to a client who is silent for longer than usual; nothing for the others."""
    from app.services.reminders.items import LapsedReason
    from app.services.reminders.texts import suggest

    row = card.row
    silence = silent_days(row, today)
    if not silence_tone(row, today) or row.last_visit is None or silence is None or row.silence_limit is None:
        return ""
    reason = LapsedReason(row.last_visit, silence, row.rhythm_days, row.silence_limit, row.visits, row.total)
    return suggest(reason, card.first_name, settings)


def _upright() -> QFrame:
    made = QFrame()
    made.setProperty("look", "line")
    made.setFixedWidth(1)
    return made
