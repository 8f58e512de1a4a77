"""An arrow before a title that hides what is below it, and shows it again; a click on the title does the same."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.i18n import _
from app.ui.theme import icon
from app.ui.widgets.buttons import icon_button


class Fold(QObject):
    """Folds `content`. `title` names it to a screen reader; `head` is the line that may be clicked as well."""

    def __init__(self, title: str, content: QWidget, head: QWidget) -> None:
        super().__init__(head)
        self._title, self._content, self._head = title, content, head
        self.button = icon_button("chevron-down", title, lambda: self.set_folded(not self.folded))
        self.folded = False
        head.setCursor(Qt.CursorShape.PointingHandCursor)
        head.installEventFilter(self)
        self._name_button()

    def set_folded(self, folded: bool) -> None:
        """Hide or show the content; a focus inside goes to the arrow."""
        focused = QApplication.focusWidget()
        if folded and focused is not None and self._content.isAncestorOf(focused):
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.folded = folded
        self._content.setVisible(not folded)
        self.button.setIcon(icon("chevron-right" if folded else "chevron-down"))
        self._name_button()

    def _name_button(self) -> None:
        what = _("Show") if self.folded else _("Fold")
        self.button.setToolTip(what)
        self.button.setAccessibleName(f"{self._title}: {what}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on the line, beside its buttons."""
        pressed = event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent)
        if watched is self._head and pressed and event.button() is Qt.MouseButton.LeftButton:  # type: ignore[attr-defined]
            self.set_folded(not self.folded)
            return True
        return super().eventFilter(watched, event)
