"""The shop's own fields as columns of a file can fill them, and a new one made of a column."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.models.database import Database
from app.models.enums import OwnKind
from app.services.clients.own import LONGEST_NAME, archive_own_field, list_own_fields, save_own_field
from app.services.imports.planned import title_key
from app.services.imports.rows import OwnColumn
from app.services.imports.values.own_values import read_own

# Tried in this order; a number before a day, for 45000 is a day too where a spreadsheet program counts.
_KINDS = (OwnKind.YES_NO, OwnKind.NUMBER, OwnKind.DATE)


def own_columns(db: Database) -> tuple[OwnColumn, ...]:
    """The own fields that are in use, to choose from."""
    return tuple(OwnColumn(row.id, row.name, row.kind, row.choices) for row in list_own_fields(db, archived=False))


def own_of_column(db: Database, title: str, samples: Sequence[str], now: datetime) -> OwnColumn:
    """An own field called as a column is, of the kind that its examples look like; one of that name is taken as it is.

    Raises InvalidValue for a column without a name.
    """
    name = " ".join(title.split())[:LONGEST_NAME]
    known = next((row for row in list_own_fields(db) if title_key(row.name) == title_key(name)), None)
    if known is None:
        kind = likely_kind(samples)
        return OwnColumn(save_own_field(db, name, kind, (), now), name, kind)
    if known.archived:
        archive_own_field(db, known.id, False, now)
    return OwnColumn(known.id, known.name, known.kind, known.choices)


def likely_kind(samples: Sequence[str]) -> str:
    """What a column of such cells holds: yes or no, numbers, days, else text. "007" is a text."""
    if not samples or any(sample.startswith("0") and sample[1:].isdigit() for sample in samples):
        return OwnKind.TEXT
    digits = all(sample.strip().isdigit() for sample in samples)
    for kind in _KINDS:
        if not (digits and kind is OwnKind.YES_NO) and all(read_own(kind, sample) for sample in samples):
            return kind
    return OwnKind.TEXT
