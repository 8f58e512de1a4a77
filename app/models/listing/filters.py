"""A filter of clients as an SQL condition on `client`.

Texts are compared without regard to case and to ё or е. SQLite folds Latin letters only, so a text becomes a GLOB
pattern in which every letter is a class of its forms: "Ель" -> "[ЕЁеё][Лл][Ьь]".
"""

from __future__ import annotations

import calendar
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.models.base import MOMENT_FORMAT
from app.models.facts import is_sale
from app.models.listing.filter_fields import (
    ANSWERS,
    FIELDS,
    FOUND_BY_KEY,
    FOUND_BY_SEARCH,
    GAPS,
    MOMENTS,
    NEGATED,
    OWN,
    SCORES,
    SECOND_VISITS,
    UNLISTED,
    VIEW,
    VISITS,
    Condition,
    Field,
    Group,
    own_field,
)
from app.models.listing.visits import gaps_sql, scores_sql, second_visits_sql, taken_on_visit, visits_sql
from app.models.search import fold, phone_digits
from app.models.segment_then import then_condition
from app.models.segments import Scale, cell_condition, value_condition

_SIGNS = {"eq": "=", "gt": ">", "ge": ">=", "lt": "<", "le": "<="}
SHORTEST = 3  # letters that the trigram index can find
_NUMERIC = ("number", "money")
_COUNTED = "client_id IS NOT NULL AND status = 'done' AND deleted_at IS NULL"


@dataclass(frozen=True)
class Frame:
    """What the words of a filter are relative to: the shop's day, its zone, its rule for 29 February, its own fields
    (key "own:<id>" -> kind), and its scale where groups of clients are asked for. With `as_of` nothing after that day
    counts. The parameters of the SQL gather here."""

    today: date
    zone: ZoneInfo
    leap_birthday: str = "feb28"
    own: Mapping[str, str] = field(default_factory=dict)
    as_of: bool = False
    scale: Scale | None = None
    parameters: dict[str, Any] = field(default_factory=dict)

    def bind(self, value: Any) -> str:
        """A parameter of the statement that holds `value`."""
        name = f"where{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"


def filter_sql(part: Group | Condition, frame: Frame) -> str:
    """The SQL condition of a checked filter; its parameters are in `frame`."""
    if isinstance(part, Group):
        joined = (" AND " if part.join == "all" else " OR ").join(filter_sql(inner, frame) for inner in part.parts)
        return f"({joined or '1'})"
    where = own_field(part.field, frame.own[part.field]) if part.field.startswith(OWN) else FIELDS[part.field]
    opposite = NEGATED.get(part.op)
    if opposite is None:
        return f"({_positive(where, part, frame)})"
    return f"(({_positive(where, Condition(part.field, opposite, part.value), frame)}) IS NOT TRUE)"


def needs_scale(part: Group | Condition) -> bool:
    """Whether a filter asks for groups of clients."""
    return _asks(part, {key for key, found in FIELDS.items() if found.kind.startswith("segment")})


def needs_value(part: Group | Condition) -> bool:
    """Whether a filter asks for the scores of money."""
    return _asks(part, {"value"})


def _asks(part: Group | Condition, fields: Collection[str]) -> bool:
    """Whether a filter, or a view within, asks for one of `fields`."""
    if isinstance(part, Group):
        return any(_asks(inner, fields) for inner in part.parts)
    if part.field == VIEW:
        return any(_asks(inner, fields) for inner in part.value)
    return part.field in fields


def is_listed(part: Group | Condition) -> bool:
    """Whether ix_client_listed has what the filter asks of most clients."""
    if isinstance(part, Group):
        return all(map(is_listed, part.parts))
    if part.field == VIEW:
        return all(map(is_listed, part.value))
    if part.field not in UNLISTED or part.op in ("empty", "not_empty"):
        return part.field not in UNLISTED
    values = part.value if isinstance(part.value, list) else [part.value]
    return part.field in FOUND_BY_KEY or all(len(fold(value)) >= SHORTEST for value in values)


