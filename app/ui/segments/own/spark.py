"""The size of a segment over time as a line of a row’s height."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _, number_text, short_day
from app.ui.plots.colours import screen_colours
from app.ui.plots.spark import draw_spark
from app.ui.theme.size import scaled
from app.wording.counts import clients_count

if TYPE_CHECKING:
    from app.services.clients.listing.view_sizes import Size

WIDTH, HEIGHT = 96, 26


class SizeLine(QWidget):
    """The sizes that are known, from two on; its tip and its name for screen readers say them in words."""

    def __init__(self, sizes: Sequence[Size]) -> None:
        super().__init__()
        self._sizes = tuple(sizes)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(sizes_sentence(sizes))
        self.setAccessibleName(sizes_sentence(sizes))

    def sizeHint(self) -> QSize:
        return QSize(scaled(WIDTH), scaled(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._sizes) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_spark(painter, QRectF(self.rect()), [float(size.clients) for size in self._sizes], screen_colours())


def sizes_sentence(sizes: Sequence[Size]) -> str:
    """ "3 Oct: 12 clients; 5 Nov: 17 clients; least 11, most 18"; one size alone says that it is the first."""
    if not sizes:
        return ""
    first, last = sizes[0], sizes[-1]
    if len(sizes) == 1:
        return _("Counted for the first time: {now}").format(now=clients_count(last.clients))
    told = _("{first_day}: {first}; {last_day}: {last}; least {least}, most {most}")
    return told.format(
        first_day=short_day(first.day, last.day),
        first=clients_count(first.clients),
        last_day=short_day(last.day, last.day),
        last=clients_count(last.clients),
        least=number_text(min(size.clients for size in sizes)),
        most=number_text(max(size.clients for size in sizes)),
    )
