"""What an export asks the shop's file: clients and receipt lines in the values of the database, block by block."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app.models.base import MOMENT_FORMAT
from app.models.facts import facts_as_of
from app.models.interaction import SPOKEN

# Number of a client in a file: the first of its ids in other systems that nobody else has too. With the others told
# apart by "R-17", a file's sales find exactly their clients again, namesakes and shared phones included.
_NUMBERS = (
    "DROP TABLE IF EXISTS temp.export_number",
    "CREATE TEMP TABLE export_number (client_id INTEGER PRIMARY KEY, number TEXT)",
    """
INSERT OR IGNORE INTO temp.export_number
SELECT client_id, value FROM (SELECT min(id) AS first, min(client_id) AS client_id, value FROM external_id
    GROUP BY value HAVING min(client_id) = max(client_id)) ORDER BY first""",
)
_NUMBER = "coalesce((SELECT n.number FROM temp.export_number n WHERE n.client_id = c.id), 'R-' || c.id || {taken})"
_TAKEN = (
    "CASE WHEN EXISTS (SELECT 1 FROM temp.export_number n WHERE n.number = 'R-' || c.id) THEN '-' || c.id ELSE '' END"
)
# Only files that came from here have such ids; without any the check would walk over all of them for nothing.
_ANY_TAKEN = "SELECT 1 FROM temp.export_number WHERE number LIKE 'R-%' LIMIT 1"

_CONTACTS = (
    "(SELECT group_concat(value, char(10)) FROM (SELECT {value} AS value FROM contact_point x"
    " WHERE x.client_id = c.id AND {kinds} ORDER BY position, id))"
)
_LISTED = "(SELECT group_concat({column}, char(10)) FROM {table} x WHERE x.client_id = c.id)"

_OWN = "(SELECT json_group_object(field_id, value) FROM own_value x WHERE x.client_id = c.id)"

_CLIENTS = """
SELECT {number} AS external_id, c.id AS client_id, c.name, c.last_name, c.first_name, c.middle_name, c.company,
    {phones} AS phones,
    {emails} AS email, {others} AS messenger,
    CASE WHEN c.birth_day IS NULL THEN NULL
        WHEN c.birth_year IS NULL THEN printf('%02d.%02d.', c.birth_day, c.birth_month)
        ELSE printf('%04d-%02d-%02d', c.birth_year, c.birth_month, c.birth_day) END AS birthday,
    c.gender, c.address, c.city, c.card, c.source, {tags} AS tag, {preferences} AS preference, c.note,
    (SELECT given FROM consent x WHERE x.client_id = c.id AND purpose = 'advertising' ORDER BY id DESC LIMIT 1)
        AS consent,
    nullif(c.points, 0) AS points,
    (SELECT max(at) FROM interaction x WHERE x.client_id = c.id AND at < :until AND {spoken}) AS last_contact,
    c.visits, c.total AS spent, c.first_visit, c.last_visit, c.due_back, {own} AS own
FROM json_each(:ids) j CROSS JOIN client c ON c.id = j.value
WHERE c.deleted_at IS NULL AND c.merged_into_id IS NULL ORDER BY j.key"""

_LINES = """
SELECT p.id, p.day AS date, p.time, p.receipt, {number} AS external_id, c.id AS client_id, c.name,
    (SELECT value FROM contact_point x WHERE x.client_id = c.id AND kind = 'phone' ORDER BY position, id LIMIT 1)
        AS phone,
    (SELECT value FROM contact_point x WHERE x.client_id = c.id AND kind = 'email' ORDER BY position, id LIMIT 1)
        AS email,
    g.name AS product, g.sku, g.category, l.quantity, l.price, nullif(l.discount, 0) AS discount, l.sum, p.total,
    p.status, coalesce(p.total, 0) < 0 OR (p.return_of_id IS NOT NULL AND coalesce(p.total, 0) = 0) AS returns,
    EXISTS (SELECT 1 FROM purchase x WHERE x.return_of_id = p.id AND x.deleted_at IS NULL) AS taken_back,
    s.id AS sale, s.receipt AS sale_receipt, EXISTS (SELECT 1 FROM purchase x WHERE x.day = s.day AND x.id < s.id
        AND x.receipt = s.receipt AND coalesce(x.total, 0) >= 0 AND x.deleted_at IS NULL) AS sale_repeated
