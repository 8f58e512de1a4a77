"""Why now, in one line: important dates, what has run out, service that is due, thanks, staying in touch."""

from __future__ import annotations

from datetime import timedelta

from app.i18n import _, day_text, ngettext
from app.services.reminders.items import (
    BirthdayReason,
    CadenceReason,
    DateReason,
    FeedbackReason,
    ReplenishmentReason,
    ServiceReason,
)
from app.wording.counts import years_count

OccasionReason = DateReason | ReplenishmentReason | ServiceReason | FeedbackReason | CadenceReason


def occasion_words(reason: OccasionReason) -> str:
    """Why this person, in one line."""
    match reason:
        case DateReason():
            return date_words(reason)
        case ReplenishmentReason():
            return replenishment_words(reason)
        case ServiceReason():
            return service_words(reason)
        case FeedbackReason():
            return feedback_words(reason)
        case CadenceReason():
            return cadence_words(reason)


def date_words(reason: DateReason) -> str:
    """ "Wedding day: in 3 days, 10 years", "Wedding day: was on 19 November"."""
    said = f"{reason.name}: {when_words(reason)}"
    return said if reason.years is None else f"{said}, {years_count(reason.years)}"


def when_words(reason: BirthdayReason | DateReason) -> str:
    """How soon the day is: "today", "tomorrow", "in 3 days", "was on 19 November"."""
    left = reason.days_left
    if left < 0:
        return _("was on {day}").format(day=day_text(reason.day, reason.day))
    if left == 0:
        return _("today")
    return _("tomorrow") if left == 1 else ngettext("in {n} day", "in {n} days", left).format(n=left)


def replenishment_words(reason: ReplenishmentReason) -> str:
    """ "Brazil 1 kg, bought on 21 October: enough for 30 days", with what to offer where that is another product."""
    n = reason.cycle_days
    lasts = ngettext("enough for {n} day", "enough for {n} days", n)
    if reason.is_own_rhythm:
        lasts = ngettext("usually bought every {n} day", "usually bought every {n} days", n)
    return _with_offer(f"{_bought(reason)}: {lasts.format(n=n)}", reason)


def service_words(reason: ServiceReason) -> str:
    """ "Coffee machine, bought on 21 May: look after it every 6 months · offer Descaling"."""
    n = reason.every_months
    every = ngettext("look after it every month", "look after it every {n} months", n).format(n=n)
    return _with_offer(f"{_bought(reason)}: {every}", reason)


def feedback_words(reason: FeedbackReason) -> str:
    """ "First purchase on 18 November: Brazil 1 kg · say thanks and ask how it was"."""
    day = day_text(reason.day, reason.day + timedelta(days=reason.days_ago))
    bought = (_("First purchase on {day}") if reason.is_first else _("Purchase on {day}")).format(day=day)
    said = f"{bought}: {reason.product}" if reason.product else bought
    return f"{said} · " + _("say thanks and ask how it was")


def cadence_words(reason: CadenceReason) -> str:
    """ "Last in touch on 21 October, meant to be every 30 days"."""
    n = reason.every_days
    meant = ngettext("meant to be every day", "meant to be every {n} days", n).format(n=n)
    if reason.last_day is None:
        return _("Not in touch yet") + f", {meant}"
    today = reason.last_day + timedelta(days=reason.days_ago)
    return _("Last in touch on {day}").format(day=day_text(reason.last_day, today)) + f", {meant}"


def _bought(reason: ReplenishmentReason | ServiceReason) -> str:
    day = day_text(reason.day, reason.day + timedelta(days=reason.days_ago))
    return _("{product}, bought on {day}").format(product=reason.product, day=day)


def _with_offer(said: str, reason: ReplenishmentReason | ServiceReason) -> str:
    if not reason.offer or reason.offer == reason.product:
        return said
    return f"{said} · " + _("offer {product}").format(product=reason.offer)
