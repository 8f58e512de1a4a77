"""What reminders were followed by, against those who were left alone."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from app.models.database import Database
from app.models.enums import ReminderKind, ReminderState
from app.models.reminder import Reminder
from app.services.purchases.returns import return_purchase
from app.services.reminders.left_alone import compare
from app.services.report.period import Period
from app.services.report.reminders import ReminderEarned, Verdict, read_reminders, verdict_of
from app.services.shop_time import to_moment
from tests.factories import NOW, make_client, sell
from tests.services.report.random_shop import ZONE

TODAY = date(2026, 11, 21)
YEAR = Period(TODAY - timedelta(days=364), TODAY)
DONE, LEFT_ALONE = ReminderState.DONE, ReminderState.HELD_OUT


def remind(
    db: Database, client: int, day: date, kind: ReminderKind = ReminderKind.LAPSED, state: ReminderState = DONE
) -> None:
    at = to_moment(day, None, ZONE) + timedelta(hours=12)
    row = Reminder(kind=kind, source_key=f"client:{client}", occurrence=day.isoformat(), client_id=client, due_day=day)
    row.state, row.created_at, row.updated_at = state, at, at
    row.claimed_at = at if state not in (LEFT_ALONE, ReminderState.DUE) else None
    with db.write() as session:
        session.add(row)


def read(db: Database, period: Period = YEAR) -> dict[ReminderKind, ReminderEarned]:
    with db.read() as session:
        return {one.kind: one for one in read_reminders(session, period, TODAY, ZONE)}


def test_what_is_bought_in_the_days_after_counts(db: Database) -> None:
    client, told = make_client(db), TODAY - timedelta(days=120)
    remind(db, client, told)
    for days, price in ((-1, 1), (0, 10), (90, 100), (91, 1_000)):
        sell(db, client, told + timedelta(days=days), price)

    earned = read(db)[ReminderKind.LAPSED]

    assert (earned.told, earned.waiting, earned.acted_on, earned.bought, earned.money) == (1, 0, 1, 1, 110)
    assert (earned.verdict, earned.effect, earned.earned) == (Verdict.NOBODY_LEFT_ALONE, None, None)


def test_what_went_back_earned_nothing(db: Database) -> None:
    client, told = make_client(db), TODAY - timedelta(days=120)
    remind(db, client, told)
    return_purchase(db, sell(db, client, told), (), told + timedelta(days=100), None, NOW)

    earned = read(db)[ReminderKind.LAPSED]

    assert (earned.told, earned.bought, earned.money) == (1, 0, 0)


def test_a_reminder_whose_days_are_not_over_waits(db: Database) -> None:
    client = make_client(db)
    remind(db, client, TODAY - timedelta(days=89))
    remind(db, client, TODAY - timedelta(days=30), ReminderKind.BIRTHDAY)
    sell(db, client, TODAY - timedelta(days=10), 500)

    found = read(db)

    assert (found[ReminderKind.LAPSED].told, found[ReminderKind.LAPSED].waiting) == (0, 1)
    assert (found[ReminderKind.BIRTHDAY].told, found[ReminderKind.BIRTHDAY].money) == (1, 500)


def test_a_purchase_counts_once_for_the_last_reminder_of_its_kind(db: Database) -> None:
    client, first = make_client(db), TODAY - timedelta(days=60)
    remind(db, client, first, ReminderKind.REPLENISHMENT)
    remind(db, client, first + timedelta(days=10), ReminderKind.REPLENISHMENT)
    sell(db, client, first + timedelta(days=12), 500)

    earned = read(db)[ReminderKind.REPLENISHMENT]

    assert (earned.told, earned.bought, earned.money) == (2, 1, 500)


def test_what_was_never_told_is_no_reminder(db: Database) -> None:
    remind(db, make_client(db), TODAY - timedelta(days=100), state=ReminderState.DUE)
    remind(db, make_client(db, "Вторая"), YEAR.first - timedelta(days=1))

    assert read(db) == {}


def test_those_reminded_and_left_alone_are_compared_over_the_same_days(db: Database) -> None:
    random, groups = Random(8), {DONE: [], LEFT_ALONE: []}
    money: dict[ReminderState, list[int]] = {DONE: [], LEFT_ALONE: []}
    for n in range(80):
        client, told = make_client(db, f"Клиент {n}"), TODAY - timedelta(days=100 + n)
        state = DONE if n % 2 or n in (0, 78) else LEFT_ALONE
        remind(db, client, told, state=state)
        paid = random.choice((100, 3_000)) if random.random() < (0.9 if state is DONE else 0.2) else 0
        if paid:
            sell(db, client, told + timedelta(days=random.randrange(91)), paid)
        if 2 <= n <= 76:
            groups[state].append(paid > 0)
            money[state].append(paid)

    earned = read(db)[ReminderKind.LAPSED]

    assert earned.effect == compare(groups[DONE], groups[LEFT_ALONE])
    assert earned.told == 80 - len(groups[LEFT_ALONE])
    means = [sum(money[state]) / len(money[state]) for state in (DONE, LEFT_ALONE)]
    assert earned.earned == round(means[0] - means[1])
    assert earned.earned_low is not None
    assert earned.earned_high is not None
    assert earned.earned_low < earned.earned < earned.earned_high
    assert earned.verdict is Verdict.EARNS


@pytest.mark.parametrize(
    ("reminded", "alone", "verdict"),
    [
        ((90, 100), (10, 100), Verdict.EARNS),
        ((10, 100), (90, 100), Verdict.COSTS),
        ((12, 100), (10, 100), Verdict.TOO_EARLY),
        ((0, 0), (10, 100), Verdict.TOO_EARLY),
    ],
)
def test_nothing_is_said_before_the_difference_is_sure(
    reminded: tuple[int, int], alone: tuple[int, int], verdict: Verdict
) -> None:
    back = [[n < some for n in range(all_)] for some, all_ in (reminded, alone)]
    assert verdict_of(compare(back[0], back[1])) is verdict
