"""Long statements that can be stopped: SQLite asks every few milliseconds whether to go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError

from app.models.database import sqlite

STEPS = 50_000  # instructions of SQLite's machine between two questions: a few milliseconds


def never() -> None:
    """For `ask`: go on to the end."""


@contextmanager
def interruptible(raw: Any, ask: Callable[[], object]) -> Iterator[None]:
    """Call `ask` again and again while statements of the connection `raw` run; what it raises stops them and comes out.

    Rolling back is up to the caller's transaction.
    """
    raised: list[Exception] = []

    def stop() -> int:
        try:
            ask()
        except Exception as error:  # noqa: BLE001 - it goes on to the caller, below
            raised.append(error)
        return len(raised)

    raw.set_progress_handler(stop, STEPS)
    try:
        yield
    except (sqlite.Error, DBAPIError) as error:
        if raised:
            raise raised[0] from error
        raise
    finally:
        raw.set_progress_handler(None, 0)
