"""The left column of a client's card: who it is, how to reach them, what they like and may want."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.clients.card.group_chips import GroupChips
from app.ui.clients.card.head import CardHead
from app.ui.clients.card.left.cases_card import CasesCard
from app.ui.clients.card.left.entitlements_card import EntitlementsCard
from app.ui.clients.card.left.facts import note_card, person_card
from app.ui.clients.card.left.files_card import FilesCard
from app.ui.clients.card.left.interests_card import InterestsCard
from app.ui.clients.card.left.merged import merged_card
from app.ui.clients.card.left.offers_card import OffersCard
from app.ui.clients.card.left.people_card import PeopleCard
from app.ui.clients.card.left.preferences_card import PreferencesCard
from app.ui.clients.card.left.ways import WaysBox
from app.ui.context import AppContext
from app.ui.widgets.action import Action
from app.ui.widgets.contacts import ways_to_reach

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard
    from app.services.clients.merging.merged import MergedClient
    from app.services.forecast.read import Outlook
    from app.services.interests import InterestRow
    from app.services.messages import Message

SPACING = 14


@dataclass(frozen=True)
class CardView:
    """What the page shows: the card, what can be written to the client, who was merged into it, and the forecast."""

    card: ClientCard
    messages: tuple[Message, ...] = ()
    merged: tuple[MergedClient, ...] = ()
    outlook: Outlook | None = None


@dataclass(frozen=True)
class Hands:
    """What the column asks the page to do."""

    edit: Callable[[], object]
    step: Callable[[int], object]  # so many clients further in the list
    wrote: Callable[[str], object]  # begin a line in the box that logs
    sell: Callable[[int], object]  # begin a sale with this product
    acts: Sequence[Action | None] = ()  # of the menu "more", the first changes the client


class LeftColumn(QWidget):
    """Cards one below the other. With `primary` the first way to reach the client is the screen's main button."""

    def __init__(
        self, context: AppContext, view: CardView, hands: Hands, over: QWidget | None = None, *, primary: bool
    ) -> None:
        super().__init__(over)
        card = view.card
        ways = ways_to_reach(card.contacts)
        self.head = CardHead(card, hands.step, hands.acts)
        self.ways = None
        if ways:
            self.ways = WaysBox(context, card.row.id, ways, view.messages, hands.wrote, primary=primary)
        self.groups = GroupChips(context, card.row, self.head.more) if card.row.visits else None
        self.preferences = PreferencesCard(context, card)
        self.offers = OffersCard(context.settings.currency, hands.sell, self.preferences.line)
        parts: list[QWidget | None] = [
            person_card(context, card, (self.head, self.groups), self.ways, hands.edit),
            self.preferences,
            self.offers,
            CasesCard(context, card.row.id, card.cases) if card.cases else None,
            EntitlementsCard(context, card.row.id, card.entitlements) if card.entitlements else None,
            InterestsCard(context, card.row.id, card.interests) if any(map(_is_open, card.interests)) else None,
            note_card(card.note) if card.note else None,
            PeopleCard(context, card),
            FilesCard(context, card),
            merged_card(context, view.merged) if view.merged else None,
        ]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        for part in parts:
            if part is not None:
                layout.addWidget(part)
        layout.addStretch(1)

    def read_groups(self) -> None:
        """Look up the group of the client again, whose card has not changed."""
        if self.groups is not None:
            self.groups.read()

    def take_over(self, before: LeftColumn) -> None:
        """Go on where `before` was: the card of the same client was read again."""
        self.preferences.take_over(before.preferences)
        self.offers.show_offers(before.offers.offers)
        if self.ways is not None and before.ways is not None:
            self.ways.choose(before.ways.kind)


def _is_open(wish: InterestRow) -> bool:
    return wish.closed_at is None
