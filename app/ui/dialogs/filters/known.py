"""Values that clients have in a field, read in the reader lane."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from app.ui.background import Report
from app.ui.context import AppContext


def known_values(
    context: AppContext,
    owner: QObject,
    key: str,
    typed: str,
    show: Callable[[Sequence[tuple[str, str]]], None],
) -> None:
    """Call `show` with (value, shown text) pairs of the field that hold what was typed, while `owner` lives."""

    def work(_report: Report) -> list[tuple[str, str]]:
        from app.services.clients.listing.in_use import values_in_use

        return [(value, value) for value in values_in_use(context.db, key, typed)]

    context.jobs.run(work, on_done=show, owner=owner)
