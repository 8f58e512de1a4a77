"""Who of the shop may be the one that is being typed into a form at the moment."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.models.client import Client, ContactPoint
from app.models.database import Database
from app.models.enums import ContactKind
from app.models.search import fold
from app.services.clients.data import Birthday, ClientRow
from app.services.clients.find import rows_of

FEW = 3
_LIVE = (Client.deleted_at.is_(None), Client.merged_into_id.is_(None))


def find_same(
    db: Database, name: str, contacts: Sequence[str], birthday: Birthday | None, but: int | None = None
) -> list[tuple[ClientRow, str]]:
    """Up to three clients with one of these normalised contacts, the same full name, or a like birthday and surname,
    each with why: "phone", "email", "name", "birthday". The client `but` is left out."""
    why: dict[int, str] = {}
    with db.read() as session:
        by_contact = (
            select(ContactPoint.client_id, ContactPoint.kind)
            .join(Client, Client.id == ContactPoint.client_id)
            .where(ContactPoint.value.in_(list(contacts)), *_LIVE)
            .limit(FEW + 1)
        )
        for client_id, kind in session.execute(by_contact):
            why.setdefault(client_id, "email" if kind == ContactKind.EMAIL else "phone")
        key = fold(name)
        if " " in key:
            named = select(Client.id).where(Client.sort_key == key, *_LIVE).limit(FEW + 1)
            why |= {client_id: "name" for client_id in session.scalars(named) if client_id not in why}
        if birthday is not None and key:
            born = select(Client.id, Client.birth_year).where(
                Client.birth_month == birthday.month,
                Client.birth_day == birthday.day,
                Client.sort_key.startswith(key.split()[0]),
                *_LIVE,
            )
            for client_id, year in session.execute(born.limit(FEW + 1)):
                if year is None or birthday.year is None or year == birthday.year:
                    why.setdefault(client_id, "birthday")
        why.pop(but or 0, None)
        return [(row, why[row.id]) for row in rows_of(session, list(why)[:FEW])]
