"""Language and theme of the whole program, applied together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from app.i18n import language, set_language
from app.ui.shell.memory import Look
from app.ui.theme import apply_theme

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

_translator: QTranslator | None = None


def apply_look(application: QApplication, look: Look) -> None:
    """Speak the language, show the theme, and have Qt's own dialogs speak it too."""
    set_language(look.language)
    QLocale.setDefault(QLocale(language() if language() == "ru" else "en_GB"))
    application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    _translate_dialogs(application)
    apply_theme(application, look.theme, look.text_size)


def _translate_dialogs(application: QApplication) -> None:
    global _translator
    if _translator is not None:
        application.removeTranslator(_translator)
        _translator = None
    if language() == "en":  # as Qt speaks by itself
        return
    from PySide6.QtCore import QLibraryInfo, QTranslator

    _translator = QTranslator(application)
    if _translator.load(f"qtbase_{language()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(_translator)
