"""Short texts as chips, with a line to add more by typing or from those in use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.ui.context import AppContext
from app.ui.dialogs.suggest import SuggestLine
from app.ui.theme.tokens import GAP_SMALL
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import Flow


class WordLine(SuggestLine[str]):
    """Enter and a comma take the text, Backspace in the empty line the last chip."""

    taken = Signal(str)
    last_removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = self.text().strip()
        plain_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if text and (plain_enter or event.text() in (",", ";")):
            self.taken.emit(text)
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.last_removed.emit()
        else:
            super().keyPressEvent(event)


class ChipLine(QWidget):
    """Chips above a line; a click on a chip takes it away."""

    changed = Signal()

    def __init__(
        self, context: AppContext, find: Callable[[str], Sequence[str]], tone: str = "neutral", hint: str = ""
    ) -> None:
        super().__init__()
        self._tone = tone
        self._texts: list[str] = []
        self._chips = Flow()
        self.line = WordLine(context, find, str)
        self.line.setPlaceholderText(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        layout.addWidget(self._chips)
        layout.addWidget(self.line)
        self.line.taken.connect(self.add)
        self.line.picked.connect(self.add)
        self.line.last_removed.connect(lambda: self.remove(self._texts[-1]) if self._texts else None)

    def texts(self) -> list[str]:
        """The chips, and what is typed and not taken yet."""
        return list(dict.fromkeys([*self._texts, *_parts(self.line.text())]))

    def fill(self, texts: Iterable[str]) -> None:
        """Show these chips."""
        self._texts = list(texts)
        self.line.clear()
        self._show()

    def add(self, text: str) -> None:
        """One chip more; the line is free for the next."""
        self._texts = list(dict.fromkeys([*self._texts, *_parts(text)]))
        self.line.take_all()
        self._show()

    def remove(self, text: str) -> None:
        """Take a chip away."""
        self._texts.remove(text)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    def _show(self) -> None:
        chips = []
        for text in self._texts:
            chip = button(f"{text}  ×", partial(self.remove, text), kind="filter")
            chip.setProperty("tone", self._tone)
            chip.setAccessibleName(_("Remove “{text}”").format(text=text))
            chips.append(chip)
        self._chips.set_parts(chips)
        self.changed.emit()


def _parts(text: str) -> list[str]:
    """What commas part, without needless gaps."""
    parts = (" ".join(part.split()) for part in text.replace(";", ",").split(","))
    return [part for part in parts if part]
