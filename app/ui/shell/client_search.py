"""Find a client, a page or an action from anywhere: matches under the search field while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from app.i18n import _, money
from app.ui.background import Job
from app.ui.context import AppContext
from app.ui.shell.search_actions import actions_named, add_client
from app.ui.shell.search_rows import NARROWEST, Match, MatchList
from app.ui.theme.size import scaled
from app.ui.widgets.phone import phone_text
from app.ui.widgets.search_field import SearchField
from app.wording.counts import visits_count
from app.wording.search import matched_text

if TYPE_CHECKING:
    from app.services.clients.listing.search import Found

SHOWN = 8
RECENT = 6


class ClientSearch(QFrame):
    """The list under `field`. The focus stays in the field; arrows choose, Enter opens, Esc closes, then `left()`."""

    left = Signal()

    def __init__(self, field: SearchField, context: AppContext, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("look", "popup")
        self._field, self._context, self._ground = field, context, window
        self._job: Job | None = None
        self.shown_for: str | None = None  # what was typed when the list was read
        self.before: QWidget | None = None  # had the focus until the field got it
        self._enter = False  # Enter was pressed before the list for it was there
        self._view = MatchList(_("Clients found"))
        self._view.taken.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 4, 1, 4)
        layout.addWidget(self._view)
        field.textEdited.connect(lambda _text: self._search())
        field.moved.connect(self._move)
        field.returnPressed.connect(self._on_return_pressed)
        field.closed.connect(self._on_closed)
        context.events.open_client.connect(self._remember)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._on_focus_changed)
        self.hide()

    def found(self) -> list[Match]:
        """What the list shows now."""
        return self._view.rows() if self.isVisible() else []

    def _typed(self) -> str:
        return self._field.text().strip()

    def _search(self) -> None:
        """Look at once; what is typed while one search runs is looked for when that is over."""
        if self._job is None or self._job.finished:
            typed = self._typed()
            self._job = self._context.jobs.run(
                lambda _report: self._read(typed), on_done=lambda rows: self._show(typed, rows), owner=self
            )

    def _read(self, typed: str) -> list[Match]:
        from app.services.clients.listing.search import Found, recent_clients, search_clients
        from app.services.keyboard import other_layout

        if not typed:
            recent = recent_clients(self._context.db, list(self._context.recent_clients), RECENT)
            return [self._line(Found(row, "name", row.name)) for row in recent]
        clients = [self._line(match) for match in search_clients(self._context.db, typed, SHOWN)]
        actions = actions_named((typed.casefold(), other_layout(typed)), self._context.events)
        begun = bool(clients) and clients[0].title.casefold().startswith(typed.casefold())
        lines = [*clients, *actions] if begun else [*actions, *clients]
        return [*lines, add_client(typed, self._context.events)]

    def _line(self, match: Found) -> Match:
        row = match.row
        text = phone_text(match.text) if match.thing == "phone" else match.text
        phone = phone_text(row.phones[0]) if row.phones else ""
        city = row.city if match.thing != "city" else ""
        known = [matched_text(match.thing, text, match.label), phone if phone != text else "", city]
        known.append(visits_count(row.visits) if row.visits else "")
        known.append(money(row.total, self._context.settings.currency) if row.total else "")
        return Match(row.id, phone_text(row.name), " · ".join(part for part in known if part))

    def _show(self, typed: str, rows: list[Match]) -> None:
        self.shown_for = typed
        if typed != self._typed():  # more was typed meanwhile
            self._job = None
            self._search()
            return
        self._view.show_rows(rows)
        if self._enter:
            self._enter = False
            self._view.take()
            return
        corner = self._field.mapTo(self._ground, self._field.rect().bottomLeft())
        width = max(self._field.width(), scaled(NARROWEST))
        self.setGeometry(corner.x(), corner.y() + 4, width, self._view.height_of_rows() + 10)
        self.setVisible(bool(rows) and self._field.hasFocus())
        self.raise_()

    def _move(self, step: int) -> None:
        if self.isVisible():
            self._view.step(step)
        else:
            self._search()

    def _on_return_pressed(self) -> None:
        # Faster than the list: what is typed is looked up before it is opened.
        if self._typed() and self.shown_for != self._typed():
            self._enter = True
            self._search()
        elif self.isVisible():
            self._view.take()

    def _open(self, match: Match) -> None:
        self.shown_for = None
        self.hide()
        self._field.clear()
        self._field.clearFocus()
        if match.client_id is not None:
            self._context.events.open_client.emit(match.client_id)
        elif match.act is not None:
            match.act()

    def _remember(self, client_id: int) -> None:
        recent = self._context.recent_clients
        recent[:] = [client_id, *(known for known in recent if known != client_id)][:RECENT]

    def _on_closed(self) -> None:
        if self.isVisible():
            self.hide()
            if self._typed():
                return
        self._field.clear()
        self.shown_for = None
        self.left.emit()

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is self._field:
            self.before = old or self.before
            if not self._typed():
                self._search()
        elif now is not self._field and now is not None:
            self.hide()
