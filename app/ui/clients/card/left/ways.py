"""Ways to the client: one click opens the program with the message in it, and then the contact is offered to log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import ContactKind, InteractionKind
from app.ui.clients.card.history.commands import COMMANDS, Understood
from app.ui.clients.card.history.entries import write_down
from app.ui.clients.words import direction_name
from app.ui.context import AppContext
from app.ui.widgets.buttons import button
from app.ui.widgets.contacts import Way, contact_buttons, start_program, way_name
from app.ui.widgets.flow import Flow
from app.wording.messages import message_name

if TYPE_CHECKING:
    from app.services.messages import Message

NO_TEXT = ""  # the kind of no message at all


class WaysBox(QWidget):
    """Buttons for the ways, and below them which message goes along, with a menu of the others.

    `wrote(line)` begins a line in the box that logs, after a call. `kind` is that of the chosen message.
    """

    def __init__(
        self,
        context: AppContext,
        client_id: int,
        ways: Sequence[Way],
        messages: Sequence[Message],
        wrote: Callable[[str], object],
        *,
        primary: bool,
    ) -> None:
        super().__init__()
        self._context, self._client_id, self._messages, self._wrote = context, client_id, messages, wrote
        self.kind = messages[0].kind if messages else NO_TEXT
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(Flow(contact_buttons(ways, self.reach, primary=primary)))
        self.message = self._message_button()
        if any(way.kind != ContactKind.PHONE for way in ways):
            layout.addWidget(self.message, 0, Qt.AlignmentFlag.AlignLeft)
        self.choose(self.kind)

    def text(self) -> str:
        """The message that goes along."""
        return next((one.text for one in self._messages if one.kind == self.kind), "")

    def reach(self, way: Way) -> None:
        """Open the program for `way` with the chosen message; then offer to log it."""
        text = "" if way.kind == ContactKind.PHONE else self.text()
        _opened, said = start_program(way, text)
        if not said:
            said = _("Opened: {way}").format(way=way_name(way.kind))
        self._context.events.offer.emit(said, _("Log it"), lambda: self._log(way, text))

    def copy(self) -> None:
        """The message on the clipboard."""
        copy_text(self._context, self.text(), _("The message is on the clipboard."))

    def _message_button(self) -> QPushButton:
        made = button("", kind="link", small=True, icon_name="message-circle")
        made.setProperty("menu", "true")
        menu, group = QMenu(made), QActionGroup(made)
        menu.setToolTipsVisible(True)
        for kind, text in [*((one.kind, one.text) for one in self._messages), (NO_TEXT, "")]:
            act = menu.addAction(message_name(kind))
            act.setToolTip(text)
            act.setCheckable(True)
            act.setData(kind)
            act.triggered.connect(lambda _on=False, kind=kind: self.choose(kind))
            group.addAction(act)
        menu.addSeparator()
        menu.addAction(_("Copy the message")).triggered.connect(lambda _on=False: self.copy())
        made.setMenu(menu)
        return made

    def choose(self, kind: str) -> None:
        """Let this message go along; one that is not offered is passed over."""
        if kind != NO_TEXT and all(one.kind != kind for one in self._messages):
            return
        self.kind = kind
        name = message_name(kind)
        self.message.setText(name)
        self.message.setToolTip(self.text())
        self.message.setAccessibleName(_("Message: {name}").format(name=name))
        self.message.setAccessibleDescription(self.text())
        menu = self.message.menu()
        for act in menu.actions() if isinstance(menu, QMenu) else []:
            act.setChecked(act.data() == kind)

    def _log(self, way: Way, text: str) -> None:
        """A call is told in the line, for what was said is not known yet; a message is logged as it was sent."""
        if way.kind == ContactKind.PHONE:
            self._wrote(f"{COMMANDS[0].word()} {direction_name('out')} ")
            return
        kind = InteractionKind.EMAIL if way.kind == ContactKind.EMAIL else InteractionKind.MESSAGE
        channel = None if kind is InteractionKind.EMAIL else way.kind
        said = Understood(kind, text, direction="out", channel=channel)
        write_down(self._context, self._client_id, said)


def copy_text(context: AppContext, text: str, said: str) -> None:
    """Put a text on the clipboard and say so."""
    QGuiApplication.clipboard().setText(text)
    context.events.toast.emit(said, None)
