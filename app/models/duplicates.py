"""What the owner said about people who look alike, and the people themselves as they are compared.

Two clients are never the same, or one is the other under another name.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.models.base import Base

READ_AT_ONCE = 20_000  # people


class NotSame(Base):
    """Two clients that are not one, whatever they have in common; the smaller id comes first."""

    __tablename__ = "not_same"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"), index=True)


class KnownAs(Base):
    """A mention in files, by a hash of all it says, that the owner said is this client."""

    __tablename__ = "known_as"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"), index=True)


_BIRTHDAY = (
    "CASE WHEN c.birth_day IS NULL OR c.birth_month IS NULL THEN '' ELSE"
    " CASE coalesce(c.birth_year, 0) WHEN 0 THEN '----' ELSE printf('%04d', c.birth_year) END"
    " || printf('%02d%02d', c.birth_month, c.birth_day) END"
)
# id, name, surname, first name, patronymic, company, birthday as YYYYMMDD, contacts by lines, address, city
PEOPLE = (
    f"SELECT c.id, c.name, c.last_name, c.first_name, c.middle_name, c.company, {_BIRTHDAY},"
    " coalesce((SELECT group_concat(k.value, char(10)) FROM contact_point k WHERE k.client_id = c.id), ''),"
    " c.address, c.city FROM client c WHERE c.deleted_at IS NULL AND c.merged_into_id IS NULL"
)


def live_people(session: Session) -> Iterator[list[tuple[Any, ...]]]:
    """Every client that is neither in the trash nor merged, as PEOPLE has them, by id, a few thousand at a time."""
    raw: Any = session.connection().connection.driver_connection
    cursor = raw.execute(f"{PEOPLE} ORDER BY c.id")
    return iter(lambda: cursor.fetchmany(READ_AT_ONCE), [])


def told_apart(session: Session) -> set[tuple[int, int]]:
    """Pairs of clients that the owner said are not the same, the smaller id first."""
    return {(row[0], row[1]) for row in session.execute(text("SELECT client_id, other_id FROM not_same"))}
