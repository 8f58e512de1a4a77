"""A task typed as one line, in English or Russian whatever the language of the window: what it says and where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from app.models.enums import TaskKind
from app.services.recurrence import first_on, read_rule
from app.services.tasks.save import IMPORTANT, URGENT, USUAL
from app.services.tasks.whom import Word
from app.wording.quick_task_calendar import DayFound
from app.wording.quick_task_days import find_days, settle
from app.wording.quick_task_nth import find_nth
from app.wording.quick_task_ranges import find_days_range, find_range
from app.wording.quick_task_repeats import DAILY, find_narrowed, find_repeat, has_often
from app.wording.quick_task_times import (
    NOON,
    TimeFound,
    TimeSaid,
    evening_left,
    find_left,
    find_parts,
    find_times,
    find_waits,
    settle_time,
)
from app.wording.quick_task_words import GONE, compiled, fold_line


@dataclass(frozen=True)
class Part:
    """What a stretch of the line says: "day", "time", "every", "priority", "kind" or "client"."""

    what: str
    start: int
    end: int
    stays: bool = False  # in the title: it says more than was taken of it


@dataclass(frozen=True)
class QuickTask:
    """What a line says. `day` and `wall` are None where nothing is said of them.

    `doubts` name what can be understood in another way: "past" (the day or the time is over), "weekday_today",
    "next_weekday", "weekday_differs" (from its date), "two_days", "day_or_month" (which comes first), "next_year"
    (this year's is over), "hour" (of the morning, or of the evening), "tomorrow" (the time has passed today),
    "not_repeated" (as no rule can), "how_often" (on days that are not told).
    """

    text: str
    kind: TaskKind = TaskKind.TODO
    day: date | None = None
    wall: time | None = None
    every: str | None = None
    anchor: str = "schedule"
    priority: int = USUAL
    parts: tuple[Part, ...] = ()
    words: tuple[Word, ...] = ()  # in which a client may be named
    doubts: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What is to be done: the line without what was understood."""
        return _left(self.text, self._taken())

    def title_for(self, start: int, end: int) -> str:
        """The title of a task for the client who is named between `start` and `end`: without the name, which stands
        beside it; with it where nothing else would be left, or where others are named in the same breath."""
        if self._names_more(start, end):
            return self.title
        before = _BEFORE_NAME.search(self.text, 0, start)
        behind = _BEHIND_NAME.match(self.text, end)
        start = before.start() if before else start
        return _left(self.text, [*self._taken(), (start, behind.end() if behind else end)]) or self.title

    def _taken(self) -> list[tuple[int, int]]:
        return [(part.start, part.end) for part in self.parts if not part.stays]

    def _names_more(self, start: int, end: int) -> bool:
        return bool(_AND_BEFORE.search(self.text, 0, start) or _AND_BEHIND.match(self.text, end))


_KINDS = (
    (
        TaskKind.CALL,
        compiled(
            r"(?:по|пере|со|до|об)?звон(?:ить|и|ю|им|ите|ок|ка|ись|иться|имся)|созвон|набрать|call(?:ing|back)?|ring|phone|dial"
        ),
    ),
    (
        TaskKind.MESSAGE,
        compiled(
            r"на?писать|напиши|спис[аы]ться|отписать(?:ся)?|отправить|отправь|отослать|послать|прислать|выслать|скинуть|"
            r"сообщить|ответить|поздравить|напомнить(?! себе)|сказать|передать|"
            r"write|tell|send|text|message|e-?mail|reply|answer|remind(?! me)|congratulate"
        ),
    ),
    (
        TaskKind.MEETING,
        compiled(
            r"встретить(?:ся)?|встреч[аиуе]|увидеться|принять|прием|визит|примерк[аиу]|meet(?:ing)?|visit|appointment|see"
        ),
    ),
)
_PRIORITIES = (
    (
        URGENT,
        re.compile(
            r"(?<!\S)!{2,}|!{2,}(?=\s|$)|(?<!\w)(?<!не )(?:очень )?срочно!*(?!\w)"
            r"|(?<!\w)(?<!not )(?:urgent(?:ly)?|asap)!*(?!\w)"
        ),
    ),
    (
        IMPORTANT,
        re.compile(r"(?<!\S)!(?=\s|$)|(?<!\w)(?<!не )(?:очень )?важно!*(?!\w)|(?<!\w)(?<!not )important!*(?!\w)"),
    ),
)
_WORD = re.compile(r"[^\W_](?:[\w'’\-]*\w)?")
_AND_BEFORE = re.compile(r"(?:,|\s(?:и|and|или|or))\s*$", re.IGNORECASE)
_AND_BEHIND = re.compile(r"[»\"”]?(?:,\s*\w|\s+(?:и|and|или|or|&)\s)", re.IGNORECASE)
_BEFORE_NAME = re.compile(r"(?:(?<!\w)(?:с|со|у|к|ко|в|во|для|от|на|to|with|for|from|at)\s+)?[«\"“]?$", re.IGNORECASE)
_BEHIND_NAME = re.compile(r"[»\"”]")
_EMPTY = re.compile(r"\(\s*\)|[«“\"]\s*[»”\"]|,(?=\s*,)")  # what stood between is understood
_MARKS = "!?()«»“”\"'"  # that say nothing alone
_EDGES = " \t\n,;:–—-.·"


def read_quick(text: str, today: date, now: time) -> QuickTask:
    """What the line says on the day `today` at `now` of the shop's clock. Nothing that is typed is an error."""
    text = text.replace(GONE, " ")
    line, parts = fold_line(text), list[Part]()
    moment = datetime.combine(today, now)
    line = _take(line, parts, "time", waits := find_waits(line)[:1])
    line = _take(line, parts, "day", several := find_days_range(line, today))
    times: list[TimeFound] = [*waits]
    if not waits:
        times = (find_range(line) or find_times(line))[:1]
        line = _take(line, parts, "time", times)
    nth = [] if several else find_nth(line, today)
    line = _take(line, parts, "day", nth)
    line, every, anchor = _take_repeat(line, parts)
    often = every is None and has_often(line)
    day, used, doubt = settle([*several, *nth, *find_days(line, today)], today)
    line = _take(line, parts, "day", [one for one in used if one not in (*several, *nth)])
    if not times:
        line = _take(line, parts, "time", times := find_left(line)[:1])
    more = [] if waits else find_parts(line)[:1]
    line = _take(line, parts, "time", more)
    said = settle_time([*times, *more], moment)
    line, priority = _take_priority(line, parts)
    kind = _take_kind(line, parts)
    day, wall, doubts = _when(day, said, doubt, every, moment)
    doubts = (*doubts, "how_often") if often else doubts
    words = _words(text, line, parts)
    ordered = tuple(sorted(parts, key=lambda part: part.start))
    return QuickTask(text, kind, day, wall, every, anchor, priority, ordered, words, doubts)


def _take(line: str, parts: list[Part], what: str, found: Sequence[DayFound | TimeFound]) -> str:
    """The line without what was found, which is remembered as a part."""
    for one in found:
        line = _blank(line, parts, Part(what, one.start, one.end, one.stays))
    return line


def _blank(line: str, parts: list[Part], part: Part) -> str:
    said = line[part.start : part.end]
    start = part.start + len(said) - len(said.lstrip())
    end = part.end - (len(said) - len(said.rstrip()))
    parts.append(replace(part, start=start, end=end))
    return line[:start] + GONE * (end - start) + line[end:]


def _take_repeat(line: str, parts: list[Part]) -> tuple[str, str | None, str]:
    found = find_repeat(line)
    if found is None:
        return line, None, "schedule"
    start, end, every, anchor = found
    line = _blank(line, parts, Part("every", start, end))
    narrowed = find_narrowed(line) if every == DAILY else None
    if narrowed is not None:
        start, end, every = narrowed
        line = _blank(line, parts, Part("every", start, end))
    return line, every, anchor


def _take_priority(line: str, parts: list[Part]) -> tuple[str, int]:
    for priority, pattern in _PRIORITIES:
        match = pattern.search(line)
        if match:
            return _blank(line, parts, Part("priority", *match.span())), priority
    return line, USUAL


def _take_kind(line: str, parts: list[Part]) -> TaskKind:
    """By the verb that comes first; it stays in the title."""
    found = [(match.start(), kind, match) for kind, pattern in _KINDS if (match := pattern.search(line))]
    if not found:
        return TaskKind.TODO
    _start, kind, match = min(found, key=lambda one: one[0])
    parts.append(Part("kind", *match.span(), stays=True))
    return kind


def _when(
    day: date | None, said: TimeSaid, doubt: str, every: str | None, now: datetime
) -> tuple[date | None, time | None, tuple[str, ...]]:
    """The day and the time together, and what is doubtful about them."""
    today, wall = now.date(), said.wall
    doubts = (doubt,) if doubt else ()
    if said.day is not None or wall is None:
        start = said.day or day
        return (start if every is None else first_on(read_rule(every), start or today)), wall, doubts
    passed = wall <= now.time()
    if passed and not said.sure and wall.hour < NOON and day == today and every is None:
        wall = wall.replace(hour=wall.hour + NOON)
        passed = wall <= now.time()
    if not said.sure and wall.hour > NOON:
        doubts = (*doubts, "hour")
    if every is not None:
        start = today + timedelta(days=passed) if day is None else day
        return first_on(read_rule(every), start), wall, doubts
    if passed and said.is_evening and (day or today) == today:
        left = evening_left(now.time())
        wall, passed = left or wall, left is None
    if day is None:
        return today + timedelta(days=passed), wall, (*doubts, "tomorrow") if passed else doubts
    return day, wall, (*doubts, "past") if day == today and passed else doubts


def _words(text: str, line: str, parts: Sequence[Part]) -> tuple[Word, ...]:
    verbs = [part for part in parts if part.what == "kind"]
    found = (match for match in _WORD.finditer(text) if GONE not in line[match.start() : match.end()])
    return tuple(
        Word(match[0], *match.span())
        for match in found
        if all(match.end() <= verb.start or match.start() >= verb.end for verb in verbs)
    )


def _left(text: str, taken: Sequence[tuple[int, int]]) -> str:
    """The text without the stretches, tidied, with a capital."""
    pieces, place = [], 0
    for start, end in sorted(taken):
        pieces.append(text[place:start])
        place = max(place, end)
    pieces.append(text[place:])
    left = " ".join(piece.strip() for piece in pieces if piece.strip(_EDGES))
    left = _EMPTY.sub(" ", left)
    left = re.sub(r"\s+([,.;:!?])", r"\1", " ".join(left.split())).strip(_EDGES)
    if not left.strip(_MARKS):
        return ""
    capital = left[:1].upper()
    return capital + left[1:] if len(capital) == 1 and capital.lower() == left[0].lower() else left
