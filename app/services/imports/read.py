"""Reader: one old file, read and cleaned by a process of its own that may die without harm."""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import sys
import threading
import time
import types
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType
from typing import Any

from app.services.errors import AppError, FileError, FileKillsReader, FileTakesTooLong
from app.services.imports import child
from app.services.imports.columns import CleanColumns
from app.services.imports.files.opening import check_there
from app.services.imports.options import Options
from app.services.imports.rows import Choices, CleanRow, SheetInfo

PATIENCE = 0.2  # seconds between two questions whether to go on
NO_ROWS: Mapping[str, int] = types.MappingProxyType({})
_starting = threading.Lock()
_early: dict[Path, Reader] = {}
_PICKLED = b"\x80"  # how an error among the batches begins


class Reader:
    """Reads one file in a child process with limits on memory and time. Every failure is an errors.FileError.

    `hidden` is whether rows and columns that the file hides are read like all others; `header_rows` says of sheets
    where their titles are, 0 for a sheet without.
    Not for several threads at once. The child lives until `close()`; after an iteration left early
    a new one is started.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        password: str | None = None,
        encoding: str | None = None,
        country: str = "RU",
        day_first: bool | None = None,
        max_memory_mb: int = 2048,
        max_seconds: float = 600,
        hidden: bool = False,
        header_rows: Mapping[str, int] = NO_ROWS,
        this_year: int | None = None,
    ) -> None:
        self.path = Path(path)
        rows = tuple(sorted(header_rows.items()))
        self._options = Options(password, encoding, country, day_first, max_memory_mb, hidden, rows, this_year)
        self._seconds = max_seconds
        self._go_on: Callable[[], object] = lambda: None
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._question: tuple[Any, ...] = ()

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def inspect(self) -> list[SheetInfo]:
        """The sheets that hold anything, with their tables as recognised. Raises FileError subclasses."""
        self._ask("inspect")
        infos: list[SheetInfo] = self._answer()
        return infos

    def preview(self, sheet_name: str, choices: Choices, limit: int = 50) -> list[CleanRow]:
        """The first rows, cleaned as chosen."""
        self._ask("rows", sheet_name, choices, limit)
        return [row for batch in self._batches() for row in batch.rows()]

    def rows(self, sheet_name: str, choices: Choices) -> Generator[list[CleanRow], None, None]:
        """All rows that are not blank, cleaned, in batches of some thousands."""
        with contextlib.closing(self.columns(sheet_name, choices)) as batches:
            yield from (batch.rows() for batch in batches)

    def columns(self, sheet_name: str, choices: Choices) -> Generator[CleanColumns, None, None]:
        """The same column by column."""
        self._ask("rows", sheet_name, choices, None)
        finished = False
        try:
            yield from self._batches()
            finished = True
        finally:
            if not finished:
                self.close()

    def originals(self, sheet_name: str, rows: Sequence[int]) -> dict[int, str]:
        """Rows by their number as they stand in the sheet, packed (originals.py)."""
        self._ask("originals", sheet_name, list(rows))
        found: dict[int, str] = self._answer()
        return found

    def use_header_rows(self, rows: Mapping[str, int]) -> None:
        """Say where the titles of sheets are; what was found before is then out of date."""
        self._options = replace(self._options, header_rows=tuple(sorted(rows.items())))
        if self._process is not None:
            self._ask("options", self._options)

    def close(self) -> None:
        """End the child, whatever it does."""
        process, connection = self._process, self._connection
        self._process = self._connection = None
        if connection is not None:
            connection.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()

    @contextlib.contextmanager
    def asking(self, go_on: Callable[[], object]) -> Iterator[None]:
        """Within it `go_on` is called while the child is waited for; what it raises ends the child and comes out."""
        self._go_on = go_on
        try:
            yield
        finally:
            self._go_on = lambda: None

    def begin(self) -> None:
        """Let the child look into the file already; nothing is answered, and a failure shows when it is asked."""
        self._ask("begin")

    def _ask(self, *question: Any) -> None:
        if self._process is None:
            check_there(self.path)
            early = _early.pop(self.path, None)
            if early is None:
                self._start()
            else:
                self._process, self._connection = early._process, early._connection
                self._ask("options", self._options)
        assert self._connection is not None
        self._question = question
        with contextlib.suppress(BrokenPipeError, ConnectionError):  # a dead child shows when its answer is read
            self._connection.send(question)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=child.main, args=(theirs, str(self.path), self._options), daemon=True)
        with without_main_module():
            self._process.start()
        theirs.close()

    def _answer(self) -> Any:
        """The next message that is no rows."""
        kind, content = self._received(Connection.recv, again=True)
        if kind == "error":
            raise _failure(content)
        return content

    def _batches(self) -> Iterator[CleanColumns]:
        again = True
        while True:
            message = self._received(Connection.recv_bytes, again)
            again = False  # rows of two readers would not go together
            if not message:
                return
            if message[:1] == _PICKLED:
                raise _failure(pickle.loads(message)[1])
            yield CleanColumns.unpacked(message)

    def _wait(self) -> Connection:
        """Wait for the child within what is left of its time."""
        assert self._connection is not None
        ready = False
        while not ready and self._seconds > 0:
            self._ask_whether_to_go_on()
            began = time.monotonic()
            ready = self._connection.poll(min(PATIENCE, self._seconds))
            self._seconds -= time.monotonic() - began
        if not ready:
            self.close()
            raise FileTakesTooLong(file=self.path.name)
        return self._connection

    def _ask_whether_to_go_on(self) -> None:
        try:
            self._go_on()
        except BaseException:
            self.close()  # its answer is on the way, and nobody will read it
            raise

    def _received(self, take: Callable[[Connection], Any], again: bool) -> Any:
        """The next message. `again`: a child that died of the file is asked once more, to use the second reader."""
        try:
            return take(self._wait())
        except (EOFError, OSError) as error:
            self.close()
            if self._options.second or not again:
                raise FileKillsReader(file=self.path.name) from error
        self._options = replace(self._options, second=True)
        self._ask(*self._question)
        return self._received(take, again)


def look_early(
    path: Path, password: str | None = None, encoding: str | None = None, this_year: int | None = None
) -> None:
    """Have a child open and read a file while the program is still loading; the next Reader of that path takes it over.

    What it assumed about the shop is told right then; only a shop of another country has the file looked at again.
    """
    with contextlib.suppress(FileError):  # told when the file is really asked for
        reader = Reader(path, password=password, encoding=encoding, this_year=this_year)
        reader.begin()
        _early[path] = reader


def _failure(content: AppError | str) -> Exception:
    """An expected failure as it is; anything else is a bug of the child."""
    return content if isinstance(content, AppError) else RuntimeError(content)


@contextlib.contextmanager
def without_main_module() -> Iterator[None]:
    """Start a child without the program's main module: it needs nothing of it, and a script may lack the guard."""
    with _starting:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main
