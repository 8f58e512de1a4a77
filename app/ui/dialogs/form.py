"""What the quick dialogs share: fields checked as they are left, Enter saves, Esc leaves, one write, Undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _
from app.services.errors import AppError, InvalidValue
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.shell.undo import tell_done
from app.ui.theme.size import scaled, unscaled
from app.ui.theme.tokens import GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.field import Field
from app.ui.widgets.frames import GrowingArea, row
from app.ui.widgets.texts import label
from app.ui.widgets.typed import minor_of
from app.wording.failures import error_sentence

WIDTH = 460
AROUND = 200  # px; the title bar, the heading and the buttons around the fields, and air above the task bar
FRAME = 40  # px; of the desktop around a dialog, with air
# the list of suggestions or another window took the focus: the person is not done with the field
STILL_THERE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class FormDialog(QDialog):
    """A dialog with fields and one primary button. Subclasses add fields and say what to write."""

    def __init__(self, context: AppContext, title: str, save_text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(scaled(WIDTH))
        self._width_shown = 0
        self._checks: dict[QObject, Callable[[], None]] = {}
        self.first: QWidget | None = None  # where typing starts
        self.save_button = button(save_text, self.save, kind="primary")
        self.save_button.setDefault(True)
        self._problem = label("", "", "bad", wrap=True)
        self._problem.hide()
        fields = QWidget()
        self.form = QVBoxLayout(fields)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(GAP_WIDE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(GAP_WIDE)
        layout.addWidget(label(title, "heading"))
        self._area = GrowingArea(fields, parent.screen().availableSize().height() - AROUND)
        layout.addWidget(self._area)
        layout.addStretch(1)
        layout.addWidget(self._problem)
        self._cancel_button = button(_("Cancel"), self.reject)
        self.foot = row(None, self._cancel_button, self.save_button)
        layout.addLayout(self.foot)

    def _take_width(self) -> None:
        """As wide as it was made last, and never wider than the screen."""
        room = self.screen().availableSize().width() - FRAME
        self.setMinimumWidth(min(self.minimumWidth(), room))
        kept = self.context.memory.kept_number(self._memory_name())
        if kept is not None:
            self.resize(min(scaled(kept), room), self.height())
        self._width_shown = self.width()

    def done(self, result: int) -> None:
        if self.width() != self._width_shown > 0:
            self.context.memory.keep(self._memory_name(), str(unscaled(self.width())))
        super().done(result)

    def _memory_name(self) -> str:
        return f"dialogs/{type(self).__name__}"

    def add_field(self, name: str, editor: QWidget, note: str = "", check: Callable[[], object] | None = None) -> Field:
        """Add a field; `check` raises an AppError while what was typed cannot be used."""
        field = Field(name, editor, note)
        self.first = self.first or editor
        self.form.addWidget(field)
        self.watch(field, check)
        return field

    def watch(self, field: Field, check: Callable[[], object] | None) -> None:
        """Check `field` whenever it is left, and before saving."""
        if check is None:
            return
        self._checks[field.editor] = lambda: _say(field, check)
        field.editor.installEventFilter(self)

    def unwatch(self, field: Field) -> None:
        """The field is going away."""
        self._checks.pop(field.editor, None)

    def save(self) -> None:
        """Check every field and write, once however often it is asked; the first wrong field gets the focus."""
        if not self.save_button.isEnabled():
            return
        for editor, check in self._checks.items():
            check()
            if editor.property("bad") == "true" and isinstance(editor, QWidget):
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        since = self.context.now()  # before `prepare` reads the clock, or the action would be too old to be found
        try:
            write = self.prepare()
        except AppError as error:
            self._fail(error)
            return
        self.save_button.setEnabled(False)
        self.forget_problem()
        self._write(write, since)

    def prepare(self) -> Callable[[], int]:
        """Read the fields and return what writes them; it gives back an id. May raise an AppError."""
        raise NotImplementedError

    def start_with_client(self) -> None:
        """Typing starts in the line of the client, where there is one."""

    def saved(self, new_id: int) -> None:
        """Called with the id once it is written, before the dialog closes."""

    def _write(self, write: Callable[[], int], since: datetime) -> None:
        context = self.context

        def work(_report: Report) -> tuple[int, int | None, str]:
            from app.services.history.actions import find_last_action

            new_id = write()
            action = find_last_action(context.db, since)
            return (new_id, action.id, action.kind) if action else (new_id, None, "")

        context.jobs.run(work, on_done=self._on_written, on_failed=self._fail, lane="write")

    def _on_written(self, written: tuple[int, int | None, str]) -> None:
        new_id, action_id, kind = written
        if action_id is not None:
            tell_done(self.context, action_id, kind)
        self.saved(new_id)
        self.accept()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.tell_problem(error_sentence(error))
        else:
            self.save_button.setEnabled(True)
            self.context.messages.show_error(error)

    def tell_problem(self, text: str) -> None:
        """Say above the buttons what stands in the way; the fields give up as much room, so that all stays in sight."""
        self.save_button.setEnabled(True)
        self._problem.setText(text)
        self._problem.show()
        self._area.leave_room(self._problem.heightForWidth(self._area.width()) + GAP_WIDE)

    def forget_problem(self) -> None:
        """What stood in the way is put right."""
        self._problem.setText("")
        self._problem.hide()
        self._area.leave_room(0)

    def setVisible(self, visible: bool) -> None:  # noqa: N802 - Qt's name
        """Take the height of the fields first, for Qt puts the dialog in its place by it."""
        self._area.grow()
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        """Tab goes through the fields first: the buttons were made before them."""
        if not event.spontaneous():
            self._take_width()
        super().showEvent(event)
        self.setTabOrder(cast(QWidget, self.previousInFocusChain()), self._cancel_button)
        self.setTabOrder(self._cancel_button, self.save_button)
        if self.first is not None:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A form that grew over the edge of the screen moves up: its buttons stay in sight."""
        super().resizeEvent(event)
        room = self.screen().availableGeometry()
        below = self.frameGeometry().bottom() - room.bottom()
        if self.isVisible() and below > 0:
            self.move(self.x(), max(room.top(), self.y() - below))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field that is left is checked, unless it is empty: nobody is scolded for what is not typed yet."""
        left = isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in STILL_THERE
        if left and watched in self._checks and isinstance(watched, QLineEdit) and watched.text().strip():
            self._checks[watched]()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves from any one-line field; Ctrl+Enter from everywhere."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if control or isinstance(self.focusWidget(), QLineEdit):
                self.save()
            return
        super().keyPressEvent(event)


def typed_sum(line: QLineEdit, field: str) -> int | None:
    """The sum in a line, in minor units, not negative; None for an empty one. Raises InvalidValue."""
    text = line.text().strip()
    minor = minor_of(text)
    if text and (minor is None or minor < 0):
        raise InvalidValue(field=field, value=text)
    return minor


def _say(field: Field, check: Callable[[], object]) -> None:
    try:
        check()
    except AppError as error:
        field.set_error(error_sentence(error))
    else:
        field.set_error("")
