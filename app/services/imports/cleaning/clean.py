"""Batches of cells -> clean rows, column by column: each column has its memo, chosen once from all its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import repeat
from operator import itemgetter
from typing import Any

from app.services.imports.cleaning.batch import (
    Batch,
    fill_names,
    fill_own,
    fill_phones,
    find_totals,
    names_from_parts,
    sign,
    together,
)
from app.services.imports.cleaning.bought import Purchase, fill_bought, purchases_of
from app.services.imports.cleaning.corrected import remember_originals, typed_over
from app.services.imports.cleaning.verdict import Judge
from app.services.imports.cleaning.whom import calls_by_phone, whom_memo
from app.services.imports.columns import CleanColumns
from app.services.imports.files.source import Columns
from app.services.imports.rows import Choices, CleanRow, Field, Reading, Role
from app.services.imports.tables.detect import role_of_fields
from app.services.imports.tables.doubts import reading_of
from app.services.imports.tables.table import Table
from app.services.imports.tables.titles import Hint, meaning_of
from app.services.imports.values import cleaners, names, own
from app.services.imports.values.amounts import DiscountKind, discount_kind, line_of
from app.services.imports.values.cells import is_blank
from app.services.imports.values.memo import Memo
from app.services.imports.values.numbers import millionths, minor

Step = Callable[[Columns, Batch], None]

_TEXTS = (  # kept as they stand, each in the series of its own name
    *(Field.EXTERNAL_ID, Field.COMPANY, Field.ADDRESS, Field.CITY, Field.CARD, Field.SOURCE, Field.NOTE),
    *(Field.RECEIPT, Field.PRODUCT, Field.SKU, Field.CATEGORY),
)
_TITLED = frozenset(
    (Field.EXTERNAL_ID, Field.COMPANY, Field.RECEIPT, Field.PRODUCT, Field.SKU, Field.CATEGORY, Field.NOTE)
)
_AMOUNTS = (Field.QUANTITY, Field.PRICE, Field.DISCOUNT, Field.SUM)


class Cleaner:
    """Cleans the rows of one table for one choice of columns."""

    def __init__(self, table: Table, choices: Choices) -> None:
        self._table = table
        self._choices = choices
        self._columns = {
            index: field
            for index, field in choices.fields.items()
            if field is not Field.IGNORE and index < len(table.profiles)
        }
        self._found = {column.index: column for column in table.info.columns}
        self._titles = {index: column.title for index, column in self._found.items()}
        self._own = own.is_own(self._titles.values())
        self._role = role_of_fields(frozenset(self._columns.values()))
        self._steps = list(self._make_steps())
        self._judge = Judge(self._role, self._titles, table.header is not None, self._needed_title())

    def _needed_title(self) -> str:
        """The column a row cannot do without, where there is one."""
        needed = {Role.PURCHASES: Field.DATE, Role.LINES: Field.RECEIPT, Role.PRODUCTS: Field.PRODUCT}.get(self._role)
        return next((self._titles.get(index, "") for index, field in self._columns.items() if field is needed), "")

    def batches(self) -> Iterator[CleanColumns]:
        """All rows that are not blank, in batches."""
        for first_row, columns in self._table.body():
            rows = self._corrected(first_row, columns)
            if rows.height:
                yield rows

    def head(self, limit: int) -> list[CleanRow]:
        """The first rows only."""
        found: list[CleanRow] = []
        for first_row, columns in self._table.body():
            found += self._corrected(first_row, [column[: limit * 3] for column in columns]).rows()
            if len(found) >= limit:
                break
        return found[:limit]

    def _corrected(self, first_row: int, columns: Columns) -> CleanColumns:
        """Clean one batch with what the owner typed over its cells."""
        corrections = self._choices.corrections
        if not corrections:
            return self.clean(first_row, columns)
        rows = self.clean(first_row, typed_over(first_row, columns, corrections))
        return remember_originals(rows, first_row, columns, corrections, self._titles)

    def clean(self, first_row: int, columns: Columns) -> CleanColumns:
        """Clean one batch; blank rows are left out."""
        batch = Batch(first_row, len(columns[0]))
        for step in self._steps:
            step(columns, batch)
        self._mark_rows(first_row, columns, batch)
        return self._judge.judge(batch.clean(), columns, batch.trouble)

    def _mark_rows(self, first_row: int, columns: Columns, batch: Batch) -> None:
        """Rows that are none of the table, and further lines of a receipt."""
        here = range(first_row, first_row + batch.height)
        for row, code in self._table.asides.items():
            if row in here:
                cells = [column[row - first_row] for column in columns]
                index = next((i for i, cell in enumerate(cells) if not is_blank(cell)), 0)
                batch.trouble.setdefault(row - first_row, []).append((index, cells[index], code))
        if self._table.continuing:
            batch.series["continues"] = [1 if row in self._table.continuing else None for row in here]

    def _make_steps(self) -> Iterator[Step]:
        for field in _TEXTS:
            if indexes := self._of(field):
                yield self._texts(indexes, str(field), field in _TITLED)
        if Field.PHONE in self._columns.values():
            yield self._phones()
        yield from self._single_steps()
        if self._of(Field.DATE) or self._of(Field.TIME):
            yield self._moments()
        if any(self._of(field) for field in (*_AMOUNTS, Field.TOTAL)):
            yield self._amounts()
        if any(self._of(field) for field in (Field.STATUS, Field.RETURNS, *_AMOUNTS, Field.TOTAL)):
            yield self._returns()
        if any(
            self._of(field)
            for field in (Field.NAME, Field.LAST_NAME, Field.FIRST_NAME, Field.MIDDLE_NAME, Field.COMPANY)
        ):
            yield self._names()
        if purchases := purchases_of(self._columns, self._table.days):
            yield self._bought(purchases)
        if leading := [index for index in range(min(self._columns, default=0)) if index in self._titles]:
            yield partial(find_totals, leading)

    def _bought(self, purchases: list[Purchase]) -> Step:
        """Purchases that stand in the row of their client."""
        moments = {p.date: self._primed(p.date, self._moment_memo(p.date)) for p in purchases if p.date is not None}
        sums = {
            p.paid: self._primed(p.paid, cleaners.number_memo("bad_sum", self._decimal(p.paid), True))
            for p in purchases
            if p.paid is not None
        }

        def step(columns: Columns, batch: Batch) -> None:
            fill_bought(
                columns,
                batch,
                purchases,
                lambda columns, batch, index: self._look(columns, batch, index, moments[index]),
                lambda columns, batch, index: self._look(columns, batch, index, sums[index]),
            )

        return step

    def _moment_memo(self, index: int) -> Memo:
        """Days and times of a column; what captions and names say stands in for a year that is not written."""
        return cleaners.moment_memo(*self._dates(index), self._table.around)

    def _single_steps(self) -> Iterator[Step]:
        makers: tuple[tuple[Field, str, Callable[[int], Memo], str], ...] = (
            (Field.EMAIL, "emails", lambda _index: cleaners.email_memo(), "\n"),
            (Field.MESSENGER, "messengers", lambda index: cleaners.messenger_memo(self._titles.get(index, "")), "\n"),
            (Field.BIRTHDAY, "birthday", lambda index: cleaners.birthday_memo(*self._dates(index)), "\n"),
            (Field.GENDER, "gender", lambda _index: cleaners.gender_memo(), "\n"),
            (Field.TAG, "tags", lambda _index: cleaners.tags_memo(self._own), "\n"),
            (Field.PREFERENCE, "preferences", lambda _index: cleaners.tags_memo(self._own), "\n"),
            (
                Field.CONSENT,
                "consent",
                lambda index: cleaners.consent_memo(meaning_of(self._titles.get(index, ""))[0] is Hint.REFUSAL),
                "",
            ),
            (Field.POINTS, "points", lambda index: cleaners.points_memo(self._decimal(index)), ""),
        )
        for field, name, make, joiner in makers:
            if indexes := self._of(field):
                yield self._joined([(index, self._primed(index, make(index))) for index in indexes], name, joiner)
        if indexes := self._of(Field.LAST_CONTACT):
            yield self._last_contact(indexes[0])
        if indexes := [index for index in self._of(Field.OWN) if index in self._choices.own]:
            owned = [(index, self._choices.own[index], self._reading(index)) for index in indexes]
            memos = [(i, column.id, cleaners.own_memo(column, reading, self._own)) for i, column, reading in owned]
            yield partial(fill_own, [(i, number, self._primed(i, memo)) for i, number, memo in memos], self._look)

    def _of(self, field: Field) -> list[int]:
        return sorted(index for index, found in self._columns.items() if found is field)

    def _reading(self, index: int) -> Reading:
        """As the owner said, else as the column itself proves."""
        chosen, country = self._choices.readings.get(index), self._table.options.country
        return reading_of(self._found.get(index), self._columns[index], chosen, country)

    def _dates(self, index: int) -> tuple[bool, int | None]:
        """(the day comes first, two-digit years up to this one are 20xx)."""
        reading = self._reading(index)
        return reading.day_first is not False, reading.pivot

    def _decimal(self, index: int) -> str | None:
        return self._reading(index).decimal

    def _primed(self, index: int, memo: Memo) -> Memo:
        """Let the memo notice the column's own title, which stands in a repeated header."""
        title = self._titles.get(index)
        if title and self._table.header is not None:
            memo.bad[title] = (memo.parse(title)[0], "header_row")
            if memo.plain is not None and memo.plain(title) is not None:
                memo.plain = None
        return memo

    def _look(self, columns: Columns, batch: Batch, index: int, memo: Memo) -> list[Any]:
        """The column through its memo; what was wrong goes to the batch's trouble."""
        if index >= len(columns):
            return [memo[""]] * batch.height
        cells = columns[index]
        found = memo.column(cells)
        for place, code in memo.problems(cells):
            batch.trouble.setdefault(place, []).append((index, cells[place], code))
        return found

    def _texts(self, indexes: list[int], name: str, titled: bool) -> Step:
        memos = [
            (index, self._primed(index, own.text_memo() if self._own else self._text_memo(index, name, titled)))
            for index in indexes
        ]
        return self._joined(memos, name, ", " if name == "address" else "\n")

    def _told(self, index: int) -> str:
        """The title, where the cells alone would not say what they are."""
        title = self._titles.get(index, "")
        return title if meaning_of(title)[0] is Hint.SOCIAL else ""

    def _text_memo(self, index: int, name: str, titled: bool) -> Memo:
        return cleaners.text_memo(titled, name == "note", self._told(index))

    def _joined(self, memos: list[tuple[int, Memo]], name: str, joiner: str) -> Step:
        """One field from one column, or from several joined."""

        def step(columns: Columns, batch: Batch) -> None:
            parts = [self._look(columns, batch, index, memo) for index, memo in memos]
            if len(parts) == 1 or not joiner:
                batch.series[name] = parts[0]
            else:
                batch.series[name] = [joiner.join(filter(None, row)) or None for row in zip(*parts, strict=True)]

        return step

    def _phones(self) -> Step:
        memos = [
            (index, self._primed(index, cleaners.phone_memo(self._reading(index).country or "")))
            for index in self._of(Field.PHONE)
        ]

        def step(columns: Columns, batch: Batch) -> None:
            pairs = [self._look(columns, batch, index, memo) for index, memo in memos]
            both = pairs[0] if len(pairs) == 1 else [together(row) for row in zip(*pairs, strict=True)]
            batch.series["phones"] = list(map(itemgetter(0), both))
            batch.series["phones_raw"] = list(map(itemgetter(1), both))

        return step

    def _last_contact(self, index: int) -> Step:
        memo = self._primed(index, cleaners.moment_memo(*self._dates(index)))

        def step(columns: Columns, batch: Batch) -> None:
            batch.series["last_contact"] = [found[0] for found in self._look(columns, batch, index, memo)]

        return step

    def _moments(self) -> Step:
        days = [(index, self._primed(index, self._moment_memo(index))) for index in self._of(Field.DATE)[:1]]
        times = [(index, self._primed(index, cleaners.time_memo())) for index in self._of(Field.TIME)[:1]]

        def step(columns: Columns, batch: Batch) -> None:
            for index, memo in days:
                found = self._look(columns, batch, index, memo)
                batch.series["day"] = [moment[0] for moment in found]
                batch.series["time"] = [moment[1] for moment in found]
            for index, memo in times:
                typed = self._look(columns, batch, index, memo)
                earlier = batch.series.get("time")
                batch.series["time"] = [a or b for a, b in zip(typed, earlier, strict=True)] if earlier else typed

        return step

    def _amounts(self) -> Step:
        memos: list[tuple[int, Memo] | None] = [self._amount_memo(field) for field in _AMOUNTS]
        total = self._amount_memo(Field.TOTAL)
        kind = self._discount_kind()
        lines = Memo(lambda key: (line_of(key[0], key[1], key[2], key[3], kind), None))
        filled = (
            ("quantity", "price", "discount", "line_sum") if self._role is not Role.PRODUCTS else ("quantity", "price")
        )

        def step(columns: Columns, batch: Batch) -> None:
            if any(memos):
                parts = [
                    repeat(None, batch.height) if found is None else self._look(columns, batch, *found)
                    for found in memos
                ]
                found_lines = [lines[key] for key in zip(*parts, strict=True)]
                for name, series in zip(filled, zip(*found_lines, strict=True), strict=False):
                    batch.series[name] = series
            if total is not None:
                batch.series["total"] = [minor(number) for number in self._look(columns, batch, *total)]

        return step

    def _amount_memo(self, field: Field) -> tuple[int, Memo] | None:
        indexes = self._of(field)
        if not indexes:
            return None
        index = indexes[0]
        decimal = self._decimal(index)
        if field is Field.DISCOUNT:
            return index, self._primed(index, cleaners.discount_memo(decimal))
        code = {Field.QUANTITY: "bad_quantity", Field.PRICE: "bad_price"}.get(field, "bad_sum")
        return index, self._primed(index, cleaners.number_memo(code, decimal, field is not Field.QUANTITY))

    def _discount_kind(self) -> DiscountKind:
        discounts, prices = self._of(Field.DISCOUNT), self._of(Field.PRICE)
        if not discounts or self._own:
            return DiscountKind.MONEY
        mark = self._decimal(prices[0]) if prices else None
        known = [
            number
            for cell in (self._table.profiles[prices[0]].values() if prices else ())
            if (number := millionths(cell, mark)) is not None
        ]
        index = discounts[0]
        return discount_kind(
            self._titles.get(index, ""), self._table.profiles[index].distinct, known, self._decimal(index)
        )

    def _returns(self) -> Step:
        statuses = [(index, self._primed(index, cleaners.status_memo())) for index in self._of(Field.STATUS)[:1]]
        marks = [(index, self._primed(index, cleaners.returned_memo())) for index in self._of(Field.RETURNS)[:1]]

        def step(columns: Columns, batch: Batch) -> None:
            said = [False] * batch.height
            for index, memo in statuses:
                found = self._look(columns, batch, index, memo)
                batch.series["status"] = [status[0] for status in found]
                said = [status[1] for status in found]
            for index, memo in marks:
                marked = self._look(columns, batch, index, memo)
                said = [a or b[0] for a, b in zip(said, marked, strict=True)]
                batch.series["return_of"] = [number for _back, number in marked]
            if self._own:  # sums have their signs, and which receipts are returns is said
                batch.series["is_return"] = list(map(int, said))
            else:
                sign(batch, said)

        return step

    def _names(self) -> Step:
        whole = next(iter(self._of(Field.NAME)), None)
        name_of = None if whole is None else self._whole_names(whole)
        parts = [next(iter(self._of(field)), None) for field in (Field.LAST_NAME, Field.FIRST_NAME, Field.MIDDLE_NAME)]
        parts_memo = cleaners.parts_memo()
        titles = tuple(self._titles.get(index, "") if index is not None else "" for index in parts)
        if self._table.header is not None and any(titles):
            parts_memo.bad[titles] = (names.NOBODY, "header_row")

        def step(columns: Columns, batch: Batch) -> None:
            found: list[names.Name] | None = None
            if name_of is not None:
                found = name_of(columns, batch)
            if found is not None and self._own and None not in parts:
                cells = (columns[index] for index in (*self._of(Field.EXTERNAL_ID)[:1], *parts) if index is not None)
                found = [own.parts_of(*row) for row in zip(found, *cells, strict=True)]
            elif any(index is not None for index in parts):
                split = names_from_parts(columns, batch, parts, parts_memo)
                found = split if found is None else [a if a.display else b for a, b in zip(split, found, strict=True)]
            fill_names(batch, found)

        return step

    def _whole_names(self, index: int) -> Callable[[Columns, Batch], list[names.Name]]:
        """What reads full names; a telephone number in the place of a name goes where such numbers belong."""
        last_first = names.surnames_first(self._table.profiles[index].values())
        if self._own:
            exact = self._primed(index, own.name_memo(last_first))
            return lambda columns, batch: self._look(columns, batch, index, exact)
        if not calls_by_phone(self._table.profiles[index].values()):
            memo = self._primed(index, cleaners.name_memo(last_first))
            return lambda columns, batch: self._look(columns, batch, index, memo)
        country = self._reading(index).country or self._table.options.country
        both = self._primed(index, whom_memo(last_first, country))

        def read(columns: Columns, batch: Batch) -> list[names.Name]:
            found = self._look(columns, batch, index, both)
            fill_phones(batch, list(map(itemgetter(1), found)))
            return list(map(itemgetter(0), found))

        return read
