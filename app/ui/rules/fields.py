"""Which parameters each kind of rule lets the owner tune, in which words and within which bounds: one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.i18n import _, currency_symbol
from app.models.enums import ReminderKind
from app.services.reminders.rules.bounds import BOUNDS
from app.ui.context import AppContext
from app.ui.rules.inputs import (
    BoughtInput,
    ChoiceInput,
    Choices,
    FractionInput,
    LeadsInput,
    NumberInput,
    ProductInput,
    RuleInput,
    Start,
    SumInput,
    TickInput,
)
from app.wording.rules import lead_words

LEADS = (14, 7, 3, 1, 0)  # days before; whatever else was set before is offered too


@dataclass(frozen=True)
class Making:
    """What an input is made from: the parameters of the rule, and the saved lists by id."""

    context: AppContext
    start: Start
    views: Mapping[int, str]


@dataclass(frozen=True)
class RuleField:
    """One field of the form. `title` "" where the input tells itself; narrow ones stand two by two."""

    title: Callable[[], str]
    make: Callable[[Making], RuleInput]
    note: Callable[[], str] | None = None
    narrow: bool = False
    wanted: Callable[[Start], bool] = lambda _params: True  # whether it means anything beside the others


def _number(
    name: str,
    title: Callable[[], str],
    note: Callable[[], str] | None = None,
    wanted: Callable[[Start], bool] = lambda _params: True,
) -> RuleField:
    low, high = (int(bound) for bound in BOUNDS[name])
    return RuleField(title, lambda making: NumberInput(making.start, name, low, high), note, narrow=True, wanted=wanted)


def _tick(name: str, text: Callable[[], str]) -> RuleField:
    return RuleField(lambda: "", lambda making: TickInput(making.start, name, text()))


def _product(name: str, title: Callable[[], str], note: Callable[[], str]) -> RuleField:
    def make(making: Making) -> RuleInput:
        return ProductInput(making.context, making.start, name, _("Name, code, barcode…"))

    return RuleField(title, make, note)


def _bought(anything: Callable[[], str]) -> RuleField:
    return RuleField(lambda: _("What was bought"), lambda making: BoughtInput(making.context, making.start, anything()))


def _leads() -> RuleField:
    def make(making: Making) -> RuleInput:
        known = sorted({*LEADS, *making.start["leads"]}, reverse=True)
        return LeadsInput(making.start, "leads", [(lead, lead_words(lead)) for lead in known])

    return RuleField(lambda: _("When to remind"), make)


def _leap_days() -> Choices:
    return (("feb28", _("on 28 February")), ("mar1", _("on 1 March")))


def _lists(making: Making) -> RuleInput:
    choices = [(None, _("Those with days of their own on the card")), *making.views.items()]
    return ChoiceInput(making.start, "view_id", choices, _("a segment that is no more"))


def _is_of_something(params: Start) -> bool:
    return params["product_id"] is not None or bool(params["category"])


_late = _number("grace_days", lambda: _("Late by, days"), lambda: _("So long a day that was missed stays on Today."))
_last = _number("last_days", lambda: _("Given up after, days"))

FIELDS: dict[ReminderKind, tuple[RuleField, ...]] = {
    ReminderKind.FOLLOW_UP: (),
    ReminderKind.CASE: (),
    ReminderKind.INTEREST: (),
    ReminderKind.ENQUIRY: (_number("hours", lambda: _("Without an answer for, hours")),),
    ReminderKind.BIRTHDAY: (
        _leads(),
        _late,
        RuleField(
            lambda: _("Born on 29 February: in other years"),
            lambda making: ChoiceInput(making.start, "leap", _leap_days()),
        ),
    ),
    ReminderKind.DATE: (_leads(), _late),
    ReminderKind.RENEWAL: (
        _number("before_days", lambda: _("Days before the end")),
        _number("after_days", lambda: _("Days after it")),
    ),
    ReminderKind.REPLENISHMENT: (
        _bought(lambda: _("Any product that has a number of days")),
        _number("cycle_days", lambda: _("It lasts, days"), wanted=_is_of_something),
        _number("lead_days", lambda: _("Remind earlier by, days")),
        _tick("by_quantity", lambda: _("Two of it last twice as long")),
        _tick("own_rhythm", lambda: _("After 3 purchases, the client’s own rhythm")),
        _product("target_id", lambda: _("What to offer"), lambda: _("Empty: the same once more.")),
        _number("times", lambda: _("How many times"), lambda: _("A week apart.")),
        _last,
    ),
    ReminderKind.SERVICE: (
        _bought(lambda: ""),
        _number("every_months", lambda: _("Every so many months")),
        _number("lead_days", lambda: _("Remind earlier by, days")),
        _product(
            "target_id",
            lambda: _("What to offer"),
            lambda: _("When it is bought, the time begins anew. May stay empty."),
        ),
        _last,
    ),
    ReminderKind.FEEDBACK: (
        _bought(lambda: _("Anything")),
        _number("after_days", lambda: _("Days after the purchase")),
        RuleField(
            lambda: _("From a sum of"),
            lambda making: SumInput(making.start, "min_sum", currency_symbol(making.context.settings.currency)),
            narrow=True,
        ),
        _tick("first_only", lambda: _("Only after the first purchase of a client")),
        _number("again_days", lambda: _("The same client again after, days")),
        _last,
    ),
    ReminderKind.CADENCE: (
        RuleField(lambda: _("Whom"), _lists),
        _number(
            "days",
            lambda: _("Days without a contact"),
            lambda: _("Counted from the last contact or purchase."),
            lambda params: params["view_id"] is not None,
        ),
        _last,
    ),
    ReminderKind.LAPSED: (
        _number("per_day", lambda: _("Clients a day"), lambda: _("Those who may bring most come first.")),
        RuleField(
            lambda: _("Times the usual gap"),
            lambda making: FractionInput(making.start, "factor", *BOUNDS["factor"]),
            lambda: _("Of the client’s own purchases; with too few of them, of the shop’s."),
            narrow=True,
        ),
        _number("floor_days", lambda: _("At least, days")),
        _number("ceiling_days", lambda: _("At most, days")),
        _number(
            "mute_months",
            lambda: _("“Not interested” holds for, months"),
            lambda: _("So long the client gets no reminder that sells."),
        ),
    ),
}
