"""Which notifications this system has."""

from __future__ import annotations

import platform
from collections.abc import Callable

from app.services.reminders.delivery.desktop import DesktopNotifier
from app.services.reminders.delivery.native import NativeNotifier

APP_NAME, DESKTOP_ENTRY = "Regulars", "regulars"


def make_desktop(
    icon: str = "",
    on_action: Callable[[int, str], None] | None = None,
    ring: Callable[[], None] | None = None,
    on_token: Callable[[str], None] | None = None,
    on_closed: Callable[[int], None] | None = None,
) -> DesktopNotifier | NativeNotifier:
    """The notifier of this system: D-Bus on Linux, its own notifications on Windows and macOS. `icon` is a file; what
    else is given is called in the notifier's thread, see there."""
    if platform.system() == "Linux":
        return DesktopNotifier(APP_NAME, icon, DESKTOP_ENTRY, on_action, ring, on_token, on_closed)
    return NativeNotifier(APP_NAME, icon, on_action)
