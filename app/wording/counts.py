"""Counted things in words."""

from __future__ import annotations

from app.i18n import ngettext


def clients_count(n: int) -> str:
    """ "1 client", "5 clients"."""
    return ngettext("{n} client", "{n} clients", n).format(n=n)


def days_count(n: int) -> str:
    """ "1 day", "5 days"."""
    return ngettext("{n} day", "{n} days", n).format(n=n)


def visits_count(n: int) -> str:
    """ "1 purchase", "5 purchases": how owners count visits."""
    return ngettext("{n} purchase", "{n} purchases", n).format(n=n)


def receipts_count(n: int) -> str:
    """ "1 receipt", "5 receipts"."""
    return ngettext("{n} receipt", "{n} receipts", n).format(n=n)
