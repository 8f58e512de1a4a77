"""One of the shop’s own segments in the list: its name, what it asks, its size and money, how it grew, what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import _, money, number_text, short_day
from app.ui.segments.own.spark import SizeLine
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_SMALL, GAP_WIDE
from app.ui.widgets.buttons import menu_button
from app.ui.widgets.link import ElidedLink
from app.ui.widgets.texts import ElidedLabel, label
from app.wording.counts import clients_count

if TYPE_CHECKING:
    from app.services.clients.listing.view_sizes import OwnSegment

MONTH = 31  # days
COUNT_WIDTH, MONEY_WIDTH = 116, 116
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Act = Callable[["OwnSegment", QWidget], object]


@dataclass(frozen=True)
class RowActs:
    """What can be done with a segment; each is given the segment and the button that it was asked by."""

    show: Act
    tasks: Act
    phones: Act
    emails: Act
    export: Act
    edit: Act
    rename: Act
    duplicate: Act
    delete: Act


class SegmentRow(QWidget):
    """The name leads to the clients; the rest is in the menu at the end."""

    def __init__(self, segment: OwnSegment, asks: str, currency: str, acts: RowActs) -> None:
        super().__init__()
        self.segment = segment
        self.name = ElidedLink(segment.view.name, lambda: acts.show(segment, self.name), _("Show their list"))
        self.menu = menu_button(_("More"), self._entries(acts))
        self.menu.setAccessibleName(_("What to do with “{name}”").format(name=segment.view.name))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_WIDE, GAP, GAP_WIDE, GAP)
        layout.setSpacing(GAP_WIDE)
        words = QVBoxLayout()
        words.setSpacing(GAP_SMALL // 2)
        words.addWidget(self.name, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(ElidedLabel(asks, "small", "second"))
        layout.addLayout(words, 1)
        if segment.now is None:
            layout.addWidget(label(_("asks for something that was deleted"), "small", "warn"))
        else:
            layout.addWidget(SizeLine(segment.sizes))
            layout.addWidget(_figure(clients_count(segment.now.clients), change_text(segment), COUNT_WIDTH))
            layout.addWidget(_figure(money(segment.now.total, currency, cents=False), _("all time"), MONEY_WIDTH))
        layout.addWidget(self.menu)

    def _entries(self, acts: RowActs) -> list[tuple[str, Callable[[], object]]]:
        about_clients = [
            (_("Show their list"), acts.show),
            (_("A task for everyone…"), acts.tasks),
            (_("Copy the phones"), acts.phones),
            (_("Copy the e-mails"), acts.emails),
            (_("Excel…"), acts.export),
        ]
        about_itself = [
            (_("Change what it asks…"), acts.edit),
            (_("Rename…"), acts.rename),
            (_("Duplicate…"), acts.duplicate),
            (_("Delete"), acts.delete),
        ]
        now = self.segment.now
        some = now is not None and now.clients > 0
        entries = [*(about_clients if some else []), *about_itself]
        return [(text, partial(self._do, act)) for text, act in entries]

    def _do(self, act: Act) -> None:
        act(self.segment, self.menu)


def change_text(segment: OwnSegment) -> str:
    """How much larger or smaller it is than a month ago, or than on the last day before that it was counted; a dash as
    long as that is not known."""
    now, before = segment.now, segment.month_ago
    if now is None or before is None:
        return _("month ago: —")
    change = now.clients - before.clients
    sign = "+" if change > 0 else "−"
    told = f"{sign}{number_text(abs(change))}"
    if (now.day - before.day).days <= MONTH:
        return _("{change} in a month").format(change=told) if change else _("as a month ago")
    day = short_day(before.day, now.day)
    return (_("{change} since {day}") if change else _("as on {day}")).format(change=told, day=day)


def _figure(text: str, note: str, width: int) -> QWidget:
    """A figure with a small note below, both on the right."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GAP_SMALL // 2)
    parts: tuple[QLabel, ...] = (label(text, "strong"), label(note, "small", "second"))
    for part in parts:
        part.setAlignment(RIGHT)
        layout.addWidget(part)
    made.setMinimumWidth(scaled(width))
    return made
