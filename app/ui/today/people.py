"""What is due, arranged for the screen: people under the heading of their most pressing reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.models.enums import ReminderKind
from app.services.reminders.items import PROMISED, DueItem, group_by_client

if TYPE_CHECKING:
    from app.services.clients.data import ClientRow

# The headings from top to bottom, where the list says nothing else: what was promised is always first.
ORDER = (
    *(ReminderKind.FOLLOW_UP, ReminderKind.ENQUIRY, ReminderKind.CASE),
    *(ReminderKind.BIRTHDAY, ReminderKind.DATE, ReminderKind.RENEWAL, ReminderKind.INTEREST),
    *(ReminderKind.REPLENISHMENT, ReminderKind.SERVICE, ReminderKind.FEEDBACK),
    *(ReminderKind.CADENCE, ReminderKind.LAPSED),
)
NOTHING_MORE: Mapping[ReminderKind, int] = MappingProxyType({})


@dataclass(frozen=True)
class Person:
    """Someone to contact, with every reason there is. Two of them are equal when their rows would look alike."""

    key: str
    client_id: int | None
    name: str
    items: tuple[DueItem, ...]
    client: ClientRow | None = None

    @property
    def kind(self) -> ReminderKind:
        """The heading it stands under."""
        return min((item.kind for item in self.items), key=ORDER.index)


@dataclass(frozen=True)
class Section:
    """A heading, its people, and how many more reasons there are that were not read."""

    kind: ReminderKind
    people: tuple[Person, ...]
    more: int = 0

    @property
    def reasons(self) -> int:
        """How many items there are under the heading."""
        return self.more + sum(len(person.items) for person in self.people)


def arrange(
    items: Sequence[DueItem], clients: Sequence[ClientRow] = (), more: Mapping[ReminderKind, int] = NOTHING_MORE
) -> list[Section]:
    """Sections with what was promised first, then as their first people stand in `items`, the most promising first;
    inside a section the order of `items`. Empty sections are left out."""
    known = {client.id: client for client in clients}
    people = [_person(group, known) for group in group_by_client(list(items))]
    first: dict[ReminderKind, int] = {}
    for place, person in enumerate(people, start=1):
        first.setdefault(person.kind, place)
    kinds = sorted(ORDER, key=lambda kind: 0 if kind in PROMISED else first.get(kind, len(people) + 1))
    sections = [
        Section(kind, tuple(person for person in people if person.kind == kind), more.get(kind, 0)) for kind in kinds
    ]
    return [section for section in sections if section.people or section.more]


def _person(group: list[DueItem], known: dict[int, ClientRow]) -> Person:
    first = group[0]
    ordered = tuple(sorted(group, key=lambda item: ORDER.index(item.kind)))
    key = first.id if first.client_id is None else f"client:{first.client_id}"
    return Person(key, first.client_id, first.client, ordered, known.get(first.client_id or 0))
