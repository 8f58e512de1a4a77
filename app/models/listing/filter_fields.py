"""What a filter of clients can ask: its fields with the SQL behind each, and the comparisons that each kind takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from app.models.enums import ContactKind, OwnKind
from app.models.interaction import SPOKEN
from app.models.listing.rfm_groups import GRID, GROUPS, PROSPECTS, RHYTHM_STATE, RHYTHM_STATES, VALUES


@dataclass(frozen=True)
class Condition:
    """One comparison. `value` is as in JSON: text, number, true or false, ISO day, a list, or an object with a period;
    None where the comparison needs none."""

    field: str
    op: str
    value: Any = None


@dataclass(frozen=True)
class Group:
    """Conditions and further groups of which all, or any one, must hold. An empty one holds for everybody."""

    join: Literal["all", "any"] = "all"
    parts: tuple[Condition | Group, ...] = ()


@dataclass(frozen=True)
class Field:
    """Where a field is read: an SQL expression on `client`, or a column of the rows that belong to a client."""

    kind: str
    column: str
    rows: str = ""  # "table WHERE condition" with a client_id


# The opposite of a comparison: it holds wherever that one does not, for clients without a value too.
NEGATED = {"ne": "eq", "not_contains": "contains", "none": "any", "empty": "not_empty"}

_EMPTY = ("empty", "not_empty")
_NUMBERS = ("eq", "ne", "gt", "ge", "lt", "le", "between")
# Kind of field -> its comparisons, in the order in which they are offered.
OPS: dict[str, tuple[str, ...]] = {
    "text": ("contains", "not_contains", "starts", "eq", "ne", "any", "none", *_EMPTY),
    "contact": ("not_empty", "empty", "contains", "not_contains", "eq"),
    "number": (*_NUMBERS, *_EMPTY),
    "money": (*_NUMBERS, *_EMPTY),
    "date": ("last_days", "over_days", "next_days", "eq", "lt", "le", "gt", "ge", "between", *_EMPTY),
    "birthday": ("next_days", "month", *_EMPTY),
    "yes_no": ("eq",),
    "choice": ("any", "none", "eq", "ne", *_EMPTY),
    "tags": ("any", "all", "none", *_EMPTY),
    "consent": ("given", "refused", "empty"),
    "segment": ("any", "none"),
    "segment_then": ("any", "none"),
    "client": ("eq", "ne", *_EMPTY),
    "batch": ("any", "none", *_EMPTY),
    "view": ("any", "all", "none"),
    "bought": ("any", "all", "none", "contains", "not_contains"),
    "period_money": _NUMBERS,
    "period_number": _NUMBERS,
}

_MESSENGERS = (ContactKind.WHATSAPP, ContactKind.TELEGRAM, ContactKind.VK, ContactKind.VIBER)
CHANNELS = (ContactKind.PHONE, ContactKind.EMAIL, *_MESSENGERS)

VIEW = "view"  # whom saved views let through: by their ids, or by their filters once they were read

# What the fields of a period count; visits are found by the statements of models/facts.py.
RECEIPTS = "purchase WHERE {counted}"
ANSWERS = "feedback WHERE 1"  # by moments
VISITS, SECOND_VISITS = "visits", "second visits"
GAPS, SCORES = "gaps", "scores"  # who has none in the period is not among them, whatever is compared
FIRST_MONTH = "coalesce((SELECT substr(c.first_visit, 1, 7) FROM client c WHERE c.id = client_id), '')"

FORECASTS = "client_forecast WHERE 1"

# In the order in which the filter offers them.
FIELDS: dict[str, Field] = {
    "name": Field("text", "name"),
    "last_name": Field("text", "last_name"),
    "first_name": Field("text", "first_name"),
    "middle_name": Field("text", "middle_name"),
    "company": Field("text", "company"),
    "gender": Field("choice", "gender"),
    "birthday": Field("birthday", ""),
    "age": Field("number", "{year} - birth_year - (birth_month * 100 + birth_day > {month_day})"),
    **{kind.value: Field("contact", "value", f"contact_point WHERE kind = '{kind}'") for kind in CHANNELS},
    "address": Field(
        "text",
        "value",
        "(SELECT id AS client_id, address AS value FROM client WHERE address <> ''"
        " UNION ALL SELECT client_id, value FROM contact_point WHERE kind = 'address') WHERE 1",
    ),
    "city": Field("text", "city"),
    "card": Field("text", "card"),
    "source": Field("text", "source"),
    "note": Field("text", "note"),
    "tags": Field("tags", "tag", "client_tag WHERE 1"),
    "preferences": Field("tags", "text", "preference WHERE 1"),
    "consent_processing": Field("consent", "processing"),
    "consent_advertising": Field("consent", "advertising"),
    "do_not_disturb": Field("yes_no", "do_not_disturb"),
    "preferred_channel": Field("choice", "preferred_channel"),
    "referred_by": Field("client", "referred_by_id"),
    "points": Field("number", "points"),
    "external_id": Field("contact", "value", "external_id WHERE 1"),
    "segment": Field("segment", ""),
    "segment_cell": Field("segment", ""),
    "segment_then": Field("segment_then", ""),
    "value": Field("segment", ""),
    "rhythm_state": Field("choice", RHYTHM_STATE),
    "visits": Field("number", "visits"),
    "receipts": Field("number", "receipts"),
    "total": Field("money", "total"),
    "average_receipt": Field("money", "CAST(total AS REAL) / nullif(receipts, 0)"),
    "first_visit": Field("date", "first_visit"),
    "last_visit": Field("date", "last_visit"),
    "silent_days": Field("number", "julianday({today}) - julianday(last_visit)"),
    "rhythm_days": Field("number", "rhythm_days"),
    "due_back": Field("date", "due_back"),
    "lapse_day": Field("date", "lapse_day"),
    "last_category": Field("text", "last_category"),
    "bought": Field("bought", "name_key"),
    "bought_category": Field("bought", "category"),
    "first_bought": Field("bought", "name_key", "1"),
    "second_bought": Field("bought", "name_key", "2"),
    "period_total": Field("period_money", "coalesce(sum(total), 0)", RECEIPTS),
    "period_receipts": Field("period_number", "count(*)", RECEIPTS),
    "period_visits": Field("period_number", "count(*)", VISITS),
    "period_new": Field("period_number", "count(*)", f"{RECEIPTS} AND substr(day, 1, 7) = {FIRST_MONTH}"),
    "period_regular": Field("period_number", "count(*)", f"{RECEIPTS} AND substr(day, 1, 7) <> {FIRST_MONTH}"),
    "period_returns": Field("period_number", "count(*)", f"{RECEIPTS} AND total < 0"),
    "period_answers": Field("period_number", "count(*)", ANSWERS),
    "period_score": Field("period_number", "score", SCORES),
    "period_gap": Field("period_number", "days", GAPS),
    "second_visit_days": Field("number", "days", SECOND_VISITS),
    "p_alive": Field("number", "round(p_alive * 100)", FORECASTS),
    "expected_purchases": Field("number", "purchases", FORECASTS),
    "expected_money": Field("money", "money", FORECASTS),
    "money_at_risk": Field("money", "at_risk", FORECASTS),
    "last_contact": Field("date", "max(at)", f"interaction WHERE {SPOKEN}"),
    "open_task": Field("yes_no", "", "task WHERE done_at IS NULL AND deleted_at IS NULL AND client_id IS NOT NULL"),
    "attachment": Field("yes_no", "", "attachment WHERE 1"),
    "created": Field("date", "created_at"),
    "batch": Field("batch", "batch_id"),
    VIEW: Field("view", ""),
}

# Fields of the wide rows -> where those who may have a text are found sooner: the trigram index of the search, or the
# key that clients are sorted by, which is made of these.
FOUND_BY_SEARCH = frozenset({"name", "note"})
FOUND_BY_KEY = frozenset({"last_name", "first_name", "middle_name"})
UNLISTED = FOUND_BY_SEARCH | FOUND_BY_KEY  # ix_client_listed does not have them

# Fields whose column is a moment in UTC, compared by the days of the shop.
MOMENTS = frozenset({"created", "last_contact"})

# Value that can be chosen from -> the fixed choices.
CHOICES: dict[str, tuple[str, ...]] = {
    "segment": (*GROUPS, PROSPECTS),
    "segment_cell": tuple(f"{recency}{frequency}" for recency, frequency in GRID),
    "value": VALUES,
    "rhythm_state": RHYTHM_STATES,
    "gender": ("f", "m"),
    "preferred_channel": tuple(CHANNELS),
    "consent_processing": tuple(CHANNELS),
    "consent_advertising": tuple(CHANNELS),
}

OWN = "own:"  # + id of an own field
_OWN_COLUMNS = {OwnKind.NUMBER: "number"}


def own_field(key: str, kind: str) -> Field:
    """The field behind "own:<id>" of an own field of `kind` (OwnKind)."""
    rows = f"own_value WHERE field_id = {int(key.removeprefix(OWN))}"
    return Field(kind, _OWN_COLUMNS.get(OwnKind(kind), "value"), rows)
