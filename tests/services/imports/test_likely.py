"""Newcomers who look like somebody: told before the import, decided by the owner, remembered, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.database import Database
from app.services.duplicates.find import find_duplicates
from app.services.imports.apply import apply_import
from app.services.imports.matching.likely import MOST_NEWCOMERS, LikelyPair, Side, find_likely, merged
from app.services.imports.plan import ImportPlan, plan_import
from app.services.imports.results import ImportOptions, ImportResult
from app.services.imports.undo import undo_batch
from tests.factories import NOW
from tests.services.imports.shop import TODAY, ask, bring_one, content, write_csv

HEAD = ("ФИО", "Телефон", "Дата рождения", "Адрес")
KRYLOVA = ("Крылова Ольга Петровна", "+79052211408", "14.03.1985", "ул. Мира, д. 4, кв. 8")
OLYA = ("Крылова Оля", "+79160001122", "14.03.1985", "ул. Мира, д. 4, кв. 8")  # the same, with another phone
GROMOV = ("Громов Олег Ильич", "+79161112233", "02.05.1970", "пр. Победы, д. 31")


@pytest.fixture
def shop(db: Database, tmp_path: Path) -> Database:
    """A shop with two clients."""
    bring_one(db, write_csv(tmp_path / "first.csv", [HEAD, KRYLOVA, GROMOV]))
    return db


def plan_of(db: Database, tmp_path: Path, *rows: tuple[str, ...], name: str = "second.csv") -> ImportPlan:
    """A prepared plan of a file with these clients."""
    return plan_import(db, [write_csv(tmp_path / name, [HEAD, *rows])], ImportOptions(today=TODAY))


def names(db: Database) -> list[str]:
    """Everybody in the shop."""
    return [row[0] for row in ask(db, "SELECT name FROM client ORDER BY id")]


def decide(db: Database, tmp_path: Path, same: bool | None) -> ImportResult:
    """Import Olya, having said whether she is Krylova."""
    with plan_of(db, tmp_path, OLYA) as plan:
        (pair,) = plan.likely.pairs
        plan.decide(pair, same)
        return apply_import(db, plan, NOW)


def test_a_newcomer_who_looks_like_a_client_is_told_with_what_is_known_of_both(shop: Database, tmp_path: Path) -> None:
    with plan_of(shop, tmp_path, OLYA) as plan:
        (pair,) = plan.likely.pairs
        (report,) = plan.reports()
    assert (pair.newcomer.name, pair.other.name) == ("Крылова Оля", "Крылова Ольга Петровна")
    assert (pair.newcomer.client_id, pair.other.client_id) == (None, 1)
    assert pair.newcomer.phones == ("+79160001122",)
    assert pair.newcomer.birthday == pair.other.birthday == "1985-03-14"
    assert pair.same is None
    assert report.likely == 1
    assert report.clients.created == 1  # nobody is merged silently


def test_nobody_alike_means_no_pairs(shop: Database, tmp_path: Path) -> None:
    with plan_of(shop, tmp_path, ("Зуев Глеб Львович", "+79160003344", "01.01.1990", "")) as plan:
        assert plan.likely.pairs == ()


def test_two_newcomers_alike_are_a_pair_too(db: Database, tmp_path: Path) -> None:
    with plan_of(db, tmp_path, KRYLOVA, OLYA, GROMOV) as plan:
        (pair,) = plan.likely.pairs
        assert pair.other.client_id is None
        plan.decide(pair, True)
        plan.settle()
        (report,) = plan.reports()
        assert report.clients.created == 2
        apply_import(db, plan, NOW)
    assert names(db) == ["Крылова Ольга Петровна", "Громов Олег Ильич"]
    assert len(ask(db, "SELECT 1 FROM contact_point WHERE client_id = 1")) == 2


def test_the_same_person_goes_into_the_client(shop: Database, tmp_path: Path) -> None:
    with plan_of(shop, tmp_path, OLYA) as plan:
        (pair,) = plan.likely.pairs
        plan.decide(pair, True)
        plan.settle()
        (dry,) = plan.reports()
        (report,) = apply_import(shop, plan, NOW).batches
    assert (dry.clients.created, dry.clients.updated, dry.likely) == (0, 1, 0)
    assert (report.clients.created, report.clients.updated) == (0, 1)
    assert names(shop) == ["Крылова Ольга Петровна", "Громов Олег Ильич"]
    assert {row[0] for row in ask(shop, "SELECT value FROM contact_point WHERE client_id = 1")} == {
        "+79052211408",
        "+79160001122",
    }


def test_a_decision_can_be_taken_back_before_the_import(shop: Database, tmp_path: Path) -> None:
    with plan_of(shop, tmp_path, OLYA) as plan:
        (pair,) = plan.likely.pairs
        for same in (True, False, None):
            plan.decide(pair, same)
        plan.settle()
        (report,) = plan.reports()
        assert (report.clients.created, report.likely) == (1, 1)
        apply_import(shop, plan, NOW)
    assert ask(shop, "SELECT * FROM not_same") == ask(shop, "SELECT * FROM known_as") == []


def test_decisions_outlive_another_check(shop: Database, tmp_path: Path) -> None:
    with plan_of(shop, tmp_path, OLYA) as plan:
        plan.decide(plan.likely.pairs[0], True)
        plan.prepare(lambda done, total: None)
        assert [pair.same for pair in plan.likely.pairs] == [True]
        assert plan.reports()[0].clients.created == 0


def test_the_same_file_again_knows_the_client_by_itself(shop: Database, tmp_path: Path) -> None:
    decide(shop, tmp_path, True)
    with plan_of(shop, tmp_path, OLYA) as plan:
        assert plan.likely.pairs == ()
        (report,) = plan.reports()
        assert (report.clients.created, report.clients.unchanged) == (0, 1)


def test_different_people_are_never_asked_about_again(shop: Database, tmp_path: Path) -> None:
    decide(shop, tmp_path, False)
    assert names(shop)[2] == "Крылова Оля"
    assert ask(shop, "SELECT client_id, other_id FROM not_same") == [(1, 3)]
    assert find_duplicates(shop) == []
    with plan_of(shop, tmp_path, OLYA) as plan:
        assert plan.likely.pairs == ()


def test_two_newcomers_can_be_told_apart(db: Database, tmp_path: Path) -> None:
    with plan_of(db, tmp_path, KRYLOVA, OLYA) as plan:
        plan.decide(plan.likely.pairs[0], False)
        apply_import(db, plan, NOW)
    assert ask(db, "SELECT client_id, other_id FROM not_same") == [(1, 2)]
    assert find_duplicates(db) == []


def test_who_was_not_decided_stays_apart_and_likely(shop: Database, tmp_path: Path) -> None:
    decide(shop, tmp_path, None)
    (pair,) = find_duplicates(shop)
    assert (pair.a, pair.b) == (1, 3)


@pytest.mark.parametrize("same", [True, False])
def test_an_undo_takes_the_decision_along(shop: Database, tmp_path: Path, same: bool) -> None:
    before = content(shop)
    (report,) = decide(shop, tmp_path, same).batches
    assert report.batch is not None
    undo_batch(shop, report.batch, NOW)
    assert content(shop) == before
    with plan_of(shop, tmp_path, OLYA) as plan:
        assert len(plan.likely.pairs) == 1


def test_a_decision_holds_when_somebody_works_meanwhile(shop: Database, tmp_path: Path) -> None:
    with plan_of(shop, tmp_path, OLYA) as plan:
        plan.decide(plan.likely.pairs[0], True)
        bring_one(shop, write_csv(tmp_path / "third.csv", [HEAD, ("Зуев Глеб Львович", "+79160003344", "", "")]))
        apply_import(shop, plan, NOW)
    assert names(shop) == ["Крылова Ольга Петровна", "Громов Олег Ильич", "Зуев Глеб Львович"]


def test_rows_with_numbers_of_their_own_become_one_client_with_both(shop: Database, tmp_path: Path) -> None:
    rows = [("Код", *HEAD), ("7", *KRYLOVA), ("8", *OLYA)]
    with plan_import(shop, [write_csv(tmp_path / "ids.csv", rows)], ImportOptions(today=TODAY)) as plan:
        (pair,) = plan.likely.pairs
        plan.decide(pair, True)
        apply_import(shop, plan, NOW)
    assert ask(shop, "SELECT client_id, value FROM external_id ORDER BY value") == [(1, "7"), (1, "8")]
    with plan_import(shop, [tmp_path / "ids.csv"], ImportOptions(today=TODAY)) as plan:
        assert plan.reports()[0].clients.created == 0


def test_two_newcomers_and_a_client_said_to_be_one_are_one(shop: Database, tmp_path: Path) -> None:
    other = ("Крылова О. П.", "+79160002233", "14.03.1985", "ул. Мира, д. 4, кв. 8")
    with plan_of(shop, tmp_path, OLYA, other) as plan:
        assert len(plan.likely.pairs) == 3
        for pair in plan.likely.pairs:
            plan.decide(pair, True)
        apply_import(shop, plan, NOW)
    assert len(names(shop)) == 2


def side(key: str) -> Side:
    """A client of the shop where the key is a number, else a newcomer."""
    client = int(key) if key.isdigit() else None
    return Side(client, () if client else (key, key + "2"), "", (), (), "", "", 0, 0, None)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(("a", "b", "c", "d", "1", "2"))), max_size=6))
def test_whoever_is_said_to_be_one_goes_to_one_place(said: list[tuple[str, str]]) -> None:
    pairs = [LikelyPair(side(one), side(other), 1, 1.0, (), True) for one, other in said if one != other]
    rows = merged(pairs)
    place = {mention: client or mark for mention, client, mark in rows}
    assert len(place) == len(rows)
    for pair in pairs:
        places = {place[mention] for side in (pair.newcomer, pair.other) for mention in side.fingerprints}
        assert len(places) == 1


def test_of_a_large_drop_those_are_compared_who_share_something(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.imports.matching.likely.MOST_NEWCOMERS", 2)
    assert MOST_NEWCOMERS > 2
    alone = [(f"Один {letter}ович", f"+7916000000{n}", "", "") for n, letter in enumerate("АБВГД")]
    with plan_of(db, tmp_path, KRYLOVA, OLYA, *alone) as plan:
        assert [pair.newcomer.name for pair in plan.likely.pairs] == ["Крылова Ольга Петровна"]
        assert plan.likely.not_compared == 5


def test_of_a_large_shop_those_are_compared_whom_its_indexes_find(
    shop: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.imports.matching.likely.MOST_CLIENTS", 0)
    with plan_of(shop, tmp_path, OLYA, ("Олег Громов", "", "02.05.1970", "")) as plan:
        assert {pair.other.client_id for pair in plan.likely.pairs} >= {1}
        assert plan.stage is not None
        assert find_likely(plan.stage.raw) == plan.likely
