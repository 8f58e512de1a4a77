"""Two clients side by side: where they differ the owner chooses, what both may have is joined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.duplicates.compared import Line, only_here
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import Flow
from app.ui.widgets.frames import row
from app.ui.widgets.texts import chip, label, set_look

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard

KEY_WIDTH = 104
BESIDE_RADIO = 4
INDENT = 26  # of every text: the room of a radio button
TOP = Qt.AlignmentFlag.AlignTop


class Sides(QWidget):
    """Left who stays, right who goes. `opened(client id)`: the card of one is asked for; `swapped()`: the other way."""

    opened = Signal(int)
    swapped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, tuple[QRadioButton, QRadioButton]] = {}
        self.cells: dict[str, tuple[str, str]] = {}  # title -> what stands on either side
        self.open_buttons: list[QPushButton] = []
        self.swap_button = button(_("Swap"), self.swapped.emit, small=True, icon_name="arrow-left-right")
        self._content: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_lines(self, stays: ClientCard, goes: ClientCard, lines: Sequence[Line]) -> None:
        """Show these two; what was chosen before is forgotten."""
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_WIDE)
        grid.setVerticalSpacing(GAP)
        grid.setColumnMinimumWidth(0, KEY_WIDTH)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self.choices, self.cells, self.open_buttons = {}, {}, []
        grid.addWidget(self._head(_("Stays"), "accent", stays), 0, 1)
        grid.addWidget(self._head(_("Goes into the other"), "neutral", goes), 0, 2)
        grid.addWidget(self.swap_button, 0, 0, Qt.AlignmentFlag.AlignLeft)
        for number, line in enumerate(lines, 1):
            self._add(grid, number, line)
        grid.setRowStretch(len(lines) + 1, 1)
        if self._content is not None:  # the button has gone over to the new one
            self._content.setParent(None)
            self._content.deleteLater()
        self._content = content
        self._layout.addWidget(content)
        content.show()  # at once, for Tab skips what is not shown yet

    def from_other(self) -> frozenset[str]:
        """The fields whose value is taken from the one who goes."""
        return frozenset(field for field, (_stays, goes) in self.choices.items() if goes.isChecked())

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order: the choices first."""
        return [*(radio for both in self.choices.values() for radio in both), self.swap_button, *self.open_buttons]

    def _head(self, title: str, tone: str, card: ClientCard) -> QWidget:
        opens = button(_("Open the card"), lambda: self.opened.emit(card.row.id), kind="link", small=True)
        opens.setAccessibleName(f"{_('Open the card')}: {card.row.name}")
        self.open_buttons.append(opens)
        mark = chip(title, tone)
        mark.setFixedHeight(opens.sizeHint().height())
        return Flow((mark, opens))

    def _add(self, grid: QGridLayout, number: int, line: Line) -> None:
        self.cells[line.title] = ("\n".join(line.stays), "\n".join(line.goes))
        title = label(line.title, "small", "second", wrap=True)
        title.setMaximumWidth(scaled(KEY_WIDTH))
        title.setContentsMargins(0, BESIDE_RADIO if line.is_choice else 0, 0, 0)
        grid.addWidget(title, number, 0, TOP)
        if line.is_choice:
            self._add_choice(grid, number, line)
            return
        for column, (mine, theirs) in enumerate(((line.stays, line.goes), (line.goes, line.stays)), 1):
            grid.addWidget(_texts(mine, only_here(mine, theirs)), number, column, TOP)

    def _add_choice(self, grid: QGridLayout, number: int, line: Line) -> None:
        group = QButtonGroup(self._group_owner(grid))
        choices = [Choice(line.title, "\n".join(texts)) for texts in (line.stays, line.goes)]
        for column, choice in enumerate(choices, 1):
            group.addButton(choice.radio)
            grid.addWidget(choice, number, column, TOP)
        choices[1 if line.taken else 0].radio.setChecked(True)
        self.choices[line.field] = (choices[0].radio, choices[1].radio)

    @staticmethod
    def _group_owner(grid: QGridLayout) -> QWidget:
        owner = grid.parentWidget()
        assert owner is not None
        return owner


class Choice(QWidget):
    """A radio button whose text may take several lines; the text stands out where it is chosen."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.radio = QRadioButton()
        self.radio.setAccessibleName(f"{title}: {text}")
        self.text = label(text, wrap=True)
        self.radio.setFixedWidth(INDENT)
        layout = row(self.radio, spacing=0)
        layout.addWidget(self.text, 1)
        layout.setAlignment(self.radio, TOP)
        self.setLayout(layout)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.radio.toggled.connect(self._show)
        self._show(False)

    def _show(self, chosen: bool) -> None:
        set_look(self.text, look="strong" if chosen else "", tone="" if chosen else "second")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
        self.radio.setChecked(True)


def _texts(lines: Sequence[str], different: set[str]) -> QWidget:
    """Lines one below the other; what the other side has too is quiet."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(INDENT, 0, 0, 0)
    layout.setSpacing(2)
    for text in lines or ("–",):
        layout.addWidget(label(text, "", "" if text in different else "second", wrap=True))
    return made
