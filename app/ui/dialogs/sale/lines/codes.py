"""Codes of products: what a scanner reads off a label, and which product it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QWidget

from app.services.products.data import ProductRow

SHORTEST = 6  # letters of a code that is one by its looks
FASTEST_FINGERS = 0.05  # seconds between two keys; a scanner needs a tenth of that
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def looks_like_code(text: str) -> bool:
    """Digits as on a label: nobody names a product like that."""
    return text.isascii() and text.isdigit() and len(text) >= SHORTEST


def has_code(product: ProductRow, code: str) -> bool:
    """Whether `code` is the product's number or barcode; a UPC has a zero in front for some scanners only."""
    if product.sku and product.sku.casefold() == code.casefold():
        return True
    return bool(product.barcode) and product.barcode.lstrip("0") == code.lstrip("0")


@dataclass
class _Burst:
    """Keys that come one right after another into one editor; `put_back` gives it what it had before them."""

    editor: QWidget
    put_back: Callable[[], object]
    typed: str = ""
    last: float = 0.0


class ScannerWatch(QObject):
    """Finds a code that a scanner types into editors meant for other things; Enter at its end goes no further.

    `scanned(code, editor, put_back)`: `put_back()` gives the editor what it had before.
    """

    scanned = Signal(str, object, object)

    def __init__(self, clock: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._burst: _Burst | None = None

    def watch(self, *editors: QWidget) -> None:
        """Look at what is typed into these."""
        for editor in editors:
            editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            return self._on_key(watched, event)
        return False

    def _on_key(self, editor: QWidget, event: QKeyEvent) -> bool:
        now, burst = self._clock(), self._burst
        going_on = burst is not None and burst.editor is editor and now - burst.last <= FASTEST_FINGERS
        if event.key() in ENTER:
            self._burst = None
            if burst is None or not going_on or not _is_code(burst.typed):
                return False
            self.scanned.emit(burst.typed, editor, burst.put_back)
            return True
        if not event.text().isprintable() or not event.text():
            return False
        if burst is None or not going_on:
            burst = self._burst = _Burst(editor, _keeper(editor))
        burst.typed += event.text()
        burst.last = now
        return False


def _is_code(typed: str) -> bool:
    return len(typed) >= SHORTEST and typed.isascii() and typed.replace("-", "").isalnum()


def _keeper(editor: QWidget) -> Callable[[], object]:
    """What gives `editor` back what it has now."""
    if isinstance(editor, QLineEdit):
        text, cursor = editor.text(), editor.cursorPosition()

        def put_back() -> None:
            editor.setText(text)
            editor.setCursorPosition(cursor)

        return put_back
    if isinstance(editor, QDateEdit):
        return partial(editor.setDate, editor.date())
    if isinstance(editor, QComboBox):
        return partial(editor.setCurrentIndex, editor.currentIndex())
    return lambda: None
