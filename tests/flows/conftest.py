"""The whole program, with its window and its threads."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.application import Program
from app.ui.context import SystemClock
from app.ui.theme import apply_theme
from tests.flows.driving import WAIT


@pytest.fixture
def program(qapp: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> Iterator[Program]:
    """The whole program on an empty shop; only the clockwork of the reminders stays off."""
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
