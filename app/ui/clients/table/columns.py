"""Every column the clients table can show, declared once: title, text, width, side, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.i18n import _, day_text, money, number_text, short_day
from app.ui.clients.words import short_days, silence_tone, silent_days
from app.ui.widgets.phone import phone_text
from app.ui.widgets.table_model import Column, wide_enough
from app.wording.clients import channel_name
from app.wording.forecast import alive_share_text, alive_text, at_risk_text, expected_text
from app.wording.segments import rhythm_state_name, segment_name, value_means

if TYPE_CHECKING:
    from app.services.clients.data import Birthday, ClientRow
    from app.services.clients.listing.listed import ListedClient
    from app.services.clients.own import OwnFieldRow
    from app.services.settings import ShopSettings

DEFAULT_KEYS = ("name", "phone", "visits", "total", "last_visit", "due_back")
NAME = "name"
NONE = "—"
LONGEST = 200  # letters of a cell: a note is a page sometimes


@dataclass(frozen=True)
class Looks:
    """What texts depend on beside the client."""

    currency: str
    today: date
    zone: ZoneInfo
    groups: Mapping[str, str] = field(default_factory=dict)  # the shop's own names of them


Text = Callable[["ListedClient", Looks], str]


@dataclass(frozen=True)
class ColumnSpec:
    """A column before it is told the currency and the day."""

    title: Callable[[], str]
    text: Text
    width: int = 120
    right: bool = False
    bold: bool = False
    stretch: bool = False
    biggest_first: bool = False
    tone: Callable[[ListedClient, date], str] | None = None
    tail: bool = False  # the tone is of what follows the dot
    tip: Callable[[], str] | None = None


def _day(value: Callable[[ClientRow], date | None]) -> Text:
    return lambda row, looks: _short(value(row.client), looks)


def _short(day: date | None, looks: Looks) -> str:
    return short_day(day, looks.today) if day else NONE


def _count(value: Callable[[ClientRow], int | None]) -> Text:
    return lambda row, _looks: number_text(number) if (number := value(row.client)) else NONE


def _more(key: str) -> Text:
    """A text that stands on its own, in one line."""
    return lambda row, _looks: " ".join(str(row.more.get(key) or "").split())[:LONGEST]


def _number(key: str) -> Text:
    return lambda row, _looks: number_text(row.more[key]) if row.more.get(key) else NONE


def _alive(row: ListedClient, _looks: object) -> str:
    return alive_share_text(row.more["p_alive"]) if "p_alive" in row.more else NONE


def _tenths(key: str) -> Text:
    return lambda row, _looks: number_text(row.more[key], 1) if key in row.more else NONE


def _money(key: str) -> Text:
    return lambda row, looks: money(row.more[key], looks.currency, cents=False) if key in row.more else NONE


def _moment(key: str) -> Text:
    def text(row: ListedClient, looks: Looks) -> str:
        moment: datetime | None = row.more.get(key)
        return NONE if moment is None else short_day(moment.astimezone(looks.zone).date(), looks.today)

    return text


def _coded(key: str, words: Callable[[], dict[Any, str]]) -> Text:
    return lambda row, _looks: words().get(row.more.get(key), "")


def _total(row: ListedClient, looks: Looks) -> str:
    return money(row.client.total, looks.currency, cents=False) if row.client.total else NONE


def _average(row: ListedClient, looks: Looks) -> str:
    receipts = row.more.get("receipts")
    return money(round(row.client.total / receipts), looks.currency, cents=False) if receipts else NONE


def _silence(row: ListedClient, looks: Looks) -> str:
    silence = silent_days(row.client, looks.today)
    return NONE if silence is None else short_days(silence)


def _age(row: ListedClient, looks: Looks) -> str:
    born, today = row.client.birthday, looks.today
    if born is None or born.year is None:
        return ""
    return number_text(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))


def _phone(key: str) -> Text:
    return lambda row, _looks: ", ".join(map(phone_text, str(row.more.get(key) or "").split(", ")))


def _birthday(row: ListedClient, _looks: Looks) -> str:
    return birthday_short(row.client.birthday) if row.client.birthday else ""


def birthday_short(birthday: Birthday) -> str:
    """ "12 Nov 1980", "12 Nov" without a year."""
    if birthday.year is None:
        day = date(2000, birthday.month, birthday.day)  # a leap year, so that 29 February is a day
        return short_day(day, day)
    leap = date(2000, birthday.month, birthday.day)
    return f"{short_day(leap, leap)} {birthday.year}"


def last_visit_text(row: ClientRow, today: date) -> str:
    """Day of the last visit and the days of silence since."""
    silence = silent_days(row, today)
    if row.last_visit is None or silence is None:
        return NONE
    day = short_day(row.last_visit, today)
    if row.last_visit.year != today.year:
        day = day.partition(" ")[2]  # "Feb 2025": the days behind it are exact
    return f"{day} · {short_days(silence)}"


def _tone(row: ListedClient, today: date) -> str:
    return silence_tone(row.client, today)


def _first_phone(row: ListedClient, _looks: Looks) -> str:
    return phone_text(row.client.phones[0]) if row.client.phones else ""


def _rhythm(row: ListedClient, _looks: Looks) -> str:
    days = row.client.rhythm_days
    return NONE if days is None else short_days(round(days))


def _state(row: ListedClient, looks: Looks) -> str:
    from app.services.segments.rhythm import rhythm_state

    state = rhythm_state(row.client, looks.today)
    return rhythm_state_name(state) if state else NONE


def _state_tone(row: ListedClient, today: date) -> str:
    """As the mark on the card has it."""
    from app.services.segments.rhythm import rhythm_state

    return {"at_risk": "warn", "lapsed": "bad", "win_back": "bad"}.get(rhythm_state(row.client, today) or "", "")


def _segment(row: ListedClient, looks: Looks) -> str:
    code = row.more.get("segment")
    return segment_name(code, looks.groups) if code else NONE


def _genders() -> dict[Any, str]:
    return {"f": _("woman"), "m": _("man")}


def _yes_no() -> dict[Any, str]:
    return {True: _("yes"), False: _("no"), "1": _("yes"), "0": _("no")}


def _channels() -> dict[Any, str]:
    return {kind: channel_name(kind) for kind in ("phone", "email", "whatsapp", "telegram", "vk", "viber")}


# In the order of the menu of columns.
SPECS: dict[str, ColumnSpec] = {
    NAME: ColumnSpec(lambda: _("Client"), lambda row, _l: phone_text(row.client.name), 168, bold=True, stretch=True),
    "phone": ColumnSpec(lambda: _("Phone"), _first_phone, 152),
    "email": ColumnSpec(lambda: _("E-mail"), lambda row, _l: ", ".join(row.client.emails), 190),
    "whatsapp": ColumnSpec(lambda: "WhatsApp", _phone("whatsapp"), 140),
    "telegram": ColumnSpec(lambda: "Telegram", _more("telegram"), 140),
    "vk": ColumnSpec(lambda: "VK", _more("vk"), 140),
    "viber": ColumnSpec(lambda: "Viber", _phone("viber"), 140),
    "visits": ColumnSpec(lambda: _("Visits"), _count(lambda c: c.visits), 76, right=True, biggest_first=True),
    "receipts": ColumnSpec(lambda: _("Receipts"), _number("receipts"), 86, right=True, biggest_first=True),
    "total": ColumnSpec(lambda: _("Total"), _total, 116, right=True, biggest_first=True),
    "average_receipt": ColumnSpec(lambda: _("Average receipt"), _average, 124, right=True, biggest_first=True),
    "last_visit": ColumnSpec(
        lambda: _("Last visit"),
        lambda row, looks: last_visit_text(row.client, looks.today),
        150,
        biggest_first=True,
        tone=_tone,
        tail=True,
    ),
    "silent_days": ColumnSpec(lambda: _("Days silent"), _silence, 100, right=True, biggest_first=True, tone=_tone),
    "first_visit": ColumnSpec(lambda: _("First visit"), _day(lambda c: c.first_visit), 112, biggest_first=True),
    "rhythm_days": ColumnSpec(lambda: _("Rhythm"), _rhythm, 92, right=True),
    "due_back": ColumnSpec(lambda: _("Due back"), _day(lambda c: c.due_back), 116),
    "rhythm_state": ColumnSpec(lambda: _("How the rhythm goes"), _state, 172, tone=_state_tone),
    "segment": ColumnSpec(lambda: _("Group"), _segment, 150),
    "value": ColumnSpec(
        lambda: _("Client value"), _number("value"), 86, right=True, biggest_first=True, tip=value_means
    ),
    "lapse_day": ColumnSpec(lambda: _("Counts as gone"), _day(lambda c: c.lapse_day), 124),
    "last_category": ColumnSpec(lambda: _("Bought last"), _more("last_category"), 140),
    "p_alive": ColumnSpec(lambda: _("Will come back"), _alive, 116, right=True, biggest_first=True, tip=alive_text),
    "expected_purchases": ColumnSpec(
        lambda: _("Purchases to expect"),
        _tenths("expected_purchases"),
        140,
        right=True,
        biggest_first=True,
        tip=expected_text,
    ),
    "expected_money": ColumnSpec(
        lambda: _("Money to expect"),
        _money("expected_money"),
        124,
        right=True,
        biggest_first=True,
        tip=expected_text,
    ),
    "money_at_risk": ColumnSpec(
        lambda: _("Money at risk"), _money("money_at_risk"), 116, right=True, biggest_first=True, tip=at_risk_text
    ),
    "points": ColumnSpec(lambda: _("Points"), _number("points"), 84, right=True, biggest_first=True),
    "birthday": ColumnSpec(lambda: _("Birthday"), _birthday, 112),
    "age": ColumnSpec(lambda: _("Age"), _age, 66, right=True, biggest_first=True),
    "tags": ColumnSpec(lambda: _("Tags"), _more("tags"), 160),
    "preferences": ColumnSpec(lambda: _("Preferences"), _more("preferences"), 180),
    "city": ColumnSpec(lambda: _("City"), lambda row, _l: row.client.city, 120),
    "address": ColumnSpec(lambda: _("Address"), _more("address"), 200),
    "card": ColumnSpec(lambda: _("Card"), lambda row, _l: row.client.card, 96),
    "last_name": ColumnSpec(lambda: _("Surname"), _more("last_name"), 130),
    "first_name": ColumnSpec(lambda: _("First name"), _more("first_name"), 120),
    "middle_name": ColumnSpec(lambda: _("Patronymic"), _more("middle_name"), 130),
    "company": ColumnSpec(lambda: _("Company"), _more("company"), 160),
    "gender": ColumnSpec(lambda: _("Gender"), _coded("gender", _genders), 90),
    "source": ColumnSpec(lambda: _("Came from"), _more("source"), 130),
    "referred_by": ColumnSpec(lambda: _("Referred by"), _more("referred_by"), 160),
    "note": ColumnSpec(lambda: _("Note"), _more("note"), 220),
    "preferred_channel": ColumnSpec(lambda: _("Best way"), _coded("preferred_channel", _channels), 110),
    "do_not_disturb": ColumnSpec(lambda: _("Do not disturb"), _coded("do_not_disturb", lambda: {True: _("yes")}), 118),
    "consent_processing": ColumnSpec(lambda: _("Personal data"), _coded("consent_processing", _yes_no), 118),
    "consent_advertising": ColumnSpec(lambda: _("Advertising"), _coded("consent_advertising", _yes_no), 110),
    "open_tasks": ColumnSpec(lambda: _("Open tasks"), _number("open_tasks"), 104, right=True, biggest_first=True),
    "last_contact": ColumnSpec(lambda: _("Last contact"), _moment("last_contact"), 118, biggest_first=True),
    "external_id": ColumnSpec(lambda: _("Ids elsewhere"), _more("external_id"), 130),
    "created": ColumnSpec(lambda: _("Added"), _moment("created"), 112, biggest_first=True),
    "updated": ColumnSpec(lambda: _("Changed"), _moment("updated"), 112, biggest_first=True),
}


NEEDS = {"average_receipt": "receipts"}  # a column made of another value


def own_spec(field: OwnFieldRow) -> ColumnSpec:
    """The column of an own field of the shop, by its kind."""
    key = f"own:{field.id}"
    kinds: dict[str, Text] = {
        "date": lambda row, _l: day_text(date.fromisoformat(row.more[key])) if row.more.get(key) else "",
        "yes_no": _coded(key, _yes_no),
    }
    return ColumnSpec(lambda: field.name, kinds.get(field.kind, _more(key)), 130, right=field.kind == "number")


def all_specs(own: Sequence[OwnFieldRow]) -> dict[str, ColumnSpec]:
    """Every column of this shop, its own fields last."""
    return SPECS | {f"own:{field.id}": own_spec(field) for field in own if not field.archived}


def client_columns(
    layout: Sequence[tuple[str, int]],
    specs: dict[str, ColumnSpec],
    settings: ShopSettings,
    today: date,
    groups: Mapping[str, str] | None = None,
) -> tuple[Column[ListedClient], ...]:
    """The columns of `layout` (key, width in px; 0 is the usual one); a key that is no column any more is left out.
    `groups`: the shop's own names of them."""
    looks = Looks(settings.currency, today, settings.zone, groups or {})
    return tuple(_made(key, specs[key], width, looks) for key, width in layout if key in specs)


def _made(key: str, spec: ColumnSpec, width: int, looks: Looks) -> Column[ListedClient]:
    text, tone = spec.text, spec.tone
    made: Column[ListedClient] = Column(
        spec.title(),
        lambda row: text(row, looks),
        sort=key,
        width=width or spec.width,
        right=spec.right,
        bold=spec.bold,
        stretch=spec.stretch,
        tone=None if tone is None else lambda row: tone(row, looks.today),
        descending_first=spec.biggest_first,
        key=key,
        tail=spec.tail,
        tip=spec.tip() if spec.tip else "",
    )
    return made if width else wide_enough(made)  # as narrow as somebody made it


def wanted_values(layout: Sequence[tuple[str, int]]) -> frozenset[str]:
    """What has to be read for the columns of `layout`."""
    return frozenset(NEEDS.get(key, key) for key, _width in layout)
