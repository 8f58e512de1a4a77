"""Two people who look alike, side by side: what is the same in both is quiet, what differs stands out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from app.i18n import _, day_text
from app.ui.theme.tokens import GAP_SMALL, GAP_WIDE
from app.ui.widgets.phone import phone_text
from app.ui.widgets.texts import ElidedLabel, label, set_look
from app.wording.counts import bought_text

if TYPE_CHECKING:
    from app.services.imports.matching.likely import LikelyPair, Side

KEY_WIDTH = 96
ANY_YEAR = 2000  # a leap year: 29 February is a birthday


class SideBySide(QWidget):
    """Name, contacts, birthday, address and purchases of both, line against line."""

    def __init__(self, currency: str) -> None:
        super().__init__()
        self._currency = currency
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_WIDE)
        self._grid.setVerticalSpacing(GAP_SMALL)
        self._grid.setColumnMinimumWidth(0, KEY_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.heads = [label("", "small", "second"), label("", "small", "second")]
        for column, head in enumerate(self.heads, 1):
            self._grid.addWidget(head, 0, column)
        keys = (_("Name"), _("Contacts"), _("Birthday"), _("Address"), _("Purchases"))
        self._keys = [label(key, "small", "second") for key in keys]
        self.cells = [(ElidedLabel(), ElidedLabel()) for _key in keys]
        for row, (key, cells) in enumerate(zip(self._keys, self.cells, strict=True), 1):
            self._grid.addWidget(key, row, 0)
            for column, cell in enumerate(cells, 1):
                self._grid.addWidget(cell, row, column)

    def show_pair(self, pair: LikelyPair) -> None:
        """Show the two of a pair; a line that neither has is left out."""
        self.heads[0].setText(_("In the file"))
        self.heads[1].setText(_("Also in the file") if pair.other.client_id is None else _("In your shop"))
        sides = [self._texts(side) for side in (pair.newcomer, pair.other)]
        for key, cells, texts in zip(self._keys, self.cells, zip(*sides, strict=True), strict=True):
            key.setVisible(any(texts))
            alike = texts[0].casefold() == texts[1].casefold() or not all(texts)
            for cell, text in zip(cells, texts, strict=True):
                cell.setText(text or "–")
                cell.setVisible(any(texts))
                set_look(cell, look="" if alike else "strong", tone="second" if alike else "")

    def _texts(self, side: Side) -> tuple[str, ...]:
        last = date.fromisoformat(side.last_day) if side.last_day else None
        bought = bought_text(side.receipts, side.total, self._currency, last)
        contacts = ", ".join((*map(phone_text, side.phones), *side.emails))
        return side.name, contacts, _birthday(side.birthday), side.address, bought


def _birthday(text: str) -> str:
    """ "14 March 1985" of 1985-03-14, "14 March" of --03-14."""
    if not text:
        return ""
    if text.startswith("--"):
        day = date(ANY_YEAR, int(text[2:4]), int(text[5:7]))
        return day_text(day, day)
    return day_text(date.fromisoformat(text))
