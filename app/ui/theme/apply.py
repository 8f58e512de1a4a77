"""Put a theme on the application: Fusion, our palette, our style sheet; follow the system when asked to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from app.ui.theme.contrast import CONTRAST_DARK, CONTRAST_LIGHT
from app.ui.theme.fonts import font, load_fonts
from app.ui.theme.icons import SheetImages
from app.ui.theme.sheet import style_sheet
from app.ui.theme.size import USUAL, set_text_size, text_size
from app.ui.theme.tokens import DARK, LIGHT, Tokens

THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK)}

_shown: Tokens = LIGHT
_images: SheetImages | None = None

_ROLES: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Window, "window"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "surface_2"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.PlaceholderText, "text_3"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "bad"),
    (QPalette.ColorRole.ToolTipBase, "toast"),
    (QPalette.ColorRole.ToolTipText, "on_toast"),
    (QPalette.ColorRole.Highlight, "accent_soft"),
    (QPalette.ColorRole.HighlightedText, "text"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "plum"),
    (QPalette.ColorRole.Light, "surface_2"),
    (QPalette.ColorRole.Midlight, "line"),
    (QPalette.ColorRole.Mid, "line_strong"),
    (QPalette.ColorRole.Dark, "line_strong"),
    (QPalette.ColorRole.Shadow, "line_strong"),
)


def tokens() -> Tokens:
    """The theme on the screen now."""
    return _shown


def resolve_theme(choice: str) -> Tokens:
    """The theme of that name; anything else is what the system shows, its high contrast as well."""
    if choice in THEMES:
        return THEMES[choice]
    hints = QGuiApplication.styleHints()
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST_DARK if dark else CONTRAST_LIGHT
    return DARK if dark else LIGHT


def palette(theme: Tokens) -> QPalette:
    """Qt's palette in the colours of `theme`, so that anything the style sheet does not name fits as well."""
    made = QPalette()
    for role, name in _ROLES:
        made.setColor(role, QColor(getattr(theme, name)))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.text_3))
    return made


def apply_theme(application: QApplication, choice: str, percent: int = USUAL) -> Tokens:
    """Show `choice` ("system" or a name of `THEMES`) with text of `percent` of its usual size, and return its tokens.

    Widgets with icons or with measured text are rebuilt by their owner.
    """
    global _shown, _images
    theme = resolve_theme(choice)
    if theme is _shown and percent == text_size() and application.styleSheet():
        return theme  # polishing every widget again takes long
    _images = _images or SheetImages()
    load_fonts()
    set_text_size(percent)
    application.setFont(font())
    _shown = theme
    application.setPalette(palette(theme))
    QToolTip.setPalette(palette(theme))
    application.setStyleSheet(style_sheet(theme, _images.write(theme)))
    return theme


def follow_system(changed: Callable[[], None]) -> None:
    """Call `changed` whenever the system turns light or dark, or to high contrast and back."""
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(lambda _scheme: changed())
    hints.accessibility().contrastPreferenceChanged.connect(lambda _wish: changed())
