"""Charts of a workbook, made of the cells beside them, so that Excel and LibreOffice can change them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.services.exports.sheets import Chart, Sheet

if TYPE_CHECKING:
    from app.services.exports.sheets import ReportWords

COLOURS = ("0E6B57", "BCD7D0", "CFCABD", "2A5B9C")
LINE_COLOUR = "9A5B00"
WIDTH, HEIGHT = 24.0, 11.0  # cm
ROWS_APART = 24  # of a sheet, from one chart to the next
LINE_WIDTH = 22_000  # English metric units
SECOND_AXIS = 200


def add_charts(page: Any, sheet: Sheet, words: ReportWords) -> None:
    """Put the charts of a sheet right of its columns, one below the other."""
    from openpyxl.utils import get_column_letter

    beside = get_column_letter(len(sheet.fields) + 2)
    for number, chart in enumerate(sheet.charts):
        page.add_chart(_chart(page, sheet, chart, words), f"{beside}{2 + number * ROWS_APART}")


def _chart(page: Any, sheet: Sheet, chart: Chart, words: ReportWords) -> Any:
    from openpyxl.chart import BarChart, LineChart

    made: Any = LineChart() if chart.kind == "lines" else BarChart()
    if chart.kind == "stacked":
        made.grouping, made.overlap = "stacked", 100
    made.title = words.title(chart.title)
    made.title.overlay = False
    made.width, made.height = WIDTH, HEIGHT
    made.gapWidth = 60
    for number, name in enumerate(chart.columns):
        series = _add(made, page, sheet, name)
        _colour(series, COLOURS[number], chart.kind == "lines")
    _show_axes(made, sheet, chart)
    if chart.over:
        made += _over(page, sheet, chart.over)
    if len(chart.columns) == 1 and not chart.over:
        made.legend = None
    else:
        made.legend.position, made.legend.overlay = "b", False
    return made


def _add(made: Any, page: Any, sheet: Sheet, name: str) -> Any:
    """The values of a column as a series, over those of the first column; its heading is its name."""
    from openpyxl.chart import Reference

    column = [field.name for field in sheet.fields].index(name) + 1
    last = len(sheet.rows) + 1
    made.add_data(Reference(page, min_col=column, min_row=1, max_row=last), titles_from_data=True)
    made.set_categories(Reference(page, min_col=1, min_row=2, max_row=last))
    return made.series[-1]


def _colour(series: Any, colour: str, is_line: bool) -> None:
    if is_line:
        series.graphicalProperties.line.solidFill = colour
        series.graphicalProperties.line.width = LINE_WIDTH
        series.smooth = False
    else:
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.noFill = True


def _over(page: Any, sheet: Sheet, name: str) -> Any:
    """A line with an axis of its own, on the right."""
    from openpyxl.chart import LineChart

    line: Any = LineChart()
    _colour(_add(line, page, sheet, name), LINE_COLOUR, is_line=True)
    line.y_axis.axId = SECOND_AXIS
    line.y_axis.crosses = "max"
    line.y_axis.majorGridlines = None
    line.y_axis.number_format = "0%"
    line.y_axis.scaling.min, line.y_axis.scaling.max = 0, 1
    line.y_axis.delete = False
    return line


def _show_axes(made: Any, sheet: Sheet, chart: Chart) -> None:
    """Axes are hidden in newer programs unless they are said to be there; months are written as such."""
    made.x_axis.delete = made.y_axis.delete = False
    made.y_axis.number_format = "#,##0"
    if _least(sheet, chart) >= 0:  # a program's own beginning of the axis makes small differences large
        made.y_axis.scaling.min = 0
    if sheet.fields[0].shown == "month":
        made.x_axis.number_format = "mmm yy"


def _least(sheet: Sheet, chart: Chart) -> float:
    """The least value of the chart."""
    places = [place for place, field in enumerate(sheet.fields) if field.name in chart.columns]
    values = (row[place].value for row in sheet.rows for place in places)
    return min((value for value in values if isinstance(value, int | float)), default=0)
