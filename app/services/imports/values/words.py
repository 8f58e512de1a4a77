"""Cells that are one of a few words: gender, consent, status of an order, a return; and e-mails and tags."""

from __future__ import annotations

import re

from app.services.imports.values.cells import Cell, raw_text, text_of

_GENDERS = {
    "m": "m male man м муж мужской мужчина ♂ mr mr. mister г-н господин парень мальчик",
    "f": "f female woman ж ♀ жен женский женщина mrs mrs. ms ms. miss w г-жа госпожа девушка девочка",
}
_GENDER = {word: code for code, words in _GENDERS.items() for word in words.split()}
_YES = frozenset(
    "yes y true 1 да д + истина on v ✓ ✔ ☑ ✅ ок ok okay можно разрешено разрешил разрешила согласие согласен согласна"
    " есть получено дано дал дала subscribed agree agreed".split()
)
_NO = frozenset(
    "no n false 0 нет н - ложь off не ☐ ✗ ✘ ❌ нельзя запрещено запретил запретила отписан отписана отказ отказался"
    " отказалась нету none unsubscribed declined".split()
)
_REFUSED = re.compile(r"(?:не|нет|без|no|not|don't|do not)\b", re.IGNORECASE)
_AGREED = re.compile(r"(?:согласие\s+)?(?:получено|есть|дано|подписано)(?:\s+\d[\d.\-/]+\s*(?:г\.?)?)?", re.IGNORECASE)
_RETURNED = re.compile(r"возвр|refund|return", re.IGNORECASE)
_OF_RECEIPT = re.compile(r"(?:возврат|return): (.+)", re.DOTALL)
_CANCELLED = re.compile(r"отмен|аннулир|cancel|void|annul|брошен|abandon", re.IGNORECASE)
_REJECTED = re.compile(r"отклон|отказ|reject|declin|refus|не\s?принят|не\s?выкуп", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:не|без|no|not|non|un)\b", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
ONE_EMAIL = re.compile(r"[a-z0-9][\w.+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_TAG_BREAK = re.compile(r"[,;|\n•·●▪]+|(?<!\bи)(?<!\d)/(?!или\b)|/(?=\D)(?!или\b)|\s+[+–—]\s+|\s+(?=#)|^#|(?<=\s)#")
_MESSENGERS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("telegram", r"telegram|телег|\bт\.?г\b|\btg\b|\bt\.me/"),
        ("vk", r"\bvk|вконтакт|\bвк\b"),
        ("whatsapp", r"whats|ватсап|вотсап|вацап|\bwa\.me/"),
        ("viber", r"viber|вайбер"),
        ("address", r"^(?:address|адрес)$"),  # a further one, in a file of ours
    )
)
"""Kinds of contact points (ContactKind) and how they are written."""


def gender(cell: Cell) -> tuple[str | None] | None:
    """ "m" or "f"; None if the word is not known."""
    text = text_of(cell)
    if text is None:
        return (None,)
    code = _GENDER.get(text.casefold().rstrip("."))
    return (code,) if code else None


def yes_or_no(cell: Cell) -> tuple[int | None] | None:
    """1 or 0; None if the word is not known."""
    if isinstance(cell, bool):
        return (int(cell),)
    if cell == "-":
        return (0,)
    text = text_of(cell)
    if text is None:
        return (None,)
    word = text.casefold().rstrip(".!")
    if word in _YES:
        return (1,)
    if word in _NO or _REFUSED.match(word):  # "не хочет", "не присылать"
        return (0,)
    return (1,) if _AGREED.fullmatch(word) else None


def emails(cell: Cell) -> tuple[str | None] | None:
    """All addresses of the cell in lower case, joined by a newline; None when there is none in a cell with text."""
    if isinstance(cell, str) and ONE_EMAIL.fullmatch(cell):
        return (cell.lower(),)
    text = text_of(cell)
    if text is None or text.casefold() in ("нет", "no", "no email"):
        return (None,)
    found = dict.fromkeys(addresses(text))
    return ("\n".join(found),) if found else None


def messengers(cell: Cell, title: str) -> str | None:
    """Where somebody writes, "telegram: @olga", one a line: as the cell itself says, else the column's title."""
    found: dict[str, None] = {}
    for text in filter(None, map(text_of, str(cell).splitlines() if isinstance(cell, str) else (cell,))):
        said, colon, value = text.partition(": ")
        kind = _messenger(said) if colon else None
        kind, value = (kind, value) if kind else (_messenger(text) or _messenger(title) or "telegram", text)
        found[f"{kind}: {value}"] = None
    return "\n".join(found) or None


def _messenger(text: str) -> str | None:
    return next((kind for kind, pattern in _MESSENGERS if pattern.search(text)), None)


def addresses(text: str) -> list[str]:
    """Every address in a text in lower case, also the same one twice."""
    return [match.strip(".'").lower() for match in _EMAIL.findall(text.replace(" @ ", "@"))]


def status(cell: Cell) -> tuple[str, bool] | None:
    """(PurchaseStatus value, is a return). Codes and unknown words are done: what a number means is not in the file."""
    text = text_of(cell)
    if text is None or text.isdigit() or _NEGATED.search(text):
        return ("rejected", False) if text and _REJECTED.search(text) else None
    if _RETURNED.search(text):
        return "done", True
    if _CANCELLED.search(text):
        return "cancelled", False
    return ("rejected", False) if _REJECTED.search(text) else ("done", False)


def is_returned(cell: Cell) -> bool:
    """Whether a cell of a column of returns says that this one came back."""
    answer = yes_or_no(cell)
    if answer is not None:
        return answer[0] == 1
    text = text_of(cell)
    return text is not None and _RETURNED.search(text) is not None and _NEGATED.search(text) is None


def returned_receipt(cell: Cell) -> str | None:
    """The number in a cell such as "return: 17", which is how our own export names the sale."""
    found = _OF_RECEIPT.fullmatch(cell) if isinstance(cell, str) else None
    return found[1] if found else None


def tags(cell: Cell) -> str | None:
    """Tags or preferences of the cell, joined by a newline."""
    if text_of(cell) is None:
        return None
    found: dict[str, str] = {}
    for word in _TAG_BREAK.split(raw_text(cell)):
        tag = text_of(word.strip(" #"))
        if tag is not None:
            found.setdefault(tag.casefold(), tag)
    return "\n".join(found.values()) or None
