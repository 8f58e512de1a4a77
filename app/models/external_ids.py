"""Ids of clients in other systems, as lists of many clients tell them: one each."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import text
from sqlalchemy.orm import Session


def first_external_ids(session: Session, clients: Collection[int] | None = None) -> dict[int, str]:
    """The first id in another system of each of these clients, or of all, that has one."""
    among = "" if clients is None else f" WHERE client_id IN ({', '.join(str(int(one)) for one in clients)})"
    rows = session.execute(text(f"SELECT client_id, value FROM external_id{among} ORDER BY id DESC"))
    return {row[0]: row[1] for row in rows}  # the first of a client comes last
