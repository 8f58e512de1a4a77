"""Notifications of the Linux desktop: org.freedesktop.Notifications over D-Bus, in a thread with its own event loop.

No call takes longer than two seconds; a missing bus or service is an answer ("none"), not an error. The bus is looked
for again at every call, so a service that starts later is used from then on. Clicks arrive in the notifier's thread.
"""

from __future__ import annotations

import asyncio
import html
import importlib.util
import logging
from collections.abc import Callable, Collection, Coroutine, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from app.services.reminders.delivery.loop_thread import LoopThread, NoAnswer
from app.services.reminders.delivery.service_info import ServiceInfo

if TYPE_CHECKING:
    from dbus_fast import Message, Variant
    from dbus_fast.aio import MessageBus

log = logging.getLogger(__name__)

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
BUS, BUS_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
ANSWER_SECONDS = 0.9  # for one answer of the bus or the service
NORMAL = 1
NEVER_EXPIRES = 0
SOUND = "message-new-instant"  # of the freedesktop sound naming specification
CATEGORY = "x-regulars.reminder"  # the specification has none for what is to be done
HEARD = ("ActionInvoked", "ActivationToken", "NotificationClosed")

T = TypeVar("T")
Clicked = Callable[[int, str], None]


class NoService(Exception):
    """There is no bus, nobody who owns the name, or no answer in time."""


class Refused(NoService):
    """The answer is an error."""


