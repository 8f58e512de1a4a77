"""Clients by whole words of their names, found by the index of either: what a name in a sentence is looked up by."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.listing.order import LIVE
from app.models.search import fts_phrase

# The sort key is the surname, the name and the patronymic: a whole first word, or a whole beginning of several.
_WAYS = ("sort_key = form.value", "sort_key >= form.value || ' ' AND sort_key < form.value || '!'")
_BY_VALUE = "ORDER BY total DESC, last_visit DESC, id LIMIT :limit"
RANKED = 1_000  # of more namesakes nobody looks for the best
LOOKED_AT = 300  # clients with a word anywhere, among whom a company is looked for


def surnames_among(session: Session, forms: Sequence[str]) -> list[str]:
    """Those of the folded forms that live clients have as the first word of their sort key, in their order."""
    begins = " OR ".join(f"EXISTS (SELECT 1 FROM client WHERE {LIVE} AND {way})" for way in _WAYS)
    return _among(session, forms, begins)


def first_names_among(session: Session, forms: Sequence[str]) -> list[str]:
    """Those of the folded forms that are first names of live clients, in their order."""
    return _among(session, forms, f"EXISTS (SELECT 1 FROM client WHERE {LIVE} AND first_key = form.value)")


def _among(session: Session, forms: Sequence[str], condition: str) -> list[str]:
    statement = f"SELECT form.value FROM json_each(:forms) form WHERE {condition} ORDER BY form.key"
    return list(session.scalars(text(statement), {"forms": json.dumps(list(forms))}))


def ids_by_beginning(session: Session, beginnings: Sequence[str], limit: int) -> list[int]:
    """Live clients whose sort key begins with one of these words, the most valuable first."""
    # CROSS JOIN: the forms lead, and each is looked up by the index.
    ways = " UNION ".join(f"SELECT client.id FROM json_each(:forms) form CROSS JOIN client ON {way}" for way in _WAYS)
    statement = f"SELECT id FROM client WHERE id IN ({ways} LIMIT {RANKED}) AND {LIVE} {_BY_VALUE}"
    return list(session.scalars(text(statement), {"forms": json.dumps(list(beginnings)), "limit": limit}))


def ids_by_first_name(session: Session, first_names: Sequence[str], limit: int) -> list[int]:
    """Live clients with one of these first names, the most valuable first."""
    among = "first_key IN (SELECT value FROM json_each(:forms))"
    some = f"SELECT id FROM client WHERE {among} LIMIT {RANKED}"
    statement = f"SELECT id FROM client WHERE id IN ({some}) AND {LIVE} {_BY_VALUE}"
    return list(session.scalars(text(statement), {"forms": json.dumps(list(first_names)), "limit": limit}))


def companies_with(session: Session, forms: Sequence[str]) -> list[tuple[int, str]]:
    """(id, name) of live companies with one of the forms in their text, the most valuable first: those without a
    surname and a first name."""
    phrase = fts_phrase([tuple(forms)])
    if not phrase:
        return []
    found = "SELECT rowid FROM client_fts WHERE client_fts MATCH :phrase LIMIT :limit"
    statement = (
        f"SELECT id, name FROM client WHERE id IN ({found}) AND {LIVE} AND company != '' AND last_name = ''"
        f" AND first_name = '' {_BY_VALUE}"
    )
    return [(row.id, row.name) for row in session.execute(text(statement), {"phrase": phrase, "limit": LOOKED_AT})]


def ids_by_phone_end(session: Session, digits: str, limit: int) -> list[int]:
    """Live clients with a phone that ends in these digits, the most valuable first."""
    found = "SELECT rowid FROM client_fts WHERE client_fts MATCH :phrase LIMIT 10000"
    phone = "SELECT 1 FROM contact_point WHERE client_id = client.id AND value LIKE :ending"
    statement = f"SELECT id FROM client WHERE id IN ({found}) AND {LIVE} AND EXISTS ({phone}) {_BY_VALUE}"
    return list(session.scalars(text(statement), {"phrase": f'"{digits}"', "ending": f"%{digits}", "limit": limit}))
