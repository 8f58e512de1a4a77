"""Merging clients: everything goes to one, and an unmerge gives everything back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select, text

from app.models.attachment import Attachment
from app.models.base import Base
from app.models.client import Client, Consent, ContactPerson, ExternalId
from app.models.database import Database
from app.models.duplicates import KnownAs, NotSame
from app.models.enums import Area, ContactKind, InteractionKind
from app.models.merging import BELONGINGS
from app.models.own import OwnField, OwnValue
from app.models.reminder import Reminder
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday, ClientCard, ClientData, Contact, Preferred
from app.services.clients.find import find_clients, list_client_ids
from app.services.clients.keys import refresh_client_keys
from app.services.clients.merging.merge import merge_clients, merge_pairs, unmerge
from app.services.clients.people import add_person
from app.services.clients.save import save_client, trash_client
from app.services.errors import AlreadyOne, AlreadyUndone, Cancelled, NotFound
from app.services.interactions import log_interaction
from app.services.tasks.save import TaskData, add_task
from tests.factories import make_client, sell

SHARED = Contact(ContactKind.PHONE, "+79052211408")
OWN_PHONE = Contact(ContactKind.PHONE, "+79990102233")
LOG = ("action", "change", "cadence", "setting", "sqlite_sequence")


COUNTED = ("version", "updated_at", "doubted")


def everything(db: Database) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables but the log, without what is counted up, or marked to be looked at, with every change."""
    with db.read() as session:
        return {
            table.name: sorted(
                (
                    {name: value for name, value in row.items() if name not in COUNTED}
                    for row in session.execute(select(table)).mappings()
                ),
                key=repr,
            )
            for table in Base.metadata.sorted_tables
            if table.name not in LOG
        }


def add_rows(db: Database, *rows: Base) -> None:
    """Rows of any tables, outside of any action."""
    with db.write(Area.CLIENTS) as session:
        session.add_all(rows)


def full_client(db: Database, name: str, phone: Contact, now: datetime) -> int:
    """A client with something in every table that a client can have something in."""
    preferences = (Preferred("coffee", "beans"), Preferred("coffee", name))
    client_id = save_client(
        db, ClientData(name, contacts=(SHARED, phone), tags=("regular", name), preferences=preferences), now
    )
    sell(db, client_id, date(2026, 10, 1))
    add_task(db, TaskData(client_id, f"Call {name}", date(2026, 12, 1)), now)
    log_interaction(db, client_id, InteractionKind.CALL, f"About {name}", now)
    company, friend, stranger = (make_client(db, f"{kind} {name}") for kind in ("Company", "Friend", "Stranger"))
    add_rows(
        db,
        ExternalId(client_id=client_id, source="1C", value=name),
        Consent(client_id=client_id, purpose="advertising", given=True, day=date(2026, 1, 1)),
        Consent(client_id=client_id, purpose="processing", given=True, day=date(2026, 1, 2), source=name),
        Attachment(client_id=client_id, name="scan.png", file=f"{name}.png", size=3, added_at=now),
        ContactPerson(client_id=client_id, company_id=company, job="buyer"),
        ContactPerson(client_id=friend, company_id=client_id, job="driver"),
        NotSame(client_id=client_id, other_id=stranger, at=now),
        KnownAs(fingerprint=name, client_id=client_id),
        *(
            Reminder(
                kind=kind, source_key=f"client:{client_id}", occurrence=f"2026-11-2{client_id % 10}", state=state,
                client_id=client_id, due_day=date(2026, 11, 21), created_at=now, updated_at=now,
            )
            for kind, state in (("birthday", "done"), ("lapsed", "expired"))
        ),
    )  # fmt: skip
    with db.write(Area.CLIENTS) as session:
        session.get_one(Client, friend).referred_by_id = client_id
    return client_id


@pytest.fixture
def two(db: Database, now: datetime) -> tuple[int, int]:
    """Two clients with everything, who share a phone, a tag, a preference, a consent and an own field."""
    keep = full_client(db, "Anna", Contact(ContactKind.EMAIL, "anna@mail.example"), now)
    other = full_client(db, "Ann", OWN_PHONE, now)
    add_rows(db, OwnField(id=1, name="Dog", kind="text"), OwnField(id=2, name="Cup", kind="text"))
    add_rows(db, *(OwnValue(client_id=c, field_id=1, value=v) for c, v in ((keep, "Rex"), (other, "Max"))))
    add_rows(db, OwnValue(client_id=other, field_id=2, value="large"))
    with db.write(Area.CLIENTS) as session:
        refresh_client_keys(session, list(session.scalars(select(Client.id))))
    return keep, other


