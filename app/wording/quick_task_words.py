"""Words of days, months, hours and numbers in both languages, as people type them into one line: folded, ё as е."""

from __future__ import annotations

import re

GONE = "\0"  # in place of every letter that was understood

# What may stand before a day, and belongs to it.
DAY_PREPOSITIONS = (
    r"не позднее|не позже|не раньше|не ранее|начиная с|в|во|на|к|ко|до|с|со|после"
    r"|on|by|till|until|before|from|since|for|after|starting(?: from)?|due"
)
BEFORE_DAY = rf"(?:(?:{DAY_PREPOSITIONS})\s+)?(?:the\s+)?"
WEEKDAY = (
    r"понедельник(?:а|у|ом|е)?|вторник(?:а|у|ом|е)?|сред[ауеы]|четверг(?:а|у|ом|е)?|пятниц(?:а|у|ы|е|ей)"
    r"|суббот(?:а|у|ы|е|ой)|воскресень(?:е|я|ю|ем)|пн|вт|ср|чт|пт|сб|вс"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun"
)
_WEEKDAY_STARTS = (
    *(("пон", "пн", "mon"), ("вто", "вт", "tue"), ("сре", "ср", "wed"), ("чет", "чт", "thu")),
    *(("пят", "пт", "fri"), ("суб", "сб", "sat"), ("вос", "вс", "sun")),
)
SHORT_WEEKDAYS = frozenset("mon tue tues wed thu thur thurs fri sat sun".split())  # some of them are other words, too
MONTH = (
    r"янв(?:ар[ьяе])?|фев(?:рал[ьяе])?|мар(?:т[ае]?)?|апр(?:ел[ьяе])?|ма[йяе]|июн[ьяе]?|июл[ьяе]?|авг(?:уст[ае]?)?"
    r"|сен(?:т|тябр[ьяе])?|окт(?:ябр[ьяе])?|ноя(?:б|бр[ьяе])?|дек(?:абр[ьяе])?"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_MONTH_STARTS = (
    *(("янв", "jan"), ("фев", "feb"), ("мар", "mar"), ("апр", "apr"), ("май", "мая", "мае", "may"), ("июн", "jun")),
    *(("июл", "jul"), ("авг", "aug"), ("сен", "sep"), ("окт", "oct"), ("ноя", "nov"), ("дек", "dec")),
)
_CARDINALS = (
    *("", "один одну одного одной час часу one a an", "два две двух двум пару пара couple two", "три трех трем three"),
    *("четыре четырех четырем four", "пять пяти five", "шесть шести six", "семь семи seven", "восемь восьми eight"),
    *("девять девяти nine", "десять десяти ten", "одиннадцать одиннадцати eleven", "двенадцать двенадцати twelve"),
)
_MORE = {"пятнадцать": 15, "пятнадцати": 15, "двадцать": 20, "двадцати": 20, "тридцать": 30, "fifteen": 15}
_MORE |= {"twenty": 20, "thirty": 30}
_ORDINALS = (
    "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого"
).split()
NUMBERS = {word: value for value, words in enumerate(_CARDINALS) for word in words.split()} | _MORE
HOURS = {word: value for word, value in NUMBERS.items() if value <= 12 and word not in ("a", "an", "пара", "couple")}
ORDINALS = {word: place for place, word in enumerate(_ORDINALS, start=1)}

HOUR_WORD = "|".join(sorted(HOURS, key=len, reverse=True))
ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
NUMBER = r"\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))


def fold_line(text: str) -> str:
    """Lower case and ё as е, letter for letter: a place in it is the same place in the text."""
    lower = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return lower.replace("ё", "е").replace(GONE, " ").replace("’", "'")


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern where whole words stand, and no parts of an address, a number or a date."""
    return re.compile(rf"(?<![\w№#/@.])(?:{pattern})(?!\w|'s\b)")


def weekday_of(word: str) -> int:
    """The number of a word that WEEKDAY knows, Monday is 0."""
    return next(number for number, starts in enumerate(_WEEKDAY_STARTS) if word.startswith(starts))


def month_of(word: str) -> int:
    """The number of a word that MONTH knows, January is 1."""
    return next(number for number, starts in enumerate(_MONTH_STARTS, start=1) if word.startswith(starts))


def number_of(word: str | None) -> int:
    """What a word of NUMBER says; nothing said is one."""
    return 1 if not word else int(word) if word.isdecimal() else NUMBERS[word]
