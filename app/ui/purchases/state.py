"""What the purchases page shows: the period, the filter, by what and in which order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, cast, get_args

from app.services.purchases.listing import PurchaseFilter
from app.ui.purchases.periods import OWN, PERIODS, USUAL, Days

By = Literal["receipt", "line"]
LONG_PERIOD = 100  # days; more of them are read where no other list waits
DAYS = ("first_day", "last_day")
SORTS = frozenset("day time receipt client quantity discount sum payment staff status".split())  # in either list
KEPT = (PERIODS, get_args(By), SORTS, ("down", "up"))


@dataclass(frozen=True)
class Shown:
    """`own` are the days of a period without a name. `asked` is the filter without its days, `names` are the words of
    the client, the list of clients, the product and the person in it."""

    period: str = USUAL
    own: Days = (None, None)
    by: By = "receipt"
    sort: str = "day"
    descending: bool = True
    asked: PurchaseFilter = field(default_factory=PurchaseFilter)
    names: tuple[tuple[str, str], ...] = ()

    def days(self, today: date) -> Days:
        """The first and the last day."""
        return self.own if self.period == OWN else PERIODS[self.period].days(today)

    def filter(self, today: date) -> PurchaseFilter:
        """The filter with its days."""
        first, last = self.days(today)
        return replace(self.asked, first_day=first, last_day=last, today=today)

    def with_value(self, name: str, value: Any, words: str = "") -> Shown:
        """One condition of the filter set; `words` for a value that is an id."""
        names = dict(self.names) | {name: words}
        return replace(self, asked=replace(self.asked, **{name: value}), names=tuple(names.items()))

    def without(self, *names: str) -> Shown:
        """These conditions taken out of the filter."""
        usual = PurchaseFilter()
        return replace(self, asked=replace(self.asked, **{name: getattr(usual, name) for name in names}))

    def is_narrowed(self) -> bool:
        """Whether the filter asks for anything beside the period."""
        return self.asked != PurchaseFilter()

    def to_keep(self) -> str:
        """What the next start begins with: the named period, by what and in which order; not what was looked for."""
        period = USUAL if self.period == OWN else self.period
        return " ".join((period, self.by, self.sort, "down" if self.descending else "up"))

    @classmethod
    def from_kept(cls, text: str) -> Shown:
        """The list of the last start; the usual one where the text is none of ours."""
        parts = text.split()
        if len(parts) != len(KEPT) or any(part not in known for part, known in zip(parts, KEPT, strict=True)):
            return cls()
        return cls(parts[0], by=cast(By, parts[1]), sort=parts[2], descending=parts[3] == "down")

    def takes_long(self, today: date) -> bool:
        """Whether a large shop needs more than a moment for it."""
        first, last = self.days(today)
        if self.asked.client_id is not None:
            return False
        return first is None or ((last or today) - first).days > LONG_PERIOD
