"""How a task repeats, in words and out of them, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.i18n import set_language
from app.services.errors import InvalidValue
from app.services.recurrence import read_rule
from app.wording.recurrence import read_recurrence, recurrence_words

SAID = [
    ("every day", "FREQ=DAILY"),
    ("every 3 days", "FREQ=DAILY;INTERVAL=3"),
    ("every working day", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("every week", "FREQ=WEEKLY"),
    ("every week on Mon", "FREQ=WEEKLY;BYDAY=MO"),
    ("every 2 weeks on Mon and Thu", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"),
    ("every week on Tue, Sat and Sun", "FREQ=WEEKLY;BYDAY=TU,SA,SU"),
    ("every month", "FREQ=MONTHLY"),
    ("every month on the 31st", "FREQ=MONTHLY;BYMONTHDAY=31"),
    ("every month on the 1st, 12th and last day", "FREQ=MONTHLY;BYMONTHDAY=-1,1,12"),
    ("every 3 months on the last day", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
    ("every year", "FREQ=YEARLY"),
]


@pytest.fixture(autouse=True)
def _english_after() -> Iterator[None]:
    yield
    set_language("en")


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("every", [rule for _words, rule in SAID])
@pytest.mark.parametrize("anchor", ["schedule", "completion"])
def test_what_is_said_is_understood_again(language: str, every: str, anchor: str) -> None:
    set_language(language)
    read, counted = read_recurrence(recurrence_words(every, anchor))
    assert (read_rule(read), counted) == (read_rule(every), anchor)


@pytest.mark.parametrize(("words", "every"), SAID)
def test_rules_are_said_as_people_say_them(words: str, every: str) -> None:
    set_language("en")
    assert recurrence_words(every) == words


@pytest.mark.parametrize(
    ("text", "every", "anchor"),
    [
        ("monthly on the 31st", "FREQ=MONTHLY;BYMONTHDAY=31", "schedule"),
        ("Every other Monday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "schedule"),
        ("on the 1st and 15th", "FREQ=MONTHLY;BYMONTHDAY=1,15", "schedule"),
        ("on the last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1", "schedule"),
        ("every 14 days after it is done", "FREQ=DAILY;INTERVAL=14", "completion"),
        ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "schedule"),
        ("rrule:freq=daily;interval=2", "FREQ=DAILY;INTERVAL=2", "schedule"),
        ("каждые 2 недели по пн и чт", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "schedule"),
        ("Каждый вторник", "FREQ=WEEKLY;BYDAY=TU", "schedule"),
        ("каждую вторую среду", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "schedule"),
        ("по будням", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "schedule"),
        ("через день", "FREQ=DAILY;INTERVAL=2", "schedule"),
        ("раз в 3 месяца 5-го числа", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5", "schedule"),
        ("в последний день месяца", "FREQ=MONTHLY;BYMONTHDAY=-1", "schedule"),
        ("31-го числа", "FREQ=MONTHLY;BYMONTHDAY=31", "schedule"),
        ("раз в год", "FREQ=YEARLY", "schedule"),
        ("ежедневно", "FREQ=DAILY", "schedule"),
        ("каждые 10 дней после выполнения", "FREQ=DAILY;INTERVAL=10", "completion"),
    ],
)
def test_words_of_people_are_rules(text: str, every: str, anchor: str) -> None:
    assert read_recurrence(text) == (every, anchor)


NOT_SAID = (
    "", "sometimes", "every", "every day at 9", "every 0 days", "every 101 weeks", "on the 32nd", "FREQ=HOURLY",
    "every week on the 5th", "every month on Mon", "every year on the 5th", "every week every month",
)  # fmt: skip


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        read_recurrence(text)