def _positive(where: Field, asked: Condition, frame: Frame) -> str:
    if where.kind in _WHOLE:
        return _WHOLE[where.kind](where, asked, frame)
    if not where.rows:
        return _comparison(where, asked, frame)
    if asked.field in MOMENTS:
        inner = _comparison(where, asked, frame)
        until = f" AND at < {frame.bind(_start(frame.today + timedelta(days=1), frame.zone))}" if frame.as_of else ""
        return f"id IN (SELECT client_id FROM {where.rows}{until} GROUP BY client_id HAVING {inner})"
    if asked.op == "all":
        each = (Condition(asked.field, "any", [value]) for value in asked.value)
        return " AND ".join(_positive(where, one, frame) for one in each)
    rows = second_visits_sql(_until(frame)) if where.rows == SECOND_VISITS else where.rows
    return f"id IN (SELECT client_id FROM {rows} AND {_comparison(where, asked, frame)})"


def _comparison(where: Field, asked: Condition, frame: Frame) -> str:
    """The comparison of one column or expression."""
    day = frame.today
    column = where.column.format(today=f"'{day.isoformat()}'", year=day.year, month_day=day.month * 100 + day.day)
    if asked.op == "not_empty":
        return f"{column} <> ''" if where.kind in ("text", "choice", "contact", "tags") else f"{column} IS NOT NULL"
    if where.kind in _NUMERIC:
        return _number(column, asked, frame)
    if where.kind == "date":
        return _day(column, asked, frame)
    if where.kind in ("tags", "choice", "batch", "client"):
        values = asked.value if asked.op == "any" else [asked.value]
        return f"{column} IN (SELECT value FROM json_each({frame.bind(json.dumps(values))}))"
    values = asked.value if asked.op == "any" else [asked.value]
    return " OR ".join(_has_text(column, asked, value, frame) for value in values)


def _has_text(column: str, asked: Condition, typed: str, frame: Frame) -> str:
    """Whether a column has a text; of the wide rows only those are read that may have it."""
    exact = f"{column} GLOB {frame.bind(_pattern(asked.field, asked.op, typed))}"
    folded = fold(typed)
    if asked.field in FOUND_BY_SEARCH and len(folded) >= SHORTEST:
        phrase = '"' + folded.replace('"', '""') + '"'
        return f"(id IN (SELECT rowid FROM client_fts WHERE client_fts MATCH {frame.bind(phrase)}) AND {exact})"
    if asked.field in FOUND_BY_KEY:
        key = frame.bind(f"*{''.join(f'[{letter}]' if letter in '*?[' else letter for letter in folded)}*")
        found = f"SELECT id FROM main.client INDEXED BY ix_client_sort_key WHERE sort_key GLOB {key}"
        return f"(id IN ({found}) AND {exact})"
    return exact


def _pattern(name: str, op: str, typed: str) -> str:
    letters = glob_letters(typed)
    if name == "phone":  # as digits, with or without the country code
        letters = ("*" if op == "eq" else "") + glob_letters(phone_digits(typed))
    return {"contains": f"*{letters}*", "starts": f"{letters}*"}.get(op, letters)


def glob_letters(typed: str) -> str:
    """A GLOB pattern for a text whatever the case of its letters, е as ё."""
    return "".join(map(_letter, fold(typed)))


def _letter(letter: str) -> str:
    forms = {letter, letter.lower(), letter.upper()} | ({"ё", "Ё"} if letter == "е" else set())
    every = sorted(form for form in forms if len(form) == 1)
    return letter if len(every) == 1 and letter not in "*?[" else f"[{''.join(every)}]"


def _number(column: str, asked: Condition, frame: Frame) -> str:
    if asked.op == "between":
        low, high = asked.value
        return f"{column} BETWEEN {frame.bind(low)} AND {frame.bind(high)}"
    return f"{column} {_SIGNS[asked.op]} {frame.bind(asked.value)}"


def _day(column: str, asked: Condition, frame: Frame) -> str:
    low, high = days_of(asked, frame.today)
    moment = asked.field in MOMENTS
    ends = []
    if low is not None:
        ends.append(f"{column} >= {frame.bind(_start(low, frame.zone) if moment else low.isoformat())}")
    if high is not None:
        after = high + timedelta(days=1)
        ends.append(f"{column} < {frame.bind(_start(after, frame.zone) if moment else after.isoformat())}")
    return " AND ".join(ends)


