"""The rules of reminders in words: what each is called, what it does, what its parameters and texts are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.i18n import _, money, ngettext, number_text, quoted
from app.models.enums import ReminderKind
from app.models.rule_params import (
    BirthdayParams,
    CadenceParams,
    DateParams,
    EnquiryParams,
    FeedbackParams,
    LapsedParams,
    RenewalParams,
    ReplenishmentParams,
    ServiceParams,
)
from app.services.reminders.rules.data import Rule
from app.wording.counts import days_count, months_count


@dataclass(frozen=True)
class RuleNames:
    """What the ids in the parameters of rules stand for, and the shop's currency."""

    products: Mapping[int, str] = field(default_factory=dict)
    views: Mapping[int, str] = field(default_factory=dict)
    currency: str = "RUB"

    def bought(self, product_id: int | None, category: str) -> str:
        """What a purchase is to be of: the name of a product, a category, "" for anything."""
        if product_id is not None:
            return quoted(self.products.get(product_id, _("a product that is no more")))
        return _("the category {name}").format(name=quoted(category)) if category else ""


def rule_kind_title(kind: ReminderKind) -> str:
    """What reminders of a kind are called among the rules."""
    return RULE_TITLES[kind]()


def rule_title(rule: Rule) -> str:
    """The owner's name of a rule, else that of its kind."""
    return rule.name or rule_kind_title(rule.kind)


def copy_name(rule: Rule) -> str:
    """What a copy of a rule is called."""
    return _("{rule} (copy)").format(rule=rule_title(rule))


def rule_sentence(rule: Rule, names: RuleNames) -> str:
    """What a rule does, in a sentence."""
    return SENTENCES[rule.kind](rule.params, names)


RULE_TITLES: dict[ReminderKind, Callable[[], str]] = {
    ReminderKind.FOLLOW_UP: lambda: _("Tasks and promises"),
    ReminderKind.ENQUIRY: lambda: _("Enquiries without an answer"),
    ReminderKind.CASE: lambda: _("Repairs, complaints and questions"),
    ReminderKind.BIRTHDAY: lambda: _("Birthdays"),
    ReminderKind.DATE: lambda: _("Important dates"),
    ReminderKind.RENEWAL: lambda: _("Subscriptions and warranties about to end"),
    ReminderKind.INTEREST: lambda: _("Wishes that can be met"),
    ReminderKind.REPLENISHMENT: lambda: _("Used up: time to buy again"),
    ReminderKind.SERVICE: lambda: _("Time for a service"),
    ReminderKind.FEEDBACK: lambda: _("Thanks after a purchase"),
    ReminderKind.CADENCE: lambda: _("Stay in touch"),
    ReminderKind.LAPSED: lambda: _("Silent longer than usual"),
}


def _leads(leads: tuple[int, ...]) -> str:
    """ "7 days before, the day before, on the day"."""
    return ", ".join(lead_words(lead) for lead in sorted(leads, reverse=True)) or _("only on the day")


def lead_words(lead: int) -> str:
    """ "7 days before", "the day before", "on the day"."""
    if lead < 2:
        return _("the day before") if lead else _("on the day")
    return ngettext("{n} day before", "{n} days before", lead).format(n=number_text(lead))


def _birthday(params: BirthdayParams, _names: RuleNames) -> str:
    late = _("Late greetings: {days}.").format(days=days_count(params.grace_days)) if params.grace_days else ""
    return f"{_capital(_leads(params.leads))}. {late}".strip()


def _date(params: DateParams, _names: RuleNames) -> str:
    said = _("Anniversaries and other days of clients: {when}.")
    return said.format(when=_leads(params.leads))


def _enquiry(params: EnquiryParams, _names: RuleNames) -> str:
    n = params.hours
    said = ngettext(
        "A new enquiry that nobody has answered for {n} hour.",
        "A new enquiry that nobody has answered for {n} hours.",
        n,
    )
    return said.format(n=number_text(n))


def _renewal(params: RenewalParams, _names: RuleNames) -> str:
    said = _("From {before} before the end until {after} after it, unless it was renewed.")
    return said.format(before=days_count(params.before_days), after=days_count(params.after_days))


def _replenishment(params: ReplenishmentParams, names: RuleNames) -> str:
    bought = names.bought(params.product_id, params.category)
    if bought:
        said = _("{days} after buying {product}").format(days=_capital(days_count(params.cycle_days)), product=bought)
    else:
        said = _("When a product that has a number of days is used up")
    parts = [said]
    if params.lead_days:
        parts.append(_("{days} earlier").format(days=days_count(params.lead_days)))
    if params.target_id is not None:
        parts.append(_("offer {product}").format(product=names.bought(params.target_id, "")))
    return ", ".join(parts) + "."


