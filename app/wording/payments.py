"""Kinds of payment: those of the owner's list, or the usual ones."""

from __future__ import annotations

from collections.abc import Sequence

from app.i18n import _


def payment_kinds(own: Sequence[str]) -> tuple[str, ...]:
    """The owner's list as it stands; while it is empty, the kinds that most shops have."""
    return tuple(own) or (_("Cash"), _("Card"), _("Transfer"))
