"""The one place that shows errors, questions and file pickers."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path

import PySide6
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from app.i18n import _
from app.services.errors import AppError


def bug_report(error: BaseException) -> str:
    """What a maintainer needs and nothing of the shop: versions, kind of error, where in the code. No values."""
    import platform

    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    system = (
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, {platform.system()} {platform.release()}"
    )
    chain = error.__cause__ or error.__context__
    cause = f"\n  because of {type(chain).__name__}" if chain else ""
    return "\n".join([f"Regulars: {type(error).__name__}{cause}", system, *lines])


class Messages:
    """Dialogs over the window. Nothing here blocks except the file pickers; answers come by callback."""

    def __init__(self, parent: Callable[[], QWidget | None]) -> None:
        self._parent = parent
        self._open: set[QMessageBox] = set()
        self._folder = ""  # where files were picked last

    def show_error(self, error: Exception) -> None:
        """An expected failure as a sentence; anything else is logged and shown as a fault of the program."""
        if isinstance(error, AppError):
            from app.wording.failures import error_sentence

            self._box(QMessageBox.Icon.Warning, error_sentence(error)).open()
        else:
            self.show_bug(error)

    def show_bug(self, error: BaseException) -> None:
        """Say that the program failed, and offer the report to copy."""
        report = bug_report(error)
        logging.getLogger("regulars.bug").error("%s", report)
        text = _("Something went wrong inside Regulars. What you had saved is safe.")
        box = self._box(QMessageBox.Icon.Critical, text)
        box.setInformativeText(_("Please send the report to the developers. It holds nothing about your clients."))
        box.setDetailedText(report)
        copy = box.addButton(_("Copy the report"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda _checked=False: QGuiApplication.clipboard().setText(report))
        box.open()

    def tell(self, sentence: str, lines: str) -> None:
        """Something that is to be read: a sentence, and a list to look through."""
        box = self._box(QMessageBox.Icon.Information, sentence)
        box.setDetailedText(lines)
        box.open()

    def ask(
        self,
        question: str,
        yes: str,
        on_yes: Callable[[], object],
        *,
        no: str = "",
        on_no: Callable[[], object] | None = None,
        more: str = "",
        careful: bool = False,
    ) -> None:
        """A question with two answers; Esc and closing it are neither of them when `on_no` is given.

        `careful`: Enter means no, where a yes can never be taken back.
        """
        box = self._box(QMessageBox.Icon.Question, question, buttons=False)
        box.setInformativeText(more)
        agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        refused = box.addButton(no or _("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refused if careful else agreed)
        box.setEscapeButton(refused if on_no is None else _neither(box))

        def answered() -> None:
            if box.clickedButton() is agreed:
                on_yes()
            elif box.clickedButton() is refused and on_no is not None:
                on_no()

        box.finished.connect(lambda _code: answered())
        box.open()

    def when_all_closed(self, act: Callable[[], object]) -> None:
        """Call `act` when the last open message is closed."""
        for box in self._open:
            box.finished.connect(lambda _code: act() if not self._open else None)

    def choose_files(self, title: str, patterns: str) -> list[Path]:
        """Files picked by the user, none after Cancel. `patterns` as in "Tables (*.xlsx *.csv)"."""
        start = self._folder or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        names, _chosen = QFileDialog.getOpenFileNames(self._parent(), title, start, patterns)
        files = [Path(name) for name in names]
        if files:
            self._folder = str(files[0].parent)
        return files

    def choose_place(self, title: str, suggested: Path, patterns: str) -> Path | None:
        """Where to write a file, None after Cancel. Asks before a file is replaced."""
        name, _chosen = QFileDialog.getSaveFileName(self._parent(), title, str(suggested), patterns)
        return Path(name) if name else None

    def _box(self, kind: QMessageBox.Icon, text: str, *, buttons: bool = True) -> QMessageBox:
        box = QMessageBox(kind, _("Regulars"), "", QMessageBox.StandardButton.NoButton, self._parent())
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        if buttons:
            box.setStandardButtons(QMessageBox.StandardButton.Ok)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._open.add(box)
        box.finished.connect(lambda _code: self._open.discard(box))
        return box


def _neither(box: QMessageBox) -> QPushButton:
    """What Esc and the window's own close press where both answers do something; nobody sees it."""
    button = box.addButton(QMessageBox.StandardButton.Cancel)
    button.hide()
    return button
