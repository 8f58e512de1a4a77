"""Rows of a check in words: what becomes of each, its cells as they will be, or as they are where it is not used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.i18n import _, number_text
from app.services.imports.rows import Column, Corrections, Field, OwnColumn, Problem, Role
from app.services.imports.rows_told import USED, State, ToldRow
from app.services.imports.values.cells import Cell, raw_text
from app.ui.imports.preview_cells import (
    WORDS,
    PreviewCell,
    PreviewColumn,
    amount_words,
    field_title,
    lines_words,
    own_column,
    preview_cell,
    sum_words,
)
from app.wording.imports import field_name, problem_text

_PARTS = {Field.LAST_NAME: "last_name", Field.FIRST_NAME: "first_name", Field.MIDDLE_NAME: "middle_name"}
_RIGHT = frozenset(
    (Field.QUANTITY, Field.PRICE, Field.DISCOUNT, Field.SUM, Field.TOTAL, Field.POINTS),
)


_WHO = (*_PARTS, Field.NAME, Field.COMPANY, Field.PHONE, Field.EMAIL, Field.CARD, Field.EXTERNAL_ID)
_SUMS = (Field.SUM, Field.TOTAL, Field.PRICE, Field.QUANTITY)
# Columns that can keep a row of this kind out; what is wrong in others is only left away.
_NEEDED: dict[Role, frozenset[Field]] = {
    Role.CLIENTS: frozenset(_WHO),
    Role.PURCHASES: frozenset((Field.DATE, *_SUMS)),
    Role.LINES: frozenset((Field.RECEIPT, *_SUMS)),
    Role.PRODUCTS: frozenset((Field.PRODUCT, Field.SKU)),
    Role.LOOKUP: frozenset((Field.EXTERNAL_ID,)),
}


@dataclass(frozen=True)
class RowColumn:
    """One column of the table of a check. `sources` are the file's columns that feed it; none: it is worked out."""

    preview: PreviewColumn
    sources: tuple[int, ...]
    tip: str


def row_columns(
    columns: Iterable[Column], fields: Mapping[int, Field], role: Role, own: Mapping[int, OwnColumn]
) -> list[RowColumn]:
    """The columns that are taken, in the order of the file, those of one field together; a sum that is worked out.

    `own`: index of a column -> the own field that it fills; each stands by itself, after the others.
    """
    sources: dict[Field, list[Column]] = {}
    owned: list[Column] = []
    for column in columns:
        taken = fields.get(column.index, Field.IGNORE)
        if taken is Field.OWN:
            owned.append(column)
        elif taken is not Field.IGNORE:
            sources.setdefault(taken, []).append(column)
    made = [_row_column(field, found, role) for field, found in sources.items()]
    made += [RowColumn(own_column(c.title, own[c.index]), (c.index,), _tip([c])) for c in owned]
    if Field.PRICE in sources and Field.SUM not in sources and role in (Role.PURCHASES, Role.LINES):
        sum_column = PreviewColumn(field_name(Field.SUM), "line_sum", (), sum_words, True)
        made.append(RowColumn(sum_column, (), _("worked out from price and quantity")))
    return made


def _row_column(field: Field, columns: list[Column], role: Role) -> RowColumn:
    attribute, words = WORDS[field]
    if field in _PARTS:
        attribute, words = _PARTS[field], str
    shown = PreviewColumn(field_title(field, role), attribute, (field,), words, field in _RIGHT)
    return RowColumn(shown, tuple(column.index for column in columns), _tip(columns))


def _tip(columns: Iterable[Column]) -> str:
    return _("in the file: {titles}").format(titles=", ".join(column.title for column in columns))


def state_words(state: State, role: Role) -> str:
    """What becomes of a row, in a word or two."""
    if role is Role.LOOKUP and state is State.UNCHANGED:
        return _("used")
    return {
        State.NEW: _("goes in"),
        State.CHANGED: _("changes"),
        State.UNCHANGED: _("no change"),
        State.HERE: _("here already"),
        State.DIFFERS: _("differs"),
        State.SKIPPED: _("left out"),
        State.FAILED: _("cannot be used"),
    }[state]


TONES = {
    State.NEW: "new",
    State.CHANGED: "changed",
    State.UNCHANGED: "dim",
    State.HERE: "dim",
    State.DIFFERS: "doubtful",
    State.SKIPPED: "dim",
    State.FAILED: "wrong",
}


def reason(row: ToldRow, role: Role, sheets: Mapping[int, str], titles: Mapping[str, Field]) -> str:
    """Why, or to whom. `sheets` names the sheets of the drop by number, `titles` the fields of the columns."""
    if row.state not in USED:
        needed = _NEEDED.get(role, frozenset())
        blamed = [p for p in row.clean.problems if titles.get(p.column, Field.IGNORE) in needed or not p.column]
        return "; ".join(dict.fromkeys(problem_text(problem.code) for problem in blamed or row.clean.problems))
    if role is Role.CLIENTS:
        return _about_client(row, sheets)
    if role in (Role.PURCHASES, Role.LINES):
        return _about_sale(row)
    return _("by the other sheets") if role is Role.LOOKUP else ""