def test_every_table_that_speaks_of_clients_takes_part_in_a_merge() -> None:
    columns = {
        (table.name, key.parent.name)
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "client"
    }
    moved = {(belonging.table, belonging.column) for belonging in BELONGINGS}
    worked_out_anew = {("occasion", "client_id"), ("client_forecast", "client_id")}
    not_moved = {("client", "merged_into_id"), ("not_same", "client_id"), ("not_same", "other_id")}
    assert columns - moved == not_moved | worked_out_anew


def test_everything_of_the_other_goes_to_the_kept_client(db: Database, two: tuple[int, int], now: datetime) -> None:
    keep, other = two
    merge_clients(db, keep, other, now)
    card = get_client_card(db, keep)
    assert [contact.value for contact in card.contacts] == ["+79052211408", "anna@mail.example", "+79990102233"]
    assert sorted(card.tags) == ["Ann", "Anna", "regular"]
    assert sorted(card.external_ids) == ["Ann", "Anna"]
    assert (card.row.visits, card.row.total, len(card.purchases)) == (1, 200_000, 2)
    assert {task.title for task in card.tasks} == {"Call Ann", "Call Anna"}
    assert {row.text for row in card.interactions} == {"About Ann", "About Anna"}
    with db.read() as session:
        for belonging in BELONGINGS:
            left = session.execute(
                text(f'SELECT * FROM "{belonging.table}" WHERE "{belonging.column}" = {other}')
            ).mappings()
            shared = {value for row in left for value in (row.get("value"), row.get("tag"), row.get("text")) if value}
            assert shared <= {"+79052211408", "regular", "beans", "Max"}, belonging.table
        own = {row.field_id: row.value for row in session.scalars(select(OwnValue).where(OwnValue.client_id == keep))}
        assert own == {1: "Rex", 2: "large"}
        apart = session.execute(select(NotSame.client_id)).scalars().all()
        assert list(apart) == [keep, keep]
        keys = set(session.scalars(select(Reminder.source_key)))
        assert keys == {f"client:{keep}"}


def test_a_merged_client_is_out_of_sight_and_its_id_leads_to_the_kept_one(
    db: Database, two: tuple[int, int], now: datetime
) -> None:
    keep, other = two
    merge_clients(db, keep, other, now)
    assert other not in list_client_ids(db)
    assert [row.id for row in find_clients(db, "9990102233")] == [keep]
    assert get_client_card(db, other).row.id == keep


def test_an_unmerge_gives_back_every_row(db: Database, two: tuple[int, int], now: datetime) -> None:
    before = everything(db)
    merged = merge_clients(db, *two, now, frozenset({"name", "own:1"}))
    assert everything(db) != before
    unmerge(db, merged.action_id, now)
    assert everything(db) == before
    with pytest.raises(AlreadyUndone):
        unmerge(db, merged.action_id, now)


def test_what_came_after_a_merge_stays_with_the_kept_client(db: Database, two: tuple[int, int], now: datetime) -> None:
    keep, other = two
    merged = merge_clients(db, keep, other, now)
    sell(db, keep, date(2026, 11, 2))
    data = data_of(get_client_card(db, keep))
    save_client(db, replace(data, note="Moved", tags=("new", *data.tags)), now, keep)
    unmerge(db, merged.action_id, now)
    kept, back = get_client_card(db, keep), get_client_card(db, other)
    assert (kept.row.visits, back.row.visits) == (2, 1)
    assert (kept.note, set(kept.tags)) == ("Moved", {"Anna", "regular", "new"})
    assert set(back.tags) == {"Ann", "regular"}
    assert [row.id for row in find_clients(db, "9990102233")] == [other]


def data_of(card: ClientCard) -> ClientData:
    """A client as a form would save it again."""
    return ClientData(
        card.row.name, contacts=card.contacts, tags=card.tags, preferences=card.preferences, consents=card.consents,
        own={shown.field_id: shown.value for shown in card.own},
    )  # fmt: skip


