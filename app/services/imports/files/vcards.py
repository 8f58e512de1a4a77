"""vCards 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350) as phones and mail programs write them: one sheet, a card a row.

Written for files as they are: a line that is none is passed over, a card without an end ends with the next one.
"""

from __future__ import annotations

import quopri
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from app.services.errors import FileIsEmpty
from app.services.imports.files.encodings import find_encoding, with_byte_order
from app.services.imports.files.source import Sheet, listed_sheet

_FOLD = re.compile(rb"\r?\n[ \t]")
_LINE = re.compile(rb"(?:[\w-]+\.)?([A-Za-z-]+)((?:;(?:[^\":;]|\"[^\"]*\")*)*):(.*)", re.DOTALL)
_PARAMETER = re.compile(rb";([A-Za-z-]+)(?:=(\"[^\"]*\"|[^;]*))?")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PART_END = re.compile(r"(?<!\\);")
_LIST_END = re.compile(r"(?<!\\),")
_DAY = re.compile(r"(?P<year>\d{4}|--)-?(?P<month>\d{2})-?(?P<day>\d{2})(?:T.*)?$")
_NO_YEAR = "1604"  # what Apple writes for a birthday without its year, beside a parameter that says so
_URI = re.compile(r"(?:tel|mailto):", re.IGNORECASE)
_SHOWN = "FN"
_PARTS = ("Last name", "First name", "Middle name")
_TITLES = (
    *_PARTS, "Phone", "Email", "Birthday", "Gender", "Company", "Address",
    "City", "Tags", "Note", "UID",
)  # fmt: skip


class Line(NamedTuple):
    """One property of a card."""

    name: str
    parameters: dict[str, str]
    value: str  # decoded, with its escapes


Card = dict[str, list[str]]
"""Title of a column -> its values."""


def vcard_sheets(path: Path, encoding: str | None) -> list[Sheet]:
    """All cards as one sheet of clients. Raises FileIsEmpty, InvalidValue for no encoding."""
    content = path.read_bytes()
    head = content[: 1 << 18]
    found = with_byte_order(encoding, head) if encoding else find_encoding(head, path.name)
    if found.startswith(("utf-16", "utf-32")):
        content, found = content.decode(found, "replace").encode(), "utf-8"
    cards = list(_cards(content, found))
    if not cards:
        raise FileIsEmpty(file=path.name)
    rows = [list(_TITLES), *([_together(card, title) for title in _TITLES] for card in cards)]
    return [listed_sheet(path.stem, False, lambda: rows, path.name)]


def _together(card: Card, title: str) -> str:
    return (", " if title == "Tags" else "\n").join(dict.fromkeys(card[title]))


def _cards(content: bytes, encoding: str) -> Iterator[Card]:
    card: Card = defaultdict(list)
    for line in _lines(content, encoding):
        if line.name in ("BEGIN", "END"):
            if card:
                yield _finished(card)
            card = defaultdict(list)
        elif line.name in _TAKEN:
            _TAKEN[line.name](card, line)
    if card:
        yield _finished(card)


def _lines(content: bytes, encoding: str) -> Iterator[Line]:
    """Properties with their folded lines joined, their encodings and character sets undone."""
    coming = iter(re.split(rb"\r?\n|\r", _FOLD.sub(b"", content)))
    for line in coming:
        match = _LINE.match(line)
        if match is None:
            continue
        parameters = {
            (name if value else b"TYPE").decode().upper(): (value or name).strip(b'"').decode("ascii", "replace")
            for name, value in _PARAMETER.findall(match[2])
        }
        value = match[3]
        if "QUOTED-PRINTABLE" in map(str.upper, parameters.values()):
            value = quopri.decodestring(b"".join(_with_lines_below(value, coming)))
        yield Line(match[1].decode().upper(), parameters, _text(value, parameters.get("CHARSET"), encoding))


def _with_lines_below(value: bytes, coming: Iterator[bytes]) -> Iterator[bytes]:
    """A quoted-printable value that goes on in the next line where a line ends with "="."""
    while value.rstrip(b" \t").endswith(b"="):
        yield value.rstrip(b" \t")[:-1]
        value = next(coming, b"")
    yield value


def _text(value: bytes, charset: str | None, encoding: str) -> str:
    for name in (charset, encoding):
        try:
            return value.decode(name) if name else value.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return value.decode("utf-8", "replace")


def _plain(text: str) -> str:
    r"""Without escapes: \n is a line break, \, and \; stand for themselves."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text).strip()


def _parts(line: Line) -> list[str]:
    return [_plain(part) for part in _PART_END.split(line.value)]


def _simple(title: str) -> Callable[[Card, Line], None]:
    def take(card: Card, line: Line) -> None:
        if value := _plain(_URI.sub("", line.value)):
            card[title].append(value)

    return take


def _take_name(card: Card, line: Line) -> None:
    for title, part in zip(_PARTS, _parts(line), strict=False):
        if part:
            card[title].append(part)


def _take_birthday(card: Card, line: Line) -> None:
    found = _DAY.match(line.value.strip())
    if found is None:
        card["Birthday"].append(_plain(line.value))
        return
    omitted = line.parameters.get("X-APPLE-OMIT-YEAR")
    year = "-" if found["year"] in ("--", omitted, _NO_YEAR) else found["year"]
    card["Birthday"].append(f"{year}-{found['month']}-{found['day']}")


def _take_address(card: Card, line: Line) -> None:
    """Post box, extension, street, city, region, code, country (RFC 6350, 6.3.1)."""
    parts = [*_parts(line), *[""] * 7]
    if parts[3]:
        card["City"].append(parts[3])
    street = ", ".join(filter(None, (parts[5], parts[4], parts[2], parts[1], parts[0])))
    if street:
        card["Address"].append(street)


def _take_company(card: Card, line: Line) -> None:
    if company := ", ".join(filter(None, _parts(line))):
        card["Company"].append(company)


def _take_gender(card: Card, line: Line) -> None:
    if (letter := line.value[:1].upper()) in ("M", "F"):
        card["Gender"].append(letter)


def _take_tags(card: Card, line: Line) -> None:
    card["Tags"] += filter(None, map(_plain, _LIST_END.split(line.value)))


_TAKEN: dict[str, Callable[[Card, Line], None]] = {
    "FN": _simple(_SHOWN),
    "N": _take_name,
    "TEL": _simple("Phone"),
    "EMAIL": _simple("Email"),
    "BDAY": _take_birthday,
    "GENDER": _take_gender,
    "X-GENDER": _take_gender,
    "ORG": _take_company,
    "ADR": _take_address,
    "CATEGORIES": _take_tags,
    "NOTE": _simple("Note"),
    "UID": _simple("UID"),
}


def _finished(card: Card) -> Card:
    """Surname and first name where the card tells them apart; else the name as it is shown, to be taken apart later."""
    shown = card.pop(_SHOWN, [])
    if not (card["Last name"] and card["First name"]) and shown:
        for title in _PARTS:
            card.pop(title, None)
        if shown != card["Company"]:
            card["First name"] = shown
    return card
