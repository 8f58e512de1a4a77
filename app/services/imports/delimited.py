"""Text files with separators: find the encoding and the dialect, then give their cells."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, zip_longest
from pathlib import Path

from app.services.errors import FileDamaged, FileIsEmpty, FileNotASpreadsheet, InvalidValue
from app.services.imports.source import BATCH, Columns, Sheet

_HEAD = 256 * 1024  # bytes that decide encoding and dialect
_FIELD_LIMIT = 1 << 20
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = "\t;|,"  # the order breaks ties: a comma is the likeliest to be part of a text
_WIDE_MARKS = {
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
}
_LOST_CHARACTERS = 0.2  # share of characters that the encoding does not know, above which it is the wrong one
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MARKUP = re.compile(r"\s*(?:<\?xml|<!doctype|<html|<table|\{\\rtf|%PDF|%!PS|\{\s*\")", re.IGNORECASE)
_CYRILLIC_ENCODINGS = ("cp1251", "cp866", "koi8-r", "mac-cyrillic")
_COMMON = frozenset("оеаинтсрвлкмдпу")


def open_delimited(path: Path, encoding: str | None, trusted: bool) -> Sheet:
    """The one sheet of a text file.

    `trusted` is whether its name ends like a text table; then one column is enough.
    Raises FileIsEmpty, FileNotASpreadsheet.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        cut = bool(file.read(1))
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileIsEmpty(file=path.name)
    chosen = _with_byte_order(encoding, head) if encoding else find_encoding(head, path.name)
    text = _decoded(head, chosen)
    if encoding and _is_garbled(text):
        raise InvalidValue(field="encoding", value=encoding)
    if cut:
        text = text[: text.rfind("\n") + 1] or text
    if not text.strip():
        raise FileIsEmpty(file=path.name)
    if _MARKUP.match(text) or _CONTROLS.search(text[:1000].split("\n", 1)[0]):
        raise FileNotASpreadsheet(file=path.name)
    separator, agreement = find_separator(text)
    if not trusted and agreement < 0.7:
        raise FileNotASpreadsheet(file=path.name)
    quoting = _find_quoting(path, chosen, separator)
    return Sheet(path.stem, False, lambda: _batches(path, chosen, separator, quoting))


def find_encoding(head: bytes, name: str) -> str:
    """The encoding: by its mark, else strict UTF-8, else the Cyrillic page whose letters read like Russian."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    if wide := _wide_encoding(head):
        return wide
    first_line = head.split(b"\n", 1)[0]
    if _is_utf8(head) or (not first_line.isascii() and _is_utf8(first_line + b"\n" * 4)):
        return "utf-8"
    if b"\x00" in first_line:
        raise FileNotASpreadsheet(file=name)
    scores = {encoding: _russian_score(head.decode(encoding, "replace")) for encoding in _CYRILLIC_ENCODINGS}
    best = max(scores, key=scores.__getitem__)
    if scores[best] > 0.25:
        return best
    return _other_encoding(head)


def _is_utf8(head: bytes) -> bool:
    """Valid UTF-8, but for a last character that the cut may have split."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3 and len(head) > 3
    return True


