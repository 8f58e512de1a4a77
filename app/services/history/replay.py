"""Row by row back or again through the change log of one action: the building blocks of undo, redo and unmerge.

A cell holds what the newest standing action wrote into it. So an action that is taken back leaves alone what a later
one changed, and what it leaves behind is what the earlier standing ones wrote, in whatever order things are taken back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, insert, select, text, tuple_, update
from sqlalchemy.orm import Session, aliased

from app.models.audit import Action, Change
from app.models.base import Base, UTCDateTime
from app.models.changelog import is_derived
from app.services.history.dependents import Kept, Missing, missing_parents, rows_built_on

BLOCK = 4_000  # changes worked through at once; two columns of a key each stay below SQLite's bound on parameters

Values = dict[str, Any]
Report = Callable[[int, int], None]
Earlier = list[
    tuple[Values | None, Values | None, datetime, datetime | None]
]  # before, after, done, taken back; newest first


@dataclass(frozen=True)
class Step:
    """One row on its way from `old` to `new`; None is that it does not exist."""

    id: int
    table: str
    row_id: str
    client_id: int | None
    old: Values | None
    new: Values | None


@dataclass
class Replay:
    """One action being taken back, or done again. `kept` are the cells ("table.column") and rows left alone."""

    session: Session
    action_id: int
    again: bool
    now: datetime
    told: Callable[[list[Step]], object]  # called with each run that is done
    kept: list[str] = field(default_factory=list)
    built_on: Kept = field(default_factory=dict)
    done_at: datetime = field(init=False)

    def run(self, report: Report) -> None:
        """Work through the log: backwards to take back, forwards to do again. Children go before their parents and
        come after them, as when it was done; foreign keys are looked at once more at the commit."""
        self.session.flush()
        self.done_at = self.session.scalars(select(Action.at).where(Action.id == self.action_id)).one()
        self.session.execute(text("PRAGMA defer_foreign_keys=ON"))
        self.built_on = rows_built_on(self.session, self.action_id, self.again)
        total = _count(self.session, self.action_id)
        done = 0
        for block in _blocks(self.session, self.action_id, self.again):
            report(done, total)
            for run in _runs([self._step(change) for change in block]):
                self._apply(run)
            done += len(block)
        report(total, total)

    def _step(self, change: Any) -> Step:
        before, after = typed(change.table, change.before), typed(change.table, change.after)
        old, new = (before, after) if self.again else (after, before)
        return Step(change.id, change.table, change.row_id, change.client_id, old, new)

    def _apply(self, run: list[Step]) -> None:
        table = Base.metadata.tables[run[0].table]
        later = _later(self.session, self.action_id, run)
        run = [self._without_undone(step, earlier) for step, earlier in self._earlier(run)]
        if run[0].old is None:
            self._come(table, [step for step in run if step.row_id not in later])
        elif run[0].new is None:
            self._go(table, run, later)
        else:
            self._change(table, run, later)
        self.told(run)

    def _earlier(self, run: list[Step]) -> Iterator[tuple[Step, Earlier]]:
        found = _earlier(self.session, self.action_id, run)
        return ((step, found.get(step.row_id, [])) for step in run)

    def _without_undone(self, step: Step, earlier: Earlier) -> Step:
        """The step as it is without the earlier actions that were taken back since it was done."""
        before = step.old if self.again else step.new
        if before is None or not earlier:
            return step
        peeled = _peeled(dict(before), earlier, self.done_at, whole=step.old is None)
        old, new = (peeled, step.new) if self.again else (step.old, peeled)
        return Step(step.id, step.table, step.row_id, step.client_id, old, new)

    def _come(self, table: Table, run: list[Step]) -> None:
        """Rows that were deleted come back, with the parents that are still there."""
        there = _current(self.session, table, run, [])
        wanted = [(step, dict(step.new)) for step in run if step.new and _key(table, step, old=False) not in there]
        missing = missing_parents(self.session, table, [values for _step, values in wanted])
        rows: dict[tuple[str, ...], list[Values]] = defaultdict(list)
        for _step, values in wanted:
            if missing.fit(values):
                rows[tuple(values)].append(values)
            else:
                self.kept.append(table.name)
        for same in rows.values():
            self.session.execute(insert(table).prefix_with("OR IGNORE"), same)

    def _go(self, table: Table, run: list[Step], later: Mapping[str, Mapping[str, Any]]) -> None:
        """Rows that the action made go, unless somebody has built on them or changed them since."""
        keys = [column.name for column in table.primary_key.columns]
        gone = []
        for step in run:
            if step.row_id in later or self.built_on_row(table, step):
                self.kept.append(table.name)
                self.built_on.setdefault(table.name, set()).add(step.row_id)
            else:
                gone.append({f"k_{k}": v for k, v in zip(keys, _key(table, step, old=True), strict=True)})
        if gone:
            self.session.execute(delete(table).where(*_where(table)), gone)

    def built_on_row(self, table: Table, step: Step) -> bool:
        """Whether the row stays: others lean on it, or it belongs to a row of the action that stays."""
        if step.row_id in self.built_on.get(table.name, ()):
            return True
        return any(
            str((step.old or {}).get(key.parent.name)) in self.built_on.get(key.column.table.name, ())
            for key in table.foreign_keys
            if key.ondelete == "CASCADE"
        )

    def _change(self, table: Table, run: list[Step], later: Mapping[str, Mapping[str, Any]]) -> None:
        columns = list({name for step in run for name in (step.old or {})})
        there = _current(self.session, table, run, columns)
        missing = missing_parents(self.session, table, [step.new or {} for step in run])
        updates: dict[tuple[str, ...], list[Values]] = defaultdict(list)
        for step in run:
            key = _key(table, step, old=True)
            current = there.get(key)
            if current is None:
                self.kept.append(table.name)
                continue
            cells = self._cells(table, step, current, later.get(step.row_id, {}), missing)
            if cells:
                updates[tuple(cells)].append(cells | {f"k_{n}": v for n, v in zip(_names(table), key, strict=True)})
        for names, rows in updates.items():
            self.session.execute(self._update(table, names), rows)

    def _cells(self, table: Table, step: Step, current: Values, later: Mapping[str, Any], missing: Missing) -> Values:
        cells: Values = {}
        for name, old in (step.old or {}).items():
            new = (step.new or {}).get(name)
            if name not in table.c or is_derived(table.name, name) or current[name] == new:
                continue
            if name in later or current[name] != old or missing.lacks(name, new):
                self.kept.append(f"{table.name}.{name}")
            else:
                cells[name] = new
        return cells

    def _update(self, table: Table, names: Sequence[str]) -> Any:
        values: Values = {name: bindparam(name) for name in names}
        if "version" in table.c:
            values["version"] = table.c.version + 1
        if "updated_at" in table.c:
            values["updated_at"] = self.now
        return update(table).prefix_with("OR IGNORE").where(*_where(table)).values(values)


def typed(table: str, values: Mapping[str, Any] | None) -> Values | None:
    """A row of the log as its columns want it: days and moments from ISO text. Columns that are no more are left."""
    if values is None:
        return None
    readers = _readers(table)
    return {n: v if v is None or n not in readers else readers[n](v) for n, v in values.items()}


@cache
def _readers(table: str) -> dict[str, Callable[[Any], Any]]:
    readers: dict[str, Callable[[Any], Any]] = {}
    for column in Base.metadata.tables[table].columns:
        if isinstance(column.type, UTCDateTime):
            readers[column.name] = datetime.fromisoformat
        elif column.type.python_type is date:
            readers[column.name] = date.fromisoformat
        elif column.type.python_type is bool:
            readers[column.name] = bool  # statements in SQL note 0 and 1
    return readers


def _count(session: Session, action_id: int) -> int:
    return session.execute(text("SELECT count(*) FROM change WHERE action_id = :id"), {"id": action_id}).scalar() or 0


def _blocks(session: Session, action_id: int, again: bool) -> Iterator[Sequence[Any]]:
    columns = (Change.id, Change.table, Change.row_id, Change.client_id, Change.before, Change.after)
    order = Change.id if again else Change.id.desc()
    statement = select(*columns).where(Change.action_id == action_id).order_by(order).limit(BLOCK)
    last: int | None = None
    while True:
        beyond = () if last is None else ((Change.id > last) if again else (Change.id < last),)
        block = session.execute(statement.where(*beyond)).all()
        if not block:
            return
        yield block
        last = block[-1].id


def _runs(steps: list[Step]) -> Iterator[list[Step]]:
    """Neighbours of one table that come, go or change together; no row twice in one run."""
    for _kind, group in groupby(steps, lambda step: (step.table, step.old is None, step.new is None)):
        run: dict[str, Step] = {}
        for step in group:
            if step.row_id in run:
                yield list(run.values())
                run = {}
            run[step.row_id] = step
        yield list(run.values())


def _names(table: Table) -> list[str]:
    return [column.name for column in table.primary_key.columns]


def _where(table: Table) -> list[Any]:
    return [column == bindparam(f"k_{column.name}") for column in table.primary_key.columns]


def _key(table: Table, step: Step, *, old: bool) -> tuple[Any, ...]:
    """The row's key as it is now; where the action changed a part of the key, that part is in the cells."""
    columns = _key_columns(table.name)
    cells = (step.old if old else step.new) or {}
    if len(columns) == 1:
        name, read = columns[0]
        return (cells[name] if name in cells else read(step.row_id),)
    parts = step.row_id.split("\t", len(columns) - 1)
    return tuple(
        cells[name] if name in cells else read(part) for (name, read), part in zip(columns, parts, strict=True)
    )


