"""The clients page: a table that searches, filters and sorts in the database, and a panel with the chosen client."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedWidget, QWidget

from app.i18n import _
from app.models.enums import Area
from app.models.listing.filter_fields import Condition, Group
from app.ui.clients.page_actions import page_actions
from app.ui.clients.panel import ClientPanel
from app.ui.clients.table.bulk_bar import BulkBar
from app.ui.clients.table.bulk_work import BulkWork
from app.ui.clients.table.head import ClientsHead
from app.ui.clients.table.listing import Listed, count_listed, listed_ids, read_list
from app.ui.clients.table.order import ListOrder, order_of, remember_order
from app.ui.clients.table.table import ClientTable
from app.ui.clients.trash import move_to_trash
from app.ui.clients.views_menu import ViewsMenu
from app.ui.context import AppContext
from app.ui.dialogs.filters.strip import FilterStrip
from app.ui.exporting import CLIENTS, export_to_file
from app.ui.theme.tokens import GAP_WIDE
from app.ui.widgets.action import Action, add_to_menu, tip
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import row
from app.ui.widgets.list_page import ListPage

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard
    from app.services.clients.listing.views import ViewRow
    from app.services.exports.export import Exported
    from app.ui.background import Report

LONGEST_FILE = 24  # letters of a file's name


class ClientsPage(ListPage):
    """Enter opens the card, Space ticks, Ctrl+A ticks everything listed, Delete moves to the trash, Ctrl+F searches,
    Ctrl+Shift+F filters; Esc takes back the ticks, then the search."""

    areas: ClassVar[frozenset[Area]] = frozenset(
        {Area.CLIENTS, Area.PURCHASES, Area.INTERACTIONS, Area.IMPORTS, Area.SETTINGS}
        | {Area.TASKS, Area.ENQUIRIES, Area.AFTERSALE}  # what the panel tells of a client
    )
    has_primary: ClassVar[bool] = True

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._order = order_of(context)
        self._wanted: int | None = None
        self.table = ClientTable(context)
        self.table.show_view(self._order.columns)
        self.model = self.table.model_shown
        self._found: Listed | None = None
        self.table.show_sort(self._order.sort, self._order.descending)
        self.panel = ClientPanel(context, self._open)
        self.bulk_bar = BulkBar()
        self.bulk = BulkWork(context, self, lambda: self.model.ticks.chosen(self.model.ids()))
        self._build()
        self._connect()
        self.setFocusProxy(self.table)
        self._set_tab_order()

    def _build(self) -> None:
        self.head = ClientsHead()
        self.search, self.count = self.head.search, self.head.count
        self.search.setText(self._order.query)
        self.batch_button = button("", self._show_everyone, small=True, icon_name="x", tip=_("Show everyone again"))
        self.strip = FilterStrip(self.context, lambda where: count_listed(self.context, self._order, where))
        self.views = ViewsMenu(self.context, self.head.views_button, self.head.views_menu)
        self._batch_row = QWidget()
        chips = row(self.batch_button, None)
        chips.setContentsMargins(14, 0, GAP_WIDE, GAP_WIDE)
        self._batch_row.setLayout(chips)
        self._show_batch_chip()
        self.no_clients = EmptyState(
            _("Your clients will be here. Drop an Excel file on the import page, or add the first client by hand."),
            _("Import an Excel file"),
            lambda: self.context.events.show_page.emit("import"),
            icon_name="users",
            primary=True,
        )
        self.nobody_found = EmptyState("", _("Show everyone"), self._show_everyone, icon_name="search")
        self._heads = QStackedWidget()
        self._heads.addWidget(self.head)
        self._heads.addWidget(self.bulk_bar)
        self._heads.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        above = (self._heads, self.strip, self._batch_row)
        self.lay_out(self.panel, above, self.table, self.no_clients, self.nobody_found)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.moved.connect(lambda _step: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.search.returnPressed.connect(self.open_current)
        self.search.closed.connect(self.go_back)
        self.head.columns_button.clicked.connect(self.choose_columns)
        self.head.filter_button.clicked.connect(self.add_condition)
        self.head.filter_button.setToolTip(tip(self.action("filter")))
        self.strip.changed.connect(self._on_filter_changed)
        self.views.chosen.connect(self._on_view_chosen)
        self.views.saved.connect(self._on_view_saved)
        self.table.columns_changed.connect(self._on_columns)
        self.head.more_button.clicked.connect(self._open_more)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(lambda _client_id: self._choosing.start())
        self.table.sort_asked.connect(self._on_sort_asked)
        self.table.menu_asked.connect(lambda at: self.more_menu().popup(at))
        self.model.ticks.changed.connect(self._show_ticks)
        self.bulk_bar.asked.connect(self.do_with_ticked)
        self.bulk_bar.cleared.connect(self.model.ticks.clear)

    def _set_tab_order(self) -> None:
        head, bar = self.head, self.bulk_bar
        order = [self.table, head.views_button, self.search, head.filter_button, head.columns_button, head.more_button]
        order += [self.batch_button, bar.clear_button, *bar.acts(), self.table.everything]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def reload(self, *, keep: bool = True) -> None:
        """Ask for the ids again; the chosen client stays chosen unless `keep` says otherwise."""
        self._wanted = self._wanted or (self.table.current_id() if keep else None)
        order, marked, keys = self._order, self.model.ticks.marked(), self.table.keys()
        self.read("list", lambda _report: read_list(self.context, order, marked, keys), self._show_listed)

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """Of the table, the client it stands at and those that are ticked."""
        return page_actions(lambda: self)

    def do_with_ticked(self, act: str) -> None:
        """Start one of the acts of the bar with those that are ticked."""
        self.bulk.start(act, self.bulk_bar)

    def client_id(self) -> int | None:
        """The chosen client."""
        return self.table.current_id()

    def go_back(self) -> bool:
        """Esc takes back the ticks first, then the search."""
        if not self.model.ticks.is_empty():
            self.model.ticks.clear()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
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

    def _show_listed(self, listed: Listed) -> None:
        self.table.set_own_fields(listed.own)
        self.table.set_scale(listed.scale, listed.groups)
        self._found = listed
        self._show_filter()
        self.model.ticks.keep(listed.ticked)
        self._show_ids(listed.ids)
        (self._show_ticks if listed.ids else self.model.ticks.clear)()

    def _show_ids(self, ids: array[int]) -> None:
        self.model.set_ids(ids)
        self.head.show_count(len(ids))
        if ids:
            self._stack.setCurrentWidget(self.table)
            if not self.table.choose(self._wanted):
                self.table.choose(ids[0])
            self._choosing.start()
        else:
            query = self._order.query
            self.nobody_found.sentence.setText(self._nobody_text())
            narrowed = query or self._order.batch is not None or self._order.where is not None
            self._stack.setCurrentWidget(self.nobody_found if narrowed else self.no_clients)
            self.panel.show_nothing()
        self.show_side()
        self._wanted = None

    def _nobody_text(self) -> str:
        if self._found is not None and not self._found.askable:
            return _("This filter asks for something that was deleted. Take that part out, or show everyone.")
        if self._order.query:
            return _("Nobody was found for “{text}”.").format(text=self._order.query)
        if self._order.where is not None:
            return _("Nobody fits this filter.")
        return _("Nobody of this import is left.")

    def on_chosen(self) -> None:
        """The card of the client."""
        client_id = self.table.current_id()
        self.drop("card")
        if client_id is not None:
            self.read("card", lambda _report: self._card(client_id), self._show_card)

    def _card(self, client_id: int) -> ClientCard | None:
        from app.services.clients.card import find_client_card

        return find_client_card(self.context.db, client_id)

    def _show_card(self, card: ClientCard | None) -> None:
        if card is not None and card.row.id == self.table.current_id():
            self.panel.show_card(card)

    def _open(self, client_id: int) -> None:
        self.context.events.open_client.emit(client_id)

    def _show_everyone(self) -> None:
        self._on_view_chosen(None)

    def open_current(self) -> None:
        """The card of the client that the table stands at."""
        if self._typing.isActive():
            return
        client_id = self.table.current_id()
        if client_id is not None:
            self._open(client_id)

    def _show_filter(self) -> None:
        """The chips and the name of the view, as far as they are known."""
        if self._found is not None:
            self.strip.show_filter(self._order.where, self._found.fields, self._found.names)
            self.views.show_views(self._found.views, self._order, self.table.keys())

    def _on_columns(self, keys: Sequence[str]) -> None:
        self._show_filter()
        if "value" in keys and self._found is not None and self._found.scale.money is None:
            self.reload()  # its edges are read only where they are shown

    def add_condition(self) -> None:
        """Narrow the table further."""
        self.model.ticks.clear()
        self.strip.add_condition(self.head.filter_button)

    def _on_filter_changed(self, where: Group) -> None:
        self._change_order(replace(self._order, where=where if where.parts else None, title=""))
        self._show_batch_chip()

    def _on_view_chosen(self, view: ViewRow | None) -> None:
        """None: everyone, in the table's own columns."""
        plain = ListOrder(sort=self._order.sort, descending=self._order.descending)
        if view is not None:
            where = view.where if view.where.parts else None
            plain = ListOrder("", view.sort, view.descending, None, "", where, view.id, view.columns)
        self.search.clear()
        self._typing.stop()
        self.table.show_view(plain.columns)
        self.table.show_sort(plain.sort, plain.descending)
        self._change_order(plain)
        self._show_batch_chip()

    def _on_view_saved(self, view_id: int) -> None:
        columns = tuple(self.table.keys())
        self.table.show_view(columns)
        self._change_order(replace(self._order, view=view_id, columns=columns))

    def _show_ticks(self) -> None:
        ticks, listed = self.model.ticks, len(self.model.ids())
        some = not ticks.is_empty()
        self.bulk_bar.show_count(ticks.count(listed), ticks.count(listed) == listed)
        had_focus = self._heads.isAncestorOf(self.focusWidget() or self)
        self._heads.setCurrentWidget(self.bulk_bar if some else self.head)
        if had_focus:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_columns(self) -> None:
        """Which columns the table has."""
        self.table.make_columns_popup(self).show_below(self.head.columns_button)

    def more_menu(self) -> QMenu:
        """Everything that has no button of its own."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        show = self.context.events.show_page.emit
        self.table.fill_sort_menu(menu.addMenu(_("Sort by")), self._sort_by)
        acts = {act.name: act for act in self.actions()}
        add_to_menu(menu, (acts["columns"], None, acts["everyone"], acts["export"], None))
        menu.addAction(_("Duplicates")).triggered.connect(lambda: show("duplicates"))
        menu.addAction(_("Trash")).triggered.connect(lambda: show("trash"))
        return menu

    def _open_more(self) -> None:
        anchor = self.head.more_button
        self.more_menu().popup(anchor.mapToGlobal(QPoint(0, anchor.height())))

    def _sort_by(self, key: str, descending: bool) -> None:
        self.table.show_sort(key, descending)
        self._on_sort_asked(key, descending)

    def _change_order(self, order: ListOrder, *, keep: bool = True) -> None:
        """Others are listed from here on; the ticks were meant for those before."""
        if order != self._order:
            if replace(order, sort=self._order.sort, descending=self._order.descending) != self._order:
                self.model.ticks.clear()
            self._order = order
            remember_order(self.context, order)
            self._show_filter()
            self.reload(keep=keep)

    def on_typed(self) -> None:
        """The clients who fit what is searched for now."""
        self._change_order(replace(self._order, query=self.search.text().strip()))

    def _on_sort_asked(self, sort: str, descending: bool) -> None:
        by_hand = self.table.currentIndex().row() > 0  # else the first of the new order is looked at
        self._change_order(replace(self._order, sort=sort, descending=descending), keep=by_hand)

    def show_batch(self, batch: int | None, file: str) -> None:
        """Only the clients that this file of an import is about; None: everyone again."""
        self.search.clear()
        self._typing.stop()
        where = self._order.where if batch is None else None
        self._change_order(replace(self._order, query="", batch=batch, file=file, where=where, view=None, title=""))
        self._show_batch_chip()

    def show_group(self, where: Group, title: str) -> None:
        """Only the clients of this filter, who are called so on the page that led here; a saved view, if they are."""
        views = () if self._found is None else self._found.views
        saved = next((view for view in views if (view.name, view.where) == (title, where)), None)
        self._on_view_chosen(saved)
        if saved is not None:
            return
        self._change_order(replace(self._order, where=where, title=title))
        self._show_batch_chip()

    def _show_batch_chip(self) -> None:
        order = self._order
        self._batch_row.setVisible(order.batch is not None or self._has_title())
        name = order.file if len(order.file) <= LONGEST_FILE else order.file[: LONGEST_FILE - 1] + "…"
        self.batch_button.setText(order.title.replace("&", "&&") or _("from “{file}”").format(file=name))

    def _has_title(self) -> bool:
        """Whether those that the filter lets through have a name that tells more than its own words."""
        where = self._order.where
        parts = where.parts if where is not None else ()
        return bool(self._order.title) and not (len(parts) == 1 and isinstance(parts[0], Condition))

    def look_for(self) -> None:
        """Type whom the table is to show."""
        self.model.ticks.clear()  # the search stands where the bar for the chosen is
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def export(self) -> None:
        """What the table shows, in its order, as a file."""
        order = self._order

        def write(place: Path, report: Report) -> Exported:
            from app.services.exports.export import export_clients
            from app.wording.files import export_words

            return export_clients(self.context.db, place, export_words(), listed_ids(self.context, order), report)

        export_to_file(self.context, self, _("Clients"), write, endings=CLIENTS)

    def delete(self) -> None:
        """Move the ticked clients to the trash, else the one that the table stands at."""
        if not self.model.ticks.is_empty():
            self.bulk.start("trash", self.bulk_bar)
            return
        row_now = self.model.row_at(self.table.currentIndex().row())
        if row_now is None:
            return
        after = self.table.currentIndex().row() + 1
        self._wanted = self.model.id_at(after) or self.model.id_at(after - 2)
        move_to_trash(self.context, row_now.id, row_now.client.name)
