"""How alike two people are, field by field."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.duplicates.alike import words_alike
from app.services.duplicates.columns import Columns, Vocabulary
from app.services.duplicates.compare import Address, Birthday, Contact, Levels, Order, compare, compare_promising
from app.services.duplicates.person import people_of
from app.services.duplicates.words import Word, sounds

Row = tuple[Any, ...]
TEXT = st.text(max_size=12)
FIRST, SECOND = np.array([0]), np.array([1])


def columns(*rows: Row) -> Columns:
    """People of these rows."""
    return Columns(people_of(rows))


def compared(one: Row, other: Row) -> Levels:
    """The levels of two people."""
    return Levels(*compare(columns(one, other), FIRST, SECOND)[0].tolist())


def alike(one: str, other: str) -> int:
    """How alike two words are."""
    words = Vocabulary((one, other))
    return int(words_alike(words, words.codes([one]), words.codes([other]))[0])


def anybody(**told: str) -> Row:
    """The row of a person who has only this."""
    fields = dict.fromkeys(
        ("name", "last", "first", "middle", "company", "birthday", "contacts", "address", "city"), ""
    )
    return 1, *(fields | told).values()


PEOPLE = st.builds(
    anybody,
    last=TEXT,
    first=TEXT,
    middle=TEXT,
    birthday=st.dates().map(lambda day: day.strftime("%Y%m%d").zfill(8)) | st.just(""),
    contacts=st.lists(st.from_regex(r"\+7\d{10}", fullmatch=True) | st.emails(), max_size=3).map("\n".join),
    address=st.text(max_size=30),
    city=TEXT,
)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("крылова", "крылова", Word.SAME),
        ("krylova", "крылова", Word.SAME),
        ("крылова", "крыловв", Word.TYPO),
        ("харрингтон", "харрингтно", Word.TYPO),
        ("александр", "саша", Word.SHORT),
        ("саша", "шура", Word.SHORT),
        ("william", "bill", Word.SHORT),
        ("ольга", "о", Word.SHORT),
        ("ольга", "п", Word.DIFFERENT),
        ("ян", "ян", Word.SAME),
        ("ли", "пи", Word.DIFFERENT),
        ("ольга", "дмитрий", Word.DIFFERENT),
        ("", "ольга", Word.MISSING),
    ],
)
def test_two_words_of_a_name_are_as_alike_as_people_would_say(one: str, other: str, level: Word) -> None:
    assert alike(one, other) == alike(other, one) == level


def test_names_that_sound_alike_share_a_sound() -> None:
    german, latin, english, odd, nobody = sounds(["шмидт", "schmidt", "philip", "fillip", ""])
    assert (german, english, nobody) == (latin, odd, "")


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("19850314", "19850314", Birthday.SAME),
        ("----0314", "19850314", Birthday.NO_YEAR),
        ("19850314", "19850315", Birthday.TYPO),
        ("19850314", "19580314", Birthday.TYPO),
        ("19850304", "19850403", Birthday.SWAPPED),
        ("19850314", "19850629", Birthday.DIFFERENT),
        ("19850314", "19850327", Birthday.PART),
        ("", "19850327", Birthday.MISSING),
    ],
)
def test_birthdays_allow_for_slips_of_the_pen(one: str, other: str, level: Birthday) -> None:
    assert compared(anybody(birthday=one), anybody(birthday=other)).birthday == level


def test_swapped_surname_and_first_name_are_told_as_such() -> None:
    levels = compared(anybody(last="Крылова", first="Ольга"), anybody(last="Ольга", first="Крылова"))
    assert (levels.last, levels.first, levels.order) == (Word.SAME, Word.SAME, Order.CROSSED)


def test_a_name_cut_in_two_is_whole_again() -> None:
    assert compared(anybody(first="Ja Ck"), anybody(first="jack")).first == Word.SAME


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("+79052211408", "+79052211408", Contact.SAME),
        ("+79052211408", "2211408", Contact.SAME),
        ("+79052211408", "+79052211480", Contact.TYPO),
        ("+79052211408\n+79160000000", "+79160000000", Contact.SAME),
        ("+79052211408", "+79160000000", Contact.DIFFERENT),
        ("", "+79160000000", Contact.MISSING),
    ],
)
def test_the_best_pair_of_phones_counts(one: str, other: str, level: Contact) -> None:
    assert compared(anybody(contacts=one), anybody(contacts=other)).phone == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("ул. Ленина, д. 5, кв. 12", "Ленина 5-12", Address.SAME),
        ("ул. Ленина, д. 5, кв. 12", "Ленена ул, 5, 12", Address.CLOSE),
        ("ул. Ленина, д. 5", "ул. Ленина, д. 77", Address.STREET),
        ("12 milford street 2227", "12 milford street 2272", Address.CLOSE),
        ("ул. Ленина, д. 5", "пр. Победы, д. 31", Address.DIFFERENT),
        ("", "пр. Победы, д. 31", Address.MISSING),
    ],
)
def test_addresses_are_told_by_their_street_and_numbers(one: str, other: str, level: Address) -> None:
    assert compared(anybody(address=one), anybody(address=other)).address == level


@given(PEOPLE, PEOPLE)
def test_likeness_does_not_depend_on_who_comes_first(one: Row, other: Row) -> None:
    assert compared(one, other) == compared(other, one)


@given(st.lists(PEOPLE, min_size=2, max_size=6))
def test_a_pair_is_compared_the_same_whoever_else_is_compared(people: list[Row]) -> None:
    one, other = np.triu_indices(len(people), 1)
    rows = compare(columns(*people), one, other).tolist()
    assert [tuple(row) for row in rows] == [compared(people[a], people[b]) for a, b in zip(one, other, strict=True)]


def test_only_who_may_be_one_person_is_compared_to_the_end() -> None:
    people = columns(
        anybody(last="Крылова", first="Ольга", birthday="19850314"),
        anybody(last="Крылова", first="Оля", birthday="19850314"),
        anybody(last="Громов", first="Пётр", birthday="19700502"),
    )
    one, other = np.triu_indices(3, 1)
    kept, rows = compare_promising(people, one, other, lambda rows: np.ones(len(rows), np.bool_))
    assert kept.tolist() == [0]
    assert rows.tolist() == compare(people, one[:1], other[:1]).tolist()
    assert compare_promising(people, one, other, lambda rows: np.zeros(len(rows), np.bool_))[0].tolist() == []
