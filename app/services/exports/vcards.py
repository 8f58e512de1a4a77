"""Clients as vCards 3.0 (RFC 2426): what the address books of phones and mail programs take, and our own import."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from app.models.enums import ContactKind
from app.models.exporting import ExportQueries

BLOCK = 2_000  # clients that are read at a time
FOLD = 75  # octets in a line (RFC 2426, 2.6)
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""}
_NAME = ("last_name", "first_name", "middle_name")
# Messengers are links, which every phone shows and opens.
_LINKS = {
    ContactKind.WHATSAPP: "https://wa.me/{digits}",
    ContactKind.TELEGRAM: "https://t.me/{name}",
    ContactKind.VK: "https://vk.com/{name}",
    ContactKind.VIBER: "viber://chat?number=%2B{digits}",
}


def write_vcards(path: Path, queries: ExportQueries, ids: Sequence[int], done: Callable[[int], None]) -> int:
    """Write these clients in this order; returns how many there are. `done(clients so far)`."""
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        for start in range(0, len(ids), BLOCK):
            for client in queries.clients(ids[start : start + BLOCK]):
                file.write(vcard(client))
                written += 1
            done(written)
    return written


def vcard(client: dict[str, Any]) -> str:
    """One client, as ExportQueries gives it: lines that end in CRLF, none over 75 octets."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", *_lines(client), "END:VCARD"]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _lines(client: dict[str, Any]) -> Iterator[str]:
    yield from _who(client)
    yield from _reached(client)
    if client["birthday"]:
        yield f"BDAY:{_birthday(client['birthday'])}"
    if client["gender"]:
        yield f"X-GENDER:{client['gender'].upper()}"
    if client["tag"]:
        yield "CATEGORIES:" + ",".join(map(escaped, _split(client["tag"])))
    if client["note"]:
        yield f"NOTE:{escaped(client['note'])}"
    yield f"UID:{escaped(client['external_id'])}"


def _who(client: dict[str, Any]) -> Iterator[str]:
    yield f"FN:{escaped(client['name'])}"
    parts = [client[name] or "" for name in _NAME]
    if not any(parts) and client["name"] != client["company"]:
        parts[1] = client["name"]
    yield "N:" + ";".join(map(escaped, (*parts, "", "")))
    if client["company"]:
        yield f"ORG:{escaped(client['company'])}"
        if client["company"] == client["name"]:
            yield "X-ABSHOWAS:COMPANY"


def _reached(client: dict[str, Any]) -> Iterator[str]:
    for phone in _split(client["phones"]):
        yield f"TEL;TYPE=CELL:{escaped(phone)}"
    for address in _split(client["email"]):
        yield f"EMAIL;TYPE=INTERNET:{escaped(address)}"
    if client["address"] or client["city"]:
        yield f"ADR;TYPE=HOME:;;{escaped(client['address'])};{escaped(client['city'])};;;"
    for kind, _colon, value in (line.partition(": ") for line in _split(client["messenger"])):
        yield _messenger(kind, value)


def _messenger(kind: str, value: str) -> str:
    if kind not in _LINKS:  # a further address
        return f"ADR;TYPE=OTHER:;;{escaped(value)};;;;"
    digits = "".join(letter for letter in value if letter.isdigit())
    return "URL:" + _LINKS[ContactKind(kind)].format(digits=digits, name=value.lstrip("@"))


def _birthday(text: str) -> str:
    """ "1985-03-14" as it is; "14.03." is a day without its year."""
    if not text.endswith("."):
        return text
    day, month, _end = text.split(".")
    return f"--{month}-{day}"


def _split(text: str | None) -> list[str]:
    return text.split("\n") if text else []


def escaped(text: str | None) -> str:
    """A text as a value of a vCard or of a calendar (RFC 5545, 3.3.11)."""
    return "".join(_ESCAPES.get(letter, letter) for letter in text or "")


def folded(line: str) -> Iterator[str]:
    """A line in pieces of 75 octets at most, the further ones begin with a space; no letter is torn."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > FOLD:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    yield piece
