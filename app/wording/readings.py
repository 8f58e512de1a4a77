"""How a column can be read, in words: the question where its cells leave that open, its answers, and examples."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.i18n import _, day_text, number_text
from app.services.imports.matching.conflicts import FILL, KEEP, OVERWRITE
from app.services.imports.results import ColumnReport, SheetReport
from app.services.imports.rows import Doubt

Value = bool | int | str
PER_SHEET = 8  # columns named in the text output


def question_text(kind: str) -> str:
    """What the owner is asked about a column."""
    return {
        "day_first": _("How are these dates to be read?"),
        "decimal": _("How are these numbers to be read?"),
        "pivot": _("In which century are these people born?"),
        "country": _("Of which country are the phones without a code?"),
    }[kind]


def choice_text(kind: str, value: Value) -> str:
    """One way of reading a column."""
    if kind == "day_first":
        return _("the day first") if value else _("the month first")
    if kind == "decimal":
        return _("the fraction follows a comma: 1,5") if value == "," else _("the fraction follows a point: 1.5")
    if kind == "pivot":
        return _("two digits up to {year:02} are this century").format(year=value)
    return country_text(str(value))


def read_text(kind: str, read: str) -> str:
    """An example as it would be read: "2025-04-03" as "3 April 2025"; a dash where it cannot be."""
    if not read:
        return "—"
    if kind in ("day_first", "pivot"):
        if read.startswith("--"):
            day = date(2000, int(read[2:4]), int(read[5:7]))
            return day_text(day, day)
        return day_text(date.fromisoformat(read))
    if kind == "decimal":
        number = Decimal(read)
        return number_text(number, max(0, -int(number.as_tuple().exponent)))
    return read


def country_text(code: str) -> str:
    """A country by its name."""
    from babel import Locale

    from app.i18n import language

    return Locale(language()).territories.get(code, code)


def rule_text(rule: str) -> str:
    """What becomes of clients that the shop has."""
    return {
        FILL: _("fill in what is empty"),
        OVERWRITE: _("replace by the file"),
        KEEP: _("leave as it is"),
    }[rule]


def doubt_sentence(column: str, doubt: Doubt, taken: Value) -> str:
    """How a column was read although its cells leave it open: `taken` is the choice nobody made."""
    examples = dict(doubt.choices).get(taken, ())
    cell, read = examples[0] if examples else ("", "")
    return _("Nobody said how “{column}” is to be read: “{cell}” was taken for {read}.").format(
        column=column, cell=cell, read=read_text(doubt.kind, read)
    )


def doubt_lines(sheet: SheetReport) -> list[str]:
    """A sentence for each column of a sheet whose reading nobody has decided."""
    open_columns = [column for column in sheet.columns if column.doubts][:PER_SHEET]
    return [doubt_sentence(c.column, doubt, taken_of(c, doubt)) for c in open_columns for doubt in c.doubts]


def remembered_lines(sheet: SheetReport) -> list[str]:
    """That a sheet was read as its owner had set it, where that is so."""
    said = _("“{sheet}” was read as you had set it before (“{profile}”).")
    return [said.format(sheet=sheet.sheet, profile=sheet.profile)] if sheet.profile else []


def taken_of(column: ColumnReport, doubt: Doubt) -> Value:
    """The choice that was taken for a doubt."""
    taken: Value = column.reading[doubt.kind]
    return taken
