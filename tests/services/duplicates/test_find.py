"""Who is told as likely one person, and who is not."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from app.models.database import Database
from app.models.duplicates import NotSame
from app.services.clients.data import Birthday
from app.services.duplicates.blocks import CROWDED, NEIGHBOURS, pairs
from app.services.duplicates.columns import Columns
from app.services.duplicates.find import find_duplicates
from app.services.duplicates.person import people_of
from app.services.duplicates.reasons import Reason
from app.services.errors import InvalidValue
from app.services.imports.undo import undo_batch
from tests.factories import NOW, make_client
from tests.services.imports.shop import bring_one, write_csv

HEAD = ("Код", "Фамилия", "Имя", "Отчество", "Дата рождения", "Телефон", "Адрес")
NAMES = "Абрамов Беляев Воронин Громов Дорохов Ершов Жилин Зуев Исаев Князев Лыткин Мухин Носов Осипов Панов".split()


def strangers(count: int) -> list[tuple[str, ...]]:
    """People with nothing in common but what anybody may share."""
    random = Random(7)
    return [
        (
            f"s{number}",
            random.choice(NAMES),
            random.choice(("Иван", "Пётр", "Олег", "Юрий", "Глеб")),
            random.choice(("Ильич", "Львович", "Олегович")),
            f"{random.randrange(1, 28):02}.{random.randrange(1, 12):02}.{random.randrange(1950, 2005)}",
            f"+7916{random.randrange(10**7):07}",
            f"ул. {random.choice(NAMES)}а, д. {random.randrange(1, 99)}",
        )
        for number in range(count)
    ]


def told(db: Database, threshold: float = 0.5) -> set[tuple[str | None, ...]]:
    """Pairs of external ids that are told."""
    return {tuple(sorted((p.a_external_id or "", p.b_external_id or ""))) for p in find_duplicates(db, threshold)}


def shop_of(db: Database, tmp_path: Path, *rows: tuple[str, ...]) -> int:
    """Bring these people into the shop among strangers; the batch."""
    report = bring_one(db, write_csv(tmp_path / "clients.csv", [HEAD, *strangers(60), *rows]))
    assert report.clients.created == 60 + len(rows)
    assert report.batch is not None
    return report.batch


KRYLOVA = ("a", "Крылова", "Ольга", "Петровна", "14.03.1985", "+79052211408", "ул. Мира, д. 4, кв. 8")


@pytest.mark.parametrize(
    "other",
    [
        ("b", "Крыловa", "Ольга", "Петровна", "14.03.1985", "", "ул. Мира, д. 4, кв. 8"),
        ("b", "Крылова", "Оля", "", "14.03.1985", "+79052211408", ""),
        ("b", "Ольга", "Крылова", "", "14.03.1985", "+79052211408", ""),
        ("b", "Крылова", "О.", "П.", "", "+79052211408", "ул. Мира, 4-8"),
        ("b", "Крылова", "Ольга", "Петровна", "14.03.1958", "+79052211408", ""),
        ("b", "Смирнова", "Ольга", "Петровна", "14.03.1985", "+79052211408", ""),
        ("b", "Krylova", "Olga", "Petrovna", "14.03.1985", "", "ул. Мира, д. 4, кв. 8"),
        ("b", "Крылова", "Ольга", "Петровна", "", "+79052211480", "ул. Мира, д. 4, кв. 8"),
    ],
)
def test_one_person_written_down_twice_is_told(db: Database, tmp_path: Path, other: tuple[str, ...]) -> None:
    shop_of(db, tmp_path, KRYLOVA, other)
    assert told(db) == {("a", "b")}


@pytest.mark.parametrize(
    "other",
    [
        ("b", "Крылов", "Игорь", "Львович", "02.11.1983", "+79052211408", "ул. Мира, д. 4, кв. 8"),  # her husband
        ("b", "Крылова", "Анна", "Игоревна", "", "+79052211408", "ул. Мира, д. 4, кв. 8"),  # her daughter
        ("b", "Крылова", "Ольга", "Сергеевна", "30.09.1971", "+79161112233", "ул. Лесная, д. 70"),  # a namesake
        ("b", "Панов", "Олег", "Ильич", "", "+79052211408", ""),  # the same office
    ],
)
def test_families_and_namesakes_are_not_told(db: Database, tmp_path: Path, other: tuple[str, ...]) -> None:
    shop_of(db, tmp_path, KRYLOVA, other)
    assert told(db) == set()


def test_two_who_are_both_like_a_third_are_told(db: Database, tmp_path: Path) -> None:
    married = ("b", "Белова", "Ольга", "Петровна", "14.03.1985", "+79052211408", "")
    moved = ("c", "Белова", "Ольга", "Петровна", "14.03.1985", "+79165550000", "ул. Лесная, д. 70")
    shop_of(db, tmp_path, KRYLOVA, married, moved)
    assert told(db) == {("a", "b"), ("b", "c"), ("a", "c")}


def test_two_who_are_like_somebody_with_initials_are_not_told(db: Database, tmp_path: Path) -> None:
    initials = ("b", "Крылова", "О.", "", "", "+79052211408", "ул. Мира, д. 4, кв. 8")
    sister = ("c", "Крылова", "Оксана", "Петровна", "", "+79052211408", "ул. Мира, д. 4, кв. 8")
    shop_of(db, tmp_path, KRYLOVA, initials, sister)
    assert ("a", "c") not in told(db)


def test_why_is_told_in_the_order_in_which_people_look(db: Database, tmp_path: Path) -> None:
    shop_of(db, tmp_path, KRYLOVA, ("b", "Крылова", "Оля", "", "14.03.1985", "+79160009988", ""))
    (pair,) = find_duplicates(db)
    assert pair.reasons == (Reason.SHORT_NAME, Reason.SAME_BIRTHDAY, Reason.OTHER_PHONE)
    assert pair.a < pair.b
    assert 0.5 <= pair.score <= 1


def test_those_who_were_told_apart_never_come_again(db: Database, tmp_path: Path) -> None:
    shop_of(db, tmp_path, KRYLOVA, ("b", *KRYLOVA[1:5], "", ""))
    (pair,) = find_duplicates(db)
    with db.write() as session:
        session.add(NotSame(client_id=pair.a, other_id=pair.b, at=NOW))
    assert find_duplicates(db) == []


@pytest.mark.parametrize("years", [(None, 1985), (None, None)])
def test_a_birthday_without_a_year_is_the_same_day_of_any_year(
    db: Database, years: tuple[int | None, int | None]
) -> None:
    for year in years:
        make_client(db, "Крылова Ольга Петровна", birthday=Birthday(3, 14, year))
    (pair,) = find_duplicates(db)
    assert Reason.BIRTHDAY_NO_YEAR in pair.reasons


def test_two_phones_and_nothing_but_a_rare_name_in_common_are_namesakes(db: Database, tmp_path: Path) -> None:
    rare = ("a", "Заболотнова", "Октябрина", "", "", "+79052211408", "")
    shop_of(db, tmp_path, rare, ("b", *rare[1:5], "+79160000000", ""))
    assert told(db) == set()


@pytest.mark.parametrize("gone", ["deleted_at = '2026-11-21T09:00:00.000000Z'", "merged_into_id = 61"])
def test_a_client_in_the_trash_or_merged_is_not_told(db: Database, tmp_path: Path, gone: str) -> None:
    shop_of(db, tmp_path, KRYLOVA, ("b", *KRYLOVA[1:5], "", ""))
    (pair,) = find_duplicates(db)
    with db.write() as session:
        session.execute(text(f"UPDATE client SET {gone} WHERE id = {pair.b}"))
    assert find_duplicates(db) == []


def test_after_an_undo_there_is_nobody_to_tell(db: Database, tmp_path: Path) -> None:
    batch = shop_of(db, tmp_path, KRYLOVA, ("b", *KRYLOVA[1:5], "", ""))
    undo_batch(db, batch, NOW)
    assert find_duplicates(db) == []


def test_a_higher_threshold_tells_no_more(db: Database, tmp_path: Path) -> None:
    shop_of(db, tmp_path, KRYLOVA, ("b", "Крылова", "Оля", "", "", "+79052211408", ""), ("c", *KRYLOVA[1:5], "", ""))
    assert told(db, 0.99) <= told(db, 0.5) <= told(db, 0.0)


@pytest.mark.parametrize("threshold", [-0.1, 1.1])
def test_a_threshold_is_a_share(db: Database, threshold: float) -> None:
    with pytest.raises(InvalidValue):
        find_duplicates(db, threshold)


def test_a_crowded_block_gives_pairs_in_proportion_to_its_people() -> None:
    count = 40 * CROWDED  # people with the office's phone
    row = ("Иванов Иван", "Иванов", "Иван", "", "", "", "+79052211408", "", "")
    office = Columns(people_of([(n, *row) for n in range(count)]))
    assert 0 < len(pairs(office)) <= 12 * NEIGHBOURS * count
