"""Days of the month and places in it as words: "пятого", "двадцать пятого", "fifth", "twenty-fifth"."""

from __future__ import annotations

_RU = (
    "перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат"
    " шестнадцат семнадцат восемнадцат девятнадцат двадцат"
).split()
_EN = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_STEMS = dict(enumerate(_RU, start=1)) | {30: "тридцат"}
_TENS = ((20, "двадцать", "twenty"), (30, "тридцать", "thirty"))


def _russian() -> dict[str, int]:
    """Every form with its number."""
    forms: dict[str, int] = {}
    for number, stem in _STEMS.items():
        for ending in ("ьего", "ьему", "ье") if number == 3 else ("ого", "ому", "ое"):
            forms[stem + ending] = number
    for ten, word, _english in _TENS:
        for form, number in list(forms.items()):
            if number < 10 and ten + number <= 31:
                forms[f"{word} {form}"] = ten + number
    return forms


def _english() -> dict[str, int]:
    forms = dict(zip(_EN, range(1, 21), strict=True)) | {"thirtieth": 30}
    for ten, _russian, word in _TENS:
        for form, number in list(forms.items()):
            if number < 10 and ten + number <= 31:
                forms[f"{word}-{form}"] = forms[f"{word} {form}"] = ten + number
    return forms


ORDINAL_DAYS = {**_russian(), **_english()}
ORDINAL_DAY = "|".join(sorted(ORDINAL_DAYS, key=len, reverse=True))


def month_day_of(text: str) -> int:
    """The day that figures or a word of ORDINAL_DAY say."""
    return int(text) if text.isdecimal() else ORDINAL_DAYS[text]
