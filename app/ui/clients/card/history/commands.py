"""The commands of the line that logs a contact: "/call 5 min asked for beans", "/звонок 5 мин просила зёрна",
"/score 9 loves it". Words of both languages are understood in either; a text without a command is a note."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.i18n import _, language, ngettext, number_text
from app.models.enums import ContactKind, InteractionKind
from app.services.clients.data import FeedbackRow, InteractionRow
from app.services.feedback import HIGHEST
from app.services.interactions import LONGEST_MINUTES
from app.ui.clients.words import direction_name, interaction_name
from app.wording.clients import channel_name

SCORE = "score"


@dataclass(frozen=True)
class Command:
    """What a command logs, its word in each language, and other words that people type for it."""

    kind: str  # InteractionKind, or SCORE
    english: str
    russian: str
    others: tuple[str, ...] = ()
    channel: str | None = None

    def word(self) -> str:
        """The word to show now, with its slash."""
        return "/" + (self.russian if language() == "ru" else self.english)

    def words(self) -> tuple[str, ...]:
        """All words that mean it."""
        return (self.english, self.russian, *self.others)


COMMANDS = (
    Command(InteractionKind.CALL, "call", "звонок", ("phone", "позвонил", "позвонила", "звонил", "звонила")),
    Command(InteractionKind.VISIT, "visit", "визит", ("talk", "разговор", "встреча", "зашёл", "зашла", "заходила")),
    Command(InteractionKind.MESSAGE, "message", "сообщение", ("sms", "смс", "написал", "написала")),
    Command(InteractionKind.MESSAGE, "whatsapp", "ватсап", ("вотсап",), ContactKind.WHATSAPP),
    Command(InteractionKind.MESSAGE, "telegram", "телеграм", ("tg", "тг"), ContactKind.TELEGRAM),
    Command(InteractionKind.EMAIL, "email", "письмо", ("mail", "почта")),
    Command(InteractionKind.NOTE, "note", "заметка"),
    Command(SCORE, "score", "оценка", ("nps", "отзыв")),
)
BETWEEN = " ,.:;—\n"
TIMED = (InteractionKind.CALL, InteractionKind.VISIT)
_HOURS, _MINUTES = r"(?:h|hr|hours?|ч|час|часа|часов)", r"(?:min|mins|minutes?|мин|минут|минуты|минута)"
_TIME = re.compile(rf"(?:(\d{{1,2}})\s*{_HOURS}\b\.?\s*)?(?:(\d{{1,4}})\s*{_MINUTES}\b\.?)?\s*", re.IGNORECASE)
_SCORE = re.compile(r"(\d{1,4})(?:\s*(?:/|из|of|out of)\s*10)?(?![\d.,]\d)\b[\s.,:;—-]*", re.IGNORECASE)
_DIRECTIONS = {
    "in": ("incoming", "inbound", "входящий", "входящее", "входящая", "вх"),
    "out": ("outgoing", "outbound", "исходящий", "исходящее", "исходящая", "исх"),
}
_DIRECTION = re.compile(rf"({'|'.join(sum(_DIRECTIONS.values(), ()))})\b\.?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Understood:
    """What a line means. `problem` says in words why it cannot be logged as it stands."""

    kind: str = InteractionKind.NOTE
    text: str = ""
    minutes: int | None = None
    direction: str | None = None
    channel: str | None = None
    score: int | None = None
    problem: str = ""


def understand(line: str, plain: str = InteractionKind.NOTE) -> Understood:
    """Read a line; without a command it is about `plain`."""
    line = line.strip()
    if not line.startswith("/"):
        return _read(Command(plain, "", ""), line) if line else Understood(plain)
    word, *more = re.split(r"\s+", line[1:], maxsplit=1)
    command = find_command(word)
    if command is None:
        said = _("There is no command “{word}”. There are: {known}.") if word else _("Commands: {known}.")
        known = ", ".join(one.word() for one in COMMANDS)
        return Understood("", line, problem=said.format(word=f"/{word}", known=known))
    return _read(command, more[0].strip() if more else "")


def find_command(word: str) -> Command | None:
    """The command that is called so, or whose word begins so."""
    word = word.casefold()
    exact = (one for one in COMMANDS if word in one.words())
    begins = (one for one in COMMANDS if word and any(known.startswith(word) for known in one.words()))
    return next(exact, None) or next(begins, None)


def _read(command: Command, rest: str) -> Understood:
    if command.kind == SCORE:
        return _read_score(rest)
    minutes, direction = None, None
    for _turn in range(2):  # in either order
        if direction is None and (found := _DIRECTION.match(rest)):
            direction = next(key for key, words in _DIRECTIONS.items() if found[1].casefold() in words)
            rest = rest[found.end() :].lstrip(BETWEEN)
        if minutes is None and command.kind in TIMED and (found := _TIME.match(rest)) and any(found.groups()):
            minutes = int(found[1] or 0) * 60 + int(found[2] or 0)
            rest = rest[found.end() :].lstrip(BETWEEN)
    if command.kind == InteractionKind.NOTE:
        problem = "" if rest else _("Write what the note is to say.")
        return Understood(command.kind, rest, problem=problem)
    problem = ""
    if minutes is not None and not 0 < minutes <= LONGEST_MINUTES:
        problem = _("That many minutes cannot be: {n}.").format(n=number_text(minutes))
    return Understood(command.kind, rest, minutes, direction, command.channel, problem=problem)


def _read_score(rest: str) -> Understood:
    found = _SCORE.match(rest)
    if found is None or int(found[1]) > HIGHEST:
        return Understood(SCORE, rest, problem=_("Write a number from 0 to 10 first: “{example}”.").format(
            example=f"{COMMANDS[-1].word()} 9"
        ))  # fmt: skip
    return Understood(SCORE, rest[found.end() :], score=int(found[1]))


def line_of(row: InteractionRow | FeedbackRow) -> str:
    """The line that would log `row`, to be corrected and logged again."""
    if isinstance(row, FeedbackRow):
        return f"{COMMANDS[-1].word()} {row.score} {row.text}".rstrip()
    command = next(
        (one for one in COMMANDS if (one.kind, one.channel) == (row.kind, row.channel)),
        next(one for one in COMMANDS if one.kind == row.kind),
    )
    who = {"in": "вх" if language() == "ru" else "incoming", "out": "исх" if language() == "ru" else "outgoing"}
    long = f"{row.minutes} {'мин' if language() == 'ru' else 'min'}" if row.minutes else ""
    return " ".join(filter(None, (command.word(), long, who.get(row.direction or "", ""), row.text)))


def minutes_text(n: int) -> str:
    """ "5 min"."""
    return ngettext("{n} min", "{n} min", n).format(n=number_text(n))


def said_of(understood: Understood) -> str:
    """What was understood, without the text: "Phone call · 5 min · incoming"."""
    if understood.score is not None:
        return _("Score {n} of 10").format(n=understood.score)
    if understood.kind == SCORE:
        return _("Score")
    parts = [interaction_name(understood.kind)]
    if understood.channel:
        parts.append(channel_name(understood.channel))
    if understood.minutes:
        parts.append(minutes_text(understood.minutes))
    if understood.direction:
        parts.append(direction_name(understood.direction))
    return " · ".join(parts)
