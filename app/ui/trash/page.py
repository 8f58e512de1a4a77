"""The Trash page: the clients that were moved there, back with one press, away for good only after a question."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _, money, ngettext, number_text
from app.models.enums import Area
from app.services.errors import Cancelled
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.shell.undo import tell_done
from app.ui.theme.tokens import GAP_PAGE, GAP_WIDE
from app.ui.trash.page_actions import page_actions
from app.ui.trash.words import restored_text, since_text
from app.ui.widgets.action import Action, add_to_menu
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import Card, line, row
from app.ui.widgets.page import Page
from app.ui.widgets.phone import phone_text
from app.ui.widgets.table_model import Column, IdListModel
from app.ui.widgets.texts import label
from app.ui.widgets.tick_table import TickTable
from app.wording.counts import clients_count

if TYPE_CHECKING:
    from app.services.clients.trash import TrashedRow


class TrashPage(Page):
    """Esc takes the ticks away; the other keys are in `actions`."""

    areas: ClassVar[frozenset[Area]] = frozenset({Area.CLIENTS})
    has_primary: ClassVar[bool] = True
    top_actions: ClassVar[tuple[str, ...]] = ()

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._reading = False
        self.model: IdListModel[TrashedRow] = IdListModel((), self._fetch)
        self.table = TickTable(self.model, _("Trash"))
        self.table.set_columns(self._columns())
        self._build()
        self._connect()
        self.setFocusProxy(self.table)

    def _build(self) -> None:
        self.count = label("", "", "second")
        self.restore_button = button("", self.bring_back, kind="primary", icon_name="rotate-ccw")
        self.delete_button = button("", self.ask_to_delete, kind="danger", icon_name="trash-2")
        head = QWidget()
        across = row(label(_("Trash"), "title"), 8, self.count, None, self.delete_button, self.restore_button)
        across.setContentsMargins(14, GAP_WIDE, GAP_WIDE, GAP_WIDE)
        head.setLayout(across)
        self.empty = EmptyState(
            _("The trash is empty. Clients who are deleted wait here, with all that belongs to them."),
            _("To the clients"),
            lambda: self.context.events.show_page.emit("clients"),
            icon_name="trash-2",
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        card = Card(padding=0, spacing=0)
        for part in (head, line(), self.stack):
            card.body.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.addWidget(card)

    def _connect(self) -> None:
        self.table.opened.connect(lambda _client: self.bring_back())
        self.table.chosen.connect(lambda _client: self._show_buttons())
        self.table.menu_asked.connect(self._show_menu)
        self.model.ticks.changed.connect(self._show_buttons)

    def _columns(self) -> list[Column[TrashedRow]]:
        settings, currency = self.context.settings, self.context.settings.currency
        return [
            Column(_("Client"), lambda one: one.name, width=260, bold=True, stretch=True, key="name"),
            Column(_("Phone"), lambda one: phone_text(one.phone) if one.phone else "", width=170, key="phone"),
            Column(_("Total"), lambda one: money(one.total, currency), width=120, right=True, key="total"),
            Column(
                _("In the trash since"),
                lambda one: since_text(one.deleted_at.astimezone(settings.zone), self.context.today()),
                width=170,
                key="since",
            ),
            Column(_("By whom"), lambda one: one.who, width=140, key="who"),
        ]

    def reload(self) -> None:
        """Read who is in the trash."""
        from app.services.clients.trash import list_trash_ids

        self._reading = True
        db = self.context.db
        self.context.jobs.run(lambda _report: array("q", list_trash_ids(db)), on_done=self._show, owner=self)

    def is_busy(self) -> bool:
        return self._reading

    def go_back(self) -> bool:
        """Esc: first the ticks go."""
        if self.model.ticks.is_empty():
            return False
        self.model.ticks.clear()
        return True

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """Of the row that the table stands at, or of all that are ticked."""
        return page_actions(lambda: self)

    def chosen(self) -> list[int]:
        """Whom the buttons are about: the ticked, else the row one stands on."""
        ticked = list(self.model.ticks.chosen(self.model.ids()))
        current = self.table.current_id()
        return ticked or ([] if current is None else [current])

    def bring_back(self) -> None:
        """Bring back whom the page is about; Undo puts them into the trash again."""
        ids, context = self.chosen(), self.context
        if not ids:
            return

        def work(report: Report) -> int:
            from app.services.clients.trash import restore_clients

            return restore_clients(context.db, ids, context.now(), report)

        def done(action_id: int) -> None:
            tell_done(context, action_id, "restore_clients", restored_text(len(ids)))

        self._write(work, done, _("Restoring"))

    def ask_to_delete(self) -> None:
        """Delete for good, after a question, for this cannot be taken back."""
        ids = self.chosen()
        if not ids:
            return
        question = ngettext("Delete {n} client for good?", "Delete {n} clients for good?", len(ids))
        self.context.messages.ask(
            question.format(n=number_text(len(ids))),
            _("Delete for good"),
            lambda: self._delete(ids),
            more=_(
                "Contacts, notes, tasks, calls and files go too and cannot be brought back."
                " Purchases stay in the figures as sales without a client."
            ),
            careful=True,
        )

    def _delete(self, ids: Sequence[int]) -> None:
        context = self.context

        def work(report: Report) -> int:
            from app.services.clients.trash import purge_clients

            return purge_clients(context.db, context.data_folder, ids, report)

        def done(count: int) -> None:
            said = ngettext("{n} client deleted for good", "{n} clients deleted for good", count)
            context.events.toast.emit(said.format(n=number_text(count)), None)

        self._write(work, done, _("Deleting"))

    def _write(self, work: Callable[[Report], int], done: Callable[[int], object], doing: str) -> None:
        context = self.context

        def finished(result: int) -> None:
            self.model.ticks.clear()
            done(result)

        def failed(error: Exception) -> None:
            context.events.work_over.emit()
            if not isinstance(error, Cancelled):
                context.messages.show_error(error)
            self.reload()

        def progress(so_far: int, total: int) -> None:
            if 0 < so_far < total:
                share = _("{done} of {total}").format(done=number_text(so_far), total=number_text(total))
                context.events.working.emit(f"{doing} · {share}", lambda: job.cancel())

        job = context.jobs.run(work, on_done=finished, on_failed=failed, on_progress=progress, lane="write")

    def _fetch(self, ids: Sequence[int]) -> Sequence[TrashedRow]:
        from app.services.clients.trash import list_trash

        return list_trash(self.context.db, ids)

    def _show(self, ids: array[int]) -> None:
        self._reading = False
        place = max(0, self.table.currentIndex().row())
        current = self.table.current_id()
        self.model.ticks.keep(self.model.ticks.marked() & frozenset(ids))
        self.model.set_ids(ids)
        if not self.table.choose(current) and ids:
            self.table.choose(ids[min(place, len(ids) - 1)])
        self.stack.setCurrentWidget(self.table if ids else self.empty)
        self.count.setText(clients_count(len(ids)) if ids else "")
        self._show_buttons()

    def _show_buttons(self) -> None:
        count = self.model.ticks.count(self.model.rowCount())
        several = f" ({number_text(count)})" if count > 1 else ""
        self.restore_button.setText(_("Restore") + several)
        self.delete_button.setText(_("Delete for good…") + several)
        for one in (self.restore_button, self.delete_button):
            one.setVisible(self.model.rowCount() > 0)

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_to_menu(menu, (self.action("restore"), self.action("purge")))
        menu.popup(at)

    def showEvent(self, event: QShowEvent) -> None:
        """The list has the focus, never the button that deletes, also after the menu that led here is closed."""
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
