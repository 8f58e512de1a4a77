"""Editors of one setting each: they show a value and call back with the new one when the user is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import time

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit

from app.i18n import time_text
from app.ui.settings.choices import Choices
from app.ui.theme.size import scaled
from app.ui.widgets.number_box import NoWheel, NumberBox, is_undo_for_window
from app.ui.widgets.plain_text import PlainText
from app.ui.widgets.typed import time_of

LINES_WIDTH, LINES_HEIGHT = 320, 120


class _Line(QLineEdit):
    """Ctrl+Z takes back what is typed here; as long as nothing is, it is the window's and takes back what was saved."""

    def event(self, event: QEvent) -> bool:
        if is_undo_for_window(self, event):
            event.ignore()
            return False
        return super().event(event)


class TextSetting(_Line):
    """One line of text."""

    def __init__(self, save: Callable[[str], object]) -> None:
        super().__init__()
        self._shown = ""
        self._save = save
        self.editingFinished.connect(self._on_editing_finished)

    def show_value(self, value: str) -> None:
        """Show `value` unless the user is typing."""
        self._shown = value
        if not self.isModified() or not self.hasFocus():
            self.setText(value)

    def _on_editing_finished(self) -> None:
        value = " ".join(self.text().split())
        self.setText(value)  # typed no more: what is shown next is shown, with the cursor still here
        if value != self._shown:
            self._save(value)


class ChoiceSetting(NoWheel, QComboBox):
    """One of a list; a long list is searched by typing any part of a name."""

    def __init__(self, choices: Choices, save: Callable[[str], object], *, search: bool = False) -> None:
        super().__init__()
        self._save = save
        for value, text in choices:
            self.addItem(text, value)
        if search:
            self._make_searchable()
        self.activated.connect(lambda _index: self._on_activated())

    def show_value(self, value: str | int) -> None:
        """Show the choice `value`."""
        name = str(value)
        with QSignalBlocker(self):
            index = self.findData(name)
            if index < 0:
                self.addItem(name, name)
                index = self.count() - 1
            self.setCurrentIndex(index)

    def _make_searchable(self) -> None:
        line = QLineEdit()
        self.setLineEdit(line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        line.editingFinished.connect(self._on_editing_finished)

    def _on_activated(self) -> None:
        self._save(str(self.currentData()))

    def _on_editing_finished(self) -> None:
        # What was typed and is no choice goes back to what was chosen.
        self.setEditText(self.itemText(self.currentIndex()))


class TimeSetting(_Line):
    """A wall time, typed in any common way: 9, 9:30, 21.00."""

    def __init__(self, save: Callable[[time], object]) -> None:
        super().__init__()
        self._shown = time()
        self._save = save
        self.setFixedWidth(scaled(72))
        self.editingFinished.connect(self._on_editing_finished)

    def show_value(self, value: time) -> None:
        """Show `value` unless the user is typing."""
        self._shown = value
        if not self.isModified() or not self.hasFocus():
            self.setText(time_text(value))

    def _on_editing_finished(self) -> None:
        typed = time_of(self.text())
        value = self._shown if typed is None else typed
        self.setText(time_text(value))
        if value != self._shown:
            self._save(value)


class LinesSetting(PlainText):
    """A list of the owner's own, one on each line; as long as it is the usual one, nothing of one's own is saved."""

    def __init__(self, usual: Sequence[str], save: Callable[[tuple[str, ...]], object]) -> None:
        super().__init__()
        self._usual, self._save = tuple(usual), save
        self._shown: tuple[str, ...] = ()
        self.setFixedSize(scaled(LINES_WIDTH), scaled(LINES_HEIGHT))

    def show_value(self, value: tuple[str, ...]) -> None:
        """Show `value`, or the usual list, unless the user is typing."""
        self._shown = value
        if not self.hasFocus():
            self.setPlainText("\n".join(value or self._usual))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Left: what was changed is saved; an emptied list is the usual one again."""
        super().focusOutEvent(event)
        lines = (" ".join(line.split()) for line in self.toPlainText().splitlines())
        typed = tuple(dict.fromkeys(line for line in lines if line))
        value = () if typed == self._usual else typed
        if event.reason() != Qt.FocusReason.PopupFocusReason and value != self._shown:
            self._save(value)
        self.show_value(value)


class NumberSetting(NumberBox):
    """A small whole number."""

    def __init__(self, low: int, high: int, save: Callable[[int], object]) -> None:
        super().__init__(low, high)
        self._shown = low
        self._save = save
        self.editingFinished.connect(self._on_editing_finished)

    def show_value(self, value: int) -> None:
        """Show `value` unless the user is typing another one."""
        is_typing, self._shown = self.hasFocus() and self.value() != self._shown, value
        if not is_typing:
            with QSignalBlocker(self):
                self.setValue(value)

    def _on_editing_finished(self) -> None:
        if self.value() != self._shown:
            self._save(self.value())


class TickSetting(QCheckBox):
    """Yes or no."""

    def __init__(self, text: str, save: Callable[[bool], object]) -> None:
        super().__init__(text)
        self.clicked.connect(lambda checked: save(bool(checked)))

    def show_value(self, value: bool | None) -> None:
        """Tick the box, or not; None is not asked yet."""
        self.setChecked(bool(value))
