"""The sign in the system tray, where the system has one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.i18n import _
from app.ui.theme.brand import app_icon
from app.wording.counts import waiting_count

MESSAGE_MS = 8_000  # a message is left alone for so long; another one would push it off the screen


class Tray(QObject):
    """Emits `open_asked()`, `today_asked()` and `quit_asked()`. Make it only where there is a system tray."""

    open_asked = Signal()
    quit_asked = Signal()
    today_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon = QSystemTrayIcon(app_icon(), self)
        self._icon.activated.connect(self._on_activated)
        self._icon.messageClicked.connect(self.today_asked)
        self._waiting: list[tuple[str, str]] = []
        self._turn = QTimer(self, singleShot=True, interval=MESSAGE_MS)
        self._turn.timeout.connect(self._show_next)
        self._menu = QMenu()
        self._next: QAction | None = None
        self._count = 0
        self.rebuild()
        self._icon.setContextMenu(self._menu)
        self._icon.show()

    def rebuild(self) -> None:
        """Write the menu again, in the current language."""
        self._menu.clear()
        self._add(_("Open Regulars"), self.open_asked.emit)
        self._next = self._menu.addAction("")
        self._next.triggered.connect(lambda _checked=False: self.today_asked.emit())
        self._menu.addSeparator()
        self._add(_("Quit"), self.quit_asked.emit)
        self.show_count(self._count)

    def show_count(self, count: int) -> None:
        """How many clients are waiting today: in the sign, its tip and the menu."""
        self._count = count
        waiting = waiting_count(count)
        self._icon.setIcon(app_icon(count))
        self._icon.setToolTip(f"Regulars · {waiting}" if count else "Regulars")
        if self._next is not None:
            self._next.setText(waiting[:1].upper() + waiting[1:] if count else _("Nobody is waiting"))

    def show_message(self, title: str, text: str) -> None:
        """A message of the tray, where the system has no notification service that we speak to; one after the other."""
        self._waiting.append((title, text))
        if not self._turn.isActive():
            self._show_next()

    def hide(self) -> None:
        """Take the sign away before the program ends."""
        self._icon.hide()

    def _show_next(self) -> None:
        if self._waiting:
            self._icon.showMessage(*self._waiting.pop(0), app_icon(), MESSAGE_MS)
            self._turn.start()

    def _add(self, text: str, act: Callable[[], object]) -> None:
        self._menu.addAction(text).triggered.connect(lambda _checked=False: act())

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_asked.emit()
