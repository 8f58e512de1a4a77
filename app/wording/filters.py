"""Filters of clients in words: fields, comparisons, and a condition as it stands on a chip ("Total ≥ 10 000 ₽")."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from app.i18n import _, money, month_name, ngettext, quantity_text, quoted, short_day
from app.models.listing.filter_fields import CHOICES, VIEW, Condition, Group
from app.wording.segments import rhythm_state_name, segment_name

# Values whose words the shop's data tell: ("referred_by", 17) -> the name, ("batch", 3) -> the file.
Names = Mapping[tuple[str, Any], str]

FIELD_NAMES: dict[str, Callable[[], str]] = {
    "name": lambda: _("Name"),
    "last_name": lambda: _("Surname"),
    "first_name": lambda: _("First name"),
    "middle_name": lambda: _("Patronymic"),
    "company": lambda: _("Company"),
    "gender": lambda: _("Gender"),
    "birthday": lambda: _("Birthday"),
    "age": lambda: _("Age"),
    "phone": lambda: _("Phone"),
    "email": lambda: _("E-mail"),
    "whatsapp": lambda: "WhatsApp",
    "telegram": lambda: "Telegram",
    "vk": lambda: "VK",
    "viber": lambda: "Viber",
    "address": lambda: _("Address"),
    "city": lambda: _("City"),
    "card": lambda: _("Card"),
    "source": lambda: _("Came from"),
    "note": lambda: _("Note"),
    "tags": lambda: _("Tags"),
    "preferences": lambda: _("Preferences"),
    "consent_processing": lambda: _("Agrees to keeping personal data"),
    "consent_advertising": lambda: _("Agrees to advertising"),
    "do_not_disturb": lambda: _("Do not disturb"),
    "preferred_channel": lambda: _("Best way"),
    "referred_by": lambda: _("Referred by"),
    "points": lambda: _("Points"),
    "external_id": lambda: _("Ids elsewhere"),
    "segment": lambda: _("Group"),
    "segment_cell": lambda: _("Recency and frequency"),
    "segment_then": lambda: _("Group on a day"),
    "value": lambda: _("Client value"),
    "rhythm_state": lambda: _("How the rhythm goes"),
    "visits": lambda: _("Visits"),
    "receipts": lambda: _("Receipts"),
    "total": lambda: _("Total"),
    "average_receipt": lambda: _("Average receipt"),
    "first_visit": lambda: _("First visit"),
    "last_visit": lambda: _("Last visit"),
    "silent_days": lambda: _("Days silent"),
    "rhythm_days": lambda: _("Rhythm, days"),
    "due_back": lambda: _("Due back"),
    "lapse_day": lambda: _("Counts as gone"),
    "last_category": lambda: _("Bought last"),
    "bought": lambda: _("Bought a product"),
    "bought_category": lambda: _("Bought from a category"),
    "first_bought": lambda: _("Took on the first visit"),
    "second_bought": lambda: _("Took on the second visit"),
    "period_total": lambda: _("Total of a period"),
    "period_receipts": lambda: _("Receipts of a period"),
    "period_visits": lambda: _("Visits of a period"),
    "period_new": lambda: _("Receipts of the first month"),
    "period_regular": lambda: _("Receipts after the first month"),
    "period_returns": lambda: _("Returns of a period"),
    "period_answers": lambda: _("Answers of a period to “would you recommend us?”"),
    "period_score": lambda: _("Last answer of a period to “would you recommend us?”, 0 to 10"),
    "period_gap": lambda: _("Days between two visits, the second in a period"),
    "second_visit_days": lambda: _("Days from the first visit to the second"),
    "p_alive": lambda: _("Will come back, %"),
    "expected_purchases": lambda: _("Purchases to expect"),
    "expected_money": lambda: _("Money to expect"),
    "money_at_risk": lambda: _("Money at risk"),
    "last_contact": lambda: _("Last contact"),
    "open_task": lambda: _("Open task"),
    "attachment": lambda: _("Files attached"),
    "created": lambda: _("Added"),
    "batch": lambda: _("Came by import"),
    "view": lambda: _("My segment"),
}

# Groups of fields in the menu of the filter, in order.
FIELD_GROUPS: tuple[tuple[Callable[[], str], tuple[str, ...]], ...] = (
    (
        lambda: _("Purchases"),
        tuple(
            "segment segment_cell segment_then value rhythm_state visits receipts total average_receipt"
            " last_visit silent_days first_visit rhythm_days due_back lapse_day last_category bought bought_category"
            " first_bought second_bought"
            " period_total period_receipts period_visits period_new period_regular period_returns"
            " period_answers period_score period_gap second_visit_days"
            " p_alive expected_purchases expected_money money_at_risk".split()
        ),
    ),
    (lambda: _("Segments"), ("view",)),
    (
        lambda: _("Who it is"),
        tuple("name last_name first_name middle_name company gender birthday age city address".split()),
    ),
    (lambda: _("How to reach"), tuple("phone email whatsapp telegram vk viber preferred_channel".split())),
    (
        lambda: _("Work with the client"),
        tuple(
            "tags preferences source referred_by note card points do_not_disturb consent_processing"
            " consent_advertising last_contact open_task attachment external_id created batch".split()
        ),
    ),
)

_CHOICES: dict[tuple[str, Any], Callable[[], str]] = {
    ("gender", "f"): lambda: _("woman"),
    ("gender", "m"): lambda: _("man"),
    **{("segment", code): partial(segment_name, code) for code in CHOICES["segment"]},
    **{("segment_cell", code): partial("R{} F{}".format, *code) for code in CHOICES["segment_cell"]},
    **{("rhythm_state", state): partial(rhythm_state_name, state) for state in CHOICES["rhythm_state"]},
    **{("preferred_channel", kind): FIELD_NAMES[kind] for kind in "phone email whatsapp telegram vk viber".split()},
}

# Comparison -> its words in the editor; those of a kind of field stand before the common ones.
_OPS: dict[str, Callable[[], str]] = {
    "contains": lambda: _("contains"),
    "not_contains": lambda: _("does not contain"),
    "starts": lambda: _("begins with"),
    "eq": lambda: _("is"),
    "ne": lambda: _("is not"),
    "gt": lambda: _("more than"),
    "ge": lambda: _("at least"),
    "lt": lambda: _("less than"),
    "le": lambda: _("at most"),
    "between": lambda: _("from … to"),
    "last_days": lambda: _("in the last days"),
    "over_days": lambda: _("longer ago than, days"),
    "next_days": lambda: _("in the next days"),
    "month": lambda: _("in the month"),
    "any": lambda: _("any of"),
    "all": lambda: _("all of"),
    "none": lambda: _("none of"),
    "empty": lambda: _("there is none"),
    "not_empty": lambda: _("there is one"),
    "given": lambda: _("yes"),
    "refused": lambda: _("no"),
}
_OPS_OF: dict[tuple[str, str], Callable[[], str]] = {
    ("date", "gt"): lambda: _("after"),
    ("date", "ge"): lambda: _("not before"),
    ("date", "lt"): lambda: _("before"),
    ("date", "le"): lambda: _("not after"),
    ("date", "eq"): lambda: _("on the day"),
    ("consent", "empty"): lambda: _("never asked"),
    ("batch", "empty"): lambda: _("added by hand"),
    ("batch", "not_empty"): lambda: _("from any file"),
    ("bought", "contains"): lambda: _("with a word in the name"),
    ("bought", "not_contains"): lambda: _("nothing with a word in the name"),
}
_SIGNS = {"eq": "=", "ne": "≠", "gt": ">", "ge": "≥", "lt": "<", "le": "≤"}


def filter_field_name(key: str, own: Mapping[str, str] | None = None) -> str:
    """A field in words; `own`: key -> name of the shop's own fields."""
    worded = FIELD_NAMES.get(key)
    return worded() if worded else (own or {}).get(key, _("a field that is no more"))


