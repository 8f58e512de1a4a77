"""How one sheet of a kind of file is read: its columns by their titles, kept as JSON and used again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.services.errors import InvalidValue
from app.services.imports.matching.conflicts import FILL, RULES
from app.services.imports.originals import is_mark
from app.services.imports.planned import PlannedSheet, taken_at_first
from app.services.imports.rows import NO_READING, Field, Reading, SheetInfo
from app.services.imports.tables.detect import MANY
from app.services.imports.tables.header import column_name

ALIKE = 0.8  # share of the titles of the shorter sheet that the other has, for a file that has changed since
HALF = 0.5  # and of the longer one
LEAST_ALIKE = 2  # titles
_TYPES: dict[str, type] = {"day_first": bool, "decimal": str, "pivot": int, "country": str}

Key = tuple[str, int]
"""A title, folded, and which column of that title it is, from 0."""


@dataclass(frozen=True)
class SavedColumn:
    """What one column was taken for, how it was read, and the rule for clients that the shop has."""

    title: str
    field: Field
    reading: Reading = NO_READING
    rule: str = FILL
    own: str = ""  # name of the own field, where `field` is OWN


@dataclass(frozen=True)
class SavedSheet:
    """One sheet of a kind of file."""

    name: str
    signature: str
    taken: bool
    columns: tuple[SavedColumn, ...]
    header_row: int | None = None  # where the owner says the titles are, 0 for none
    found_as: str = ""  # signature of what the program had taken for titles before


def likeness(saved: SavedSheet, info: SheetInfo) -> int:
    """How many titles a sheet has in common with a saved one; 0 where it is another kind of sheet."""
    titles = {key for key, index in keys_of(info).items() if not _is_letter(info, index)}
    both = len(titles & set(_saved_keys(saved)))
    sizes = (len(titles), len(saved.columns))
    return both if both >= max(LEAST_ALIKE, ALIKE * min(sizes), HALF * max(sizes)) else 0


def use_sheet(sheet: PlannedSheet, saved: SavedSheet) -> None:
    """Take the columns of a sheet for what they were; a column that is new is as the program found it."""
    places, columns = keys_of(sheet.info), _saved_keys(saved)
    known = {index: columns[key] for key, index in places.items() if key in columns}
    taken = {column.field for column in known.values()} - MANY
    for index, found in sheet.fields.items():
        if index in known:
            _use_field(sheet, index, known[index])
        elif found in taken:
            sheet.fields[index] = Field.IGNORE
    for index, column in known.items():
        if column.reading != NO_READING:
            sheet.readings[index] = column.reading
        if column.rule != FILL:
            sheet.conflicts[column.field] = column.rule
    marked = any(is_mark(column.title) for column in sheet.info.columns)  # rejected rows come to be taken
    if saved.signature == sheet.info.signature and not marked:
        sheet.chosen = saved.taken and (sheet.chosen or sheet.info.hidden)


def _use_field(sheet: PlannedSheet, index: int, saved: SavedColumn) -> None:
    """An own field that is there no more leaves its column out."""
    own = sheet.own_named(saved.own) if saved.field is Field.OWN else None
    sheet.fields[index] = Field.IGNORE if saved.field is Field.OWN and own is None else saved.field
    if own is not None:
        sheet.own[index] = own


def saved_sheet(sheet: PlannedSheet) -> SavedSheet:
    """How a sheet is read now, to be kept."""
    columns = []
    for column in sheet.info.columns:
        if is_mark(column.title):
            continue
        taken = sheet.fields[column.index]
        reading = sheet.readings.get(column.index, NO_READING)
        own = sheet.own[column.index].name if taken is Field.OWN else ""
        columns.append(SavedColumn(column.title, taken, reading, sheet.conflicts.get(taken, FILL), own))
    chosen = taken_at_first(sheet.info) if sheet.narrowed else sheet.chosen
    moved = (sheet.header_row, sheet.found_as)
    return SavedSheet(sheet.info.name, sheet.info.signature, chosen, tuple(columns), *moved)


def keys_of(info: SheetInfo) -> dict[Key, int]:
    """Title -> index of the column."""
    keys = _numbered(column.title for column in info.columns)
    return {key: column.index for key, column in zip(keys, info.columns, strict=True)}


def sheet_json(sheet: SavedSheet) -> dict[str, Any]:
    """A saved sheet as JSON; what is usual is left out."""
    return {
        "sheet": sheet.name,
        "signature": sheet.signature,
        "taken": sheet.taken,
        "header_row": sheet.header_row,
        "found_as": sheet.found_as,
        "columns": [_column_json(column) for column in sheet.columns],
    }


def sheet_from(told: Mapping[str, Any]) -> SavedSheet:
    """The same back again. Raises InvalidValue for anything that is none."""
    try:
        row = told["header_row"]
        return SavedSheet(
            str(told["sheet"]),
            str(told["signature"]),
            bool(told["taken"]),
            tuple(_column_from(column) for column in told["columns"]),
            None if row is None else int(row),
            str(told["found_as"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidValue(field="profile", value=str(error)) from error


def _column_json(column: SavedColumn) -> dict[str, Any]:
    reading = {kind: value for kind, value in column.reading._asdict().items() if value is not None}
    told = {"title": column.title, "field": str(column.field), "reading": reading, "rule": column.rule}
    return told | {"own": column.own} if column.own else told


def _column_from(told: Mapping[str, Any]) -> SavedColumn:
    reading = dict(told["reading"])
    if not all(type(value) is _TYPES[kind] for kind, value in reading.items()) or told["rule"] not in RULES:
        raise ValueError(reading)
    taken = Field(told["field"]), Reading(**reading), str(told["rule"]), str(told.get("own", ""))
    return SavedColumn(str(told["title"]), *taken)


def _saved_keys(sheet: SavedSheet) -> dict[Key, SavedColumn]:
    return dict(zip(_numbered(column.title for column in sheet.columns), sheet.columns, strict=True))


def _numbered(titles: Iterable[str]) -> Iterator[Key]:
    seen: Counter[str] = Counter()
    for title in titles:
        folded = " ".join(title.split()).casefold()
        yield folded, seen[folded]
        seen[folded] += 1


def _is_letter(info: SheetInfo, index: int) -> bool:
    """Whether a column has no title of its own; its letter says nothing about another file."""
    return any(column.index == index and column.title == column_name(index) for column in info.columns)
