"""What a person types about a client, read the way the importer reads a cell."""

from __future__ import annotations

import re
from datetime import date

from app.models.enums import ContactKind
from app.services.clients.data import Birthday, ClientData, Contact
from app.services.clients.full_name import typed_name
from app.services.errors import InvalidValue
from app.services.imports.values import dates
from app.services.imports.values.phones import one_phone

OLDEST = 130  # years; nobody has lived so long
_EMAIL = re.compile(r"(?!\.)(?!.*\.\.)[\w.!#$%&'*+/=?^`{|}~-]+(?<!\.)@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]+")
_LINK = re.compile(r"(?:https?://)?(?:www\.|m\.)?(?:t\.me|telegram\.me|vk\.(?:com|ru|me))/", re.IGNORECASE)
_TELEGRAM = re.compile(r"[A-Za-z]\w{3,31}", re.ASCII)
_VK = re.compile(r"[A-Za-z][\w.]{2,31}", re.ASCII)
_PHONE_LETTERS = re.compile(r"[\d\s()+.\-–—/]*")
_NOT_DIGITS = re.compile(r"\D+")
_RUSSIAN = frozenset(("RU", "KZ"))


def typed_contact(kind: ContactKind, text: str, country: str) -> Contact:
    """A contact with its normalised value; a phone is never refused for being unusual, only for not being one.

    `country` (ISO 3166) is for phones without a country code. A link to a page of Telegram or VK is its name there.
    Raises InvalidValue.
    """
    text = " ".join(text.split())
    if kind is ContactKind.EMAIL:
        if not _EMAIL.fullmatch(text):
            raise InvalidValue(field="email", value=text)
        return Contact(kind, text.lower())
    if kind is ContactKind.ADDRESS:
        if not text:
            raise InvalidValue(field="address", value=text)
        return Contact(kind, text)
    if kind in (ContactKind.TELEGRAM, ContactKind.VK) and (handle := _handle(kind, text)):
        return Contact(kind, handle, text if text != handle else "")
    if kind is ContactKind.VK:
        raise InvalidValue(field="vk", value=text)
    phone = one_phone(text, country)
    if phone is None:
        raise InvalidValue(field=kind.value, value=text)
    return Contact(kind, phone, text if text != phone else "")


def _handle(kind: ContactKind, text: str) -> str | None:
    """A name as it stands, of a link the name in it ("t.me/olga" -> "@olga"); None for what is no name there."""
    link = _LINK.match(text)
    name = re.split(r"[/?#]", text[link.end() if link else 0 :], maxsplit=1)[0].removeprefix("@")
    if not (_TELEGRAM if kind is ContactKind.TELEGRAM else _VK).fullmatch(name):
        return None
    return text if link is None else f"@{name}" if kind is ContactKind.TELEGRAM else name


def format_phone(text: str, country: str) -> str:
    """A phone as far as it is typed, with the gaps people read it by; what is more than a phone stays as it is.

    "8905221" -> "8 905 221", "+4930901820" -> "+49 30 901820". No digit is added, changed or lost.
    """
    text = text.strip()
    digits = _NOT_DIGITS.sub("", text)
    if not digits or not _PHONE_LETTERS.fullmatch(text) or "+" in text[1:]:
        return text
    plus = text.startswith("+")
    if (plus and digits[0] == "7") or (not plus and country in _RUSSIAN and len(digits) <= 11):
        return _russian_gaps(digits, plus)
    from phonenumbers import AsYouTypeFormatter

    formatter, shown = AsYouTypeFormatter(country), ""
    for letter in ("+" if plus else "") + digits:
        shown = formatter.input_digit(letter)
    return shown if _NOT_DIGITS.sub("", shown) == digits else text


def _russian_gaps(digits: str, plus: bool) -> str:
    """ "+7 905 221-14-08", "8 905 221-14-08", "905 221-14-08", each as far as it goes."""
    code = digits[:1] if plus or digits[0] in "78" else ""
    rest = digits[len(code) :]
    groups = [rest[start:stop] for start, stop in ((0, 3), (3, 6), (6, 8), (8, None)) if rest[start:stop]]
    shown = " ".join(filter(None, [("+" if plus else "") + code, *groups[:2]]))
    return "-".join([shown, *groups[2:]])


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
    """Raises InvalidValue for a day that does not exist, lies in the future, or is longer ago than people live."""
    try:
        day = date(birthday.year or 2000, birthday.month, birthday.day)  # 2000 has a 29 February
    except ValueError as error:
        raise InvalidValue(field="birthday", value=f"{birthday.day}.{birthday.month}.{birthday.year or ''}") from error
    if birthday.year is None:
        return
    if day > today:
        raise InvalidValue(field="birthday", value=f"{day:%d.%m.%Y}", why="future")
    if day.year < today.year - OLDEST:
        raise InvalidValue(field="birthday", value=f"{day:%d.%m.%Y}", why="long_ago")


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
        name = typed_name(typed)
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
