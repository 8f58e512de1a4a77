"""The two layouts of a keyboard, Latin and Russian: the same keys pressed in the other one."""

from __future__ import annotations

# The same keys in both layouts, the letters that stand on punctuation with them, plain and with Shift.
_LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`{}:\"<>~"
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюёхъжэбюё"
_TO_RUSSIAN = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
_TO_LATIN = str.maketrans(_RUSSIAN_KEYS[:33] + '"', _LATIN_KEYS[:33] + "@")
ALPHABETS = ("абвгдежзийклмнопрстуфхцчшщъыьэюя", "abcdefghijklmnopqrstuvwxyz")  # folded: without ё


def other_layout(typed: str) -> str:
    """The same keys pressed in the other of the two layouts, Latin and Russian; "" where both are mixed."""
    folded = typed.casefold()
    latin, russian = (any(letter in alphabet for letter in folded) for alphabet in reversed(ALPHABETS))
    if latin and russian:
        return ""
    return folded.translate(_TO_LATIN if russian else _TO_RUSSIAN)
