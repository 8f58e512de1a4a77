"""The left side: how many pairs there are of each kind, "merge all of a kind", and the list of them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from app.i18n import _, ngettext, number_text
from app.ui.duplicates import finding
from app.ui.duplicates.kinds import KindChips
from app.ui.duplicates.pair_list import Listed, PairList
from app.ui.theme.tokens import GAP, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import Card, line, row
from app.ui.widgets.texts import label
from app.wording.likeness import kind_name

if TYPE_CHECKING:
    from app.models.database import Database
    from app.services.duplicates.pairs import LikelyPair, PairKind

AROUND_TEXT = 56  # px beside the text of the button
Key = tuple[int, int]  # the clients of a pair


class PairsCard(Card):
    """Emits `moved()` when another pair may be at hand, `merge_all_asked(kind, pairs)` for all of a kind."""

    moved = Signal()
    merge_all_asked = Signal(object, object)

    def __init__(self, db: Database) -> None:
        super().__init__(padding=0, spacing=0)
        self._db = db
        self.pairs: tuple[LikelyPair, ...] = ()
        self.kinds = KindChips()
        self.list = PairList(self._fetch)
        self.count = label("", "", "third")
        self.all_button = button("", self._ask_merge_all, small=True)
        self._build()
        self.kinds.chosen.connect(lambda: self._list(0))
        self.list.moved.connect(self._on_moved)

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(14, GAP_WIDE, GAP_WIDE, GAP_WIDE)
        head.setSpacing(GAP)
        head.addLayout(row(label(_("Duplicates"), "title"), self.count, None, spacing=GAP_WIDE))
        head.addWidget(self.kinds)
        head.addLayout(row(self.all_button, None))
        self.body.addLayout(head)
        self.body.addWidget(line())
        self.body.addWidget(self.list, 1)

    def show_pairs(self, pairs: tuple[LikelyPair, ...], wanted: Key | None = None) -> None:
        """Show these pairs, of the chosen kind; at hand is the wanted one, or else the one on the same line."""
        self.pairs = pairs
        self._list(max(self.list.currentIndex().row(), 0), wanted)

    def key(self) -> Key | None:
        """The clients of the pair at hand."""
        pair = self._pair()
        return (pair.a, pair.b) if pair is not None else None

    def skip(self) -> None:
        """On to the next pair; from the last one to the first."""
        lines = self.list.pairs.rowCount()
        if lines:
            self.list.setCurrentIndex(self.list.pairs.index((self.list.currentIndex().row() + 1) % lines, 0))

    def _pair(self) -> LikelyPair | None:
        place = self.list.place()
        return self.pairs[place] if place is not None and place < len(self.pairs) else None

    def _list(self, near: int, wanted: Key | None = None) -> None:
        pairs = self.pairs
        self.kinds.show_pairs(pairs)
        self.count.setText(number_text(len(pairs)))
        places = array("q", self.kinds.places(pairs))
        number = next((n for n, place in enumerate(places) if (pairs[place].a, pairs[place].b) == wanted), near)
        self.list.show_places(places, number)
        self._on_moved()

    def _fetch(self, places: Sequence[int]) -> Sequence[Listed]:
        return finding.list_rows(self._db, self.pairs, places)

    def _on_moved(self) -> None:
        self._name_all_button()
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_all_button()

    def _name_all_button(self) -> None:
        """How many of which kind it merges; cut where there is no room, and whole in the tip."""
        kind, pairs = self._kind_at_hand(), self._of_kind()
        self.all_button.setVisible(len(pairs) > 1)
        if kind is None:
            return
        said = ngettext("Merge {n}: {kind}", "Merge all {n}: {kind}", len(pairs))
        text = said.format(n=number_text(len(pairs)), kind=kind_name(kind))
        room = self.width() - AROUND_TEXT
        self.all_button.setText(self.all_button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room))
        self.all_button.setToolTip(text)
        self.all_button.setAccessibleName(text)

    def _kind_at_hand(self) -> PairKind | None:
        """The kind the list is narrowed to, or else that of the pair at hand."""
        pair = self._pair()
        return self.kinds.kind or (pair.kind if pair is not None else None)

    def _of_kind(self) -> list[LikelyPair]:
        kind = self._kind_at_hand()
        return [pair for pair in self.pairs if pair.kind == kind]

    def _ask_merge_all(self) -> None:
        kind = self._kind_at_hand()
        if kind is not None:
            self.merge_all_asked.emit(kind, self._of_kind())
