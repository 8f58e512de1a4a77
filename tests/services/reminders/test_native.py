"""Windows and macOS: notifications by desktop-notifier, here a stand-in for it that behaves as it does."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from app.services.reminders.delivery.native import NativeNotifier

STAND_IN = """
from dataclasses import dataclass
from enum import Enum

Capability = Enum("Capability", ["TITLE", "BUTTONS", "SOUND"])
DEFAULT_SOUND = "sound"
made = []

@dataclass
class Icon:
    path: object

@dataclass
class Button:
    title: str
    on_pressed: object

class DesktopNotifier:
    capabilities, is_allowed, fails = {Capability.TITLE, Capability.BUTTONS}, True, False

    def __init__(self, app_name, app_icon=None):
        self.app_name, self.app_icon, self.sent, self.cleared = app_name, app_icon, [], []
        made.append(self)

    async def get_capabilities(self):
        return self.capabilities

    async def request_authorisation(self):
        return self.is_allowed

    async def send(self, title, message, **more):
        self.sent.append((title, message, more))
        if not self.fails:
            more["on_dispatched"]()
        return f"name {len(self.sent)}"

    async def clear(self, name):
        self.cleared.append(name)
"""


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    (tmp_path / "desktop_notifier.py").write_text(STAND_IN, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "desktop_notifier", raising=False)
    yield importlib.import_module("desktop_notifier")
    sys.modules.pop("desktop_notifier", None)


@pytest.fixture
def clicks() -> list[tuple[int, str]]:
    return []


@pytest.fixture
def native(clicks: list[tuple[int, str]], tmp_path: Path) -> Iterator[NativeNotifier]:
    notifier = NativeNotifier("Regulars", str(tmp_path / "icon.png"), lambda *click: clicks.append(click))
    yield notifier
    notifier.stop()


def test_it_shows_rings_and_says_what_was_pressed(
    system: ModuleType, native: NativeNotifier, clicks: list[tuple[int, str]]
) -> None:
    assert native.channel() == "native"
    number = native.notify("Крылова Ольга", "Call", [("default", "Open"), ("open", "Open"), ("done", "Done")])
    ((title, body, more),) = system.made[0].sent
    assert (title, body, more["sound"]) == ("Крылова Ольга", "Call", "sound")
    assert [button.title for button in more["buttons"]] == ["Open", "Done"]
    more["buttons"][1].on_pressed()
    more["on_clicked"]()
    assert clicks == [(number, "done"), (number, "default")]


def test_without_sound_it_is_silent_and_each_has_its_own_number(system: ModuleType, native: NativeNotifier) -> None:
    first, second = native.notify("a", "", sound=False), native.notify("b", "")
    assert first != second
    assert system.made[0].sent[0][2]["sound"] is None
    native.close(second)
    native.close(second)
    assert system.made[0].cleared == ["name 2"]


@pytest.mark.parametrize(("what", "value"), [("capabilities", frozenset()), ("is_allowed", False)])
def test_where_the_system_does_not_let_us_there_is_no_channel(
    system: ModuleType, native: NativeNotifier, what: str, value: object
) -> None:
    setattr(system.DesktopNotifier, what, value)
    assert native.channel() == "none"


def test_what_the_system_did_not_take_was_not_shown(system: ModuleType, native: NativeNotifier) -> None:
    system.DesktopNotifier.fails = True
    assert native.notify("a", "") is None


def test_where_the_library_is_absent_there_is_no_channel(native: NativeNotifier) -> None:
    if importlib.util.find_spec("desktop_notifier") is not None:
        pytest.skip("the library is there")
    assert native.channel() == "none"
    assert native.notify("a", "") is None


def test_the_system_is_named_with_what_it_can(system: ModuleType, native: NativeNotifier) -> None:
    about = native.about()
    assert about is not None
    assert about.abilities == {"actions"}
    assert about.name
    system.DesktopNotifier.is_allowed = False
    assert native.about() is None
