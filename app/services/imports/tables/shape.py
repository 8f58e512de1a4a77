"""The shape of a table beyond one row per thing: what is written once for many rows, above them, or across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from app.services.imports.files.source import Columns, Sheet
from app.services.imports.rows import Field, Remark, Role
from app.services.imports.tables import detect
from app.services.imports.tables.asides import (
    headings,
    lone_letters,
    named_client,
    named_day,
    notes_below,
    under_headings,
)
from app.services.imports.tables.fill import Body, Filling, filling_of
from app.services.imports.tables.periods import Period, days_of_titles, period_of
from app.services.imports.tables.profile import ColumnProfile, profiled

_PROVING_BATCHES = 4  # how much of a large sheet shows how it is kept
_KEYS = frozenset(
    (
        Field.NAME,
        Field.LAST_NAME,
        Field.FIRST_NAME,
        Field.COMPANY,
        Field.EXTERNAL_ID,
        Field.PHONE,
        Field.EMAIL,
        Field.CARD,
        Field.DATE,
        Field.RECEIPT,
        Field.PRODUCT,
        Field.SKU,
    )
)
_WHO = _KEYS - {Field.DATE, Field.RECEIPT, Field.PRODUCT, Field.SKU}
_WIDE = 2  # columns of a list at least
_HEADED = {Field.DATE: "date", Field.NAME: "client name"}  # a title that says what the headings between the rows are


@dataclass(frozen=True)
class Seen:
    """A table as far as it is known from its cells alone."""

    profiles: list[ColumnProfile]
    titles: list[str]
    kept: list[Columns] | None
    names: Sequence[str]  # of the sheet and the file, from the nearest on
    said: Period  # year and month that captions and names speak of
    has_header: bool
    rows: int
    periods: Sequence[str] = ()  # caption and name of the sheet, which may be a day or a month
    captions: Sequence[str] = ()  # what is written above the titles


@dataclass(frozen=True)
class Shape:
    """What the table is, column by column and row by row."""

    role: Role
    found: list[tuple[Field, float]]
    profiles: list[ColumnProfile]
    titles: list[str]
    kept: list[Columns] | None
    days: Mapping[int, str] = field(default_factory=dict)
    filling: Filling | None = None
    asides: Mapping[int, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


def shaped(seen: Seen, above: int, skip: int, sheet: Sheet) -> Shape:
    """Recognise the columns, and with them how the rows are kept; `skip` rows of the first batch are titles."""
    titles = seen.titles + [""] * (len(seen.profiles) - len(seen.titles))
    days = days_of_titles(dict(enumerate(titles)), seen.said)
    role, found = detect.detect(seen.profiles, titles, seen.names, seen.has_header, seen.rows, days, seen.said.year)
    shape = Shape(role, found, seen.profiles, titles, seen.kept, days, remarks=_told(found, titles, days))
    if role is Role.PURCHASES and seen.kept is None:
        return _filled(shape, list(_body(islice(sheet.batches(), _PROVING_BATCHES), above, skip)), sheet)
    if seen.kept is None:
        return shape
    shape = _headed(shape, seen, above, skip)
    body = _body(shape.kept or [], above, skip)
    keys = [index for index, (known, _sure) in enumerate(shape.found) if known in _KEYS]
    if keys and shape.role is not Role.NOTHING:
        shape = replace(shape, asides={**shape.asides, **notes_below(body, keys), **_letters(shape, body)})
    return _filled(shape, body, sheet) if shape.role is Role.PURCHASES else shape


def _told(found: Sequence[tuple[Field, float]], titles: Sequence[str], days: Mapping[int, str]) -> tuple[Remark, ...]:
    """What the owner should know about the columns of months."""
    across = sum(known is Field.BOUGHT_FOR and index in days for index, (known, _sure) in enumerate(found))
    if across:
        return (Remark("periods_across", 0, across),)
    months = [period for title in titles if (period := period_of(title)) and period.month and not period.year]
    return (Remark("no_year", 0, len(months)),) if len(months) > 1 and not days else ()


def _body(batches: Sequence[Columns] | islice[Columns], above: int, skip: int) -> list[tuple[int, Columns]]:
    """The batches below the header, with the number of their first row."""
    found: list[tuple[int, Columns]] = []
    number = 0
    for columns in batches:
        height = len(columns[0])
        cut = min(max(0, skip - number), height)
        if cut < height:
            found.append((above + number + cut + 1, [column[cut:] for column in columns] if cut else columns))
        number += height
    return found


def _headed(shape: Shape, seen: Seen, above: int, skip: int) -> Shape:
    """With a column for what the headings between the rows say, where there are such."""
    fields = {index: known for index, (known, _sure) in enumerate(shape.found)}
    heading = headings(_body(seen.kept or [], above, skip), fields, seen.said)
    remark = Remark("headings", min(heading.values), len(heading.values)) if heading else Remark("named_day")
    undated = not {Field.DATE, Field.BOUGHT_FOR} & set(fields.values()) and shape.role is not Role.NOTHING
    if heading is None and undated:
        heading = named_day(seen.titles, seen.periods, seen.said, above + skip)
    if heading is None and shape.role is Role.PURCHASES and not _WHO & set(fields.values()):
        heading, remark = named_client(seen.captions, above + skip), Remark("named_client")
    if heading is None or not seen.kept:
        return shape
    numbered, number = [], above + 1
    for columns in seen.kept:
        numbered.append((number, columns))
        number += len(columns[0])
    kept = [columns for _first, columns in under_headings(numbered, heading)]
    profiles, kept_again, rows = profiled(kept[0], iter(kept[1:]), skip, sum(len(b) * len(b[0]) for b in kept))
    titles = [*shape.titles, _HEADED[heading.field]]
    role, found = detect.detect(profiles, titles, seen.names, True, rows, {}, seen.said.year)
    asides = dict.fromkeys((row for row in heading.values if row > above + skip), "heading_row")
    return Shape(role, found, profiles, [*shape.titles, ""], kept_again, {}, None, asides, (*shape.remarks, remark))


def _letters(shape: Shape, body: Body) -> dict[int, str]:
    """The letters between the rows of an address book."""
    if shape.role is not Role.CLIENTS or len(shape.profiles) < _WIDE:
        return {}
    if not any(len(text) == 1 and text.isalpha() for profile in shape.profiles[:_WIDE] for text in profile.texts()):
        return {}
    return lone_letters(body)


def _filled(shape: Shape, body: Body, sheet: Sheet) -> Shape:
    """With the cells that are written once for several rows."""
    fields = {index: known for index, (known, _sure) in enumerate(shape.found)}
    rows = max((profile.filled for profile in shape.profiles), default=0)
    told = [index for index, known in fields.items() if known in _KEYS - {Field.PRODUCT, Field.SKU}]
    if all(shape.profiles[index].filled >= rows for index in told):
        return shape
    merges = sheet.merged() if shape.kept is not None else ()
    filling = filling_of(body, fields, merges, shape.asides)
    if filling is None:
        return shape
    return replace(shape, filling=filling, remarks=(*shape.remarks, Remark("filled_down", 0, filling.filled)))
