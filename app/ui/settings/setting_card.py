"""A card of settings: a line each, the name on the left, the editor beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.settings.editors import ChoiceSetting, TextSetting
from app.ui.settings.names import SETTINGS
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import CONTROL_HEIGHT, GAP, GAP_SMALL, GAP_WIDE
from app.ui.widgets.field import name_editor
from app.ui.widgets.frames import Card, row
from app.ui.widgets.texts import label

NAME_WIDTH = 210
SHORT_FIELD = 320


class SettingCard(Card):
    """`editors` gets the editor of each setting by its name; `saver(name)` gives what saves its new value."""

    def __init__(self, title: str, editors: dict[str, Any], saver: Callable[[str], Callable[[Any], None]]) -> None:
        super().__init__(spacing=GAP_WIDE)
        self._editors, self.saver = editors, saver
        self.body.addWidget(label(title, "strong"))
        self.body.addSpacing(GAP // 2)

    def add(self, name: str, editor: QWidget, note: str = "") -> None:
        """A line for the setting `name`."""
        self.know(name, editor)
        if isinstance(editor, (ChoiceSetting, TextSetting)):
            editor.setFixedWidth(scaled(SHORT_FIELD))
        self.line(SETTINGS[name].title(), editor if editor.hasHeightForWidth() else left(editor), note)

    def know(self, name: str, editor: QWidget) -> None:
        """The setting `name` is shown by this editor, wherever it stands."""
        self._editors[name] = editor
        name_editor(editor, SETTINGS[name].title())
        if isinstance(editor, QComboBox):  # on Linux Qt tells what is chosen in the place of the name
            editor.setAccessibleDescription(SETTINGS[name].title())

    def line(self, title: str, editor: QWidget, note: str = "") -> None:
        """A line for anything."""
        name = label(title, "", "second", wrap=True)
        name.setFixedWidth(scaled(NAME_WIDTH))
        name.setMinimumHeight(tall(CONTROL_HEIGHT))
        beside = QVBoxLayout()
        beside.setSpacing(GAP_SMALL)
        if editor.hasHeightForWidth():
            beside.addSpacing(GAP_SMALL)  # boxes are lower than the other editors
        else:
            editor.setMinimumHeight(tall(CONTROL_HEIGHT))
        beside.addWidget(editor)
        if note:
            beside.addWidget(label(note, "small", "third", wrap=True))
        across = QHBoxLayout()
        across.setSpacing(GAP_WIDE)
        across.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(beside, 1)
        self.body.addLayout(across)


def left(editor: QWidget) -> QWidget:
    """The editor with the room beside it left free."""
    holder = QWidget()
    holder.setLayout(row(editor, None))
    return holder
