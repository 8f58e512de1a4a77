"""The whole program, with its window and its threads; and a desktop to tell of reminders."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication

from app.models.upgrade import open_database
from app.services.first_start import Guess, begin
from app.ui.application import Program
from app.ui.clock import SystemClock
from app.ui.theme import apply_theme
from tests.conftest import NOW
from tests.flows.driving import WAIT

if TYPE_CHECKING:
    from tests.flows.notification_service import NotificationService


@pytest.fixture
def new_program(qapp: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> Iterator[Program]:
    """The whole program, started for the first time; only the clockwork of the reminders stays off."""
    hooks = sys.excepthook, threading.excepthook
    apply_theme(qapp, "light")
    monkeypatch.setattr(Program, "_make_services", lambda self, context: None)
    made = Program(qapp, folder, "en", None, SystemClock())
    sys.excepthook, threading.excepthook = hooks
    made.start()
    qtbot.waitUntil(lambda: made._context is not None, timeout=WAIT)
    made.window.activateWindow()
    yield made
    made.window.allow_close()
    made.window.close()
    made.close()


@pytest.fixture
def program(answered: None, new_program: Program) -> Program:
    """The whole program on an empty shop."""
    return new_program


@pytest.fixture
def answered(folder: Path) -> None:
    """The questions of the first start are not asked any more."""
    db = open_database(folder / "regulars.db", NOW)
    begin(db, Guess("RU", "RUB"))
    db.close()


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A session bus of the test's own."""
    from tests.flows.notification_service import session_bus  # which needs what only Linux has

    with session_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def service(bus: str) -> Iterator[NotificationService]:
    """A notification service on it."""
    from tests.flows.notification_service import NotificationService

    running = NotificationService(bus)
    yield running
    running.stop()
