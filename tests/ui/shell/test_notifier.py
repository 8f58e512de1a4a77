"""The ways of a reminder to the screen: the system's notifications, else the tray; the test says which one it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.models.enums import Area
from app.services.reminders.delivery import systems
from app.services.tasks.save import TaskData, add_task
from app.ui.context import AppContext
from app.ui.notifier import Notifier
from tests.factories import make_client


class System:
    """The notifications of a system that takes them or does not."""

    def __init__(self, takes: bool) -> None:
        self.takes = takes
        self.shown: list[tuple[str, bool]] = []
        self.closed: list[int] = []
        self.click: Any = None

    def channel(self) -> str:
        return "dbus" if self.takes else "none"

    def notify(self, title: str, body: str, actions: object = (), sound: bool = True) -> int | None:
        if not self.takes:
            return None
        self.shown.append((title, sound))
        return len(self.shown)

    def close(self, notification_id: int) -> None:
        self.closed.append(notification_id)

    def service(self) -> str:
        return "a bus :1.1"

    def take_away(self, numbers: object, service: str) -> None:
        pass

    def stop(self) -> None:
        pass


class Sign(QObject):
    """A sign in the tray."""

    today_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def show_message(self, title: str, text: str) -> None:
        self.messages.append(title)


class Shop:
    """The notifier with stand-ins for the system and the tray, until it is stopped."""

    def __init__(self, context: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
        self.context, self._patch = context, monkeypatch
        self.running: list[Notifier] = []
        self.fronts: list[str] = []
        self.beeps: list[str] = []
        monkeypatch.setattr(QApplication, "beep", lambda: self.beeps.append("beep"))

    def start(self, system: System, tray: Sign | None) -> Notifier:
        def make(_icon: str, on_action: Any, ring: Any) -> System:
            system.click = on_action
            return system

        self._patch.setattr(systems, "make_desktop", make)
        notifier = Notifier(self.context, self.context.jobs, tray, lambda: self.fronts.append("front"))  # type: ignore[arg-type]
        self.running.append(notifier)
        notifier.start()
        return notifier


@pytest.fixture
def shop(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    made = Shop(context, monkeypatch)
    yield made
    for notifier in made.running:
        notifier.close()


def a_follow_up(context: AppContext) -> int:
    client = make_client(context.db, "Крылова Ольга")
    now = context.clock.now()
    add_task(context.db, TaskData(client, "Call", context.settings.local(now).date()), now - timedelta(hours=1))
    return client


@pytest.mark.parametrize(
    ("takes", "has_tray", "said"),
    [
        (True, True, "Shown by the notifications of your system."),
        (False, True, "There is no notification service here; the sign in the tray shows reminders."),
        (False, False, "This desktop has no notification service. Reminders are on the Today page."),
    ],
)
def test_the_test_notification_says_who_showed_it(
    shop: Shop, toasts: Any, takes: bool, has_tray: bool, said: str
) -> None:
    system, tray = System(takes), Sign()
    shop.start(system, tray if has_tray else None).test()
    assert toasts[-1][0] == said
    assert [title for title, _sound in system.shown] == ["This is how a reminder looks"] * takes
    assert tray.messages == ["This is how a reminder looks"] * (has_tray and not takes)


def test_sound_is_as_the_owner_wants_it(shop: Shop, context: AppContext) -> None:
    system = System(takes=True)
    context.settings = replace(context.settings, sound=False)
    shop.start(system, None).test()
    context.settings = replace(context.settings, sound=True)
    shop.running[0].test()
    assert [sound for _title, sound in system.shown] == [False, True]


def test_what_the_system_cannot_show_the_tray_shows_and_rings(shop: Shop, context: AppContext, qtbot: Any) -> None:
    a_follow_up(context)
    tray = Sign()
    shop.start(System(takes=False), tray)
    qtbot.waitUntil(lambda: tray.messages == ["Крылова Ольга"])
    assert shop.beeps == ["beep"]
    opened: list[str] = []
    context.events.show_page.connect(opened.append)
    tray.today_asked.emit()
    assert (opened, shop.fronts) == (["today"], ["front"])


def test_a_click_on_a_notification_brings_the_client_to_the_front(shop: Shop, context: AppContext, qtbot: Any) -> None:
    client = a_follow_up(context)
    system, opened = System(takes=True), []
    context.events.open_client.connect(opened.append)
    shop.start(system, None)
    qtbot.waitUntil(lambda: bool(system.shown))
    system.click(1, "open")
    qtbot.waitUntil(lambda: opened == [client])
    assert shop.fronts == ["front"]


@pytest.mark.parametrize("is_there", [True, False])
def test_notifications_go_with_the_program_that_answers_their_buttons(
    shop: Shop, context: AppContext, qtbot: Any, is_there: bool
) -> None:
    a_follow_up(context)
    system = System(takes=True)
    notifier = shop.start(system, None)
    qtbot.waitUntil(lambda: bool(system.shown))
    system.takes = is_there
    notifier.close()
    assert system.closed == [1] * is_there


def test_another_time_zone_of_the_computer_is_told_to_the_window(shop: Shop, qtbot: Any) -> None:
    notifier = shop.start(System(takes=True), None)
    qtbot.waitUntil(lambda: notifier._running is not None)
    with qtbot.waitSignal(shop.context.events.changed, check_params_cb=lambda areas: areas == {Area.SETTINGS}):
        notifier._running.schedule._on_zone()  # type: ignore[union-attr]
