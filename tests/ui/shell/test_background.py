"""Jobs on real threads."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject

from app.services.errors import Cancelled
from app.ui.background import Jobs, Report


@pytest.fixture
def shown() -> list[Exception]:
    return []


@pytest.fixture
def real_jobs(qapp, shown: list[Exception]) -> Iterator[Jobs]:  # type: ignore[no-untyped-def]
    jobs = Jobs(shown.append)
    yield jobs
    jobs.close()


def test_work_runs_elsewhere_and_its_result_comes_to_the_window(real_jobs: Jobs, qtbot) -> None:  # type: ignore[no-untyped-def]
    seen: dict[str, object] = {}

    def done(name: str) -> None:
        seen.update(worked=name, delivered=threading.current_thread())

    real_jobs.run(lambda _report: threading.current_thread().name, on_done=done, lane="write")
    qtbot.waitUntil(lambda: "worked" in seen)
    assert str(seen["worked"]).startswith("writer")
    assert seen["delivered"] is threading.main_thread()


def test_a_failure_comes_to_the_window_too(real_jobs: Jobs, shown: list[Exception], qtbot) -> None:  # type: ignore[no-untyped-def]
    failed: list[Exception] = []

    def work(_report: Report) -> None:
        raise ValueError("no")

    real_jobs.run(work, on_failed=failed.append)
    real_jobs.run(work)
    qtbot.waitUntil(lambda: bool(failed) and bool(shown))
    assert isinstance(failed[0], ValueError)
    assert isinstance(shown[0], ValueError)


def test_writes_queue_and_reads_do_not_wait_for_them(real_jobs: Jobs, qtbot) -> None:  # type: ignore[no-untyped-def]
    gate, order = threading.Event(), []

    def first(_report: Report) -> None:
        gate.wait(5)
        order.append("first write")

    real_jobs.run(first, lane="write")
    real_jobs.run(lambda _report: order.append("second write"), lane="write")
    real_jobs.run(lambda _report: order.append("read"))
    qtbot.waitUntil(lambda: order == ["read"])
    assert real_jobs.is_writing()
    gate.set()
    qtbot.waitUntil(lambda: not real_jobs.is_busy())
    assert order == ["read", "first write", "second write"]


def test_cancel_stops_the_work_at_its_next_report(real_jobs: Jobs, shown: list[Exception], qtbot) -> None:  # type: ignore[no-untyped-def]
    reached, ends = [], []
    never = threading.Event()

    def work(report: Report) -> None:
        for step in range(20_000):
            report(step, 0)
            reached.append(step)
            never.wait(0.001)  # long work that leaves the GUI thread its turns

    job = real_jobs.run(work, on_failed=ends.append, lane="write")
    qtbot.waitUntil(lambda: len(reached) > 10)
    job.cancel()
    qtbot.waitUntil(lambda: bool(ends))
    assert isinstance(ends[0], Cancelled)
    assert len(reached) < 20_000
    silent = real_jobs.run(work)
    silent.cancel()
    qtbot.waitUntil(lambda: not real_jobs.is_busy())
    assert shown == []


def test_progress_is_thinned_out_and_ends_with_the_last_step(real_jobs: Jobs, qtbot) -> None:  # type: ignore[no-untyped-def]
    told: list[tuple[int, int]] = []
    finished: list[object] = []

    def work(report: Report) -> None:
        for step in range(1, 50_001):
            report(step, 50_000)

    real_jobs.run(work, on_progress=lambda done, total: told.append((done, total)), on_done=finished.append)
    qtbot.waitUntil(lambda: bool(finished))
    assert told[-1] == (50_000, 50_000)
    assert len(told) < 5_000


def test_nobody_is_called_after_the_widget_is_gone(real_jobs: Jobs, shown: list[Exception], qtbot) -> None:  # type: ignore[no-untyped-def]
    import shiboken6

    gate, called = threading.Event(), []
    owner = QObject()
    job = real_jobs.run(lambda _report: gate.wait(5), on_done=called.append, owner=owner)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: job.finished)
    assert called == []
    assert shown == []


def test_dropped_work_calls_nobody(real_jobs: Jobs, qtbot) -> None:  # type: ignore[no-untyped-def]
    called: list[object] = []
    job = real_jobs.run(lambda _report: 1, on_done=called.append, on_failed=called.append)
    job.drop()
    qtbot.waitUntil(lambda: job.finished)
    assert called == []


def test_close_waits_for_both_threads(qapp) -> None:  # type: ignore[no-untyped-def]
    jobs = Jobs(lambda _error: None)
    started, ended = threading.Event(), threading.Event()

    def work(report: Report) -> None:
        started.set()
        try:
            while True:
                report(0, 0)
        finally:
            ended.set()

    jobs.run(work, lane="write")
    assert started.wait(5)
    jobs.close()
    assert ended.is_set()
    assert jobs.run(lambda _report: ended.clear()).cancelled
    assert ended.is_set()


def test_a_file_that_is_written_for_long_holds_up_no_list(real_jobs: Jobs, qtbot) -> None:  # type: ignore[no-untyped-def]
    gate, read = threading.Event(), []
    real_jobs.run(lambda _report: gate.wait(5), lane="file")
    for lane in ("read", "long"):
        real_jobs.run(lambda _report: None, on_done=lambda _none: read.append(1), lane=lane)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: len(read) == 2)
    assert not gate.is_set()
    gate.set()


def test_the_window_gets_its_turn_from_busy_lanes_within_a_millisecond(qapp) -> None:  # type: ignore[no-untyped-def]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(0.005)
    try:
        Jobs(lambda _error: None).close()
        assert sys.getswitchinterval() <= 0.001
    finally:
        sys.setswitchinterval(usual)


class Held:
    """Something that a job holds, which notes the thread in which the last one lets go of it."""

    def __init__(self, released: list[threading.Thread]) -> None:
        self._released = released

    def __del__(self) -> None:
        self._released.append(threading.current_thread())


def test_what_a_job_holds_is_let_go_of_in_the_window_however_slow_the_thread_is(
    real_jobs: Jobs, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    released: list[threading.Thread] = []
    begun, delivered, post = threading.Event(), threading.Event(), real_jobs.post

    def post_and_stay(act: Callable[[], object]) -> None:
        post(act)
        delivered.wait(5)  # the window is faster than the thread that has told it of the end

    def start() -> None:
        held = Held(released)
        real_jobs.run(lambda _report: (begun.wait(5), held), on_done=lambda _result: held)

    monkeypatch.setattr(real_jobs, "post", post_and_stay)
    start()
    begun.set()
    qtbot.waitUntil(lambda: not real_jobs.is_busy())
    delivered.set()
    qtbot.waitUntil(lambda: bool(released))
    assert released == [threading.main_thread()]
