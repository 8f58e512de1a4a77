"""Everything that happened with a client as one list, newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.i18n import _, day_text, money
from app.models.enums import EnquiryState, InteractionKind, InterestReason, Outcome, PurchaseStatus
from app.services.aftersale.cases import CaseRow
from app.services.aftersale.entitlements import EntitlementRow
from app.services.clients.data import ClientCard, FeedbackRow, HandledRow, InteractionRow, PurchaseRow, TaskRow
from app.services.enquiries.data import EnquiryRow
from app.services.feedback import LOW
from app.services.interests import InterestRow
from app.ui.clients.card.history.commands import minutes_text
from app.ui.clients.words import direction_name, interaction_icon, interaction_name
from app.wording.aftersale import case_kind_name, case_status_name, entitlement_kind_name
from app.wording.clients import channel_name, goods_text
from app.wording.outcomes import outcome_name
from app.wording.reminders import kind_name

PROMOTER = 9  # 9 and 10 recommend the shop


_STATES: dict[EnquiryState, tuple[Callable[[], str], str]] = {
    EnquiryState.NEW: (lambda: _("unanswered"), "warn"),
    EnquiryState.IN_WORK: (lambda: _("in work"), "info"),
    EnquiryState.WON: (lambda: _("won"), "accent"),
    EnquiryState.LOST: (lambda: _("lost"), "neutral"),
}


_OUTCOMES: dict[str, str] = {
    Outcome.REACHED: "accent",
    Outcome.NO_ANSWER: "neutral",
    Outcome.BOUGHT: "accent",
    Outcome.NOT_INTERESTED: "warn",
    Outcome.WRONG_NUMBER: "bad",
}


@dataclass(frozen=True)
class Entry:
    """One line of the timeline. `mark` is a chip at its end, `tone` the chip's tone."""

    day: date
    icon: str
    title: str
    text: str
    mark: str = ""
    tone: str = "neutral"


@dataclass(frozen=True)
class Place:
    """Where the shop is: what sums and moments are told in."""

    currency: str
    zone: ZoneInfo


def timeline(card: ClientCard, zone: ZoneInfo) -> list[Any]:
    """Purchases, contacts, tasks that were done, scores, and what else there is, newest first by the shop's clock."""
    rows = [
        *card.purchases,
        *card.interactions,
        *(task for task in card.tasks if task.done_at is not None),
        *card.handled,
        *card.feedback,
        *card.enquiries,
        *card.cases,
        *card.entitlements,
        *card.interests,
    ]
    return sorted(rows, key=lambda row: _moment(row, zone), reverse=True)


def entry(row: Any, currency: str, zone: ZoneInfo) -> Entry:
    """What one of them says."""
    return TOLD[type(row)](row, Place(currency, zone))


def purchase_title(row: PurchaseRow, currency: str) -> str:
    """ "Purchase 3 180 ₽", "Return 890 ₽", "Purchase" where the sum is unknown."""
    if row.total is None:
        return _("Purchase")
    if row.total < 0:
        return _("Return {sum}").format(sum=money(-row.total, currency))
    return _("Purchase {sum}").format(sum=money(row.total, currency))


def purchase_mark(row: PurchaseRow) -> str:
    """Why a receipt does not count, or nothing."""
    marks = {PurchaseStatus.CANCELLED: _("cancelled"), PurchaseStatus.REJECTED: _("refused")}
    return marks.get(PurchaseStatus(row.status), "")


def _moment(row: Any, zone: ZoneInfo) -> tuple[date, str]:
    """Day and time on the shop's clock; what has no time stands first of its day."""
    at: datetime | None = getattr(row, "done_at", None) or getattr(row, "at", None)
    if at is not None:
        local = at.astimezone(zone)
        return local.date(), local.strftime("%H:%M:%S")
    if isinstance(row, EntitlementRow):
        return row.start_day, ""
    return row.day, getattr(row, "time", None) or ""