def _service(params: ServiceParams, names: RuleNames) -> str:
    bought = names.bought(params.product_id, params.category)
    every = months_count(params.every_months)
    if not bought:
        return _("Every {months}. Choose what was bought.").format(months=every)
    said = _("Every {months} after buying {product}").format(months=every, product=bought)
    if params.target_id is not None:
        said += ", " + _("offer {product}").format(product=names.bought(params.target_id, ""))
    return said + "."


def _feedback(params: FeedbackParams, names: RuleNames) -> str:
    days = _capital(days_count(params.after_days))
    after = _("{days} after the first purchase") if params.first_only else _("{days} after a purchase")
    parts = [after.format(days=days)]
    bought = names.bought(params.product_id, params.category)
    if bought:
        parts.append(_("of {product}").format(product=bought))
    if params.min_sum:
        parts.append(_("from {sum}").format(sum=money(params.min_sum, names.currency)))
    return " ".join(parts) + "."


def _cadence(params: CadenceParams, names: RuleNames) -> str:
    if params.view_id is None:
        return _("When there was no contact and no purchase for as many days as the client’s card says.")
    said = _("No contact and no purchase for {days}: everyone of the segment {name}.")
    name = names.views.get(params.view_id, _("a segment that is no more"))
    return said.format(days=days_count(params.days), name=quoted(name))


def _lapsed(params: LapsedParams, _names: RuleNames) -> str:
    is_whole = params.factor == int(params.factor)
    times = number_text(params.factor, 0 if is_whole else 1)
    longer = ngettext(
        "Silent {times} time longer than usual",
        "Silent {times} times longer than usual",
        int(params.factor) if is_whole else 2,
    )
    floor, n = params.floor_days, params.per_day
    parts = (
        longer.format(times=times),
        ngettext("at least {n} day", "at least {n} days", floor).format(n=number_text(floor)),
        ngettext("up to {n} client a day", "up to {n} clients a day", n).format(n=number_text(n)),
    )
    return ", ".join(parts) + "."


SENTENCES: dict[ReminderKind, Callable[..., str]] = {
    ReminderKind.FOLLOW_UP: lambda _params, _names: _("What was promised, on its day and at its time."),
    ReminderKind.ENQUIRY: _enquiry,
    ReminderKind.CASE: lambda _params, _names: _("Open ones, on the day by which they were to be settled."),
    ReminderKind.BIRTHDAY: _birthday,
    ReminderKind.DATE: _date,
    ReminderKind.RENEWAL: _renewal,
    ReminderKind.INTEREST: lambda _params, _names: _("What a client left without is back, or costs less now."),
    ReminderKind.REPLENISHMENT: _replenishment,
    ReminderKind.SERVICE: _service,
    ReminderKind.FEEDBACK: _feedback,
    ReminderKind.CADENCE: _cadence,
    ReminderKind.LAPSED: _lapsed,
}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def part_name(kind: ReminderKind, part: str) -> str:
    """Which of the messages of a kind it is."""
    worded = PART_NAMES.get(f"{kind}.{part}") or PART_NAMES.get(part)
    return worded() if worded else rule_kind_title(kind)


PART_NAMES: dict[str, Callable[[], str]] = {
    "before": lambda: _("before the day"),
    "today": lambda: _("on the day"),
    "late": lambda: _("late"),
    "renewal.before": lambda: _("before the end"),
    "after": lambda: _("when it has ended"),
    "warranty_before": lambda: _("a warranty, before its end"),
    "warranty_after": lambda: _("a warranty that has ended"),
    "repair": lambda: _("a repair"),
    "complaint": lambda: _("a complaint"),
    "question": lambda: _("a question"),
    "ready": lambda: _("it is ready"),
    "missing": lambda: _("it is back"),
    "too_dear": lambda: _("it costs less"),
    "same": lambda: _("the same once more"),
    "other": lambda: _("something else is offered"),
    "first": lambda: _("after the first purchase"),
    "text": lambda: _("usually"),
}


def sample_client(rule: Rule, names: RuleNames, shop: str, language: str, today: date) -> dict[str, str]:
    """What the names in a message stand for in the client that it is shown for, in the language of messages."""
    name, product, liked = SAMPLES[language]
    offered = getattr(rule.params, "target_id", None) or getattr(rule.params, "product_id", None)
    day = f"{today + timedelta(days=7):%d.%m.%Y}"
    known = names.products.get(offered or 0, product)
    return {"name": name, "shop": shop, "product": known, "day": day, "preference": liked, "code": rule.code}


# Name, product, preference of a client that there is not, in the language of the message and not of the window.
SAMPLES = {"ru": ("Анна", "Эфиопия 250 г", "светлая обжарка"), "en": ("Anna", "Ethiopia 250 g", "light roast")}


def section_title(section: str) -> str:
    """Heading of a group of rules."""
    return SECTION_TITLES[section]()


SECTION_TITLES: dict[str, Callable[[], str]] = {
    "promised": lambda: _("What somebody waits for"),
    "days": lambda: _("Days to remember"),
    "bought": lambda: _("After a purchase"),
    "keeping": lambda: _("So that clients come back"),
}
