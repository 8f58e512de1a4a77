"""The board: what is open, and what was won or lost lately, in four columns that can be narrowed down."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.client import Client, ContactPoint
from app.models.database import Database
from app.models.enquiry import Enquiry
from app.models.enums import ContactKind, EnquiryState, ReminderKind
from app.models.rule_params import EnquiryParams
from app.models.search import Word, fold, query_words
from app.services.enquiries.data import CLOSED_STATES, OPEN_STATES, EnquiryRow
from app.services.enquiries.rows import is_shown, read_rows
from app.services.reminders.rules.store import read_rules

CLOSED_SHOWN = timedelta(days=30)
SOURCES = 50  # that are offered while one types
_NOT_DIGITS = re.compile(r"\D+")


@dataclass(frozen=True)
class Board:
    """Enquiries as read, and how many of the closed ones are older than what was asked for."""

    rows: tuple[EnquiryRow, ...] = ()
    words: Mapping[int, str] = field(default_factory=dict)  # enquiry -> folded text that it is found by
    older: Mapping[EnquiryState, int] = field(default_factory=dict)
    untouched_hours: int = EnquiryParams().hours  # after so many a new one has waited too long

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources of these, by the alphabet."""
        return tuple(sorted({row.source for row in self.rows if row.source}, key=str.casefold))

    @property
    def staff(self) -> tuple[tuple[int, str], ...]:
        """Who took them, by name."""
        found = {(row.staff_id, row.staff) for row in self.rows if row.staff_id is not None}
        return tuple(sorted(((i, name) for i, name in found if i), key=lambda one: one[1].casefold()))


@dataclass(frozen=True)
class BoardFilter:
    """What the board is narrowed down to; empty parts ask for nothing."""

    query: str = ""
    source: str = ""
    staff_id: int | None = None


@dataclass(frozen=True)
class Column:
    """One column in its order; `sum` in minor units of those whose sum is known."""

    rows: tuple[EnquiryRow, ...]
    sum: int


def closed_since(now: datetime) -> datetime:
    """From when on closed enquiries stand on the board unless all of them are asked for."""
    return now - CLOSED_SHOWN


def list_board(db: Database, closed_since: datetime | None = None) -> Board:
    """All open enquiries, and those closed since that moment (None: all that were ever closed)."""
    with db.read() as session:
        rows = read_rows(session, Enquiry.state.in_(OPEN_STATES))
        closed: list[Any] = [Enquiry.state.in_(CLOSED_STATES)]
        if closed_since is not None:
            closed.append(Enquiry.closed_at >= closed_since)
        rows += read_rows(session, *closed)
        older = {} if closed_since is None else _older(session, closed_since)
        phones = _phones(session, {row.client_id for row in rows if row.client_id is not None})
        hours = read_rules(session).only(ReminderKind.ENQUIRY, EnquiryParams).hours
    return Board(rows, {row.id: _words(row, phones) for row in rows}, older, hours)


def list_sources(db: Database) -> list[str]:
    """Sources in use, of enquiries and of clients, the most used first."""
    with db.read() as session:
        used: dict[str, int] = {}
        for column in (Enquiry.source, Client.source):
            counted = select(column, func.count()).where(column != "").group_by(column)
            for source, times in session.execute(counted.order_by(func.count().desc()).limit(SOURCES)):
                used[source] = used.get(source, 0) + times
    return sorted(used, key=lambda source: (-used[source], source.casefold()))[:SOURCES]


def columns(board: Board, asked: BoardFilter, today: date) -> dict[EnquiryState, Column]:
    """The four columns. New: who waits longest comes first. In work: by the next step, and one without a step stands
    where a step of today stands. Won and lost: the latest first."""
    parts = query_words(asked.query)
    shown = [row for row in board.rows if _fits(row, asked) and _has(board.words[row.id], parts)]
    found = {}
    for state in EnquiryState:
        rows = sorted((row for row in shown if row.state is state), key=lambda row: _order(row, today))
        found[state] = Column(tuple(rows), sum(row.worth or 0 for row in rows))
    return found


def _fits(row: EnquiryRow, asked: BoardFilter) -> bool:
    return (not asked.source or row.source == asked.source) and asked.staff_id in (None, row.staff_id)


def _has(words: str, parts: Sequence[Word]) -> bool:
    return all(any(form in words for form in part) for part in parts)


def _order(row: EnquiryRow, today: date) -> tuple[Any, ...]:
    if row.state is EnquiryState.NEW:
        return (row.created_at, row.id)
    if row.state is EnquiryState.IN_WORK:
        day, wall = (row.step.day, row.step.time) if row.step else (today, None)
        return (day, wall or time(), row.created_at, row.id)
    closed = row.closed_at or row.touched_at
    return (-closed.timestamp(), -row.id)


def _words(row: EnquiryRow, phones: Mapping[int, str]) -> str:
    step = row.step.title if row.step else ""
    phone = phones.get(row.client_id or 0, "") or _NOT_DIGITS.sub("", row.contact)
    return fold(" ".join((row.who, phone, row.asked, row.product, row.source, step, row.lost_reason)))


def _phones(session: Session, client_ids: set[int]) -> dict[int, str]:
    """Phones of the clients, as one text each; read through the enquiries, so that no list of ids grows too long."""
    asking = select(Enquiry.client_id).where(Enquiry.client_id.is_not(None), Enquiry.deleted_at.is_(None))
    statement = select(ContactPoint.client_id, ContactPoint.value).where(
        ContactPoint.kind == ContactKind.PHONE, ContactPoint.client_id.in_(asking)
    )
    found: dict[int, str] = {}
    for client_id, phone in session.execute(statement):
        if client_id in client_ids:
            found[client_id] = f"{found.get(client_id, '')} {phone}"
    return found


def _older(session: Session, closed_since: datetime) -> dict[EnquiryState, int]:
    counted = (
        select(Enquiry.state, func.count())
        .outerjoin(Client, Client.id == Enquiry.client_id)
        .where(is_shown(), Enquiry.state.in_(CLOSED_STATES), Enquiry.closed_at < closed_since)
        .group_by(Enquiry.state)
    )
    return {EnquiryState(state): count for state, count in session.execute(counted)}