FROM json_each(:ids) j CROSS JOIN purchase p ON p.id = j.value LEFT JOIN client c ON c.id = p.client_id
    LEFT JOIN purchase s ON s.id = p.return_of_id AND s.deleted_at IS NULL
    LEFT JOIN purchase_line l ON l.purchase_id = p.id LEFT JOIN product g ON g.id = l.product_id
ORDER BY j.key, l.position, l.id"""

_RECEIPTS = """
SELECT p.id FROM purchase p LEFT JOIN client c ON c.id = p.client_id
WHERE p.deleted_at IS NULL AND c.deleted_at IS NULL AND p.day <= ? {whose} ORDER BY p.day, p.id"""


class ExportQueries:
    """The questions of one export, all on one snapshot of the shop.

    `as_of` is the last day that counts, and `until` the moment at which it is over: what came later is left out.
    """

    def __init__(self, session: Session, as_of: date = date.max, until: datetime = datetime.max) -> None:
        self._session = session
        self._as_of, self._until = as_of, until.strftime(MOMENT_FORMAT)
        for statement in _NUMBERS:
            session.execute(text(statement))
        taken = session.execute(text(_ANY_TAKEN)).first() is not None
        number = _NUMBER.format(taken=_TAKEN if taken else "''")
        self._clients = _CLIENTS.format(
            number=number,
            phones=_CONTACTS.format(value="value", kinds="kind = 'phone'"),
            emails=_CONTACTS.format(value="value", kinds="kind = 'email'"),
            others=_CONTACTS.format(value="kind || ': ' || value", kinds="kind NOT IN ('phone', 'email')"),
            tags=_LISTED.format(column="tag", table="client_tag"),
            preferences=_LISTED.format(column="text", table="preference"),
            own=_OWN if self.own_fields() else "NULL",
            spoken=SPOKEN,
        )
        self._lines = _LINES.format(number=f"CASE WHEN c.id IS NOT NULL THEN {number} END")

    def own_fields(self) -> list[tuple[int, str, str]]:
        """(id, name, kind) of the shop's own fields that are in use, in their order."""
        question = "SELECT id, name, kind FROM own_field WHERE NOT archived ORDER BY position, id"
        return [(row.id, row.name, row.kind) for row in self._session.execute(text(question))]

    def most_phones(self) -> int:
        """How many phones the client with the most of them has."""
        question = (
            "SELECT max(n) FROM (SELECT count(*) AS n FROM contact_point WHERE kind = 'phone' GROUP BY client_id)"
        )
        return int(self._session.execute(text(question)).scalar() or 0)

    def has_messengers(self) -> bool:
        """Whether any client can be reached by something else than phone and e-mail."""
        question = "SELECT 1 FROM contact_point WHERE kind NOT IN ('phone', 'email') LIMIT 1"
        return self._session.execute(text(question)).first() is not None

    def clients(self, ids: Sequence[int]) -> list[dict[str, Any]]:
        """Clients in the order of `ids`, by the names of the export's columns; lists are joined by newlines."""
        return self._rows(self._clients, ids)

    def facts_then(self) -> dict[int, Row[Any]] | None:
        """Facts of clients with purchases at the end of the day that is counted as today; None for the stored ones."""
        if self._as_of == date.max:
            return None
        return {row.client_id: row for row in facts_as_of(self._session, self._as_of)}

    def receipts(self, client_id: int | None = None) -> Sequence[int]:
        """Ids of all receipts, or of a client's, by day; those of clients in the trash are in the trash with them."""
        connection = self._session.connection()
        day = self._as_of.isoformat()
        if client_id is None:
            found = connection.exec_driver_sql(_RECEIPTS.format(whose=""), (day,))
        else:
            found = connection.exec_driver_sql(_RECEIPTS.format(whose="AND p.client_id = ?"), (day, client_id))
        return array("q", (row[0] for row in found))

    def lines(self, ids: Sequence[int]) -> list[dict[str, Any]]:
        """The lines of these receipts in order; a receipt without lines is one row."""
        return self._rows(self._lines, ids)

    def _rows(self, statement: str, ids: Sequence[int]) -> list[dict[str, Any]]:
        found = self._session.execute(text(statement), {"ids": json.dumps(list(ids)), "until": self._until})
        return [dict(row) for row in found.mappings()]
