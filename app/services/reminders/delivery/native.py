"""Notifications of Windows and macOS, by desktop-notifier, in a thread with its own event loop.

Windows shows them under the program's name; macOS only to a signed application bundle, and once the user has allowed
it. Where the system does not let us, the channel is "none" and the tray takes over. Clicks arrive in the notifier's
thread.
"""

from __future__ import annotations

import importlib.util
import logging
import platform
from collections.abc import Callable, Collection, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app.services.reminders.delivery.loop_thread import LoopThread
from app.services.reminders.delivery.service_info import ServiceInfo

if TYPE_CHECKING:
    from desktop_notifier import DesktopNotifier

log = logging.getLogger(__name__)

T = TypeVar("T")
Clicked = Callable[[int, str], None]
SYSTEMS = {"Darwin": "macOS"}  # as their users call them
BODY = "default"  # the key of a click that hits no button, as on Linux


class NativeNotifier:
    """`on_action(notification id, key)` is called in the notifier's thread."""

    def __init__(self, app_name: str, icon: str = "", on_action: Clicked | None = None) -> None:
        self._app_name, self._icon = app_name, icon
        self._on_action = on_action or (lambda _id, _key: None)
        self._notifier: DesktopNotifier | None = None
        self._names: dict[int, str] = {}  # our number -> the system's name of a notification
        self._last = 0
        self._thread = LoopThread("notifier")

    def channel(self) -> str:
        """ "native" if the system shows our notifications, else "none"."""
        return "native" if self._ask(self._is_allowed(), False) else "none"

    def notify(self, title: str, body: str, actions: Sequence[tuple[str, str]] = (), sound: bool = True) -> int | None:
        """Show a notification with (key, label) buttons; its id, or None if the system did not take it."""
        return self._ask(self._notify(title, body, actions, sound), None)

    def close(self, notification_id: int) -> None:
        """Take a notification away; one that is gone already is no matter."""
        name = self._names.pop(notification_id, None)
        if name is not None and self._notifier is not None:
            self._ask(self._notifier.clear(name), None)

    def service(self) -> str:
        """Nobody: what was shown by an earlier run is not known by number here."""
        return ""

    def about(self) -> ServiceInfo | None:
        """The system itself, and what of it desktop-notifier can use; None where it shows us nothing."""
        return self._ask(self._about(), None)

    def take_away(self, numbers: Collection[int], service: str) -> None:
        """What an earlier run showed stays the system's."""

    def stop(self) -> None:
        """End the thread. The notifier may be used again afterwards."""
        self._thread.stop()

    def _ask(self, work: Coroutine[Any, Any, T], otherwise: T) -> T:
        if importlib.util.find_spec("desktop_notifier") is None:
            work.close()
            return otherwise
        try:
            return self._thread.wait_for(work)
        except (TimeoutError, OSError, RuntimeError):
            log.warning("the system's notifications did not answer", exc_info=True)
            return otherwise

    async def _is_allowed(self) -> bool:
        """Whether the system knows notifications of this program at all, and the user wants them."""
        notifier = self._made()
        return bool(await notifier.get_capabilities()) and bool(await notifier.request_authorisation())

    async def _about(self) -> ServiceInfo | None:
        if not await self._is_allowed():
            return None
        known = {ability.name for ability in await self._made().get_capabilities()}
        abilities = {"BUTTONS": "actions", "SOUND": "sound"}
        named = frozenset(word for name, word in abilities.items() if name in known)
        return ServiceInfo(SYSTEMS.get(platform.system(), platform.system()), platform.release(), named)

    async def _notify(self, title: str, body: str, actions: Sequence[tuple[str, str]], sound: bool) -> int | None:
        from desktop_notifier import DEFAULT_SOUND, Button

        self._last += 1
        number, taken = self._last, []
        name = await self._made().send(
            title,
            body,
            buttons=[
                Button(title=label, on_pressed=partial(self._on_action, number, key))
                for key, label in actions
                if key != BODY
            ],
            on_clicked=partial(self._on_action, number, BODY),
            on_dispatched=lambda: taken.append(number),  # not called where it failed, which is only logged
            sound=DEFAULT_SOUND if sound else None,
        )
        if not taken:
            return None
        self._names[number] = name
        return number

    def _made(self) -> DesktopNotifier:
        from desktop_notifier import DesktopNotifier, Icon

        if self._notifier is None:
            icon = Icon(path=Path(self._icon)) if self._icon else None
            self._notifier = DesktopNotifier(app_name=self._app_name, app_icon=icon)
        return self._notifier
