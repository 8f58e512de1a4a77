"""What a declined Russian name can be the form of: "крыловой" -> "крылова", "ивану" -> "иван"."""

from __future__ import annotations

from functools import lru_cache

SHORTEST = 2  # letters of what is left of a name without its ending

# Ending -> what can stand there in the nominative. Several words may come out; the shop's clients tell which is one.
_ENDINGS: dict[str, tuple[str, ...]] = {
    "у": ("", "а"),
    "а": ("",),
    "ом": ("",),
    "ем": ("", "ь", "й", "е"),
    "ым": ("", "ый", "ой"),
    "е": ("", "а", "я", "ь", "й"),
    "ой": ("а", "ая", "ый"),
    "ою": ("а",),
    "ей": ("а", "я", "ья", "ь", "яя"),
    "ы": ("а",),
    "и": ("а", "я", "ь", "ия"),
    "ю": ("я", "й", "ь"),
    "я": ("й", "ь"),
    "ии": ("ия", "ий"),
    "ию": ("ия", "ий"),
    "ией": ("ия",),
    "ия": ("ий",),
    "ие": ("ий", "ия"),
    "ием": ("ий",),
    "ьи": ("ья",),
    "ье": ("ья",),
    "ью": ("ья", "ь"),
    "ьей": ("ья",),
    "ого": ("ый", "ий", "ой"),
    "ому": ("ый", "ий", "ой"),
    "им": ("ий", ""),
    "ую": ("ая",),
    "юю": ("яя",),
    "его": ("ий",),
    "ему": ("ий",),
    "ца": ("ец", "ц"),
    "цу": ("ец", "ц"),
    "цом": ("ец",),
    "цем": ("ец", "ц"),
    "це": ("ец", "ца"),
    "ка": ("ок", "ек"),
    "ку": ("ок", "ек"),
    "ком": ("ок", "ек"),
}
_IRREGULAR = {
    **dict.fromkeys(("павла", "павлу", "павлом", "павле"), "павел"),
    **dict.fromkeys(("льва", "льву", "львом", "льве"), "лев"),
    **dict.fromkeys(("любови", "любовью"), "любовь"),
}


@lru_cache(maxsize=4_096)
def name_forms(word: str) -> tuple[str, ...]:
    """The folded word itself first, then every nominative that it may be a form of; of an English one what the
    possessive is of."""
    forms = [word]
    if word.endswith("'s"):
        forms.append(word[:-2])
    if word in _IRREGULAR:
        forms.append(_IRREGULAR[word])
    for length in (3, 2, 1):
        stem, ending = word[:-length], word[-length:]
        if len(stem) >= SHORTEST:
            forms.extend(stem + other for other in _ENDINGS.get(ending, ()))
    return tuple(dict.fromkeys(forms))
