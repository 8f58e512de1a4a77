"""What a notification service tells besides clicks: who it is, a token for the window, that something was closed."""

from __future__ import annotations

import asyncio
import queue
import sys

import pytest
from dbus_fast.aio import MessageBus

from app.services.reminders.delivery.desktop import DesktopNotifier
from app.services.reminders.delivery.service_info import ServiceInfo
from tests.flows.notification_service import SECONDS, NotificationService

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is the way of Linux desktops")


def test_the_service_says_who_it_is_and_what_it_can(service: NotificationService) -> None:
    desktop = DesktopNotifier("Regulars")
    assert desktop.about() == ServiceInfo("a service", "1.0", frozenset({"actions", "body", "persistence"}))
    service.silent_on = "GetServerInformation"
    assert desktop.about() is None
    desktop.stop()


def test_tokens_and_closings_of_our_own_notifications_are_heard(service: NotificationService) -> None:
    heard: queue.Queue[object] = queue.Queue()
    desktop = DesktopNotifier(
        "Regulars",
        on_action=lambda number, key: heard.put((number, key)),
        on_token=heard.put,
        on_closed=heard.put,
    )
    number = desktop.notify("a", "")
    assert number is not None
    service.give_token(number + 1, "another program's")
    service.give_token(number, "kwin-7")
    service.press(number, "open")
    service.dismiss(number)
    assert [heard.get(timeout=SECONDS) for _ in range(3)] == ["kwin-7", (number, "open"), number]
    desktop.stop()


def test_a_number_that_the_next_service_gives_anew_no_longer_means_what_went_with_the_first(bus: str) -> None:
    closed: queue.Queue[int] = queue.Queue()
    desktop = DesktopNotifier("Regulars", on_closed=closed.put)
    old = NotificationService(bus)
    lost = desktop.notify("a", "")
    old.stop()
    new = NotificationService(bus)
    assert desktop.notify("b", "") == lost
    assert closed.get_nowait() == lost
    desktop.notify("c", "")
    assert closed.empty()
    desktop.stop()
    new.stop()


def test_two_who_ask_at_once_share_one_connection(
    service: NotificationService, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected: list[MessageBus] = []
    connect = MessageBus.connect

    async def counted(self: MessageBus) -> MessageBus:
        connected.append(self)
        return await connect(self)

    monkeypatch.setattr(MessageBus, "connect", counted)
    desktop = DesktopNotifier("Regulars")

    async def two_at_once() -> object:
        return await asyncio.gather(desktop._capabilities(), desktop._capabilities())

    desktop._thread.wait_for(two_at_once())
    assert len(connected) == 1
    desktop.stop()
    assert desktop.channel() == "dbus"  # also in the next thread
    desktop.stop()
