"""The line of a dialog in which a client is found and chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent

from app.services.clients.data import ClientRow
from app.services.clients.find import find_clients, get_client_rows
from app.services.errors import NotFound
from app.ui.context import AppContext
from app.ui.dialogs.suggest import SuggestLine
from app.ui.widgets.phone import phone_text

SHOWN = 8
STILL_THERE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


def client_text(row: ClientRow) -> str:
    """Name and phone: enough to tell people of one name apart."""
    return " · ".join([phone_text(row.name), *(phone_text(phone) for phone in row.phones[:1])])


class ClientLine(SuggestLine[ClientRow]):
    """Type any part of a name, a phone or a card; `client_id` is who was chosen, None for nobody."""

    takes_first = True

    def __init__(self, context: AppContext, start: str | int | None) -> None:
        super().__init__(context, lambda text: find_clients(context.db, text, SHOWN), client_text)
        self.client_id = start if isinstance(start, int) else None
        self._chosen_text = ""
        self.picked.connect(self.choose)
        if isinstance(start, int):
            self._read(start, self._choose_first)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever is chosen is typed over, or scanned over, as a whole: letters inside a name choose nobody."""
        super().focusInEvent(event)
        if self.client_id is not None and event.reason() not in STILL_THERE:
            QTimer.singleShot(0, self, self._mark)  # a click has put the cursor by then

    def choose(self, row: ClientRow) -> None:
        """Take `row` as the client."""
        self.show_client(row.id, client_text(row))

    def choose_by_id(self, client_id: int) -> None:
        """Take this client, and tell it as if it was chosen from the list."""
        self._read(client_id, lambda rows: self.picked.emit(rows[0]) if rows else None)

    def show_client(self, client_id: int | None, text: str) -> None:
        """Show a client that is known already, or nobody."""
        self.client_id, self._chosen_text = client_id, text
        self.setText(text)
        self.setCursorPosition(0)

    def chosen(self) -> tuple[int | None, str]:
        """Who was chosen last, with the text that stood for them, whatever was typed over it since."""
        return self.client_id, self._chosen_text if self.client_id is not None else ""

    def named(self) -> int | None:
        """The client whom the text stands for; None for nobody, or for a name that was not chosen from the list."""
        if self.text().strip() != self._chosen_text:
            self.client_id = None
        return self.client_id

    def check(self) -> None:
        """Raises NotFound for a text that names nobody in particular."""
        if self.text().strip() and self.named() is None:
            raise NotFound(what="client_text", id=self.text().strip())

    def _mark(self) -> None:
        if self.text() == self._chosen_text:  # else somebody types already
            self.selectAll()

    def _read(self, client_id: int, done: Callable[[list[ClientRow]], object]) -> None:
        db = self._context.db
        self._context.jobs.run(lambda _report: get_client_rows(db, [client_id]), on_done=done, owner=self)

    def _choose_first(self, rows: list[ClientRow]) -> None:
        if rows:
            self.choose(rows[0])
            if self.window().focusWidget() is self:  # also before the desktop has made the window active
                self.selectAll()