def _purchase(row: PurchaseRow, place: Place) -> Entry:
    title, mark = purchase_title(row, place.currency), purchase_mark(row)
    return Entry(row.day, "shopping-bag", title, goods_text(row.lines), mark, "bad")


def _interaction(row: InteractionRow, place: Place) -> Entry:
    day = row.at.astimezone(place.zone).date()
    if not row.text and row.kind == InteractionKind.NOTE:
        return Entry(day, interaction_icon(row.kind), _("Was in touch"), row.who)  # an imported day of the last contact
    title = ", ".join(filter(None, (interaction_name(row.kind), minutes_text(row.minutes) if row.minutes else "")))
    said = " · ".join(filter(None, (row.text, row.reason, row.who)))
    if row.outcome:
        return Entry(day, interaction_icon(row.kind), title, said, outcome_name(row.outcome), _OUTCOMES[row.outcome])
    mark = channel_name(row.channel) if row.channel else direction_name(row.direction) if row.direction else ""
    return Entry(day, interaction_icon(row.kind), title, said, mark, "info" if row.channel else "neutral")


def _task(row: TaskRow, place: Place) -> Entry:
    assert row.done_at is not None
    said = " · ".join(filter(None, (row.title, row.who)))
    return Entry(row.done_at.astimezone(place.zone).date(), "list-checks", _("Task done"), said)


def _handled(row: HandledRow, place: Place) -> Entry:
    day = row.at.astimezone(place.zone).date()
    if row.title:
        return Entry(day, "list-checks", _("Task done"), row.title)
    return Entry(day, "calendar-check", _("Reminder done"), kind_name(row.kind))


def _feedback(row: FeedbackRow, place: Place) -> Entry:
    title = _("Score {n} of 10").format(n=row.score)
    said = " · ".join(filter(None, (row.text, row.who)))
    tone = "bad" if row.score <= LOW else "accent" if row.score >= PROMOTER else "neutral"
    return Entry(row.at.astimezone(place.zone).date(), "star", title, said, "NPS", tone)


def _enquiry(row: EnquiryRow, place: Place) -> Entry:
    worth = "" if row.worth is None else money(row.worth, place.currency)
    said = " · ".join(filter(None, (row.asked, row.product, worth, row.lost_reason)))
    mark, tone = _STATES[row.state]
    return Entry(row.day, "inbox", _("Enquiry"), said, mark(), tone)


def _case(row: CaseRow, _place: Place) -> Entry:
    said = " · ".join(filter(None, (row.title, row.product, row.who)))
    tone = "warn" if row.is_open else "neutral"
    return Entry(row.day, "wrench", case_kind_name(row.kind), said, case_status_name(row.status), tone)


def _entitlement(row: EntitlementRow, _place: Place) -> Entry:
    until = _("until {day}").format(day=day_text(row.end_day))
    return Entry(row.start_day, "ticket", entitlement_kind_name(row.kind), f"{row.name} · {until}")


def _interest(row: InterestRow, place: Place) -> Entry:
    said = " · ".join(filter(None, (row.product, row.note)))
    if row.closed_at is not None:
        mark, tone = _("closed"), "neutral"
    else:
        mark, tone = (_("can be met"), "accent") if row.met else ("", "neutral")
    title = _("Wanted, was missing") if row.reason == InterestReason.MISSING else _("Wanted, was too dear")
    return Entry(row.day, "heart", title, said, mark, tone)


# Kind of a row -> what it says.
TOLD: dict[type, Callable[[Any, Place], Entry]] = {
    PurchaseRow: _purchase,
    InteractionRow: _interaction,
    TaskRow: _task,
    HandledRow: _handled,
    FeedbackRow: _feedback,
    EnquiryRow: _enquiry,
    CaseRow: _case,
    EntitlementRow: _entitlement,
    InterestRow: _interest,
}
