"""Cleaned rows into the staging area: clients, receipts, lines and products are numbered as they come.

A row of sales repeats its client, its receipt and its product; each is staged once and the line keeps its number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import blake2b

from app.models.search import fold
from app.models.staging import Stage
from app.services.clients.keys import client_keys
from app.services.imports.likeness import display_name, name_key
from app.services.imports.rows import CleanRow, Field, Outcome, Problem, Role, SheetInfo

FUTURE_DAYS = 366  # a purchase further ahead is a slip of the pen
FIRST, LAST = CleanRow._fields.index("external_id"), CleanRow._fields.index("points") + 1
WHO = tuple(map(CleanRow._fields.index, ("external_id", "name", "company", "phones", "emails", "card")))
REPAIRS_KEPT = 10_000  # repaired cells remembered per sheet

Row = tuple[object, ...]


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

    def column_of(self, wanted: Field) -> str:
        """Title of the first column with that field, "" without one."""
        index = next((index for index, known in sorted(self.fields.items()) if known is wanted), None)
        return next((column.title for column in self.info.columns if column.index == index), "")

    def title_of(self, wanted: Field) -> str:
        """The same, folded to be compared."""
        return fold(self.column_of(wanted))


@dataclass
class _Pending:
    """Rows of one batch, table by table, on their way to the file."""

    tables: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, row: Row) -> None:
        self.tables.setdefault(table, []).append(row)

    def write(self, stage: Stage) -> None:
        for table, rows in self.tables.items():
            stage.add(table, rows)
        self.tables.clear()


class Staging:
    """State of one drop while its sheets are staged: the numbers given so far, the products and receipts seen."""

    def __init__(self, stage: Stage, today: date) -> None:
        self.stage = stage
        self.last_day = (today + timedelta(days=FUTURE_DAYS)).isoformat()
        self.persons = self.lines = self.receipts = self.product_count = 0
        self.products: dict[tuple[str | None, str | None], tuple[int, ...]] = {}
        self.by_sku: dict[str, int] = {}
        self.by_name: dict[str, int] = {}
        self.receipts_of: dict[int, dict[str, int]] = {}  # sheet -> receipt number -> staged receipt
        self._pending = _Pending()

    def add_sheet(
        self,
        sheet: StagedSheet,
        batches: Iterable[list[CleanRow]],
        progress: Callable[[int], None],
        parents: tuple[int, ...] = (),
    ) -> None:
        """Stage all rows of a sheet. `parents`: the sheets whose receipts a sheet of lines belongs to."""
        self.stage.add("sheet", [(sheet.no, sheet.batch, sheet.role, sheet.source, sheet.file, sheet.info.name)])
        take = {
            Role.CLIENTS: self._client,
            Role.PURCHASES: self._purchases(sheet),
            Role.LINES: self._linked(parents),
            Role.PRODUCTS: self._product_row,
            Role.LOOKUP: self._lookup,
        }[sheet.role]
        self.stage.raw.execute("BEGIN")
        try:
            for rows in batches:
                for row in rows:
                    self._one(sheet, row, take)
                self._pending.write(self.stage)
                progress(len(rows))
        except BaseException:
            self.stage.raw.execute("ROLLBACK")  # cancelled or unreadable from here on; the plan may be prepared again
            raise
        self.stage.raw.execute("COMMIT")

    def _one(self, sheet: StagedSheet, row: CleanRow, take: Callable[[StagedSheet, CleanRow], Problem | None]) -> None:
        counts, outcome, problems = sheet.counts, row[1], row[-1]
        counts.rows_in += 1
        if outcome <= Outcome.REPAIRED:
            refused = take(sheet, row)
            if refused is not None:
                outcome, problems = Outcome.FAILED, (*problems, refused)
        if outcome == Outcome.OK:
            counts.ok += 1
        elif outcome == Outcome.REPAIRED:
            counts.ok += 1
            counts.repaired += 1
        elif outcome == Outcome.SKIPPED:
            counts.skipped += 1
        else:
            counts.failed += 1
        if problems and (outcome == Outcome.FAILED or counts.repaired + counts.skipped <= REPAIRS_KEPT):
            for problem in problems:
                self._pending.add("problem", (sheet.no, row[0], int(outcome), *problem))

    def _client(self, sheet: StagedSheet, row: CleanRow) -> Problem | None:
        if not any(map(row.__getitem__, WHO)):
            return Problem("", "", "no_client")
        self._person(sheet, row)
        return None

    def _person(self, sheet: StagedSheet, row: CleanRow) -> int:
        """Stage one mention of a client with its keys and contacts, and give its number."""
        self.persons += 1
        number, add = self.persons, self._pending.add
        phones = row.phones.split("\n") if row.phones else []
        emails = row.emails.split("\n") if row.emails else []
        for position, (value, raw) in enumerate(zip(phones, _raw_phones(row, len(phones)), strict=True)):
            add("contact", (number, position, "phone", value, "" if raw == value else raw))
        for position, value in enumerate(emails, len(phones)):
            add("contact", (number, position, "email", value, ""))
        tags = row.tags.split("\n") if row.tags else []
        for tag in tags:
            add("trait", (number, "tag", tag))
        for text in row.preferences.split("\n") if row.preferences else ():
            add("trait", (number, "preference", text))
        name = row.name or row.company or ""
        keys = client_keys(
            display_name(name, phones, emails, row.card, row.external_id),
            row.last_name or "",
            row.first_name or "",
            row.middle_name or "",
            row.company or "",
            phones,
            [*emails, row.card or "", row.city or "", *tags, row.external_id or "", row.note or ""],
        )
        client = (row.external_id, row.name, row.last_name, row.first_name, row.middle_name, row.company)
        about = (row.birthday, row.gender, row.address, row.city, row.card, row.source, row.note)
        told = (row.consent, row.last_contact, row.points, "\n".join(phones + emails) or None, row.tags)
        add("person", (number, sheet.no, row.row, *client, *about, *told, name_key(name), *keys))
        return number

    def _purchases(self, sheet: StagedSheet) -> Callable[[StagedSheet, CleanRow], Problem | None]:
        """What takes the rows of a sheet of sales; remembers its clients and receipts until the sheet is done."""
        people: dict[tuple[object, ...], int | None] = {}
        receipts: dict[tuple[object, ...], int] = {}
        nameless: set[int] = set()
        first = self.receipts_of[sheet.no] = {}
        date_title = sheet.column_of(Field.DATE)

        def take(sheet: StagedSheet, row: CleanRow) -> Problem | None:
            if row.day is None or row.day > self.last_day:
                return Problem(date_title, row.day or "", "future_date" if row.day else "no_date")
            client = row[FIRST:LAST]
            person = people.get(client, 0)
            if person == 0:
                named = any(map(row.__getitem__, WHO))
                person = people[client] = self._person(sheet, row) if named else None
            key = (row.receipt, row.day, row.is_return)
            receipt = receipts.get(key) if row.receipt else None
            if receipt is None:
                receipt = self._receipt(sheet, row, person)
                if row.receipt:
                    receipts[key] = receipt
                    first.setdefault(row.receipt, receipt)
                    if person is None:
                        nameless.add(receipt)
            elif person is not None and receipt in nameless:
                nameless.discard(receipt)
                self._pending.write(self.stage)
                self.stage.name_receipt(receipt, person)
            self._line(sheet, row, receipt, linked=False)
            return None

        return take

    def _receipt(self, sheet: StagedSheet, row: CleanRow, person: int | None) -> int:
        self.receipts += 1
        said = (row.receipt, row.day, row.is_return) if row.receipt else _content(row)
        key = blake2b("\x1f".join(map(str, (sheet.key_source, *said))).encode(), digest_size=12).hexdigest()
        own = (row.receipt, row.day, row.time, row.is_return, person, key)
        self._pending.add("receipt", (self.receipts, sheet.no, row.row, *own, None, None, 0))
        return self.receipts

    def _linked(self, parents: tuple[int, ...]) -> Callable[[StagedSheet, CleanRow], Problem | None]:
        known: dict[str, int] = {}
        for parent in parents:
            known = self.receipts_of.get(parent, {}) | known

        def take(sheet: StagedSheet, row: CleanRow) -> Problem | None:
            receipt = known.get(row.receipt or "")
            if receipt is None:
                return Problem(sheet.column_of(Field.RECEIPT), row.receipt or "", "no_receipt")
            self._line(sheet, row, receipt, linked=True)
            return None

        return take

    def _line(self, sheet: StagedSheet, row: CleanRow, receipt: int, linked: bool) -> None:
        key = (row.sku, row.product)
        products = self.products.get(key)
        if products is None:
            products = self.products[key] = self._products(sheet, row)
        quantity, total, amount = row.quantity, row.total, row.line_sum
        if row.is_return:
            quantity, total, amount = _negative(quantity), _negative(total), _negative(amount)
        if len(products) > 1:  # several in one cell: the sum is theirs together
            quantity, total, amount = None, amount if total is None else total, None
        for product in products or (None,):
            self.lines += 1
            money = (quantity, row.price, row.discount, amount, total, row.status)
            self._pending.add("line", (receipt, self.lines, sheet.batch if linked else 0, product, *money))

    def _products(self, sheet: StagedSheet, row: CleanRow) -> tuple[int, ...]:
        """Numbers of the products a cell names: none, one, or several when every part of a list is known."""
        if row.sku is None and row.product is None:
            return ()
        if row.sku is None and row.product is not None:
            known = self._known(row.product)
            if known is not None:
                return (known,)
            parts = [self._known(part) for part in row.product.replace(";", ",").replace("\n", ",").split(",")]
            if len(parts) > 1 and all(parts):
                return tuple(part for part in parts if part)
        return (self._product(sheet, row),)

    def _known(self, text: str) -> int | None:
        return self.by_sku.get(text.strip()) or self.by_name.get(fold(text))

    def _product(self, sheet: StagedSheet, row: CleanRow) -> int:
        self.product_count += 1
        number = self.product_count
        self._pending.add("product", (number, sheet.no, row.sku, row.product, row.category, row.price))
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
        self._pending.add("lookup", (sheet.no, row.sku or row.external_id, row.category or row.name or row.product))
        return None


def _raw_phones(row: CleanRow, count: int) -> list[str]:
    """What the file had for each phone; the whole cell for the first where the numbers do not pair off."""
    raw = row.phones_raw.split("\n") if row.phones_raw else []
    return raw if len(raw) == count else (["\n".join(raw)] + [""] * count)[:count]


def _content(row: CleanRow) -> Row:
    """What makes a sale without a number the same sale when the file comes again."""
    who = row.external_id or row.phones or row.emails or name_key(row.name or row.company or "")
    what = row.sku or fold(row.product or "")
    return (who, row.day, row.time, what, row.quantity, row.line_sum, row.total, row.is_return)


def _negative(value: int | None) -> int | None:
    return None if value is None else -abs(value)