def test_empty_fields_are_filled_and_full_ones_stay_unless_the_others_are_wanted(db: Database, now: datetime) -> None:
    keep = save_client(db, ClientData("Крылова Ольга", birthday=Birthday(3, 14), city="Тверь", note="Любит зёрна"), now)
    other = save_client(
        db,
        ClientData(
            "Крылова Ольга Петровна", birthday=Birthday(3, 14, 1985), city="Томск", card="17", source="Ярмарка",
            note="Не звонить утром", do_not_disturb=True, referred_by_id=keep,
        ),
        now,
    )  # fmt: skip
    merged = merge_clients(db, keep, other, now, frozenset({"source", "city"}))
    card = get_client_card(db, keep)
    assert (card.row.name, card.middle_name, card.gender) == ("Крылова Ольга Петровна", "Петровна", "f")
    assert (card.row.birthday, card.row.city, card.row.card) == (Birthday(3, 14, 1985), "Томск", "17")
    assert (card.source, card.note) == ("Ярмарка", "Любит зёрна\nНе звонить утром")
    assert (card.do_not_disturb, card.referred_by) == (True, None)
    unmerge(db, merged.action_id, now)
    assert get_client_card(db, keep).row.city == "Тверь"


def test_many_pairs_with_chains_are_one_action(db: Database, now: datetime) -> None:
    a, b, c, d, e = (make_client(db, name) for name in ("A A", "B B", "C C", "D D", "E E"))
    for client_id in (a, b, c, d, e):
        sell(db, client_id, date(2026, 10, client_id))
    before = everything(db)
    merged = merge_pairs(db, [(a, b), (b, c), (d, e), (a, c)], now)
    assert merged.kept_id == a
    assert (get_client_card(db, c).row.id, get_client_card(db, e).row.id) == (a, d)
    assert (get_client_card(db, a).row.visits, get_client_card(db, d).row.visits) == (3, 2)
    unmerge(db, merged.action_id, now)
    assert everything(db) == before


def test_a_cancelled_merge_of_many_changes_nothing(db: Database, two: tuple[int, int], now: datetime) -> None:
    before = everything(db)

    def cancel(done: int, total: int | None) -> None:
        if done > 40:
            raise Cancelled

    with pytest.raises(Cancelled):
        merge_pairs(db, [two], now, cancel)
    assert everything(db) == before


@pytest.mark.parametrize("newest_first", [True, False])
def test_merges_of_merges_are_taken_back_in_any_order(db: Database, now: datetime, newest_first: bool) -> None:
    a, b, c = (make_client(db, name) for name in ("A A", "B B", "C C"))
    for client_id in (a, b, c):
        sell(db, client_id, date(2026, 10, client_id))
    before = everything(db)
    merges = [merge_clients(db, b, c, now), merge_clients(db, a, b, now)]
    assert get_client_card(db, c).row.id == a
    for merged in sorted(merges, key=lambda merged: merged.action_id, reverse=newest_first):
        unmerge(db, merged.action_id, now)
    assert everything(db) == before


def test_two_ids_of_one_client_and_clients_who_are_not_there_are_refused(db: Database, now: datetime) -> None:
    a, b, gone = make_client(db, "A A"), make_client(db, "B B"), make_client(db, "C C")
    trash_client(db, gone, now)
    merge_clients(db, a, b, now)
    with pytest.raises(AlreadyOne):
        merge_clients(db, a, b, now)
    for missing in (gone, 99):
        with pytest.raises(NotFound):
            merge_clients(db, a, missing, now)


def test_the_people_of_a_company_are_found_by_the_name_that_a_merge_gave_it(db: Database, now: datetime) -> None:
    keep, other, driver = (make_client(db, name) for name in ("Romashka", "Lotos", "Oleg"))
    add_person(db, keep, driver, "driver", now)
    merged = merge_clients(db, keep, other, now, frozenset({"name"}))
    assert {row.id for row in find_clients(db, "lotos")} == {keep, driver}
    unmerge(db, merged.action_id, now)
    assert {row.id for row in find_clients(db, "romashka")} == {keep, driver}


def test_what_is_written_about_a_merged_client_goes_to_the_kept_one(db: Database, now: datetime) -> None:
    last, keep, other = (make_client(db, name) for name in ("Anna", "Ann", "Ania"))
    merge_clients(db, keep, other, now)
    merge_clients(db, last, keep, now)
    add_task(db, TaskData(other, "Call", date(2026, 12, 1)), now)
    log_interaction(db, other, InteractionKind.CALL, "About tea", now)
    sell(db, other, date(2026, 11, 2))
    card = get_client_card(db, last)
    assert (len(card.tasks), len(card.interactions), card.row.visits) == (1, 1, 1)
    trash_client(db, last, now)
    with pytest.raises(NotFound):
        log_interaction(db, other, InteractionKind.CALL, "Who?", now)
