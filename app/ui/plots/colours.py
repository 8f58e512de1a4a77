"""What a chart is drawn with: the accent for what matters, its tint for the rest."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor

from app.ui.theme import LIGHT, Tokens, tokens

TINT, PALE = 0.28, 0.42  # how much of the accent is in the tint and in the bars of a histogram
STRONG_TINT = 0.5  # of both where high contrast is wished for
READABLE = 4.5  # to one; of a text on its ground (WCAG 2.2, 1.4.3)


class PlotColours(NamedTuple):
    """Colours by what they stand for. `outlined`: pale shapes have a border, for high contrast."""

    ground: QColor
    text: QColor
    quiet: QColor
    grid: QColor
    axis: QColor
    accent: QColor
    hot: QColor
    on_accent: QColor
    tint: QColor
    pale: QColor
    marked: QColor
    series: tuple[QColor, ...]
    outlined: bool = False


def colours_of(theme: Tokens) -> PlotColours:
    """The colours of charts in a theme."""
    outlined = theme.name.startswith("contrast")
    accent, ground = QColor(theme.accent), QColor(theme.surface)
    return PlotColours(
        ground=ground,
        text=QColor(theme.text),
        quiet=QColor(theme.text_3),
        grid=QColor(theme.line_row),
        axis=QColor(theme.line_strong),
        accent=accent,
        hot=QColor(theme.accent_hover),
        on_accent=QColor(theme.on_accent),
        tint=mixed(accent, ground, STRONG_TINT if outlined else TINT),
        pale=mixed(accent, ground, STRONG_TINT if outlined else PALE),
        marked=QColor(theme.warn),
        series=tuple(QColor(colour) for colour in (theme.accent, theme.warn, theme.info, theme.plum, theme.bad)),
        outlined=outlined,
    )


def screen_colours() -> PlotColours:
    """Those of the theme on the screen."""
    return colours_of(tokens())


def paper_colours() -> PlotColours:
    """Those for white paper, whatever the screen shows."""
    return colours_of(LIGHT)


def mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """`share` of the colour, the rest of the ground."""
    return QColor(
        round(colour.red() * share + ground.red() * (1 - share)),
        round(colour.green() * share + ground.green() * (1 - share)),
        round(colour.blue() * share + ground.blue() * (1 - share)),
    )


def readable_on(ground: QColor, wished: tuple[QColor, ...]) -> QColor:
    """The first of `wished` that can be read on the ground; black or white where none can."""
    plain = (QColor("#FFFFFF"), QColor("#000000"))
    fitting = [colour for colour in (*wished, *plain) if contrast(colour, ground) >= READABLE]
    return fitting[0]  # one of black and white has at least 4.58 on any ground


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
