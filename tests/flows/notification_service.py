"""A private session bus and a small service that owns org.freedesktop.Notifications, both real."""

from __future__ import annotations

import asyncio
import queue
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
SECONDS = 10


@dataclass(frozen=True)
class Shown:
    """A notification as the service received it."""

    id: int
    title: str
    body: str
    actions: dict[str, str]
    hints: dict[str, Any]
    expires: int


@contextmanager
def session_bus(folder: Path) -> Iterator[str]:
    """A session bus of our own; gives its address."""
    address = f"unix:path={folder / 'bus'}"
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address", f"--address={address}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


class NotificationService:
    """Answers Notify and CloseNotification, keeps what it was given, and presses buttons. `silent_on`: the call that
    it hangs at."""

    def __init__(self, address: str, capabilities: tuple[str, ...] = ("actions", "body", "persistence")) -> None:
        self.capabilities = list(capabilities)
        self.silent_on = ""
        self.shown: queue.Queue[Shown] = queue.Queue()
        self.closed: queue.Queue[int] = queue.Queue()
        self._last = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        self._bus: MessageBus = self._do(self._own_name(address))

    def wait_for_notification(self) -> Shown:
        return self.shown.get(timeout=SECONDS)

    def press(self, notification_id: int, key: str) -> None:
        signal = Message.new_signal(PATH, NAME, "ActionInvoked", "us", [notification_id, key])
        self._loop.call_soon_threadsafe(self._bus.send, signal)

    def give_token(self, notification_id: int, token: str) -> None:
        """What a service sends before a click, so that the window may come to the front."""
        signal = Message.new_signal(PATH, NAME, "ActivationToken", "us", [notification_id, token])
        self._loop.call_soon_threadsafe(self._bus.send, signal)

    def dismiss(self, notification_id: int) -> None:
        """The user closed it."""
        signal = Message.new_signal(PATH, NAME, "NotificationClosed", "uu", [notification_id, 2])
        self._loop.call_soon_threadsafe(self._bus.send, signal)

    def stop(self) -> None:
        self._do(self._leave())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(SECONDS)

    async def _own_name(self, address: str) -> MessageBus:
        bus = await MessageBus(bus_address=address).connect()
        bus.add_message_handler(self._answer)
        await bus.request_name(NAME)
        return bus

    async def _leave(self) -> None:
        self._bus.disconnect()
        await self._bus.wait_for_disconnect()

    def _answer(self, message: Message) -> Message | bool | None:
        if message.message_type != MessageType.METHOD_CALL or message.path != PATH:
            return None
        if message.member == self.silent_on:
            return True
        if message.member == "GetCapabilities":
            return Message.new_method_return(message, "as", [self.capabilities])
        if message.member == "GetServerInformation":
            return Message.new_method_return(message, "ssss", ["a service", "the tests", "1.0", "1.2"])
        if message.member == "CloseNotification":
            self.closed.put(message.body[0])
            return Message.new_method_return(message)
        assert (message.member, message.signature) == ("Notify", "susssasa{sv}i")
        _app, _replaces, _icon, title, body, actions, hints, expires = message.body
        self._last += 1
        buttons = dict(zip(actions[::2], actions[1::2], strict=True))
        values = {key: variant.value for key, variant in hints.items()}
        self.shown.put(Shown(self._last, title, body, buttons, values, expires))
        return Message.new_method_return(message, "u", [self._last])
