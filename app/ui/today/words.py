"""What the Today page says: the greeting, the line below a name, the reason in a menu. The chips are in chips.py."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.i18n import _, day_text, money, ngettext, number_text, weekday_text
from app.models.enums import InterestReason, ReminderKind
from app.services.reminders.items import (
    BirthdayReason,
    CadenceReason,
    CaseReason,
    DateReason,
    DueItem,
    EnquiryReason,
    FeedbackReason,
    FollowUpReason,
    LapsedReason,
    RenewalReason,
    ReplenishmentReason,
    ServiceReason,
    WishReason,
)
from app.wording.at_risk import at_risk_money
from app.wording.counts import clients_count, visits_count
from app.wording.occasions import OccasionReason
from app.wording.reminders import reason_sentence

if TYPE_CHECKING:
    from app.services.clients.data import ClientRow

MORNING, DAY, EVENING = 5, 12, 18
FACTS_SAY_MORE = (BirthdayReason, DateReason, LapsedReason)  # chip and name tell all; the line tells of the client


def greeting(hour: int) -> str:
    """By the hour of the shop's clock."""
    if MORNING <= hour < DAY:
        return _("Good morning.")
    return _("Good afternoon.") if DAY <= hour < EVENING else _("Good evening.")


def headline(hour: int, reasons: int, *, beginning: bool = False, waiting: int = 0) -> str:
    """The title of the page; `beginning` before there is any client, `waiting`: people who wait for another day."""
    if beginning:
        return greeting(hour) + " " + _("Let us begin with your clients")
    if not reasons and waiting:
        return greeting(hour) + " " + _("Enough for today")
    if not reasons:
        return greeting(hour) + " " + _("Nobody is waiting today")
    said = ngettext("{n} reason to write to clients today", "{n} reasons to write to clients today", reasons).format(
        n=number_text(reasons)
    )
    return f"{greeting(hour)} {said}"


def second_line(today: date, people: int, expected: int, currency: str) -> str:
    """Weekday and date, how many people the reasons are about, and what contacting them may bring."""
    said = [weekday_text(today)]
    if people:
        said.append(clients_count(people))
    if expected > 0:
        rounded = round(expected, -4) if expected >= 100_000 else expected
        hope = _("about {sum} of expected purchases stand behind it")
        said.append(hope.format(sum=money(rounded, currency, cents=False)))
    return " · ".join(said)


def item_line(item: DueItem, client: ClientRow | None, currency: str, today: date) -> str:
    """What to know before the call: the reason where it says enough, else how good a client it is."""
    if not tells_facts(item):
        return " · ".join(filter(None, (reason_sentence(item.reason), _cheaper(item, currency))))
    named = item.reason.name if isinstance(item.reason, DateReason) else ""
    return " · ".join(filter(None, (named, client_line(item, client, currency, today))))


def client_line(item: DueItem, client: ClientRow | None, currency: str, today: date) -> str:
    """How good a client it is, for a reason that tells nothing of that itself."""
    if client is None or not client.visits:
        return "" if isinstance(item.reason, LapsedReason) else _("no purchases yet")
    known = [visits_count(client.visits), money(client.total, currency, cents=False)]
    if client.last_visit is not None:
        known.append(_("last purchase on {day}").format(day=day_text(client.last_visit, today)))
    if isinstance(item.reason, LapsedReason) and (at_risk := at_risk_money(item.reason.at_risk, currency)):
        known.append(_("{sum} at risk").format(sum=at_risk))
    return " · ".join(known)


def _cheaper(item: DueItem, currency: str) -> str:
    """What it costs now and what was too dear, for a wish that waited for the price."""
    reason = item.reason
    if not isinstance(reason, WishReason) or reason.why != InterestReason.TOO_DEAR:
        return ""
    if reason.price is None or reason.price_now is None:
        return ""
    return _("{price} instead of {was}").format(
        price=money(reason.price_now, currency), was=money(reason.price, currency)
    )


def tells_facts(item: DueItem) -> bool:
    """Whether the line of an item is about the client, its reason being told by the chip."""
    return isinstance(item.reason, FACTS_SAY_MORE)


def act_words(item: DueItem) -> str:
    """What the button of a written reason says."""
    return _("Congratulate") if item.kind in (ReminderKind.BIRTHDAY, ReminderKind.DATE) else _("Write")


def done_tip(item: DueItem) -> str:
    """What Done does, where it does more than take the reason off the list."""
    return {
        ReminderKind.ENQUIRY: _("Done: the enquiry is in work (D)"),
        ReminderKind.CASE: _("Done: the case is closed (D)"),
        ReminderKind.INTEREST: _("Done: the wish is closed (D)"),
    }.get(item.kind, _("Done (D)"))


def note_text(item: DueItem) -> str:
    """What was noted with a task of nobody, whose name is the task itself."""
    return item.reason.note if isinstance(item.reason, FollowUpReason) else ""


def reason_name(item: DueItem) -> str:
    """The reason in a menu."""
    match item.reason:
        case FollowUpReason(title=title) | CaseReason(title=title):
            return title
        case EnquiryReason(asked=asked):
            return asked
        case RenewalReason(name=name):
            return name
        case WishReason(product=product):
            return product
        case BirthdayReason():
            return _("Birthday")
        case LapsedReason():
            return _("Long silence")
        case _:
            return _occasion_name(item.reason)


def _occasion_name(reason: OccasionReason) -> str:
    match reason:
        case DateReason(name=name):
            return name
        case ReplenishmentReason(offer=offer):
            return offer
        case ServiceReason(offer=offer, product=product):
            return offer or product
        case FeedbackReason():
            return _("Thanks after the purchase")
        case CadenceReason():
            return _("Stay in touch")