def _about_client(row: ToldRow, sheets: Mapping[int, str]) -> str:
    if row.in_trash:
        return _("{client} is in the trash").format(client=row.client)
    if row.state is State.CHANGED:
        return f"{row.client}: {_changes(row.changes) or _('purchases')}"
    if row.state is State.HERE and row.first is not None:
        sheet, number = row.first
        if sheet != row.sheet:
            return _("the same as in row {n} of “{sheet}”").format(n=number_text(number), sheet=sheets.get(sheet, ""))
        return _("the same as in row {n}").format(n=number_text(number))
    return row.client


def _about_sale(row: ToldRow) -> str:
    if row.state is State.DIFFERS:
        return _("the shop has it with other contents, and keeps it so")
    if row.state is State.HERE:
        return _("this purchase is in the shop") if row.in_shop else _("repeats an earlier row")
    if row.client_id is not None:
        return _("to {client}").format(client=row.client)
    who = row.clean.name or row.clean.phones or row.clean.emails or row.clean.external_id or row.clean.card
    return _("to a new client") if who else _("without a client")


def _changes(columns: Iterable[str]) -> str:
    names = {"more": _("contacts or tags"), "birth_day": "", "birth_month": "", "birth_year": ""}
    found = [names.get(column) or field_name("birthday" if column in names else column) for column in columns]
    return ", ".join(dict.fromkeys(name[:1].lower() + name[1:] for name in found))


def cell_text(cell: Cell) -> str:
    """A cell as it stands in the file, to be typed over; a day without its midnight."""
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return raw_text(cell)


def plain_text(row: ToldRow, column: RowColumn) -> str:
    """What a cell was read as, in letters that are read the same again."""
    value = getattr(row.clean, column.preview.attribute)
    if value is None:
        return ""
    if column.preview.words is sum_words:
        return f"{Decimal(value) / 100:.2f}"
    return f"{Decimal(value) / 1000:f}" if column.preview.words is amount_words else lines_words(value)


def told_cells(
    row: ToldRow, columns: Iterable[RowColumn], role: Role, titles: Mapping[str, Field], corrections: Corrections
) -> list[PreviewCell]:
    """The cells of a row in `columns`, marked where something was repaired, typed over or wrong."""
    if row.state in USED:
        return [_used_cell(row, column, titles, corrections) for column in columns]
    needed = _NEEDED.get(role, frozenset())
    return [_unused_cell(row, column, needed, titles, corrections) for column in columns]


def _used_cell(row: ToldRow, column: RowColumn, titles: Mapping[str, Field], corrections: Corrections) -> PreviewCell:
    cell = preview_cell(row.clean, column.preview, titles)
    typed = next((source for source in column.sources if (row.row, source) in corrections), None)
    return cell if typed is None else typed_cell(cell.text, _original(row, typed))


def typed_cell(text: str, original: str) -> PreviewCell:
    """A cell that the owner typed over, with what stood there."""
    return PreviewCell(text, _("was: {value}").format(value=original or _("empty")), "typed")


def _unused_cell(
    row: ToldRow,
    column: RowColumn,
    needed: frozenset[Field],
    titles: Mapping[str, Field],
    corrections: Corrections,
) -> PreviewCell:
    """As in the file: a row that is not used has nothing else. Red is what keeps it out."""
    problem = _problem_of(row, column, titles)
    texts = [corrections.get((row.row, source), _original(row, source)) for source in column.sources]
    text = ", ".join(filter(None, texts)) or (problem.value if problem else "")
    if problem is not None and row.state is State.FAILED:
        return PreviewCell(text, problem_text(problem.code), "bad" if needed & set(column.preview.fields) else "warn")
    typed = next((source for source in column.sources if (row.row, source) in corrections), None)
    return PreviewCell(text, "", "skipped") if typed is None else typed_cell(text, _original(row, typed))


def _problem_of(row: ToldRow, column: RowColumn, titles: Mapping[str, Field]) -> Problem | None:
    return next((p for p in row.clean.problems if column.preview.is_about(p, titles)), None)


def _original(row: ToldRow, source: int) -> str:
    cells = row.cells or ()
    return cell_text(cells[source]) if source < len(cells) else ""


def source_to_edit(row: ToldRow, column: RowColumn, titles: Mapping[str, int]) -> int | None:
    """The column of the file that typing over this cell changes: the one at fault, else the first with something in it.

    `titles` gives the index of a title; None where the cell is worked out from others.
    """
    if len(column.sources) < 2:
        return next(iter(column.sources), None)
    faults = (titles.get(problem.column) for problem in row.clean.problems)
    filled = (source for source in column.sources if _original(row, source))
    return next((f for f in faults if f in column.sources), None) or next(filled, column.sources[0])
