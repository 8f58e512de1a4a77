"""Cells of the purchases table in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import _, ngettext, number_text, quantity_text
from app.models.enums import PurchaseStatus

if TYPE_CHECKING:
    from app.services.purchases.listing import ListedPurchase


def buyer_text(client: str) -> str:
    """Who bought it."""
    return client or _("no client")


def good_text(name: str, quantity: int) -> str:
    """ "Kenya 250 g × 2"."""
    name = name or _("without a name")
    return name if abs(quantity) == 1000 else f"{name} × {quantity_text(abs(quantity))}"


def goods_text(row: ListedPurchase) -> str:
    """What a receipt holds: its first lines, and how many more there are."""
    more = row.lines - len(row.goods)
    told = [good_text(name, quantity) for name, quantity in row.goods]
    if more > 0:
        told.append(ngettext("{n} more", "{n} more", more).format(n=number_text(more)))
    return ", ".join(told)


def mark_of(status: str, returns: bool, returned: int, total: int | None) -> tuple[str, str]:
    """What is special about a receipt, and the tone of it; nothing for most."""
    if status == PurchaseStatus.CANCELLED:
        return _("cancelled"), "bad"
    if status == PurchaseStatus.REJECTED:
        return _("refused"), "bad"
    if returns:
        return _("return"), "warn"
    if returned > 0:
        return (_("returned"), "warn") if returned >= (total or 0) else (_("partly returned"), "warn")
    return "", ""


def row_mark(row: ListedPurchase) -> tuple[str, str]:
    """The same of a row of the table."""
    return mark_of(row.status, row.returns, row.returned, row.total)
