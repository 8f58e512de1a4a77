"""The pairs that the Duplicates page shows: who is likely to be one person, of which kind, and "not the same"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.models.changelog import begin_action
from app.models.client import Client
from app.models.database import Database
from app.models.duplicates import NotSame
from app.models.enums import Area
from app.services.duplicates.find import THRESHOLD, find_duplicates
from app.services.duplicates.reasons import Reason
from app.services.errors import AlreadyOne, NotFound
from app.services.imports.results import Report

TOLD_APART = "tell_apart"  # kind of the action


class PairKind(StrEnum):
    """What makes two people one, for "merge all of a kind"; the surest kind comes first."""

    PHONE_AND_NAME = "phone_and_name"
    EMAIL_AND_NAME = "email_and_name"
    NAME_AND_BIRTHDAY = "name_and_birthday"
    NAME_AND_ADDRESS = "name_and_address"
    ALIKE = "alike"  # anything else, and whoever differs in what one person has only one of


@dataclass(frozen=True)
class LikelyPair:
    """Two clients who are likely to be one; `a` is the older of the two."""

    a: int
    b: int
    score: float  # probability 0..1
    reasons: tuple[Reason, ...]
    kind: PairKind


_NAMED = frozenset((Reason.SAME_NAME, Reason.SWAPPED_NAME, Reason.SHORT_NAME, Reason.TYPO_NAME))
_DOUBTFUL = frozenset((Reason.OTHER_BIRTHDAY, Reason.OTHER_MIDDLE_NAME, Reason.LIKE_THIRD))
_KINDS: tuple[tuple[Reason, PairKind], ...] = (
    (Reason.SAME_PHONE, PairKind.PHONE_AND_NAME),
    (Reason.SAME_EMAIL, PairKind.EMAIL_AND_NAME),
    (Reason.SAME_BIRTHDAY, PairKind.NAME_AND_BIRTHDAY),
    (Reason.SAME_ADDRESS, PairKind.NAME_AND_ADDRESS),
)


def list_pairs(
    db: Database, threshold: float = THRESHOLD, report: Report = lambda done, total: None
) -> tuple[LikelyPair, ...]:
    """Likely pairs, the surest first, without those told apart. `report` may raise Cancelled.

    Raises InvalidValue for a threshold outside 0..1.
    """
    found = find_duplicates(db, threshold, report)
    return tuple(LikelyPair(p.a, p.b, p.score, p.reasons, kind_of(p.reasons)) for p in found)


def kind_of(reasons: tuple[Reason, ...]) -> PairKind:
    """The kind of a pair, by what the two have in common."""
    told = frozenset(reasons)
    if told & _NAMED and not told & _DOUBTFUL:
        for reason, kind in _KINDS:
            if reason in told:
                return kind
    return PairKind.ALIKE


def tell_apart(db: Database, a: int, b: int, now: datetime) -> int:
    """The owner says that two clients are not the same: they are never told again. Returns the action to undo.

    Raises NotFound, and AlreadyOne for one client given twice.
    """
    one, other = sorted((a, b))
    if one == other:
        raise AlreadyOne(id=a)
    with db.write(Area.CLIENTS) as session:
        for client_id in (one, other):
            if session.get(Client, client_id) is None:
                raise NotFound(what="client", id=client_id)
        action_id = begin_action(session, TOLD_APART, now)
        if session.get(NotSame, (one, other)) is None:
            session.add(NotSame(client_id=one, other_id=other, at=now))
        return action_id
