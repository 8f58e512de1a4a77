"""A year of a shop, moment by moment: things are done, the heart beats, and what it told is held against the oracle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import text

from app.services.clients.listing.views import save_view
from app.services.errors import AppError
from app.services.history.actions import find_last_action
from app.services.products.data import ProductData
from app.services.products.save import save_product
from app.services.reminders.rules.data import Rule
from app.services.reminders.rules.save import save_rule
from app.services.reminders.rules.store import get_rules
from app.services.reminders.today.due import list_due
from app.services.settings import ShopSettings, save_settings
from tests.simulation import acts, missed, owner, trouble
from tests.simulation.absence import Absence
from tests.simulation.expect import Plan, expected, listed
from tests.simulation.lists import RULES, Lists, often
from tests.simulation.memory import Memory
from tests.simulation.pauses import Pauses
from tests.simulation.program import Clock, Program
from tests.simulation.raw import Rows, reader
from tests.simulation.truth import Due, truth
from tests.simulation.visits import usual_gaps

DAY = timedelta(days=1)
START = date(2027, 6, 1)
ZONE = "Europe/Berlin"
IN_WORK = timedelta(minutes=2)  # for so long a claim may be that of a program that is about to show it
LIVED_IN_A_HURRY = 0.3  # share of the days
# Name, category, and for how many days one lasts; the fourth is the machine that the rules are about.
GOODS = (
    *(("Эфиопия", "Кофе", None), ("Бразилия", "Кофе", None), ("Сенча", "Чай", 20)),
    *(("Кофемашина", "Техника", None), ("Фильтры", "", None)),
)
MOST_NOTIFICATIONS = 3 + 1  # one by one who waits for an hour, and the rest of the day as one
TOLD_LINES = 40


@dataclass
class Counts:
    """What the note tells of a run."""

    beats: int = 0
    expected: int = 0
    delivered: int = 0
    repeated: int = 0  # after a power cut, and marked so
    absences: int = 0  # told of with their days, in one notification
    overtaken: int = 0  # claimed when the power went; acted upon, or true no more, before they could be shown again
    missed: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    troubles: dict[str, int] = field(default_factory=dict)


class Wrong(AssertionError):
    """The program and the oracle disagree; the text is the history that led there."""


class Year:
    """One shop with one seed."""

    def __init__(self, folder: Path, seed: int, people: int = 25, start: date = START, hurried: bool = False) -> None:
        """`hurried`: some of the days only, and two moments of each instead of up to six."""
        self.hurried, self.start_day = hurried, start
        self.random = Random(seed)
        self.seed = seed
        self.clock = Clock(datetime.combine(start, time(8), ZoneInfo(ZONE)))
        self.memory, self.counts = Memory(), Counts()
        self.history: list[str] = []
        self.looked: date | None = None
        self.told_days: set[date] = set()
        self.log_was_locked = False  # so that it is not written down either that the day was told
        self.unnoted: list[str] = []  # shown, and only kept in mind as such
        self.missed: set[int] = set()  # rows of the ledger that were written down as missed
        self.away_until, self.last_zone = start, ZoneInfo(ZONE)
        self.program = Program(folder / "regulars.db", self.clock)
        self.lists, self.absence, self.pauses = Lists(), Absence(), Pauses()
        self.read = reader(self.program.db, self.lists)
        self._furnish(people)

    def _furnish(self, people: int) -> None:
        save_settings(self.program.db, ShopSettings(time_zone=ZONE))
        for name, category, lasts in GOODS:
            data = ProductData(name, category=category, price=50_000, replenish_days=lasts)
            save_product(self.program.db, data, self.now)
        save_view(self.program.db, "Частые", often(3), self.now)
        for rule in get_rules(self.program.db).rules:
            save_rule(self.program.db, replace(rule, enabled=True), self.now)
        for kind, params in RULES:
            save_rule(self.program.db, Rule(None, kind, params), self.now)
        for _ in range(people):
            acts.add_person(self.counter())
        for back in sorted((self.random.randint(1, 150) for _ in range(4 * people)), reverse=True):
            counter = self.counter()
            counter.now = self.now - back * DAY
            acts.sell(counter)
        self.lists.look(self.rows)

    @property
    def now(self) -> datetime:
        return self.clock()

    @property
    def rows(self) -> Rows:
        return self.read()

    @property
    def can_remind(self) -> bool:
        """By itself, at this hour: nobody sleeps, nobody wants to be left alone, and something can be shown."""
        return self.program.desk.there and not self.rows.is_quiet(self.now) and not self.pauses.is_on(self.now)

    def counter(self) -> acts.Counter:
        return acts.Counter(self.program.db, self.rows, self.now, self.random)

    def start(self) -> None:
        """The program is opened: all its jobs run once."""
        self.program.start()
        self.absence.days = 0  # it is only kept in mind
        for key in self.unnoted:
            self.memory.of(key).perhaps, self.memory.of(key).claimed = True, self.now
        self.unnoted = []
        self.read = reader(self.program.db, self.lists)
        self.roll()

    def cut(self, claimed: dict[str, Due], noted: set[str], doubtful: bool = True) -> None:
        """The power went: what was claimed and is not noted as shown may be told once more. Not `doubtful`: it is
        known that it was not shown."""
        seen = {key for notification in self.program.desk.shown for key in notification}
        before = {key for key, entry in self.memory.entries.items() if entry.perhaps}
        self.counts.expected += len(claimed)
        self.remember(sorted(seen), claimed)
        for key in (claimed.keys() | before) - noted:
            entry = self.memory.of(key)
            if key in claimed and key not in seen:
                self.memory.tell(key, claimed[key].alert, claimed[key].client)
                entry.shown = False
                self.note(f"  claimed, not shown {key}")
            entry.perhaps, entry.claimed = True, self.now
            entry.doubtful |= doubtful

    def count(self, trouble: str) -> None:
        self.counts.troubles[trouble] = self.counts.troubles.get(trouble, 0) + 1

    def note(self, what: str) -> None:
        there = self.now.astimezone(self.zone)
        self.history.append(f"{there:%Y-%m-%d %H:%M} {what}")

    def fail(self, what: str, keys: Sequence[str] = ()) -> Wrong:
        """The history of what is wrong: lines of these reminders and whatever was done lately."""
        marks = set(keys) | {":".join(key.split(":")[1:3]) for key in keys}
        lines = [line for line in self.history[:-12] if any(mark in line for mark in marks)][-TOLD_LINES:]
        ledger = [line for key in keys[:4] for line in self.ledger(key)] if self.program.is_running else []
        history = "\n".join([f"seed {self.seed}: {what}", *lines, "  ...", *self.history[-12:], "  ledger", *ledger])
        return Wrong(history)

    def ledger(self, key: str) -> list[str]:
        """What the program itself has written down of a reminder."""
        kind, rest = key.split(":", 1)
        source, occurrence = rest.rsplit(":", 1)
        named = {"kind": kind, "source": source, "occurrence": occurrence}
        where = "r.kind = :kind AND r.source_key = :source AND r.occurrence = :occurrence"
        row = f"SELECT state, alerts, last_alert, told, snoozed_until, claimed_at FROM reminder r WHERE {where}"
        events = f"SELECT e.at, event, note FROM reminder_event e JOIN reminder r ON r.id = reminder_id WHERE {where}"
        with self.program.db.read() as session:
            found = [*session.execute(text(row), named), *session.execute(text(f"{events} ORDER BY e.id"), named)]
        return [f"  {key}", *(f"    {tuple(one)}" for one in found)]

    def run(self, days: int) -> Counts:
        """Live through so many days."""
        self.roll()
        for number in range(days):
            if not self.hurried or self.random.random() < LIVED_IN_A_HURRY:
                self.live(self.start_day + number * DAY)
        self.program.stop()
        self.counts.overtaken = self.memory.overtaken + sum(not one.shown for one in self.memory.entries.values())
        return self.counts

    def live(self, day: date) -> None:
        """One day: the night's work, then moments of the day with what is done in between."""
        self.last_zone = self.zone
        trouble.dawn(self, day)
        at_random = [time(self.random.randint(10, 20), self.random.choice((0, 7, 30, 59))) for _ in range(2)]
        late = [time(22, 10)] if self.random.random() < 0.2 else []
        walls = [time(4, 15), time(9, 20), time(10), *sorted(at_random), *late]
        if self.hurried:
            walls = self.random.sample(walls[1:3], 1) + at_random[:1]
        for wall in walls:
            moment = datetime.combine(day, wall, self.zone).astimezone(UTC)
            if moment > self.clock.real:
                self.clock.real = moment
                if self.program.is_running and not trouble.is_asleep(self, day):
                    self.moment(wall)

    @property
    def zone(self) -> ZoneInfo:
        return self.rows.zone if self.program.is_running else self.last_zone

    def moment(self, wall: time) -> None:
        self.roll()
        if wall.hour >= 9:
            for _ in range(self.random.choice((0, 0, 1, 1, 2))):
                self.do_something()
        trouble.meanwhile(self)
        if self.program.is_running:
            self.beat()

    def do_something(self) -> None:
        """Something of the shop's work, or of what the owner does with reminders."""
        if self.random.random() < 0.35:
            self.see_rules(lambda: owner.do_something(self))
            return
        act = self.random.choices(list(acts.ACTS), list(acts.ACTS.values()))[0]
        self.note(f"* {act.__name__}")
        try:
            before, rows = self.rows, self.see_rules(lambda: act(self.counter()), act is not acts.add_or_drop_rule)
            last = find_last_action(self.program.db, owner.LONG_AGO)
            if act in acts.FINISHING and last is not None:
                self.memory.finished(before.task, rows.task, self.now, last.id)
        except AppError as error:
            self.note(f"  refused: {error!r}")
        self.forget_what_is_gone()

    def see_rules(self, act: Callable[[], object], looks: bool = True) -> Rows:
        """Something is done; returns the rows after it. Where a rule was changed, the lists are looked at anew, unless
        the rule went."""
        before = self.rows.rules
        act()
        self.lists.forget(self.rows)
        if self.rows.rules != before and (looks or len(self.rows.rules) > len(before)):
            self.lists.look(self.rows)
        return self.rows

    def forget_what_is_gone(self) -> None:
        """A reminder goes with its task or client; what comes back by redo is new to everybody."""
        rows = self.rows
        gone = [
            key
            for key, entry in self.memory.entries.items()
            if (key.startswith("follow_up:") and int(key.split(":")[2]) not in rows.task)
            or (entry.client is not None and entry.client not in rows.client)
        ]
        self.memory.forget(gone)

    def roll(self) -> None:
        """The night's work, once a day: usual gaps are those of the receipts."""
        before = self.rows.saved.get("rolled_on")
        self.program.roll()
        if self.rows.saved.get("rolled_on") == before:
            return
        self.lists.look(self.rows, everywhere=True)
        today = self.now.astimezone(self.zone).date()
        missed.check(self, self.rows, min(self.looked or today, today), today)
        self.looked = today
        stored = {row.category: row.median_days for row in self.rows.cadence}
        if stored != usual_gaps(self.rows):
            raise self.fail(f"usual gaps {stored}, by hand {usual_gaps(self.rows)}")

    def beat(self) -> None:
        """One heartbeat: what it shows is what the oracle wants, no more and no less."""
        is_asked = self.random.random() < 0.04  # by the command beside the window, at any hour
        for key in self.unnoted if is_asked else ():  # the window has not noted it yet
            self.memory.of(key).perhaps = True
        self.unnoted = []  # noted by now, or at this heartbeat
        self.lists.look(self.rows)
        rows, now = self.rows, self.now
        in_hours = self.can_remind
        can_tell = in_hours or (is_asked and self.program.desk.there)
        plan = expected(rows, self.memory, now, is_asked) if can_tell else Plan()
        wanted = plan.wanted
        shown = trouble.beside(self, in_hours) if is_asked else trouble.beat(self, plan)
        if shown is None:
            return
        plan.carry_out()
        if in_hours and not rows.hour_only(now) and not self.log_was_locked:
            self.told_days.add(now.astimezone(rows.zone).date())
        self.counts.beats += 1
        if not is_asked:
            self.absence.check(self, shown, in_hours, bool(wanted))
        told = [key for notification in shown for key in notification]
        self.check(told, wanted)
        fresh = [one for one in shown if not self.program.desk.again.issuperset(one)]
        if len(fresh) > MOST_NOTIFICATIONS * (2 if is_asked else 1):
            raise self.fail(f"a storm of {len(shown)} notifications", told)
        self.counts.expected += len(wanted)
        self.remember(told, wanted)
        if can_tell and self.random.random() < 0.2:
            self.check_list()
        if self.pauses.until is not None:
            self.pauses.check(self)

    def check(self, told: list[str], wanted: dict[str, Due]) -> None:
        twice = sorted({key for key in told if told.count(key) > 1})
        if twice:
            raise self.fail(f"told twice at once: {twice}", twice)
        perhaps = {key for key, entry in self.memory.entries.items() if entry.perhaps}
        holding = truth(self.rows, self.now)
        # Put off until a moment before the opening of its day: told then, or at the opening.
        early = {key for key in told if key in holding and self.memory.of(key).has_woken(self.now)}
        extra = sorted(set(told) - set(wanted) - perhaps - early)
        lost = sorted((set(wanted) | self.left_unshown(holding)) - set(told))
        if extra or lost:
            self.note(f"holds now: {sorted(key for key in holding if key in extra + lost)}")
            raise self.fail(f"told for nothing: {extra}; not told: {lost}", extra + lost)

    def left_unshown(self, holding: dict[str, Due]) -> set[str]:
        """What was claimed when the power went, is known not to have been shown, and has to be by now."""
        found = set()
        rows, now = self.rows, self.now
        for key, entry in self.memory.entries.items():
            if entry.shown or key not in holding or entry.is_closed() or entry.sleeps(now) or entry.ended:
                continue
            has_come = holding[key].ready and (not rows.hour_only(now) or holding[key].has_hour)
            if has_come and abs(now - entry.claimed) > IN_WORK and self.can_remind:
                found.add(key)
        return found

    def remember(self, told: list[str], wanted: dict[str, Due]) -> None:
        for key in told:
            entry = self.memory.of(key)
            again = entry.perhaps and key not in wanted
            alert = wanted[key].alert if key in wanted else min((lead for _turn, lead in entry.told), default=0)
            self.note(f"told{' again' if again else ''} {key} ({alert})")
            self.counts.repeated += again and entry.shown
            self.counts.delivered += key in wanted or (again and not entry.shown)
            if again and entry.doubtful and key not in self.program.desk.again:
                raise self.fail(f"perhaps told before, and not marked so: {key}", [key])
            self.memory.tell(key, alert, self.client_of(key), again)
            kind = key.partition(":")[0]
            self.counts.kinds[kind] = self.counts.kinds.get(kind, 0) + 1

    def client_of(self, key: str) -> int | None:
        found = truth(self.rows, self.now).get(key)
        return None if found is None else found.client

    def check_list(self) -> None:
        """The list of the day is the same as what the notifications tell of, whether told already or not."""
        today = self.now.astimezone(self.rows.zone).date()
        there = {item.id for item in list_due(self.program.db, today, now=self.now)}
        wanted = listed(self.rows, self.memory, self.now)
        if there != wanted:
            extra, lost = sorted(there - wanted), sorted(wanted - there)
            raise self.fail(f"listed for nothing: {extra}; not listed: {lost}", extra + lost)
