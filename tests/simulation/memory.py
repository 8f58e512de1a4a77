"""What the owner was told and did, as a plain notebook: each reminder's tellings and acts in the order they came.

Order is counted, not timed, for the clock of the shop jumps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.simulation.truth import Due

# Told more than once, each time nearer to the day or a week later.
ALERTED = ("birthday", "date", "replenishment", "service", "feedback", "cadence")
OWED = ("follow_up", "enquiry", "case", "interest")  # what stands behind them can be opened again


@dataclass(eq=False)
class Act:
    """Done, not this time, or later; it stands until it is undone."""

    what: str  # "done", "dismissed", "snoozed"
    day: date
    until: datetime | None = None
    turn: int = 0
    stands: bool = True


@dataclass(eq=False)
class Entry:
    """One reminder. `told`: turn and lead of each telling."""

    key: str
    told: list[tuple[int, int]] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    seen: bool = False  # acted upon before it was told
    looked: list[int] = field(default_factory=list)  # alerts that had come when it was acted upon
    perhaps: bool = False  # claimed and not noted as shown, so that it is told once more
    doubtful: bool = False  # claimed when the power went, so that it was perhaps shown
    shown: bool = True  # False where it is known that it was not
    claimed: datetime = datetime.max  # when that was, by the shop's clock
    client: int | None = None
    held: bool = False  # left alone by chance
    ended: bool = False  # held no more since; the lapsed queue anew when they are silent again

    @property
    def act(self) -> Act | None:
        """The newest one that stands."""
        return next((act for act in reversed(self.acts) if act.stands), None)

    @property
    def is_known(self) -> bool:
        return bool(self.told) or self.seen

    def told_since(self, turn: int) -> bool:
        return any(when > turn for when, _lead in self.told)

    def sleeps(self, now: datetime) -> bool:
        act = self.act
        if act is None or act.until is None or self.told_since(act.turn):
            return False
        return now < act.until

    def is_closed(self) -> bool:
        """Done or left for this time; what was opened again behind a done one is due once more."""
        act = self.act
        if act is None or act.until is not None:
            return self.held
        return act.what != "done" or self.key.partition(":")[0] not in OWED

    def has_woken(self, now: datetime) -> bool:
        """Put off until a moment that has come, and not told since."""
        act = self.act
        return act is not None and act.until is not None and act.until <= now and not self.told_since(act.turn)

    def has_hour(self, now: datetime) -> bool:
        """It wakes at a moment that the owner chose; one that was over in between is told with all others."""
        return self.has_woken(now) and not self.ended

    def wants(self, due: Due, now: datetime) -> bool:
        """Whether this alert is still to be told."""
        if not due.ready or self.is_closed() or self.sleeps(now):
            return False
        act = self.act
        if act is not None and not self.told_since(act.turn):
            return True  # woken, or opened again
        heard = [lead for _turn, lead in self.told] + self.looked
        if heard:
            return min(heard) > due.alert
        return not self.seen or due.kind in ALERTED


@dataclass
class Memory:
    """All of them by key, and what each action of the owner did, so that it can be taken back."""

    entries: dict[str, Entry] = field(default_factory=dict)
    by_action: dict[int, list[Act]] = field(default_factory=dict)
    moved: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    turn: int = 0
    overtaken: int = 0  # acted upon after the power cut that kept them from being shown

    def of(self, key: str) -> Entry:
        return self.entries.setdefault(key, Entry(key))

    def next(self) -> int:
        self.turn += 1
        return self.turn

    def tell(self, key: str, alert: int, client: int | None, again: bool = False) -> None:
        entry = self.of(key)
        self.overtaken += not entry.shown and not again  # by a later alert of the same
        entry.told.append((self.next(), alert))
        entry.client, entry.perhaps, entry.doubtful, entry.shown = client, False, False, True

    def acted(self, action_id: int, key: str, act: Act, now: datetime, due: Due | None) -> None:
        """The owner acted upon it; whom somebody acted upon was seen. `due`: as it was by that day."""
        entry, client = self.of(key), None if due is None else due.client
        entry.looked += [due.alert] if due is not None and due.ready and due.kind in ALERTED else []
        self.overtaken += not entry.shown
        entry.client, entry.perhaps, entry.doubtful, entry.shown = client, False, False, True
        entry.ended = False
        if entry.has_woken(now):  # what had woken was seen now, whatever becomes of this act
            self.drop(entry)
        entry.seen = entry.seen or not entry.told
        act.turn = self.next()
        entry.acts.append(act)
        self.by_action.setdefault(action_id, []).append(act)

    def finished(self, before: dict[int, Any], after: dict[int, Any], now: datetime, action_id: int) -> None:
        """Tasks were done where they stand: what was told of them is closed with them, until that is taken back. What
        had woken was seen, also when it is."""
        for task, row in before.items():
            if task not in after or (row.done_at, row.due_day) == (after[task].done_at, after[task].due_day):
                continue
            wall = "" if row.due_time is None else f"T{row.due_time.replace(':', '')}"
            entry = self.entries.get(f"follow_up:task:{task}:{row.due_day}{wall}")
            if entry is not None and entry.has_woken(now):
                self.drop(entry)
            if entry is not None and entry.is_known:
                act = Act("done", now.date(), turn=self.next())
                entry.acts.append(act)
                self.by_action.setdefault(action_id, []).append(act)

    def drop(self, entry: Entry) -> None:
        """Its newest act counts no more, not even when it is taken back."""
        gone = entry.act
        for acts in (*self.by_action.values(), entry.acts):
            if gone in acts:
                acts.remove(gone)

    def undone(self, action_id: int, stands: bool = False) -> None:
        """An action was taken back, or done again: its acts stand no more, what a merge moved is where it was."""
        for act in self.by_action.get(action_id, ()):
            act.stands = stands
        for old, new in self.moved.get(action_id, ()):
            self.move(*((old, new) if stands else (new, old)))

    def merged(self, action_id: int, keep: int, gone: int) -> None:
        """What was told of one who goes was told of the one who stays, unless that one was told the same."""
        pairs = [(key, _renamed(key, gone, keep)) for key in self.entries if self.has_row(key)]
        self.moved[action_id] = [(old, new) for old, new in pairs if old != new and not self.has_row(new)]
        for old, new in self.moved[action_id]:
            self.move(old, new)

    def has_row(self, key: str) -> bool:
        """Whether anything was written down of it."""
        entry = self.entries.get(key)
        return entry is not None and (entry.is_known or entry.held)

    def move(self, old: str, new: str) -> None:
        if self.has_row(old) and not self.has_row(new):
            entry = self.entries.pop(old)
            entry.key = new
            self.entries[new] = entry

    def forget(self, keys: Iterable[str]) -> None:
        for key in keys:
            entry = self.entries.pop(key, None)
            self.overtaken += entry is not None and not entry.shown


def _renamed(key: str, gone: int, keep: int) -> str:
    kind, *source, whose, number, occurrence = key.split(":", 5) if key.count(":") == 5 else key.split(":", 3)
    if whose != "client" or number != str(gone):
        return key
    return ":".join((kind, *source, whose, str(keep), occurrence))
