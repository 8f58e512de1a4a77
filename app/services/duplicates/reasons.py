"""Why two people look like one, and what speaks against it; app/duplicate_words.py has the sentences."""

from __future__ import annotations

from enum import StrEnum

from app.services.duplicates.compare import Address, Birthday, Contact, Levels, Order
from app.services.duplicates.words import Word


class Reason(StrEnum):
    """What two people have in common, or what tells them apart."""

    SAME_NAME = "same_name"
    SWAPPED_NAME = "swapped_name"
    SHORT_NAME = "short_name"
    TYPO_NAME = "typo_name"
    SAME_SURNAME = "same_surname"
    SAME_FIRST_NAME = "same_first_name"
    SAME_BIRTHDAY = "same_birthday"
    BIRTHDAY_NO_YEAR = "birthday_no_year"
    TYPO_BIRTHDAY = "typo_birthday"
    SWAPPED_BIRTHDAY = "swapped_birthday"
    SAME_PHONE = "same_phone"
    TYPO_PHONE = "typo_phone"
    SAME_EMAIL = "same_email"
    TYPO_EMAIL = "typo_email"
    SAME_ADDRESS = "same_address"
    CLOSE_ADDRESS = "close_address"
    SAME_CITY = "same_city"
    LIKE_THIRD = "like_third"
    OTHER_FIRST_NAME = "other_first_name"
    OTHER_SURNAME = "other_surname"
    OTHER_MIDDLE_NAME = "other_middle_name"
    OTHER_BIRTHDAY = "other_birthday"
    OTHER_PHONE = "other_phone"
    OTHER_ADDRESS = "other_address"


AGAINST = frozenset(reason for reason in Reason if reason.value.startswith("other_"))

_TOLD: dict[str, dict[int, Reason]] = {
    "birthday": {
        Birthday.SAME: Reason.SAME_BIRTHDAY,
        Birthday.NO_YEAR: Reason.BIRTHDAY_NO_YEAR,
        Birthday.TYPO: Reason.TYPO_BIRTHDAY,
        Birthday.SWAPPED: Reason.SWAPPED_BIRTHDAY,
        Birthday.PART: Reason.TYPO_BIRTHDAY,
    },
    "phone": {Contact.SAME: Reason.SAME_PHONE, Contact.TYPO: Reason.TYPO_PHONE},
    "email": {Contact.SAME: Reason.SAME_EMAIL, Contact.TYPO: Reason.TYPO_EMAIL},
    "address": {
        Address.SAME: Reason.SAME_ADDRESS,
        Address.CLOSE: Reason.CLOSE_ADDRESS,
        Address.STREET: Reason.CLOSE_ADDRESS,
    },
    "city": {Word.SAME: Reason.SAME_CITY},
}
_AGAINST: dict[str, dict[int, Reason]] = {
    "last": {Word.DIFFERENT: Reason.OTHER_SURNAME},
    "first": {Word.DIFFERENT: Reason.OTHER_FIRST_NAME},
    "middle": {Word.DIFFERENT: Reason.OTHER_MIDDLE_NAME},
    "birthday": {Birthday.DIFFERENT: Reason.OTHER_BIRTHDAY},
    "phone": {Contact.DIFFERENT: Reason.OTHER_PHONE},
    "address": {Address.DIFFERENT: Reason.OTHER_ADDRESS},
}


def reasons_of(levels: Levels, linked: bool = False) -> tuple[Reason, ...]:
    """What speaks for one person first, the name before the rest, then what speaks against.

    `linked`: they are told because both are like a third.
    """
    found = [_name_reason(levels)]
    found += [reasons.get(getattr(levels, field)) for field, reasons in _TOLD.items()]
    found += [Reason.LIKE_THIRD] if linked else []
    found += [reasons.get(getattr(levels, field)) for field, reasons in _AGAINST.items()]
    return tuple(reason for reason in found if reason is not None)


def _name_reason(levels: Levels) -> Reason | None:
    last, first = levels.last, levels.first
    if last in _UNLIKE or first in _UNLIKE:  # the other of the two is what they share
        return _PARTS.get((last in _UNLIKE, first in _UNLIKE)) if {last, first} & _LIKE else None
    if levels.order == Order.CROSSED:
        return Reason.SWAPPED_NAME
    if {last, first} & {Word.TYPO, Word.ALIKE}:
        return Reason.TYPO_NAME
    return Reason.SHORT_NAME if Word.SHORT in (last, first) else Reason.SAME_NAME


_UNLIKE = frozenset((Word.MISSING, Word.DIFFERENT))
_LIKE = frozenset((Word.SAME, Word.SHORT, Word.TYPO))
_PARTS = {(True, False): Reason.SAME_FIRST_NAME, (False, True): Reason.SAME_SURNAME}
