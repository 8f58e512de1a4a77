"""The size of the text that the user chose, and what grows with it."""

from __future__ import annotations

USUAL = 100  # %
LINE = 18  # px; a line of the usual text

_percent = USUAL


def text_size() -> int:
    """In percent of the usual size."""
    return _percent


def set_text_size(percent: int) -> None:
    """What is built from now on is made for this size."""
    global _percent
    _percent = percent


def scaled(pixels: int) -> int:
    """A size that goes along with the letters: of a font, of a column of words, of several lines."""
    return round(pixels * _percent / USUAL)


def unscaled(pixels: int) -> int:
    """What `scaled` made so many pixels of."""
    return round(pixels * USUAL / _percent)


def tall(pixels: int, lines: int = 1) -> int:
    """The height of something with `lines` of text in it: it grows by what the lines grow, the air stays."""
    return pixels + lines * (LINE * (_percent - USUAL) // USUAL)
