"""One window per data folder: a second start raises the first and ends."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QDeadlineTimer, QLockFile, QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

CONNECT_MS = 500
WAIT_FOR_FIRST_MS = 3_000
RAISE = b"raise\n"


class SingleInstance(QObject):
    """`claim()` once at the start; `raise_asked()` when a second copy was started. Keep the object alive."""

    raise_asked = Signal()

    def __init__(self, data_folder: Path) -> None:
        super().__init__()
        digest = QCryptographicHash.hash(str(data_folder.resolve()).encode(), QCryptographicHash.Algorithm.Sha256)
        self._name = f"regulars-{digest.toHex().toStdString()[:16]}"
        self._lock = QLockFile(str(data_folder / "window.lock"))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_new_connection)

    def claim(self) -> bool:
        """True if this is the first copy; False after the first was asked to come to the front.

        Connect first, listen second: listening succeeds over an existing name, so a second copy would steal it. While
        the first copy is only starting, it holds the lock but does not answer yet: ask again for a while.
        """
        deadline = QDeadlineTimer(WAIT_FOR_FIRST_MS)
        while True:
            if self._ask_first():
                return False
            if self._lock.tryLock(0):
                break
            if deadline.hasExpired():
                return False
            QThread.msleep(50)
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            logging.getLogger(__name__).warning("A second start will not find this window: no local server")
        return True

    def release(self) -> None:
        """Let the next copy be the first."""
        self._server.close()
        self._lock.unlock()

    def _ask_first(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(CONNECT_MS):
            return False
        socket.write(RAISE)
        socket.waitForBytesWritten(CONNECT_MS)
        socket.disconnectFromServer()
        return True

    def _on_new_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raise_asked.emit()
