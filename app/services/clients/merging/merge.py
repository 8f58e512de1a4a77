"""Merge: everything of one client goes to another, in one action that can be taken back later (unmerge).

The one who goes stays in the shop's file, out of sight, and its id leads to the one who is kept. Fields of the kept
client that are empty are filled; the caller names those whose value is taken from the other all the same. Notes are
joined, so that nothing that was written is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.audit import Action, Change
from app.models.changelog import begin_action
from app.models.client import Client
from app.models.database import Database
from app.models.enums import Area
from app.models.facts import refresh_facts
from app.models.merging import changed_clients, move_steps, plan_moves
from app.models.own import OwnValue
from app.services.clients.merging.merged_fields import fill_fields
from app.services.errors import AlreadyOne, NotFound
from app.services.history.actions import undo_action
from app.services.imports.matching.keys import refresh_keys
from app.services.imports.results import Report
from app.services.imports.stepping import run_steps

Item = TypeVar("Item")
AREAS = (Area.CLIENTS, Area.PURCHASES, Area.INTERACTIONS, Area.TASKS, Area.REMINDERS)
MERGED = "merge_clients"  # kind of the action
TOTAL = 100  # what the progress of a merge is told in
LOADED = 500  # clients at a time
OWN = "own:"  # before the id of an own field


@dataclass(frozen=True)
class Merged:
    """What a merge did: the action that takes it back, and who is left."""

    action_id: int
    kept_id: int


def merge_clients(
    db: Database, keep_id: int, other_id: int, now: datetime, from_other: frozenset[str] = frozenset()
) -> Merged:
    """Merge `other_id` into `keep_id`. An id that was merged before stands for the client it leads to.

    `from_other`: fields whose value is taken from the other, as merged_fields.FIELDS names them, and "own:ID".
    Raises NotFound for a client that is not there or in the trash, AlreadyOne for two ids of one client.
    """
    return _merge(db, [(keep_id, other_id)], now, from_other, _quiet)


def merge_pairs(
    db: Database, pairs: Sequence[tuple[int, int]], now: datetime, report: Report = lambda done, total: None
) -> Merged:
    """Merge many at once, (kept, other) each, as one action; a chain ends at the client that nobody else takes in.

    `report(done, total)` may raise Cancelled: then nothing was merged. `kept_id` is the client of the first pair.
    Pairs that others have made one already are passed over. Raises NotFound, and AlreadyOne where nothing is left.
    """
    return _merge(db, pairs, now, frozenset(), report)


def unmerge(db: Database, action_id: int, now: datetime) -> list[str]:
    """Take a merge back: each has again what was theirs, and what came since stays with the kept client.

    Values that were changed since are kept and returned as "table.column". What was told in between under the name of
    the kept client is told once more of the one whose it is again: that name nobody has heard. Raises NotFound and
    AlreadyUndone.
    """
    kept_by(db, action_id)
    return undo_action(db, action_id, now)


def kept_by(db: Database, action_id: int) -> int:
    """The client who was kept by a merge, of several the first. Raises NotFound."""
    with db.read() as session:
        statement = select(Change.after).join(Action).where(Action.id == action_id, Action.kind == MERGED)
        for after in session.scalars(statement.where(Change.table == Client.__tablename__).order_by(Change.id)):
            if (after or {}).get("merged_into_id") is not None:
                return int(after["merged_into_id"])
    raise NotFound(what="merge", id=action_id)


def _quiet(done: int, total: int | None) -> None:
    """Nobody waits for a single merge."""


def _merge(
    db: Database, pairs: Sequence[tuple[int, int]], now: datetime, from_other: frozenset[str], report: Report
) -> Merged:
    with db.write(*AREAS) as session:
        live = _resolved(session, {client for pair in pairs for client in pair})
        moves, order = _moves([(live[keep], live[other]) for keep, other in pairs])
        if not moves:
            raise AlreadyOne(id=live[pairs[0][0]] if pairs else 0)
        action_id = begin_action(session, MERGED, now)
        raw: Any = session.connection().connection.driver_connection
        plan_moves(raw, moves)
        steps: tuple[Callable[[], object], ...] = (
            *(partial(_join_fields, session, part, moves, from_other, now) for part in _parts(order, LOADED)),
            *move_steps(raw, action_id),
            lambda: refresh_keys(raw, changed_clients(action_id)),
            lambda: refresh_facts(session, {*moves, *moves.values()}),
        )
        run_steps(raw, steps, TOTAL, report)
        session.expire_all()
        return Merged(action_id, moves.get(live[pairs[0][0]], live[pairs[0][0]]))


def _resolved(session: Session, client_ids: set[int]) -> dict[int, int]:
    """Each id -> the live client that it leads to. Raises NotFound."""
    ends = {client_id: client_id for client_id in client_ids}
    asked = set(client_ids)
    while asked:
        into: dict[int, int | None] = {}
        for part in _parts(sorted(asked), LOADED):
            rows = select(Client.id, Client.merged_into_id).where(Client.id.in_(part), Client.deleted_at.is_(None))
            into |= {row.id: row.merged_into_id for row in session.execute(rows)}
        for client_id, end in ends.items():
            if end in asked and end not in into:
                raise NotFound(what="client", id=client_id)
            ends[client_id] = into.get(end) or end
        asked = {other for other in into.values() if other is not None}
    return ends


def _parts(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _moves(pairs: Sequence[tuple[int, int]]) -> tuple[dict[int, int], list[tuple[int, int]]]:
    """Who goes to whom in the end, and the same step by step in the order in which fields are joined."""
    into: dict[int, int] = {}

    def end(client: int) -> int:
        while client in into:
            client = into[client]
        return client

    for keep, other in pairs:
        if end(keep) != end(other):
            into[end(other)] = end(keep)
    return {client: end(client) for client in into}, [(client, end(client)) for client in into]


def _join_fields(
    session: Session, order: Sequence[tuple[int, int]], moves: dict[int, int], from_other: frozenset[str], now: datetime
) -> None:
    """Join the fields of each client who goes with those of the one who is kept, and mark it as merged."""
    ids = sorted({client for pair in order for client in pair})
    clients = {row.id: row for row in session.scalars(select(Client).where(Client.id.in_(ids)))}
    for other_id, keep_id in order:
        keep, other = clients[keep_id], clients[other_id]
        fill_fields(keep, other, from_other)
        _join_referrer(keep, other, moves, "referred_by" in from_other)
        _take_own(session, keep_id, other_id, from_other)
        other.merged_into_id = keep_id
        for client in (keep, other):
            client.version, client.updated_at = client.version + 1, now
    session.flush()


def _join_referrer(keep: Client, other: Client, moves: dict[int, int], from_other: bool) -> None:
    """Who sent the client; nobody is sent by themselves."""
    sent = [moves.get(by, by) for by in (keep.referred_by_id, other.referred_by_id) if by is not None]
    sent = [by for by in (reversed(sent) if from_other else sent) if by != keep.id]
    keep.referred_by_id = sent[0] if sent else None


def _take_own(session: Session, keep_id: int, other_id: int, from_other: frozenset[str]) -> None:
    """Own fields whose value is taken from the other, where the kept client has one of its own."""
    for field_id in (int(name.removeprefix(OWN)) for name in sorted(from_other) if name.startswith(OWN)):
        mine, theirs = (session.get(OwnValue, (client_id, field_id)) for client_id in (keep_id, other_id))
        if mine is not None and theirs is not None:
            mine.value, mine.number = theirs.value, theirs.number
