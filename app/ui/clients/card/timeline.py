"""What happened with a client, newest first: purchases and logged contacts as one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from app.i18n import _, money
from app.models.enums import InteractionKind, PurchaseStatus
from app.services.clients.data import ClientCard, InteractionRow, PurchaseRow
from app.ui.clients.words import interaction_icon, interaction_name
from app.wording.clients import goods_text


@dataclass(frozen=True)
class Entry:
    """One line of the timeline. `mark` is a chip at its end, `tone` the chip's tone."""

    day: date
    icon: str
    title: str
    text: str
    mark: str = ""
    tone: str = "neutral"


def timeline(card: ClientCard, zone: ZoneInfo) -> list[PurchaseRow | InteractionRow]:
    """Purchases and contacts of the card, newest first; moments on the shop's clock."""
    return sorted((*card.purchases, *card.interactions), key=lambda row: _moment(row, zone), reverse=True)


def entry(row: PurchaseRow | InteractionRow, currency: str, zone: ZoneInfo) -> Entry:
    """What one of them says."""
    return _interaction(row, zone) if isinstance(row, InteractionRow) else _purchase(row, currency)


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


def _moment(row: PurchaseRow | InteractionRow, zone: ZoneInfo) -> tuple[date, str]:
    if isinstance(row, InteractionRow):
        at = row.at.astimezone(zone)
        return at.date(), at.strftime("%H:%M:%S")
    return row.day, row.time or ""


def _purchase(row: PurchaseRow, currency: str) -> Entry:
    title, mark = purchase_title(row, currency), purchase_mark(row)
    return Entry(row.day, "shopping-bag", title, goods_text(row.lines), mark, "bad")


def _interaction(row: InteractionRow, zone: ZoneInfo) -> Entry:
    day = row.at.astimezone(zone).date()
    if not row.text and row.kind == InteractionKind.NOTE:
        return Entry(day, interaction_icon(row.kind), _("Was in touch"), row.who)  # an imported day of the last contact
    said = " · ".join(filter(None, (row.text, row.who)))
    return Entry(day, interaction_icon(row.kind), interaction_name(row.kind), said)
