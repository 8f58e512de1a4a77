"""What the owner can tune of each kind of reminder: the shape of `reminder_rule.params`, which holds it as JSON by the
names below. A parameter that was never saved has its default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, cast

from app.models.enums import ReminderKind


@dataclass(frozen=True, slots=True)
class FollowUpParams:
    """What was promised; nothing to tune."""


@dataclass(frozen=True, slots=True)
class EnquiryParams:
    """A new enquiry that nobody has touched for so long."""

    hours: int = 24


@dataclass(frozen=True, slots=True)
class CaseParams:
    """Open service cases whose day has come; nothing to tune."""


@dataclass(frozen=True, slots=True)
class BirthdayParams:
    """Days before on which a birthday is announced, how long it can be greeted late, and where 29 February goes."""

    leads: tuple[int, ...] = (7, 1, 0)
    grace_days: int = 3
    leap: str = "feb28"  # or "mar1", in common years; of important dates too


@dataclass(frozen=True, slots=True)
class DateParams:
    """The same of the important dates of clients."""

    leads: tuple[int, ...] = (7, 0)
    grace_days: int = 3


@dataclass(frozen=True, slots=True)
class RenewalParams:
    """From how many days before the end of a subscription, membership or warranty until how many after it."""

    before_days: int = 7
    after_days: int = 14


@dataclass(frozen=True, slots=True)
class InterestParams:
    """Wishes that can be met; nothing to tune."""


@dataclass(frozen=True, slots=True)
class ReplenishmentParams:
    """What was bought has run out: due = day bought + cycle x quantity - lead.

    Trigger: a product or a whole category; neither means every product that has days of its own, which then are the
    cycle (Product.replenish_days). `target_id`: the product to offer, if another one (filters after the machine).
    `last_days` after the due day it is given up; it is announced `times` times, a week apart.
    """

    product_id: int | None = None
    category: str = ""
    target_id: int | None = None
    cycle_days: int = 30
    by_quantity: bool = True
    own_rhythm: bool = True  # from the third purchase of the same on: the client's median gap instead of the cycle
    lead_days: int = 5
    last_days: int = 30
    times: int = 1


@dataclass(frozen=True, slots=True)
class ServiceParams:
    """What was bought wants looking after every so many months: descaling, an inspection, a correction.

    Trigger: a product or a category. `target_id`: the product or service to offer; buying it starts the time anew.
    """

    product_id: int | None = None
    category: str = ""
    target_id: int | None = None
    every_months: int = 6
    lead_days: int = 7
    last_days: int = 60


@dataclass(frozen=True, slots=True)
class FeedbackParams:
    """Thanks, and a question how it was, so many days after a purchase: any, or the first, of a product, a category,
    or from a sum (minor units) on. The same client is asked once in `again_days` at most."""

    after_days: int = 3
    product_id: int | None = None
    category: str = ""
    min_sum: int = 0
    first_only: bool = True
    last_days: int = 14
    again_days: int = 90


@dataclass(frozen=True, slots=True)
class CadenceParams:
    """Stay in touch: so many days after the last contact or sale. `view_id`: a saved list of clients, of whom all are
    meant with `days`; None: those whose own days are set on the card."""

    view_id: int | None = None
    days: int = 30
    last_days: int = 60


@dataclass(frozen=True, slots=True)
class LapsedParams:
    """Silent for longer than usual: a few a day, the most valuable first.

    Limit = clamp(factor x rhythm, floor, ceiling). `left_alone_percent` of them are left alone by chance, to see what
    reminding brings. "Not interested" keeps a client from all reasons that sell for `mute_months`.
    """

    per_day: int = 10
    factor: float = 2.0
    floor_days: int = 30
    ceiling_days: int = 365
    left_alone_percent: int = 0
    mute_months: int = 6


Params = (
    FollowUpParams
    | EnquiryParams
    | CaseParams
    | BirthdayParams
    | DateParams
    | RenewalParams
    | InterestParams
    | ReplenishmentParams
    | ServiceParams
    | FeedbackParams
    | CadenceParams
    | LapsedParams
)

PARAMS: dict[ReminderKind, type[Params]] = {
    ReminderKind.FOLLOW_UP: FollowUpParams,
    ReminderKind.ENQUIRY: EnquiryParams,
    ReminderKind.CASE: CaseParams,
    ReminderKind.BIRTHDAY: BirthdayParams,
    ReminderKind.DATE: DateParams,
    ReminderKind.RENEWAL: RenewalParams,
    ReminderKind.INTEREST: InterestParams,
    ReminderKind.REPLENISHMENT: ReplenishmentParams,
    ReminderKind.SERVICE: ServiceParams,
    ReminderKind.FEEDBACK: FeedbackParams,
    ReminderKind.CADENCE: CadenceParams,
    ReminderKind.LAPSED: LapsedParams,
}


def params_json(params: Params) -> dict[str, Any]:
    """Parameters as JSON holds them."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(params).items()}


def read_params(kind: ReminderKind, saved: Mapping[str, Any]) -> Params:
    """Parameters out of JSON, lists being tuples again; the rest as they are by default."""
    known: dict[str, Any] = {f.name: saved[f.name] for f in fields(PARAMS[kind]) if f.name in saved}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in known.items()}
    return cast(Callable[..., Params], PARAMS[kind])(**values)
