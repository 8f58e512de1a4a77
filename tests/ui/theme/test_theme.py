"""Colours, fonts and icons of both themes."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QSpinBox

from app.ui.theme import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    Tokens,
    apply_theme,
    font,
    icon,
    resolve_theme,
    scaled,
    tall,
    tokens,
)
from app.ui.theme.apply import THEMES
from app.ui.theme.icons import ICONS
from app.ui.theme.tokens import TEXT_PAIRS

HIGH = (CONTRAST_LIGHT, CONTRAST_DARK)


def contrast(first: str, second: str) -> float:
    """Contrast ratio 1..21 of two #RRGGBB colours (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids=lambda pair: "-on-".join(pair))
def test_text_can_be_read_on_its_ground(theme: Tokens, pair: tuple[str, str]) -> None:
    least = 7 if theme in HIGH else 4.5
    assert contrast(getattr(theme, pair[0]), getattr(theme, pair[1])) >= least


@pytest.mark.parametrize("theme", HIGH, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["window", "sidebar", "surface", "surface_2"])
def test_with_high_contrast_borders_and_the_mark_of_the_focus_are_seen(theme: Tokens, ground: str) -> None:
    for drawn in ("line", "line_strong", "accent"):
        assert contrast(getattr(theme, drawn), getattr(theme, ground)) >= 4.5
    assert contrast(theme.line_row, getattr(theme, ground)) >= 3


def test_the_system_s_wish_for_contrast_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Wish:
        def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802 - Qt's name
            return Qt.ContrastPreference.HighContrast

    class Hints:
        scheme = Qt.ColorScheme.Light

        def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802 - Qt's name
            return self.scheme

        def accessibility(self) -> Wish:
            return Wish()

    hints = Hints()
    monkeypatch.setattr("app.ui.theme.apply.QGuiApplication.styleHints", lambda: hints)
    assert resolve_theme("system") is CONTRAST_LIGHT
    hints.scheme = Qt.ColorScheme.Dark
    assert resolve_theme("system") is CONTRAST_DARK
    assert resolve_theme("light") is LIGHT
    assert resolve_theme("contrast_dark") is CONTRAST_DARK


def test_larger_text_makes_letters_larger_and_boxes_higher_by_a_line(qapp: QApplication, qtbot: Any) -> None:
    def heights() -> tuple[int, int, int]:
        made = QPushButton("Save")
        qtbot.addWidget(made)
        made.show()
        idle = made.sizeHint().height()
        made.setFocus()
        made.ensurePolished()
        return made.font().pixelSize(), idle, made.sizeHint().height()

    usual = heights()
    apply_theme(qapp, "light", 150)
    assert (font().pixelSize(), scaled(200), tall(32)) == (20, 300, 41)
    large = heights()
    assert large[0] == 20 > usual[0]
    assert large[1] == large[2] == usual[1] + 9
    apply_theme(qapp, "light")
    assert (font().pixelSize(), scaled(200), tall(32)) == (13, 200, 32)


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


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_has_all_the_points_of_a_dense_screen(scale: float) -> None:
    image = icon("users").pixmap(QSize(16, 16), scale)
    assert (image.width(), image.devicePixelRatio()) == (round(16 * scale), scale)


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


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QSpinBox])
def test_what_an_empty_field_asks_for_is_as_dark_as_other_quiet_text(
    qapp: QApplication, qtbot: Any, theme: Tokens, kind: type[QLineEdit | QPlainTextEdit | QSpinBox]
) -> None:
    apply_theme(qapp, theme.name)
    field = kind()
    qtbot.addWidget(field)
    typed = field.lineEdit() if isinstance(field, QSpinBox) else field
    typed.ensurePolished()
    assert typed.palette().placeholderText().color() == QColor(theme.text_3)