@cache
def _key_columns(table: str) -> tuple[tuple[str, Callable[[str], Any]], ...]:
    """Each column of the key, and what makes its value of the log's text."""
    columns = Base.metadata.tables[table].primary_key.columns
    return tuple((column.name, int if column.type.python_type is int else str) for column in columns)


def _current(session: Session, table: Table, run: list[Step], names: Sequence[str]) -> dict[tuple[Any, ...], Values]:
    """The rows of a run as they are now, by key."""
    keys = [_key(table, step, old=step.old is not None) for step in run]
    key_columns = list(table.primary_key.columns)
    if len(key_columns) == 1:
        condition: Any = key_columns[0].in_([key[0] for key in keys])
    else:
        condition = tuple_(*key_columns).in_(keys)
    columns = [table.c[name] for name in dict.fromkeys((*_names(table), *names)) if name in table.c]
    found = session.execute(select(*columns).where(condition)).mappings()
    return {tuple(row[name] for name in _names(table)): dict(row) for row in found}


def _later(session: Session, action_id: int, run: list[Step]) -> dict[str, dict[str, Any]]:
    """Rows of the run that a later standing action touched, and the cells that it wrote."""
    newer = select(Action.id).where(Action.id > action_id, Action.undone_at.is_(None)).limit(1)
    if session.execute(newer).first() is None:
        return {}
    change, other = aliased(Change), aliased(Change)
    statement = (
        select(change.row_id, other.after)
        .join(other, and_(other.table == change.table, other.row_id == change.row_id, other.action_id > action_id))
        .join(Action, and_(Action.id == other.action_id, Action.undone_at.is_(None)))
        .where(change.id.between(min(s.id for s in run), max(s.id for s in run)), change.action_id == action_id)
    )
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for row_id, after in session.execute(statement):
        found[row_id].update(after or {})
    return found


