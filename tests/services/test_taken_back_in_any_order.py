"""Actions taken back in any order, and done again: a cell holds what the newest standing one wrote into it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.models.audit import Action
from app.models.client import Client
from app.models.database import Database
from app.models.upgrade import open_database
from app.services.clients.data import ClientData
from app.services.clients.save import save_client
from app.services.errors import InvalidValue, NotFound
from app.services.history.actions import find_redoable, redo_action, undo_action
from tests.factories import NOW
from tests.services.imports.shop import content
from tests.services.plain_facts import check_facts
from tests.services.shop_acts import ACTS
from tests.services.test_purchase_history import template as counter

CITIES = ("", "Уфа", "Казань", "Пермь")
NOTES = ("", "чай", "кофе")
edits = st.tuples(st.just("edit"), st.sampled_from(CITIES), st.sampled_from(NOTES), st.booleans())
undos = st.tuples(st.just("undo"), st.integers(0, 20), st.just(""), st.just(False))
redos = st.tuples(st.just("redo"), st.just(""), st.just(""), st.just(False))


class Log:
    """The model: what each action wrote, and whether it stands."""

    def __init__(self) -> None:
        self.actions: list[tuple[int, dict[str, object]]] = []
        self.standing: set[int] = set()

    def now(self) -> dict[str, object]:
        cells: dict[str, object] = {"city": "", "note": "", "vip": False}
        for number, wrote in self.actions:
            if number in self.standing:
                cells |= wrote
        return cells


def read(db: Database) -> dict[str, object]:
    with db.read() as session:
        row = session.scalars(select(Client)).one()
        return {"city": row.city, "note": row.note, "vip": any(tag.tag == "vip" for tag in row.tags)}


def last_action(db: Database) -> int:
    with db.read() as session:
        return session.scalars(select(Action.id).order_by(Action.id.desc())).first() or 0


def play(db: Database, moves: list[tuple[str, object, str, bool]]) -> None:
    client, log = save_client(db, ClientData("Крылова Ольга"), NOW), Log()
    for step, (kind, first, note, vip) in enumerate(moves, 1):
        moment, before = NOW + timedelta(seconds=step), log.now()
        if kind == "edit":
            wanted: dict[str, object] = {"city": first, "note": note, "vip": vip}
            tags = ("vip",) if vip else ()
            save_client(db, ClientData("Крылова Ольга", city=str(first), note=note, tags=tags), moment, client)
            changed = {name: value for name, value in wanted.items() if before[name] != value}
            if changed:
                log.actions.append((last_action(db), changed))
                log.standing.add(log.actions[-1][0])
        elif kind == "undo" and log.standing:
            action = sorted(log.standing)[int(str(first)) % len(log.standing)]
            undo_action(db, action, moment)
            log.standing.remove(action)
        elif kind == "redo" and (found := find_redoable(db, NOW)) is not None:
            redo_action(db, found.id, moment)
            log.standing.add(found.id)
        assert read(db) == log.now()


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=st.lists(st.one_of(edits, undos, redos), max_size=14))
def test_a_cell_holds_what_the_newest_standing_action_wrote(
    template: Path, moves: list[tuple[str, object, str, bool]]
) -> None:
    folder = Path(tempfile.mkdtemp())
    shutil.copy(template, folder / "regulars.db")
    db = open_database(folder / "regulars.db", NOW)
    try:
        play(db, moves)
    finally:
        db.close()
        shutil.rmtree(folder)


def test_a_change_taken_back_is_no_part_of_what_a_later_one_taken_back_found(db: Database) -> None:
    edits = [("edit", city, "", False) for city in ("Казань", "", "Уфа", "")]
    first, second, third, fourth = edits
    undo = ("undo", 0, "", False)
    play(db, [first, second, ("undo", 1, "", False), third, undo, fourth, undo, undo])


ANYTHING = st.tuples(st.sampled_from(range(len(ACTS) + 4)), st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))


def standing(db: Database, made: int, *, undone: bool) -> list[int]:
    """The actions after the first ones that stand, or that were taken back."""
    with db.read() as session:
        past = Action.undone_at.is_not(None) if undone else Action.undone_at.is_(None)
        return list(session.scalars(select(Action.id).where(past, Action.id > made).order_by(Action.id)))


@contextmanager
def a_shop() -> Iterator[Database]:
    """A shop with three clients and three products."""
    folder = Path(tempfile.mkdtemp())
    shutil.copy(counter(), folder / "regulars.db")
    db = open_database(folder / "regulars.db", NOW)
    try:
        yield db
    finally:
        db.close()
        shutil.rmtree(folder)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=st.lists(ANYTHING, min_size=4, max_size=16))
def test_whatever_was_done_and_taken_back_in_between_nothing_is_left_once_all_is_taken_back(
    moves: list[tuple[int, int, int, int]],
) -> None:
    with a_shop() as db:
        start, made, kept = content(db), last_action(db), False
        for step, (number, first, second, third) in enumerate(moves, 1):
            moment = NOW + timedelta(minutes=step)
            if number < len(ACTS):
                with suppress(NotFound, InvalidValue):
                    ACTS[number](db, moment, first, second, third)
            elif actions := standing(db, made, undone=number % 2 == 0):
                turn = redo_action if number % 2 == 0 else undo_action
                kept |= turn(db, actions[first % len(actions)], moment) != []
            check_facts(db)
        for action in reversed(standing(db, made, undone=False)):
            left = undo_action(db, action, NOW + timedelta(days=1))
            assert kept or left == []
        assert kept or content(db) == start
        check_facts(db)
