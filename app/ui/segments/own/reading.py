"""What the shop’s own segments are, read in a reader lane."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.dialogs.filters.words import filters_in_words

if TYPE_CHECKING:
    from app.services.clients.listing.view_sizes import OwnSegment


@dataclass(frozen=True)
class OwnRead:
    """The segments counted on `day`, and by id what each asks in words."""

    day: date
    segments: tuple[OwnSegment, ...]
    asks: Mapping[int, str]


def read_own(context: AppContext, report: Report) -> OwnRead:
    """Count every segment of the shop's own; `report` is told how far it is."""
    from app.services.clients.listing.view_sizes import own_segments

    today = context.today()
    segments = tuple(own_segments(context.db, today, report))
    words = filters_in_words(context, [one.view.where for one in segments])
    return OwnRead(today, segments, {one.view.id: text for one, text in zip(segments, words, strict=True)})


def write_down(context: AppContext, read: OwnRead) -> None:
    """Keep the sizes of today, beside the work; nobody waits for it."""

    def work(_report: Report) -> int:
        from app.services.clients.listing.view_sizes import write_sizes

        return write_sizes(context.db, read.segments, read.day)

    context.jobs.run(work, lane="write")
