"""Whether a sum that stands on every line is the line's own or its receipt's: decided by the rows, not by the title.

Some tills repeat the total of the receipt on each of its lines; taken for the lines' own, it would count several times.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import repeat

from app.services.imports.files.source import Columns
from app.services.imports.rows import Field
from app.services.imports.tables.profile import ColumnProfile
from app.services.imports.values.cells import Cell, text_of
from app.services.imports.values.memo import Memo
from app.services.imports.values.numbers import MILLION, decimal_mark, millionths

_ENOUGH = 3  # receipts of several lines
_MOSTLY = 0.8
_ROUNDING = MILLION // 50  # two kopecks
_USED = (Field.RECEIPT, Field.QUANTITY, Field.PRICE)


@dataclass
class _Receipt:
    """What the lines of one receipt say."""

    lines: int = 0
    given: int = 0  # lines with a sum
    goods: int = 0  # quantity x price of its lines, in millionths
    sums: set[int] = field(default_factory=set)
    own: int = 0  # lines whose sum is quantity x price


def receipt_total(
    batches: Iterable[Columns], fields: Mapping[int, Field], profiles: list[ColumnProfile]
) -> Field | None:
    """SUM or TOTAL where the rows prove what the column of sums is (else that of totals); None if they do not tell."""
    place = {found: index for index, found in fields.items()}
    sums = place.get(Field.SUM, place.get(Field.TOTAL))
    if sums is None or Field.RECEIPT not in place or Field.PRICE not in place:
        return None
    found: dict[str, _Receipt] = {}
    for number, quantity, price, given in _lines(batches, place, sums, profiles):
        receipt = found.get(number)
        if receipt is None:
            receipt = found[number] = _Receipt()
        goods = quantity * price // MILLION
        receipt.lines += 1
        receipt.goods += goods
        if given is not None:
            receipt.given += 1
            receipt.sums.add(given)
            receipt.own += abs(goods - given) <= _ROUNDING
    return _verdict([receipt for receipt in found.values() if receipt.lines > 1])


def _lines(
    batches: Iterable[Columns], place: Mapping[Field, int], sums: int, profiles: list[ColumnProfile]
) -> Iterable[tuple[str, int, int, int | None]]:
    """(receipt, quantity, price, sum) of the lines; a missing quantity is one piece, some tills give one sum only."""
    indexes = [place.get(known) for known in _USED] + [sums]
    texts: Memo = Memo(lambda cell: (text_of(cell), None))
    numbers = {index: _number_memo(profiles[index]) for index in indexes[1:] if index is not None}
    for columns in batches:
        cells = [columns[i] if i is not None and i < len(columns) else repeat("") for i in indexes]
        for receipt, quantity, price, given in zip(*cells, strict=False):
            number, cost, total = texts[receipt], numbers[indexes[2]][price], numbers[sums][given]  # type: ignore[index]
            if number is None or cost is None:
                continue
            pieces = numbers[indexes[1]][quantity] if indexes[1] is not None else MILLION
            yield number, MILLION if pieces is None else pieces, cost, total


def _number_memo(profile: ColumnProfile) -> Memo:
    decimal = decimal_mark(profile.texts())

    def parse(cell: Cell) -> tuple[int | None, None]:
        return millionths(cell, decimal), None

    return Memo(parse)


def _verdict(receipts: list[_Receipt]) -> Field | None:
    """By the receipts of several lines with a sum; a receipt of one line tells nothing."""
    receipts = [receipt for receipt in receipts if receipt.given]
    if len(receipts) < _ENOUGH:
        return None
    lines = sum(receipt.given for receipt in receipts)
    if sum(receipt.own for receipt in receipts) > _MOSTLY * lines:
        return Field.SUM
    whole = sum(_is_whole(receipt) for receipt in receipts)
    return Field.TOTAL if whole > _MOSTLY * len(receipts) else None


def _is_whole(receipt: _Receipt) -> bool:
    """One sum on all lines, and it is what their goods cost together, or less by a discount of up to a half."""
    if len(receipt.sums) != 1:
        return False
    (total,) = receipt.sums
    return receipt.goods // 2 <= total <= receipt.goods + _ROUNDING and receipt.own < receipt.lines
