"""What is told about a number that was clicked: what it means, its formula with the figures put in, its clients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from app.i18n import _, ngettext, number_text
from app.models.listing.filter_fields import Group
from app.ui.context import AppContext
from app.ui.exporting import file_name
from app.ui.many_clients import export_many
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import Flow
from app.ui.widgets.popup import Popup
from app.ui.widgets.texts import chip, label

WIDTH = 380


@dataclass(frozen=True)
class Told:
    """A number in words. `lines` are its formula or its parts; `clients` the filter behind it, `called` what these
    clients are called on their page; `few`: too little data to build on; `act`: what else can be done, and its name."""

    title: str
    sentence: str
    lines: tuple[str, ...] = ()
    clients: Group | None = None
    called: str = ""
    few: bool = False
    act: tuple[str, Callable[[], object]] | None = None


class ToldPopup(Popup):
    """Opens under the number; the first button shows the clients. It stays while the report is counted again."""

    def __init__(self, context: AppContext, told: Told, owner: QWidget) -> None:
        super().__init__(owner.window(), told.title)
        self._context, self._told = context, told
        self._window = owner.window()  # stays, whatever the report is made anew of
        self.setFixedWidth(scaled(WIDTH))
        self.body.addWidget(label(told.title, "strong", wrap=True))
        if told.few:
            self.body.addWidget(chip(_("too little data"), "warn"), 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(label(told.sentence, "", "second", wrap=True))
        for line in told.lines:
            self.body.addWidget(label(line, wrap=True, selectable=True))
        self.show_button = button(_("Show the clients"), self._show_clients, small=True, icon_name="users")
        self.export_button = button(_("Save as a file…"), self._export, small=True, icon_name="file-spreadsheet")
        buttons = [self.show_button, self.export_button] if told.clients is not None else []
        if told.act is not None:
            buttons.append(button(told.act[0], self._do_act, small=True))
        if buttons:
            self.body.addSpacing(GAP // 2)
            self.body.addWidget(Flow(buttons))
            self.setFocusProxy(buttons[0])
        if told.clients is not None:
            self._count(told.clients)

    def _count(self, clients: Group) -> None:
        context, today = self._context, self._context.today()

        def read(_report: object) -> int:
            from app.services.clients.find import count_clients

            return count_clients(context.db, where=clients, today=today)

        context.jobs.run(read, on_done=self._show_count, lane="read", owner=self)

    def _show_count(self, count: int) -> None:
        words = ngettext("Show {n} client", "Show {n} clients", count)
        self.show_button.setText(words.format(n=number_text(count)) if count else _("No clients"))
        for one in (self.show_button, self.export_button):
            one.setEnabled(count > 0)

    def _show_clients(self) -> None:
        self.close()
        self._context.events.show_clients.emit(self._told.clients, self._told.called)

    def _do_act(self) -> None:
        self.close()
        if self._told.act is not None:
            self._told.act[1]()

    def _export(self) -> None:
        context, clients = self._context, self._told.clients
        self.close()

        def ids() -> list[int]:
            from app.services.clients.find import list_client_ids

            return list(list_client_ids(context.db, where=clients, today=context.today()))

        export_many(context, self._window, file_name(self._told.called), ids)


def open_told(context: AppContext, told: Told, anchor: QWidget, place: QRect | None = None) -> ToldPopup:
    """Tell it under `anchor`, or under a place within it."""
    popup = ToldPopup(context, told, anchor)
    popup.show_below(anchor)
    if place is not None:
        corner = anchor.mapToGlobal(QPoint(place.left() + GAP, place.bottom() + GAP))
        free = anchor.screen().availableGeometry()
        popup.move(
            max(free.left(), min(corner.x(), free.right() - popup.width() - GAP)),
            max(free.top(), min(corner.y(), free.bottom() - popup.height() - GAP)),
        )
    popup.setFocus(Qt.FocusReason.PopupFocusReason)
    return popup
