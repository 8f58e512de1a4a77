"""The system ends the program: at the end of a session it says so by a signal, and the program ends in order."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

SAID = ("SIGTERM", "SIGHUP", "SIGINT")  # on Windows there is no SIGHUP


class EndOfSession(QObject):
    """Calls `end` in the GUI thread. The event loop runs outside Python, which would look at a signal only when
    something else happens: Python writes it into a socket that the loop listens to. Make it in the main thread."""

    def __init__(self, end: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._end = end
        self._heard, self._told = socket.socketpair()
        for one in (self._heard, self._told):
            one.setblocking(False)
        signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        for name in SAID:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda _number, _frame: None)
        notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._on_said)

    def _on_said(self) -> None:
        self._heard.recv(64)
        self._end()
