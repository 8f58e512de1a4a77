"""The average receipt before and after each day of a report that mattered: for paper and files, which ask nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from app.models.database import Database
from app.services.report.before_after import BeforeAfter, Turn, average_before_after

MOST = 12  # the latest; the window has them all


@dataclass(frozen=True, slots=True)
class TurnCompared:
    """What happened, and 30 days before it beside 30 days from it on."""

    turn: Turn
    sides: BeforeAfter


def compare_turns(
    db: Database, turns: Sequence[Turn], today: date, step: Callable[[], object] = lambda: None
) -> tuple[TurnCompared, ...]:
    """The latest of them, the latest first; `step` is called between them and may raise."""
    made = []
    for turn in turns[:MOST]:
        product = turn.id if turn.kind == "price" else None
        made.append(TurnCompared(turn, average_before_after(db, turn.day, today, product_id=product)))
        step()
    return tuple(made)
