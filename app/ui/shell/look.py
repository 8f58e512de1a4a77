"""Language and theme of the whole program, applied together."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from app.i18n import language, set_language
from app.ui.shell.memory import Look
from app.ui.theme import apply_theme

_translator: QTranslator | None = None


def apply_look(application: QApplication, look: Look) -> None:
    """Speak the language, show the theme, and have Qt's own dialogs speak it too."""
    global _translator
    set_language(look.language)
    QLocale.setDefault(QLocale(language() if language() == "ru" else "en_GB"))
    application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    if _translator is not None:
        application.removeTranslator(_translator)
    _translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language() != "en" and _translator.load(f"qtbase_{language()}", folder):
        application.installTranslator(_translator)
    apply_theme(application, look.theme, look.text_size)
