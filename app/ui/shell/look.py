"""Language and theme of the whole program: applied together, remembered for the next start's first paint."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QLibraryInfo, QLocale, QSettings, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from app.i18n import language, set_language
from app.ui.theme import apply_theme

_translator: QTranslator | None = None


def apply_look(application: QApplication, chosen_language: str, theme: str) -> None:
    """Speak the language ("" as the system), show the theme, and have Qt's own dialogs speak it too."""
    global _translator
    set_language(chosen_language)
    QLocale.setDefault(QLocale(language() if language() == "ru" else "en_GB"))
    application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    if _translator is not None:
        application.removeTranslator(_translator)
    _translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language() != "en" and _translator.load(f"qtbase_{language()}", folder):
        application.installTranslator(_translator)
    apply_theme(application, theme)


class WindowMemory:
    """Geometry, language and theme of the last session, in a small file beside the database.

    The shop's settings are in the database; these copies only make the first paint right before it is open.
    """

    def __init__(self, data_folder: Path) -> None:
        self._file = QSettings(str(data_folder / "window.ini"), QSettings.Format.IniFormat)

    def look(self) -> tuple[str, str]:
        """Language and theme of the last session; the system's before the first."""
        return str(self._file.value("language", "")), str(self._file.value("theme", "system"))

    def keep_look(self, chosen_language: str, theme: str) -> None:
        """Remember the look for the next start."""
        self._file.setValue("language", chosen_language)
        self._file.setValue("theme", theme)

    def geometry(self) -> QByteArray:
        """Where the window was; empty before the first session."""
        kept = self._file.value("geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Remember where the window is."""
        self._file.setValue("geometry", geometry)
