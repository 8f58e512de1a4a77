"""The shop's own fields, each with an editor of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from app.i18n import _
from app.models.enums import OwnKind
from app.services.clients.own import OwnFieldRow, typed_own
from app.ui.widgets.field import Field


class OwnBox(QWidget):
    """Two columns of fields; what was read of a field that is out of use stays as it is."""

    def __init__(self, watch: Callable[[Field, Callable[[], object]], object]) -> None:
        super().__init__()
        self._watch = watch
        self.editors: dict[str, QLineEdit | QComboBox] = {}
        self._typed: dict[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)

    def make(self, fields: Sequence[OwnFieldRow]) -> None:
        """An editor for every field."""
        for number, row in enumerate(fields):
            editor = _editor(row)
            self.editors[str(row.id)] = editor
            field = Field(row.name, editor)
            if isinstance(editor, QLineEdit):
                self._watch(field, partial(_check, row, editor))
            self._grid.addWidget(field, number // 2, number % 2)
        self.fill(self._typed)

    def typed(self) -> dict[str, str]:
        """Id of a field -> what stands in it; without the empty ones that had nothing."""
        typed = {key: _text(editor) for key, editor in self.editors.items()}
        return self._typed | {key: text for key, text in typed.items() if text or key in self._typed}

    def fill(self, typed: Mapping[str, str]) -> None:
        """Show these values."""
        self._typed = dict(typed)
        for key, editor in self.editors.items():
            text = typed.get(key, "")
            if isinstance(editor, QLineEdit):
                editor.setText(text)
            else:
                editor.setCurrentIndex(max(0, editor.findData(text)))


def _editor(row: OwnFieldRow) -> QLineEdit | QComboBox:
    if row.kind not in (OwnKind.YES_NO, OwnKind.CHOICE):
        line = QLineEdit()
        line.setPlaceholderText(_("14.03.2026") if row.kind == OwnKind.DATE else "")
        return line
    box = QComboBox()
    said = [(_("yes"), "1"), (_("no"), "0")]
    for text, value in [("—", ""), *(said if row.kind == OwnKind.YES_NO else [(one, one) for one in row.choices])]:
        box.addItem(text, value)
    return box


def _text(editor: QLineEdit | QComboBox) -> str:
    return editor.text().strip() if isinstance(editor, QLineEdit) else str(editor.currentData() or "")


def _check(row: OwnFieldRow, editor: QLineEdit) -> None:
    typed_own(row.kind, editor.text(), row.choices, row.name)
