"""Cleaned rows as the owner reads them: what the preview shows, what stands in a cell, what was wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from app.i18n import _, number_text, quantity_text, short_day, time_text
from app.models.enums import OwnKind
from app.services.imports.rows import CleanRow, Field, Outcome, OwnColumn, Problem, Role
from app.wording.imports import field_name, problem_text
from app.wording.own import own_text

Words = Callable[[object], str]


class PreviewCell(NamedTuple):
    """One cell: its text, what stood there before, and how it is marked."""

    text: str
    was: str = ""
    tone: str = ""  # "", "warn" (repaired), "bad" (unusable), or another of preview_table.COLOURS


@dataclass(frozen=True)
class PreviewColumn:
    """One column of the preview. `fields` are the columns of the file that feed it."""

    title: str
    attribute: str
    fields: tuple[Field, ...]
    words: Words
    right: bool = False
    source: str = ""  # title of the one column that feeds it, where those of a field stand apart

    def is_about(self, problem: Problem, titles: Mapping[str, Field]) -> bool:
        """Whether a problem is of a column of the file that feeds this one."""
        return titles.get(problem.column) in self.fields and self.source in ("", problem.column)


def day_words(value: object) -> str:
    """`YYYY-MM-DD` as "12 Nov 2019"; `--MM-DD` as "12 Nov"."""
    text = str(value)
    if text.startswith("--"):
        day = date(2000, int(text[2:4]), int(text[5:7]))
        return short_day(day, day)
    return short_day(date.fromisoformat(text[:10]))


def phone_words(value: object) -> str:
    """Numbers as people group them: +7 905 221-14-08."""
    return ", ".join(_one_phone(number) for number in str(value).split("\n"))


def _one_phone(number: str) -> str:
    if len(number) == 12 and number.startswith("+7"):
        return f"+7 {number[2:5]} {number[5:8]}-{number[8:10]}-{number[10:]}"
    return number


def lines_words(value: object) -> str:
    """Several values of a cell side by side."""
    return str(value).replace("\n", ", ")


def own_words(field_id: int, kind: str, value: object) -> str:
    """What stands in one own field; the value has a line "12=Rex" for each."""
    told = dict(line.split("=", 1) for line in str(value).split("\n"))
    text = told.get(str(field_id), "")
    return own_text(kind, text) if text else ""


def own_column(title: str, own: OwnColumn) -> PreviewColumn:
    """The column of an own field, fed by the file's column `title`."""
    words = partial(own_words, own.id, own.kind)
    return PreviewColumn(own.name, "own", (Field.OWN,), words, own.kind == OwnKind.NUMBER, title)


def sum_words(value: object) -> str:
    """Minor units with two decimals, without the currency: the column says what it is."""
    return number_text(Decimal(int(str(value))) / 100, 2)


def amount_words(value: object) -> str:
    """Thousandths as a quantity."""
    return quantity_text(int(str(value)))


def _time_words(value: object) -> str:
    return time_text(time.fromisoformat(str(value)))


def _yes_no(value: object) -> str:
    return _("yes") if value else _("no")


def _return_words(value: object) -> str:
    return _("return") if value else ""


def _gender_words(value: object) -> str:
    return {"m": _("male"), "f": _("female")}.get(str(value), str(value))


def _status_words(value: object) -> str:
    return {"done": _("completed"), "cancelled": _("cancelled"), "rejected": _("rejected")}.get(str(value), str(value))


def _bought_words(value: object) -> str:
    """Purchases in the row of a client: "12 Nov 2019: 1 500.00"."""
    found = value if isinstance(value, list | tuple) else ()
    return ", ".join(
        day_words(day) + (f": {sum_words(paid)}" if paid is not None else "") for day, paid, _whole in found
    )


