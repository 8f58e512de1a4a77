"""What a person types about a client, read the way the importer reads a cell."""

from __future__ import annotations

import re
from datetime import date

from app.models.enums import ContactKind
from app.services.clients.data import Birthday, ClientData, Contact
from app.services.errors import InvalidValue
from app.services.imports.values import dates
from app.services.imports.values.names import full_name
from app.services.imports.values.phones import one_phone

_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]{2,}")


def typed_contact(kind: ContactKind, text: str, country: str) -> Contact:
    """A contact with its normalised value; a phone is never refused for being unusual, only for not being one.

    `country` (ISO 3166) is for phones without a country code. Raises InvalidValue.
    """
    text = text.strip()
    if kind is ContactKind.EMAIL:
        if not _EMAIL.fullmatch(text):
            raise InvalidValue(field="email", value=text)
        return Contact(kind, text.lower())
    if kind in (ContactKind.TELEGRAM, ContactKind.VK):
        if not text:
            raise InvalidValue(field=kind.value, value=text)
        return Contact(kind, text)
    phone = one_phone(text, country)
    if phone is None:
        raise InvalidValue(field="phone", value=text)
    return Contact(kind, phone, text if text != phone else "")


def typed_birthday(text: str) -> Birthday | None:
    """A birthday with or without a year ("14.03.1985", "14 марта", "1985-03-14"); None for an empty text.

    Raises InvalidValue for a day that does not exist.
    """
    if not text.strip():
        return None
    read = dates.birthday(text.strip(), True)
    if read is None or read[0] is None:
        raise InvalidValue(field="birthday", value=text)
    year, month, day = read[0].rsplit("-", 2)
    return Birthday(int(month), int(day), int(year) if year.strip("-") else None)


def check_birthday(birthday: Birthday, today: date) -> None:
    """Raises InvalidValue for a day that does not exist or lies in the future."""
    try:
        day = date(birthday.year or 2000, birthday.month, birthday.day)  # 2000 has a 29 February
    except ValueError as error:
        raise InvalidValue(field="birthday", value=f"{birthday.day}.{birthday.month}.{birthday.year or ''}") from error
    if birthday.year is not None and day > today:
        raise InvalidValue(field="birthday", value=day.isoformat())


def split_name(data: ClientData) -> tuple[str, str, str, str, str]:
    """Display name, surname, first name, patronymic and company: as given, or out of the one typed name.

    Raises InvalidValue when there is no name, no company and no contact to call the client by.
    """
    typed = " ".join(data.name.split())
    parts = (data.last_name.strip(), data.first_name.strip(), data.middle_name.strip())
    company = data.company.strip()
    if any(parts):
        return typed or " ".join(part for part in parts if part), *parts, company
    if typed:
        name = full_name(typed)
        return (
            name.display or typed,
            name.last or "",
            name.first or "",
            name.middle or "",
            company or name.company or "",
        )
    stand_in = company or next((contact.value for contact in data.contacts), "")
    if not stand_in:
        raise InvalidValue(field="name", value="")
    return stand_in, "", "", "", company
