"""One line to log a call, a talk, a message, a note or a score, and to correct what was logged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import InteractionKind
from app.services.clients.data import FeedbackRow, InteractionRow
from app.ui.clients.card.history.commands import COMMANDS, SCORE, Understood, line_of, said_of, understand
from app.ui.clients.words import interaction_icon, interaction_name
from app.ui.theme import icon
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import row, scroll_to
from app.ui.widgets.search_field import is_for_window
from app.ui.widgets.texts import ElidedLabel, set_look
from app.wording.clients import channel_name

Row = InteractionRow | FeedbackRow
Logged = Callable[[Understood, Row | None], object]
NARROW, ICON_ONLY, WHOLE = 560, 64, 240  # px
KINDS = (InteractionKind.NOTE, *(kind for kind in InteractionKind if kind is not InteractionKind.NOTE), SCORE)


@dataclass(frozen=True)
class Begun:
    """What is in the line, the row that it corrects, and the kind chosen by hand."""

    text: str = ""
    corrected: Row | None = None
    plain: str = InteractionKind.NOTE


class LogLine(QLineEdit):
    """Offers the commands from the first "/" on; Esc is its own while there is something to leave."""

    left = Signal()  # Esc
    entered = Signal(bool)  # the focus came, or went

    def __init__(self) -> None:
        super().__init__()
        model = QStandardItemModel(self)
        for command in COMMANDS:
            name = channel_name(command.channel) if command.channel else kind_name(command.kind)
            item = QStandardItem(f"{command.word()}   {name}")
            item.setData(f"{command.word()} ", Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        completer = QCompleter(model, self)
        completer.setCompletionRole(Qt.ItemDataRole.UserRole)
        completer.setMaxVisibleItems(len(COMMANDS))
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self._offered().setProperty("look", "offered")

    def event(self, event: QEvent) -> bool:
        """Esc is for the line before it is the window's; Tab takes the first command that is offered."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and is_for_window(self, event):
                event.ignore()
                return False
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape and self.text():
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab and self._offered().isVisible():
                self.setText(self.completer().currentCompletion())
                self._offered().hide()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on an offered command is the offer's: it only takes the command into the line."""
        offered = self._offered()
        taken = offered.isVisible() and offered.currentIndex().isValid()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and taken:
            event.ignore()
        elif event.key() == Qt.Key.Key_Escape and self.text() and not offered.isVisible():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _offered(self) -> QAbstractItemView:
        offered = self.completer().popup()
        assert offered is not None
        return offered

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.entered.emit(False)


class KindBox(QComboBox):
    """What a line without a command is about. `closed()`: the list was closed, by a choice or without one."""

    closed = Signal()

    def hidePopup(self) -> None:  # noqa: N802 - Qt's name
        """As Qt does, and tell; Qt comes here also when the page is left, with no list open."""
        was_open = self.view().isVisible()
        super().hidePopup()
        if was_open:
            self.closed.emit()


