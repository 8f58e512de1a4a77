"""Cleaned rows into the staging area: clients, receipts, lines and products are numbered as they come.

A row of sales repeats its client, its receipt and its product; each is staged once and the line keeps its number.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from operator import itemgetter

from app.models.imports.staging import PERSON, TABLES, Stage
from app.models.search import fold
from app.services.clients.keys import client_keys
from app.services.imports.columns import CleanColumns
from app.services.imports.matching.likeness import display_name, name_key
from app.services.imports.matching.people import People, originals_of, own_texts, own_traits, tells_who
from app.services.imports.matching.sales import Sales, content_of, key_of
from app.services.imports.originals import FAILED_KEPT
from app.services.imports.rows import CleanRow, Field, Outcome, Problem, Role, SheetInfo
from app.services.imports.values.lists import parts_of

FUTURE_DAYS = 366  # a purchase further ahead is a slip of the pen
COLUMNS = {name: index for index, name in enumerate(CleanRow._fields)}
SAID = itemgetter(*(COLUMNS[name] for name in PERSON[PERSON.index("row") + 1 : PERSON.index("contacts")]))
NO_KEYS = (None, None, None)
REPAIRS_KEPT = 10_000  # repaired cells remembered per sheet

Row = tuple[object, ...]
Take = Callable[[CleanRow], Problem | None]  # stages one usable row; what it returns makes the row unusable after all


@dataclass
class SheetCounts:
    """What became of the rows of a sheet: rows_in = ok + skipped + failed; repaired rows are among ok."""

    rows_in: int = 0
    ok: int = 0
    repaired: int = 0
    skipped: int = 0
    failed: int = 0


@dataclass
class StagedSheet:
    """A sheet on its way in. `source` says whose client ids its are, `key_source` whose receipt numbers."""

    no: int
    batch: int  # number of the file within the drop, from 1
    file: str
    info: SheetInfo
    role: Role
    fields: dict[int, Field]
    source: str = ""
    key_source: str = ""
    counts: SheetCounts = field(default_factory=SheetCounts)
    lines: tuple[int, int] = (0, 0)  # ids of the first and last staged line of its rows

    def column_of(self, wanted: Field) -> str:
        """Title of the first column with that field, "" without one."""
        index = next((index for index, known in sorted(self.fields.items()) if known is wanted), None)
        return next((column.title for column in self.info.columns if column.index == index), "")

    def title_of(self, wanted: Field) -> str:
        """The same, folded to be compared."""
        return fold(self.column_of(wanted))


class Staging:
    """State of one drop while its sheets are staged: the numbers given so far, the products and receipts seen."""

    def __init__(self, stage: Stage, today: date) -> None:
        self.stage = stage
        self.last_day = (today + timedelta(days=FUTURE_DAYS)).isoformat()
        self.persons = self.lines = self.receipts = self.product_count = 0
        self.products: dict[tuple[str | None, str | None], tuple[tuple[int | None, int | None], ...]] = {}
        self.by_sku: dict[str, int] = {}
        self.by_name: dict[str, int] = {}
        self.line_counts = array("i", [0])  # by receipt, whose numbers begin at 1
        self.several = False  # some cell names more than one product, or how many of it
        self.refused: dict[int, list[int]] = {}  # sheet -> rows that were clean and could not be used after all
        self._rows: dict[str, list[Row]] = {table: [] for table in TABLES}  # of the batch at hand

    def add_sheet(
        self,
        sheet: StagedSheet,
        batches: Iterable[CleanColumns],
        progress: Callable[[int], None],
        parents: tuple[int, ...] = (),
    ) -> None:
        """Stage all rows of a sheet. `parents`: the sheets whose receipts a sheet of lines belongs to."""
        self.stage.add("sheet", [(sheet.no, sheet.batch, sheet.role, sheet.source, sheet.file, sheet.info.name)])
        take, first_line = self._taker(sheet, parents), self.lines + 1
        with self.stage.transaction():
            for batch in batches:
                take(batch)
                self.write()
                progress(batch.height)
        sheet.lines = (first_line, self.lines)
        counts = sheet.counts
        counts.rows_in = counts.ok + counts.skipped + counts.failed

    def _taker(self, sheet: StagedSheet, parents: tuple[int, ...]) -> Callable[[CleanColumns], None]:
        if sheet.role is Role.PURCHASES:
            return Sales(self, sheet).take
        if sheet.role is Role.CLIENTS:
            return partial(self._clients, sheet)
        makers: dict[Role, Callable[[], Take]] = {
            Role.LINES: lambda: self._linked(sheet, parents),
            Role.PRODUCTS: lambda: partial(self._product_row, sheet),
            Role.LOOKUP: lambda: partial(self._lookup, sheet),
        }
        return partial(self._take_rows, sheet, makers[sheet.role]())

    def _take_rows(self, sheet: StagedSheet, take: Take, batch: CleanColumns) -> None:
        for row in batch.rows():
            if row.outcome > Outcome.REPAIRED:
                self.count(sheet, row, None)
                continue
            refused = take(row)
            if row.problems or refused is not None:
                self.count(sheet, row, refused)
            else:
                sheet.counts.ok += 1

    def write(self) -> None:
        """Put away what was gathered of the batch at hand."""
        for table, rows in self._rows.items():
            if rows:
                self.stage.add(table, rows)
                rows.clear()

    def count(self, sheet: StagedSheet, row: CleanRow, refused: Problem | None) -> None:
        """Count a row that was not simply fine, and keep what was wrong with it."""
        counts, outcome = sheet.counts, row.outcome if refused is None else Outcome.FAILED
        counts.ok += outcome <= Outcome.REPAIRED
        counts.repaired += outcome == Outcome.REPAIRED
        counts.skipped += outcome == Outcome.SKIPPED
        counts.failed += outcome == Outcome.FAILED
        self._rows["verdict"].append((sheet.no, row.row, int(outcome)))
        if outcome == Outcome.FAILED or counts.repaired + counts.skipped <= REPAIRS_KEPT:
            for problem in (*row.problems, *([] if refused is None else [refused])):
                self._rows["problem"].append((sheet.no, row.row, int(outcome), *problem))
        if row.cells is not None:
            self._rows["original"].append((sheet.no, row.row, int(outcome), row.cells))
        elif refused is not None and len(refused_rows := self.refused.setdefault(sheet.no, [])) < FAILED_KEPT:
            refused_rows.append(row.row)

    def add_originals(self, sheet: StagedSheet, rows: Mapping[int, str]) -> None:
        """Keep refused rows as they stand in the file."""
        self.stage.add("original", ((sheet.no, row, int(Outcome.FAILED), cells) for row, cells in rows.items()))

    def _clients(self, sheet: StagedSheet, batch: CleanColumns) -> None:
        if "bought" in batch.series:
            self._take_rows(sheet, partial(self._client, sheet), batch)
        else:
            People(self, sheet).take(batch)

    def _client(self, sheet: StagedSheet, row: CleanRow) -> Problem | None:
        if not tells_who(row.name or row.company or row.external_id or row.emails or row.card, row.phones):
            return Problem(sheet.column_of(Field.PHONE), row.phones_raw or "", "no_client")
        if row.bought and row.bought[-1][0] > self.last_day:
            return Problem(sheet.column_of(Field.BOUGHT_ON), row.bought[-1][0], "future_date")
        person = self.person(sheet, row, with_keys=True)
        for day, paid, whole in row.bought or ():
            returned = int(paid is not None and paid < 0)
            sale = row._replace(day=day, line_sum=paid, is_return=returned, quantity=None, time=None)
            self.line(sheet, sale, self._receipt(sheet, sale, person, "whole" if whole else ""), 0)
        return None

    def person(self, sheet: StagedSheet, row: CleanRow, with_keys: bool) -> int:
        """Stage one mention of a client with its contacts, and give its number.

        Sales mostly mention clients that are known, so their search keys wait until they are needed.
        """
        self.persons += 1
        number = self.persons
        phones = row.phones.split("\n") if row.phones else []
        emails = list(dict.fromkeys(row.emails.split("\n"))) if row.emails else []
        contacts, traits = self._rows["contact"], self._rows["trait"]
        for position, (value, raw) in enumerate(
            zip(phones, originals_of(row.phones_raw, len(phones)), strict=True) if phones else ()
        ):
            contacts.append((number, position, "phone", value, "" if raw == value else raw))
        for position, value in enumerate(emails, len(phones)):
            contacts.append((number, position, "email", value, ""))
        messengers = row.messengers.split("\n") if row.messengers else ()
        for position, text in enumerate(messengers, len(phones) + len(emails)):
            kind, _colon, value = text.partition(": ")
            contacts.append((number, position, kind, value, ""))
        traits += [(number, "tag", tag) for tag in row.tags.split("\n")] if row.tags else ()
        traits += [(number, "preference", text) for text in row.preferences.split("\n")] if row.preferences else ()
        traits += own_traits(number, row.own) if row.own else ()
        keys = person_keys(row, phones, emails) if with_keys or row.birthday or not (phones or emails) else NO_KEYS
        told = ("\n".join(phones + emails) or None, row.tags, name_key(row.name or row.company or ""))
        self._rows["person"].append((number, sheet.no, row.row, *SAID(row), *told, *keys))
        return number

    def _receipt(self, sheet: StagedSheet, row: CleanRow, person: int | None, whole: str = "") -> int:
        """`whole`: the sum of a whole month, which is the same one when more was bought in it."""
        self.receipts += 1
        self.line_counts.append(0)
        said = (row.receipt, row.day, row.is_return) if row.receipt else content_of(row)
        if whole:
            said = (*content_of(row._replace(line_sum=None)), whole)
        key = key_of("\x1f".join(map(str, (sheet.key_source, *said))))
        own = (row.receipt, row.day, row.time, row.is_return, person, key)
        self._rows["receipt"].append((self.receipts, sheet.no, row.row, *own, None, None, 0, row.return_of))
        return self.receipts

    def _linked(self, sheet: StagedSheet, parents: tuple[int, ...]) -> Take:
        known: dict[str, int] = {}
        for parent in reversed(parents):
            known |= self.stage.receipts_of(parent)

        def take(row: CleanRow) -> Problem | None:
            receipt = known.get(row.receipt or "")
            if receipt is None:
                return Problem(sheet.column_of(Field.RECEIPT), row.receipt or "", "no_receipt")
            if _only_marks(row):
                self._rows["mark"].append((sheet.no, row.row, receipt))
                if status := "cancelled" if row.is_return else row.status:
                    self.write()
                    self.stage.set_status(receipt, status)
                return None
            self.line(sheet, row, receipt, sheet.batch)
            return None

        return take

    def line(self, sheet: StagedSheet, row: CleanRow, receipt: int, linked: int) -> None:
        """`linked` is the batch of a sheet of lines, 0 for a row that is sale and line in one."""
        key = (row.sku, row.product)
        products = self.products.get(key)
        if products is None:
            products = self.products[key] = self.products_of(sheet, row)
        quantity, total, amount = row.quantity, row.total, row.line_sum
        if row.is_return:
            quantity, total, amount = _negative(quantity), _negative(total), _negative(amount)
        price, discount, sums = row.price, row.discount, [amount]
        if len(products) > 1:  # several in one cell: the sum is theirs together
            quantity = price = discount = None
            sums = shares(amount, [1000 if pieces is None else pieces for _product, pieces in products])
        for (product, pieces), share in zip(products, sums, strict=True):
            self.lines += 1
            pieces = pieces if quantity is None else quantity
            said = (pieces, price, discount, share, total, row.status, row.row, self.line_counts[receipt])
            self._rows["line"].append((receipt, self.lines, linked, product, *said))
            self.line_counts[receipt] += 1

    def products_of(self, sheet: StagedSheet, row: CleanRow) -> tuple[tuple[int | None, int | None], ...]:
        """(product, pieces) of what a cell names: none, one, or several where it is a list."""
        if row.sku is None and row.product is None:
            return ((None, None),)
        if row.sku is None and row.product is not None:
            known = self._known(row.product)
            if known is not None:
                return ((known, None),)
            parts = parts_of(row.product)
            found = [self._known(part.name) for part in parts]
            if len(parts) > 1 and all(found):
                self.several = True
                return tuple((number, part.quantity) for number, part in zip(found, parts, strict=True))
            if sheet.info.lists and parts:
                self.several = True
                return tuple((self._listed(sheet, row, part.name), part.quantity) for part in parts)
        return ((self._product(sheet, row), None),)

    def _listed(self, sheet: StagedSheet, row: CleanRow, name: str) -> int:
        """The number of a product that a list names."""
        number = self._known(name)
        if number is None:
            alone = row._replace(product=name, price=None)
            number = self.by_name[fold(name)] = self._product(sheet, alone)
        return number

    def _known(self, text: str) -> int | None:
        return self.by_sku.get(text.strip()) or self.by_name.get(fold(text))

    def _product(self, sheet: StagedSheet, row: CleanRow) -> int:
        self.product_count += 1
        number = self.product_count
        self._rows["product"].append((number, sheet.no, row.sku, row.product, row.category, row.price, row.row))
        return number

    def _product_row(self, sheet: StagedSheet, row: CleanRow) -> Problem | None:
        if row.product is None and row.sku is None:
            return Problem(sheet.column_of(Field.PRODUCT), "", "no_product")
        number = self._product(sheet, row)
        if row.sku:
            self.by_sku.setdefault(row.sku, number)
        if row.product:
            self.by_name.setdefault(fold(row.product), number)
        return None

    def _lookup(self, sheet: StagedSheet, row: CleanRow) -> Problem | None:
        named = row.category or row.name or row.product
        self._rows["lookup"].append((sheet.no, row.sku or row.external_id, named, row.row))
        return None


def _only_marks(row: CleanRow) -> bool:
    """Whether a row names a receipt to say what became of it, and nothing that was sold."""
    goods = (row.product, row.sku, row.quantity, row.price, row.line_sum, row.total)
    return all(value is None for value in goods)


def shares(amount: int | None, weights: Sequence[int]) -> list[int | None]:
    """A sum in minor units divided by these weights, to the last unit: what rounding leaves over is the first one's."""
    if amount is None or not sum(weights):
        return [None] * len(weights)
    parts: list[int | None] = [amount * weight // sum(weights) for weight in weights[1:]]
    return [amount - sum(filter(None, parts)), *parts]


def person_keys(row: CleanRow, phones: list[str], emails: list[str]) -> tuple[str, str, str]:
    """Search keys of a client that is what this row says."""
    name = display_name(row.name or row.company, phones, emails, row.card, row.external_id)
    tags, own = row.tags.split("\n") if row.tags else (), own_texts(row.own) if row.own else ""
    more = (*emails, row.card or "", row.city or "", *tags, row.external_id or "", own, row.note or "")
    parts = (row.last_name or "", row.first_name or "", row.middle_name or "", row.company or "")
    return client_keys(name, *parts, phones, more)


def _negative(value: int | None) -> int | None:
    return None if value is None else -abs(value)
