"""What goes into and comes out of the client services: frozen values, never rows of the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, order=True)
class Birthday:
    """Day and month, and the year where it is known."""

    month: int
    day: int
    year: int | None = None


@dataclass(frozen=True)
class Contact:
    """A phone, e-mail or messenger."""

    kind: str  # ContactKind
    value: str  # normalised: "+79052211408", "anna@mail.example"
    original: str = ""  # as typed, where it differs


@dataclass(frozen=True)
class ClientRow:
    """A client in a list, with the purchase facts. Money is integer minor units."""

    id: int
    name: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    birthday: Birthday | None
    visits: int
    total: int
    first_visit: date | None
    last_visit: date | None
    rhythm_days: float | None
    due_back: date | None
    lapse_day: date | None
    silence_limit: int | None
    card: str
    city: str
    version: int


@dataclass(frozen=True)
class LineRow:
    """One position of a receipt. Quantity in thousandths, money in minor units."""

    product: str
    quantity: int
    price: int | None
    discount: int
    sum: int | None


@dataclass(frozen=True)
class PurchaseRow:
    """A receipt; `total` is None where the sum is unknown."""

    id: int
    day: date
    time: str | None
    total: int | None
    receipt: str
    status: str
    lines: tuple[LineRow, ...]


@dataclass(frozen=True)
class InteractionRow:
    """A logged call, visit, message, e-mail or note."""

    id: int
    kind: str
    at: datetime
    text: str


@dataclass(frozen=True)
class TaskRow:
    """An open or finished follow-up of the client."""

    id: int
    title: str
    due_day: date
    due_time: str | None
    done: bool


@dataclass(frozen=True)
class ConsentRow:
    """A yes or a no to a purpose, by channel where one was named."""

    purpose: str
    channel: str | None
    given: bool
    day: date | None


@dataclass(frozen=True)
class ChangeRow:
    """One change of the client: what it was and what it became, column by column."""

    action: str
    at: datetime
    who: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True)
class ClientCard:
    """Everything about one client. Purchases and interactions are newest first."""

    row: ClientRow
    last_name: str
    first_name: str
    middle_name: str
    company: str
    gender: str | None
    contacts: tuple[Contact, ...]
    external_ids: tuple[str, ...]
    tags: tuple[str, ...]
    preferences: tuple[str, ...]
    source: str
    referred_by: tuple[int, str] | None
    consents: tuple[ConsentRow, ...]
    note: str
    address: str
    points: int
    preferred_channel: str | None
    do_not_disturb: bool
    created_at: datetime
    receipts: int
    purchases: tuple[PurchaseRow, ...]
    interactions: tuple[InteractionRow, ...]
    tasks: tuple[TaskRow, ...]
    changes: tuple[ChangeRow, ...]
    last_contact: datetime | None


@dataclass(frozen=True)
class ClientData:
    """What a person types about a client. `name` is split into its parts where the parts are empty."""

    name: str
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    company: str = ""
    gender: str | None = None
    birthday: Birthday | None = None
    contacts: tuple[Contact, ...] = field(default=())
    address: str = ""
    city: str = ""
    card: str = ""
    source: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    preferences: tuple[str, ...] = ()
    referred_by_id: int | None = None
    preferred_channel: str | None = None
    do_not_disturb: bool = False
