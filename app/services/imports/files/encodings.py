"""The encoding of a text file, found by its marks and by how its letters read; or the one that was asked for."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

from app.services.errors import FileNotASpreadsheet, InvalidValue

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WIDE_MARKS = {
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
}
_LOST_CHARACTERS = 0.2  # share of characters that the encoding does not know, above which it is the wrong one
_CYRILLIC_ENCODINGS = ("cp1251", "cp866", "koi8-r", "mac-cyrillic")
_STRAY_ZEROS = 0.1
_RUSSIAN_SHARE = 0.25
_MIXED_SHARE = 0.3  # of the words that are not plain ASCII
_FEW_PAIRS = 6
_TOO_SHORT_TO_TELL = 2000  # bytes, for the statistics of other languages
_FOREIGN_RUN = re.compile(rb"[\x80-\xff]{3}")
_LATIN = re.compile(r"[A-Za-z]")
_COMMON = frozenset("оеаинтсрвлкмдпуя")
_FOLLOWERS = (
    "абвгдзийклмнпрстушя баеору ваеиклорсы гаеилор даежинорсуя евгджйклмнорстфхц жадеи зави иавгдезийклмнорстхцчя йлр"
    " каеилорсту лаеилоуьюя маеимо нагдеикнотцыя обвгджзйклмнпрстфхчш паеикор рагеиклмостуыь саеиклопстушя"
    " таеиклорсуыья уазклмпрстэ фаеиор хаи цаи чаеит шавит ыйл ьгдня элмт юдлн ян"
)
_PAIRS = frozenset(word[0] + letter for word in _FOLLOWERS.split() for letter in word[1:])
"""The 230 pairs of letters that make up nine tenths of Russian texts and names, whatever their capitals."""
_ODD = re.compile(r"[а-яё][А-ЯЁ]|[a-zA-Z][а-яёА-ЯЁ]|[а-яёА-ЯЁ][a-zA-Z]|[^\w\s.,;:«»№–—\"'()\-/₽…]")
_CYRILLIC_ROW = frozenset(b"\x00\x04")  # the upper byte of what a Russian UTF-16 text is made of


def find_encoding(head: bytes, name: str) -> str:
    """The encoding: by its mark, else strict UTF-8, else the Cyrillic page whose letters read like Russian."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    if wide := _wide_encoding(head):
        return wide
    first_line = head.split(b"\n", 1)[0]
    if is_utf8(head) or (not first_line.isascii() and is_utf8(first_line + b"\n" * 4)):
        return "utf-8"
    if first_line.count(0) > _STRAY_ZEROS * len(first_line):
        raise FileNotASpreadsheet(file=name)
    scores = {encoding: russian_score(head.decode(encoding, "replace")) for encoding in _CYRILLIC_ENCODINGS}
    best = max(scores, key=scores.__getitem__)
    if scores[best] > _RUSSIAN_SHARE:
        return best
    return _other_encoding(head)


def is_utf8(head: bytes) -> bool:
    """Valid UTF-8, but for a last character that the cut may have split."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3 and len(head) > 3
    return True


def _wide_encoding(head: bytes) -> str | None:
    """UTF-16 without its mark: every other byte says that the letter is Latin or Cyrillic."""
    sample = head[:2000]
    if len(sample) < 4 or 0 not in sample:
        return None
    even, odd = (sum(map(_CYRILLIC_ROW.__contains__, sample[start::2])) for start in (0, 1))
    share = len(sample) / 2
    if odd > 0.8 * share and even < 0.3 * share:
        return "utf-16-le"
    return "utf-16-be" if even > 0.8 * share and odd < 0.3 * share else None


def russian_score(text: str) -> float:
    """Share of the pairs of non-ASCII characters that Russian is made of; capitals inside words count against it."""
    text = text[:60_000]
    letters = [ch for ch in text if ch > "\x7f"]
    if not letters:
        return 0.0
    folded = text.lower()
    pairs = [a + b for a, b in pairwise(folded) if a > "\x7f" and b > "\x7f"]
    good = sum(map(_PAIRS.__contains__, pairs)) / len(pairs) if pairs else 0.0
    if len(pairs) < _FEW_PAIRS:
        good = (good + sum(ch in _COMMON for ch in folded if ch > "\x7f") / len(letters)) / 2
    return good - len(_ODD.findall(text)) / len(letters)


def reads_russian(text: str) -> bool:
    """Russian letters in the usual mix, and words all of them: a foreign umlaut would stand among Latin letters."""
    words = [word for word in text.split() if not word.isascii()]
    mixed = sum(_LATIN.search(word) is not None for word in words)
    return russian_score(text) > _RUSSIAN_SHARE and mixed <= _MIXED_SHARE * len(words)


def _other_encoding(head: bytes) -> str:
    """A page that is neither UTF-8 nor Russian; a few lone accents among Latin letters are Western."""
    if len(head) < _TOO_SHORT_TO_TELL and not _FOREIGN_RUN.search(head):
        return "cp1252"
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
