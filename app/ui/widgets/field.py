"""A form line: name above, editor, and below it what is wrong, in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.ui.theme.tokens import GAP_SMALL
from app.ui.widgets.texts import label, set_look

BUTTON_DOWN = 3  # px; a line is so much higher above and below than a small button


def name_editor(editor: QWidget, name: str) -> None:
    """Tell screen readers what `editor` is for; in a box with a line inside it is the line that has the focus."""
    editor.setAccessibleName(name)
    line = editor.findChild(QLineEdit)
    if line is not None:
        line.setAccessibleName(name)


def level(part: QWidget) -> QVBoxLayout:
    """A small button beside a field without a heading: level with its line, also when something is said below that."""
    made = QVBoxLayout()
    made.addSpacing(BUTTON_DOWN)
    made.addWidget(part)
    made.addStretch(1)
    return made


class Field(QWidget):
    """`editor` with its name and a note. `set_error("")` clears; the accessible name is set here, also when the name
    is not `headed` because what stands beside it tells what it is. With `wrap` a long name takes two lines."""

    def __init__(self, name: str, editor: QWidget, note: str = "", *, headed: bool = True, wrap: bool = False) -> None:
        super().__init__()
        self.editor = editor
        self._note_text = note
        self._name = label(name, "small", "second", wrap=wrap)
        self._name.setBuddy(editor)
        self._note = label(note, "small", "third", wrap=True)
        if not note:
            self._note.hide()
        name_editor(editor, name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)  # what is wrong in the field beside it moves nothing here
        for part in (*([self._name] if headed else []), editor, self._note):
            layout.addWidget(part)
        if editor.minimumWidth() == editor.maximumWidth():
            layout.setAlignment(editor, Qt.AlignmentFlag.AlignLeft)  # the words below it may have more room

    def set_error(self, sentence: str) -> None:
        """Say what is wrong in place of the note, and mark the editor."""
        self._note.setText(sentence or self._note_text)
        self._note.setVisible(bool(sentence or self._note_text))
        self._fit_words()
        set_look(self._note, tone="bad" if sentence else "third")
        set_look(self.editor, bad="true" if sentence else "false")
        self.editor.setAccessibleDescription(sentence)

    def error(self) -> str:
        """What is wrong now, or nothing."""
        return self._note.text() if self.editor.property("bad") == "true" else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        """All lines of the name and the note have room; Qt counts the lines of a wider field where it stays at the
        top."""
        for part in (self._name, self._note):
            if part.wordWrap():
                part.setMinimumHeight(max(0, part.heightForWidth(self.width())))
