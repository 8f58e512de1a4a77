"""Search keys of many clients at once, after an import changed them or an undo changed them back."""

from __future__ import annotations

from typing import Any

from app.models.import_write import key_parts, set_keys
from app.services.clients.keys import client_keys


def refresh_keys(raw: Any, which: str) -> None:
    """Recompute the stored keys of the clients that the query `which` selects, from what they hold now."""
    set_keys(raw, [(*_keys(row), row[0]) for row in key_parts(raw, which)])


def _keys(row: tuple[Any, ...]) -> tuple[str, str, str]:
    _id, name, last_name, first_name, middle_name, company, contacts, card, city, tags, ids, companies, own, note = row
    values = contacts.split("\n") if contacts else []
    phones = [value for value in values if value.startswith("+") or value.isdigit()]
    others = [value for value in values if not value.startswith("+")]
    listed = [text for texts in (tags, ids, companies, own) if texts for text in texts.split("\n")]
    more = [*others, card, city, *listed, note]
    return client_keys(name, last_name, first_name, middle_name, company, phones, more)
