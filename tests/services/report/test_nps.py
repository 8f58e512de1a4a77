"""The score of answers: who counts as what, and how far it can be trusted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.models.database import Database
from app.services.clients.save import trash_client
from app.services.feedback import add_feedback
from app.services.report.nps import Nps, nps_of, read_nps
from app.services.report.period import Period
from tests.factories import NOW, make_client
from tests.services.report.random_shop import ZONE

DAY = date(2026, 11, 21)
MONTH = Period(date(2026, 11, 1), date(2026, 11, 30))


def read(db: Database, period: Period = MONTH) -> Nps:
    with db.read() as session:
        return read_nps(session, period, ZONE)


@pytest.mark.parametrize(
    ("score", "kind"), [(0, "detractors"), (6, "detractors"), (7, "passives"), (8, "passives"), (9, "promoters")]
)
def test_each_score_is_of_its_kind(db: Database, score: int, kind: str) -> None:
    add_feedback(db, make_client(db), score, "", NOW)

    told = read(db)

    assert told.answers == 1
    assert getattr(told, kind) == 1


def test_the_latest_answer_of_a_client_counts(db: Database) -> None:
    client = make_client(db)
    add_feedback(db, client, 10, "", NOW)
    add_feedback(db, client, 2, "", NOW - timedelta(days=3))
    assert (read(db).promoters, read(db).detractors) == (1, 0)

    add_feedback(db, client, 5, "", NOW + timedelta(hours=1))

    assert (read(db).promoters, read(db).detractors) == (0, 1)
    assert read(db, Period(date(2026, 11, 1), DAY - timedelta(days=2))).detractors == 1


def test_answers_are_of_the_days_of_the_shop(db: Database) -> None:
    add_feedback(db, make_client(db), 10, "", datetime(2026, 11, 30, 20, 59, tzinfo=UTC))  # 23:59 in Moscow
    add_feedback(db, make_client(db, "Вторая"), 1, "", datetime(2026, 11, 30, 21, 0, tzinfo=UTC))

    assert (read(db).promoters, read(db).detractors) == (1, 0)


def test_who_is_in_the_trash_is_not_asked(db: Database) -> None:
    client = make_client(db)
    add_feedback(db, client, 10, "", NOW)
    trash_client(db, client, NOW)

    assert read(db).score is None


def test_the_margin_is_wide_with_few_answers() -> None:
    assert nps_of(0, 0, 0) == Nps(0, 0, 0, None, None, few=True)
    told = nps_of(50, 30, 20)
    assert (told.score, told.few) == (30.0, False)
    assert told.margin == pytest.approx(1.96 * (0.7 - 0.09) ** 0.5 / 10 * 100, rel=1e-3)
    assert nps_of(5, 3, 2).few
    assert nps_of(29, 0, 0).few
    assert not nps_of(30, 0, 0).few
