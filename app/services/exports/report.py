"""The report as a file: a workbook with a sheet and real charts for each section, or its figures as text."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from app.models.database import Database
from app.services.exports.delimited import write_delimited
from app.services.exports.export import Exported, file_errors, unfinished
from app.services.exports.report_charts import add_charts
from app.services.exports.report_forecast import at_risk_sheet, forecast_sheet, trial_sheet
from app.services.exports.report_sheets import SECTIONS, figures_sheet, turns_sheet
from app.services.exports.sheets import Cell, Field, Plain, ReportWords, Sheet
from app.services.exports.table import Column, Kind, Row, Table, Words, clean_text
from app.services.exports.table import Report as Progress
from app.services.exports.workbook import LONGEST_TEXT
from app.services.report.before_after import compare_turns
from app.services.report.build import Report
from app.services.report.figures import Unit

if TYPE_CHECKING:
    from openpyxl import Workbook

FORMATS = {
    Unit.COUNT: "#,##0",
    Unit.SHARE: "0.0%",
    Unit.DAYS: "#,##0.0",
    Unit.SCORE: "+0;-0;0",
    Unit.RATIO: "0.00",
    Plain.DAY: "yyyy-mm-dd",
    Plain.MONTH: "mmm yyyy",
    Plain.TEXT: "@",
}
PALE, STRONG = "FFFFFF", "5FA88F"  # of the least and of the greatest share of a cohort
_NOT_IN_NAMES = dict.fromkeys(map(ord, "[]:*?/\\"), " ")
LONGEST_NAME = 31  # of a sheet
LINE_POINTS, BOLD = 15.0, 1.15  # height of a line; width of a bold letter


def no_progress(_done: int, _total: int) -> None:
    """Nobody wants to know."""


def export_report(
    db: Database, target: Path, report: Report, words: ReportWords, progress: Progress = no_progress
) -> Exported:
    """Every section on a sheet of its own, numbers as numbers, charts that can be edited; a .csv has the figures only.
    Before and after a day is read for it. `progress(sheets done, of all)` may raise Cancelled.

    Raises WrongEnding, FileLocked, ReadOnlyStorage, DiskFull; a file that was there before then stays as it was.
    """
    with unfinished(target) as part, file_errors(target):
        if target.suffix.lower() == ".csv":
            return Exported(target, _write_figures(part, report, words))
        return Exported(target, _write_book(db, part, report, words, progress))


def _write_book(db: Database, part: Path, report: Report, words: ReportWords, progress: Progress) -> int:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    sheets = report_sheets(db, report, words, lambda: progress(0, 1))
    for number, sheet in enumerate(sheets):
        progress(number, len(sheets))
        _write_sheet(book, sheet, report, words)
    whole = BytesIO()  # a book that is saved to a full disk complains once more when it is forgotten
    book.save(whole)
    part.write_bytes(whole.getbuffer())
    progress(len(sheets), len(sheets))
    return sum(len(sheet.rows) for sheet in sheets)


def report_sheets(db: Database, report: Report, words: ReportWords, step: Callable[[], object]) -> list[Sheet]:
    """Every section that there is something in; the figures come first and always."""
    section = report.sections.forecast
    turns = compare_turns(db, report.sections.turns, report.today, step)
    made = [figures_sheet(report, words), *(make(report, words) for make in SECTIONS)]
    made += [turns_sheet(turns, words), forecast_sheet(section.forecast, words), trial_sheet(section.forecast)]
    made.append(at_risk_sheet(section))
    return [sheet for sheet in made if sheet.rows]


def _write_sheet(book: Workbook, sheet: Sheet, report: Report, words: ReportWords) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    page: Any = book.create_sheet(words.title(sheet.name).translate(_NOT_IN_NAMES)[:LONGEST_NAME])
    for place, field in enumerate(sheet.fields, 1):
        page.column_dimensions[get_column_letter(place)].width = field.width
        head = _put(page.cell(1, place), Cell(Plain.TEXT, heading(field.name, report, words)), words)
        head.font = Font(bold=True)
        head.alignment = Alignment(wrap_text=True, vertical="top")
    for line, row in enumerate(sheet.rows, 2):
        for place, cell in enumerate(row, 1):
            _put(page.cell(line, place), cell, words)
    page.row_dimensions[1].height = LINE_POINTS * max(
        _lines(heading(field.name, report, words), field) for field in sheet.fields
    )
    page.freeze_panes = "B2"
    _fit_paper(page)
    if sheet.shaded:
        _shade(page, sheet)
    add_charts(page, sheet, words)


def _lines(text: str, field: Field) -> int:
    """On how many lines a heading stands: bold letters are a little wider than the column counts."""
    lines = wrap(text, max(int(field.width / BOLD), 1))
    return max(len(lines), 1)


def _fit_paper(page: Any) -> None:
    """Across, a sheet as wide as the paper, its headings on every page."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"


def heading(name: str, report: Report, words: ReportWords) -> str:
    """The heading of a column; over the values of the figures stand their days."""
    if name == "value":
        return words.period(report.period)
    if name == "before" and report.compared is not None:
        return words.period(report.compared)
    field, _space, number = name.partition(" ")
    return f"{words.title(field)} {number}".strip()


def _put(place: Any, cell: Cell, words: ReportWords) -> Any:
    """Write a cell; a text stays a text, whatever it begins with, and no data is an empty cell."""
    if cell.value is None or cell.value == "":
        return place
    if cell.shown is Plain.TEXT:
        place.value = clean_text(cell.value)[:LONGEST_TEXT]
        place.data_type = "s"
        return place
    place.value = Decimal(round(cell.value)) / 100 if cell.shown is Unit.MONEY else cell.value  # type: ignore[arg-type]
    place.number_format = f'#,##0.00\\ "{words.currency}"' if cell.shown is Unit.MONEY else FORMATS[cell.shown]
    return place


def _shade(page: Any, sheet: Sheet) -> None:
    """Colour the shares of the cohorts, the first month left out: it is 100 % always."""
    from openpyxl.formatting.rule import ColorScaleRule
    from openpyxl.utils import get_column_letter

    first = [field.name for field in sheet.fields].index(sheet.shaded) + 1
    last = len(sheet.fields)
    scale = ColorScaleRule(  # type: ignore[no-untyped-call]
        start_type="num", start_value=0, start_color=PALE, end_type="max", end_color=STRONG
    )
    page.conditional_formatting.add(
        f"{get_column_letter(first)}2:{get_column_letter(last)}{len(sheet.rows) + 1}", scale
    )


def _write_figures(part: Path, report: Report, words: ReportWords) -> int:
    """The figures as text: shares as fractions, money in major units."""
    sheet = figures_sheet(report, words)
    columns = tuple(
        Column(
            field.name,
            Kind.DECIMAL if field.name in ("value", "before") else Kind.TEXT,
            title=heading(field.name, report, words),
        )
        for field in sheet.fields
    )
    rows: list[Row] = [[_as_text(cell) for cell in row] for row in sheet.rows]
    return write_delimited(part, Table(sheet.name, columns, iter([rows])), _plain_words(words), lambda _rows: None)


def _as_text(cell: Cell) -> str | None:
    if cell.value is None or isinstance(cell.value, str):
        return cell.value
    value = Decimal(str(cell.value))
    return f"{value / 100:.2f}" if cell.shown is Unit.MONEY else f"{value:f}"


def _plain_words(words: ReportWords) -> Words:
    return Words(words.title, words.value, str, words.comma)
