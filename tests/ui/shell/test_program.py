"""The program as a whole: settings that change the look, closing, bugs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.i18n import language
from app.services.history.actions import find_last_action
from app.services.settings import get_settings, save_settings
from app.ui.application import Program
from app.ui.clock import SystemClock
from app.ui.context import AppContext
from app.ui.messages import bug_report
from app.ui.shell import closing
from app.ui.shell.memory import WindowMemory
from app.ui.shell.undo import redo_last, undo_last
from app.ui.theme import DARK, tokens
from tests.factories import make_client


@pytest.fixture
def program(qapp: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> Iterator[Program]:
    """The real program with real threads, without the clockwork of the reminders."""
    import sys
    import threading

    hooks = sys.excepthook, threading.excepthook
    monkeypatch.setattr(Program, "_make_services", lambda self, context: None)
    monkeypatch.setattr("app.ui.shell.beside.watch_first_start", lambda context, window: None)
    made = Program(qapp, folder, "en", None, SystemClock())
    sys.excepthook, threading.excepthook = hooks
    monkeypatch.setattr("app.ui.main_window.FIRST_PAGE", "settings")
    made.window._visit = ("settings", None)
    made.start()
    qtbot.waitUntil(lambda: made._context is not None, timeout=10_000)
    yield made
    made.window.allow_close()
    made.window.close()
    made.close()


def test_a_theme_chosen_elsewhere_repaints_the_window_and_is_remembered(
    program: Program, folder: Path, qtbot: Any
) -> None:
    context = program._context
    assert context is not None
    save_settings(context.db, replace(get_settings(context.db), theme="dark"))
    qtbot.waitUntil(lambda: tokens() is DARK)
    qtbot.waitUntil(lambda: context.settings.theme == "dark")
    program._memory.write()
    assert WindowMemory(folder).look() == ("", "dark", 100)


def test_larger_text_is_shown_at_once_and_is_remembered(
    program: Program, folder: Path, qapp: QApplication, qtbot: Any
) -> None:
    context = program._context
    assert context is not None
    before = program.window.current_page()
    save_settings(context.db, replace(get_settings(context.db), text_size=150))
    qtbot.waitUntil(lambda: qapp.font().pixelSize() == 20)
    qtbot.waitUntil(lambda: program.window.current_page() is not before)
    program._memory.write()
    assert WindowMemory(folder).look() == ("", "system", 150)


def test_the_language_is_switched_without_a_restart(program: Program, qtbot: Any) -> None:
    context = program._context
    assert context is not None
    before = program.window.current_page()
    save_settings(context.db, replace(get_settings(context.db), language="ru"))
    qtbot.waitUntil(lambda: language() == "ru")
    qtbot.waitUntil(lambda: program.window.current_page() is not before)


class NoJobs:
    def __init__(self, writing: bool = False) -> None:
        self.writing = writing

    def is_writing(self) -> bool:
        return self.writing


class Put:
    """Knows whether the window was put away."""

    def __init__(self, has_tray: bool) -> None:
        self.tray = object() if has_tray else None
        self.is_away = False

    def put_away(self) -> None:
        self.is_away = True


def close(context: AppContext, *, has_tray: bool, writing: bool = False) -> tuple[bool, bool]:
    """Close the window; return whether it was put away and whether the program was ended."""
    presence, ended = Put(has_tray), []
    closing.close_window(context, NoJobs(writing), lambda: ended.append(1), presence)  # type: ignore[arg-type]
    return presence.is_away, bool(ended)


@pytest.mark.parametrize(
    ("has_tray", "question"), [(True, "Stay in the tray to remind you?"), (False, "Stay minimised to remind you?")]
)
@pytest.mark.parametrize(("answer", "away", "ended"), [(True, True, False), (False, False, True), (None, False, False)])
def test_staying_is_asked_about_once_and_remembered(
    context: AppContext, messages: Any, has_tray: bool, question: str, answer: bool | None, away: bool, ended: bool
) -> None:
    messages.answer = answer
    assert close(context, has_tray=has_tray) == (away, ended)
    assert messages.questions == [question]
    assert get_settings(context.db).close_to_tray is answer
    context.settings = get_settings(context.db)
    if answer is not None:
        assert close(context, has_tray=not has_tray) == (away, ended)
        assert len(messages.questions) == 1


def test_work_in_progress_is_not_stopped_without_a_question(context: AppContext, messages: Any) -> None:
    context.settings = replace(context.settings, close_to_tray=False)
    assert close(context, has_tray=False, writing=True) == (False, False)
    messages.answer = True
    assert close(context, has_tray=False, writing=True) == (False, True)


def test_ctrl_q_quits_though_there_is_a_tray_and_asks_while_work_is_in_progress(
    program: Program, messages: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[str] = []
    monkeypatch.setattr(program, "quit", lambda: ended.append("quit"))
    context = program._context
    assert context is not None
    monkeypatch.setattr(context, "messages", messages)
    monkeypatch.setattr(program.jobs, "is_writing", lambda: True)
    qtbot.keyClick(program.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert (ended, len(messages.questions)) == ([], 1)
    monkeypatch.setattr(program.jobs, "is_writing", lambda: False)
    qtbot.keyClick(program.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert ended == ["quit"]


def test_ctrl_z_takes_back_the_last_action_and_then_says_there_is_none(context: AppContext, toasts: Any) -> None:
    make_client(context.db)
    undo_last(context)
    assert find_last_action(context.db, context.now()) is None
    undo_last(context)
    redo_last(context)
    redo_last(context)
    assert [text for text, _undo in toasts] == [
        "Taken back: Client added",
        "There is nothing left to take back.",
        "Done again: Client added",
        "There is nothing left to do again.",
    ]


def test_a_bug_report_holds_nothing_of_the_shop() -> None:
    name = "Крылова"
    try:
        try:
            raise KeyError(f"{name} +79052211408")
        except KeyError as first:
            raise ValueError(f"cannot save {name}") from first
    except ValueError as error:
        report = bug_report(error)
    assert "ValueError" in report
    assert "KeyError" in report
    assert "test_program.py" in report
    assert name not in report
    assert "7905" not in report
