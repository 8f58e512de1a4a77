"""The sign in the tray: its menu, and messages that do not push each other off the screen."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QSystemTrayIcon

from app.ui.tray import Tray


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