def _earlier(session: Session, action_id: int, run: list[Step]) -> dict[str, Earlier]:
    """What was done before to the rows of the run, newest first, where something of it was taken back."""
    change, other = aliased(Change), aliased(Change)
    bounds = change.id.between(min(step.id for step in run), max(step.id for step in run))
    pairs = select(change.row_id, other.before, other.after, Action.at, Action.undone_at)
    pairs = pairs.join(
        other, and_(other.table == change.table, other.row_id == change.row_id, other.action_id < action_id)
    )
    pairs = pairs.join(Action, Action.id == other.action_id).where(bounds, change.action_id == action_id)
    done_at = select(Action.at).where(Action.id == action_id).scalar_subquery()
    undone = session.execute(pairs.where(Action.undone_at >= done_at).limit(1)).first()
    if undone is None:
        return {}
    found: dict[str, Earlier] = defaultdict(list)
    for row_id, before, after, at, undone_at in session.execute(pairs.order_by(other.id.desc())):
        found[row_id].append((typed(run[0].table, before), typed(run[0].table, after), at, undone_at))
    return found


def _peeled(row: Values | None, earlier: Earlier, done_at: datetime, *, whole: bool) -> Values | None:
    """`row` without the earlier changes that were taken back; only with `whole` can it come to be or not to be.

    What was taken back before an action was done is no part of what that action found: of the one that is being worked
    on (`done_at`), and of each whose change is peeled off a cell.
    """
    settled: set[str] = set()
    since: dict[str, datetime] = {}  # of a cell: when the last change peeled off it was done
    for before, after, at, undone_at in earlier:
        if before is None or after is None:
            if undone_at is None:
                return row
            if whole and undone_at >= since.get("", done_at) and (row is None) == (after is None):
                row, since = None if before is None else dict(before), {"": at}
        elif undone_at is None:
            settled |= set(after)
        elif row is not None:
            for name in set(before) & set(row) - settled:
                found_at = since.get(name, since.get("", done_at))
                if undone_at >= found_at and row[name] == after.get(name):
                    row[name], since[name] = before[name], at
    return row
