"""What one heartbeat has to tell, from what holds and what was told before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.models.silences import chance
from tests.simulation.memory import Entry, Memory
from tests.simulation.raw import Rows
from tests.simulation.truth import Due, at, truth, whenever
from tests.simulation.turn import come_today, comes

DAY = timedelta(days=1)


@dataclass
class Plan:
    """What a heartbeat has to tell, and of which silences it finds that they are over, or open again without a word."""

    wanted: dict[str, Due] = field(default_factory=dict)
    ended: list[Entry] = field(default_factory=list)
    back: list[Entry] = field(default_factory=list)
    held: list[Entry] = field(default_factory=list)

    def carry_out(self) -> None:
        """It was written down."""
        for entry in (*self.ended, *self.back):
            entry.ended = entry in self.ended
        for entry in self.held:
            entry.held = True


def expected(rows: Rows, memory: Memory, now: datetime, at_any_hour: bool = False) -> Plan:
    """Reminders to announce at this moment, by key: each alert that has come and was not told. `at_any_hour`: by
    somebody who asked for it, whatever the hours of the shop."""
    found = holding(rows, memory, now)
    wanted = {due.key: due for due in found.values() if memory.of(due.key).wants(due, now)}
    back = {due.key: due for due in found.values() if due.ready and memory.of(due.key).ended}
    open_ones = [entry for entry in memory.entries.values() if entry.is_known and not entry.is_closed()]
    still = found.keys() | whenever(rows, now)
    plan = Plan(ended=[entry for entry in open_ones if entry.key not in still])
    if rows.hour_only(now) and not at_any_hour:
        plan.wanted = {key: due for key, due in wanted.items() if due.has_hour or memory.of(key).has_hour(now)}
        return plan
    people = come_today(rows, memory, now, _on_list(rows, memory, now, found))
    chosen = [due for due in _within_quota(rows, memory, now, found, wanted | back) if comes(due, people)]
    plan.held = _held_out(rows, memory, now, found, wanted | back)
    plan.held = [entry for entry in plan.held if people is None or entry.key.split(":")[2] in map(str, people)]
    plan.back = [memory.of(due.key) for due in chosen]
    plan.wanted = {due.key: due for due in chosen if due.key in wanted}
    return plan


def holding(rows: Rows, memory: Memory, now: datetime) -> dict[str, Due]:
    """What holds, with the silences that were long enough when they were told."""
    found = truth(rows, now)
    return {key: due for key, due in found.items() if not (due.early and is_fresh(memory.of(key)))}


def listed(rows: Rows, memory: Memory, now: datetime) -> set[str]:
    """Keys of the list of the day: what holds and is neither closed nor asleep, the new lapsed within their quota, of
    those who come today."""
    on_list = _on_list(rows, memory, now, holding(rows, memory, now))
    people = come_today(rows, memory, now, on_list)
    return {due.key for due in on_list if comes(due, people)}


def _on_list(rows: Rows, memory: Memory, now: datetime, found: dict[str, Due]) -> list[Due]:
    awake = {key: due for key, due in found.items() if not memory.of(key).is_closed() and not _sleeps(memory, due, now)}
    return _within_quota(rows, memory, now, found, awake)


def _sleeps(memory: Memory, due: Due, now: datetime) -> bool:
    """Silences that were over queue anew, also where they were put off."""
    entry = memory.of(due.key)
    return entry.sleeps(now) and not (entry.ended and due.kind == "lapsed")


def _within_quota(
    rows: Rows, memory: Memory, now: datetime, found: dict[str, Due], wanted: dict[str, Due]
) -> list[Due]:
    """Of the lapsed that are not among the open ones, the best, as many as the day still has room for."""
    room = rows.tuned("lapsed")["per_day"] - len(_spent(rows, memory, now, found))
    fresh = [due for due in wanted.values() if due.kind == "lapsed" and is_fresh(memory.of(due.key))]
    best = sorted((due for due in fresh if not is_left_alone(rows, due)), key=_turn)[: max(0, room)]
    return [due for due in wanted.values() if due not in fresh] + best


def _held_out(rows: Rows, memory: Memory, now: datetime, found: dict[str, Due], wanted: dict[str, Due]) -> list[Entry]:
    """Of those left alone by chance, whose turn it would have been."""
    room = rows.tuned("lapsed")["per_day"] - len(_spent(rows, memory, now, found))
    fresh = [due for due in wanted.values() if due.kind == "lapsed" and is_fresh(memory.of(due.key))]
    best = sorted((due for due in fresh if not is_left_alone(rows, due)), key=_turn)
    alone = [due for due in fresh if is_left_alone(rows, due)]
    last = _turn(best[room - 1]) if 0 < room <= len(best) else None
    return [memory.of(due.key) for due in alone if room > 0 and (last is None or _turn(due) < last)]


def is_left_alone(rows: Rows, due: Due) -> bool:
    """Chance says so, by the client and the day of the last visit."""
    day = date.fromisoformat(due.key.rpartition(":")[2])
    return chance(due.client or 0, day) < rows.tuned("lapsed")["left_alone_percent"]


def _turn(due: Due) -> tuple[float, int]:
    return -due.worth, due.client or 0


def is_fresh(entry: Entry) -> bool:
    """Never heard of, or over in between."""
    return entry.ended or not entry.is_known


def _spent(rows: Rows, memory: Memory, now: datetime, found: dict[str, Due]) -> set[str]:
    """Lapsed that the day's quota counts: open ones, those that wake before night, and those acted upon today."""
    there = at(rows, now)
    night = datetime.combine(there.today + DAY, datetime.min.time(), rows.zone)
    spent = set()
    for key, entry in memory.entries.items():
        if not key.startswith("lapsed:"):
            continue
        act = entry.act
        is_open = key in found and not is_fresh(entry) and not entry.is_closed()
        if is_open and (not entry.sleeps(now) or (act is not None and act.until is not None and act.until < night)):
            spent.add(key)
        if act is not None and act.day == there.today:
            spent.add(key)
    return spent
