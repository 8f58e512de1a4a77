"""Receipts and their lines as lists: which of them a filter lets through, in any order, and what they come to.

Five million receipts are in order in about a second: SQLite gives ids and one number each, numpy sorts them. A period
is walked along the index of days, everything along the table itself.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sqlalchemy.orm import Session

from app.models.listing.value_order import read_ids
from app.models.search import Word, fold, match_clause

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

By = Literal["receipt", "line"]
SPAN = 1_000_000  # rows whose numbers are read at once
NOWHERE = -(1 << 62)  # stands for no value, which comes last either way


@dataclass(frozen=True)
class PurchaseFilter:
    """What is asked of receipts; None and "" ask nothing. Days are both included.

    `view_id` is a saved list of clients, as it is on the day `today`.
    `query` is part of a receipt number, of a client or of a product. Product, category and, by line, the sum are asked
    of lines: a receipt fits when one of its lines does. Sums are in minor units.
    """

    first_day: date | None = None
    last_day: date | None = None
    client_id: int | None = None
    query: str = ""
    product_id: int | None = None
    category: str | None = None
    payment: str | None = None
    staff_id: int | None = None
    status: str | None = None
    only: Literal["all", "sales", "returns"] = "all"
    sum_from: int | None = None
    sum_to: int | None = None
    view_id: int | None = None
    today: date | None = None


class Sort(NamedTuple):
    """How a column is sorted by: a number, whose place among the rows of `table` counts where one is named, or a
    text, which SQLite sorts."""

    value: str
    table: str = ""
    text: bool = False


_DAY = (
    "CAST(replace(p.day, '-', '') AS INTEGER) * 1000000"
    " + coalesce(CAST(substr(replace(p.time, ':', '') || '00', 1, 6) AS INTEGER), 0)"
)
_SHARED = {
    "day": Sort(_DAY),
    "time": Sort("CAST(substr(replace(p.time, ':', '') || '00', 1, 6) AS INTEGER)"),
    "receipt": Sort("CAST(p.receipt AS INTEGER) {way}, p.receipt", text=True),
    "client": Sort("p.client_id", "client ORDER BY sort_key, id"),
    "payment": Sort("p.payment", text=True),
    "staff": Sort("p.staff_id", "staff ORDER BY name, id"),
    "status": Sort("p.status", text=True),
}
_ALL_LINES = "(SELECT sum(l.{column}) FROM purchase_line l WHERE l.purchase_id = p.id)"
# The sum is that of the receipt or of the line.
SORTS: dict[By, dict[str, Sort]] = {
    "receipt": {
        **_SHARED,
        "quantity": Sort(_ALL_LINES.format(column="quantity")),
        "discount": Sort(_ALL_LINES.format(column="discount")),
        "sum": Sort("p.total"),
    },
    "line": {
        **_SHARED,
        "product": Sort("l.product_id", "product ORDER BY name_key, id"),
        "quantity": Sort("l.quantity"),
        "price": Sort("l.price"),
        "discount": Sort("l.discount"),
        "sum": Sort("l.sum"),
    },
}

RETURN = "(coalesce(p.total, 0) < 0 OR p.return_of_id IS NOT NULL)"
_LIVE = (
    "p.deleted_at IS NULL AND (p.client_id IS NULL"
    " OR p.client_id NOT IN (SELECT id FROM client WHERE deleted_at IS NOT NULL))"
)
_ASKED: dict[str, str] = {
    "first_day": "p.day >= :first_day",
    "last_day": "p.day <= :last_day",
    "client_id": "p.client_id = :client_id",
    "payment": "p.payment = :payment",
    "staff_id": "p.staff_id = :staff_id",
    "status": "p.status = :status",
}
_ONLY = {"sales": f"NOT {RETURN}", "returns": RETURN}
_ANY_OF = "{column} IN (SELECT value FROM json_each(:{name}))"


class Question:
    """One filter as SQL: `source` and `where` with `parameters`, over `p` and, by line, `l`.

    `words` are the typed query as the search understands it; `members` is a select of the ids of the clients who are
    meant, with its parameters.
    """

    def __init__(
        self,
        session: Session,
        asked: PurchaseFilter,
        by: By,
        words: Sequence[Word] = (),
        members: tuple[str, Mapping[str, Any]] | None = None,
    ) -> None:
        self.raw: Any = session.connection().connection.driver_connection
        self.by = by
        self.parameters: dict[str, Any] = {}
        self._asked = asked
        self.wide = asked.first_day is None and asked.last_day is None and asked.client_id is None
        conditions = [_LIVE, *self._plain(), *self._sums()]
        if members is not None:
            conditions.append(f"p.client_id IN ({members[0]})")
            self.parameters |= members[1]
        wanted = self._wanted_products()
        if wanted is not None:
            conditions.append(self._has_line("wanted", wanted))
        if asked.query.strip():
            conditions.append(f"({' OR '.join(self._found(words))})")
        self.where = " AND ".join(conditions)
        self.source = self._source(of_products=wanted is not None)
        self.walks = self.wide and wanted is None and not asked.query.strip()  # over a whole table, by id

    @property
    def id(self) -> str:
        """The column that a row is known by."""
        return "l.id" if self.by == "line" else "p.id"

    def _source(self, *, of_products: bool) -> str:
        if self._asked.client_id is not None:
            receipts = "purchase p INDEXED BY ix_purchase_facts"
        elif self.wide:
            receipts = "purchase p NOT INDEXED"
        else:
            receipts = "purchase p INDEXED BY ix_purchase_day_total"
        if self.by == "receipt":
            return receipts
        if not self.wide:
            return f"{receipts} CROSS JOIN purchase_line l ON l.purchase_id = p.id"
        lines = "purchase_line l" if of_products else "purchase_line l NOT INDEXED"
        return f"{lines} CROSS JOIN purchase p ON p.id = l.purchase_id"

    def lines_source(self) -> str:
        """The lines of the receipts that fit; by line it is the lines that fit."""
        return self.source if self.by == "line" else f"{self.source} CROSS JOIN purchase_line l ON l.purchase_id = p.id"

    def _plain(self) -> list[str]:
        found = []
        for name, condition in _ASKED.items():
            value = getattr(self._asked, name)
            if value is not None:
                self.parameters[name] = value.isoformat() if isinstance(value, date) else value
                found.append(condition)
        if self._asked.only in _ONLY:
            found.append(_ONLY[self._asked.only])
        return found

    def _sums(self) -> list[str]:
        """Returns are asked by what was given back."""
        column = "abs(l.sum)" if self.by == "line" else "abs(p.total)"
        found = []
        for name, sign in (("sum_from", ">="), ("sum_to", "<=")):
            value = getattr(self._asked, name)
            if value is not None:
                self.parameters[name] = value
                found.append(f"{column} {sign} :{name}")
        return found

    def _wanted_products(self) -> list[int] | None:
        asked = self._asked
        if asked.product_id is None and asked.category is None:
            return None
        rows = self.raw.execute(
            "SELECT id FROM product WHERE (:id IS NULL OR id = :id) AND (:category IS NULL OR category = :category)",
            {"id": asked.product_id, "category": asked.category},
        )
        return [row[0] for row in rows]

    def _has_line(self, name: str, products: Sequence[int]) -> str:
        """A line with one of the products; looked for along the index of products only where all days are asked."""
        self.parameters[name] = json.dumps(list(products))
        if self.by == "line":
            return _ANY_OF.format(column="l.product_id" if self.wide else "+l.product_id", name=name)
        if self.wide:
            within = _ANY_OF.format(column="product_id", name=name)
            return f"p.id IN (SELECT purchase_id FROM purchase_line WHERE {within})"
        within = _ANY_OF.format(column="+x.product_id", name=name)
        return f"EXISTS (SELECT 1 FROM purchase_line x WHERE x.purchase_id = p.id AND {within})"

    def _found(self, words: Sequence[Word]) -> list[str]:
        """Where the typed text may stand."""
        typed = self._asked.query.strip()
        self.parameters |= {"typed": typed, "typed_upper": typed.upper()}
        found = ["instr(p.receipt, :typed)", "instr(p.receipt, :typed_upper)"]
        if words:
            matching, parameters = match_clause(words)
            self.parameters |= parameters
            found.append(f"p.client_id IN (SELECT id FROM client WHERE {matching})")
        named = self.raw.execute(
            "SELECT id FROM product WHERE instr(name_key, :key) OR sku = :typed OR barcode = :typed",
            {"key": fold(typed), "typed": typed},
        )
        products = [row[0] for row in named]
        return [*found, self._has_line("named", products)] if products else found


def ids_in_order(question: Question, sort: Sort, descending: bool) -> array[int]:
    """Ids of the receipts or lines that fit; equal ones by id in the same direction, those without a value last."""
    way = "DESC" if descending else "ASC"
    if sort.text:
        value = sort.value.format(way=way)
        return _in_sql(question, f"{value.rpartition(' ')[2]} = '', {value} {way}, {question.id} {way}")
    if sort.value == _DAY and not question.wide:  # the index is in this order nearly; numpy need not be loaded for it
        return _in_sql(question, f"p.day {way}, coalesce(p.time, '') {way}, {question.id} {way}")
    ids, values = _read_numbers(question, sort)
    return _placed(ids, values, descending)


def _in_sql(question: Question, order: str) -> array[int]:
    statement = f"SELECT {question.id} AS id FROM {question.source} WHERE {question.where} ORDER BY {order}"
    return read_ids(question.raw, statement, question.parameters)


def _read_numbers(question: Question, sort: Sort) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids and the numbers that they are sorted by; a whole table is read in pieces, whose texts take less memory."""
    import numpy as np

    statement = (
        f"SELECT group_concat(id), group_concat(value) FROM (SELECT {question.id} AS id,"
        f" coalesce({sort.value}, {NOWHERE}) AS value FROM {question.source} WHERE {question.where})"
    )
    read = [
        [np.fromstring(text or "", np.int64, sep=",") for text in question.raw.execute(piece, parameters).fetchone()]
        for piece, parameters in _pieces(question, statement)
    ]
    ids, values = (np.concatenate(parts) for parts in zip(*read, strict=True))
    return ids, _ranked(question.raw, sort.table, values) if sort.table else values


def _pieces(question: Question, statement: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The statement with its parameters, for a walk over a table once for each million of its rows."""
    if not question.walks:
        yield statement, question.parameters
        return
    table = "purchase_line" if question.by == "line" else "purchase"
    last = question.raw.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0
    piece = f"{statement[:-1]} AND {question.id} BETWEEN :from_id AND :to_id)"
    for start in range(0, last + 1, SPAN):
        yield piece, {**question.parameters, "from_id": start, "to_id": start + SPAN - 1}


def _ranked(raw: Any, table: str, ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place of every id among the rows of `table`."""
    import numpy as np

    order = np.asarray(read_ids(raw, f"SELECT id FROM {table}"))
    places = np.full(int(order.max(initial=0)) + 1, NOWHERE)
    places[order] = np.arange(len(order))
    return np.where(ids >= 0, places[np.maximum(ids, 0)], NOWHERE)


def _placed(ids: NDArray[np.int64], values: NDArray[np.int64], descending: bool) -> array[int]:
    import numpy as np

    if not descending:
        values = np.where(values == NOWHERE, -NOWHERE, values)
    order = np.lexsort((ids, values))
    made = array("q")
    made.frombytes(ids[order[::-1] if descending else order].tobytes())
    return made
