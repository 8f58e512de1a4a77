"""The chips under the line of a quick task: what it was understood as, each a button that corrects it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.i18n import _
from app.ui.theme import icon
from app.ui.theme.size import tall
from app.ui.theme.tokens import GAP_SMALL, ICON_SIZE
from app.ui.widgets.buttons import ICON_GAP
from app.ui.widgets.condition_chip import ConditionChip
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.own_keys_menu import OwnKeysMenu
from app.ui.widgets.texts import label, set_look

CHIP_HEIGHT = 24  # px; what stands beside the chips is in the middle of their line
NAMES = ("layout", "kind", "client", "day", "time", "every", "priority")


@dataclass(frozen=True)
class ChipWords:
    """What a chip says, its icon and its tone ("" for what was not typed)."""

    text: str
    icon_name: str = ""
    tone: str = ""


class QuickChips(QWidget):
    """`asked(name, button)`: this one is to be corrected. `removed(name)`: it was not meant."""

    asked = Signal(str, object)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[str, ConditionChip] = {}
        self.lead = label(_("Understood as:"), "small", "third")
        self.doubt = label("", "small", "second")
        for words in (self.lead, self.doubt):
            words.setMinimumHeight(tall(CHIP_HEIGHT))
        flow = FlowLayout(GAP_SMALL)
        flow.addWidget(self.lead)
        for name in NAMES:
            self.chips[name] = chip = ConditionChip("")
            chip.clicked.connect(lambda _on=False, name=name: self.asked.emit(name, self.chips[name]))
            chip.removed.connect(partial(self.removed.emit, name))
            chip.setIconSize(QSize(ICON_SIZE + ICON_GAP, ICON_SIZE))
            chip.hide()
            flow.addWidget(chip)
        flow.addWidget(self.doubt)
        inner = QWidget()
        inner.setLayout(flow)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(inner, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        for box in (inner, self):
            box.setSizePolicy(policy)

    def show_words(self, words: dict[str, ChipWords | None], doubt: str, *, bad: bool = False) -> None:
        """Show these chips and hide the others; the doubt stands behind them, `bad` for what has to be settled."""
        self.lead.setVisible(any(words.values()))
        for name, chip in self.chips.items():
            said = words.get(name)
            chip.setVisible(said is not None)
            if said is not None:
                chip.setText(said.text.replace("&", "&&"))
                chip.setAccessibleName(_("{what}: {value}").format(what=chip_title(name), value=said.text))
                chip.setToolTip(_("Change: {value}").format(value=said.text))
                if said.icon_name:
                    chip.setIcon(icon(said.icon_name, said.tone or "text_2"))
                set_look(chip, tone=said.tone)
        self.doubt.setText(doubt)
        self.doubt.setVisible(bool(doubt))
        set_look(self.doubt, tone="bad" if bad else "second")


def choice_menu(window: QWidget, name: str, choices: Iterable[tuple[str, Callable[[], object]] | None]) -> OwnKeysMenu:
    """A menu of (words, what to do) with a line for None; the first one is current, so that Enter takes it."""
    menu = OwnKeysMenu(window)
    menu.setAccessibleName(chip_title(name))
    for choice in choices:
        if choice is None:
            menu.addSeparator()
            continue
        text, act = choice
        menu.addAction(text.replace("&", "&&")).triggered.connect(lambda _on=False, act=act: act())
    if menu.actions():
        menu.setActiveAction(menu.actions()[0])
    return menu


def chip_title(name: str) -> str:
    """What a chip is about."""
    titles: dict[str, Callable[[], str]] = {
        "layout": lambda: _("Other keyboard layout"),
        "kind": lambda: _("What it is"),
        "client": lambda: _("Client"),
        "day": lambda: _("Day"),
        "time": lambda: _("Time"),
        "every": lambda: _("Repeats"),
        "priority": lambda: _("Priority"),
    }
    return titles[name]()
