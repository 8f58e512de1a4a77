"""What this computer remembers of the window between two sessions, in a small file beside the database.

The shop's settings are in the database; the copies of the look here only make the first paint right before it is open.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

from PySide6.QtCore import QSettings, QTimer

if TYPE_CHECKING:
    from app.services.settings import ShopSettings

TEXT_SIZES = ("100", "125", "150")  # %
MOST_PX = 20_000  # no column and no window is wider; Qt takes no number of more than 32 bits
DIGITS = 9
WRITE_MS = 700  # a drag of a window or of a column is written once it rests


class Look(NamedTuple):
    """Language ("" as the system), theme ("system" or a name), size of the text in percent."""

    language: str
    theme: str
    text_size: int

    @classmethod
    def of(cls, settings: ShopSettings) -> Look:
        """As the shop chose it."""
        return cls(settings.language, settings.theme, settings.text_size)


def is_width(value: object) -> TypeGuard[int]:
    """Whether a column can be so many pixels wide, 0 for the usual."""
    return isinstance(value, int) and 0 <= value <= MOST_PX


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

    def kept_number(self, name: str) -> int | None:
        """The whole number that was kept under the name; None where it is none."""
        text = self.kept(name)
        return int(text) if text.isdecimal() and len(text) <= DIGITS else None

    def kept_json(self, name: str) -> Any:
        """What was kept under the name as JSON; None where nothing was, or where it cannot be read."""
        try:
            return json.loads(self.kept(name) or "null")
        except (ValueError, RecursionError):
            return None

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

    def look(self) -> Look:
        """How the program looked last; as the system before the first session."""
        size = self.kept("text_size")
        return Look(self.kept("language"), self.kept("theme") or "system", int(size) if size in TEXT_SIZES else 100)

    def keep_look(self, look: Look) -> None:
        """Remember the look for the next start."""
        for name, value in look._asdict().items():
            self.keep(name, str(value))
