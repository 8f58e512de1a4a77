"""Suggestions under a line while one types, read from a service in the reader lane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.background import Job
from app.ui.context import AppContext
from app.ui.theme.tokens import GAP_WIDE

Found = TypeVar("Found")
DEBOUNCE_MS = 60
ROWS_SHOWN = 10
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Rows(QStyledItemDelegate):
    """The style sheet's air around a suggestion is painted, but not counted by Qt."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), option.fontMetrics.height() + GAP_WIDE)


class SuggestLine(QLineEdit, Generic[Found]):
    """A line whose text is looked up by `find(text)`; `text_of` words a find, `picked(found)` tells the choice,
    `not_found(text)` that there was none for Enter to take."""

    picked = Signal(object)
    not_found = Signal(str)
    takes_first: ClassVar[bool] = False  # Enter takes the first suggestion: only what is found will do

    def __init__(
        self, context: AppContext, find: Callable[[str], Sequence[Found]], text_of: Callable[[Found], str]
    ) -> None:
        super().__init__()
        self._context, self._find, self._text_of = context, find, text_of
        self._found: dict[str, Found] = {}
        self._found_for = ""  # what the suggestions answer
        self._dressed = False
        self._enter = False  # Enter came before they did
        self._job: Job | None = None
        self._texts = QStringListModel(self)
        completer = QCompleter(self._texts, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(ROWS_SHOWN)
        completer.setWrapAround(not self.takes_first)  # else the arrow down leaves the only one, and Enter finds nobody
        completer.activated.connect(self._on_activated)
        self.setCompleter(completer)
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self.look_up)
        self.textEdited.connect(lambda _text: self._timer.start())

    def look_up(self) -> None:
        """Ask for what fits the text now."""
        if self._job is not None:
            self._job.drop()
        text = self.text().strip()
        if text:
            self._job = self._context.jobs.run(
                lambda _report: self._find(text), on_done=lambda found: self._on_found(text, found), owner=self
            )

    def take_all(self) -> None:
        """The text is taken: the line is free, and no suggestion comes late."""
        self.close_list()
        self.clear()

    def close_list(self) -> None:
        """No suggestion is shown, and none comes late."""
        self._timer.stop()
        if self._job is not None:
            self._job.drop()
        self._hide_list()

    def _hide_list(self) -> None:
        popup = self.completer().popup()
        if popup is not None:
            popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter never takes a suggestion for the letters before: it waits for those that fit the text now."""
        text = self.text().strip()
        self._enter = False
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if not plain and event.key() in ENTER and self._leave_list():
            # Qt keeps the key of an open list to the line: sent once more it is the form's.
            QApplication.postEvent(self, QKeyEvent(event.type(), event.key(), event.modifiers()))
            return
        late = self._timer.isActive() and text != self._found_for
        if self.takes_first and plain and late and event.key() in ENTER:
            event.accept()
            self._enter = True
            self._timer.stop()
            self.look_up()
        else:
            super().keyPressEvent(event)

    def _leave_list(self) -> bool:
        """Close the list of suggestions, where it is open; nothing is taken from it."""
        popup = self.completer().popup()
        if popup is None or not popup.isVisible():
            return False
        popup.hide()
        return True

    def _on_found(self, text: str, found: Sequence[Found]) -> None:
        self._found_for = text
        entered, self._enter = self._enter and self.text().strip() == text, False
        if not entered:
            self._show(found)
            return
        self._hide_list()
        if found:
            self.picked.emit(found[0])
        else:
            self.not_found.emit(text)

    def _show(self, found: Sequence[Found]) -> None:
        self._found = {self._text_of(one): one for one in found}
        self._texts.setStringList(list(self._found))
        self._dress_list()
        if self.hasFocus() and found:
            self.completer().complete()
            if self.takes_first:
                self._mark_first()

    def _dress_list(self) -> None:
        """Rows as high as in every other list."""
        popup = self.completer().popup()
        if popup is not None and not self._dressed:
            popup.setItemDelegate(_Rows(popup))
            self._dressed = True

    def _mark_first(self) -> None:
        """Silently, for Qt would put the suggestion in place of what is being typed."""
        popup = self.completer().popup()
        if popup is None:
            return
        popup.selectionModel().blockSignals(True)
        popup.setCurrentIndex(popup.model().index(0, 0))
        popup.selectionModel().blockSignals(False)
        popup.viewport().update()

    def _on_activated(self, text: str) -> None:
        if text in self._found:
            self.picked.emit(self._found[text])
