"""Cells that are written once for several rows: merged ones, and the client, receipt or day only on the first row.

Filled down only where the table itself shows that it is kept so. Where each row stands for itself an empty cell stays
empty: the e-mail of one client is never the next one's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.services.imports.files.source import Columns, Merge
from app.services.imports.rows import Field
from app.services.imports.values.cells import Cell, is_blank, is_total_line
from app.services.imports.values.dates import day_and_time

_WHO = frozenset(
    (
        Field.NAME,
        Field.LAST_NAME,
        Field.FIRST_NAME,
        Field.MIDDLE_NAME,
        Field.COMPANY,
        Field.EXTERNAL_ID,
        Field.PHONE,
        Field.EMAIL,
        Field.CARD,
    )
)
_OF_CLIENT = _WHO | {Field.BIRTHDAY, Field.GENDER, Field.ADDRESS, Field.CITY, Field.SOURCE, Field.TAG}
_WHEN = frozenset((Field.DATE, Field.TIME))
_GOODS = frozenset((Field.PRODUCT, Field.SKU, Field.QUANTITY, Field.PRICE, Field.SUM, Field.TOTAL))
_NAMED = frozenset((Field.PRODUCT, Field.SKU))
_RARELY = 0.1
_OFTEN = 0.2

Body = Sequence[tuple[int, Columns]]
"""Batches below the header with the number of their first row, counted from 1."""


@dataclass
class Filling:
    """How the empty cells of a table are filled from above."""

    date: int  # the column of the day
    group: tuple[int, ...] = ()  # columns written once for the rows of one receipt; the day is among them
    days: tuple[int, ...] = ()  # columns written once for all rows of a day
    goods: tuple[int, ...] = ()  # columns that show that a row is one of the table
    merged: Mapping[int, Mapping[int, int]] = field(default_factory=dict)  # column -> row -> row that it is merged with
    heads: tuple[int, ...] = ()  # merged columns that tell the client or the receipt
    clients: tuple[int, ...] = ()  # columns of the client, written once for the sales below, each of its own day
    filled: int = 0  # rows with a cell filled, as far as the evidence went

    def start(self) -> Filler:
        """What fills one run through the table."""
        return Filler(self)


class Filler:
    """Fills batch after batch; what a group began with is remembered from one to the next."""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        self._head: dict[int, Cell] = {}
        self._seen: dict[tuple[int, int], Cell] = {}
        self._days: dict[int, Cell] = {}  # beside the first cell of a merged range: another day is another receipt

    def fill(self, first: int, columns: Columns) -> tuple[Columns, frozenset[int]]:
        """The columns with their cells filled, and the rows (by number) that go on with the receipt above them."""
        filling = self._filling
        if filling.merged:
            return self._unmerge(first, columns)
        if filling.clients:
            return self._client_above(columns), frozenset()
        dates = columns[filling.date]
        if "" not in dates and None not in dates:
            self._remember(columns, len(dates) - 1)
            return columns, frozenset()
        continuing: list[int] = []
        changed = {index: list(columns[index]) for index in {*filling.group, *filling.days}}
        for place, cell in enumerate(dates):
            if not is_blank(cell):
                self._remember(columns, place)
            elif self._head and _is_line(columns, place, filling.goods) and self._filled(columns, place, changed):
                continuing.append(first + place)
        return _with(columns, changed), frozenset(continuing)

    def _filled(self, columns: Columns, place: int, changed: Mapping[int, list[Cell]]) -> bool:
        """Fill a line without a day; whether it goes on with the receipt above."""
        filling = self._filling
        who = [index for index in filling.group if index != filling.date]
        if filling.group and all(is_blank(columns[index][place]) for index in who):
            for index in filling.group:
                changed[index][place] = self._head[index]
            return True
        for index in filling.days:
            changed[index][place] = self._head[index]
        if filling.days:
            self._head |= {index: columns[index][place] for index in who}
        else:  # a sale whose day was forgotten; what follows is not known to be of the one before
            self._head = {}
        return False

    def _client_above(self, columns: Columns) -> Columns:
        clients = self._filling.clients
        changed = {index: list(columns[index]) for index in clients}
        for place in range(len(columns[0])):
            if any(not is_blank(columns[index][place]) for index in clients):
                self._head = {index: columns[index][place] for index in clients}
            elif self._head and _is_line(columns, place, self._filling.goods):
                for index in clients:
                    changed[index][place] = self._head[index]
        return _with(columns, changed)

    def _remember(self, columns: Columns, place: int) -> None:
        self._head = {index: columns[index][place] for index in {*self._filling.group, *self._filling.days}}

    def _unmerge(self, first: int, columns: Columns) -> tuple[Columns, frozenset[int]]:
        changed: dict[int, list[Cell]] = {}
        continuing: set[int] = set()
        here = range(first, first + len(columns[0]))
        for index, rows in self._filling.merged.items():
            own = list(columns[index]) if index < len(columns) else []
            for row, top in rows.items():
                if row in here and own:
                    if top in here:
                        self._seen[index, top] = own[top - first]
                        self._days[top] = columns[self._filling.date][top - first]
                    own[row - first] = self._seen.get((index, top), "")
                    day = columns[self._filling.date][row - first]
                    if index in self._filling.heads and (is_blank(day) or day == self._days.get(top)):
                        continuing.add(row)
            if own:
                changed[index] = own
        for index in {column for column, _row in self._seen} & changed.keys():
            self._seen = {key: cell for key, cell in self._seen.items() if key[0] != index or key[1] >= here.start}
        self._days = {top: day for top, day in self._days.items() if top >= here.start}
        return _with(columns, changed), frozenset(continuing)


def _with(columns: Columns, changed: Mapping[int, list[Cell]]) -> Columns:
    return [tuple(changed[index]) if index in changed else column for index, column in enumerate(columns)]


def _is_line(columns: Columns, place: int, goods: Iterable[int]) -> bool:
    """Whether a row has something of a sale in it and is no total."""
    if all(is_blank(columns[index][place]) for index in goods if index < len(columns)):
        return False
    return not any(
        isinstance(column[place], str) and is_total_line(str(column[place]).strip())
        for column in columns
        if column[place]
    )


def filling_of(
    body: Body, fields: Mapping[int, Field], merges: Iterable[Merge], asides: Iterable[int]
) -> Filling | None:
    """How a table of sales is filled down, by its merged cells or else by what its rows show; None where nothing is.

    `asides` are rows that are none of the table.
    """
    date = next((index for index, known in fields.items() if known is Field.DATE), None)
    if date is None or not body or date >= len(body[0][1]):
        return None
    if merged := _merged(body, fields, merges):
        heads = tuple(i for i in merged if fields[i] in _WHO or fields[i] is Field.RECEIPT)
        return Filling(date, merged=merged, heads=heads, filled=len({row for rows in merged.values() for row in rows}))
    return _by_evidence(body, fields, date, frozenset(asides)) or _by_days(body, fields, date, frozenset(asides))


def _merged(body: Body, fields: Mapping[int, Field], merges: Iterable[Merge]) -> dict[int, dict[int, int]]:
    """Column -> row -> row, for the cells below the first one of a merged range that tells client, receipt or day."""
    first, last = body[0][0], body[-1][0] + len(body[-1][1][0])
    found: dict[int, dict[int, int]] = {}
    for merge in merges:
        if merge.bottom == merge.top or not first <= merge.top + 1 < last:
            continue
        for index in range(merge.left, merge.right + 1):
            known = fields.get(index)
            if known in _OF_CLIENT or known in _WHEN or known is Field.RECEIPT:
                rows = found.setdefault(index, {})
                rows.update((row + 1, merge.top + 1) for row in range(merge.top + 1, min(merge.bottom + 1, last)))
    return found


def _by_evidence(body: Body, fields: Mapping[int, Field], date: int, asides: frozenset[int]) -> Filling | None:
    if not any("" in columns[date] or None in columns[date] for _first, columns in body):
        return None
    who = [index for index, known in fields.items() if known in _WHO]
    of_client = [index for index, known in fields.items() if known in _OF_CLIENT]
    receipts = [index for index, known in fields.items() if known is Field.RECEIPT]
    times = [index for index, known in fields.items() if known is Field.TIME]
    goods = tuple(index for index, known in fields.items() if known in _NAMED) or tuple(
        index for index, known in fields.items() if known in _GOODS
    )
    count = _Count()
    for first, columns in body:
        count.see(first, columns, date, [*who, *receipts], goods, asides)
    if not (who or receipts):
        count.named, count.bare = count.bare, 0
    lines = count.dated + count.bare + count.named
    if not count.dated or lines == count.dated or count.undated_first:
        return None
    once = count.named > 1 and count.named >= _OFTEN * lines and count.repeated <= _RARELY * count.dated
    named_goods = any(fields[index] in _NAMED for index in goods)
    whole = count.bare > (0 if named_goods else 1) and (
        count.named == 0 or (count.headless == 0 if once else count.bare > 3 * count.named)
    )
    if not whole and not once:
        return None
    group = (date, *times, *receipts, *of_client) if whole else ()
    filled = (count.bare if whole else 0) + (count.named if once else 0)
    return Filling(date, group, (date, *times) if once else (), goods, filled=filled)


@dataclass
class _Count:
    """What the rows of a table show about their empty days."""

    dated: int = 0
    repeated: int = 0  # dated rows with the same day as the dated row straight above: each row stands for itself
    headless: int = 0  # dated rows without a client and a receipt
    bare: int = 0  # lines without day, client and receipt
    named: int = 0  # lines without a day, with a client or a receipt
    undated_first: bool = False
    _last: Cell = None

    def see(
        self, first: int, columns: Columns, date: int, who: Sequence[int], goods: Sequence[int], asides: frozenset[int]
    ) -> None:
        """Count one batch."""
        for place, cell in enumerate(columns[date]):
            if first + place in asides:
                continue
            nobody = all(is_blank(columns[index][place]) for index in who if index < len(columns))
            if not is_blank(cell):
                self.dated += 1
                self.repeated += cell == self._last
                self.headless += nobody
                self._last = cell
                continue
            self._last = None
            if _is_line(columns, place, goods):
                self.undated_first = self.undated_first or not self.dated
                if nobody:
                    self.bare += 1
                else:
                    self.named += 1


def _by_days(body: Body, fields: Mapping[int, Field], date: int, asides: frozenset[int]) -> Filling | None:
    """Sales in groups of a client that stands on the first one: the days begin anew with each name.

    Where they run on over the names, each row is a sale of its own, and one without a name is nobody's.
    """
    who = [index for index, known in fields.items() if known in _WHO]
    goods = tuple(index for index, known in fields.items() if known in _GOODS)
    named: set[tuple[Cell, ...]] = set()
    within = back = again = 0
    before: str | None = None
    for first, columns in body:
        for place in range(len(columns[0])):
            if first + place in asides or not _is_line(columns, place, goods):
                continue
            name = tuple(columns[index][place] for index in who)
            moment = day_and_time(columns[date][place], True)
            day = moment[0] if moment else None
            if not all(map(is_blank, name)):
                again += bool(before and day and day < before)
                if name in named:
                    return None
                named.add(name)
            elif not named or day is None:
                return None
            else:
                within += 1
                back += bool(before and day < before)
            before = day
    if within < 2 or back > _RARELY * within:
        return None
    if not again or 2 * again < len(named) - 1:
        return None
    clients = tuple(index for index, known in fields.items() if known in _OF_CLIENT)
    return Filling(date, goods=goods, clients=clients, filled=within)
