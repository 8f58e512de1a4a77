"""The bundled font (Inter), so that a bare system shows the same letters, with figures of equal width."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from app.ui.theme.size import scaled
from app.ui.theme.tokens import TEXT

FONTS = Path(__file__).resolve().parents[3] / "resources" / "fonts"
FAMILY = "Inter"
MEDIUM = QFont.Weight.Medium
SEMIBOLD = QFont.Weight.DemiBold
BOLD = QFont.Weight.Bold


@cache
def load_fonts() -> None:
    """Register the font files once per process; a missing file leaves the system's own font."""
    for path in sorted(FONTS.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def font(size: int = TEXT, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The program's font at `size` px (at the usual text size), its figures of equal width so that columns line up."""
    made = QFont(FAMILY)
    made.setPixelSize(scaled(size))
    made.setWeight(weight)
    made.setFeature(QFont.Tag.fromString("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
