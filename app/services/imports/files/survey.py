"""A text file looked through as bytes before it is read: what its first part does not tell of the rest."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from app.services.imports.files.encodings import russian_score

HEAD = 256 * 1024  # bytes that decide encoding and dialect
_CHUNK = 1 << 20
_ASCII = bytes(range(128))


class Survey(NamedTuple):
    """What was seen."""

    sample: bytes  # the part to tell the encoding by: the head, or where the first letter beyond ASCII stands
    zeros: bool  # some bytes are zero


def survey(path: Path) -> Survey:
    """Look through the whole file once."""
    sample, zeros = b"", False
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            zeros = zeros or 0 in chunk
            if not sample and not chunk.isascii():
                sample = chunk[max(0, len(chunk) - len(chunk.lstrip(_ASCII)) - 1000) :][:HEAD]
    return Survey(sample, zeros)


def first_line_that_is_no_utf8(path: Path) -> int:
    """Number of the line, from 1; 0 where the whole file is UTF-8."""
    decode, line = codecs.getincrementaldecoder("utf-8")().decode, 1
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            try:
                decode(chunk)
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n")
            line += chunk.count(b"\n")
    return 0


def lines_of_both(path: Path) -> Iterator[str]:
    """The lines of a file that is UTF-8 but for lines that a program added in cp1251, or with damaged bytes."""
    with path.open("rb") as file:
        for line in file:
            try:
                yield line.decode()
            except UnicodeDecodeError:
                yield max((line.decode(page, "replace") for page in ("utf-8", "cp1251")), key=russian_score)
