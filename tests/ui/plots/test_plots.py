"""Charts: exact figures under the mouse, walking by keys, opening, a sentence for those who do not see, a copy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.plots.bars import Bar, Bars, Over
from app.ui.plots.colours import contrast, paper_colours, screen_colours
from app.ui.plots.heat_map import HeatCell, HeatMap
from app.ui.plots.histogram import Bin, Histogram
from app.ui.plots.lines import Lines, Series
from app.ui.plots.plot import Plot
from app.ui.theme import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, apply_theme

MONTHS = ("January", "February", "March")


def bars(parts: tuple[tuple[float | None, ...], ...] = ((10, 5), (20, 0), (40, 10))) -> Bars:
    made = [Bar(name, part, f"{name}\n{part[0]}") for name, part in zip(MONTHS, parts, strict=True)]
    return Bars("Revenue", made, ("back", "new"), Over("share", (0.5, None, 0.8), lambda v: f"{v:.0%}"), str)


def histogram() -> Histogram:
    return Histogram("Gaps", [Bin(f"{n}", n % 4, f"{n} days") for n in range(9)], marked=3, sentence="Half in 3 days.")


def heat_map() -> HeatMap:
    cells = [[HeatCell(1.0, "100", "r0 c0"), HeatCell(0.4, "40", "r0 c1")], [HeatCell(1.0, "100", "r1 c0"), None]]
    return HeatMap("Cohorts", ["May", "June"], ["0", "1"], cells)


def lines() -> Lines:
    series = [Series("real", (1, None, 3)), Series("predicted", (2, 2, 3), dashed=True)]
    return Lines("Predicted and real", MONTHS, MONTHS, series, str)


EVERY: list[Callable[[], Plot]] = [bars, histogram, heat_map, lines]


def shown(plot: Plot, qtbot: Any) -> Plot:
    qtbot.addWidget(plot)
    plot.resize(500, 240)
    plot.show()
    qtbot.waitUntil(plot.isActiveWindow)
    plot.setFocus()
    return plot


def centre(plot: Plot, number: int) -> QPoint:
    return plot.marks(plot.drawn_area())[number].center().toPoint()


@pytest.mark.parametrize("make", EVERY)
def test_end_home_and_the_arrows_go_from_value_to_value(make: Callable[[], Plot], qtbot: Any) -> None:
    plot = shown(make(), qtbot)
    count = len(plot.marks(plot.drawn_area()))
    QTest.keyClick(plot, Qt.Key.Key_End)
    assert plot.hot == count - 1
    QTest.keyClick(plot, Qt.Key.Key_Home)
    assert plot.hot == 0
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert plot.hot == 1
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.hot == 0
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.hot == 0  # there is none before the first


@pytest.mark.parametrize("make", EVERY)
def test_the_mouse_and_enter_open_the_same_value(make: Callable[[], Plot], qtbot: Any) -> None:
    plot = shown(make(), qtbot)
    opened: list[int] = []
    plot.chosen.connect(opened.append)
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=centre(plot, 1))
    QTest.keyClick(plot, Qt.Key.Key_Home)
    QTest.keyClick(plot, Qt.Key.Key_Right)
    QTest.keyClick(plot, Qt.Key.Key_Return)
    assert opened == [1, 1]


@pytest.mark.parametrize("make", EVERY)
def test_every_value_lies_within_the_chart(make: Callable[[], Plot]) -> None:
    plot = make()
    area = QRectF(10, 20, 300, 200)
    assert all(area.adjusted(-1, -1, 1, 1).contains(mark) for mark in plot.marks(area))
    assert all(plot.tip(number) for number in range(len(plot.marks(area))))


@pytest.mark.parametrize("make", EVERY)
def test_nothing_is_drawn_outside_its_area(make: Callable[[], Plot]) -> None:
    """Paper and pages put other things around a chart."""
    image = QImage(400, 320, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    make().draw(painter, QRectF(50, 40, 300, 220), paper_colours(), 0)
    painter.end()
    white = QColor(Qt.GlobalColor.white).rgb()
    beside = [(x, y) for x in range(400) for y in range(320) if not (48 <= x < 352 and 38 <= y < 262)]
    assert all(image.pixel(x, y) == white for x, y in beside)
    assert any(image.pixel(x, 150) != white for x in range(50, 350))


@pytest.mark.parametrize("make", EVERY)
def test_ctrl_c_copies_the_chart_as_a_picture(make: Callable[[], Plot], qtbot: Any) -> None:
    plot = shown(make(), qtbot)
    QGuiApplication.clipboard().clear()
    QTest.keyClick(plot, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().image()
    assert copied.width() > 2 * plot.width()
    assert copied.pixelColor(1, 1) == QColor(Qt.GlobalColor.white)


def test_the_menu_offers_the_copy(qtbot: Any) -> None:
    plot = shown(bars(), qtbot)
    place = centre(plot, 0)
    QApplication.sendEvent(plot, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, plot.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert [action.text().split("\t")[0] for action in menu.actions()] == ["Copy as image"]
    menu.close()


def test_a_sentence_tells_what_the_chart_shows(qtbot: Any) -> None:
    assert shown(histogram(), qtbot).accessibleDescription() == "Half in 3 days."
    said = shown(bars(), qtbot).accessibleDescription()
    assert said == "First: January 15; last: March 50; the highest: March 50"


def test_a_cell_is_told_by_row_and_column(qtbot: Any) -> None:
    plot = heat_map()
    opened: list[tuple[int, int]] = []
    plot.chosen_cell.connect(lambda row, column: opened.append((row, column)))
    shown(plot, qtbot)
    QTest.keyClick(plot, Qt.Key.Key_Home)
    QTest.keyClick(plot, Qt.Key.Key_Down)
    QTest.keyClick(plot, Qt.Key.Key_Return)
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=centre(plot, 1))
    assert opened == [(1, 0), (0, 1)]


def test_where_nobody_listens_nothing_looks_as_if_it_opened(qtbot: Any) -> None:
    plot = shown(bars(), qtbot)
    QTest.mouseMove(plot, centre(plot, 1))
    assert not plot.opens()
    assert plot.cursor().shape() == Qt.CursorShape.ArrowCursor
    plot.chosen.connect(lambda _number: None)
    assert plot.opens()


def test_negative_sums_hang_below_the_line_of_zero() -> None:
    """A month in which more was taken back than sold."""
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    plot = Bars("Revenue", [Bar("a", (100,), "a"), Bar("b", (-100,), "b")])
    area = QRectF(0, 0, 300, 200)
    plot.draw(painter, area, paper_colours())
    painter.end()
    above, below = (mark.center().x() for mark in plot.marks(area))
    middle = plot.marks(area)[0].center().y()
    accent = paper_colours().accent
    assert image.pixelColor(round(above), round(middle - 30)) == accent
    assert image.pixelColor(round(below), round(middle - 30)) != accent
    assert image.pixelColor(round(below), round(middle + 30)) == accent


@pytest.mark.parametrize("make", [lambda: Bars("a", []), lambda: Histogram("a", []), lambda: Lines("a", [], [], [])])
def test_a_chart_of_nothing_is_drawn_all_the_same(make: Callable[[], Plot], qtbot: Any) -> None:
    plot = shown(make(), qtbot)
    assert not plot.grab().isNull()
    QTest.keyClick(plot, Qt.Key.Key_Home)
    assert plot.hot == -1


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK])
def test_marks_stand_out_in_every_theme(theme: Any, qapp: QApplication) -> None:
    """3:1 to the ground for what a chart is read by (WCAG 2.2, 1.4.11); words 4.5:1."""
    apply_theme(qapp, theme.name)
    colours = screen_colours()
    assert min(contrast(colour, colours.ground) for colour in (colours.accent, *colours.series)) >= 3
    assert contrast(colours.quiet, colours.ground) >= 4.5
    assert contrast(colours.hot, colours.pale) > 1.3
