"""Counted things in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import day_text, money, ngettext, number_text

if TYPE_CHECKING:
    from datetime import date


def clients_count(n: int) -> str:
    """ "1 client", "5 clients"."""
    return ngettext("{n} client", "{n} clients", n).format(n=number_text(n))


def days_count(n: int) -> str:
    """ "1 day", "5 days"."""
    return ngettext("{n} day", "{n} days", n).format(n=number_text(n))


def every_days(n: int) -> str:
    """ "every day", "every 30 days"."""
    return ngettext("every {n} day", "every {n} days", n).format(n=number_text(n))


def visits_count(n: int) -> str:
    """ "1 purchase", "5 purchases": how owners count visits."""
    return ngettext("{n} purchase", "{n} purchases", n).format(n=number_text(n))


def receipts_count(n: int) -> str:
    """ "1 receipt", "5 receipts"."""
    return ngettext("{n} receipt", "{n} receipts", n).format(n=number_text(n))


def waiting_count(n: int) -> str:
    """ "1 client is waiting", "5 clients are waiting": on the page Today."""
    return ngettext("{n} client is waiting", "{n} clients are waiting", n).format(n=number_text(n))


def years_old(years: int) -> str:
    """ "1 year old", "36 years old"."""
    return ngettext("{n} year old", "{n} years old", years).format(n=years)


def years_count(n: int) -> str:
    """ "1 year", "10 years"."""
    return ngettext("{n} year", "{n} years", n).format(n=n)


def months_count(n: int) -> str:
    """ "1 month", "6 months"."""
    return ngettext("{n} month", "{n} months", n).format(n=n)


def bought_text(receipts: int, total: int, currency: str, last: date | None) -> str:
    """ "5 receipts · 12 400 ₽ · 12 May 2025": how many, for how much (minor units), and the last day; "" for none."""
    if not receipts:
        return ""
    return " · ".join(
        [receipts_count(receipts), money(total, currency), *([day_text(last)] if last is not None else [])]
    )
