"""What stands in the form of a client, as plain values: kept as a draft, compared after a conflict, made into data."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.models.enums import ContactKind, OwnKind
from app.services.clients.data import Birthday, ClientCard, ClientData, ConsentRow, Contact, Preferred
from app.services.clients.full_name import typed_name
from app.services.clients.save import LONGEST_DAYS
from app.services.clients.typed import check_birthday, typed_birthday, typed_contact
from app.services.errors import InvalidValue
from app.ui.widgets.phone import phone_text

Typed = dict[str, Any]  # values of JSON only, by the name of the part
NAMES = ("name", "last_name", "first_name", "middle_name", "company")
TOUCH = ("contact_days", "muted")  # stay in touch every so many days; no offers until
DIGITS = 20  # of a number; what is longer is none
TEXTS = (*NAMES, "gender", "birthday", "city", "card", "source", "note")


def nothing_typed(name: str = "", phone: str = "") -> Typed:
    """A form with nothing in it but perhaps a name or a phone."""
    typed: Typed = dict.fromkeys((*TEXTS, *TOUCH), "") | {"name": name, "channel": None, "quiet": False}
    lists: Typed = {part: [] for part in ("addresses", "tags", "preferences", "consents", "dates")}
    return typed | lists | {"referred_by": None, "contacts": [[ContactKind.PHONE.value, phone]], "own": {}}


def typed_of(card: ClientCard) -> Typed:
    """What the form shows of a client that is there."""
    reached = [[one.kind, phone_text(one.value)] for one in card.contacts if one.kind != ContactKind.ADDRESS]
    further = [one.value for one in card.contacts if one.kind == ContactKind.ADDRESS]
    return {
        "name": card.row.name,
        "last_name": card.last_name,
        "first_name": card.first_name,
        "middle_name": card.middle_name,
        "company": card.company,
        "gender": card.gender or "",
        "birthday": birthday_line(card.row.birthday),
        "city": card.row.city,
        "card": card.row.card,
        "source": card.source,
        "note": card.note,
        "channel": card.preferred_channel,
        "quiet": card.do_not_disturb,
        "referred_by": list(card.referred_by) if card.referred_by else None,
        "contacts": reached or [[ContactKind.PHONE.value, ""]],
        "addresses": [[ContactKind.ADDRESS.value, text] for text in (card.address, *further) if text],
        "tags": list(card.tags),
        "preferences": sorted([one.topic, one.text] for one in card.preferences),
        "consents": sorted(_consent(one) for one in card.consents),
        "own": {str(one.field_id): own_line(one.kind, one.value) for one in card.own},
        "contact_days": str(card.contact_days or ""),
        "muted": f"{card.muted_until:%d.%m.%Y}" if card.muted_until else "",
        "dates": [[one.name, birthday_line(Birthday(one.month, one.day, one.year))] for one in card.dates],
    }


def data_of(typed: Typed, base: Typed, card: ClientCard | None, country: str, today: date) -> ClientData:
    """What is to be saved. Raises InvalidValue for a part that cannot be used."""
    texts: dict[str, Any] = {name: str(typed[name]).strip() for name in TEXTS if name != "birthday"}
    if texts["name"] != base["name"]:
        texts["name"] = _shown_name(texts)
    addresses = [text.strip() for _kind, text in typed["addresses"] if text.strip()]
    return ClientData(
        **texts,
        birthday=birthday_typed(typed["birthday"], today),
        contacts=(
            *_contacts(typed["contacts"], card, country),
            *(typed_contact(ContactKind.ADDRESS, text, country) for text in addresses[1:]),
        ),
        address=addresses[0] if addresses else "",
        tags=tuple(typed["tags"]),
        preferences=tuple(Preferred(topic, text) for topic, text in typed["preferences"]),
        referred_by_id=typed["referred_by"][0] if typed["referred_by"] else None,
        preferred_channel=typed["channel"],
        do_not_disturb=typed["quiet"],
        consents=tuple(_answer(one, today) for one in typed["consents"] if one not in base["consents"]),
        own={int(key): text for key, text in typed["own"].items() if text != base["own"].get(key, "")},
        contact_days=days_typed(typed["contact_days"]),
        muted_until=day_typed(typed["muted"]),
        dates=None if typed["dates"] == base["dates"] else tuple(map(_date, typed["dates"])),
    )


def days_typed(text: str) -> int | None:
    """A number of days from 1 to ten years, or none. Raises InvalidValue."""
    if not text:
        return None
    days = int(text) if text.isdecimal() and len(text) < DIGITS else 0
    if not 1 <= days <= LONGEST_DAYS:
        raise InvalidValue(field="contact_days", value=text[:DIGITS])
    return days


def day_typed(text: str) -> date | None:
    """A day with its year, or none. Raises InvalidValue."""
    told = typed_birthday(text)
    if told is None:
        return None
    if told.year is None:
        raise InvalidValue(field="date", value=text, why="typed")
    return date(told.year, told.month, told.day)


def yearly_typed(text: str) -> Birthday:
    """A day of every year, with or without the year in which it began. Raises InvalidValue."""
    told = typed_birthday(text)
    if told is None:
        raise InvalidValue(field="important_date", value=text)
    return told


def _date(row: list[str]) -> tuple[str, Birthday]:
    name, text = row
    if not name:
        raise InvalidValue(field="date_name", value="")
    return name, yearly_typed(text)


def birthday_typed(text: str, today: date) -> Birthday | None:
    """A birthday that can be. Raises InvalidValue."""
    birthday = typed_birthday(text)
    if birthday is not None:
        check_birthday(birthday, today)
    return birthday


def birthday_line(birthday: Birthday | None) -> str:
    """A birthday as it is typed: "14.03.1985", "14.03"."""
    if birthday is None:
        return ""
    day = f"{birthday.day:02}.{birthday.month:02}"
    return f"{day}.{birthday.year}" if birthday.year else day


def own_line(kind: str, value: str) -> str:
    """The value of an own field as it is typed; a day is "14.03.2025"."""
    if kind == OwnKind.DATE and value:
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    return value


def _shown_name(texts: Typed) -> str:
    """Surname first, in whatever order the name was typed."""
    parts = tuple(texts[name] for name in NAMES[1:4])
    read = typed_name(texts["name"]) if texts["name"] else None
    if read is not None and parts == (read.last or "", read.first or "", read.middle or ""):
        return read.display or str(texts["name"])
    return " ".join(filter(None, parts)) or str(texts["name"])


def _consent(row: ConsentRow) -> list[str]:
    day = f"{row.day:%d.%m.%Y}" if row.day else ""
    return [row.purpose, row.channel or "", "yes" if row.given else "no", day, row.source]


def _answer(typed: list[str], today: date) -> ConsentRow:
    purpose, channel, given, day, source = typed
    told = typed_birthday(day)
    if told is not None and told.year is None:
        raise InvalidValue(field="birthday", value=day)
    when = today if told is None or told.year is None else date(told.year, told.month, told.day)
    return ConsentRow(purpose, channel or None, given == "yes", when, source.strip())


def _contacts(rows: list[list[str]], card: ClientCard | None, country: str) -> tuple[Contact, ...]:
    """The contacts typed; one that was there keeps how it was first written, also one of a kind of its own."""
    known = {(one.kind, phone_text(one.value)): one for one in (card.contacts if card else ())}
    found = []
    for kind, text in rows:
        if text.strip():
            contact = known.get((kind, text)) or typed_contact(ContactKind(kind), text, country)
            found.append(known.get((contact.kind, phone_text(contact.value)), contact))
    return tuple(found)