class DesktopNotifier:
    """One connection to the session bus. In the notifier's thread are called `on_action(notification id, key)`;
    `ring()` where the service shows a notification but has no sound of its own; `on_token(token)` before a click, with
    what lets the window come to the front; `on_closed(notification id)` when a notification went away."""

    def __init__(
        self,
        app_name: str,
        icon: str = "",
        desktop_entry: str = "",
        on_action: Clicked | None = None,
        ring: Callable[[], None] | None = None,
        on_token: Callable[[str], None] | None = None,
        on_closed: Callable[[int], None] | None = None,
    ) -> None:
        self._app_name, self._icon, self._desktop_entry = app_name, icon, desktop_entry
        self._on_action = on_action or (lambda _id, _key: None)
        self._ring = ring or (lambda: None)
        self._on_token = on_token or (lambda _token: None)
        self._on_closed = on_closed or (lambda _id: None)
        self._bus: MessageBus | None = None
        self._issued_by: dict[int, str] = {}  # unique name of the service that gave the id: a new one counts anew
        self._thread = LoopThread("notifier")
        self._one_connects = asyncio.Lock()  # two connections would hear every click twice

    def channel(self) -> str:
        """ "dbus" if a notification service answers now, else "none"."""
        return "none" if self._ask(self._capabilities(), None) is None else "dbus"

    def notify(self, title: str, body: str, actions: Sequence[tuple[str, str]] = (), sound: bool = True) -> int | None:
        """Show a notification with (key, label) buttons, until it is handled; its id, or None if it was not shown.
        Raises NoAnswer where the service was asked to, and did not say whether it did."""
        asked: list[bool] = []
        number = self._ask(self._notify(title, body, actions, sound, asked), None)
        if number is None and asked:
            raise NoAnswer
        return number

    def close(self, notification_id: int) -> None:
        """Take a notification away; one that is gone already is no matter."""
        service = self._issued_by.pop(notification_id, None)
        if service is not None:
            self._ask(self._call(service, PATH, "CloseNotification", "u", [notification_id]), None)

    def service(self) -> str:
        """Which service of which bus gives out the numbers now; empty if there is none."""
        return self._ask(self._service(), "")

    def about(self) -> ServiceInfo | None:
        """What the service says of itself; None if none answers."""
        return self._ask(self._about(), None)

    def take_away(self, numbers: Collection[int], service: str) -> None:
        """Take away what an earlier run of the program showed; nothing if `service`, which gave out these numbers, is
        there no more, for they are others' now."""
        if service and self.service() == service:
            self._issued_by.update(dict.fromkeys(numbers, service.split()[-1]))
            for number in numbers:
                self.close(number)

    def stop(self) -> None:
        """Leave the bus and end the thread. The notifier may be used again afterwards."""
        self._thread.stop(self._disconnect)
        self._one_connects = asyncio.Lock()  # the next thread has an event loop of its own

    def _ask(self, work: Coroutine[Any, Any, T], otherwise: T) -> T:
        """Run `work` in the notifier's thread and wait, but not for longer than two seconds."""
        if importlib.util.find_spec("dbus_fast") is None:
            work.close()
            return otherwise
        try:
            return self._thread.wait_for(work)
        except TimeoutError:
            log.warning("the notification service did not answer")
        except NoService as error:
            log.debug("no notification service: %s", error)
        return otherwise

    async def _notify(
        self, title: str, body: str, actions: Sequence[tuple[str, str]], sound: bool, asked: list[bool]
    ) -> int:
        """`asked` is no longer empty from when on it may have been shown."""
        capabilities = await self._capabilities()
        buttons = [text for action in actions for text in action] if "actions" in capabilities else []
        text = html.escape(body, quote=False) if "body-markup" in capabilities else body
        hints = self._hints(sound, capabilities)
        values = [self._app_name, 0, self._icon, title, text, buttons, hints, NEVER_EXPIRES]
        asked.append(True)
        try:
            reply = await self._call(SERVICE, PATH, "Notify", "susssasa{sv}i", values)
        except Refused:
            asked.clear()
            raise
        (number,) = reply.body
        if self._issued_by.get(number, reply.sender) != reply.sender:
            self._on_closed(number)  # it went with the service that gave the number before
        self._issued_by[number] = reply.sender or ""
        if sound and "sound" not in capabilities:
            self._ring()
        return int(number)

    def _hints(self, sound: bool, capabilities: Sequence[str]) -> dict[str, Variant]:
        from dbus_fast import Variant

        hints = {"urgency": Variant("y", NORMAL), "category": Variant("s", CATEGORY)}
        if self._desktop_entry:
            hints["desktop-entry"] = Variant("s", self._desktop_entry)
        if not sound:
            hints["suppress-sound"] = Variant("b", True)
        elif "sound" in capabilities:
            hints["sound-name"] = Variant("s", SOUND)
        return hints

    async def _capabilities(self) -> list[str]:
        """What the service can do. Asking starts a service that is installed but does not run yet."""
        owned = await self._call(BUS, BUS_PATH, "NameHasOwner", "s", [SERVICE])
        if not owned.body[0]:
            startable = await self._call(BUS, BUS_PATH, "ListActivatableNames", "", [])
            if SERVICE not in startable.body[0]:
                raise NoService("nobody owns the name")
        return list((await self._call(SERVICE, PATH, "GetCapabilities", "", [])).body[0])

    async def _about(self) -> ServiceInfo:
        abilities = await self._capabilities()
        name, _vendor, version, _of_specification = (
            await self._call(SERVICE, PATH, "GetServerInformation", "", [])
        ).body
        return ServiceInfo(name, version, frozenset(abilities))

    async def _service(self) -> str:
        """The bus's own id and the service's unique name on it: names are given anew by every bus."""
        bus = await self._call(BUS, BUS_PATH, "GetId", "", [])
        owner = await self._call(BUS, BUS_PATH, "GetNameOwner", "s", [SERVICE])
        return f"{bus.body[0]} {owner.body[0]}"

    async def _call(self, service: str, path: str, member: str, signature: str, body: list[Any]) -> Message:
        from dbus_fast import DBusError, Message, MessageType

        interface = BUS if service == BUS else SERVICE
        message = Message(service, path, interface, member, signature=signature, body=body)
        try:
            bus = await self._connected()
            reply = await asyncio.wait_for(bus.call(message), ANSWER_SECONDS)
        except (TimeoutError, OSError, EOFError, DBusError) as error:
            await self._disconnect()
            raise NoService(repr(error)) from error
        if reply is None or reply.message_type == MessageType.ERROR:
            raise Refused(f"{member}: {reply and reply.body}")
        return reply

    async def _connected(self) -> MessageBus:
        async with self._one_connects:
            if self._bus is None or not self._bus.connected:
                self._bus = await self._connect()
            return self._bus

    async def _connect(self) -> MessageBus:
        from dbus_fast import AuthError, InvalidAddressError, Message
        from dbus_fast.aio import MessageBus

        try:
            bus = await asyncio.wait_for(MessageBus().connect(), ANSWER_SECONDS)
        except (AuthError, InvalidAddressError, KeyError) as error:
            raise NoService(repr(error)) from error
        bus.add_message_handler(self._on_message)
        for member in HEARD:
            rule = f"type='signal',interface='{SERVICE}',path='{PATH}',member='{member}'"
            await asyncio.wait_for(bus.call(Message(BUS, BUS_PATH, BUS, "AddMatch", signature="s", body=[rule])), 1)
        return bus

    async def _disconnect(self) -> None:
        bus, self._bus = self._bus, None
        if bus is not None and bus.connected:
            bus.disconnect()
            with suppress(TimeoutError, OSError, EOFError):
                await asyncio.wait_for(bus.wait_for_disconnect(), ANSWER_SECONDS)  # type: ignore[no-untyped-call]

    def _on_message(self, message: Message) -> None:
        if message.interface != SERVICE or message.member not in HEARD or not message.body:
            return
        number = message.body[0]
        if self._issued_by.get(number, message.sender) != message.sender:
            return  # of the service that was there before
        match message.member, message.signature:
            case "ActionInvoked", "us":
                self._on_action(number, message.body[1])
            case "ActivationToken", "us" if number in self._issued_by:
                self._on_token(message.body[1])
            case "NotificationClosed", "uu":
                self._on_closed(number)
