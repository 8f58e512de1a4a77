"""In what order clients are listed: the SQL of every sort, those without a value last either way."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.filter_fields import OWN

LIVE = "deleted_at IS NULL AND merged_into_id IS NULL"


@dataclass(frozen=True)
class Sort:
    """An SQL expression on `client`, and what it is where there is nothing: NULL, an empty text, or neither."""

    column: str
    missing: str = "NULL"


def _first(kind: str) -> str:
    return (
        "(SELECT x.value FROM contact_point x WHERE x.client_id = client.id"
        f" AND x.kind = '{kind}' ORDER BY x.position, x.id LIMIT 1)"
    )


def _consent(purpose: str) -> str:
    return (
        f"(SELECT x.given FROM consent x WHERE x.client_id = client.id AND x.purpose = '{purpose}'"
        " ORDER BY x.id DESC LIMIT 1)"
    )


SORTS: dict[str, Sort] = {
    "name": Sort("sort_key", ""),
    "id": Sort("id", ""),
    "phone": Sort(_first("phone")),
    "email": Sort(_first("email")),
    "whatsapp": Sort(_first("whatsapp")),
    "telegram": Sort(_first("telegram")),
    "vk": Sort(_first("vk")),
    "viber": Sort(_first("viber")),
    "last_name": Sort("last_name", "''"),
    "first_name": Sort("first_key", "''"),
    "middle_name": Sort("middle_name", "''"),
    "company": Sort("company", "''"),
    "gender": Sort("gender"),
    "birthday": Sort("birth_month * 100 + birth_day"),
    "age": Sort("-(birth_year * 10000 + birth_month * 100 + birth_day)"),
    "address": Sort("address", "''"),
    "city": Sort("city", "''"),
    "card": Sort("card", "''"),
    "source": Sort("source", "''"),
    "note": Sort("note", "''"),
    "tags": Sort("(SELECT min(x.tag) FROM client_tag x WHERE x.client_id = client.id)"),
    "preferences": Sort("(SELECT min(x.text) FROM preference x WHERE x.client_id = client.id)"),
    "referred_by": Sort("(SELECT x.sort_key FROM client x WHERE x.id = client.referred_by_id)"),
    "consent_processing": Sort(_consent("processing")),
    "consent_advertising": Sort(_consent("advertising")),
    "external_id": Sort("(SELECT x.value FROM external_id x WHERE x.client_id = client.id ORDER BY x.id LIMIT 1)"),
    "preferred_channel": Sort("preferred_channel"),
    "do_not_disturb": Sort("do_not_disturb", ""),
    "points": Sort("points", ""),
    "visits": Sort("visits", ""),
    "receipts": Sort("receipts", ""),
    "total": Sort("total", ""),
    "average_receipt": Sort("CAST(total AS REAL) / nullif(receipts, 0)"),
    "first_visit": Sort("first_visit"),
    "last_visit": Sort("last_visit"),
    "rhythm_days": Sort("rhythm_days"),
    "due_back": Sort("due_back"),
    "lapse_day": Sort("lapse_day"),
    "last_category": Sort("nullif(last_category, '')"),
    "last_contact": Sort("(SELECT max(x.at) FROM interaction x WHERE x.client_id = client.id)"),
    "open_tasks": Sort(
        "nullif((SELECT count(*) FROM task x WHERE x.client_id = client.id"
        " AND x.done_at IS NULL AND x.deleted_at IS NULL), 0)"
    ),
    "silent_days": Sort("-julianday(last_visit)"),
    "created": Sort("created_at", ""),
    "updated": Sort("updated_at", ""),
}


def own_sort(key: str) -> Sort:
    """The order by an own field, "own:<id>": by the number where it holds one, else by the text."""
    field_id = int(key.removeprefix(OWN))
    return Sort(
        "(SELECT coalesce(x.number, x.value) FROM own_value x"
        f" WHERE x.client_id = client.id AND x.field_id = {field_id})"
    )


def order_sql(sort: Sort, descending: bool) -> str:
    """The ORDER BY of a sort; equal ones by id in the same direction."""
    direction = "DESC" if descending else "ASC"
    missing = {"": "", "NULL": f"{sort.column} IS NULL, "}.get(sort.missing, f"{sort.column} = {sort.missing}, ")
    return f"ORDER BY {missing}{sort.column} {direction}, id {direction}"
