"""What an .xlsx says about its cells beside their values: hidden rows and columns, cells with errors."""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from app.services.imports.files.source import NO_MARKS, Marks
from app.services.imports.values.cells import UNCALCULATED

_LARGEST_PART = 100_000_000  # unpacked bytes; larger sheets are not searched for hidden rows: that would cost a second
_CHUNK = 1 << 20
_MOST_ERRORS = 200_000
_TAG = rb"<(?:\w+:)?%s\s([^<>]*)>"
_SHEETS = re.compile(_TAG % b"sheet")
_RELATIONS = re.compile(_TAG % b"Relationship")
_COLUMNS = re.compile(_TAG % b"col")
_ROWS = re.compile(rb"<(?:\w+:)?row\s([^<>]*\bhidden=\"(?:1|true)\"[^<>]*)(?<!/)>")
_ERRORS = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*\bt=\"e\"[^<>]*)>\s*(?:<(?:\w+:)?f[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?"
    rb"<(?:\w+:)?v>([^<]*)<"
)
_FORMULA = (b"<f>", b"<f ", b":f>", b":f ")
_UNCALCULATED = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>\s*|<(?:\w+:)?v></(?:\w+:)?v>\s*)?</(?:\w+:)?c>"
)
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PLACE = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
DAMAGE = (OSError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, RuntimeError)


class Package:
    """An open .xlsx or .xlsm. Whatever is damaged has no marks; the readers will say what is wrong."""

    def __init__(self, source: Path | IO[bytes]) -> None:
        self._source = source
        self._parts: dict[str, str] | None = None

    def marks(self, sheet: str) -> Marks:
        """The marks of one sheet by its name."""
        try:
            with zipfile.ZipFile(self._source) as archive:
                part = self._part(archive, sheet)
                return _marks(archive, part) if part else NO_MARKS
        except DAMAGE:
            return NO_MARKS

    def large_part(self, sheet: str, least: int) -> str | None:
        """The part with the cells of a sheet if it has so many bytes."""
        try:
            with zipfile.ZipFile(self._source) as archive:
                part = self._part(archive, sheet)
                return part if part and archive.getinfo(part).file_size >= least else None
        except DAMAGE:
            return None

    def _part(self, archive: zipfile.ZipFile, sheet: str) -> str | None:
        if self._parts is None:
            self._parts = _parts(archive)
        return self._parts.get(sheet)


def _attributes(text: bytes) -> dict[str, str]:
    return {
        name.rpartition(b":")[2].decode(): html.unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in _ATTRIBUTE.findall(text)
    }


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of a sheet -> the part of the archive that holds it."""
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        return {}
    targets = {
        found.get("Id"): found.get("Target", "")
        for found in map(_attributes, _RELATIONS.findall(archive.read("xl/_rels/workbook.xml.rels")))
    }
    parts = {}
    for sheet in map(_attributes, _SHEETS.findall(archive.read("xl/workbook.xml"))):
        target = targets.get(sheet.get("id"), "").lstrip("/")
        part = target if target in names else f"xl/{target}"
        if part in names:
            parts[sheet.get("name", "")] = part
    return parts


def _marks(archive: zipfile.ZipFile, part: str) -> Marks:
    if archive.getinfo(part).file_size > _LARGEST_PART:
        with archive.open(part) as stream:
            return Marks(columns=hidden_columns(stream.read(_CHUNK)))
    rows: set[int] = set()
    columns: frozenset[int] = frozenset()
    errors: dict[int, dict[int, str]] = {}
    for number, piece in enumerate(_pieces(archive, part)):
        if not number:
            columns = hidden_columns(piece)
        add_marks(piece, rows, errors)
    return Marks(frozenset(rows), columns, errors)


def add_marks(piece: bytes, hidden: set[int], errors: dict[int, dict[int, str]]) -> None:
    """Take in the hidden rows and the errors in cells that a piece of a sheet tells of."""
    if b"h" in piece and b'hidden="' in piece:  # a single letter is looked for ten times faster
        hidden.update(int(_attributes(found).get("r", 0)) - 1 for found in _ROWS.findall(piece))
        hidden.discard(-1)
    if b"#" in piece and b't="e"' in piece and len(errors) < _MOST_ERRORS:
        for cell, text in _ERRORS.findall(piece):
            _note(errors, _attributes(cell), text.decode("utf-8", "replace"))
    if len(errors) < _MOST_ERRORS and any(map(piece.__contains__, _FORMULA)):
        for cell in _UNCALCULATED.findall(piece):
            attributes = _attributes(cell)
            if attributes.get("t") != "str":  # whose result may be no letters at all
                _note(errors, attributes, UNCALCULATED)


def _note(errors: dict[int, dict[int, str]], attributes: dict[str, str], text: str) -> None:
    place = _PLACE.fullmatch(attributes.get("r", "").encode())
    if place:
        errors.setdefault(int(place[2]) - 1, {})[column_number(place[1]) - 1] = text


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that end with a whole row."""
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            whole, end, rest = (rest + chunk).rpartition(b"row>")
            if end:
                yield whole + end
    yield rest


def hidden_columns(head: bytes) -> frozenset[int]:
    """Columns, from zero, that a sheet hides; they are told before its first row."""
    hidden: set[int] = set()
    for found in map(_attributes, _COLUMNS.findall(head)):
        if found.get("hidden") in ("1", "true"):
            hidden.update(range(int(found.get("min", 1)) - 1, min(int(found.get("max", 0)), 16_384)))
    return frozenset(hidden)


def column_number(letters: bytes) -> int:
    """Letters of a column as its number from 1: b"AB" is 28."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
