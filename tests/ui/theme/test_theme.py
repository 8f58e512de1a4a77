"""Colours, fonts and icons of both themes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication, QLabel

from app.ui.theme import DARK, LIGHT, Tokens, apply_theme, font, icon, tokens
from app.ui.theme.icons import ICONS
from app.ui.theme.tokens import TEXT_PAIRS


def contrast(first: str, second: str) -> float:
    """Contrast ratio 1..21 of two #RRGGBB colours (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids=lambda pair: "-on-".join(pair))
def test_text_can_be_read_on_its_ground(theme: Tokens, pair: tuple[str, str]) -> None:
    assert contrast(getattr(theme, pair[0]), getattr(theme, pair[1])) >= 4.5


def test_contrast_is_measured_as_wcag_defines_it() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)


def test_the_bundled_font_is_used_and_has_the_rouble() -> None:
    assert QFontInfo(font()).family() == "Inter"
    raw = QRawFont.fromFont(font())
    assert [letter for letter in "₽Яёжœ№—→" if not raw.supportsCharacter(ord(letter))] == []


def test_figures_have_one_width() -> None:
    metrics = QFontMetricsF(font())
    assert {round(metrics.horizontalAdvance(digit * 10), 2) for digit in "0123456789"} == {
        round(metrics.horizontalAdvance("0" * 10), 2)
    }


def test_an_icon_takes_the_colour_of_the_theme_shown(qapp: QApplication) -> None:
    def ink(name: str) -> set[str]:
        image = icon(name, "accent").pixmap(32, 32).toImage()
        points = [(x, y) for x in range(image.width()) for y in range(image.height())]
        solid = [image.pixelColor(*point) for point in points if image.pixelColor(*point).alpha() == 255]
        return {colour.name().upper() for colour in solid}

    assert ink("plus") == {LIGHT.accent}
    apply_theme(qapp, "dark")
    assert ink("plus") == {DARK.accent}


def test_every_icon_is_drawn_with_a_colour_that_can_be_replaced() -> None:
    files = list(ICONS.glob("*.svg"))
    assert files
    assert [path.name for path in files if "currentColor" not in path.read_text(encoding="utf-8")] == []


def test_labels_change_colour_with_the_theme(qapp: QApplication, qtbot) -> None:  # type: ignore[no-untyped-def]
    label = QLabel("x")
    qtbot.addWidget(label)
    label.ensurePolished()
    before = label.palette().windowText().color()
    apply_theme(qapp, "dark")
    label.ensurePolished()
    assert tokens() is DARK
    assert label.palette().windowText().color() == QColor(DARK.text) != before
