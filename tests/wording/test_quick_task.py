"""A task in one line: what is understood of it, what stays in the title, and that nothing typed is lost."""

from __future__ import annotations

import importlib.util
import re
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.i18n import set_language
from app.models.enums import TaskKind
from app.wording.quick_task import QuickTask, read_quick
from app.wording.quick_task_said import doubt_words
from app.wording.quick_task_words import fold_line

SATURDAY, NOON = date(2026, 11, 21), time(12)
WORD = re.compile(r"\w+")


def _phrases(name: str) -> list[str]:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [line for line in module.PHRASES.splitlines() if line]


RUSSIAN, ENGLISH = _phrases("phrases_ru"), _phrases("phrases_en")


def _said(task: QuickTask) -> str:
    every = (task.every or "-").replace("FREQ=", "") + ("+" if task.anchor == "completion" else "")
    day = task.day.isoformat() if task.day else "-"
    wall = task.wall.strftime("%H:%M") if task.wall else "-"
    return " ".join([task.kind.value, day, wall, every, str(task.priority), *task.doubts])


@pytest.mark.parametrize("phrase", [*RUSSIAN, *ENGLISH])
def test_a_line_says_what_people_mean_by_it(phrase: str) -> None:
    typed, title, said = (part.strip() for part in phrase.split("|"))

    task = read_quick(typed, SATURDAY, NOON)

    assert (task.title, _said(task)) == (title, said)


def test_there_are_many_lines_in_each_language() -> None:
    assert len(RUSSIAN) >= 150
    assert len(ENGLISH) >= 150


@pytest.mark.parametrize("language", ["ru", "en"])
def test_both_languages_are_understood_whatever_the_window_speaks(language: str) -> None:
    set_language(language)

    assert read_quick("позвонить завтра в 15", SATURDAY, NOON).wall == time(15)
    assert read_quick("call tomorrow at 3pm", SATURDAY, NOON).wall == time(15)


@pytest.mark.parametrize(
    ("today", "typed", "day", "doubts"),
    [
        (date(2026, 11, 23), "в следующий вторник", date(2026, 12, 1), ("next_weekday",)),
        (date(2026, 11, 23), "next Friday", date(2026, 12, 4), ("next_weekday",)),
        (date(2026, 11, 23), "в пятницу", date(2026, 11, 27), ()),
        (date(2026, 11, 23), "к концу недели", date(2026, 11, 27), ()),
        (date(2026, 11, 23), "в выходные", date(2026, 11, 28), ()),
        (date(2026, 11, 23), "на этой неделе", date(2026, 11, 27), ()),
        (date(2026, 11, 23), "в понедельник", date(2026, 11, 30), ("weekday_today",)),
        (date(2026, 11, 23), "в этот понедельник", date(2026, 11, 23), ()),
        (date(2027, 1, 31), "через месяц", date(2027, 2, 28), ()),
        (date(2026, 12, 31), "завтра", date(2027, 1, 1), ()),
        (date(2026, 12, 31), "1 января", date(2027, 1, 1), ()),
        (date(2028, 2, 28), "завтра", date(2028, 2, 29), ()),
        (date(2027, 2, 10), "31 числа", date(2027, 3, 31), ()),
    ],
)
def test_a_day_is_counted_from_today(today: date, typed: str, day: date, doubts: tuple[str, ...]) -> None:
    task = read_quick(typed, today, NOON)

    assert (task.day, task.doubts) == (day, doubts)


@pytest.mark.parametrize(
    ("now", "typed", "day", "wall"),
    [
        (time(23, 50), "через 15 минут", date(2026, 11, 22), time(0, 5)),
        (time(9), "в 10", SATURDAY, time(10)),
        (time(10), "в 10", date(2026, 11, 22), time(10)),
        (time(19), "вечером", SATURDAY, time(21)),
        (time(22), "вечером", date(2026, 11, 22), time(18)),
        (time(19), "tonight", SATURDAY, time(21)),
        (time(20), "каждый день в 19:00", date(2026, 11, 22), time(19)),
        (time(18), "каждый день в 19:00", SATURDAY, time(19)),
    ],
)
def test_a_time_that_is_over_today_is_tomorrow(now: time, typed: str, day: date, wall: time) -> None:
    task = read_quick(typed, SATURDAY, now)

    assert (task.day, task.wall) == (day, wall)


def test_a_day_that_is_over_is_never_taken_silently() -> None:
    for typed in ("вчера", "01.11.2020", "last Friday", "сегодня в 9:00"):
        task = read_quick(typed, SATURDAY, NOON)

        assert "past" in task.doubts
        assert doubt_words(task)


def test_every_doubt_has_its_words() -> None:
    doubts = {doubt for line in (*RUSSIAN, *ENGLISH) for doubt in read_quick(line.split("|")[0], SATURDAY, NOON).doubts}

    for doubt in doubts | {"next_weekday"}:
        assert doubt_words(QuickTask("", doubts=(doubt,)))


def test_what_was_understood_is_known_by_its_place() -> None:
    typed = "Завтра в 10:30 отправить прайс Ивану !!"

    task = read_quick(typed, SATURDAY, NOON)

    assert [(part.what, typed[part.start : part.end]) for part in task.parts] == [
        ("day", "Завтра"),
        ("time", "в 10:30"),
        ("kind", "отправить"),
        ("priority", "!!"),
    ]
    assert [word.text for word in task.words] == ["прайс", "Ивану"]


@pytest.mark.parametrize(
    ("typed", "name", "title"),
    [
        ("перезвонить Крыловой завтра", "Крыловой", "Перезвонить"),
        ("узнать у Ивана про торт", "Ивана", "Узнать про торт"),
        ("отправить счёт в ООО «Ромашка»", "ООО «Ромашка", "Отправить счёт"),
        ("call Ann about the cake", "Ann", "Call about the cake"),
        ("Крылова завтра", "Крылова", "Крылова"),
        ("встреча с Анной и Олегом", "Анной", "Встреча с Анной и Олегом"),
        ("позвонить Анне, Олегу", "Анне", "Позвонить Анне, Олегу"),
    ],
)
def test_the_title_of_a_clients_task_leaves_the_name_out(typed: str, name: str, title: str) -> None:
    start = typed.index(name)

    assert read_quick(typed, SATURDAY, NOON).title_for(start, start + len(name)) == title


def _words(text: str) -> list[str]:
    return WORD.findall(fold_line(text))


def _kept(task: QuickTask) -> list[str]:
    """The words of the title and of everything that was understood, as far as it is not in the title still."""
    parts = [task.text[part.start : part.end] for part in task.parts if not part.stays]
    return [word for text in (task.title, *parts) for word in _words(text)]


PIECES = st.sampled_from(
    [word for line in (*RUSSIAN, *ENGLISH) for word in line.split("|")[0].split()]
    + ["Ёлка", "«", "»", "(", ")", "!", "\0", "\n", "İstanbul", "ß", "15", "31", "99", "-", "…", "👍"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=12).map(" ".join), st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.times())
def test_no_mix_of_words_is_an_error_and_none_is_lost(typed: str, today: date, now: time) -> None:
    task = read_quick(typed, today, now.replace(second=0, microsecond=0))

    assert sorted(_kept(task)) == sorted(_words(typed))
    assert all(0 <= part.start < part.end <= len(typed) for part in task.parts)
    assert task.kind in TaskKind


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_stays_in_the_title(typed: str) -> None:
    task = read_quick(typed, SATURDAY, NOON)

    assert sorted(_kept(task)) == sorted(_words(typed))
