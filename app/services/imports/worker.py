"""The reading process: opens one file, answers questions about it, sends clean rows. Knows no Qt and no database."""

from __future__ import annotations

import contextlib
import gc
import os
import queue
import threading
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.services.errors import AppError, FileDamaged, FileIsEmpty, FileTooLarge, FileWithoutResults, SheetNotFound
from app.services.imports import memory_sheet
from app.services.imports.cleaning.clean import Cleaner
from app.services.imports.columns import CleanColumns
from app.services.imports.files.limits import limit_memory
from app.services.imports.files.opening import open_sheets
from app.services.imports.files.source import Sheet
from app.services.imports.options import Options
from app.services.imports.originals import pack_cells
from app.services.imports.rows import Choices, Remark, SheetInfo
from app.services.imports.tables.doubts import agreed
from app.services.imports.tables.table import KEPT_CELLS, Around, Table, look_at

_AHEAD = 4  # batches cleaned before the other side has taken them
_GENERIC_SHEET = frozenset(("sheet", "лист", "worksheet", "page", "страница", "table", "таблица"))


class Book:
    """The open file: its tables, each looked at once."""

    def __init__(self, path: Path, options: Options) -> None:
        self._path = path
        self._options = options
        self._tables: dict[str, Table] | None = None
        self._memories: dict[str, str] = {}  # by sheet, in a workbook of rejected rows

    def use(self, options: Options) -> None:
        """Read it with these options from now on; what was found with others is forgotten."""
        if options != self._options:
            self._options, self._tables = options, None

    def tables(self) -> dict[str, Table]:
        """The sheets that hold anything, by name. Raises FileIsEmpty or FileDamaged when there is none."""
        if self._tables is None:
            opened = open_sheets(self._path, self._options)
            sheets = [sheet for sheet in opened if sheet.name != memory_sheet.SHEET or not sheet.hidden]
            self._memories = _memories(sheet for sheet in opened if sheet not in sheets)
            found: dict[str, Table] = {}
            damaged: list[FileDamaged] = []
            room = KEPT_CELLS
            titles: list[str] = []
            names = {sheet.name for sheet in sheets}
            for sheet in sheets:
                generic = len(sheets) == 1 or sheet.name.casefold().rstrip(" 0123456789") in _GENERIC_SHEET
                around = Around(names, (self._path.stem,), titles)
                try:
                    tables = look_at(sheet, self._path.stem if generic else "", self._options, room, around)
                except FileDamaged as error:
                    damaged.append(error)
                    continue
                for table in tables:
                    found[table.info.name] = table
                    room -= table.kept_cells
                    titles = table.titles if table.header is not None else titles
            if not found:
                raise damaged[0] if damaged else _nothing_in(sheets, self._path.name)
            if damaged:
                first = next(iter(found.values()))
                first.info = replace(first.info, remarks=(*first.info.remarks, Remark("lost_sheets", 0, len(damaged))))
            self._tables = _agreed(found)
        return self._tables

    def infos(self) -> list[SheetInfo]:
        """What was found on each sheet."""
        tables = self.tables()
        return [replace(table.info, memory=self._memories.get(name, "")) for name, table in tables.items()]

    def cleaner(self, sheet: str, choices: Choices) -> Cleaner:
        """The cleaner of a sheet. Raises SheetNotFound."""
        return Cleaner(self._table(sheet), choices)

    def originals(self, sheet: str, rows: Sequence[int]) -> dict[int, str]:
        """Rows by number as they stand in the sheet, packed. Raises SheetNotFound."""
        found: dict[int, str] = {}
        wanted, last = set(rows), max(rows, default=0)
        for first, columns in self._table(sheet).body():
            if first > last:
                break
            for number in wanted.intersection(range(first, first + len(columns[0]))):
                found[number] = pack_cells([column[number - first] for column in columns])
        return found

    def _table(self, sheet: str) -> Table:
        table = self.tables().get(sheet)
        if table is None:
            raise SheetNotFound(file=self._path.name, sheet=sheet)
        return table


def _memories(hidden: Iterable[Sheet]) -> dict[str, str]:
    return memory_sheet.read(cell for sheet in hidden for columns in sheet.batches() for cell in columns[0])


def _agreed(tables: dict[str, Table]) -> dict[str, Table]:
    """The tables with what others of the same titles settle about their columns."""
    columns = agreed([(table.info.signature, table.info.columns) for table in tables.values()])
    return {
        name: replace(table, info=replace(table.info, columns=found))
        for (name, table), found in zip(tables.items(), columns, strict=True)
    }


def _nothing_in(sheets: Iterable[Sheet], name: str) -> AppError:
    """Why no sheet holds anything: formulas alone have nothing to show until their results are kept."""
    formulas = any(remark.code == "no_result" for sheet in sheets for remark in sheet.remarks())
    return FileWithoutResults(file=name) if formulas else FileIsEmpty(file=name)


def main(connection: Connection, path: str, options: Options) -> None:
    """Serve one file until the other side hangs up."""
    _be_quiet()
    limit_memory(options.max_memory_mb)
    gc.disable()
    book = Book(Path(path), options)
    while True:
        try:
            question = connection.recv()
        except EOFError:
            return
        try:
            _answer(connection, book, question)
        except (BrokenPipeError, ConnectionError):
            return
        except BaseException as error:  # noqa: BLE001  the other side decides what it means
            connection.send(("error", _as_failure(error, Path(path).name, options.max_memory_mb)))


def _answer(connection: Connection, book: Book, question: tuple[Any, ...]) -> None:
    kind, *arguments = question
    if kind == "begin":
        with contextlib.suppress(BaseException):  # comes again with the first real question
            book.tables()
        return
    if kind == "options":
        book.use(*arguments)
        return
    if kind == "inspect":
        connection.send(("infos", book.infos()))
        return
    if kind == "originals":
        connection.send(("originals", book.originals(*arguments)))
        return
    sheet, choices, limit = arguments
    cleaner = book.cleaner(sheet, choices)
    if limit is None:
        _send_all(connection, cleaner.batches())
    elif rows := cleaner.head(limit):
        connection.send_bytes(CleanColumns.of(rows).packed())
    connection.send_bytes(b"")


def _send_all(connection: Connection, batches: Iterable[CleanColumns]) -> None:
    """Send from a thread of its own, so that the next batch is cleaned while one waits to be taken."""
    waiting: queue.Queue[bytes | None] = queue.Queue(_AHEAD)
    gone = threading.Event()

    def send() -> None:
        while (message := waiting.get()) is not None:
            if not gone.is_set():
                try:
                    connection.send_bytes(message)
                except OSError:
                    gone.set()

    sender = threading.Thread(target=send, daemon=True)
    sender.start()
    try:
        for batch in batches:
            if gone.is_set():
                raise BrokenPipeError
            waiting.put(batch.packed())
    finally:
        waiting.put(None)
        sender.join()


def _as_failure(error: BaseException, name: str, limit_mb: int) -> AppError | str:
    """An expected failure, or the traceback of a bug."""
    if isinstance(error, AppError):
        return error
    if isinstance(error, MemoryError):
        return FileTooLarge(file=name, limit_mb=limit_mb)
    if type(error).__name__ == "PanicException":  # the reader's own word for "this cannot be"
        return FileDamaged(file=name, detail=str(error))
    return "".join(traceback.format_exception(error))


def _be_quiet() -> None:
    """A reader that aborts writes to the terminal; nobody is to see it."""
    sink = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(sink, stream)
    os.close(sink)
