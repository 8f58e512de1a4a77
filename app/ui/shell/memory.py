"""What this computer remembers of the window between two sessions, in a small file beside the database.

The shop's settings are in the database; the copies of the look here only make the first paint right before it is open.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, QTimer

WRITE_MS = 700  # a drag of a window or of a column is written once it rests


class WindowMemory:
    """Look, place and sizes of the last session. Values are short texts by name, as "purchases/columns".

    Qt writes the file beside and puts it in place of the old one, so that a crash leaves one of the two whole. A file
    that cannot be read is an empty memory, one that cannot be written is forgotten: neither is worth a message.
    """

    def __init__(self, data_folder: Path) -> None:
        self._file = QSettings(str(data_folder / "window.ini"), QSettings.Format.IniFormat)
        self._waiting: dict[str, str] = {}
        self._rest = QTimer(singleShot=True, interval=WRITE_MS)
        self._rest.timeout.connect(self.write)

    def kept(self, name: str) -> str:
        """What was kept under the name, "" before it ever was."""
        value = self._waiting.get(name, self._file.value(name, ""))
        return value if isinstance(value, str) else ""

    def keep(self, name: str, value: str) -> None:
        """Remember `value`; it is in the file a moment later, or when the program ends."""
        if value == self.kept(name):
            return
        self._waiting[name] = value
        self._rest.start()

    def write(self) -> None:
        """Put into the file what still waits."""
        self._rest.stop()
        for name, value in self._waiting.items():
            self._file.setValue(name, value)
        self._waiting.clear()
        self._file.sync()

    def look(self) -> tuple[str, str]:
        """Language and theme of the last session; the system's before the first."""
        return self.kept("language"), self.kept("theme") or "system"

    def keep_look(self, chosen_language: str, theme: str) -> None:
        """Remember the look for the next start."""
        self.keep("language", chosen_language)
        self.keep("theme", theme)
