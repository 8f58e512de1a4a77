"""What a line of the log means, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from app.i18n import set_language
from app.models.enums import InteractionKind
from app.services.clients.data import FeedbackRow, InteractionRow
from app.ui.clients.card.history.commands import Understood, line_of, said_of, understand

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "kind", "more"),
    [
        ("/call 5 min спрашивала про подписку", "call", {"minutes": 5, "text": "спрашивала про подписку"}),
        ("/звонок 5 мин текст", "call", {"minutes": 5, "text": "текст"}),
        ("/ЗВОНОК 1 час 20 минут, вх.", "call", {"minutes": 80, "text": "", "direction": "in"}),
        ("/зв исходящий 4мин: перезвонит", "call", {"minutes": 4, "text": "перезвонит", "direction": "out"}),
        ("/call incoming", "call", {"direction": "in"}),
        ("/call 250 г Кении отложить", "call", {"text": "250 г Кении отложить"}),
        ("/call входит в число лучших", "call", {"text": "входит в число лучших"}),
        ("/визит 2 часа", "visit", {"minutes": 120}),
        ("/message 5 min ждёт", "message", {"text": "5 min ждёт"}),
        ("/ватсап отправила прайс", "message", {"channel": "whatsapp", "text": "отправила прайс"}),
        ("/telegram", "message", {"channel": "telegram"}),
        ("/e письмо", "email", {"text": "письмо"}),
        ("/почта исх", "email", {"direction": "out"}),
        ("/note", "note", {"problem": "Write what the note is to say."}),
        ("просто текст", "note", {"text": "просто текст"}),
        ("7/10 помола", "note", {"text": "7/10 помола"}),
        ("/score 9 всё нравится", "score", {"score": 9, "text": "всё нравится"}),
        ("/оценка 10/10", "score", {"score": 10}),
        ("/оценка 3 из 10 — долго ждала", "score", {"score": 3, "text": "долго ждала"}),
    ],
)
def test_a_line_is_understood(line: str, kind: str, more: dict[str, Any]) -> None:
    assert understand(line) == Understood(kind, **more)


@pytest.mark.parametrize("line", ["/score", "/score 11", "/оценка отлично", "/score -1", "/score 9.5"])
def test_a_score_needs_a_whole_number_up_to_ten(line: str) -> None:
    understood = understand(line)
    assert understood.score is None
    assert understood.problem.startswith("Write a number from 0 to 10")


@pytest.mark.parametrize("line", ["/ничего такого", "/ нет", "/"])
def test_an_unknown_command_says_which_there_are(line: str) -> None:
    understood = understand(line)
    assert understood.kind == ""
    assert "/call, /visit, /message" in understood.problem
    set_language("ru")
    assert "/звонок, /визит, /сообщение" in understand(line).problem


def test_too_many_minutes_are_a_slip() -> None:
    assert understand("/call 9999 min").problem


def test_without_a_command_the_chosen_kind_counts() -> None:
    assert understand("5 мин спросила", InteractionKind.CALL) == Understood("call", "спросила", 5)
    assert understand("8 хорошо", "score") == Understood("score", "хорошо", score=8)
    assert understand("", InteractionKind.CALL) == Understood("call")


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(
    "row",
    [
        InteractionRow(1, "call", AT, "спросила", minutes=65, direction="in"),
        InteractionRow(1, "call", AT, ""),
        InteractionRow(1, "visit", AT, "две строки\nв тексте", minutes=3),
        InteractionRow(1, "message", AT, "прайс", channel="telegram", direction="out"),
        InteractionRow(1, "email", AT, "прайс"),
        InteractionRow(1, "note", AT, "/call это не звонок"),
    ],
)
def test_what_was_logged_is_read_again_from_its_own_line(row: InteractionRow, language: str) -> None:
    set_language(language)
    assert understand(line_of(row)) == Understood(row.kind, row.text, row.minutes, row.direction, row.channel)


def test_a_score_is_read_again_from_its_own_line() -> None:
    assert understand(line_of(FeedbackRow(1, 0, AT, "плохо"))) == Understood("score", "плохо", score=0)


def test_what_was_understood_is_told_in_a_few_words() -> None:
    assert said_of(understand("/call 5 min in")) == "Phone call · 5 min"
    assert said_of(understand("/call 5 min вх")) == "Phone call · 5 min · incoming"
    assert said_of(understand("/telegram прайс")) == "Message · Telegram"
    assert said_of(understand("/score 9")) == "Score 9 of 10"