class LogBox(QWidget):
    """Calls `logged(what was understood, the row that is corrected or None)` on Enter or the button. Below the line
    stands how it is understood. The kind on the left is what a line without a command is about."""

    def __init__(self, logged: Logged) -> None:
        super().__init__()
        self._logged = logged
        self._corrected: Row | None = None
        self._plain: str = InteractionKind.NOTE  # chosen by hand, for a line without a command
        self.kind = KindBox()
        self.kind.setAccessibleName(_("What it was"))
        for kind in KINDS:
            self.kind.addItem(icon(kind_icon(kind)), kind_name(kind), kind)
        self.kind.activated.connect(self._on_kind)
        self.kind.closed.connect(self.focus, Qt.ConnectionType.QueuedConnection)
        self.text = LogLine()
        self.text.setAccessibleName(_("What was said"))
        self.save = button("", self._take)
        self.leave = button(_("Cancel"), self.clear, kind="ghost")
        self.says = ElidedLabel("", "small", "second")
        across = row(self.kind, self.text, self.leave, self.save, spacing=GAP)
        across.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(6)
        layout.addLayout(across)
        layout.addWidget(self.says)
        self.text.returnPressed.connect(self._take)
        self.text.left.connect(self.clear)
        self.text.textChanged.connect(lambda _text: self._show())
        self.text.entered.connect(lambda _came: self._show())
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the kind is its icon, and the line says what it takes in fewer words."""
        super().resizeEvent(event)
        narrow = event.size().width() < scaled(NARROW)
        self.kind.setMaximumWidth(ICON_ONLY if narrow else scaled(WHOLE))
        whole = _("Write down a call, a talk or a note… (Ctrl+L)")
        self.text.setPlaceholderText(_("Call, talk, note…") if narrow else whole)

    def focus(self) -> None:
        """Start typing at the end of what is there; in a low window the line scrolls into sight."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.end(False)
        scroll_to(self)

    def begin(self, line: str) -> None:
        """Start a line, unless one is being written."""
        if not self.text.text():
            self.text.setText(line)
        self.focus()

    def correct(self, shown: Row) -> None:
        """Take up what was logged; Enter writes it again, Esc leaves it as it was."""
        self._corrected = shown
        self.text.setText(line_of(shown))
        self._show()
        self.focus()

    def take_over(self, before: LogBox) -> None:
        """Go on where `before` was: the card was read again while someone was writing."""
        self.go_on(before.begun())
        self.text.setCursorPosition(before.text.cursorPosition())

    def begun(self) -> Begun:
        """What is being written, to go on with it later."""
        return Begun(self.text.text(), self._corrected, self._plain)

    def go_on(self, begun: Begun) -> None:
        """Go on with it."""
        self._corrected, self._plain = begun.corrected, begun.plain
        self.text.setText(begun.text)
        self._show()

    def clear(self) -> None:
        """Saved or left: ready for the next one."""
        self._corrected, self._plain = None, InteractionKind.NOTE
        self.text.setText("")  # which, unlike `clear`, leaves Ctrl+Z to what was logged
        self._show()

    def understood(self) -> Understood:
        """What the line means now."""
        return understand(self.text.text(), self._plain)

    def _take(self) -> None:
        understood = self.understood()
        bare = not self.text.text().strip() and self._plain == InteractionKind.NOTE
        if understood.problem or bare:
            self.focus()
            self._show()
        else:
            self._logged(understood, self._corrected)

    def _on_kind(self, number: int) -> None:
        """By hand; a command in the line gives way to the one that was chosen."""
        self._plain = self.kind.itemData(number)
        if self.text.text().startswith("/"):
            self.text.setText(self.text.text().partition(" ")[2])
        self._show()

    def _show(self) -> None:
        """How the line is understood."""
        understood, typed = self.understood(), self.text.text().strip()
        place = self.kind.findData(understood.kind)
        self.kind.setCurrentIndex(place if place >= 0 else self.kind.findData(self._plain))
        self.save.setText(_("Save") if self._corrected else _("Log it"))
        self.leave.setVisible(self._corrected is not None)
        wrong = bool(understood.problem) and bool(typed)
        if wrong:
            said = understood.problem
        elif typed:
            said = " — ".join(filter(None, (said_of(understood), understood.text)))
            said = _("Corrected: {what}").format(what=said) if self._corrected else said
        else:
            said = _("{call} 5 min …, {message} …, {score} 9 …: type / to see all").format(
                call=COMMANDS[0].word(), message=COMMANDS[2].word(), score=COMMANDS[-1].word()
            )
        self.says.setText(said)
        set_look(self.says, tone="warn" if wrong and " " in typed else "second" if typed else "third")
        self.says.setVisible(bool(typed) or self.text.hasFocus())
        self.text.setAccessibleDescription(said)


def kind_name(kind: str) -> str:
    """A kind of contact, or a score, in words."""
    return _("Score") if kind == SCORE else interaction_name(kind)


def kind_icon(kind: str) -> str:
    """The icon of it."""
    return "star" if kind == SCORE else interaction_icon(kind)
