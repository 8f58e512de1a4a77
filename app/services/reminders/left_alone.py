"""What reminding of the lapsed brings: some of them, chosen by chance, are left alone, and both groups are compared.

Came back = bought within 90 days of the day on which the reminder was told, or would have been. Everybody counts in
the group that chance put them into, whatever was done since. Days are those of the shop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil, sqrt
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.enums import ReminderKind, ReminderState
from app.models.reminder import Reminder
from app.models.rule_params import LapsedParams
from app.models.silences import count_silent_since
from app.models.sold import bought_after
from app.services.intervals import Z_CONFIDENCE, wilson
from app.services.reminders.rules.store import read_rules
from app.services.settings import ShopSettings, get_settings

BACK_DAYS = 90
YEAR_DAYS = 365
SHARES = (10, 20, 30)  # percent that are offered to be left alone, the least that answers first
COMES_BACK = 0.10  # share taken to come back by themselves, and what reminding is to add to be worth knowing:
WORTH_KNOWING = 0.05  # 15 of a hundred instead of 10
Z_POWER = 0.841621  # quantile of the normal distribution for 80 % power


@dataclass(frozen=True, slots=True)
class Effect:
    """How many were reminded and left alone since the first was left alone, how many of them came back, and the
    difference of the two shares with its 95 % interval; None where a group is empty. Shares are 0..1."""

    reminded: int
    reminded_back: int
    left_alone: int
    left_alone_back: int
    difference: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the base can tell within a year what reminding brings, by leaving `percent` alone: how many lapsed
    clients that takes, and how many there are in a year."""

    is_possible: bool
    percent: int
    clients_needed: int
    clients_a_year: int


class _Told(NamedTuple):
    """One silence in one of the groups."""

    client_id: int
    day: date
    is_left_alone: bool


def left_alone_effect(db: Database, now: datetime) -> Effect:
    """What is known by now; of those only whose 90 days are over."""
    settings = get_settings(db)
    ended = settings.local(now).date() - timedelta(days=BACK_DAYS)
    groups: dict[bool, list[bool]] = {True: [], False: []}
    with db.read() as session:
        told = [one for one in _read_told(session, settings) if one.day <= ended]
        windows = [(one.client_id, one.day, one.day + timedelta(days=BACK_DAYS)) for one in told]
        for one, (back, _money) in zip(told, bought_after(session, windows), strict=True):
            groups[one.is_left_alone].append(back)
    return compare(groups[False], groups[True])


def compare(reminded: Sequence[bool], left_alone: Sequence[bool]) -> Effect:
    """The shares of those who came back, and the interval of their difference.

    Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17 (1998),
    method 10: from the two Wilson intervals.
    """
    counts = len(reminded), sum(reminded), len(left_alone), sum(left_alone)
    if not reminded or not left_alone:
        return Effect(*counts, None, None, None)
    first, second = sum(reminded) / len(reminded), sum(left_alone) / len(left_alone)
    (low1, high1), (low2, high2) = wilson(first, len(reminded)), wilson(second, len(left_alone))
    difference = first - second
    low = difference - sqrt((first - low1) ** 2 + (high2 - second) ** 2)
    high = difference + sqrt((high1 - first) ** 2 + (second - low2) ** 2)
    return Effect(*counts, difference, low, high)


def can_answer(db: Database, now: datetime) -> Answer:
    """Whether leaving some alone would tell within a year what reminding brings: with the smallest of the offered
    shares for which the shop has enough lapsed clients, else with the largest.

    A year's lapsed are those who fell silent in the last one and still are, at most as many as the daily number lets
    through: a careful guess, for who came back since is not among them.
    """
    settings = get_settings(db)
    today = settings.local(now).date()
    with db.read() as session:
        most = YEAR_DAYS * read_rules(session).only(ReminderKind.LAPSED, LapsedParams).per_day
        found = count_silent_since(session, today - timedelta(days=YEAR_DAYS), today, most)
    needed = {percent: clients_needed(percent) for percent in SHARES}
    percent = next((percent for percent, count in needed.items() if count <= found), SHARES[-1])
    return Answer(needed[percent] <= found, percent, needed[percent], found)


def clients_needed(percent: int) -> int:
    """Lapsed clients in both groups together, `percent` of them left alone, to tell 15 of a hundred from 10.

    Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (3rd ed., 2003), 4.5: two proportions,
    groups of unequal size, r = the larger by the smaller.
    """
    alone, reminded, r = COMES_BACK, COMES_BACK + WORTH_KNOWING, (100 - percent) / percent
    mean = (alone + r * reminded) / (r + 1)
    spread = Z_CONFIDENCE * sqrt((r + 1) * mean * (1 - mean))
    spread += Z_POWER * sqrt(r * alone * (1 - alone) + reminded * (1 - reminded))
    return ceil((r + 1) * spread**2 / (r * WORTH_KNOWING**2))


def _read_told(session: Session, settings: ShopSettings) -> list[_Told]:
    """All silences of the time in which some were left alone, from the first of these to the last."""
    rows = session.execute(
        select(Reminder.client_id, Reminder.created_at, Reminder.state == ReminderState.HELD_OUT)
        .where(Reminder.kind == ReminderKind.LAPSED, Reminder.client_id.is_not(None))
        .order_by(Reminder.created_at, Reminder.id)
    )
    told = [_Told(client_id or 0, settings.local(at).date(), is_left_alone) for client_id, at, is_left_alone in rows]
    days = [one.day for one in told if one.is_left_alone]
    return [one for one in told if days and days[0] <= one.day <= days[-1]]