def days_of(asked: Condition, today: date) -> tuple[date | None, date | None]:
    """First and last day of a comparison of days; None where it has no end there."""
    value, one = asked.value, timedelta(days=1)
    if asked.op in ("last_days", "over_days"):
        back = today - timedelta(days=value)
        return (back, today) if asked.op == "last_days" else (None, back - one)
    if asked.op == "next_days":
        return today, today + timedelta(days=value)
    if asked.op == "between":
        return date.fromisoformat(value[0]), date.fromisoformat(value[1])
    day = date.fromisoformat(value)
    return {"eq": (day, day), "lt": (None, day - one), "le": (None, day), "gt": (day + one, None), "ge": (day, None)}[
        asked.op
    ]


def _start(day: date, zone: ZoneInfo) -> str:
    return datetime.combine(day, time(), zone).astimezone(UTC).strftime(MOMENT_FORMAT)


def _birthday(_where: Field, asked: Condition, frame: Frame) -> str:
    if asked.op == "not_empty":
        return "birth_month IS NOT NULL AND birth_day IS NOT NULL"
    if asked.op == "month":
        return f"birth_month = {frame.bind(asked.value)} AND birth_day IS NOT NULL"
    codes = json.dumps(sorted(_birthday_codes(frame, asked.value)))
    return f"(birth_month, birth_day) IN (SELECT value / 100, value % 100 FROM json_each({frame.bind(codes)}))"


def _birthday_codes(frame: Frame, ahead: int) -> set[int]:
    """month * 100 + day of the birthdays kept from today on, 29 February in a common year by the shop's rule."""
    codes = set()
    for number in range(ahead + 1):
        day = frame.today + timedelta(days=number)
        code = day.month * 100 + day.day
        codes.add(code)
        if code == (228 if frame.leap_birthday == "feb28" else 301) and not calendar.isleap(day.year):
            codes.add(229)
    return codes


def _yes_no(where: Field, asked: Condition, frame: Frame) -> str:
    if where.rows.startswith("own_value"):
        wanted = "" if asked.op == "not_empty" else f" AND value = {frame.bind('1' if asked.value else '0')}"
        return f"id IN (SELECT client_id FROM {where.rows}{wanted})"
    if where.rows:
        return f"id {'' if asked.value else 'NOT '}IN (SELECT client_id FROM {where.rows})"
    return f"{where.column} = {int(asked.value)}"


def _segment(where: Field, asked: Condition, frame: Frame) -> str:
    """Groups, cells or scores of money of today, or groups at the end of a day."""
    if frame.scale is None:
        raise TypeError("a filter by groups needs the scale that makes them")
    if asked.field == "value":
        return value_condition(frame.scale, frame.today, asked.value)
    if where.kind == "segment":
        return cell_condition(frame.scale, frame.today, asked.value)
    return then_condition(frame.scale, date.fromisoformat(asked.value["day"]), asked.value["items"])


def _consent(where: Field, asked: Condition, frame: Frame) -> str:
    """The latest yes or no to the purpose; of those that name a channel, only the asked one's."""
    channel = f" AND (channel IS NULL OR channel = {frame.bind(asked.value)})" if asked.value else ""
    rows = f"FROM consent WHERE purpose = '{where.column}'{channel}"
    if asked.op == "not_empty":
        return f"id IN (SELECT client_id {rows})"
    return (
        f"id IN (SELECT client_id FROM (SELECT client_id, given, max(id) {rows} GROUP BY client_id)"
        f" WHERE given = {int(asked.op == 'given')})"
    )


def _view(_where: Field, asked: Condition, frame: Frame) -> str:
    """Whom the filters of saved views let through: any one of them, or all."""
    joined = " AND " if asked.op == "all" else " OR "
    return joined.join(filter_sql(group, frame) for group in asked.value)


def _bought(where: Field, asked: Condition, frame: Frame) -> str:
    """Receipts that count and are no returns, with a line of such a product."""
    items = asked.value["items"]
    if asked.op == "all":
        return " AND ".join(_bought_one(where, "any", [item], asked.value, frame) for item in items)
    return _bought_one(where, asked.op, items, asked.value, frame)


