"""Two clients line against line: what is the same, what is joined, and where the owner chooses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.i18n import _, money, short_day
from app.models.enums import ContactKind
from app.ui.widgets.contacts import way_name
from app.ui.widgets.phone import phone_text
from app.wording.clients import birthday_text, consent_name, consent_text, goods_text
from app.wording.counts import bought_text
from app.wording.own import own_text

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard, OwnShown, PurchaseRow

RECEIPTS_SHOWN = 4
GENDERS = {"f": lambda: _("woman"), "m": lambda: _("man")}


@dataclass(frozen=True)
class Line:
    """A line of the comparison: the lines of text of the one who stays and of the other.

    `field` names what `merge_clients` may take from the other, "" where nothing is chosen; `taken`: the other's value
    is proposed. `joined`: both are kept.
    """

    title: str
    stays: tuple[str, ...]
    goes: tuple[str, ...]
    field: str = ""
    taken: bool = False
    joined: bool = False

    @property
    def is_choice(self) -> bool:
        """Whether both have something, and not the same."""
        return bool(self.field and self.stays and self.goes and not self.is_same)

    @property
    def is_same(self) -> bool:
        """Whether both have the same."""
        return tuple(map(str.casefold, self.stays)) == tuple(map(str.casefold, self.goes))


def compare(stays: ClientCard, goes: ClientCard, currency: str, today: date) -> list[Line]:
    """The lines that at least one of the two has something in: first the fields, then what is joined."""
    lines = [*_fields(stays, goes, today), *_own(stays, goes), *_joined(stays, goes), *_bought(stays, goes, currency)]
    return [line for line in lines if line.stays or line.goes]


def _fields(stays: ClientCard, goes: ClientCard, today: date) -> list[Line]:
    one, other = _texts(stays, today), _texts(goes, today)
    return [
        Line(title, _some(one[name]), _some(other[name]), name, _is_fuller(name, stays, goes))
        for name, title in _titles().items()
    ]


def _titles() -> dict[str, str]:
    """The fields that the owner may take from the other, in the order they are shown."""
    return {
        "name": _("Name"),
        "birthday": _("Birthday"),
        "gender": _("Gender"),
        "company": _("Company"),
        "address": _("Address"),
        "city": _("City"),
        "card": _("Card"),
        "source": _("Where from"),
        "referred_by": _("Brought by"),
        "preferred_channel": _("Best way to reach"),
    }


def _texts(card: ClientCard, today: date) -> dict[str, str]:
    row = card.row
    return {
        "name": phone_text(row.name),
        "birthday": birthday_text(row.birthday, today) if row.birthday else "",
        "gender": GENDERS[card.gender]() if card.gender in GENDERS else "",
        "company": card.company if card.company != row.name else "",
        "address": card.address,
        "city": row.city,
        "card": row.card,
        "source": card.source,
        "referred_by": card.referred_by[1] if card.referred_by else "",
        "preferred_channel": way_name(card.preferred_channel) if card.preferred_channel else "",
    }


def _is_fuller(field: str, stays: ClientCard, goes: ClientCard) -> bool:
    """A name of more words, or a birthday with its year, is proposed whoever has it."""
    if field == "name":
        return len(goes.row.name.split()) > len(stays.row.name.split())
    if field == "birthday" and stays.row.birthday and goes.row.birthday:
        return stays.row.birthday.year is None and goes.row.birthday.year is not None
    return False


def _own(stays: ClientCard, goes: ClientCard) -> list[Line]:
    """The shop's own fields."""
    one, other = ({shown.field_id: shown for shown in card.own} for card in (stays, goes))
    return [
        Line(
            (one.get(field_id) or other[field_id]).name,
            _own_text(one.get(field_id)),
            _own_text(other.get(field_id)),
            f"own:{field_id}",
        )
        for field_id in dict.fromkeys((*one, *other))
    ]


def _own_text(shown: OwnShown | None) -> tuple[str, ...]:
    return () if shown is None else (own_text(shown.kind, shown.value),)


def _joined(stays: ClientCard, goes: ClientCard) -> list[Line]:
    one, other = _several(stays), _several(goes)
    return [Line(title, tuple(one[title]), tuple(other[title]), joined=True) for title in one]


def _several(card: ClientCard) -> dict[str, list[str]]:
    """What a client may have several of, by its title."""
    addresses = [contact for contact in card.contacts if contact.kind == ContactKind.ADDRESS]
    return {
        _("Contacts"): [_contact(c.kind, c.value) for c in card.contacts if c not in addresses],
        _("More addresses"): [contact.value for contact in addresses],
        _("Tags"): list(card.tags),
        _("Preferences"): [preferred.text for preferred in card.preferences],
        _("Consents"): [f"{consent_name(consent.purpose)}: {consent_text(consent)}" for consent in card.consents],
        _("Do not disturb"): [_("yes")] if card.do_not_disturb else [],
        _("Client no."): list(card.external_ids),
        _("Files"): [file.name for file in card.attachments],
        _("Tasks"): [task.title for task in card.tasks if not task.done],
        _("Note"): [line for line in card.note.splitlines() if line.strip()],
    }


def _contact(kind: str, value: str) -> str:
    return phone_text(value) if kind in (ContactKind.PHONE, ContactKind.EMAIL) else f"{way_name(kind)} {value}"


def _bought(stays: ClientCard, goes: ClientCard, currency: str) -> list[Line]:
    one, other = (
        _some(bought_text(card.receipts, card.row.total, currency, card.row.last_visit)) for card in (stays, goes)
    )
    last, others = (
        tuple(_receipt(purchase, currency) for purchase in card.purchases[:RECEIPTS_SHOWN]) for card in (stays, goes)
    )
    return [Line(_("Purchases"), one, other, joined=True), Line(_("The last ones"), last, others, joined=True)]


def _receipt(purchase: PurchaseRow, currency: str) -> str:
    """ "12 May 2025 · Kenya 250 g · 940 ₽"."""
    total = "" if purchase.total is None else money(purchase.total, currency)
    return " · ".join(part for part in (short_day(purchase.day), goods_text(purchase.lines), total) if part)


def _some(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def only_here(lines: Iterable[str], others: Iterable[str]) -> set[str]:
    """The lines that the other side does not have."""
    known = {line.casefold() for line in others}
    return {line for line in lines if line.casefold() not in known}
