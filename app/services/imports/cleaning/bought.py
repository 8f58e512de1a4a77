"""Purchases out of the row of a client: pairs of a day and a sum, and sums under the month that they are of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from app.services.imports.cleaning.batch import Batch
from app.services.imports.files.source import Columns
from app.services.imports.rows import Bought, Field
from app.services.imports.values.numbers import minor

Look = Callable[[Columns, Batch, int], Sequence[Any]]
"""Cells of a column, cleaned."""


class Purchase(NamedTuple):
    """Where a purchase stands in the row: the column of its day or the day itself, and the column of its sum."""

    date: int | None
    day: str | None
    paid: int | None


def purchases_of(fields: Mapping[int, Field], days: Mapping[int, str]) -> list[Purchase]:
    """The purchases that a row of these columns may hold: a sum belongs to its own day, else to the day before it."""
    found: list[Purchase] = []
    dates: list[int] = []
    for index, known in sorted(fields.items()):
        if known is Field.BOUGHT_ON:
            dates.append(index)
        elif known is Field.BOUGHT_FOR and index in days:
            found.append(Purchase(None, days[index], index))
        elif known is Field.BOUGHT_FOR:
            date = (
                dates.pop()
                if dates
                else next((i for i, k in fields.items() if k is Field.BOUGHT_ON and i > index), None)
            )
            if date is not None:
                found.append(Purchase(date, None, index))
    return found


def fill_bought(columns: Columns, batch: Batch, purchases: Sequence[Purchase], moments: Look, sums: Look) -> None:
    """Put what each row says into the batch; a sum without its day is trouble."""
    rows: list[list[Bought]] = [[] for _ in range(batch.height)]
    for purchase in purchases:
        paid = sums(columns, batch, purchase.paid) if purchase.paid is not None else repeat(None, batch.height)
        if purchase.date is None:
            for row, amount in zip(rows, paid, strict=True):
                if amount and purchase.day:
                    row.append((purchase.day, minor(amount), 1))
            continue
        said = moments(columns, batch, purchase.date)
        for place, (moment, amount) in enumerate(zip(said, paid, strict=True)):
            if moment[0]:
                rows[place].append((moment[0], minor(amount), 0))
            elif amount and purchase.paid is not None:
                batch.trouble.setdefault(place, []).append((purchase.paid, columns[purchase.paid][place], "no_date"))
    batch.series["bought"] = [tuple(row) or None for row in rows]
