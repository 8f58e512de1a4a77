"""Tables of a text that no separator divides: columns that stand one under another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

_FEWEST_LINES = 3
_MANY_LINES = 30  # that many lines with a space at the same place are no accident
_SHARE = 0.7  # of the lines that must have cells in several columns
_GAP = re.compile(r"\s{2,}")
BORDER = frozenset("+-=_|─│┼├┤┌┐└┘┬┴═║╔╗╚╝╠╣╦╩╬: \t\r\n")
"""What the lines between the rows of a printed table are made of."""

Cut = Callable[[str], list[str]]
"""A line -> its cells."""


def cut_of(lines: Sequence[str]) -> Cut | None:
    """How to take the lines apart; None for a text that is no table."""
    texts = [line.rstrip().expandtabs() for line in lines if set(line) - BORDER]
    if len(texts) < _FEWEST_LINES:
        return None
    if len(places := _columns(texts)) > 1 and _agree(texts, cut := _at(places)):
        return cut
    widths = Counter(len(_at_gaps(line)) for line in texts)
    width, count = widths.most_common(1)[0]
    return _at_gaps if width > 1 and count >= _SHARE * len(texts) else None


def _columns(texts: Sequence[str]) -> list[int]:
    """Where the columns begin: behind places at which no line has a letter."""
    length = max(map(len, texts))
    taken = bytearray(length)
    for text in texts:
        for place, letter in enumerate(text):
            if letter != " ":
                taken[place] = 1
    needed = 1 if len(texts) >= _MANY_LINES else 2
    begins, gap = [0], 0
    for place in range(length):
        if not taken[place]:
            gap += 1
            continue
        if gap >= needed and place > gap:
            begins.append(place)
        gap = 0
    return begins


def _at(places: Sequence[int]) -> Cut:
    ends = [*places[1:], None]

    def cut(line: str) -> list[str]:
        line = line.expandtabs()
        return [line[begin:end].strip() for begin, end in zip(places, ends, strict=True)]

    return cut


def _at_gaps(line: str) -> list[str]:
    return _GAP.split(line.strip())


def _agree(texts: Sequence[str], cut: Cut) -> bool:
    return sum(sum(map(bool, cut(text))) > 1 for text in texts) >= _SHARE * len(texts)