def op_text(kind: str, op: str) -> str:
    """A comparison in words, as the editor offers it for fields of this kind."""
    return _OPS_OF.get((kind, op), _OPS[op])()


def choice_text(key: str, value: Any, names: Names | None = None) -> str:
    """A value of a choice in words: "woman", "WhatsApp", the name behind an id."""
    if (key, value) in (names or {}):
        return (names or {})[key, value]
    worded = _CHOICES.get((key, value))
    return worded() if worded else str(value)


def condition_text(
    asked: Condition,
    kind: str,
    currency: str,
    today: date,
    own: Mapping[str, str] | None = None,
    names: Names | None = None,
) -> str:
    """A condition as a chip says it. `kind` is the field's; `own`: key -> name of own fields."""
    name = filter_field_name(asked.field, own)
    if asked.op in ("empty", "not_empty") and kind not in ("consent", "batch"):
        return _said(name, _("none") if asked.op == "empty" else _("there is one"))
    if kind in ("number", "money"):
        return f"{name} {_amount(asked.op, asked.value, kind, currency)}"
    if kind in ("period_money", "period_number"):
        short = asked.field.removeprefix("period_")
        name = filter_field_name(short if short in FIELD_NAMES else asked.field)
        return f"{name} {_amount(asked.op, asked.value['amount'], kind, currency)}{_period(asked.value, today)}"
    worded = _WORDED.get(kind)
    if worded:
        return worded(asked, name, today)
    return _text(asked, name, names)


