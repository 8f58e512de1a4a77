"""The pairs of the Duplicates page: kinds, and people told apart."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.models.database import Database
from app.services.clients.data import Birthday
from app.services.duplicates.pairs import PairKind, kind_of, list_pairs, tell_apart
from app.services.duplicates.reasons import Reason
from app.services.errors import AlreadyOne, Cancelled, NotFound
from app.services.history.actions import undo_action
from tests.factories import make_client

KINDS = (
    ((Reason.SAME_NAME, Reason.SAME_PHONE, Reason.SAME_EMAIL), PairKind.PHONE_AND_NAME),
    ((Reason.TYPO_NAME, Reason.SAME_EMAIL), PairKind.EMAIL_AND_NAME),
    ((Reason.SHORT_NAME, Reason.SAME_BIRTHDAY, Reason.OTHER_PHONE), PairKind.NAME_AND_BIRTHDAY),
    ((Reason.SAME_NAME, Reason.SAME_ADDRESS), PairKind.NAME_AND_ADDRESS),
    ((Reason.SAME_NAME, Reason.SAME_PHONE, Reason.OTHER_BIRTHDAY), PairKind.ALIKE),  # a father and his namesake
    ((Reason.SAME_SURNAME, Reason.SAME_PHONE, Reason.OTHER_FIRST_NAME), PairKind.ALIKE),
    ((Reason.SAME_NAME,), PairKind.ALIKE),
)


@pytest.mark.parametrize(("reasons", "kind"), KINDS)
def test_a_pair_is_of_the_kind_of_what_the_two_have_in_common(reasons: tuple[Reason, ...], kind: PairKind) -> None:
    assert kind_of(reasons) is kind


def test_two_who_are_told_apart_are_not_listed_until_that_is_taken_back(db: Database, now: datetime) -> None:
    a = make_client(db, "Крылова Ольга", phone="+79052211408", birthday=Birthday(3, 14, 1985))
    b = make_client(db, "Крылова Оля", phone="+79052211408")
    (pair,) = list_pairs(db)
    assert (pair.a, pair.b, pair.kind) == (a, b, PairKind.PHONE_AND_NAME)
    action_id = tell_apart(db, b, a, now)
    assert list_pairs(db) == ()
    undo_action(db, action_id, now)
    assert list_pairs(db) == (pair,)


def test_two_are_told_apart_once_only(db: Database, now: datetime) -> None:
    a, b = make_client(db), make_client(db)
    tell_apart(db, a, b, now)
    tell_apart(db, a, b, now)
    assert list_pairs(db) == ()


def test_one_client_is_not_told_apart_from_itself_nor_from_nobody(db: Database, now: datetime) -> None:
    a = make_client(db)
    with pytest.raises(AlreadyOne):
        tell_apart(db, a, a, now)
    with pytest.raises(NotFound):
        tell_apart(db, a, 99, now)


def test_the_search_for_pairs_can_be_cancelled(db: Database) -> None:
    def cancel(done: int, total: int | None) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        list_pairs(db, report=cancel)
