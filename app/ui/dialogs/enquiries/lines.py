"""Lines of the form of an enquiry: who asked, known or not, and where from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.services.enquiries.board import list_sources
from app.services.errors import InvalidValue
from app.ui.context import AppContext
from app.ui.dialogs.client_field import ClientLine
from app.ui.dialogs.suggest import SuggestLine

SOURCES_SHOWN = 8


class AskerLine(ClientLine):
    """A client, or the name and phone of somebody new: a text that was not chosen is taken as it is."""

    takes_first = False

    def contact(self) -> str:
        """What was typed, where it is no client."""
        self._forget_unless_chosen()
        return "" if self.client_id is not None else " ".join(self.text().split())

    def check(self) -> None:
        """Raises InvalidValue for nothing at all."""
        self._forget_unless_chosen()
        if self.client_id is None and not self.text().strip():
            raise InvalidValue(field="who_asked", value="")

    def _forget_unless_chosen(self) -> None:
        if self.text().strip() != self._chosen_text:
            self.client_id = None


class SourceLine(SuggestLine[str]):
    """Where enquiries and clients come from, as one types; the arrow down shows the usual ones."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, self._fitting, str)
        self._known: list[str] | None = None  # read once: in a large shop it takes a moment

    def _fitting(self, text: str) -> list[str]:
        if self._known is None:
            self._known = list_sources(self._context.db)
        typed = text.casefold()
        return [one for one in self._known if typed in one.casefold()][:SOURCES_SHOWN]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.text():
            self._context.jobs.run(lambda _report: self._fitting(""), on_done=self._show, owner=self)
        else:
            super().keyPressEvent(event)
