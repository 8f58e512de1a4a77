"""The steps of a long write, told as they are done and stopped within a moment when the owner cancels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from app.models.interrupt import interruptible
from app.services.imports.results import Report


def run_steps(raw: Any, steps: Sequence[Callable[[], object]], total: int, report: Report) -> None:
    """Run the steps one after another on the connection `raw`, telling `total` pieces as if all took the same time.

    `report(done, total)` is also asked in the middle of every step; what it raises stops the step and comes out.
    """
    for number, step in enumerate(steps):
        tell = partial(report, total * number // len(steps), total)
        tell()
        with interruptible(raw, tell):
            step()
    report(total, total)
