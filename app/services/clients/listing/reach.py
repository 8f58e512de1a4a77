"""Phones or e-mails of many clients at once, for a message that is written elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.models.client import Client, Consent, ContactPoint
from app.models.database import Database

BLOCK = 5_000
ID_BLOCK = 500  # bound on one IN list
Report = Callable[[int, int], None]


@dataclass(frozen=True)
class Reached:
    """The first phone or e-mail of each that is not known to be wrong, none of them twice. `refused` want no messages,
    `without` have none."""

    values: tuple[str, ...]
    refused: int
    without: int


def contacts_of_many(db: Database, ids: Sequence[int], kind: str, report: Report) -> Reached:
    """Contacts of `kind` (ContactKind) in the order of `ids`; who said no to advertising or wants peace is left out."""
    values: dict[str, None] = {}
    refused = without = 0
    with db.read() as session:
        for start in range(0, len(ids), ID_BLOCK):
            if start % BLOCK == 0:
                report(start, len(ids))
            block = list(ids[start : start + ID_BLOCK])
            quiet = _refusing(session, block, kind)
            found = _first_contacts(session, block, kind)
            refused += len(quiet)
            for client_id in block:
                if client_id in quiet:
                    continue
                without += client_id not in found
                if client_id in found:
                    values[found[client_id]] = None
        report(len(ids), len(ids))
    return Reached(tuple(values), refused, without)


def _first_contacts(session: Session, ids: list[int], kind: str) -> dict[int, str]:
    statement = (
        select(ContactPoint.client_id, ContactPoint.value)
        .where(ContactPoint.client_id.in_(ids), ContactPoint.kind == kind, ~ContactPoint.wrong)
        .order_by(ContactPoint.position.desc(), ContactPoint.id.desc())  # so that the first one stays
    )
    return {row.client_id: row.value for row in session.execute(statement)}


def _refusing(session: Session, ids: list[int], kind: str) -> set[int]:
    """Those who are not to be disturbed, and those whose latest word on advertising by this way or by any was no."""
    quiet = set(session.scalars(select(Client.id).where(Client.id.in_(ids), Client.do_not_disturb.is_(True))))
    latest = (
        select(Consent.client_id, Consent.given, func.max(Consent.id))
        .where(Consent.client_id.in_(ids), Consent.purpose == "advertising")
        .where(or_(Consent.channel.is_(None), Consent.channel == kind))
        .group_by(Consent.client_id)
    )
    return quiet | {client_id for client_id, given, _last in session.execute(latest) if not given}
