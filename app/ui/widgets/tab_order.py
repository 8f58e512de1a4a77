"""Where Tab goes when parts come later than what is around them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(before: QWidget | None, part: QWidget) -> QWidget | None:
    """Let Tab go from `before`, which takes the focus, through everything in `part` and on to where it went; gives the
    last of them. Without `before` the first of them stays where it is."""
    for one in (part, *part.findChildren(QWidget)):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.window() is part.window():
            if before is not None:
                QWidget.setTabOrder(before, one)
            before = one
    return before


def lead_through(stops: Sequence[QWidget], last: QWidget) -> None:
    """Let Tab go through these on its way to `last`, from whatever takes the focus before it."""
    before = last.previousInFocusChain()
    while before is not None and (before in stops or not before.focusPolicy() & Qt.FocusPolicy.TabFocus):
        before = before.previousInFocusChain()
    for one, after in pairwise([*([before] if before is not None else []), *stops, last]):
        QWidget.setTabOrder(one, after)
