"""Charts within a printed document: lines and letters, whole, each below its title."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QTextDocument

from app.ui.plots.bars import Bar, Bars
from app.ui.plots.histogram import Bin, Histogram
from app.ui.plots.on_paper import MARK, PrintedPlot
from app.ui.printing import Paper, make_document, pdf_of


def printed(height: float = 200) -> PrintedPlot:
    return PrintedPlot(Bars("Revenue", [Bar("Nov", (3,), "Nov: 3"), Bar("Dec", (4,), "Dec: 4")]), 400, height)


def test_a_chart_is_lines_in_the_file_and_no_picture(qtbot: Any) -> None:
    plots = [printed(), PrintedPlot(Histogram("Gaps", [Bin("1", 2, "1: 2")]), 300, 100)]
    made = pdf_of(make_document(f"<p>{MARK}</p><p>{MARK}</p>", Paper.A4, plots), "report")
    assert made.startswith(b"%PDF")
    assert b"/Subtype /Image" not in made


def test_charts_take_their_places_in_order(qtbot: Any) -> None:
    document = make_document(f"<p>a</p><p>{MARK}</p><p>b</p><p>{MARK}</p>", Paper.A4, [printed(), printed()])
    assert document.toPlainText().split("\n") == ["a", "\ufffc", "b", "\ufffc"]


def test_a_chart_that_does_not_fit_any_more_begins_the_next_page(qtbot: Any) -> None:
    """Never cut in two: what is below the text of a page comes whole on the next."""
    text = "<p>line</p>" * 20
    alone, with_chart = (make_document(text + f"<p>{MARK}</p>", Paper.A4, [printed(height)]) for height in (300, 800))
    assert (alone.pageCount(), with_chart.pageCount()) == (1, 2)


def test_the_pages_after_the_first_tell_what_they_are_of(qtbot: Any) -> None:
    document = make_document("<html><head><title>Shop · 2026</title></head><body>a</body></html>", Paper.A4)
    assert document.metaInformation(QTextDocument.MetaInformation.DocumentTitle) == "Shop · 2026"
