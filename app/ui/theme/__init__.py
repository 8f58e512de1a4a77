"""How everything looks: `apply_theme` first, then `tokens()`, `icon()` and `font()`."""

from __future__ import annotations

from app.ui.theme.apply import apply_theme, follow_system, resolve_theme, tokens
from app.ui.theme.contrast import CONTRAST_DARK, CONTRAST_LIGHT
from app.ui.theme.fonts import font, load_fonts
from app.ui.theme.icons import icon, pixmap
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import DARK, LIGHT, Tokens

__all__ = [
    "CONTRAST_DARK",
    "CONTRAST_LIGHT",
    "DARK",
    "LIGHT",
    "Tokens",
    "apply_theme",
    "follow_system",
    "font",
    "icon",
    "load_fonts",
    "pixmap",
    "resolve_theme",
    "scaled",
    "tall",
    "tokens",
]
