"""Progress of a long job: how far, how fast, how long still, and Cancel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.i18n import _, ngettext, number_text
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import row
from app.ui.widgets.texts import label

SETTLE_SECONDS = 1.0


def time_left(seconds: float) -> str:
    """`seconds` in words, as coarse as they deserve."""
    if seconds >= 90:
        minutes = round(seconds / 60)
        return ngettext("about {n} minute left", "about {n} minutes left", minutes).format(n=minutes)
    whole = max(1, round(seconds))
    return ngettext("about {n} second left", "about {n} seconds left", whole).format(n=whole)


class ProgressStrip(QWidget):
    """Give it `monotonic` (seconds), call `start`, then `set_progress(done, total)`; the button calls `cancelled`."""

    def __init__(self, monotonic: Callable[[], float], cancelled: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._started = monotonic()
        self._title = label("", "strong")
        self._numbers = label("", "", "second")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.cancel_button = button(_("Cancel"), cancelled, small=True)
        if cancelled is None:
            self.cancel_button.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self._title, None, self._numbers, self.cancel_button, spacing=12))
        layout.addWidget(self._bar)

    def start(self, title: str) -> None:
        """Begin at nothing: an empty bar with `title`; it moves to and fro until the total is known."""
        self._started = self._monotonic()
        self._title.setText(title)
        self._bar.setAccessibleName(title)
        self._numbers.setText("")
        self._bar.setRange(0, 0)

    def set_progress(self, done: int, total: int) -> None:
        """`done` of `total` pieces; a total of 0 means not known yet."""
        elapsed = self._monotonic() - self._started
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(min(done, total))
        self._numbers.setText(self.describe(done, total, elapsed))

    @staticmethod
    def describe(done: int, total: int, elapsed: float) -> str:
        """The count, the rate and the time left after `elapsed` seconds; no guess in the first second."""
        parts = [
            _("{done} of {total}").format(done=number_text(done), total=number_text(total))
            if total
            else number_text(done)
        ]
        if done and elapsed >= SETTLE_SECONDS:
            rate = done / elapsed
            parts.append(_("{rate} a second").format(rate=number_text(round(rate))))
            if total > done:
                parts.append(time_left((total - done) / rate))
        return " · ".join(parts)