def _wide_encoding(head: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of the separators and digits is zero."""
    sample = head[:2000]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    share = len(sample) / 2
    if odd > 0.3 * share and even < 0.05 * share:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * share and odd < 0.05 * share else None


def _russian_score(text: str) -> float:
    """Share of the non-ASCII characters that are common small Russian letters; capitals inside words count against."""
    letters = [ch for ch in text[:60_000] if ch > "\x7f"]
    if not letters:
        return 0.0
    good = sum(ch in _COMMON for ch in letters)
    bad = len(re.findall(r"[а-яё][А-ЯЁ]|[^\w\s.,;:«»№–—\"'()\-/₽…]", text[:60_000]))
    return (good - bad) / len(letters)


def _other_encoding(head: bytes) -> str:
    """A page that is neither UTF-8 nor Russian."""
    from charset_normalizer import from_bytes

    best = from_bytes(head[:30_000]).best()
    found = best.encoding if best else "cp1252"
    return "cp1252" if found in ("ascii", "latin_1", "cp1250", "cp437", "cp858", "mac_roman", "hp_roman8") else found


def _with_byte_order(encoding: str, head: bytes) -> str:
    """UTF-16 and UTF-32 as asked for, with the order of bytes spelt out where the file lacks the mark that tells it."""
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError) as error:
        raise InvalidValue(field="encoding", value=encoding) from error
    if name not in _WIDE_MARKS or head.startswith(_WIDE_MARKS[name]):
        return encoding
    plain = {order: _plain_characters(head, order) for order in (f"{name}-le", f"{name}-be")}
    return max(plain, key=plain.__getitem__)


def _plain_characters(head: bytes, encoding: str) -> int:
    """How many line ends, separators, digits and Latin letters the head has in this encoding."""
    return sum(ch < "\x7f" for ch in head[:20_000].decode(encoding, "replace"))


def _decoded(head: bytes, encoding: str) -> str:
    """The head as text. Raises InvalidValue where the encoding is none of text, or cannot be read piece by piece."""
    try:
        return codecs.getincrementaldecoder(encoding)("replace").decode(head)
    except (LookupError, ValueError, TypeError, AssertionError) as error:  # a UnicodeError is a ValueError
        raise InvalidValue(field="encoding", value=encoding) from error


def _is_garbled(text: str) -> bool:
    """Whether the text shows that the encoding is the wrong one: characters are lost, or not one is plain."""
    lost = text.count("\ufffd") > _LOST_CHARACTERS * len(text)
    return lost or (len(text) > 8 and not any(ch < "\x7f" for ch in text))


def find_separator(text: str) -> tuple[str, float]:
    """The separator, and the share of rows that agree on the number of columns."""
    lines = text.lstrip("\ufeff")
    if lines[:4].lower() == "sep=" and len(lines) > 4:
        return lines[4], 1.0
    best, best_score, best_share = ",", 0.0, 0.0
    for separator in _SEPARATORS:
        share, width = _agreement(lines, separator)
        score = share * (1 + min(width, 12) / 12) if width > 1 else 0.0
        if score > best_score + 0.02:
            best, best_score, best_share = separator, score, share
    return best, best_share


def _agreement(text: str, separator: str) -> tuple[float, int]:
    """Share of rows with the usual number of columns, and that number."""
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        rows = list(islice(csv.reader(text.splitlines(keepends=True), delimiter=separator), 400))
    except csv.Error:
        rows = [line.split(separator) for line in text.splitlines()[:400]]
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    if not widths:
        return 0.0, 0
    width, count = widths.most_common(1)[0]
    return count / widths.total(), width


def _find_quoting(path: Path, encoding: str, separator: str) -> int:
    """Quotes as usual, unless a stray quote would swallow the rest of the file."""
    with path.open("rb") as file:
        marks = sum(chunk.count(b'"') for chunk in iter(lambda: file.read(1 << 20), b""))
    if marks % 2 == 0:
        return csv.QUOTE_MINIMAL
    try:
        for _batch in _rows(path, encoding, separator, csv.QUOTE_MINIMAL):
            pass
    except csv.Error:
        return csv.QUOTE_NONE
    return csv.QUOTE_MINIMAL


def _rows(path: Path, encoding: str, separator: str, quoting: int) -> Iterator[list[list[str]]]:
    csv.field_size_limit(_FIELD_LIMIT)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        reader = csv.reader(file, delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
        batch = list(islice(reader, BATCH))
        if batch and batch[0] and batch[0][0].lower().startswith("sep="):
            batch[0] = []
        while batch:
            yield batch
            batch = list(islice(reader, BATCH))


def _batches(path: Path, encoding: str, separator: str, quoting: int) -> Iterator[Columns]:
    """The file in batches turned on their side; short rows are filled with empty cells. Raises FileDamaged."""
    try:
        for batch in _rows(path, encoding, separator, quoting):
            columns: Columns = list(zip_longest(*batch, fillvalue=""))
            yield columns or [("",) * len(batch)]
    except (csv.Error, UnicodeError) as error:
        raise FileDamaged(file=path.name, detail=str(error)) from error
