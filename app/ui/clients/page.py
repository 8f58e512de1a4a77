"""The clients page: a table that searches and sorts in the database, and a panel with the chosen client."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from app.i18n import _, ngettext, number_text
from app.models.enums import Area
from app.ui.clients.columns import DUE_BACK, DUE_BACK_FITS, LAST_VISIT, SilenceDelegate, client_columns
from app.ui.clients.order import ListOrder, order_of, remember_order
from app.ui.clients.panel import WIDTH, WIDTH_NARROW, ClientPanel
from app.ui.clients.trash import move_to_trash
from app.ui.context import AppContext
from app.ui.exporting import export_to_file
from app.ui.theme.tokens import GAP_CARD, GAP_PAGE, GAP_WIDE
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import Card, line, row
from app.ui.widgets.page import Page
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.table import IdTable
from app.ui.widgets.table_model import IdListModel
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard, ClientRow
    from app.services.exports.export import Exported
    from app.ui.background import Job, Report

TYPING_MS = 120
CHOOSING_MS = 80
SEARCH_WIDTH = 280
LONGEST_FILE = 24  # letters of a file's name
NARROW = 1120  # px; a narrower page gives the table more of the width
TABLE_ONLY = 900  # px; a narrower page has no room for the panel


class ClientsPage(Page):
    """Enter opens the card, Delete moves to the trash, Ctrl+F goes to the filter, Esc clears it."""

    areas: ClassVar[frozenset[Area]] = frozenset(
        {Area.CLIENTS, Area.PURCHASES, Area.INTERACTIONS, Area.IMPORTS, Area.SETTINGS}
    )
    has_primary: ClassVar[bool] = True

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._order = order_of(context)
        self._wanted: int | None = None
        self._list_job: Job | None = None
        self._card_job: Job | None = None
        today = context.today()
        self.model: IdListModel[ClientRow] = IdListModel(
            client_columns(context.settings.currency, today), self._fetch, self
        )
        self.table = IdTable(self.model, _("Clients"))
        self.table.setItemDelegateForColumn(LAST_VISIT, SilenceDelegate(self.model, today))
        self.table.show_sort(self._order.sort, self._order.descending)
        self.panel = ClientPanel(context, self._open)
        self._build()
        self._connect()
        self.setFocusProxy(self.table)
        self.setTabOrder(self.table, self.search)
        self.setTabOrder(self.search, self.export_button)

    def _build(self) -> None:
        self.count = label("", "", "third")
        self.search = SearchField(_("Name, phone, card…"), _("Ctrl F"))
        self.search.setFixedWidth(SEARCH_WIDTH)
        self.search.setText(self._order.query)
        self.export_button = icon_button("file-spreadsheet", _("Save this list as Excel…"), self._export)
        self.batch_button = button("", self._show_everyone, small=True, icon_name="x", tip=_("Show everyone again"))
        self._show_batch_chip()
        title = label(_("Clients"), "title")
        tools = (self.export_button, self.search)
        head = row(title, self.count, self.batch_button, None, *tools, spacing=GAP_WIDE)
        head.setContentsMargins(14, GAP_WIDE, GAP_WIDE, GAP_WIDE)
        self.no_clients = EmptyState(
            _("Your clients will be here. Drop an Excel file on the import page, or add the first client by hand."),
            _("Import an Excel file"),
            lambda: self.context.events.show_page.emit("import"),
            icon_name="users",
            primary=True,
        )
        self.nobody_found = EmptyState("", _("Show everyone"), self._show_everyone, icon_name="search")
        self._stack = QStackedWidget()
        for part in (self.table, self.no_clients, self.nobody_found):
            self._stack.addWidget(part)
        card = Card(padding=0, spacing=0)
        card.body.addLayout(head)
        card.body.addWidget(line())
        card.body.addWidget(self._stack, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_CARD)
        layout.addWidget(card, 1)
        layout.addWidget(self.panel)

    def _connect(self) -> None:
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._on_typed)
        self._choosing = QTimer(self, singleShot=True, interval=CHOOSING_MS)
        self._choosing.timeout.connect(self._read_card)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.moved.connect(lambda _step: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.search.returnPressed.connect(self._open_current)
        self.search.closed.connect(self.go_back)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(lambda _client_id: self._choosing.start())
        self.table.sort_asked.connect(self._on_sort_asked)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._on_find)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._on_delete)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_panel()
        self.panel.setFixedWidth(WIDTH_NARROW if self.width() < NARROW else WIDTH)
        taken = (self.panel.width() + GAP_CARD if self.width() >= TABLE_ONLY else 0) + 2 * GAP_PAGE
        self.table.setColumnHidden(DUE_BACK, self.width() - taken < DUE_BACK_FITS)

    def reload(self) -> None:
        """Ask for the ids again; the chosen client stays chosen."""
        self._wanted = self._wanted or self.table.current_id()
        if self._list_job is not None:
            self._list_job.drop()
        order = self._order
        self._list_job = self.context.jobs.run(lambda _report: self._list(order), on_done=self._show_ids)

    def is_busy(self) -> bool:
        """True while the list or the panel is being read."""
        running = any(job is not None and not job.finished for job in (self._list_job, self._card_job))
        return running or self._typing.isActive() or self._choosing.isActive()

    def client_id(self) -> int | None:
        """The chosen client."""
        return self.table.current_id()

    def go_back(self) -> bool:
        """Esc clears the filter first."""
        if not self.search.text() and self._order.batch is not None:
            self.show_batch(None, "")
            return True
        if not self.search.text():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self.search.clear()
        return True

    def state(self) -> object:
        """The chosen client; the order is remembered beside the page."""
        return self.table.current_id()

    def restore(self, state: object) -> None:
        """Choose the client that was chosen."""
        self._wanted = state if isinstance(state, int) else None

    def _fetch(self, ids: Sequence[int]) -> Sequence[ClientRow]:
        from app.services.clients.find import get_client_rows

        return get_client_rows(self.context.db, ids)

    def _list(self, order: ListOrder) -> array[int]:
        from app.services.clients.find import list_client_ids

        return list_client_ids(self.context.db, order.query, order.sort, order.descending, order.batch)

    def _show_ids(self, ids: array[int]) -> None:
        self.model.set_ids(ids)
        self.count.setText(number_text(len(ids)))
        self.count.setAccessibleName(ngettext("{n} client", "{n} clients", len(ids)).format(n=len(ids)))
        if ids:
            self._stack.setCurrentWidget(self.table)
            if not self.table.choose(self._wanted):
                self.table.choose(ids[0])
            self._choosing.start()
        else:
            query = self._order.query
            said = _("Nobody was found for “{text}”.") if query else _("Nobody of this import is left.")
            self.nobody_found.sentence.setText(said.format(text=query))
            narrowed = query or self._order.batch is not None
            self._stack.setCurrentWidget(self.nobody_found if narrowed else self.no_clients)
            self.panel.show_nothing()
        self._show_panel()
        self._wanted = None

    def _show_panel(self) -> None:
        """The panel, unless there is nobody yet or no room."""
        beginning = self._stack.currentWidget() is self.no_clients
        self.panel.setVisible(not beginning and self.width() >= TABLE_ONLY)

    def _read_card(self) -> None:
        client_id = self.table.current_id()
        if self._card_job is not None:
            self._card_job.drop()
        if client_id is not None:
            self._card_job = self.context.jobs.run(lambda _report: self._card(client_id), on_done=self._show_card)

    def _card(self, client_id: int) -> ClientCard | None:
        from app.services.clients.card import get_client_card
        from app.services.errors import NotFound

        try:
            return get_client_card(self.context.db, client_id)
        except NotFound:
            return None  # in the trash since the list was read; the list is read again

    def _show_card(self, card: ClientCard | None) -> None:
        if card is not None and card.row.id == self.table.current_id():
            self.panel.show_card(card)

    def _open(self, client_id: int) -> None:
        self.context.events.open_client.emit(client_id)

    def _show_everyone(self) -> None:
        self.show_batch(None, "")

    def _open_current(self) -> None:
        if self._typing.isActive():
            return
        client_id = self.table.current_id()
        if client_id is not None:
            self._open(client_id)

    def _change_order(self, order: ListOrder) -> None:
        if order != self._order:
            self._order = order
            remember_order(self.context, order)
            self.reload()

    def _on_typed(self) -> None:
        self._change_order(replace(self._order, query=self.search.text().strip()))

    def _on_sort_asked(self, sort: str, descending: bool) -> None:
        self._change_order(replace(self._order, sort=sort, descending=descending))

    def show_batch(self, batch: int | None, file: str) -> None:
        """Only the clients that this file of an import is about; None: everyone again."""
        self.search.clear()
        self._typing.stop()
        self._change_order(replace(self._order, query="", batch=batch, file=file))
        self._show_batch_chip()

    def _show_batch_chip(self) -> None:
        order = self._order
        self.batch_button.setVisible(order.batch is not None)
        name = order.file if len(order.file) <= LONGEST_FILE else order.file[: LONGEST_FILE - 1] + "…"
        self.batch_button.setText(_("from “{file}”").format(file=name))

    def _on_find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _export(self) -> None:
        """What the table shows, in its order, as a file."""
        order = self._order

        def write(place: Path, report: Report) -> Exported:
            from app.services.exports.export import export_clients
            from app.wording.files import export_words

            return export_clients(self.context.db, place, export_words(), self._list(order), report)

        export_to_file(self.context, self, _("Clients"), write)

    def _on_delete(self) -> None:
        row_now = self.model.row_at(self.table.currentIndex().row())
        if row_now is None:
            return
        after = self.table.currentIndex().row() + 1
        self._wanted = self.model.id_at(after) or self.model.id_at(after - 2)
        move_to_trash(self.context, row_now.id, row_now.name)
