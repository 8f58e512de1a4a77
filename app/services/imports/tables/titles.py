"""Titles of columns in Russian and English: phrases that owners and programs use, and what they mean."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import lru_cache

from app.services.imports.originals import is_mark
from app.services.imports.rows import Field
from app.services.imports.tables.phrases import (
    CLIENT_TOKENS,
    FOREIGN_TOKENS,
    ID_TOKENS,
    LAST_TOKENS,
    NOISE,
    ORDER_TOKENS,
    PHRASES,
    PRODUCT_TOKENS,
    SALE_TOKENS,
    SHORT_WORDS,
    Hint,
    Meaning,
)
from app.services.imports.values.numbers import currency_of

__all__ = ["Hint", "Meaning", "about", "meaning_of", "tokens_of"]

_NOISE = frozenset(NOISE.split())
_SHORT = dict(pair.split("=") for pair in SHORT_WORDS.split())


_KEYWORDS: tuple[tuple[str, Field], ...] = (
    ("телефон phone mobile тел моб сотовый мобильный", Field.PHONE),
    ("whatsapp whats viber ватсап вотсап вацап вайбер", Field.PHONE),
    ("telegram телеграм вконтакте", Field.MESSENGER),
    ("email mail почта", Field.EMAIL),
    ("рождение birthday birth", Field.BIRTHDAY),
    ("фио", Field.NAME),
    ("город city", Field.CITY),
    ("адрес address", Field.ADDRESS),
    ("комментарий примечание note comment", Field.NOTE),
    ("артикул sku штрихкод barcode", Field.SKU),
    ("количество quantity qty", Field.QUANTITY),
)
_PRODUCT_FIELDS = frozenset(
    (Field.PRICE, Field.CATEGORY, Field.SKU, Field.QUANTITY, Field.PRODUCT, Hint.CATEGORY_ID, Hint.OTHER, Hint.FOREIGN)
)
_ORDER_FIELDS = frozenset(
    (
        Field.DATE,
        Field.TIME,
        Field.STATUS,
        Field.SUM,
        Field.TOTAL,
        Field.QUANTITY,
        Field.DISCOUNT,
        Field.RECEIPT,
        Field.PRICE,
        Hint.AMOUNT,
        Hint.OTHER,
    )
)

_ROW_NUMBER = re.compile(
    r"(?:№|#|n|no|nn|№№|п\W?п|№\W*п\W?п|номер\W+п\W?п|row\W?(?:id|number|no)?|строка|порядковый номер|index"
    r"|unnamed\W*\d+)\W*",
    re.IGNORECASE,
)
_WEAK = {
    ("id", "item"): 0.8,
    ("тип",): 0.7,
    ("вид",): 0.7,
    ("место",): 0.6,
    ("segment",): 0.7,
    ("час",): 0.7,
    ("день",): 0.7,
    ("период",): 0.6,
    ("contact",): 0.7,
    ("last", "дат"): 0.7,
    ("date", "last"): 0.7,
}
_INITIALS = re.compile(r"(?<![^\W_])и[.\s]{0,2}о(?![^\W_])\.?", re.IGNORECASE)  # "Фамилия И.О."
_CAMEL = re.compile(r"(?<=[a-zа-яё0-9])(?=[A-ZА-ЯЁ])|(?<=[A-ZА-ЯЁ])(?=[A-ZА-ЯЁ][a-zа-яё])")
_TOKEN = re.compile(r"[^\W_]+|№|%", re.UNICODE)
_ENDING = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ам|ям|ах|ях|ом|ем|ью|ия|ию|ии|[аяыиоеуюьй])$"
)


def _stem(word: str) -> str:
    """A crude stem: enough to make "клиента" and "клиенты" one word."""
    if len(word) > 3 and "а" <= word[0] <= "я":
        short = _ENDING.sub("", word)
        return short if len(short) > 2 else word
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _vocabulary(words: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in words.replace("ё", "е").split())


_GROUPS = (
    ("client", _vocabulary(CLIENT_TOKENS)),
    ("product", _vocabulary(PRODUCT_TOKENS)),
    ("order", _vocabulary(ORDER_TOKENS)),
    ("id", _vocabulary(ID_TOKENS)),
    ("last", _vocabulary(LAST_TOKENS)),
)
_FOREIGN = _vocabulary(FOREIGN_TOKENS)
_SALES = _vocabulary(SALE_TOKENS)
_DATES = frozenset((_stem("дата"), "date"))
_CANON = {word: name for name, words in _GROUPS for word in words}


@lru_cache(maxsize=4096)
def tokens_of(title: str) -> tuple[str, ...]:
    """The words of a title, folded, stemmed and made one for synonyms: "КодКлиента" and "Customer ID" are the same."""
    text = _INITIALS.sub(" ио ", unicodedata.normalize("NFKC", title.replace("№", " № ")))
    text = _CAMEL.sub(" ", text).casefold().replace("ё", "е")
    found = (word.rstrip("0123456789") for word in _TOKEN.findall(text) if word not in _NOISE)
    words = (_stem(_SHORT.get(word, word)) for word in found)
    return tuple(_CANON.get(word, word) for word in words if word)


def _key(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(tokens)))


def _table() -> dict[tuple[str, ...], Meaning]:
    table: dict[tuple[str, ...], Meaning] = {}
    for meaning, phrases in PHRASES.items():
        for phrase in phrases.split(";"):
            table.setdefault(_key(tokens_of(phrase)), meaning)
    table[("client",)] = Field.NAME
    table[("id",)] = Hint.ID
    table[("order",)] = Field.RECEIPT
    table[("product",)] = Field.PRODUCT
    table[("client", "id")] = Field.EXTERNAL_ID
    table.pop((), None)
    table[("id", "item")] = Field.SKU
    return table


_TABLE = _table()
_KEYWORD = {_stem(word): meaning for words, meaning in _KEYWORDS for word in words.split()}
_WORDS = sorted(
    {word for key in _TABLE for word in key if len(word) > 3}
    | set(_KEYWORD)
    | {word for word in _CANON if len(word) > 4}
)
_GLUED = {"".join(key): meaning for key, meaning in _TABLE.items()} | {
    "".join(tokens_of(phrase)): meaning for meaning, phrases in PHRASES.items() for phrase in phrases.split(";")
}


@lru_cache(maxsize=4096)
def meaning_of(title: str, exact: bool = False) -> tuple[Meaning | None, float]:
    """What a title means and how sure that is, 0..1; (None, 0) for an unknown one, and with `exact` for a mistyped."""
    if _ROW_NUMBER.fullmatch(title.strip()) or is_mark(title):
        return Hint.OTHER, 0.9
    tokens = tokens_of(title)
    if not tokens or len(tokens) > 9:
        return None, 0.0
    if found := _looked_up(tokens, title):
        return found
    if any(token in _FOREIGN for token in tokens):
        return Hint.FOREIGN, 0.8
    if exact:
        return None, 0.0
    mended = tuple(_mended(token) for token in tokens)
    if mended != tokens and (found := _looked_up(mended)):
        return found[0], found[1] * 0.85
    if mended[0] in _DATES and len(tokens) <= 3:
        return Hint.LAST_DATE, 0.6  # some date: of the sale, where the row is one and has no other
    for token in mended:
        if token in _KEYWORD and len(tokens) <= 6:
            return _KEYWORD[token], 0.65
    return None, 0.0


def _looked_up(tokens: tuple[str, ...], title: str = "") -> tuple[Meaning, float] | None:
    if (meaning := _TABLE.get(_key(tokens))) is not None:
        if meaning is Field.RECEIPT and tokens == ("order",) and currency_of(title):
            return Hint.AMOUNT, 0.9  # "Чек, руб." is no number of a receipt
        return meaning, _WEAK.get(_key(tokens), 0.97)
    for dropped, allowed in (("client", None), ("product", _PRODUCT_FIELDS), ("order", _ORDER_FIELDS)):
        rest = tuple(token for token in tokens if token != dropped)
        meaning = _TABLE.get(_key(rest)) if len(rest) < len(tokens) else None
        if meaning is not None and (allowed is None or meaning in allowed):
            return meaning, 0.9
    if len(tokens) == 1 and (meaning := _GLUED.get(tokens[0])) is not None:
        return meaning, 0.9
    return None


def _mended(token: str) -> str:
    """The known word that a mistyped one is closest to."""
    if len(token) < 4 or token in _WORDS:
        return token
    close = difflib.get_close_matches(token, _WORDS, 1, 0.84)
    return _CANON.get(close[0], close[0]) if close else token


def about(title: str) -> str | None:
    """Whose identifier or list a name speaks of: client, product, order, lines, category, foreign or None."""
    tokens = set(tokens_of(title))
    if not tokens:
        return None
    if tokens & {_stem("категория"), "category", "categorie", _stem("тип")}:
        return "category"
    if "order" in tokens and tokens & {
        "item",
        "line",
        "detail",
        "product",
        _stem("состав"),
        _stem("строки"),
        _stem("позиции"),
    }:
        return "lines"
    for name in ("client", "order", "product"):
        if name in tokens:
            return name
    if tokens & _SALES:
        return "order"
    if tokens & {"catalog", "price", _stem("прайс"), "menu", _stem("меню"), _stem("каталог"), _stem("ассортимент")}:
        return "product"
    if tokens & {"contact", _stem("контакты"), _stem("база")}:
        return "client"
    if tokens & {_stem("заказано")}:
        return "lines"
    return "foreign" if tokens & _FOREIGN else None
