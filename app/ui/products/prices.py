"""What a product was sold for over time, as lines: the latest price first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.i18n import _, money, ngettext, number_text, short_day
from app.ui.widgets.frames import row
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from app.services.products.shown import PriceStep

SHOWN = 6


def price_lines(steps: Sequence[PriceStep], currency: str, today: date) -> list[QWidget]:
    """A line for each of the last prices: what, by how much it went up or down, since when, how many receipts."""
    lines: list[QWidget] = []
    for place in range(len(steps) - 1, max(-1, len(steps) - 1 - SHOWN), -1):
        step = steps[place]
        before = steps[place - 1].price if place else None
        made = QWidget()
        since = _("from {day}").format(day=short_day(step.day, today))
        tail = label(f"{since} · ×{number_text(step.times)}", "small", "second")
        tail.setToolTip(ngettext("sold {n} time", "sold {n} times", step.times).format(n=number_text(step.times)))
        change = label(change_text(before, step.price), "small", "second")
        made.setLayout(row(label(money(step.price, currency)), change, None, tail))
        lines.append(made)
    if len(steps) > SHOWN:
        lines.append(label(_("Other prices before: {n}").format(n=number_text(len(steps) - SHOWN)), "small", "third"))
    return lines


def change_text(before: int | None, now: int) -> str:
    """ "+8 %" against the price before, "" without one."""
    if not before:
        return ""
    percent = round((now - before) * 100 / before)
    return ("+" if percent > 0 else "−" if percent < 0 else "±") + f"{number_text(abs(percent))} %"
