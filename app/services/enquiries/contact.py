"""A client out of what was noted about somebody who asked: a name, a phone, an e-mail, in any order."""

from __future__ import annotations

import re

from app.models.enums import ContactKind
from app.services.clients.data import ClientData, Contact
from app.services.clients.typed import typed_contact
from app.services.errors import InvalidValue

_PHONE = re.compile(r"\+?\d[\d\s()\-–.]{4,}\d")
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_AROUND = " ,;:·-–—"


def client_of_contact(contact: str, source: str, country: str) -> ClientData:
    """The client that `contact` ("Olga, 8 905 221-14-08, olga@mail.ru") tells of. `country` (ISO 3166) is for phones
    without a country code. What cannot be read as a phone or an e-mail stays in the name."""
    name, contacts = contact, []
    for kind, pattern in ((ContactKind.EMAIL, _EMAIL), (ContactKind.PHONE, _PHONE)):
        for found in pattern.findall(name):
            reached = _reached(kind, found.strip(_AROUND), country)
            if reached is not None:
                contacts.append(reached)
                name = name.replace(found, " ", 1)
    parts = [part.strip(_AROUND) for part in re.split(r"[,;·]", name)]
    return ClientData(" ".join(filter(None, parts)), contacts=tuple(contacts), source=source)


def _reached(kind: ContactKind, text: str, country: str) -> Contact | None:
    try:
        return typed_contact(kind, text, country)
    except InvalidValue:
        return None
