"""One window per data folder: a second start raises the first and ends."""

from __future__ import annotations

import logging
import os
import time
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

CONNECT_MS = 500
WAIT_FOR_FIRST = 3.0  # seconds
TRIED_EVERY = 0.05
MOST_BYTES = 500
TOKEN = "XDG_ACTIVATION_TOKEN"  # by which desktops let a program that was just started come to the front


class SingleInstance(QObject):
    """`begin()` at the start, `is_first()` before the window is shown, `listen()` once it is up; `raise_asked()` when a
    second copy was started. One that is `quiet`, for the system started it and nobody wants to see a window, only ends.

    The lock decides who is first; the local server only carries the call to the front. It is never opened without the
    lock, because listening succeeds over an existing name and would steal it.
    """

    raise_asked = Signal()

    def __init__(self, data_folder: Path, *, quiet: bool = False) -> None:
        super().__init__()
        self._folder, self._quiet = data_folder, quiet
        self._lock = QLockFile(str(data_folder / "window.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None
        self._first = False
        self._claiming = Thread(target=self._claim, name="lock", daemon=True)

    def begin(self) -> None:
        """Claim the folder beside the making of the window: the lock waits for the disk."""
        self._claiming.start()

    def is_first(self) -> bool:
        """What came of it. The first copy is asked from here: two threads are not to make classes of Qt at once."""
        self._claiming.join()
        return self._first or self.claim()

    def _claim(self) -> None:
        self._first = self._lock.tryLock(0)

    def claim(self) -> bool:
        """True if this is the first copy; False after the first was asked to come to the front, if it is to.

        While the first copy is only starting it holds the lock but does not answer yet: it is asked again for a while.
        A folder in which no lock can be made counts as ours; opening the database will say what is wrong with it.
        """
        deadline = time.monotonic() + WAIT_FOR_FIRST
        while not self._lock.tryLock(0):
            if self._lock.error() != QLockFile.LockError.LockFailedError:
                return True
            if (not self._quiet and self._ask_first()) or time.monotonic() > deadline:
                return False
            time.sleep(TRIED_EVERY)
        return True

    def listen(self) -> None:
        """Answer second copies from here on."""
        if self._server is not None:
            return
        from PySide6.QtNetwork import QLocalServer

        name = self._name()
        QLocalServer.removeServer(name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_new_connection)
        if not self._server.listen(name):
            logging.getLogger(__name__).warning("A second start will not find this window: no local server")

    def release(self) -> None:
        """Let the next copy be the first."""
        self.stop_listening()
        self._lock.unlock()

    def stop_listening(self) -> None:
        """The window is closing: a copy started now waits for its turn instead of calling it to the front."""
        if self._server is not None:
            self._server.close()

    def _name(self) -> str:
        """What the first copy listens to."""
        from hashlib import sha256  # not needed before the first paint

        return f"regulars-{sha256(str(self._folder.resolve()).encode()).hexdigest()[:16]}"

    def _ask_first(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name())
        if not socket.waitForConnected(CONNECT_MS):
            return False
        socket.write(os.environ.get(TOKEN, "").encode()[:MOST_BYTES])
        socket.waitForBytesWritten(CONNECT_MS)
        socket.disconnectFromServer()
        return True

    def _on_new_connection(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        server = self._server
        while server is not None and (socket := server.nextPendingConnection()) is not None:
            if socket.state() == QLocalSocket.LocalSocketState.UnconnectedState:
                self._on_asked(socket)
            else:
                socket.disconnected.connect(partial(self._on_asked, socket))

    def _on_asked(self, socket: QLocalSocket) -> None:
        """The second copy was given the right to come to the front, and has handed it over."""
        token = bytes(socket.read(MOST_BYTES).data()).decode(errors="ignore")
        socket.deleteLater()
        if token and token.isprintable():
            os.environ[TOKEN] = token  # where Qt looks for it
        self.raise_asked.emit()
