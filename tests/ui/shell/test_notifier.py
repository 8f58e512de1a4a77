"""The ways of a reminder to the screen: the system's notifications, else the tray; the test says which one it is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.models.enums import Area
from app.services.reminders.delivery import systems
from app.services.reminders.delivery.schedule import ReminderSchedule
from app.services.reminders.delivery.service_info import ServiceInfo
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
        self.give_token: Any = None
        self.went: Any = None

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

    def about(self) -> ServiceInfo | None:
        return ServiceInfo("dunst", "1.9.2", frozenset({"actions"})) if self.takes else None

    def take_away(self, numbers: object, service: str) -> None:
        pass

    def stop(self) -> None:
        pass


class Sign:
    """A sign in the tray."""

    def __init__(self) -> None:
        self.messages: list[str] = []

        self.about: list[int | None] = []

    def show_message(self, title: str, text: str, client_id: int | None = None) -> None:
        self.messages.append(title)
        self.about.append(client_id)


class Shop:
    """The notifier with stand-ins for the system and the tray, until it is stopped."""

    def __init__(self, context: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
        self.context, self._patch = context, monkeypatch
        self.running: list[Notifier] = []
        self.fronts: list[str] = []
        self.beeps: list[str] = []
        monkeypatch.setattr(QApplication, "beep", lambda: self.beeps.append("beep"))

    def start(self, system: System, tray: Sign | None) -> Notifier:
        def make(_icon: str, on_action: Any, ring: Any, on_token: Any, on_closed: Any) -> System:
            system.click, system.give_token, system.went = on_action, on_token, on_closed
            return system

        self._patch.setattr(systems, "make_desktop", make)
        notifier = Notifier(self.context, self.context.jobs, lambda: self.fronts.append("front"))  # type: ignore[arg-type]
        notifier.use_tray(tray)  # type: ignore[arg-type]
        self.running.append(notifier)
        notifier.start()
        return notifier


@pytest.fixture
def shop(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    made = Shop(context, monkeypatch)
    yield made
    for notifier in made.running:
        notifier.close()


@pytest.fixture
def held(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Work is done at once; what comes of it waits here to be handed over."""
    answers: list[Any] = []

    def run(work: Any, *, on_done: Any, **_more: Any) -> None:
        result = work(lambda _done, _total: None)
        answers.append(lambda: on_done(result))

    monkeypatch.setattr(context.jobs, "run", run)
    return answers


def a_follow_up(context: AppContext) -> int:
    client = make_client(context.db, "Крылова Ольга")
    now = context.clock.now()
    add_task(context.db, TaskData(client, "Call", context.settings.local(now).date()), now - timedelta(hours=1))
    return client


@pytest.mark.parametrize(
    ("takes", "has_tray", "said"),
    [
        (True, True, "Shown by the notifications of your system: dunst 1.9.2. It has buttons"),
        (False, True, "There is no notification service here. The sign in the tray shows reminders."),
        (False, False, "There is no notification service here. Reminders are on the Today page."),
    ],
)
def test_the_test_notification_says_who_showed_it(
    shop: Shop, toasts: Any, takes: bool, has_tray: bool, said: str
) -> None:
    system, tray, told = System(takes), Sign(), list[list[str]]()
    shop.context.events.notification_tested.connect(told.append)
    shop.start(system, tray if has_tray else None).test()
    assert toasts[-1][0] == told[0][0]
    assert " ".join(told[0]).startswith(said)
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
    client = a_follow_up(context)
    tray = Sign()
    shop.start(System(takes=False), tray)
    qtbot.waitUntil(lambda: tray.messages == ["Крылова Ольга"])
    assert tray.about == [client]
    assert shop.beeps == ["beep"]


@pytest.mark.parametrize(("key", "opened"), [("pressed", []), ("default", ["today"])])
def test_a_click_on_the_test_notification_is_told(shop: Shop, key: str, opened: list[str]) -> None:
    system, told, pages = System(takes=True), list[list[str]](), list[str]()
    shop.context.events.notification_tested.connect(told.append)
    shop.context.events.show_page.connect(pages.append)
    shop.start(system, None).test()
    system.click(1, key)
    system.went(1)
    assert told[1:] == [["Your click arrived: clicks open the right person."]]
    assert pages == opened


def test_a_test_notification_that_is_closed_is_told(shop: Shop) -> None:
    system, told = System(takes=True), list[list[str]]()
    shop.context.events.notification_tested.connect(told.append)
    shop.start(system, None).test()
    system.went(2)
    assert len(told) == 1
    system.went(1)
    assert told[1][0].startswith("The notification was closed without a click.")


def test_the_token_of_a_click_is_where_the_toolkit_looks_for_it(
    shop: Shop, context: AppContext, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    client, system, opened = a_follow_up(context), System(takes=True), []
    context.events.open_client.connect(opened.append)
    shop.start(system, None)
    qtbot.waitUntil(lambda: bool(system.shown))
    system.give_token("kwin-7")
    system.click(1, "open")
    qtbot.waitUntil(lambda: opened == [client])
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "kwin-7"


def test_a_click_that_leaves_the_window_where_it_is_leaves_no_token(
    shop: Shop, context: AppContext, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    a_follow_up(context)
    system = System(takes=True)
    notifier = shop.start(system, None)
    qtbot.waitUntil(lambda: bool(system.shown))
    system.give_token("kwin-7")
    system.click(1, "done")
    notifier.open(None)
    assert "XDG_ACTIVATION_TOKEN" not in os.environ


def test_a_tray_that_comes_while_the_clockwork_is_made_is_used(
    shop: Shop, context: AppContext, held: list[Any], qtbot: Any
) -> None:
    a_follow_up(context)
    tray = Sign()
    shop.start(System(takes=False), None).use_tray(tray)  # type: ignore[arg-type]
    held.pop()()
    qtbot.waitUntil(lambda: tray.messages == ["Крылова Ольга"])


def test_a_program_that_ends_while_the_clockwork_is_made_reminds_of_nothing(
    shop: Shop, held: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    monkeypatch.setattr(ReminderSchedule, "start", lambda _self: started.append("started"))
    shop.start(System(takes=True), None).close()
    assert not started
    held.pop()()
    assert started


def test_a_tray_that_comes_later_shows_what_nobody_else_can(shop: Shop, context: AppContext, qtbot: Any) -> None:
    notifier, tray = shop.start(System(takes=False), None), Sign()
    qtbot.waitUntil(lambda: notifier._running is not None)
    a_follow_up(context)
    notifier.use_tray(tray)  # type: ignore[arg-type]
    notifier.wake()
    qtbot.waitUntil(lambda: tray.messages == ["Крылова Ольга"])


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
