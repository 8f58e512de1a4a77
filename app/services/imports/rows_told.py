"""What becomes of every row of a prepared plan, a page at a time: the table of a check.

Every row that was read is in exactly one State, so the counts of the states add up to the rows in. The plan may be
prepared again at any time; what is asked then is answered anew.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from app.models.database import storage_errors
from app.models.imports import rows as sql
from app.services.errors import Cancelled
from app.services.imports.matching.outcome import Outlook
from app.services.imports.matching.stage import StagedSheet
from app.services.imports.originals import unpack_cells
from app.services.imports.plan import ImportPlan
from app.services.imports.rows import CleanRow, Field, Outcome, Problem, Role
from app.services.imports.values.cells import Cell

QUICK_CELLS = 500_000  # in sheets of up to that many the cells of every row are asked of the reading process
_OF_PERSON = tuple(
    name for name in CleanRow._fields if name not in ("row", "outcome", "phones", "phones_raw", "emails")
)
_OF_SALE = ("receipt", "day", "time", "is_return")
_OF_LINE = ("quantity", "price", "discount", "line_sum", "total", "status", "product", "sku", "category")


class State(IntEnum):
    """What becomes of a row."""

    NEW = 0  # a new client, purchase or product
    CHANGED = 1  # changes what the shop has
    UNCHANGED = 2  # the shop has it, and nothing changes
    HERE = 3  # a purchase that the shop has, or a row that repeats an earlier one
    DIFFERS = 4  # a purchase that the shop has with other contents, and that stays as it is there
    SKIPPED = 5  # a repeated heading or a total
    FAILED = 6  # cannot be used


BOUGHT = {Field.BOUGHT_ON, Field.BOUGHT_FOR}
USED = frozenset((State.NEW, State.CHANGED, State.UNCHANGED, State.HERE, State.DIFFERS))


@dataclass(frozen=True)
class RowCounts:
    """Rows of a sheet by state, and how many of the usable ones were repaired."""

    states: dict[State, int]
    repaired: int

    @property
    def total(self) -> int:
        """All rows that were read."""
        return sum(self.states.values())


@dataclass(frozen=True)
class ToldRow:
    """One row of a file and what becomes of it. `clean` is empty but for its problems where the row is not used."""

    id: int
    sheet: int  # number of the staged sheet
    state: State
    clean: CleanRow
    client_id: int | None = None  # the shop's client that it belongs to; None for a new one or nobody
    client: str = ""  # the name of that client
    in_trash: bool = False  # the client lies in the trash and stays there
    first: tuple[int, int] | None = None  # (sheet, row) that names the same client before
    changes: tuple[str, ...] = ()  # columns of the client that change; "more" for contacts, tags and the like
    in_shop: bool = False  # the purchase is in the shop, not only further up in the file
    cells: list[Cell] | None = field(default=None, compare=False)  # as they stand in the file, where known

    @property
    def row(self) -> int:
        """The row as the spreadsheet program counts."""
        return self.clean.row


class RowsTold:
    """The rows of one plan. Not for several threads at once."""

    def __init__(self, plan: ImportPlan) -> None:
        self._plan = plan
        self._outlook: Outlook | None = None
        self._told: dict[int, range] = {}

    def counts(self, sheet: StagedSheet) -> RowCounts:
        """How many rows of a sheet are in which state."""
        with self._reading() as raw:
            rows = sql.state_counts(raw, self._ids(sheet, raw))
        return RowCounts({State(state): count for state, count, _ in rows}, sum(repaired for *_, repaired in rows))

    def ids(
        self, sheet: StagedSheet, state: State | None = None, *, repaired: bool = False, text: str = ""
    ) -> array[int]:
        """Ids of the rows of a sheet in the order of the file: all, those in a state, repaired ones, or with a text."""
        with self._reading() as raw:
            every = self._ids(sheet, raw)
            wanted = [] if state is None else [f"state = {int(state)}"]
            wanted += ["repaired"] if repaired else []
            wanted += [sql.saying(raw, sheet.no, sheet.role, text)] if text.strip() else []
            return sql.ids_of(raw, every, " AND ".join(wanted)) if wanted else array("q", every)

    def id_from(self, sheet: StagedSheet, row: int) -> int:
        """The id of a row of a sheet by its number in the file, or of the next one that was read."""
        with self._reading() as raw:
            every = self._ids(sheet, raw)
            return sql.first_from(raw, every, row) or every.stop

    def page(self, ids: Sequence[int]) -> list[ToldRow]:
        """The rows with these ids, a few hundred at most. Rows of one sheet only."""
        if not ids:
            return []
        with self._reading() as raw:
            told = sql.told_rows(raw, ids)
            sheet = next(staged for staged in self._plan.staged if staged.no == told[0][1])
            staged = _staged(raw, sheet.role, [row for row in told if row[5] is not None])
            rows = [row[2] for row in told]
            if sheet.role is Role.CLIENTS and BOUGHT & set(sheet.fields.values()):
                _add_bought(raw, sheet.no, {row[2]: staged[row[0]] for row in told if row[0] in staged})
            problems, cells = _problems(raw, sheet.no, rows), self._cells(raw, sheet, rows)
        return [
            _row(line, staged.get(line[0], {}), tuple(problems.get(line[2], ())), cells.get(line[2])) for line in told
        ]

    def _cells(self, raw: Any, sheet: StagedSheet, rows: list[int]) -> dict[int, list[Cell]]:
        found = sql.row_originals(raw, sheet.no, rows)
        missing = [row for row in rows if row not in found]
        if missing and sheet.info.rows * len(sheet.info.columns) <= QUICK_CELLS:
            found |= self._plan.files[sheet.batch - 1].reader.originals(sheet.info.name, missing)
        return {row: unpack_cells(packed) for row, packed in found.items()}

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        """The planning connection, which nobody closes meanwhile. Raises Cancelled when the plan has ended."""
        with self._plan.in_use, storage_errors(self._plan.db.path):
            if self._plan.stage is None:
                raise Cancelled
            yield self._plan.stage.raw

    def _ids(self, sheet: StagedSheet, raw: Any) -> range:
        """The told rows of a sheet, listed when they are first asked for after a match."""
        if self._outlook is not self._plan.outlook:
            self._outlook, self._told = self._plan.outlook, {}
        if sheet.no not in self._told:
            used = sheet.role is not Role.LOOKUP or sheet.counts.ok > 0
            self._told[sheet.no] = sql.tell_rows(raw, sheet.no, sheet.role, sheet.lines, used)
        return self._told[sheet.no]


def _staged(raw: Any, role: Role, told: list[Any]) -> dict[int, dict[str, Any]]:
    """Told id -> what the row was staged as: fields of CleanRow and of ToldRow."""
    at = {row[0]: row[5] for row in told}
    if role in (Role.PURCHASES, Role.LINES):
        return _sales(raw, list(at))
    if role is Role.CLIENTS:
        people = _people(raw, at.values())
        return {number: people[person] for number, person in at.items()}
    if role is Role.PRODUCTS:
        products = sql.product_rows(raw, list(at.values()))
        return {n: dict(zip(("product", "sku", "category", "price"), products[p], strict=True)) for n, p in at.items()}
    named = sql.lookup_rows(raw, list(at.values()))
    return {n: dict(zip(("external_id", "category"), named[place], strict=True)) for n, place in at.items()}


def _add_bought(raw: Any, sheet: int, staged: dict[int, dict[str, Any]]) -> None:
    """What the rows of a list of clients say that these bought."""
    for row, day, total in sql.bought_rows(raw, sheet, list(staged)):
        staged[row]["bought"] = (*(staged[row].get("bought") or ()), (day, total, 0))


def _sales(raw: Any, ids: list[int]) -> dict[int, dict[str, Any]]:
    """A row that sells several things at once names them all."""
    rows = sql.sale_rows(raw, ids)
    people = _people(raw, {row[5] for row in rows if row[5] is not None})
    found: dict[int, dict[str, Any]] = {}
    for number, *values in rows:
        person, purchase = values[4:6]
        line = dict(zip(_OF_LINE, values[6:], strict=True))
        if (before := found.get(number)) is not None:
            before["product"] = f"{before['product']}, {line['product']}"
            continue
        who = {name: value for name, value in people.get(person, {}).items() if name != "changes"}
        found[number] = who | dict(zip(_OF_SALE, values[:4], strict=True)) | line | {"in_shop": purchase is not None}
    return found


def _people(raw: Any, persons: Iterable[int]) -> dict[int, dict[str, Any]]:
    numbers = list(persons)
    to = sql.destinations(raw, numbers)
    found = {}
    for number, person in sql.person_rows(raw, numbers).items():
        contacts = (person["contacts"] or "").split("\n")
        said = {name: person[name] for name in _OF_PERSON if person.get(name) is not None}
        said["phones"] = "\n".join(value for value in contacts if value and "@" not in value) or None
        said["emails"] = "\n".join(value for value in contacts if "@" in value) or None
        client_id, name, hidden, after, added, sheet, row = to[number]
        changes = (*(json.loads(after) if after else ()), *(("more",) if added else ()))
        first = None if (sheet, row) == (person["sheet"], person["row"]) else (sheet, row)
        goes = {"client_id": client_id, "client": name or "", "in_trash": bool(hidden), "first": first}
        found[number] = said | goes | {"changes": changes}
    return found


def _problems(raw: Any, sheet: int, rows: list[int]) -> dict[int, list[Problem]]:
    found: defaultdict[int, list[Problem]] = defaultdict(list)
    for row, *problem in sql.row_problems(raw, sheet, rows):
        found[row].append(Problem(*problem))
    return found


_OWN = frozenset(("client_id", "client", "in_trash", "first", "changes", "in_shop"))


def _row(
    told: tuple[Any, ...], staged: dict[str, Any], problems: tuple[Problem, ...], cells: list[Cell] | None
) -> ToldRow:
    number, sheet, row, state, repaired, _at = told
    outcome = {State.SKIPPED: Outcome.SKIPPED, State.FAILED: Outcome.FAILED}.get(State(state), Outcome(repaired))
    clean = {name: value for name, value in staged.items() if name not in _OWN}
    own = {name: value for name, value in staged.items() if name in _OWN}
    return ToldRow(
        number, sheet, State(state), CleanRow(row=row, outcome=outcome, problems=problems, **clean), **own, cells=cells
    )
