"""The board: who stands where, in which order, and what narrows it down."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.models.database import Database
from app.models.enums import EnquiryState
from app.services.clients.merging.merge import merge_clients
from app.services.clients.save import trash_client
from app.services.clients.trash import restore_clients
from app.services.enquiries.board import BoardFilter, closed_since, columns, list_board, list_sources
from app.services.enquiries.data import EnquiryData, NextStep
from app.services.enquiries.save import move_enquiry, save_enquiry
from app.services.staff import add_staff, switch_to
from tests.factories import make_client

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def ask(db: Database, asked: str, ago: int = 0, **data: object) -> int:
    values = {"client_id": None, "contact": "Olga", "asked": asked} | data
    return save_enquiry(db, EnquiryData(**values), NOW - timedelta(days=ago))  # type: ignore[arg-type]


def shown(db: Database, state: EnquiryState, asked: BoardFilter = BoardFilter(), **since: datetime) -> list[str]:  # noqa: B008 - frozen
    return [row.asked for row in columns(list_board(db, **since), asked, TODAY)[state].rows]


def test_new_the_longest_waiting_first_and_work_by_the_next_step(db: Database) -> None:
    for asked, ago in (("today", 0), ("long ago", 9), ("yesterday", 1)):
        ask(db, asked, ago)
    for asked, days in (("next week", 7), ("overdue", -1), ("no step", None), ("tomorrow", 1)):
        step = None if days is None else NextStep("Call", TODAY + timedelta(days=days), time(12))
        move_enquiry(db, ask(db, asked, step=step), EnquiryState.IN_WORK, NOW)

    assert shown(db, EnquiryState.NEW) == ["long ago", "yesterday", "today"]
    assert shown(db, EnquiryState.IN_WORK) == ["overdue", "no step", "tomorrow", "next week"]


def test_closed_ones_are_those_of_the_last_30_days_unless_more_is_asked_for(db: Database) -> None:
    for asked, ago in (("old", 31), ("newer", 3), ("newest", 1)):
        closed = NOW - timedelta(days=ago)
        move_enquiry(db, ask(db, asked, 40), EnquiryState.LOST, closed, "Too expensive")

    since = closed_since(NOW)
    assert shown(db, EnquiryState.LOST, closed_since=since) == ["newest", "newer"]
    assert list_board(db, since).older == {EnquiryState.LOST: 1}
    assert shown(db, EnquiryState.LOST) == ["newest", "newer", "old"]


def test_sum_of_a_column_is_of_what_is_shown(db: Database) -> None:
    ask(db, "a", sum=100_00)
    ask(db, "b", sum=250_00, source="Avito")
    ask(db, "c")
    board = list_board(db)

    assert columns(board, BoardFilter(), TODAY)[EnquiryState.NEW].sum == 350_00
    assert columns(board, BoardFilter(source="Avito"), TODAY)[EnquiryState.NEW].sum == 250_00


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("крылова", ["Зелёный чай"]),
        ("221 14 08", ["Зелёный чай"]),
        ("ЗЕЛЕНЫЙ", ["Зелёный чай"]),
        ("кофе авито", ["Кофе в офис"]),
        ("8 911 123", ["Кофе в офис"]),
        ("перезвонить", ["Кофе в офис"]),
        ("сертификат", []),
    ],
)
def test_found_by_name_phone_words_source_and_step(db: Database, query: str, found: list[str]) -> None:
    ask(db, "Зелёный чай", client_id=make_client(db, phone="8 905 221-14-08"), contact="")
    step = NextStep("Перезвонить", TODAY)
    ask(db, "Кофе в офис", contact="Марина +7 (911) 123-45-67", source="Авито", step=step)

    assert shown(db, EnquiryState.NEW, BoardFilter(query)) == found


def test_narrowed_to_who_took_it(db: Database) -> None:
    ask(db, "nobody's")
    anna = add_staff(db, "Анна")
    switch_to(db, anna)
    ask(db, "Anna's")

    assert list_board(db).staff == ((anna, "Анна"),)
    assert shown(db, EnquiryState.NEW, BoardFilter(staff_id=anna)) == ["Anna's"]


def test_enquiries_of_the_trash_vanish_and_come_back(db: Database) -> None:
    client_id = make_client(db)
    ask(db, "tea", client_id=client_id)
    trash_client(db, client_id, NOW)
    assert shown(db, EnquiryState.NEW) == []

    restore_clients(db, [client_id], NOW)
    assert shown(db, EnquiryState.NEW) == ["tea"]


def test_enquiries_follow_a_merge(db: Database) -> None:
    kept, other = make_client(db), make_client(db, "Крылова О.")
    ask(db, "tea", client_id=other)
    merge_clients(db, kept, other, NOW)

    assert [row.client_id for row in list_board(db).rows] == [kept]


def test_sources_the_most_used_first(db: Database) -> None:
    for source in ("Avito", "phone", "Avito", ""):
        ask(db, "tea", source=source)
    assert list_sources(db) == ["Avito", "phone"]
