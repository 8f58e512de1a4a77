"""The top of a client's card: who it is, the neighbours in the list, and everything that can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.i18n import _, number_text
from app.ui.clients.words import since_text
from app.ui.theme.tokens import GAP_SMALL, GAP_WIDE
from app.ui.widgets.action import Action, add_to_menu, tip
from app.ui.widgets.avatar import Avatar
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.frames import row
from app.ui.widgets.phone import phone_text
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard

LONG_NAME, LONG_WORD = 45, 14  # letters; beyond them the name is set smaller


class CardHead(QWidget):
    """Previous and next client and which one of how many this is; change, more; then avatar, name, since when."""

    def __init__(self, card: ClientCard, step: Callable[[int], object], acts: Sequence[Action | None]) -> None:
        super().__init__()
        self.place = label("", "small", "third")
        self.before = icon_button("chevron-left", _("Previous client (Ctrl+↑)"), lambda: step(-1))
        self.after = icon_button("chevron-right", _("Next client (Ctrl+↓)"), lambda: step(1))
        self.more = more_button(acts)
        first = next(act for act in acts if act is not None)
        pencil = icon_button("pencil", tip(first), first.run)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        layout.addLayout(row(self.before, self.place, self.after, None, pencil, self.more, spacing=2))
        layout.addLayout(_who(card))

    def show_place(self, place: int | None, count: int) -> None:
        """Which one of the list it is, from 1 on; None where it is not in the list."""
        self.place.setText(
            "" if place is None else _("{n} of {all}").format(n=number_text(place), all=number_text(count))
        )
        self.before.setEnabled(place is None or place > 1)
        self.after.setEnabled(place is None or place < count)


def more_button(acts: Sequence[Action | None]) -> QPushButton:
    """Three dots that open a menu of acts; None is a line between them."""
    made = icon_button("ellipsis", _("More"))
    menu = QMenu(made)
    add_to_menu(menu, acts)
    made.setMenu(menu)
    return made


def _who(card: ClientCard) -> QHBoxLayout:
    shown = phone_text(card.row.name)  # who has no name is called by the phone
    long = len(shown) > LONG_NAME or any(len(word) > LONG_WORD for word in shown.split())
    name = label(shown, "heading" if long else "title", wrap=True, selectable=True)
    name.setMinimumWidth(1)  # an endless word must not push the cards out of their column
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(name)
    words.addWidget(label(since_text(card), "", "second", wrap=True))
    words.addStretch(1)
    head = QHBoxLayout()
    head.setSpacing(GAP_WIDE)
    head.addWidget(Avatar(card.row.name, 52), 0, Qt.AlignmentFlag.AlignTop)
    head.addLayout(words, 1)
    return head