def group_text(group: Group, condition: Callable[[Condition], str]) -> str:
    """A whole filter in one line: "Total ≥ 10 000 ₽ and (Tags: VIP or City: Omsk)"; `condition` words one of them."""
    joined = _(" and ") if group.join == "all" else _(" or ")
    parts = []
    for part in group.parts:
        if isinstance(part, Condition):
            parts.append(condition(part))
        else:
            inner = group_text(part, condition)
            parts.append(f"({inner})" if len(part.parts) > 1 and len(group.parts) > 1 else inner)
    return joined.join(parts)


def _said(name: str, value: str) -> str:
    return _("{field}: {value}").format(field=name, value=value)


def _amount(op: str, value: Any, kind: str, currency: str) -> str:
    def worded(number: Any) -> str:
        if kind.endswith("money"):
            return money(number, currency)
        return quantity_text(round(number * 1000))

    if op == "between":
        return _("from {low} to {high}").format(low=worded(value[0]), high=worded(value[1]))
    return f"{_SIGNS[op]} {worded(value)}"


def _period(value: Mapping[str, Any], today: date) -> str:
    """The period of a condition with what stands before it; nothing for all time."""
    if "days" in value:
        return ", " + _last_days(value["days"])
    low, high = (date.fromisoformat(value[end]) if value.get(end) else None for end in ("from", "to"))
    if low and high:
        return f", {short_day(low, today)} – {short_day(high, today)}"
    if low:
        return ", " + _("from {day}").format(day=short_day(low, today))
    return ", " + _("up to {day}").format(day=short_day(high, today)) if high else ""


def _last_days(days: int) -> str:
    return ngettext("in the last {n} day", "in the last {n} days", days).format(n=days) if days else _("today")


def _day(asked: Condition, name: str, today: date) -> str:
    value = asked.value
    if asked.op == "last_days":
        return _said(name, _last_days(value))
    if asked.op == "over_days":
        return _said(name, ngettext("over {n} day ago", "over {n} days ago", value).format(n=value))
    if asked.op == "next_days":
        return _said(name, _next_days(value))
    if asked.op == "between":
        low, high = (short_day(date.fromisoformat(day), today) for day in value)
        return _said(name, f"{low} – {high}")
    day = short_day(date.fromisoformat(value), today)
    worded = {"lt": _("before {day}"), "le": _("up to {day}"), "gt": _("after {day}"), "ge": _("from {day}")}
    return _said(name, worded.get(asked.op, "{day}").format(day=day))


