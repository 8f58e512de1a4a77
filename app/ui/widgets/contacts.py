"""Ways to reach a client: which there are, what their buttons say, and opening the program that does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton

from app.i18n import _
from app.models.enums import ContactKind
from app.ui.events import AppEvents
from app.ui.widgets.buttons import button


class ContactLike(Protocol):
    """A phone, e-mail or messenger as the services return it."""

    @property
    def kind(self) -> str:
        """ContactKind."""
        ...

    @property
    def value(self) -> str:
        """Normalised."""
        ...

    @property
    def wrong(self) -> bool:
        """It was tried, and is not the client's."""
        ...


@dataclass(frozen=True)
class Way:
    """One way to reach a client. `kind`: ContactKind, where "phone" is a call."""

    kind: str
    value: str


# Kind -> address with a place for the value and one for the text; without the latter the text goes to the clipboard.
_ADDRESSES = {
    ContactKind.PHONE: "tel:{value}",
    ContactKind.WHATSAPP: "https://wa.me/{digits}?text={text}",
    ContactKind.TELEGRAM: "https://t.me/{name}?text={text}",
    ContactKind.VIBER: "viber://chat?number=%2B{digits}",
    ContactKind.VK: "https://vk.me/{name}",
    ContactKind.EMAIL: "mailto:{value}?body={text}",
}
_ORDER = tuple(_ADDRESSES)

# Kind -> its name on a small button, the words of the big one.
_NAMES: dict[str, tuple[Callable[[], str], Callable[[], str]]] = {
    ContactKind.PHONE: (lambda: _("Call"), lambda: _("Call")),
    ContactKind.WHATSAPP: (lambda: "WhatsApp", lambda: _("Open WhatsApp")),
    ContactKind.TELEGRAM: (lambda: "Telegram", lambda: _("Open Telegram")),
    ContactKind.VIBER: (lambda: "Viber", lambda: _("Open Viber")),
    ContactKind.VK: (lambda: "VK", lambda: _("Open VK")),
    ContactKind.EMAIL: (lambda: _("Mail"), lambda: _("Write an e-mail")),
}


def ways_to_reach(contacts: Iterable[ContactLike]) -> list[Way]:
    """The first contact of every kind that is not known to be wrong, calls first. A mobile phone is offered for
    WhatsApp too where none is noted."""
    found: dict[str, Way] = {}
    for contact in contacts:
        if contact.kind in _ADDRESSES and not contact.wrong:
            found.setdefault(contact.kind, Way(contact.kind, contact.value))
    phone = found.get(ContactKind.PHONE)
    if phone is not None and _is_mobile(phone.value):
        found.setdefault(ContactKind.WHATSAPP, Way(ContactKind.WHATSAPP, phone.value))
    return [found[kind] for kind in _ORDER if kind in found]


def written_way(ways: Sequence[Way], preferred: str | None = None) -> Way | None:
    """The way to send a text: the preferred one, else the first that is not a call, else the call, else None."""
    wanted = next((way for way in ways if way.kind == preferred), None)
    return wanted or next((way for way in ways if way.kind != ContactKind.PHONE), ways[0] if ways else None)


def way_name(kind: str) -> str:
    """Short name of a way, for a small button."""
    return _NAMES[kind][0]()


def way_words(kind: str) -> str:
    """What the big button of a way says."""
    return _NAMES[kind][1]()


def way_address(way: Way, text: str = "") -> QUrl:
    """The link that opens the program for `way`, with `text` in it where that program takes one."""
    value = way.value.strip()
    address = _ADDRESSES[ContactKind(way.kind)].format(
        value=quote(value, safe="@+"), digits=_digits(value), name=quote(value.lstrip("@"), safe="+"), text=quote(text)
    )
    return QUrl(address, QUrl.ParsingMode.StrictMode)


def open_way(events: AppEvents, way: Way, text: str = "") -> bool:
    """Open the program for `way` and say so at the bottom; where nothing can open it, leave the number to copy."""
    opened, said = start_program(way, text)
    if said:
        events.toast.emit(said, None)
    return opened


def start_program(way: Way, text: str = "") -> tuple[bool, str]:
    """Open the program for `way`: whether there is one, and what is to be said about the clipboard, if anything."""
    takes_text = "{text}" in _ADDRESSES[ContactKind(way.kind)]
    if not QDesktopServices.openUrl(way_address(way, text)):
        QGuiApplication.clipboard().setText(way.value)
        return False, _("Nothing on this computer opens it. Copied: {contact}").format(contact=way.value)
    if text and not takes_text and way.kind != ContactKind.PHONE:
        QGuiApplication.clipboard().setText(text)
        return True, _("The message is on the clipboard: paste it there.")
    return True, ""


def contact_buttons(
    ways: Iterable[Way], clicked: Callable[[Way], object], *, primary: bool = False
) -> list[QPushButton]:
    """A small button for every way; with `primary` the first is the primary one."""
    made: list[QPushButton] = []
    for way in ways:
        kind = "primary" if primary and not made else "normal"
        one = button(way_name(way.kind), lambda way=way: clicked(way), kind=kind, small=True, tip=way.value)  # type: ignore[misc]
        made.append(one)
    return made


def _digits(value: str) -> str:
    return "".join(letter for letter in value if letter.isdigit())


def _is_mobile(phone: str) -> bool:
    return phone.startswith("+79") or (phone.startswith("+") and not phone.startswith("+7"))
