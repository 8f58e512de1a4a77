"""A calendar file is read by a process of its own, so that a hostile or huge one harms nobody."""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections.abc import Callable
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from zoneinfo import ZoneInfo

from app.services.errors import AppError, CalendarDamaged, FileMissing, FileTooLarge
from app.services.imports.files.limits import limit_memory
from app.services.imports.read import PATIENCE, without_main_module
from app.services.tasks.ics.items import CalendarItem

MAX_MEMORY_MB, MAX_SECONDS, MAX_FILE_MB = 2048, 300, 100


def items_of(path: Path, zone: ZoneInfo, today: date, go_on: Callable[[], object]) -> list[CalendarItem]:
    """What the file says. `go_on` is called while it is waited for; what it raises ends the child and comes out.

    Raises FileMissing, CalendarDamaged (also when the child dies of it or takes too long), CalendarEmpty, FileTooLarge.
    """
    if not path.is_file():
        raise FileMissing(file=path.name)
    if path.stat().st_size > MAX_FILE_MB << 20:
        raise FileTooLarge(file=path.name, limit_mb=MAX_FILE_MB)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, str(path), zone.key, today), daemon=True)
    with without_main_module():
        process.start()
    theirs.close()
    try:
        return _received(ours, path.name, go_on)
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()


def _received(connection: Connection, name: str, go_on: Callable[[], object]) -> list[CalendarItem]:
    until = time.monotonic() + MAX_SECONDS
    while not connection.poll(PATIENCE):
        go_on()
        if time.monotonic() > until:
            raise CalendarDamaged(file=name)
    try:
        answer: list[CalendarItem] | AppError | str = connection.recv()
    except (EOFError, OSError) as error:
        raise CalendarDamaged(file=name) from error
    if isinstance(answer, AppError):
        raise answer
    if isinstance(answer, str):
        raise RuntimeError(answer)
    return answer


def serve(connection: Connection, path: str, zone: str, today: date) -> None:
    """The child: read the file, send what it says or why it cannot be read."""
    import traceback

    limit_memory(MAX_MEMORY_MB)
    answer: list[CalendarItem] | AppError | str
    try:
        from app.services.tasks.ics.read import read_calendar

        answer = read_calendar(Path(path), ZoneInfo(zone), today)
    except AppError as error:
        answer = error
    except MemoryError:
        answer = FileTooLarge(file=Path(path).name, limit_mb=MAX_MEMORY_MB)
    except Exception:  # noqa: BLE001  the other side decides what it means
        answer = traceback.format_exc()
    with contextlib.suppress(OSError):
        connection.send(answer)
