"""Search keys of many clients at once, after an import changed them or an undo changed them back."""

from __future__ import annotations

from typing import Any

from app.models.imports.write import key_parts, set_keys
from app.services.clients.keys import client_keys

# The clients themselves, and the people of a company, who are found by its name.
_AND_THEIR_PEOPLE = (
    "WITH which (id) AS MATERIALIZED ({which}) SELECT id FROM which"
    " UNION SELECT client_id FROM contact_person WHERE company_id IN (SELECT id FROM which)"
)


def refresh_keys(raw: Any, which: str) -> None:
    """Recompute the stored keys of the clients that the query `which` selects, and of their people, from what they
    hold now."""
    rows = key_parts(raw, _AND_THEIR_PEOPLE.format(which=which))
    set_keys(raw, [(*_keys(row), row[0]) for row in rows])


def _keys(row: tuple[Any, ...]) -> tuple[str, str, str]:
    _id, name, last_name, first_name, middle_name, company, contacts, card, city, tags, ids, companies, own, note = row
    values = contacts.split("\n") if contacts else []
    phones = [value for value in values if value.startswith("+") or value.isdigit()]
    others = [value for value in values if not value.startswith("+")]
    listed = [text for texts in (tags, ids, companies, own) if texts for text in texts.split("\n")]
    more = [*others, card, city, *listed, note]
    return client_keys(name, last_name, first_name, middle_name, company, phones, more)
