"""The panel beside the clients table: who it is, how to reach them, what happened last."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, money, number_text
from app.ui.clients.card.history.entry_rows import ShortEntry
from app.ui.clients.card.history.timeline import entry, timeline
from app.ui.clients.card.left.cases_card import open_case_bar
from app.ui.clients.words import rhythm_text, silence_sentence, silence_tone, since_text
from app.ui.context import AppContext
from app.ui.theme.tokens import GAP_CARD, GAP_WIDE
from app.ui.widgets.avatar import Avatar
from app.ui.widgets.buttons import button
from app.ui.widgets.contacts import contact_buttons, open_way, ways_to_reach
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.flow import Flow
from app.ui.widgets.frames import ScrollingArea, row
from app.ui.widgets.phone import phone_text
from app.ui.widgets.side_panel import SidePanel, figure_tiles
from app.ui.widgets.texts import chip, label

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard

ENTRIES = 6
CHIPS = 8


class ClientPanel(SidePanel):
    """Shows one card or, with none, what to do. `opened(client_id)` is what its Open button calls."""

    def __init__(self, context: AppContext, opened: Callable[[int], object]) -> None:
        super().__init__(context)
        self._opened = opened
        self._card: ClientCard | None = None
        self.show_nothing()

    def show_nothing(self) -> None:
        """No client is chosen."""
        self._card = None
        self.replace(EmptyState(_("Choose a client to see the last purchases and contacts."), icon_name="user"))

    def show_card(self, card: ClientCard) -> None:
        """Show this client; one that is shown already stays as it is."""
        if card == self._card:
            return
        self._card = card
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(GAP_CARD, GAP_CARD, GAP_CARD, GAP_CARD)
        layout.setSpacing(GAP_WIDE)
        case = open_case_bar(self._context, card.cases, narrow=True)
        known = (self._chips(card), self._figures(card), self._ways(card), self._last(card))
        for part in (self._head(card), case, *known):
            if part is not None:
                layout.addWidget(part)
        layout.addStretch(1)
        self.replace(ScrollingArea(content))

    def _head(self, card: ClientCard) -> QWidget:
        head = QWidget()
        name = label(phone_text(card.row.name), "heading", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(label(since_text(card), "", "second", wrap=True))
        layout = QHBoxLayout(head)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_WIDE)
        layout.addWidget(Avatar(card.row.name, 44), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        return head

    def _chips(self, card: ClientCard) -> QWidget | None:
        today = self._context.today()
        chips = []
        sentence = silence_sentence(card.row, today)
        if sentence:
            chips.append(chip(_("silent longer than usual"), silence_tone(card.row, today), sentence))
        chips += [chip(tag) for tag in card.tags]
        chips += [chip(one.text, "plum") for one in card.preferences]
        return Flow(chips[:CHIPS]) if chips else None

    def _figures(self, card: ClientCard) -> QWidget:
        total = money(card.row.total, self._context.settings.currency, cents=False)
        return figure_tiles(
            (_("Visits"), number_text(card.row.visits)),
            (_("Spent"), total),
            (_("Rhythm"), rhythm_text(card.row)),
        )

    def _ways(self, card: ClientCard) -> QWidget:
        """What can be done: reach the client, open the card."""
        client_id = card.row.id
        ways = ways_to_reach(card.contacts)
        made = contact_buttons(ways, lambda way: open_way(self._context.events, way), primary=True)
        made.append(
            button(
                _("Open ↵"),
                lambda: self._opened(client_id),
                kind="normal" if ways else "primary",
                small=True,
                tip=_("Open the card (Enter)"),
            )
        )
        return Flow(made)

    def _last(self, card: ClientCard) -> QWidget | None:
        settings = self._context.settings
        rows = timeline(card, settings.zone)[:ENTRIES]
        if not rows:
            return None
        last = QWidget()
        layout = QVBoxLayout(last)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(row(label(_("Timeline"), "strong"), None))
        for one in rows:
            layout.addWidget(ShortEntry(entry(one, settings.currency, settings.zone), self._context.today()))
        return last
