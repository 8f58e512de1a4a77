"""Work off the GUI thread: four lanes, one job at a time in each, results delivered in the GUI thread.

Jobs that write queue in one lane and never race; jobs that read have another and never wait for a write. Reading that
may take seconds in a large shop, such as all figures of Today, has the third, so that a list is never behind it. A file
that is written for minutes has the fourth, and the window goes on meanwhile.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, Protocol

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

Lane = Literal["read", "write", "long", "file"]
_THREADS: dict[Lane, str] = {"read": "reader", "write": "writer", "long": "long reader", "file": "file writer"}
Report = Callable[[int, int], None]
Work = Callable[[Report], Any]

PROGRESS_SECONDS = 0.06
# A lane that works in Python lets the window go on at its next call only after so long, and painting a table is
# hundreds of calls: with Python's usual 5 ms the window stood still for a third of a second in a large shop.
SWITCH_SECONDS = 0.001


class Job:
    """One piece of work that was started. Its callbacks run in the GUI thread, or never if their widget is gone."""

    def __init__(
        self,
        on_done: Callable[[Any], object] | None,
        on_failed: Callable[[Exception], object],
        on_progress: Callable[[int, int], object] | None,
        owner: QObject | None,
        lane: Lane = "read",
    ) -> None:
        self.lane = lane
        self._on_done, self._on_failed, self._on_progress = on_done, on_failed, on_progress
        self._owners = [owner, *(getattr(call, "__self__", None) for call in (on_done, on_failed, on_progress))]
        self._wanted = True
        self._cancelled = False
        self.finished = False

    @property
    def cancelled(self) -> bool:
        """True once Cancel was asked for."""
        return self._cancelled

    def cancel(self) -> None:
        """Stop at the next `report`; `on_failed` then gets Cancelled. Work that never reports runs to its end."""
        self._cancelled = True

    def drop(self) -> None:
        """Cancel, and call nobody: the answer is no longer of interest."""
        self._cancelled = True
        self._wanted = False

    def deliver_progress(self, done: int, total: int) -> None:
        """Tell how far the work is (GUI thread)."""
        if self._on_progress is not None and not self.finished and self._is_wanted():
            self._on_progress(done, total)

    def deliver(self, result: Any, error: Exception | None) -> None:
        """Hand over the result or the error (GUI thread)."""
        self.finished = True
        if not self._is_wanted():
            return
        if error is not None:
            self._on_failed(error)
        elif self._on_done is not None:
            self._on_done(result)

    def _is_wanted(self) -> bool:
        return self._wanted and all(is_alive(owner) for owner in self._owners if isinstance(owner, QObject))


class JobsLike(Protocol):
    """What pages may use; the tests have one that runs everything at once."""

    def run(
        self,
        work: Work,
        *,
        on_done: Callable[[Any], object] | None = None,
        on_failed: Callable[[Exception], object] | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        lane: Lane = "read",
        owner: QObject | None = None,
    ) -> Job:
        """Start `work(report)`; see Jobs.run."""
        ...


@dataclass
class _Task:
    """A piece of work until its end was told, and what came of it."""

    work: Work
    job: Job
    result: Any = None
    error: Exception | None = None


class _Bridge(QObject):
    """Lives in the GUI thread; whatever is emitted from a worker is called here."""

    call = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.call.connect(self._on_call, Qt.ConnectionType.QueuedConnection)

    def _on_call(self, act: Callable[[], object]) -> None:
        act()


class Jobs:
    """The four lanes. Make it in the GUI thread; `close` before the program ends."""

    def __init__(self, show_error: Callable[[Exception], object]) -> None:
        sys.setswitchinterval(SWITCH_SECONDS)
        self._show_error = show_error
        self._bridge = _Bridge()
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._tasks: dict[int, _Task] = {}  # what runs or waits
        self._last = 0
        self._closed = False
        self.at_rest: Callable[[], object] | None = None  # called in the GUI thread whenever no job is left

    def run(
        self,
        work: Work,
        *,
        on_done: Callable[[Any], object] | None = None,
        on_failed: Callable[[Exception], object] | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        lane: Lane = "read",
        owner: QObject | None = None,
    ) -> Job:
        """Start `work(report)` in a lane; `report(done, total)` is cheap, and raises Cancelled after `cancel()`.

        Without `on_failed` errors are shown to the user (a cancel is not). With `owner`, or when a callback is a method
        of a QObject, nothing is called after that object is deleted.
        """
        job = Job(on_done, on_failed or self._show_unless_cancelled, on_progress, owner, lane)
        if self._closed:  # a timer may still fire while the program ends
            job.drop()
            return job
        number = self._last = self._last + 1
        self._tasks[number] = _Task(work, job)
        self._lane(lane).submit(self._work, number)
        return job

    def post(self, act: Callable[[], object]) -> None:
        """Call `act` in the GUI thread soon; may be used from any thread."""
        if is_alive(self._bridge):
            self._bridge.call.emit(act)

    def is_busy(self) -> bool:
        """True while any job runs or waits."""
        return bool(self._tasks)

    def is_writing(self) -> bool:
        """True while a job of the writer lane runs or waits."""
        return any(task.job.lane == "write" for task in self._tasks.values())

    def close(self) -> None:
        """Cancel what runs, drop what waits, and wait for their threads."""
        self._closed = True
        for task in self._tasks.values():
            task.job.drop()
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)

    def _lane(self, lane: Lane) -> ThreadPoolExecutor:
        """The lane's one thread, made with its first job: the window is painted before there is any."""
        if lane not in self._lanes:
            from concurrent.futures import ThreadPoolExecutor

            self._lanes[lane] = ThreadPoolExecutor(1, thread_name_prefix=_THREADS[lane])
        return self._lanes[lane]

    def _report(self, job: Job) -> Report:
        last = [0.0]

        def report(done: int, total: int) -> None:
            if job.cancelled:
                from app.services.errors import Cancelled

                raise Cancelled
            now = time.monotonic()
            if done == total or now - last[0] >= PROGRESS_SECONDS:
                last[0] = now
                self.post(lambda: job.deliver_progress(done, total))

        return report

    def _work(self, number: int) -> None:
        """Run in the lane. Before the window hears of the end, this thread has let go of everything: the last one that
        lets go of a widget destroys it, and what another thread destroys leaves its timers behind."""
        task = self._tasks[number]
        task.result, task.error = _run(task.work, task.job, self._report(task.job))
        del task
        self.post(partial(self._end, number))

    def _end(self, number: int) -> None:
        task = self._tasks.pop(number)
        task.job.deliver(task.result, task.error)
        if self.at_rest is not None and not self._tasks:
            self.at_rest()

    def _show_unless_cancelled(self, error: Exception) -> None:
        from app.services.errors import Cancelled

        if not isinstance(error, Cancelled):
            self._show_error(error)


def is_alive(owner: QObject) -> bool:
    """Whether Qt has not deleted the object behind `owner`."""
    import shiboken6  # 40 ms that nobody needs before the first paint

    return shiboken6.isValid(owner)


def _run(work: Work, job: Job, report: Report) -> tuple[Any, Exception | None]:
    """Run in the lane: never raises, so that a failure always finds its way to `on_failed`."""
    if job.cancelled:
        from app.services.errors import Cancelled

        return None, Cancelled()
    try:
        return work(report), None
    except Exception as error:  # noqa: BLE001 - it is handed to on_failed, in the GUI thread
        logging.getLogger(__name__).debug("A job ended with %r", error)
        return None, error