def _next_days(days: int) -> str:
    return ngettext("in the next {n} day", "in the next {n} days", days).format(n=days) if days else _("today")


def _birthday(asked: Condition, name: str, _today: date) -> str:
    if asked.op == "month":
        return _said(name, month_name(asked.value))
    return _said(name, _next_days(asked.value))


def _yes_no(asked: Condition, name: str, _today: date) -> str:
    return _said(name, _("yes") if asked.value else _("no"))


def _consent(asked: Condition, name: str, _today: date) -> str:
    if asked.value:
        name = f"{name} ({filter_field_name(asked.value)})"
    return _said(name, op_text("consent", asked.op))


def _segment_then(asked: Condition, _name: str, today: date) -> str:
    day = short_day(date.fromisoformat(asked.value["day"]), today)
    groups = _listed([segment_name(code) for code in asked.value["items"]], _(" or "))
    worded = _("On {day}: {groups}") if asked.op == "any" else _("On {day}: not {groups}")
    return worded.format(day=day, groups=groups)


# What was taken on a certain visit, by the comparison.
VISIT_BOUGHT: dict[str, Callable[[], dict[str, str]]] = {
    "first_bought": lambda: {
        "any": _("Took {items} on the first visit"),
        "all": _("Took {items} on the first visit"),
        "none": _("Did not take {items} on the first visit"),
        "contains": _("Took something with {items} on the first visit"),
        "not_contains": _("Took nothing with {items} on the first visit"),
    },
    "second_bought": lambda: {
        "any": _("Took {items} on the second visit"),
        "all": _("Took {items} on the second visit"),
        "none": _("Did not take {items} on the second visit"),
        "contains": _("Took something with {items} on the second visit"),
        "not_contains": _("Took nothing with {items} on the second visit"),
    },
}


def _bought(asked: Condition, name: str, today: date) -> str:
    items = [quoted(item) for item in asked.value["items"]]
    period = _period(asked.value, today)
    if asked.field in VISIT_BOUGHT:
        worded = VISIT_BOUGHT[asked.field]()
    elif asked.field == "bought_category":
        worded = {
            "any": _("Bought from {items}"),
            "all": _("Bought from {items}"),
            "none": _("Bought nothing from {items}"),
            "contains": _("Bought from categories with {items}"),
            "not_contains": _("Bought nothing from categories with {items}"),
        }
    else:
        worded = {
            "any": _("Bought {items}"),
            "all": _("Bought {items}"),
            "none": _("Did not buy {items}"),
            "contains": _("Bought something with {items}"),
            "not_contains": _("Bought nothing with {items}"),
        }
    return worded[asked.op].format(items=_listed(items, _(" and ") if asked.op == "all" else _(" or "))) + period


def _view_name(view_id: Any, names: Names | None) -> str:
    known = (names or {}).get((VIEW, view_id))
    return _("a segment that is no more") if known is None else quoted(known)


def _listed(items: Sequence[str], joined: str) -> str:
    return joined.join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else items[0]


def _text(asked: Condition, name: str, names: Names | None) -> str:
    """Texts, contacts, choices, tags, people and imports."""
    if asked.op in ("empty", "not_empty"):
        return _said(name, op_text("batch", asked.op))
    if asked.op in ("contains", "not_contains", "starts"):
        return f"{name} {_OPS[asked.op]()} {quoted(str(asked.value))}"
    values = asked.value if isinstance(asked.value, list) else [asked.value]
    shown = [
        _view_name(value, names) if asked.field == VIEW else choice_text(asked.field, value, names) for value in values
    ]
    if asked.op in ("ne", "none"):
        return _("{field}: not {values}").format(field=name, values=", ".join(shown))
    return _said(name, _listed(shown, _(" and ") if asked.op == "all" else _(" or ")))


# Kind of field -> words of a condition on it.
_WORDED: dict[str, Callable[[Condition, str, date], str]] = {
    "date": _day,
    "birthday": _birthday,
    "yes_no": _yes_no,
    "consent": _consent,
    "bought": _bought,
    "segment_then": _segment_then,
}
