"""An event loop in a thread of its own: what the notification services of the systems want to be spoken to from."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

CALL_SECONDS = 2.0  # for a whole call of ours

T = TypeVar("T")


class NoAnswer(Exception):
    """Whoever was asked did not answer in time: it may have been done or not."""


class LoopThread:
    """Started by the first call. May be stopped and used again."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._one_at_a_time = threading.Lock()

    def wait_for(self, work: Coroutine[Any, Any, T]) -> T:
        """Run `work` in the thread and wait for it. Raises TimeoutError after two seconds, and what it raises."""
        answer = asyncio.run_coroutine_threadsafe(work, self._running())
        try:
            return answer.result(CALL_SECONDS)
        except TimeoutError:
            answer.cancel()
            raise

    def stop(self, leave: Callable[[], Coroutine[Any, Any, None]] | None = None) -> None:
        """End the thread, after `leave`."""
        with self._one_at_a_time:
            if self._loop is None or self._thread is None:
                return
            if leave is not None:
                asyncio.run_coroutine_threadsafe(leave(), self._loop).result(CALL_SECONDS)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(CALL_SECONDS)
            self._loop = self._thread = None

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._one_at_a_time:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=_run, args=(self._loop,), name=self._name, daemon=True)
                self._thread.start()
            return self._loop


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    loop.run_forever()
    loop.close()