_NAMES = (Field.NAME, Field.LAST_NAME, Field.FIRST_NAME, Field.MIDDLE_NAME)
# Attribute of CleanRow, the fields that feed it, how it is worded, right-aligned. In the order of the preview.
_SHAPES: tuple[tuple[str, tuple[Field, ...], Words, bool], ...] = (
    ("name", _NAMES, str, False),
    ("company", (Field.COMPANY,), str, False),
    ("phones", (Field.PHONE,), phone_words, False),
    ("emails", (Field.EMAIL,), lines_words, False),
    ("messengers", (Field.MESSENGER,), lines_words, False),
    ("birthday", (Field.BIRTHDAY,), day_words, False),
    ("day", (Field.DATE,), day_words, False),
    ("time", (Field.TIME,), _time_words, False),
    ("bought", (Field.BOUGHT_FOR, Field.BOUGHT_ON), _bought_words, False),
    ("receipt", (Field.RECEIPT,), str, False),
    ("status", (Field.STATUS,), _status_words, False),
    ("is_return", (Field.RETURNS,), _return_words, False),
    ("product", (Field.PRODUCT,), lines_words, False),
    ("sku", (Field.SKU,), str, False),
    ("category", (Field.CATEGORY,), str, False),
    ("quantity", (Field.QUANTITY,), amount_words, True),
    ("price", (Field.PRICE,), sum_words, True),
    ("discount", (Field.DISCOUNT,), sum_words, True),
    ("line_sum", (Field.SUM, Field.PRICE), sum_words, True),
    ("total", (Field.TOTAL,), sum_words, True),
    ("gender", (Field.GENDER,), _gender_words, False),
    ("card", (Field.CARD,), str, False),
    ("external_id", (Field.EXTERNAL_ID,), str, False),
    ("city", (Field.CITY,), str, False),
    ("address", (Field.ADDRESS,), str, False),
    ("source", (Field.SOURCE,), str, False),
    ("tags", (Field.TAG,), lines_words, False),
    ("preferences", (Field.PREFERENCE,), lines_words, False),
    ("note", (Field.NOTE,), lines_words, False),
    ("consent", (Field.CONSENT,), _yes_no, False),
    ("last_contact", (Field.LAST_CONTACT,), day_words, False),
    ("points", (Field.POINTS,), str, True),
)
_OWN_TITLE = {"name": Field.NAME, "line_sum": Field.SUM}
WORDS: Mapping[Field, tuple[str, Words]] = {
    field: (attribute, words) for attribute, fields, words, _right in reversed(_SHAPES) for field in reversed(fields)
}


def field_title(field: Field, role: Role) -> str:
    """The field in words; a number in a list that has no clients is not a client's."""
    if field is Field.EXTERNAL_ID and role in (Role.LOOKUP, Role.PRODUCTS):
        return _("Number")
    return field_name(field.value)


def preview_columns(
    fields: Iterable[Field],
    rows: Sequence[CleanRow],
    role: Role = Role.CLIENTS,
    own: Mapping[str, OwnColumn] = MappingProxyType({}),
) -> list[PreviewColumn]:
    """The columns worth showing for these chosen fields. A sum that is worked out needs some row that has it.

    `own`: title of a column -> the own field that it fills.
    """
    chosen = set(fields)
    shown = []
    for attribute, feeding, words, right in _SHAPES:
        present = chosen & set(feeding)
        if not present or (attribute == "line_sum" and not any(row.line_sum is not None for row in rows)):
            continue
        title = field_title(_OWN_TITLE.get(attribute, feeding[0]), role)
        feeding_it = tuple(field for field in feeding if field in present and WORDS[field][0] == attribute)
        shown.append(PreviewColumn(title, attribute, feeding_it, words, right))
    return [*shown, *(own_column(title, field) for title, field in own.items())]


def preview_cell(row: CleanRow, column: PreviewColumn, titles: Mapping[str, Field]) -> PreviewCell:
    """The cell of `row` in `column`; `titles` tells which field a column of the file is, to place its problems."""
    value = getattr(row, column.attribute)
    text = "" if value is None else column.words(value)
    problem = next((p for p in row.problems if column.is_about(p, titles)), None)
    if problem is None:
        return PreviewCell(text)
    if row.outcome == Outcome.FAILED and value is None:
        return PreviewCell(_failed_words(problem), "", "bad")
    if row.outcome == Outcome.SKIPPED:
        return PreviewCell(text or problem.value)
    was = _("was: {value}").format(value=problem.value) if problem.value else problem_text(problem.code)
    return PreviewCell(text, was, "warn")


def preview_row(row: CleanRow, columns: Sequence[PreviewColumn], titles: Mapping[str, Field]) -> list[PreviewCell]:
    """All cells of a row. Why it is not used stands in the cell to blame, else in the first one."""
    cells = [preview_cell(row, column, titles) for column in columns]
    if row.outcome not in (Outcome.FAILED, Outcome.SKIPPED) or any(cell.tone == "bad" for cell in cells):
        return cells
    tone = "bad" if row.outcome == Outcome.FAILED else "skipped"
    reason = problem_text(row.problems[0].code) if row.problems else ""
    cells = [cell._replace(tone=cell.tone or "skipped") for cell in cells]
    if cells and reason:
        first = cells[0]
        cells[0] = PreviewCell(first.text or reason, reason if first.text else "", tone)
    return cells


def _failed_words(problem: Problem) -> str:
    reason = problem_text(problem.code)
    return f"{problem.value} — {reason}" if problem.value else reason
