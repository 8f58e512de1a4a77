"""The window can always be found: in the tray, or minimised where there is none, whatever becomes of the tray."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QMainWindow, QSystemTrayIcon

from app.i18n import set_language
from app.services.clients.data import Birthday
from app.services.reminders.delivery.pause import paused_until
from app.services.tasks.save import TaskData, add_task
from app.ui.context import AppContext
from app.ui.shell.presence import Presence
from app.ui.shell.today_count import TodayCount
from tests.factories import make_client


class Said:
    """Stands for the notifications."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.opened: list[int | None] = []
        self.trays: list[bool] = []
        self.woken = 0

    def use_tray(self, tray: object) -> None:
        self.trays.append(tray is not None)

    def tell(self, _title: str, body: str) -> None:
        self.told.append(body)

    def open(self, client_id: int | None) -> None:
        self.opened.append(client_id)

    def wake(self) -> None:
        self.woken += 1

    def close(self) -> None:
        pass


class Desk:
    """A desktop whose panel comes and goes."""

    def __init__(self, context: AppContext, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.has_panel = True
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: self.has_panel)
        self.context, self.said, self.fronts = context, Said(), list[str]()
        self.window = QMainWindow()
        qtbot.addWidget(self.window)

    def start(self) -> Presence:
        self.presence = Presence(
            self.window,
            self.context,
            self.said,  # type: ignore[arg-type]
            lambda: self.fronts.append("front"),
            lambda: self.fronts.append("end"),
        )
        return self.presence


@pytest.fixture
def desk(context: AppContext, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    made = Desk(context, qtbot, monkeypatch)
    yield made
    made.presence.close()


def test_closing_hides_the_window_in_the_tray(desk: Desk) -> None:
    desk.window.show()
    desk.start().put_away()
    assert not desk.window.isVisible()
    assert desk.said.told == []


def test_where_there_is_no_tray_closing_minimises_and_says_so_once(desk: Desk) -> None:
    desk.has_panel = False
    desk.window.show()
    desk.start().put_away()
    assert desk.window.isMinimized()
    desk.window.showNormal()
    desk.presence.put_away()
    assert len(desk.said.told) == 1
    assert "no tray" in desk.said.told[0]


def test_a_window_hidden_in_a_tray_that_is_gone_comes_to_the_task_bar_and_goes_back(desk: Desk) -> None:
    desk.window.show()
    desk.start().put_away()
    desk.has_panel = False
    desk.presence.check()
    assert desk.window.isMinimized()
    assert desk.presence.tray is None
    desk.has_panel = True
    desk.presence.check()
    assert not desk.window.isVisible()
    assert desk.presence.tray is not None
    assert desk.said.trays == [True, False, True]


def test_a_window_that_is_in_use_stays_when_the_tray_comes_and_goes(desk: Desk) -> None:
    desk.has_panel = False
    desk.window.show()
    desk.start()
    for has_panel in (True, False):
        desk.has_panel = has_panel
        desk.presence.check()
        assert desk.window.isVisible()
        assert not desk.window.isMinimized()


def test_a_start_before_the_panel_is_there_ends_in_the_tray(desk: Desk) -> None:
    desk.has_panel = False
    desk.window.showMinimized()
    desk.start()
    desk.has_panel = True
    desk.presence.check()
    assert not desk.window.isVisible()


def test_a_window_that_was_looked_at_meanwhile_stays_when_the_panel_comes(desk: Desk) -> None:
    desk.has_panel = False
    desk.window.showMinimized()
    desk.start()
    desk.window.showNormal()
    desk.presence.check()
    desk.window.showMinimized()
    desk.has_panel = True
    desk.presence.check()
    assert desk.window.isMinimized()


def test_the_tray_knows_who_is_next_also_when_it_comes_later(desk: Desk, context: AppContext) -> None:
    olga = make_client(context.db, "Крылова Ольга")
    add_task(context.db, TaskData(olga, "Перезвонить", date(2026, 11, 20)), context.now())
    add_task(context.db, TaskData(None, "Заказать пакеты", date(2026, 11, 21)), context.now())
    desk.has_panel = False
    desk.start()
    TodayCount(context).refresh()
    desk.has_panel = True
    desk.presence.check()
    tray = desk.presence.tray
    assert tray is not None
    assert [waiting.text for waiting in tray._people] == ["Крылова Ольга — Перезвонить", "Заказать пакеты"]
    for place in range(2):
        tray._lines[place].trigger()
    assert desk.said.opened == [olga, None]
    assert "2" in tray._icon.toolTip()


def test_a_pause_from_the_tray_ends_by_itself_and_is_told_all_the_time(
    desk: Desk, context: AppContext, clock: Any, toasts: Any
) -> None:
    tray = desk.start().tray
    assert tray is not None
    tray._for_hour.trigger()
    assert paused_until(context.db, context.now()) == context.now() + timedelta(hours=1)
    assert toasts[-1][0] == "Reminders are paused until 13:00"
    assert tray._is_paused.text() == toasts[-1][0]
    clock.advance(3600)
    desk.presence._pause.check()
    assert not tray._is_paused.isVisible()
    assert desk.said.woken == 1
    tray._until_tomorrow.trigger()
    assert "22 Nov, 10:00" in tray._is_paused.text()
    toasts[-1][1]()  # Undo
    assert not tray._is_paused.isVisible()
    assert paused_until(context.db, context.now()) is None


def test_the_tray_speaks_the_language_that_was_just_chosen(desk: Desk, context: AppContext) -> None:
    make_client(context.db, "Крылова Ольга", birthday=Birthday(11, 21))
    tray = desk.start().tray
    assert tray is not None
    tray._for_hour.trigger()
    TodayCount(context).refresh()
    set_language("ru")
    context.events.look_changed.emit()
    said = [action.text() for action in tray._menu.actions() if action.isVisible()]
    assert any(text.startswith("Крылова Ольга — ") for text in said)
    assert not re.search("[A-Za-z]", " ".join(said).replace("Regulars", ""))


def test_a_purchase_from_the_tray_opens_over_the_window(desk: Desk, context: AppContext) -> None:
    asked: list[object] = []
    context.events.new_purchase.connect(asked.append)
    tray = desk.start().tray
    assert tray is not None
    tray._purchase.trigger()
    assert (asked, desk.fronts) == ([None], ["front"])
