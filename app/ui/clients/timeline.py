"""What happened with a client, newest first: purchases and logged contacts as one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.i18n import _, money
from app.models.enums import PurchaseStatus
from app.ui.clients.words import goods_text, interaction_icon, interaction_name

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard, InteractionRow, PurchaseRow


@dataclass(frozen=True)
class Entry:
    """One line of the timeline. `mark` is a chip at its end, `tone` the chip's tone."""

    day: date
    order: str  # what is later on one day comes first
    icon: str
    title: str
    text: str
    mark: str = ""
    tone: str = "neutral"


def timeline(card: ClientCard, currency: str, zone: ZoneInfo) -> list[Entry]:
    """Purchases and contacts of the card, newest first; moments on the shop's clock."""
    entries = [_purchase(row, currency) for row in card.purchases]
    entries += [_interaction(row, zone) for row in card.interactions]
    return sorted(entries, key=lambda entry: (entry.day, entry.order), reverse=True)


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


def _purchase(row: PurchaseRow, currency: str) -> Entry:
    title, mark = purchase_title(row, currency), purchase_mark(row)
    return Entry(row.day, row.time or "", "shopping-bag", title, goods_text(row.lines), mark, "bad")


def _interaction(row: InteractionRow, zone: ZoneInfo) -> Entry:
    at = row.at.astimezone(zone)
    return Entry(at.date(), at.strftime("%H:%M:%S"), interaction_icon(row.kind), interaction_name(row.kind), row.text)
