"""An enquiry as it is typed, and as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from app.models.enums import EnquiryState

OPEN_STATES = (EnquiryState.NEW, EnquiryState.IN_WORK)
CLOSED_STATES = (EnquiryState.WON, EnquiryState.LOST)


@dataclass(frozen=True)
class NextStep:
    """What is to be done about an enquiry: an open task with its reminder. The time is the shop's wall time."""

    title: str
    day: date
    time: time | None = None


@dataclass(frozen=True)
class EnquiryData:
    """An enquiry as typed: by a client, or by somebody known only as `contact` ("Olga, 8 905 221-14-08").

    `make_client` turns the contact into a client in the same action. `sum` is what it may bring, in minor units.
    """

    client_id: int | None
    asked: str
    contact: str = ""
    source: str = ""
    product_id: int | None = None
    sum: int | None = None
    step: NextStep | None = None
    make_client: bool = False


@dataclass(frozen=True)
class EnquiryRow:
    """An enquiry as it is shown. Money is integer minor units; `paid` is the total of the receipt that won it."""

    id: int
    version: int
    state: EnquiryState
    client_id: int | None
    client: str  # name; "" without a client
    contact: str
    asked: str
    source: str
    product_id: int | None
    product: str
    sum: int | None
    step: NextStep | None  # None where there is nothing left to do
    lost_reason: str
    purchase_id: int | None
    paid: int | None
    day: date
    created_at: datetime
    touched_at: datetime
    closed_at: datetime | None
    staff_id: int | None
    staff: str
    step_id: int | None = None  # the task of the next step, while it is open

    @property
    def who(self) -> str:
        """Who asked, as far as it is known."""
        return self.client or self.contact

    @property
    def worth(self) -> int | None:
        """What it brought, or may bring, in minor units."""
        return self.sum if self.paid is None else self.paid