def _bought_one(where: Field, op: str, items: list[str], period: Mapping[str, Any], frame: Frame) -> str:
    around = "*" if op == "contains" else ""
    column = "name" if where.column == "name_key" else where.column
    patterns = [f"{around}{glob_letters(item)}{around}" for item in items]
    named = " OR ".join(f"g.{column} GLOB {frame.bind(pattern)}" for pattern in patterns)
    if where.rows:
        return taken_on_visit(int(where.rows), named, _period(period, frame), _until(frame))
    return (
        "id IN (SELECT p.client_id FROM product g CROSS JOIN purchase_line l ON l.product_id = g.id"
        f" CROSS JOIN purchase p ON p.id = l.purchase_id WHERE ({named}) AND {_COUNTED}"
        f" AND {is_sale('p')}{_period(period, frame)})"
    )


def _within(where: Field, asked: Condition, frame: Frame) -> str:
    """A sum or a count of the receipts, or of the visits, of a period; it is 0 for those who have none."""
    compared = Condition(asked.field, asked.op, asked.value["amount"])
    inner = _number(where.column, compared, frame)
    found = _rows_within(where, asked.value, frame)
    if where.rows in (GAPS, SCORES):
        return f"id IN (SELECT client_id FROM {found} AND {inner})"
    rows = f"FROM {found} GROUP BY client_id HAVING"
    if holds(compared, 0):
        return f"id NOT IN (SELECT client_id {rows} NOT ({inner}))"
    return f"id IN (SELECT client_id {rows} {inner})"


def _rows_within(where: Field, value: Mapping[str, Any], frame: Frame) -> str:
    """The receipts, visits, gaps, answers or scores of a period, with the beginning of a condition on them."""
    if where.rows in (ANSWERS, SCORES):
        low, high = _ends(value, frame)
        after = f" AND at >= {frame.bind(_start(low, frame.zone))}" if low else ""
        before = f" AND at < {frame.bind(_start(high + timedelta(days=1), frame.zone))}" if high else ""
        answers = ANSWERS + after + before
        return answers if where.rows == ANSWERS else scores_sql(answers)
    period = _period(value, frame)
    if where.rows in (VISITS, GAPS):
        return (visits_sql if where.rows == VISITS else gaps_sql)(period, _until(frame))
    return where.rows.format(counted=_COUNTED) + period


def holds(asked: Condition, number: float) -> bool:
    """Whether a comparison of numbers holds for `number`."""
    wanted = asked.value
    if asked.op == "between":
        return bool(wanted[0] <= number <= wanted[1])
    return bool(
        {
            "eq": number == wanted,
            "ne": number != wanted,
            "gt": number > wanted,
            "ge": number >= wanted,
            "lt": number < wanted,
            "le": number <= wanted,
        }[asked.op]
    )


def _until(frame: Frame) -> str:
    """ " AND day ..." of a past day, after which nothing counts."""
    return f" AND day <= {frame.bind(frame.today.isoformat())}" if frame.as_of else ""


def _period(value: Mapping[str, Any], frame: Frame) -> str:
    """ " AND day ..." of {"days": N} (the last N days), {"from", "to"} or neither."""
    low, high = _ends(value, frame)
    after = f" AND day >= {frame.bind(low.isoformat())}" if low else ""
    return after + (f" AND day <= {frame.bind(high.isoformat())}" if high else "")


def _ends(value: Mapping[str, Any], frame: Frame) -> tuple[date | None, date | None]:
    """The first and the last day of a period; None where it has no end there."""
    if "days" in value:
        return frame.today - timedelta(days=value["days"]), frame.today
    low, high = (date.fromisoformat(value[end]) if value.get(end) else None for end in ("from", "to"))
    if frame.as_of:
        high = min(high or frame.today, frame.today)
    return low, high


# Kinds that are more than the comparison of a column.
_WHOLE: dict[str, Callable[[Field, Condition, Frame], str]] = {
    "birthday": _birthday,
    "yes_no": _yes_no,
    "consent": _consent,
    "view": _view,
    "bought": _bought,
    "segment": _segment,
    "segment_then": _segment,
    "period_money": _within,
    "period_number": _within,
}
