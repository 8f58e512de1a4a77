"""Words for why two people look like one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.i18n import _, ngettext, number_text
from app.services.duplicates.pairs import PairKind
from app.services.duplicates.reasons import AGAINST, Reason

REASONS: dict[Reason, Callable[[], str]] = {
    Reason.SAME_NAME: lambda: _("the same name"),
    Reason.SWAPPED_NAME: lambda: _("surname and first name swapped"),
    Reason.SHORT_NAME: lambda: _("a short form of the name"),
    Reason.TYPO_NAME: lambda: _("nearly the same name"),
    Reason.SAME_SURNAME: lambda: _("the same surname"),
    Reason.SAME_FIRST_NAME: lambda: _("the same first name"),
    Reason.SAME_BIRTHDAY: lambda: _("the same birthday"),
    Reason.BIRTHDAY_NO_YEAR: lambda: _("the same day and month of birth"),
    Reason.TYPO_BIRTHDAY: lambda: _("nearly the same birthday"),
    Reason.SWAPPED_BIRTHDAY: lambda: _("day and month of birth swapped"),
    Reason.SAME_PHONE: lambda: _("the same phone"),
    Reason.TYPO_PHONE: lambda: _("one digit of the phone differs"),
    Reason.SAME_EMAIL: lambda: _("the same e-mail"),
    Reason.TYPO_EMAIL: lambda: _("nearly the same e-mail"),
    Reason.SAME_ADDRESS: lambda: _("the same address"),
    Reason.CLOSE_ADDRESS: lambda: _("nearly the same address"),
    Reason.SAME_CITY: lambda: _("the same city"),
    Reason.LIKE_THIRD: lambda: _("both look like a third client"),
    Reason.OTHER_FIRST_NAME: lambda: _("another first name"),
    Reason.OTHER_SURNAME: lambda: _("another surname"),
    Reason.OTHER_MIDDLE_NAME: lambda: _("another middle name"),
    Reason.OTHER_BIRTHDAY: lambda: _("another birthday"),
    Reason.OTHER_PHONE: lambda: _("another phone"),
    Reason.OTHER_ADDRESS: lambda: _("another address"),
}


KINDS: dict[PairKind, Callable[[], str]] = {
    PairKind.PHONE_AND_NAME: lambda: _("Same phone and name"),
    PairKind.EMAIL_AND_NAME: lambda: _("Same e-mail and name"),
    PairKind.NAME_AND_BIRTHDAY: lambda: _("Same name and birthday"),
    PairKind.NAME_AND_ADDRESS: lambda: _("Same name and address"),
    PairKind.ALIKE: lambda: _("Alike in other ways"),
}


def kind_name(kind: PairKind) -> str:
    """What pairs of a kind have in common, as a title."""
    return KINDS[kind]()


def reason_words(reasons: Iterable[Reason]) -> list[str]:
    """Each reason in words, in the order given."""
    return [REASONS[reason]() for reason in reasons]


def likely_count(n: int) -> str:
    """How many pairs of an import wait for an answer."""
    return ngettext(
        "{n} pair of people look alike; nobody was merged. The command “duplicates” tells them.",
        "{n} pairs of people look alike; nobody was merged. The command “duplicates” tells them.",
        n,
    ).format(n=number_text(n))


def likeness_sentence(reasons: Iterable[Reason]) -> str:
    """What speaks for one person, and what against: "The same name, the same phone; but another birthday"."""
    told = list(reasons)
    said = ", ".join(reason_words(reason for reason in told if reason not in AGAINST))
    against = ", ".join(reason_words(reason for reason in told if reason in AGAINST))
    if against:
        said = _("{alike}; but {different}").format(alike=said, different=against) if said else against
    return said[:1].upper() + said[1:]
