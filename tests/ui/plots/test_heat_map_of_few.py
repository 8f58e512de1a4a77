"""Cells of too few clients are told without a colour, and are never the strongest."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QColor, QImage

from app.ui.plots.heat_map import HeatCell, HeatMap
from app.ui.theme import tokens


def _ground(chart: HeatMap, number: int) -> QColor:
    """The colour near the corner of a cell, where no text stands."""
    picture: QImage = chart.grab().toImage()
    place = chart.marks(chart.drawn_area())[number]
    scale = picture.devicePixelRatio()
    return picture.pixelColor(int((place.left() + 7) * scale), int((place.top() + 7) * scale))


def test_a_cell_of_few_has_no_colour_and_is_not_called_the_most(qtbot: Any) -> None:
    cells = [[HeatCell(1.0, "100", "three came", quiet=True), HeatCell(0.5, "50", "forty came")]]
    chart = HeatMap("Who came", ["May"], ["1", "2"], cells)
    qtbot.addWidget(chart)
    chart.resize(300, 80)
    chart.show()
    few, many = _ground(chart, 0), _ground(chart, 1)
    assert few == QColor(tokens().surface)
    assert many != few
    assert "forty came" in chart.summary()
