"""Rows of sales into the staging area, a batch at a time: their clients, receipts, products and lines get numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import compress, repeat
from typing import TYPE_CHECKING

from app.models.search import fold
from app.services.imports.columns import CleanColumns
from app.services.imports.matching.likeness import name_key
from app.services.imports.rows import CleanRow, Field, Outcome, Problem

if TYPE_CHECKING:
    from app.services.imports.matching.stage import StagedSheet, Staging

_CLIENT = {
    Field.EXTERNAL_ID: "external_id",
    Field.EMAIL: "emails",
    Field.MESSENGER: "messengers",
    Field.BIRTHDAY: "birthday",
    Field.GENDER: "gender",
    Field.ADDRESS: "address",
    Field.CITY: "city",
    Field.CARD: "card",
    Field.SOURCE: "source",
    Field.TAG: "tags",
    Field.NOTE: "note",
    Field.PREFERENCE: "preferences",
    Field.CONSENT: "consent",
    Field.LAST_CONTACT: "last_contact",
    Field.POINTS: "points",
    Field.OWN: "own",
}
_WHO = ("external_id", "name", "company", "phones", "emails", "card")
_SIGNED = ("quantity", "total", "line_sum")
_UNSEEN = -1
_NOBODY = ()


class Sales:
    """Takes the rows of one sheet of sales; remembers its clients and receipts until the sheet is done."""

    def __init__(self, staging: Staging, sheet: StagedSheet) -> None:
        self._staging, self._sheet = staging, sheet
        self._client_columns = _client_columns(sheet.fields)
        self._people: dict[tuple[object, ...], int | None] = {_NOBODY: None}
        self._receipts: dict[tuple[str, int], dict[str, int]] = {}  # of a day, by number
        self._nameless: set[int] = set()
        self._before = 0  # the receipt of the row above

    def take(self, batch: CleanColumns) -> None:
        """Stage one batch."""
        rows = self._usable(batch)
        if rows.height:
            joined = self._joined(rows)
            persons = self._persons(rows, joined)
            receipts, named = self._numbered(rows, persons, joined)
            self._lines(rows, receipts)
            for receipt, person in named:
                self._staging.stage.name_receipt(receipt, person)

    def _usable(self, batch: CleanColumns) -> CleanColumns:
        """The rows that can be staged; all are counted, and what is wrong with them is kept."""
        days, last = batch.column("day"), self._staging.last_day
        if not batch.odd and None not in days and max(days) <= last:
            self._sheet.counts.ok += batch.height
            return batch
        unusable: set[int] = set()
        title = self._sheet.column_of(Field.DATE)
        for place, day in enumerate(days):
            skipped = place in batch.odd and batch.odd[place][0] > Outcome.REPAIRED
            late = not skipped and (day is None or day > last)
            if skipped or late:
                unusable.add(place)
            if skipped or late or place in batch.odd:
                refused = Problem(title, day or "", "future_date" if day else "no_date") if late else None
                self._staging.count(self._sheet, batch.row(place), refused)
            else:
                self._sheet.counts.ok += 1
        return batch.without(unusable)

    def _joined(self, rows: CleanColumns) -> set[int]:
        """Places of the rows that are further lines of the receipt above."""
        if "continues" not in rows.series:
            return set()
        more = zip(rows.series["continues"], rows.column("receipt"), strict=True)
        found = {place for place, (continues, number) in enumerate(more) if continues and not number}
        return found if self._before else found - {0}

    def _persons(self, rows: CleanColumns, joined: set[int]) -> list[int | None]:
        """The mention of each row; rows that agree in all they say of their client share one."""
        people = self._people
        told = list(zip(*map(rows.column, self._client_columns), strict=True))
        for place in joined:
            told[place] = _NOBODY
        found = [people.get(who, _UNSEEN) for who in told]
        if _UNSEEN not in found:
            return found
        first: dict[tuple[object, ...], int] = {}
        for place in compress(range(rows.height), [number == _UNSEEN for number in found]):
            first.setdefault(told[place], place)
        for who, row in zip(first, rows.taken(list(first.values())).rows(), strict=True):
            known = any(getattr(row, name) for name in _WHO)
            people[who] = self._staging.person(self._sheet, row, with_keys=False) if known else None
        return [people[who] for who in told]

    def _numbered(
        self, rows: CleanColumns, persons: Sequence[int | None], joined: set[int]
    ) -> tuple[list[int], list[tuple[int, int]]]:
        """The receipt of each row, new ones staged; and (receipt, client) where only a later row names the client."""
        days, backs, numbers = rows.column("day"), rows.column("is_return"), rows.column("receipt")
        nameless, given = self._nameless, self._staging.receipts
        receipts: list[int] = []
        fresh: list[int] = []
        named: list[tuple[int, int]] = []
        known: dict[str, int] = {}
        day = back = None
        for place, number in enumerate(numbers):
            if place in joined:
                receipts.append(receipts[-1] if receipts else self._before)
                continue
            if days[place] != day or backs[place] != back:
                day, back = days[place], backs[place]
                known = self._receipts.setdefault((day, back), {})
            receipt = known.get(number)
            if receipt is None:
                given += 1
                receipt = given
                fresh.append(place)
                if number:
                    known[number] = receipt
                    if persons[place] is None:
                        nameless.add(receipt)
            elif receipt in nameless and (person := persons[place]) is not None:
                nameless.discard(receipt)
                named.append((receipt, person))
            receipts.append(receipt)
        self._before = receipts[-1]
        self._add_receipts(rows.taken(fresh), [persons[place] for place in fresh])
        if named:
            self._staging.write()
        return receipts, named

    def _add_receipts(self, rows: CleanColumns, persons: Sequence[int | None]) -> None:
        staging = self._staging
        first = staging.receipts + 1
        staging.receipts += rows.height
        staging.line_counts.extend(repeat(0, rows.height))
        staging.stage.add_columns(
            "receipt",
            {
                "no": range(first, first + rows.height),
                "row": rows.column("row"),
                "receipt": rows.column("receipt"),
                "day": rows.column("day"),
                "time": rows.column("time"),
                "is_return": rows.column("is_return"),
                "person": persons,
                "import_key": self._keys(rows),
                "return_of": rows.column("return_of"),
            },
            sheet=self._sheet.no,
        )

    def _keys(self, rows: CleanColumns) -> list[str]:
        """What makes the receipts the same when their file comes again."""
        source = self._sheet.key_source
        numbers, days, backs = rows.column("receipt"), rows.column("day"), rows.column("is_return")
        texts = [
            f"{source}\x1f{number}\x1f{day}\x1f{back}" if number else ""
            for number, day, back in zip(numbers, days, backs, strict=True)
        ]
        if "" in texts:
            for place, row in enumerate(rows.rows()):
                texts[place] = texts[place] or "\x1f".join(map(str, (source, *content_of(row))))
        return list(map(key_of, texts))

    def _lines(self, rows: CleanColumns, receipts: Sequence[int]) -> None:
        staging, sheet = self._staging, self._sheet
        products = staging.products
        keys = list(zip(rows.column("sku"), rows.column("product"), strict=True))
        for place in compress(range(rows.height), [key not in products for key in keys]):
            if keys[place] not in products:
                products[keys[place]] = staging.products_of(sheet, rows.row(place))
        found = [products[key] for key in keys]
        if staging.several and any(len(listed) > 1 or listed[0][1] is not None for listed in found):
            for row, receipt in zip(rows.rows(), receipts, strict=True):
                staging.line(sheet, row, receipt, 0)
            return
        if 1 in rows.column("is_return"):
            _negate(rows)
        first = staging.lines + 1
        staging.lines += rows.height
        staging.stage.add_columns(
            "line",
            {
                "receipt": receipts,
                "id": range(first, first + rows.height),
                "product": [listed[0][0] for listed in found],
                "quantity": rows.column("quantity"),
                "price": rows.column("price"),
                "discount": rows.column("discount"),
                "sum": rows.column("line_sum"),
                "total": rows.column("total"),
                "status": rows.column("status"),
                "row": rows.column("row"),
                "position": self._positions(receipts),
            },
            linked=0,
        )

    def _positions(self, receipts: Sequence[int]) -> list[int]:
        """The place of each line in its receipt, from 0."""
        counts = self._staging.line_counts
        positions = []
        for receipt in receipts:
            place = counts[receipt]
            positions.append(place)
            counts[receipt] = place + 1
        return positions


def _client_columns(fields: Mapping[int, Field]) -> list[str]:
    """What of a row tells its client, as far as the sheet has it; rows that agree in these mention one client."""
    return ["name", "company", "phones", *(column for known, column in _CLIENT.items() if known in fields.values())]


def content_of(row: CleanRow) -> tuple[object, ...]:
    """What makes a sale without a number the same sale when the file comes again."""
    who = row.external_id or row.phones or row.emails or name_key(row.name or row.company or "")
    what = row.sku or fold(row.product or "")
    return (who, row.day, row.time, what, row.quantity, row.line_sum, row.total, row.is_return)


def key_of(text: str) -> str:
    """What a receipt says of itself, as short as it can be kept."""
    return blake2b(text.encode(), digest_size=12).hexdigest()


def _negate(rows: CleanColumns) -> None:
    """What came back counts below zero, whatever the file says."""
    backs = rows.column("is_return")
    for name in _SIGNED:
        values = rows.column(name)
        rows.series[name] = [
            -abs(value) if back and value is not None else value for value, back in zip(values, backs, strict=True)
        ]
