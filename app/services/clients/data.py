"""What goes into and comes out of the client services: frozen values, never rows of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from app.services.aftersale.cases import CaseRow
    from app.services.aftersale.entitlements import EntitlementRow
    from app.services.enquiries.data import EnquiryRow
    from app.services.interests import InterestRow


@dataclass(frozen=True, order=True)
class Birthday:
    """Day and month, and the year where it is known."""

    month: int
    day: int
    year: int | None = None


@dataclass(frozen=True)
class Contact:
    """A phone, e-mail, messenger or further address."""

    kind: str  # ContactKind
    value: str  # normalised: "+79052211408", "anna@mail.example", "@olga"; an address as it stands
    original: str = ""  # as typed, where it differs
    wrong: bool = field(default=False, compare=False)  # tried: it is not the client's; saved by itself, not typed


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
    who: str = ""  # of the staff, where the shop has any
    minutes: int | None = None
    direction: str | None = None  # "in", "out"
    channel: str | None = None  # ContactKind
    outcome: str | None = None  # Outcome
    reason: str = ""  # why the client is leaving


@dataclass(frozen=True)
class FeedbackRow:
    """How likely the client is to recommend the shop, 0 to 10, and what was said."""

    id: int
    score: int
    at: datetime
    text: str = ""
    who: str = ""


@dataclass(frozen=True)
class HandledRow:
    """A reminder that was done: a birthday, a silence, or one day of a task that repeats, whose title it has."""

    kind: str  # ReminderKind
    at: datetime
    title: str = ""


@dataclass(frozen=True)
class TaskRow:
    """An open or finished follow-up of the client."""

    id: int
    title: str
    due_day: date
    due_time: str | None
    done: bool
    who: str = ""
    done_at: datetime | None = None
    priority: int = 0  # one of services/tasks.PRIORITIES
    note: str = ""
    every: str | None = None  # RRULE
    anchor: str = "schedule"
    checklist: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class ConsentRow:
    """A yes or a no to a purpose, by channel where one was named, and how it was given."""

    purpose: str  # "processing", "advertising"
    channel: str | None  # ContactKind, or any channel
    given: bool
    day: date | None = None
    source: str = ""  # "a signed form", "the site"


@dataclass(frozen=True)
class Preferred:
    """What a client likes, takes or must not have; `topic` groups it with others ("Coffee", "Allergies"), or ""."""

    topic: str
    text: str


@dataclass(frozen=True)
class DateRow:
    """A day of every year that matters to the client. `year`: in which it began, where that is known."""

    id: int
    name: str
    day: int
    month: int
    year: int | None


@dataclass(frozen=True)
class OwnShown:
    """What a client has in an own field of the shop: text as it stands, ISO day, "1"/"0", or a number with a point."""

    field_id: int
    name: str
    kind: str  # OwnKind
    value: str


@dataclass(frozen=True)
class AttachmentRow:
    """A file kept with a client; `file` is its place in the folder of attachments, `size` is in bytes."""

    id: int
    name: str
    file: str
    size: int
    added_at: datetime


class Working(NamedTuple):
    """The other side of "works at": a company of a person, or a person of a company, and the job there."""

    id: int
    name: str
    job: str


@dataclass(frozen=True)
class ChangePart:
    """A row of a table as an action found and left it: the columns that changed; None is that it was not there."""

    table: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True)
class ChangeRow:
    """What one action did to the client. `names` tells "client:17" and "own_field:3" in words; `of_many`: it was also
    about other clients, so taking it back concerns them too."""

    action_id: int
    action: str
    at: datetime
    who: str
    parts: tuple[ChangePart, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    color: str = ""
    taken_back: bool = False
    of_many: bool = False


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
    preferences: tuple[Preferred, ...]
    source: str
    referred_by: tuple[int, str] | None
    consents: tuple[ConsentRow, ...]  # the answers in force: the latest of each purpose and channel
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
    own: tuple[OwnShown, ...] = ()  # in the order of the fields; without those that are empty or out of use
    attachments: tuple[AttachmentRow, ...] = ()  # newest first
    works_at: tuple[Working, ...] = ()
    people: tuple[Working, ...] = ()
    shares_phone: tuple[tuple[int, str], ...] = ()  # (id, name) of others with one of the phones: a family, an office
    feedback: tuple[FeedbackRow, ...] = ()  # newest first; the first is the one that counts
    handled: tuple[HandledRow, ...] = ()  # newest first
    brought: int = 0  # how many clients came through this one
    enquiries: tuple[EnquiryRow, ...] = ()  # newest first
    cases: tuple[CaseRow, ...] = ()  # open ones first
    entitlements: tuple[EntitlementRow, ...] = ()
    interests: tuple[InterestRow, ...] = ()  # open ones first
    contact_days: int | None = None  # stay in touch every so many days
    muted_until: date | None = None  # nothing that sells before this day
    dates: tuple[DateRow, ...] = ()  # in the order of the year


@dataclass(frozen=True)
class ClientData:
    """What a person types about a client. `name` is split into its parts where the parts are empty.

    Consents are answers: one that differs from the answer in force, or names another day or source, is added to it, and
    one that is not named stays.
    An own field that is not named keeps what it has; "" empties it. Important dates stay as they are with None.
    """

    name: str
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    company: str = ""
    gender: str | None = None  # "m", "f"; "" left open by hand; None: as the patronymic tells
    birthday: Birthday | None = None
    contacts: tuple[Contact, ...] = ()
    address: str = ""
    city: str = ""
    card: str = ""
    source: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    preferences: tuple[Preferred, ...] = ()
    referred_by_id: int | None = None
    preferred_channel: str | None = None
    do_not_disturb: bool = False
    consents: tuple[ConsentRow, ...] = ()
    own: Mapping[int, str] = field(default_factory=dict)  # id of a field -> what was typed
    contact_days: int | None = None  # stay in touch every so many days
    muted_until: date | None = None  # nothing that sells before this day
    dates: tuple[tuple[str, Birthday], ...] | None = None  # what it is, and when
