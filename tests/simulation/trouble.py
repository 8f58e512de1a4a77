"""What goes wrong with computers: sleep, power cuts, clocks that jump, a desktop or a file out of reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from app.services.reminders.delivery import announce
from app.services.settings import get_settings, save_settings
from tests.simulation.expect import Plan
from tests.simulation.program import PowerCut

if TYPE_CHECKING:
    from tests.simulation.year import Year

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Vladivostok", "Pacific/Auckland", "Europe/Lisbon")
JUMPS = (2 * HOUR, -2 * HOUR, 26 * HOUR, -26 * HOUR, 40 * DAY, -40 * DAY, 370 * DAY, timedelta(minutes=-7))
LONG_ABSENCE = (date(2027, 12, 20), 21)
STEPS = ("sweep", "claim_untold", "make_digest")  # of the window's round, before which the other program comes
Shown = list[tuple[str, ...]]


def dawn(year: Year, day: date) -> None:
    """What begins with the day: the machine sleeps or is off, the owner is away, or all is well again."""
    chance = year.random.random()
    if day == LONG_ABSENCE[0]:
        year.away_until, off = day + LONG_ABSENCE[1] * DAY, True
    elif day < year.away_until:
        return
    elif chance < 0.05:
        year.away_until, off = day + year.random.randint(1, 4) * DAY, chance < 0.02
    else:
        if not year.program.is_running:
            year.start()
        return
    year.count("off" if off else "asleep")
    year.note(f"! {'off' if off else 'asleep'} until {year.away_until}")
    if off and year.program.is_running:
        year.program.stop()


def is_asleep(year: Year, day: date) -> bool:
    return day < year.away_until


def meanwhile(year: Year) -> None:
    """What happens between two heartbeats."""
    happens: tuple[tuple[float, Callable[[Year], None]], ...] = (
        *((0.02, _restart), (0.03, _service), (0.008, _clock), (0.005, _zone), (0.01, _hours)),
        (0.05, lambda year: year.pauses.change(year)),
    )
    for chance, what in happens:
        if year.random.random() < chance:
            what(year)


def _restart(year: Year) -> None:
    year.count("restart")
    year.note("! restart")
    year.program.stop()
    year.start()


def _service(year: Year) -> None:
    year.program.desk.there = not year.program.desk.there
    year.count("notification service gone" if not year.program.desk.there else "notification service back")
    year.note(f"! notification service {'back' if year.program.desk.there else 'gone'}")


def _clock(year: Year) -> None:
    right = year.clock.wrong_by == timedelta()
    year.clock.wrong_by = year.random.choice(JUMPS) if right else timedelta()
    year.count("clock set wrong" if right else "clock set right")
    year.note(f"! clock wrong by {year.clock.wrong_by}")


def _zone(year: Year) -> None:
    zone = year.random.choice(ZONES)
    db = year.program.db
    save_settings(db, replace(get_settings(db), time_zone=zone))
    year.count("zone")
    year.note(f"! zone {zone}")


def _hours(year: Year) -> None:
    random, db = year.random, year.program.db
    working = tuple(sorted(random.sample(range(7), random.choice((5, 6, 7, 7)))))
    quiet = random.choice(((time(21), time(9)), (time(13), time(14)), (time(0), time(0))))
    opening = random.choice((time(8), time(10), time(11, 30)))
    settings = replace(get_settings(db), working_days=working, opening_time=opening, digest=random.random() < 0.7)
    people = random.choice((0, 0, 2, 4, 8))
    save_settings(db, replace(settings, quiet_from=quiet[0], quiet_to=quiet[1], contacts_per_day=people))
    year.count("hours")
    year.note(f"! opens {opening}, works {working}, quiet {quiet[0]}-{quiet[1]}, {people} people a day")


def beat(year: Year, plan: Plan) -> Shown | None:
    """A heartbeat with what may hit it; None where it did not come to an end."""
    year.log_was_locked = False
    chance = year.random.random()
    if chance < 0.03:
        return _cut(year, plan, year.random.choice(list(CUTS)))
    if chance < 0.04:
        return _busy(year)
    if chance < 0.05:
        return _unnoted(year)
    if chance < 0.06:
        return _refused(year, plan)
    return year.program.beat()


def _busy(year: Year) -> None:
    """Somebody else writes for longer than the program waits: nothing is told, and nothing is lost."""
    year.count("file locked")
    year.note("! file locked")
    with year.program.locked():
        shown = year.program.beat()
    year.absence.doubt()  # with nothing to write it may have found nothing to tell
    if shown:
        raise year.fail(f"told while nothing could be written: {shown}")


def _unnoted(year: Year) -> Shown:
    """What is shown cannot be noted at once; it is, at the next heartbeat."""
    year.count("log locked")
    really = announce.make_digest
    with ExitStack() as lock:

        def then_lock(*asked: Any, **how: Any) -> Any:
            if not year.log_was_locked:
                year.log_was_locked = True
                lock.enter_context(year.program.locked())
            return really(*asked, **how)

        with patch.object(announce, "make_digest", then_lock):
            shown = year.program.beat()
    year.unnoted = [key for notification in shown for key in notification]
    return shown


def beside(year: Year, in_hours: bool) -> Shown:
    """The command that reminds is given while the window reminds, before it or between two of its steps."""
    step = year.random.choice((*STEPS, "")) if in_hours else ""
    year.count(f"two programs at once{', at ' + step if step else ''}")
    year.note(f"! remind beside the window {step}")
    year.log_was_locked = False
    really = getattr(announce, step, None)
    left = [True]

    def both(*asked: Any, **how: Any) -> Any:
        assert really is not None
        if left and left.pop():
            year.program.remind()
        return really(*asked, **how)

    if really is None:
        year.log_was_locked = True  # the window alone notes that the day was told
        year.program.clear()
        year.program.remind()
        return list(year.program.desk.shown)
    with patch.object(announce, step, both):
        shown = year.program.beat()
    year.absence.wake(year)
    year.absence.doubt()
    return shown


def _refused(year: Year, plan: Plan) -> None:
    """The notification service goes between the claim and the showing."""
    year.count("notification refused")
    year.note("! notifications refused")
    year.program.desk.refuses = True
    year.program.beat()
    year.program.desk.refuses = False
    year.absence.wake(year)
    year.absence.doubt()
    plan.carry_out()
    year.cut(plan.wanted, set(), doubtful=False)


@contextmanager
def _before_sweep(_year: Year) -> Iterator[None]:
    with patch.object(announce, "sweep", side_effect=PowerCut):
        yield


@contextmanager
def _while_claiming(_year: Year) -> Iterator[None]:
    with patch("app.services.reminders.ledger.claims.log_event", side_effect=PowerCut):
        yield


@contextmanager
def _after_sweep(_year: Year) -> Iterator[None]:
    with patch.object(announce, "make_digest", side_effect=PowerCut):
        yield


@contextmanager
def _before_showing(year: Year) -> Iterator[None]:
    year.program.desk.dies_at, year.program.desk.dies_after = year.random.randint(0, 2), False
    yield


@contextmanager
def _after_showing(year: Year) -> Iterator[None]:
    year.program.desk.dies_at, year.program.desk.dies_after = year.random.randint(0, 2), True
    yield


@contextmanager
def _before_noting(_year: Year) -> Iterator[None]:
    with patch.object(announce, "log_delivery", side_effect=PowerCut):
        yield


# Where the power goes: whether the claim is written by then.
CUTS: dict[Callable[[Year], Any], bool] = {
    _before_sweep: False,
    _while_claiming: False,
    _after_sweep: True,
    _before_showing: True,
    _after_showing: True,
    _before_noting: True,
}


def _cut(year: Year, plan: Plan, where: Callable[[Year], Any]) -> Shown | None:
    """The power goes at that step; the program starts anew, at once or later. None where it went."""
    noted: set[str] = set()
    really = announce.log_delivery

    def note(db: Any, ids: Any, *rest: Any) -> None:
        really(db, ids, *rest)
        noted.update(ids)

    name = where.__name__.strip("_").replace("_", " ")
    with patch.object(announce, "log_delivery", note), where(year):
        try:
            shown = year.program.beat()
        except PowerCut:
            shown = None
    year.program.desk.dies_at = None
    if shown is not None:
        return shown  # nothing to do: the step was never reached
    year.count(f"power cut {name}")
    year.note(f"! power cut {name}")
    if CUTS[where]:
        plan.carry_out()
    year.cut(plan.wanted if CUTS[where] else {}, noted)
    year.absence.wake(year)
    year.program.stop()
    year.clock.real += year.random.choice((timedelta(seconds=20), timedelta(minutes=3)))
    year.start()
    return None
