"""What is due: one reason to contact somebody, its key and its facts. The words are in app/wording/reminders.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from app.models.enums import CaseKind, ContactKind, EntitlementKind, InterestReason, ReminderKind, ReminderState
from app.services.errors import NotFound


@dataclass(frozen=True, slots=True)
class Key:
    """What makes a reminder the same one: kind, whose it is ("client:17", "task:5"), and which time round."""

    kind: ReminderKind
    source_key: str
    occurrence: str  # "2026-11-21" or "2026-11-21T1500"

    @property
    def text(self) -> str:
        """The id used everywhere: "birthday:client:17:2026-11-21"."""
        return f"{self.kind}:{self.source_key}:{self.occurrence}"

    @property
    def source_id(self) -> int:
        """Id of the client, task, enquiry, case, wish, entitlement or important date."""
        return int(self.source_key.rpartition(":")[2])

    @property
    def rule_id(self) -> int | None:
        """The rule, for kinds that have several: "rule:9:client:17"."""
        return int(self.source_key.split(":")[1]) if self.kind in BY_RULE else None


# Somebody waits for these: they stand before what is only a good occasion, and are kept by the way they came.
PROMISED = frozenset({ReminderKind.FOLLOW_UP, ReminderKind.ENQUIRY, ReminderKind.CASE})
# A client who said "not interested" is left in peace with these for a while.
SELLING = frozenset(
    {
        *(ReminderKind.INTEREST, ReminderKind.REPLENISHMENT, ReminderKind.SERVICE),
        *(ReminderKind.FEEDBACK, ReminderKind.CADENCE, ReminderKind.LAPSED),
    }
)
LARGEST_ID = 2**63 - 1  # what SQLite can count to
SOURCES = {
    ReminderKind.FOLLOW_UP: "task",
    ReminderKind.ENQUIRY: "enquiry",
    ReminderKind.CASE: "case",
    ReminderKind.BIRTHDAY: "client",
    ReminderKind.RENEWAL: "entitlement",
    ReminderKind.INTEREST: "interest",
    ReminderKind.LAPSED: "client",
    ReminderKind.DATE: "date",
    ReminderKind.REPLENISHMENT: "client",
    ReminderKind.SERVICE: "client",
    ReminderKind.FEEDBACK: "client",
    ReminderKind.CADENCE: "client",
}
# Kinds of which there can be several rules: the rule stands in the key.
BY_RULE = frozenset({ReminderKind.REPLENISHMENT, ReminderKind.SERVICE, ReminderKind.FEEDBACK, ReminderKind.CADENCE})


def make_key(kind: ReminderKind, source_id: int, occurrence: str, rule_id: int | None = None) -> Key:
    """The key of one occurrence of a reminder of that task, client, enquiry…; of a rule where the kind has several."""
    source = f"{SOURCES[kind]}:{source_id}"
    return Key(kind, source if rule_id is None else f"rule:{rule_id}:{source}", occurrence)


def read_key(item_id: str) -> Key:
    """The key inside an id. Raises NotFound for a text that cannot be one."""
    try:
        kind_text, *rule, source, number, occurrence = item_id.split(":")
        kind = ReminderKind(kind_text)
        read_occurrence(occurrence)
        rule_id = _read_id(rule[1]) if kind in BY_RULE and rule[:1] == ["rule"] and len(rule) == 2 else None
        key = make_key(kind, _read_id(number), occurrence, rule_id)
        if key.text != item_id or SOURCES[kind] != source or (kind in BY_RULE) != (rule_id is not None):
            raise ValueError(item_id)
    except ValueError as error:
        raise NotFound(what="reminder", id=item_id) from error
    return key


def _read_id(text: str) -> int:
    number = int(text)
    if not 0 <= number <= LARGEST_ID:
        raise ValueError(text)
    return number


def task_occurrence(day: date, wall: str | None) -> str:
    """Occurrence of a follow-up: its day, with its HH:MM if it has one."""
    return day.isoformat() if wall is None else f"{day.isoformat()}T{wall.replace(':', '')}"


def read_occurrence(text: str) -> tuple[date, str | None]:
    """Day and HH:MM of an occurrence. Raises ValueError."""
    day, _, digits = text.partition("T")
    wall = None if not digits else time(int(digits[:2]), int(digits[2:])).strftime("%H:%M")
    found = date.fromisoformat(day), wall
    if task_occurrence(*found) != text:
        raise ValueError(text)
    return found


@dataclass(frozen=True, slots=True)
class FollowUpReason:
    """Something was promised."""

    title: str
    note: str = ""
    priority: int = 0  # 1 important, 2 urgent
    steps: tuple[tuple[str, bool], ...] = ()  # the checklist: (what, whether it is done)


@dataclass(frozen=True, slots=True)
class BirthdayReason:
    """A birthday comes, is today, or was in the last days."""

    day: date  # as celebrated this time
    days_left: int  # from the day of the list; negative = it was
    turns: int | None  # age on that day, where the year of birth is known


@dataclass(frozen=True, slots=True)
class LapsedReason:
    """Silent for longer than usual."""

    last_visit: date
    silence_days: int
    rhythm_days: float | None  # the client's own median gap; None = too few visits to know
    silence_limit: int  # days of silence after which the client counts as lapsed
    visits: int
    total: int  # minor units
    at_risk: int | None = None  # minor units of 90 days, where the forecast tells it


@dataclass(frozen=True, slots=True)
class EnquiryReason:
    """Somebody asked, and nobody has done anything about it for too long."""

    asked: str
    product: str
    contact: str  # name or phone as told, where it is no client
    day: date  # on which it came
    days_ago: int  # from the day of the list
    hours: int  # whole hours since anybody touched it


@dataclass(frozen=True, slots=True)
class CaseReason:
    """The day has come by which a repair, complaint or question was to be settled."""

    kind: CaseKind
    title: str
    product: str
    day: date  # on which it came
    days_ago: int  # from the day of the list
    is_ready: bool  # waits for the client only


@dataclass(frozen=True, slots=True)
class RenewalReason:
    """A subscription, membership or warranty ends soon, or ended lately, and nothing continues it."""

    kind: EntitlementKind
    name: str
    end_day: date  # the last day on which it holds
    days_left: int  # from the day of the list; negative = it is over
    product_id: int | None


@dataclass(frozen=True, slots=True)
class WishReason:
    """What the client went without is back, or costs less than what was too dear. Prices in minor units."""

    why: InterestReason
    product: str
    day: date  # on which it was wanted
    days_ago: int  # from the day of the list
    price: int | None  # what was too dear
    price_now: int | None
    gender: str | None  # of the client, for the grammar: "m", "f"
    product_id: int


@dataclass(frozen=True, slots=True)
class DateReason:
    """A day that matters to the client comes, is today, or was in the last days."""

    name: str
    day: date  # as it is kept this time
    days_left: int  # from the day of the list; negative = it was
    years: int | None  # how many it will be, where it is known when it began


@dataclass(frozen=True, slots=True)
class ReplenishmentReason:
    """What was bought has run out by now."""

    product: str  # what was bought
    product_id: int
    day: date  # when it was bought last
    days_ago: int  # from the day of the list
    cycle_days: int  # for how long it was to last
    is_own_rhythm: bool  # counted from the client's own gaps
    offer: str  # what to offer: the same, or another one
    offer_id: int


@dataclass(frozen=True, slots=True)
class ServiceReason:
    """What was bought wants looking after."""

    product: str  # what was bought, or the service that was done last
    product_id: int
    day: date  # when
    days_ago: int
    every_months: int
    offer: str  # the service; "" where the rule names none
    offer_id: int | None


@dataclass(frozen=True, slots=True)
class FeedbackReason:
    """Thanks for a purchase, and a question how it was."""

    product: str  # the dearest of the receipt
    product_id: int | None
    day: date
    days_ago: int
    is_first: bool  # the client's first purchase


@dataclass(frozen=True, slots=True)
class CadenceReason:
    """Nobody has spoken to the client, and nothing was bought, for longer than was meant."""

    last_day: date | None  # of the last contact or purchase
    days_ago: int  # since then, or since the client was written down
    every_days: int


Reason = (
    FollowUpReason
    | EnquiryReason
    | CaseReason
    | BirthdayReason
    | RenewalReason
    | WishReason
    | LapsedReason
    | DateReason
    | ReplenishmentReason
    | ServiceReason
    | FeedbackReason
    | CadenceReason
)


@dataclass(frozen=True, slots=True)
class Found:
    """A reason found in the rows, beside its row of the ledger if it has one. `DueItem` is what leaves the services."""

    key: Key
    client_id: int | None
    task_id: int | None
    due: date
    due_time: time | None
    reason: Reason
    state: ReminderState
    row_id: int | None
    alert: str  # which alert this is: lead in days, or "0"
    expected_value: int = 0


@dataclass(frozen=True, slots=True)
class DueItem:
    """One line of Today: whom, why, when, over which channel, and what to say."""

    id: str
    kind: ReminderKind
    client_id: int | None
    client: str  # name as shown; who asked, for an enquiry of no client; "" for a task without a client
    task_id: int | None
    due: date  # day of the event, not of the lead
    due_time: time | None
    overdue_days: int  # 0 when due today or later
    reason: Reason
    suggested_text: str
    channel: ContactKind | None
    contact: str | None  # normalised phone, e-mail or messenger name of that channel
    state: ReminderState
    expected_value: int = 0  # minor units; what the contact may bring, see turn.py


def group_by_client(items: list[DueItem]) -> list[list[DueItem]]:
    """Items of one person together, in the order of their first; a task without a client stands alone."""
    groups: dict[object, list[DueItem]] = {}
    for item in items:
        groups.setdefault(item.id if item.client_id is None else item.client_id, []).append(item)
    return list(groups.values())
