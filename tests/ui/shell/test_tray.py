"""The sign in the tray: its menu, and messages that do not push each other off the screen."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QSystemTrayIcon

from app.ui.tray import Tray, Waiting


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    titles: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, title, *_more: titles.append(title))
    return titles


def test_messages_come_one_after_the_other(qapp: Any, shown: list[str]) -> None:
    tray = Tray()
    for name in ("A", "B", "C"):
        tray.show_message(name, "Call")
    assert shown == ["A"]
    for _turn in range(3):
        tray._turn.timeout.emit()
    assert shown == ["A", "B", "C"]
    tray._turn.stop()
    tray.show_message("D", "Call")
    assert shown[-1] == "D"


def test_a_click_on_a_message_asks_for_whom_it_is_about(qapp: Any, shown: list[str]) -> None:
    tray = Tray()
    asked: list[object] = []
    tray.client_asked.connect(asked.append)
    tray.today_asked.connect(lambda: asked.append("today"))
    tray.show_message("Крылова", "Call", 17)
    tray.show_message("5 clients to contact today", "")
    tray._icon.messageClicked.emit()
    tray._turn.timeout.emit()
    tray._icon.messageClicked.emit()
    assert asked == [17, "today"]


def test_the_menu_says_how_many_wait_as_a_sentence_of_its_own(qapp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.tray.waiting_count", lambda n: f"ждут {n} клиентов")
    tray = Tray()
    tray.show_count(5)
    assert tray._menu.actions()[1].text() == "Ждут 5 клиентов"
    tray.show_count(0)
    assert tray._menu.actions()[1].text() == "Nobody is waiting"


def test_who_waits_leads_to_today(qapp: Any) -> None:
    tray = Tray()
    asked: list[str] = []
    tray.today_asked.connect(lambda: asked.append("today"))
    tray.open_asked.connect(lambda: asked.append("window"))
    for action in tray._menu.actions()[:2]:
        action.trigger()
    assert asked == ["window", "today"]


def lines(tray: Tray) -> list[str]:
    """What the open menu would show."""
    return [action.text() for action in tray._menu.actions() if action.isVisible() and not action.isSeparator()]


def press(tray: Tray, text: str) -> None:
    next(action for action in tray._menu.actions() if action.text() == text).trigger()


def test_the_next_people_stand_in_the_menu_with_why_and_open_their_cards(qapp: Any) -> None:
    tray = Tray()
    opened: list[object] = []
    tray.client_asked.connect(opened.append)
    tray.today_asked.connect(lambda: opened.append("today"))
    tray.show_people([Waiting(17, "Крылова — Birthday"), Waiting(None, "Order bags & boxes"), Waiting(3, "x" * 400)])
    shown = lines(tray)[2:5]
    assert shown[:2] == ["Крылова — Birthday", "Order bags && boxes"]
    assert shown[2].endswith("…")
    for text in shown:
        press(tray, text)
    assert opened == [17, "today", 3]
    tray.show_people([Waiting(n, str(n)) for n in range(9)])
    assert lines(tray)[2:8] == ["0", "1", "2", "3", "4", "New purchase"]
    tray.show_people([])
    assert lines(tray)[2] == "New purchase"


def test_a_pause_is_offered_then_told_and_ended(qapp: Any) -> None:
    tray = Tray()
    asked: list[str] = []
    tray.pause_asked.connect(asked.append)
    tray.resume_asked.connect(lambda: asked.append("resume"))
    press(tray, "Pause reminders for an hour")
    press(tray, "Pause reminders until tomorrow")
    tray.show_count(2)
    tray.show_pause("Reminders are paused until 15:40")
    assert lines(tray)[-3:] == ["Reminders are paused until 15:40", "Resume reminders", "Quit"]
    assert tray._icon.toolTip() == "Regulars · 2 clients are waiting · Reminders are paused until 15:40"
    press(tray, "Resume reminders")
    tray.show_pause("")
    assert "Resume reminders" not in lines(tray)
    assert tray._icon.toolTip() == "Regulars · 2 clients are waiting"
    assert asked == ["hour", "tomorrow", "resume"]
