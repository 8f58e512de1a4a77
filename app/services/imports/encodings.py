"""The encoding of a text file, found by its marks and by how its letters read; or the one that was asked for."""

from __future__ import annotations

import codecs
import re

from app.services.errors import FileNotASpreadsheet, InvalidValue

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WIDE_MARKS = {
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
}
_LOST_CHARACTERS = 0.2  # share of characters that the encoding does not know, above which it is the wrong one
_CYRILLIC_ENCODINGS = ("cp1251", "cp866", "koi8-r", "mac-cyrillic")
_RUSSIAN_SHARE = 0.25
_MIXED_SHARE = 0.3  # of the words that are not plain ASCII
_LATIN = re.compile(r"[A-Za-z]")
_COMMON = frozenset("оеаинтсрвлкмдпу")


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
    scores = {encoding: russian_score(head.decode(encoding, "replace")) for encoding in _CYRILLIC_ENCODINGS}
    best = max(scores, key=scores.__getitem__)
    if scores[best] > _RUSSIAN_SHARE:
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


def russian_score(text: str) -> float:
    """Share of the non-ASCII characters that are common small Russian letters; capitals inside words count against."""
    letters = [ch for ch in text[:60_000] if ch > "\x7f"]
    if not letters:
        return 0.0
    good = sum(ch in _COMMON for ch in letters)
    bad = len(re.findall(r"[а-яё][А-ЯЁ]|[^\w\s.,;:«»№–—\"'()\-/₽…]", text[:60_000]))
    return (good - bad) / len(letters)


def reads_russian(text: str) -> bool:
    """Russian letters in the usual mix, and words all of them: a foreign umlaut would stand among Latin letters."""
    words = [word for word in text.split() if not word.isascii()]
    mixed = sum(_LATIN.search(word) is not None for word in words)
    return russian_score(text) > _RUSSIAN_SHARE and mixed <= _MIXED_SHARE * len(words)


def _other_encoding(head: bytes) -> str:
    """A page that is neither UTF-8 nor Russian."""
    from charset_normalizer import from_bytes

    best = from_bytes(head[:30_000]).best()
    found = best.encoding if best else "cp1252"
    return "cp1252" if found in ("ascii", "latin_1", "cp1250", "cp437", "cp858", "mac_roman", "hp_roman8") else found


def with_byte_order(encoding: str, head: bytes) -> str:
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


def decoded(head: bytes, encoding: str) -> str:
    """The head as text. Raises InvalidValue where the encoding is none of text, or cannot be read piece by piece."""
    try:
        return codecs.getincrementaldecoder(encoding)("replace").decode(head)
    except (LookupError, ValueError, TypeError, AssertionError) as error:  # a UnicodeError is a ValueError
        raise InvalidValue(field="encoding", value=encoding) from error


def is_garbled(text: str) -> bool:
    """Whether the text shows that the encoding is the wrong one: characters are lost, or not one is plain."""
    lost = text.count("\ufffd") > _LOST_CHARACTERS * len(text)
    return lost or (len(text) > 8 and not any(ch < "\x7f" for ch in text))
