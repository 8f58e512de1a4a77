"""Widgets that nobody holds any more are destroyed in the window's thread, whatever the other threads do."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.background import Jobs, Report
from app.ui.shell.collecting import Collecting


@pytest.fixture
def jobs(qtbot: Any) -> Iterator[Jobs]:
    made = Jobs(lambda error: pytest.fail(str(error)))
    yield made
    made.close()
    gc.unfreeze()
    gc.enable()


def forget_a_label(ended: list[str]) -> None:
    class Ring(QLabel):
        def __del__(self) -> None:
            ended.append(threading.current_thread().name)

    ring = Ring("forgotten")
    ring.ring = ring  # type: ignore[attr-defined]


def test_a_forgotten_widget_goes_in_the_window_s_thread_though_another_makes_garbage(jobs: Jobs, qtbot: Any) -> None:
    window, ended = QWidget(), list[str]()
    qtbot.addWidget(window)
    jobs.at_rest = Collecting(window).soon
    forget_a_label(ended)

    def make_garbage(_report: Report) -> int:
        for _number in range(gc.get_threshold()[0] * 300):
            ring: list[object] = []
            ring.append(ring)
        return len(ended)

    seen: list[int] = []
    jobs.run(make_garbage, on_done=seen.append)
    qtbot.waitUntil(lambda: bool(ended))
    assert seen == [0]
    assert ended == [threading.main_thread().name]
