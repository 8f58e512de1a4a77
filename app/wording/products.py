"""Products, what they carry and who wants them, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.i18n import _, money, ngettext, number_text, short_day
from app.models.enums import InterestReason, LinkKind, ProductKind, TermUnit
from app.services.interests import InterestRow
from app.wording.aftersale import entitlement_kind_name
from app.wording.counts import days_count


def product_kind_name(kind: str) -> str:
    """ "product" or "service" in words."""
    return _KINDS[ProductKind(kind)]()


def link_name(kind: str) -> str:
    """How another product hangs together with one."""
    return _LINKS[LinkKind(kind)]()


def term_words(count: int, unit: str) -> str:
    """ "3 months", "1 year"."""
    return _TERMS[TermUnit(unit)](count)


def carried_words(kind: str, count: int, unit: str) -> str:
    """ "Subscription: 3 months"."""
    return f"{entitlement_kind_name(kind)}: {term_words(count, unit)}"


def interest_words(row: InterestRow, currency: str, today: date) -> str:
    """Why it was not bought, since when, and that it can be now: "was missing, 3 Nov · back in stock"."""
    day = short_day(row.day, today)
    if row.reason == InterestReason.MISSING:
        said = _("was missing, {day}").format(day=day)
        news = _("in stock again") if row.met else ""
    else:
        price = money(row.price or 0, currency)
        said = _("too dear at {price}, {day}").format(price=price, day=day)
        news = _("now {price}").format(price=money(row.price_now or 0, currency)) if row.met else ""
    return " · ".join(filter(None, (said, news)))


def products_count(n: int) -> str:
    """ "1 product", "5 products"."""
    return ngettext("{n} product", "{n} products", n).format(n=number_text(n))


def waiting_words(n: int) -> str:
    """ "1 client waits for it"."""
    return ngettext("{n} client waits for it", "{n} clients wait for it", n).format(n=number_text(n))


_KINDS: dict[ProductKind, Callable[[], str]] = {
    ProductKind.PRODUCT: lambda: _("Goods"),
    ProductKind.SERVICE: lambda: _("Service"),
}
_LINKS: dict[LinkKind, Callable[[], str]] = {
    LinkKind.GOES_WITH: lambda: _("Goes with it"),
    LinkKind.BETTER: lambda: _("A better version"),
}
_TERMS: dict[TermUnit, Callable[[int], str]] = {
    TermUnit.DAY: days_count,
    TermUnit.MONTH: lambda n: ngettext("{n} month", "{n} months", n).format(n=n),
    TermUnit.YEAR: lambda n: ngettext("{n} year", "{n} years", n).format(n=n),
}
