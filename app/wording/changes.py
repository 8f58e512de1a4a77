"""What an action did to a client, line by line: "City: Ufa → Kazan", "Tag: — → VIP"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from app.i18n import _, day_text, money, quoted
from app.models.enums import ContactKind
from app.services.clients.data import ChangePart, ChangeRow
from app.wording.aftersale import case_kind_name, case_status_name, entitlement_kind_name
from app.wording.enquiries import state_text
from app.wording.filters import FIELD_NAMES
from app.wording.outcomes import outcome_name
from app.wording.recurrence import recurrence_words
from app.wording.tasks import priority_name, steps_text

Cells = Mapping[str, Any]
Names = Mapping[str, str]
NOTHING = "—"
LONGEST = 80
PARTS_OF_NAME = ("last_name", "first_name", "middle_name")
BIRTHDAY = ("birth_day", "birth_month", "birth_year")
GENDERS: dict[str, Callable[[], str]] = {"m": lambda: _("man"), "f": lambda: _("woman")}


def change_lines(change: ChangeRow, currency: str) -> list[str]:
    """Each thing that the action changed, as "what: before → after"; what says nothing to people is left out."""
    came = {(part.table, _told(part.table, part.after, change.names, currency)) for part in change.parts if part.after}
    found = [
        line
        for part in change.parts
        if part.after or (part.table, _told(part.table, part.before, change.names, currency)) not in came  # moved
        for line in _lines(part, change.names, currency)
    ]
    return list(dict.fromkeys(found))


def _told(table: str, cells: Cells | None, names: Names, currency: str) -> str:
    return ROWS[table][1](cells, names, currency) if cells and table in ROWS else ""


def _lines(part: ChangePart, names: Names, currency: str) -> Iterator[str]:
    if part.table == "client":
        if part.before is not None and part.after is not None:
            yield from _client_lines(part.before, part.after, names)
        return
    worded = ROWS.get(part.table)
    if worded is None:
        return
    title = worded[0](part.after or part.before or {}, names)
    before, after = (_told(part.table, cells, names, currency) for cells in (part.before, part.after))
    if before != after:
        yield _line(title, before, after)


def _client_lines(before: Cells, after: Cells, names: Names) -> Iterator[str]:
    for name in after:
        told = CLIENT.get(name)
        if told is not None and not (name in PARTS_OF_NAME and "name" in after):
            yield _line(CLIENT_NAMES[told[0]](), told[1](before.get(name), names), told[1](after[name], names))
    if any(name in after for name in BIRTHDAY):
        yield _line(FIELD_NAMES["birthday"](), _birthday(before), _birthday(after))


def _line(title: str, before: str, after: str) -> str:
    return f"{title}: {_short(before)} → {_short(after)}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return (text[: LONGEST - 1] + "…" if len(text) > LONGEST else text) or NOTHING


def _text(value: Any, _names: Names) -> str:
    return "" if value is None else str(value)


def _yes_no(value: Any, _names: Names) -> str:
    return _("yes") if value else _("no")


def _client(value: Any, names: Names) -> str:
    return "" if value is None else names.get(f"client:{value}", _("a client who is no more"))


def _gender(value: Any, _names: Names) -> str:
    return GENDERS[value]() if value in GENDERS else ""


def _way(value: Any, _names: Names) -> str:
    return _kind(value) if value else ""


def _kind(kind: Any) -> str:
    return FIELD_NAMES[kind]() if kind in FIELD_NAMES else str(kind)


def _birthday(cells: Cells) -> str:
    """As far as the log tells: only the changed ones of day, month and year are in it."""
    parts = [f"{cells[name]:02d}" for name in BIRTHDAY if cells.get(name)]
    return ".".join(parts)


CLIENT_NAMES: dict[str, Callable[[], str]] = {
    **FIELD_NAMES,
    "contact_days": lambda: _("Stay in touch every so many days"),
    "muted_until": lambda: _("No offers before"),
}

# Column of a client -> its name in CLIENT_NAMES, and its value in words.
CLIENT: dict[str, tuple[str, Callable[[Any, Names], str]]] = {
    **{
        name: (name, _text)
        for name in ("name", *PARTS_OF_NAME, "company", "address", "city", "card", "source", "note", "points")
    },
    "gender": ("gender", _gender),
    "referred_by_id": ("referred_by", _client),
    "preferred_channel": ("preferred_channel", _way),
    "do_not_disturb": ("do_not_disturb", _yes_no),
    "contact_days": ("contact_days", _text),
    "muted_until": ("muted_until", lambda value, _names: _day(value) if value else ""),
}


def _contact(cells: Cells, _names: Names, _currency: str) -> str:
    if "wrong" in cells and "value" not in cells:  # crossed out, or right again
        return _("wrong") if cells["wrong"] else _("right")
    if cells.get("kind") == ContactKind.PHONE:
        return str(cells.get("original") or cells.get("value", ""))
    return str(cells.get("value", ""))


def _year_day(cells: Cells, _names: Names, _currency: str) -> str:
    """As far as the log tells, like a birthday."""
    return ".".join(f"{cells[name]:02d}" for name in ("day", "month", "year") if cells.get(name))


def _consent(cells: Cells, _names: Names, _currency: str) -> str:
    said = _("yes") if cells.get("given") else _("no")
    way = _kind(cells["channel"]) if cells.get("channel") else ""
    return f"{said}, {way}" if way else said


def _task(cells: Cells, _names: Names, _currency: str) -> str:
    day = _day(cells["due_day"]) if cells.get("due_day") else ""
    if cells.get("title"):
        return f"{cells['title']}, {day}" if day else str(cells["title"])
    if cells.get("done_at"):
        return _("done")
    parts = [  # changed, not made
        day,
        str(cells.get("due_time") or ""),
        priority_name(cells["priority"]) if "priority" in cells else "",
        recurrence_words(cells["every"]) if cells.get("every") else "",
        steps_text(cells.get("checklist") or ()),
        str(cells.get("note") or ""),
        _("deleted") if cells.get("deleted_at") else "",
    ]
    return ", ".join(filter(None, parts))


def _interaction(cells: Cells, _names: Names, _currency: str) -> str:
    outcome = outcome_name(cells["outcome"]) if cells.get("outcome") else ""
    return ", ".join(filter(None, (outcome, cells.get("text"), cells.get("reason"))))


def _purchase(cells: Cells, _names: Names, currency: str) -> str:
    total, day = cells.get("total"), cells.get("day")
    parts = [money(total, currency) if total is not None else "", day_text(date.fromisoformat(day)) if day else ""]
    if "id" not in cells:  # changed, not made
        parts += [str(cells.get(name) or "") for name in ("time", "receipt", "payment", "note")]
        parts.append(_("deleted") if cells.get("deleted_at") else "")
    return ", ".join(filter(None, parts))


def _person(cells: Cells, names: Names, _currency: str) -> str:
    company, person = (_client(cells.get(name), names) for name in ("company_id", "client_id"))
    job = cells.get("job") or ""
    return " · ".join(filter(None, (person, company, job)))


def _feedback(cells: Cells, _names: Names, _currency: str) -> str:
    return ", ".join(str(cells[name]) for name in ("score", "text") if cells.get(name) not in (None, ""))


def _interest(cells: Cells, names: Names, _currency: str) -> str:
    if not cells.get("product_id"):  # changed, not made: that it was closed, or the note
        return _("closed") if cells.get("closed_at") else str(cells.get("note") or "")
    return names.get(f"product:{cells['product_id']}", _("a product that is no more"))


def _enquiry(cells: Cells, _names: Names, currency: str) -> str:
    if "id" in cells:  # made, not changed
        return str(cells["asked"])
    worth, state = cells.get("sum"), cells.get("state")
    parts = [
        str(cells.get("asked") or ""),
        money(worth, currency) if worth is not None else "",
        state_text(state) if state else "",
        str(cells.get("lost_reason") or ""),
        _("deleted") if cells.get("deleted_at") else "",
    ]
    return ", ".join(filter(None, parts))


def _case(cells: Cells, names: Names, _currency: str) -> str:
    if "id" in cells:  # made, not changed
        return f"{case_kind_name(cells['kind'])}, {cells['title']}"
    parts = [
        case_kind_name(cells["kind"]) if cells.get("kind") else "",
        str(cells.get("title") or ""),
        case_status_name(cells["status"]) if cells.get("status") else "",
        _("by {day}").format(day=_day(cells["due_day"])) if cells.get("due_day") else "",
        *_product_and_note(cells, names),
    ]
    return ", ".join(filter(None, parts))


def _entitlement(cells: Cells, names: Names, _currency: str) -> str:
    made = "id" in cells
    parts = [
        entitlement_kind_name(cells["kind"]) if cells.get("kind") else "",
        str(cells.get("name") or ""),
        _("from {day}").format(day=_day(cells["start_day"])) if cells.get("start_day") and not made else "",
        _("until {day}").format(day=_day(cells["end_day"])) if cells.get("end_day") else "",
        *([] if made else _product_and_note(cells, names)),
    ]
    return ", ".join(filter(None, parts))


def _product_and_note(cells: Cells, names: Names) -> list[str]:
    product = cells.get("product_id")
    return [names.get(f"product:{product}", _("a product that is no more")) if product else "", cells.get("note") or ""]


def _day(text: str) -> str:
    return day_text(date.fromisoformat(text))


def _cell(name: str) -> Callable[[Cells, Names, str], str]:
    return lambda cells, _names, _currency: _text(cells.get(name), {})


# Table -> what a row of it is called, and what it says.
ROWS: dict[str, tuple[Callable[[Cells, Names], str], Callable[[Cells, Names, str], str]]] = {
    "contact_point": (lambda cells, _names: _kind(cells.get("kind", _("Contact"))), _contact),
    "client_tag": (lambda _cells, _names: _("Tag"), _cell("tag")),
    "preference": (lambda cells, _names: cells.get("topic") or _("Preference"), _cell("text")),
    "consent": (
        lambda cells, _names: _("Advertising") if cells.get("purpose") == "advertising" else _("Personal data"),
        _consent,
    ),
    "important_date": (lambda cells, _names: cells.get("name") or _("Important date"), _year_day),
    "external_id": (lambda _cells, _names: _("Client number"), _cell("value")),
    "own_value": (lambda cells, names: names.get(f"own_field:{cells.get('field_id')}", _("Own field")), _cell("value")),
    "enquiry": (lambda _cells, _names: _("Enquiry"), _enquiry),
    "service_case": (lambda _cells, _names: _("Service case"), _case),
    "entitlement": (lambda _cells, _names: _("Subscription or warranty"), _entitlement),
    "attachment": (lambda _cells, _names: _("File"), _cell("name")),
    "contact_person": (lambda _cells, _names: _("Contact person"), _person),
    "task": (lambda _cells, _names: _("Task"), _task),
    "interaction": (lambda _cells, _names: _("Contact"), _interaction),
    "feedback": (lambda _cells, _names: _("Score"), _feedback),
    "purchase": (lambda cells, _names: _("Return") if cells.get("return_of_id") else _("Purchase"), _purchase),
    "interest": (lambda _cells, _names: _("Wanted"), _interest),
    "merged": (lambda _cells, _names: _("Merged"), lambda cells, names, _currency: _client(cells["client_id"], names)),
    "not_same": (
        lambda _cells, _names: _("Not the same as"),
        lambda cells, names, _currency: quoted(_client(cells.get("other_id"), names)),
    ),
}
