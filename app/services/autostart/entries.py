"""The entry by which each system starts programs: a desktop file, a value in the registry, a launch agent.

Whether the program starts with the computer is read from the entry itself, for the desktop's own tools change it, too.
"""

from __future__ import annotations

import platform
import plistlib
import re
import subprocess
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol
from xml.parsers.expat import ExpatError

from app.services.autostart.command import entry_name
from app.services.autostart.desktop_file import desktop_file, read_desktop_file, split_command, xdg_folder
from app.services.autostart.whole_file import remove_file, write_whole
from app.services.errors import ReadOnlyStorage
from app.services.paths import icon_file

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
SWITCHED_OFF = 1  # the lowest bit of the first byte, as the Task Manager writes it
LABEL = "app.regulars"


class Entry(Protocol):
    """The entry of one shop. Writing raises ReadOnlyStorage where the system does not let us."""

    def read(self) -> tuple[str, ...] | None:
        """The program and its arguments; None where there is no entry, or it is switched off."""
        ...

    def write(self, command: Sequence[str]) -> None:
        """Have the system start this from now on."""
        ...

    def remove(self) -> None:
        """Have it start nothing."""
        ...


def find_entry(folder: Path) -> Entry:
    """The entry of the shop in `folder` on this system."""
    name = entry_name(folder)
    match platform.system():
        case "Windows":
            return RunKey(name.capitalize(), import_module("winreg"))
        case "Darwin":
            label = LABEL + name.removeprefix("regulars").replace("-", ".")
            return LaunchAgent(label, Path.home() / "Library" / "LaunchAgents")
        case _:
            return DesktopEntry(xdg_folder("XDG_CONFIG_HOME", ".config") / "autostart" / f"{name}.desktop", folder)


class DesktopEntry:
    """~/.config/autostart/regulars.desktop: Linux, by the XDG autostart specification."""

    def __init__(self, file: Path, data_folder: Path) -> None:
        self._file, self._icon = file, icon_file(data_folder)

    def read(self) -> tuple[str, ...] | None:
        try:
            values = read_desktop_file(self._file.read_text("utf-8", "surrogateescape"))
        except OSError:
            return None
        is_off = values.get("Hidden") == "true" or values.get("X-GNOME-Autostart-enabled") == "false"
        return None if is_off else split_command(values.get("Exec", "")) or None

    def write(self, command: Sequence[str]) -> None:
        values = {
            "Name": "Regulars",
            "Icon": str(self._icon),
            "Terminal": "false",
            "StartupNotify": "false",
            "X-GNOME-Autostart-enabled": "true",
        }
        write_whole(self._file, desktop_file(values, command).encode("utf-8", "surrogateescape"))

    def remove(self) -> None:
        remove_file(self._file)


class LaunchAgent:
    """~/Library/LaunchAgents/app.regulars.plist: macOS."""

    def __init__(self, label: str, folder: Path) -> None:
        self._label, self._file = label, folder / f"{label}.plist"

    def read(self) -> tuple[str, ...] | None:
        try:
            values = plistlib.loads(self._file.read_bytes())
        except (OSError, ValueError, ExpatError):
            return None
        if not isinstance(values, dict) or not values.get("RunAtLoad") or values.get("Disabled"):
            return None
        return tuple(map(str, values.get("ProgramArguments", ()))) or None

    def write(self, command: Sequence[str]) -> None:
        values = {
            "Label": self._label,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Interactive",
        }
        write_whole(self._file, plistlib.dumps(values))

    def remove(self) -> None:
        remove_file(self._file)


class RunKey:
    """A value below HKEY_CURRENT_USER\\...\\Run: Windows. `registry` is the module winreg."""

    def __init__(self, name: str, registry: Any) -> None:
        self._name, self._registry = name, registry

    def read(self) -> tuple[str, ...] | None:
        value, switch = self._value(RUN), self._value(APPROVED)
        if not isinstance(value, str) or (isinstance(switch, bytes) and switch and switch[0] & SWITCHED_OFF):
            return None
        return tuple(quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', value)) or None

    def write(self, command: Sequence[str]) -> None:
        registry = self._registry
        try:
            with registry.CreateKey(registry.HKEY_CURRENT_USER, RUN) as key:
                registry.SetValueEx(key, self._name, 0, registry.REG_SZ, subprocess.list2cmdline(command))
        except OSError as error:
            raise ReadOnlyStorage(file=RUN) from error
        self._delete(APPROVED)

    def remove(self) -> None:
        self._delete(RUN)
        self._delete(APPROVED)

    def _value(self, path: str) -> object:
        registry = self._registry
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, path) as key:
                return registry.QueryValueEx(key, self._name)[0]
        except OSError:
            return None

    def _delete(self, path: str) -> None:
        registry = self._registry
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, path, 0, registry.KEY_SET_VALUE) as key:
                registry.DeleteValue(key, self._name)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise ReadOnlyStorage(file=path) from error
