"""What the client likes, as chips under their topics; one more or one less with a key or a click."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from app.i18n import _
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.dialogs.client_form.chip_line import WordLine
from app.ui.shell.undo import tell_done
from app.ui.theme.tokens import GAP, GAP_CARD
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import Flow
from app.ui.widgets.frames import Card
from app.ui.widgets.search_field import is_for_window
from app.ui.widgets.texts import CHIP_LETTERS, label

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard

SUGGESTED = 8


class PreferenceLine(WordLine):
    """Esc leaves it before it leaves the card."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Esc is for the line before it is the window's, Ctrl+Z for the window where nothing was typed."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if is_for_window(self, event):
                event.ignore()
                return False
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class PreferenceChip(QPushButton):
    """A click or Del takes it off."""

    def __init__(self, text: str) -> None:
        cut = text if len(text) <= CHIP_LETTERS else text[: CHIP_LETTERS - 1].rstrip() + "…"
        super().__init__(f"{cut}  ×")
        self.setProperty("kind", "chip")
        self.setProperty("tone", "plum")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(_("Take off: {name}").format(name=text))
        self.setAccessibleName(_("Take off: {name}").format(name=text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)


class PreferencesCard(Card):
    """Those without a topic first. "+ add" turns into a line: Enter or a suggestion adds, and it waits for the next."""

    def __init__(self, context: AppContext, card: ClientCard) -> None:
        super().__init__(padding=GAP_CARD, spacing=GAP)
        self._context, self._client_id = context, card.row.id
        self.body.addWidget(label(_("Preferences"), "strong"))
        topics = sorted({one.topic for one in card.preferences} | {""})
        for topic in topics:
            chips: list[QPushButton] = []
            for one in card.preferences:
                if one.topic == topic:
                    chips.append(PreferenceChip(one.text))
                    chips[-1].clicked.connect(partial(self._remove, one.text))
            if topic:
                self.body.addWidget(label(topic, "small", "second"))
            else:
                self.add_button = button(_("+ add"), self.begin, kind="chip")
                self.add_button.setAccessibleName(_("Add a preference"))
                chips.append(self.add_button)
            self.body.addWidget(Flow(chips))
        self.line = PreferenceLine(context, self._find, str)
        self.line.setPlaceholderText(_("in beans, no milk…"))
        self.line.setAccessibleName(_("Add a preference"))
        self.line.hide()
        self.line.taken.connect(self._add)
        self.line.picked.connect(self._add)
        self.line.left.connect(self._leave)
        self.body.insertWidget(2, self.line)

    def begin(self) -> None:
        """Start typing one more."""
        self.line.show()
        self.add_button.hide()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_over(self, before: PreferencesCard) -> None:
        """Go on where `before` was: the card was read again while someone was adding."""
        if not before.line.isHidden():
            self.line.show()
            self.add_button.hide()
            self.line.setText(before.line.text())

    def _find(self, typed: str) -> tuple[str, ...]:
        from app.services.clients.listing.in_use import values_in_use

        return values_in_use(self._context.db, "preferences", typed, SUGGESTED)

    def _leave(self) -> None:
        self.line.take_all()
        self.line.hide()
        self.add_button.show()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, text: str) -> None:
        context, client_id = self._context, self._client_id
        self.line.take_all()

        def work(_report: Report) -> int | None:
            from app.services.clients.preferences import add_preference

            return add_preference(context.db, client_id, text, context.now())

        context.jobs.run(work, on_done=lambda action: self._said(action, "add_preference"), lane="write")

    def _remove(self, text: str, _checked: bool = False) -> None:
        context, client_id = self._context, self._client_id

        def work(_report: Report) -> int | None:
            from app.services.clients.preferences import remove_preference

            return remove_preference(context.db, client_id, text, context.now())

        context.jobs.run(work, on_done=lambda action: self._said(action, "remove_preference"), lane="write")

    def _said(self, action_id: int | None, kind: str) -> None:
        if action_id is None:
            self._context.events.toast.emit(_("The client has this preference already."), None)
        else:
            tell_done(self._context, action_id, kind)
