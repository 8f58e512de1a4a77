# ruff: noqa: N802 - the names are those of winreg
"""Starting with Windows: the value below the Run key, and the Task Manager's switch beside it."""

from __future__ import annotations

from typing import Any

import pytest

from app.services.autostart.entries import APPROVED, RUN, RunKey
from app.services.errors import ReadOnlyStorage

COMMAND = ("C:\\Program Files\\Регулярные\\pythonw.exe", "C:\\my shop\\main.py", "--minimized", "--data", "D:\\shop")


class Key:
    """An open key of the registry below."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def __enter__(self) -> Key:
        return self

    def __exit__(self, *_error: object) -> None:
        pass


class Registry:
    """As much of winreg as is used; keys that are in `locked` cannot be written."""

    HKEY_CURRENT_USER, REG_SZ, KEY_SET_VALUE = "HKCU", 1, 2

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, Any]] = {}
        self.locked: set[str] = set()

    def OpenKey(self, _root: str, path: str, _reserved: int = 0, access: int = 1) -> Key:
        if access == self.KEY_SET_VALUE and path in self.locked:
            raise PermissionError(path)
        if path not in self.keys:
            raise FileNotFoundError(path)
        return Key(self.keys[path])

    def CreateKey(self, _root: str, path: str) -> Key:
        if path in self.locked:
            raise PermissionError(path)
        return Key(self.keys.setdefault(path, {}))

    def QueryValueEx(self, key: Key, name: str) -> tuple[Any, int]:
        if name not in key.values:
            raise FileNotFoundError(name)
        return key.values[name], self.REG_SZ

    def SetValueEx(self, key: Key, name: str, _reserved: int, _kind: int, value: Any) -> None:
        key.values[name] = value

    def DeleteValue(self, key: Key, name: str) -> None:
        if name not in key.values:
            raise FileNotFoundError(name)
        del key.values[name]


def test_windows_starts_what_its_run_key_says() -> None:
    registry = Registry()
    entry = RunKey("Regulars", registry)
    assert entry.read() is None
    entry.write(COMMAND)
    value = registry.keys[RUN]["Regulars"]
    assert value == '"C:\\Program Files\\Регулярные\\pythonw.exe" "C:\\my shop\\main.py" --minimized --data D:\\shop'
    assert entry.read() == COMMAND
    registry.keys[APPROVED] = {"Regulars": bytes([3, 0, 0, 0]) + bytes(8)}
    assert entry.read() is None  # switched off in the Task Manager
    entry.write(COMMAND)
    assert entry.read() == COMMAND
    entry.remove()
    entry.remove()
    assert entry.read() is None
    assert registry.keys[RUN] == {}


def test_a_registry_that_cannot_be_written_is_told() -> None:
    registry = Registry()
    entry = RunKey("Regulars", registry)
    registry.locked.add(RUN)
    with pytest.raises(ReadOnlyStorage):
        entry.write(COMMAND)
    registry.keys[RUN] = {"Regulars": "x"}
    with pytest.raises(ReadOnlyStorage):
        entry.remove()
