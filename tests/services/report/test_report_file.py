"""The report as a file: what is in it is what the report says, as numbers and charts that can be worked on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.i18n import set_language
from app.models.database import Database
from app.services.errors import Cancelled, WrongEnding
from app.services.exports.report import export_report, report_sheets
from app.services.exports.report_forecast import at_risk_sheet, forecast_sheet, trial_sheet
from app.services.exports.report_sheets import SECTIONS, figures_sheet, turns_sheet
from app.services.exports.sheets import ReportWords, Sheet
from app.services.forecast.holdout import Holdout
from app.services.forecast.read import Forecast
from app.services.forecast.section import AtRisk, ForecastSection
from app.services.report.before_after import average_before_after
from app.services.report.build import Report, build_report
from app.services.report.period import Period
from app.services.spend import add_spend
from app.wording.report_file import TITLES, report_words
from tests.factories import NOW, make_client, sell

TODAY = NOW.date()
TRIAL = Holdout(TODAY - timedelta(30), 300, (10, 20, 30), (5.4, 9.6, 14.0), (5, 10, 16), -0.125)
FORECAST = Forecast(TODAY, 90, 300, 200, "good", visits=12.4, money=123_456, at_risk=5_000, year=500_000, holdout=TRIAL)
AT_RISK = ForecastSection(FORECAST, (AtRisk(1, "=Krylova", TODAY, 0.25, 100_000, 300_000),))
KEYS = ReportWords(lambda name: name, lambda figure: (figure.key, "", ""), lambda _column, code: code, str, "₽", False)
PERIOD = Period(TODAY - timedelta(364), TODAY)


@pytest.fixture
def report(db: Database) -> Report:
    """Two years of a small shop, with a product whose name a program could take for a formula."""
    for place in range(12):
        client = make_client(db, f"Client {place}")
        for visit in range(place % 5 + 1):
            sell(
                db,
                client,
                TODAY - timedelta(30 * visit + 3 * place),
                12_345 + 100 * visit,
                "=1+1" if place % 2 else "Tea",
            )
    sell(db, None, TODAY, 50_000)
    sell(db, make_client(db, "Once"), TODAY - timedelta(500), 99_900)
    return build_report(db, PERIOD, PERIOD.previous(), TODAY)


def all_sheets(report: Report, words: ReportWords) -> list[Sheet]:
    """Those that are empty as well."""
    made = [figures_sheet(report, words), *(make(report, words) for make in SECTIONS)]
    return [
        *made,
        turns_sheet((), words),
        forecast_sheet(FORECAST, words),
        trial_sheet(FORECAST),
        at_risk_sheet(AT_RISK),
    ]


def opened(db: Database, report: Report, folder: Path) -> Any:
    target = folder / "report.xlsx"
    export_report(db, target, report, report_words("RUB"))
    return load_workbook(target)


def column(page: Any, heading: str) -> list[Any]:
    headings = [cell.value for cell in page[1]]
    return [row[headings.index(heading)].value for row in page.iter_rows(min_row=2)]


def test_every_figure_stands_there_as_a_number(db: Database, report: Report, tmp_path: Path) -> None:
    page = opened(db, report, tmp_path)["Numbers"]
    values = [row[1].value for row in page.iter_rows(min_row=2)]
    for value, figure in zip(values, report.figures.values(), strict=True):
        if figure.value is None:
            assert value is None, figure.key
        else:
            expected = figure.value / 100 if figure.unit == "money" else figure.value
            assert value == pytest.approx(expected), figure.key
    shares = [
        row[1]
        for row, one in zip(page.iter_rows(min_row=2), report.figures.values(), strict=True)
        if one.unit == "share"
    ]
    assert {cell.number_format for cell in shares if cell.value is not None} == {"0.0%"}


def test_months_add_up_to_the_revenue(db: Database, report: Report, tmp_path: Path) -> None:
    page = opened(db, report, tmp_path)["Revenue by month"]
    revenue = report.figures["revenue"].value
    assert revenue is not None
    assert sum(column(page, "Revenue")) == pytest.approx(revenue / 100)
    assert all(cell.number_format == "mmm yyyy" for (cell,) in page.iter_rows(min_row=2, max_col=1))


def test_the_charts_are_of_the_cells_beside_them(db: Database, report: Report, tmp_path: Path) -> None:
    page = opened(db, report, tmp_path)["Revenue by month"]
    bars, line = page._charts[0]._charts
    months = len(report.months)
    assert [one.val.numRef.f for one in bars.series] == [f"'Revenue by month'!${x}$2:${x}${months + 1}" for x in "BCD"]
    assert [one.val.numRef.f for one in line.series] == [f"'Revenue by month'!$F$2:$F${months + 1}"]
    assert bars.series[0].cat.numRef.f == f"'Revenue by month'!$A$2:$A${months + 1}"
    assert not page._charts[0].x_axis.delete


def test_every_section_with_something_in_it_has_a_sheet(db: Database, report: Report, tmp_path: Path) -> None:
    names = opened(db, report, tmp_path).sheetnames
    assert names[:5] == [
        "Numbers",
        "Revenue by month",
        "LTV by month",
        "Days until the next purchase",
        "Who comes again by month",
    ]
    assert "Bought together" not in names  # nothing was


def test_a_text_is_never_a_formula(db: Database, report: Report, tmp_path: Path) -> None:
    page = opened(db, report, tmp_path)["Best first purchase"]
    products = {cell.value: cell.data_type for (cell,) in page.iter_rows(min_row=2, max_col=1)}
    assert products == {"=1+1": "s", "Tea": "s"}


def test_cohorts_are_blank_where_a_month_is_not_over(db: Database, report: Report, tmp_path: Path) -> None:
    page = opened(db, report, tmp_path)["Who comes again by month"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    for row, cohort in zip(rows, report.cohorts, strict=True):
        assert [value for value in row[2:] if value is not None] == pytest.approx(list(cohort.retention))
    assert page.conditional_formatting


def test_a_text_file_has_the_figures(db: Database, report: Report, tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    exported = export_report(db, target, report, report_words("RUB"))
    lines = target.read_text("utf-8-sig").splitlines()
    assert exported.rows == len(report.figures) == len(lines) - 1
    revenue = report.figures["revenue"].value
    assert lines[1].split(",")[:2] == ["Revenue", f"{revenue / 100:.2f}"]  # type: ignore[operator]


def test_another_ending_is_refused_and_nothing_is_left(db: Database, report: Report, tmp_path: Path) -> None:
    with pytest.raises(WrongEnding):
        export_report(db, tmp_path / "report.ods", report, report_words("RUB"))
    assert list(tmp_path.glob("report*")) == []


def test_it_can_be_stopped_and_leaves_the_file_of_before(db: Database, report: Report, tmp_path: Path) -> None:
    target = tmp_path / "report.xlsx"
    target.write_bytes(b"before")

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export_report(db, target, report, report_words("RUB"), stop)
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.glob("report*")] == ["report.xlsx"]


def test_a_shop_without_a_sale_has_a_file_of_no_data(db: Database, tmp_path: Path) -> None:
    book = opened(db, build_report(db, PERIOD, None, TODAY), tmp_path)
    values = [row[1].value for row in book["Numbers"].iter_rows(min_row=2)]
    assert any(value is None for value in values)
    assert "Best first purchase" not in book.sheetnames


@pytest.mark.parametrize("language", ["ru", "en"])
def test_everything_in_it_has_words(db: Database, report: Report, language: str) -> None:
    set_language(language)
    words = report_words("RUB")
    sheets = all_sheets(report, words)
    named = {sheet.name for sheet in sheets} | {chart.title for sheet in sheets for chart in sheet.charts}
    named |= {row[0].value for row in forecast_sheet(FORECAST, KEYS).rows}
    named |= {field.name.split(" ")[0] for sheet in sheets for field in sheet.fields} - {"value", "before"}
    assert named <= set(TITLES)
    assert set(TITLES) <= named
    titles = [words.title(sheet.name) for sheet in sheets]
    assert len(set(titles)) == len(titles)
    assert report_sheets(db, report, words, lambda: None)[0].name == "figures"


def test_charts_show_columns_that_are_there(db: Database, report: Report) -> None:
    words = report_words("RUB")
    for sheet in all_sheets(report, words):
        columns = {field.name for field in sheet.fields}
        for chart in sheet.charts:
            assert {*chart.columns, *filter(None, [chart.over])} <= columns
        assert all(len(row) == len(sheet.fields) for row in sheet.rows)
        assert not sheet.shaded or sheet.shaded in columns


def test_days_are_days(db: Database, report: Report, tmp_path: Path) -> None:
    page = opened(db, report, tmp_path)["LTV by month"]
    assert page["A2"].value.date() == report.ltv_months[0].month
    assert isinstance(report.ltv_months[0].month, date)


def test_the_forecast_stands_there_with_its_trial(report: Report) -> None:
    told = {row[0].value: row[1].value for row in forecast_sheet(FORECAST, KEYS).rows}
    assert (told["expected_visits"], told["expected_money"], told["trial_error"]) == (12, 123_456, -0.125)
    assert [[cell.value for cell in row] for row in trial_sheet(FORECAST).rows] == [
        [10, 5, 5],
        [20, 10, 10],
        [30, 14, 16],
    ]


def test_the_clients_at_risk_are_named(report: Report) -> None:
    [row] = at_risk_sheet(AT_RISK).rows
    assert [cell.value for cell in row] == ["=Krylova", TODAY, 0.25, 100_000, 300_000]


def test_a_forecast_of_too_few_buyers_is_not_told(report: Report) -> None:
    assert forecast_sheet(Forecast(TODAY, 90, 20, 5, "none"), KEYS).rows == ()
    assert forecast_sheet(None, KEYS).rows == trial_sheet(None).rows == ()


def test_a_campaign_has_the_receipts_before_and_after_it(db: Database, report: Report, tmp_path: Path) -> None:
    add_spend(db, "VK", TODAY - timedelta(20), TODAY, 100_000, NOW)
    page = opened(db, build_report(db, PERIOD, None, TODAY), tmp_path)["Receipt before and after"]
    [turn] = page.iter_rows(min_row=2, values_only=True)
    found = average_before_after(db, TODAY - timedelta(20), TODAY)
    assert turn[:3] == (datetime.combine(TODAY - timedelta(20), time()), "campaign", "VK")
    assert turn[4] == found.before.receipts
    assert turn[5] == pytest.approx(found.after.average / 100)  # type: ignore[operator]


def test_headings_have_room_and_bars_begin_at_nothing(db: Database, report: Report, tmp_path: Path) -> None:
    set_language("ru")
    export_report(db, tmp_path / "report.xlsx", report, report_words("RUB"))
    book = load_workbook(tmp_path / "report.xlsx")
    months = book["Выручка по месяцам"]
    assert months.row_dimensions[1].height >= 30  # "Выручка от постоянных" in a narrow column
    assert months.print_title_rows == "$1:$1"
    for page in book:
        for chart in page._charts:
            assert chart.y_axis.scaling.min == 0


def test_a_chart_with_losses_is_not_cut_at_nothing(db: Database, report: Report, tmp_path: Path) -> None:
    first, *others = report.months
    lost = replace(report, months=(replace(first, revenue_new=-50_000), *others))
    export_report(db, tmp_path / "returns.xlsx", lost, report_words("RUB"))
    months = load_workbook(tmp_path / "returns.xlsx")["Revenue by month"]
    assert months._charts[0].y_axis.scaling.min is None
