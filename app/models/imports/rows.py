"""What became of every row of a staged drop, row by row: the statements behind the table of a check.

stage.told holds one line for every row that was read, in the order of the file, with consecutive ids for each sheet,
so that a page of a million rows is found at once. `at` is what the row was staged as: its receipt, its mention or its
product. States are those of services/imports/rows_told.State.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from app.models.imports.staging import PERSON
from app.models.search import fold

# What each duplicate mark of a receipt makes of its rows: new, here already, different and kept, changed.
_OF_RECEIPT = "CASE r.duplicate WHEN 0 THEN 0 WHEN 1 THEN 3 WHEN 2 THEN 4 ELSE 1 END"

_SALES = f"""
SELECT l.row, {_OF_RECEIPT} AS state, r.no AS at FROM stage.line l JOIN stage.receipt r ON r.no = l.receipt
WHERE l.id BETWEEN :first AND :last GROUP BY l.row, r.no"""
# Rows of a sheet of lines that only say what became of a receipt.
_MARKS = f"""
UNION ALL SELECT s.row, {_OF_RECEIPT} AS state, r.no AS at FROM stage.mark s JOIN stage.receipt r ON r.no = s.receipt
WHERE s.sheet = :sheet"""

# A row that only repeats a new client of an earlier one is here already: it makes no client of its own, and brings no
# purchase unless the list of clients says what they bought.
_CLIENTS = """
SELECT p.row, CASE WHEN k.hidden THEN 2 WHEN k.client_id IS NOT NULL THEN CASE WHEN c.client_id IS NOT NULL
        OR a.client_id IS NOT NULL OR b.new THEN 1 ELSE 2 END WHEN f.person = p.id OR b.new THEN 0 ELSE 3 END AS state,
    p.id AS at
FROM stage.person p JOIN stage.mention m ON m.person = p.id JOIN stage.cluster k ON k.no = m.cluster
    JOIN (SELECT cluster, min(person) AS person FROM stage.mention GROUP BY cluster) f ON f.cluster = m.cluster
    LEFT JOIN stage.client_change c ON c.client_id = k.client_id LEFT JOIN stage.added a ON a.client_id = k.client_id
    LEFT JOIN (SELECT row, max(duplicate IN (0, 3)) AS new FROM stage.receipt WHERE sheet = :sheet GROUP BY row) b
        ON b.row = p.row
WHERE p.sheet = :sheet"""

_PRODUCTS = """
SELECT p.row, CASE WHEN m.target IS NULL THEN 2 WHEN f.no = p.no THEN 0 ELSE 3 END AS state, p.no AS at
FROM stage.product p JOIN stage.product_map m ON m.no = p.no
    LEFT JOIN (SELECT target, min(no) AS no FROM stage.product_map GROUP BY target) f ON f.target = m.target
WHERE p.sheet = :sheet"""

_LOOKUP = "SELECT row, CASE WHEN :used THEN 2 ELSE 5 END AS state, rowid AS at FROM stage.lookup WHERE sheet = :sheet"

_STAGED = {"purchases": _SALES, "lines": _SALES + _MARKS, "clients": _CLIENTS, "products": _PRODUCTS, "lookup": _LOOKUP}

_TELL = """
INSERT INTO stage.told (sheet, row, state, repaired, at)
SELECT :sheet, t.row, t.state, :used AND t.row IN
    (SELECT row FROM stage.verdict WHERE sheet = :sheet AND outcome = 1), t.at
FROM ({staged} UNION ALL SELECT row, outcome + 3, NULL FROM stage.verdict WHERE sheet = :sheet AND outcome > 1) t
ORDER BY t.row, t.at"""


def tell_rows(raw: Any, sheet: int, role: str, lines: tuple[int, int], used: bool) -> range:
    """List the rows of a sheet in stage.told; returns their ids. `used` is False for a lookup that no sheet needs."""
    above = raw.execute("SELECT coalesce(max(id), 0) FROM stage.told").fetchone()[0]
    parameters = {"sheet": sheet, "first": lines[0], "last": lines[1], "used": used}
    raw.execute(_TELL.format(staged=_STAGED[role]), parameters)
    for table in ("problem", "original"):
        raw.execute(f"CREATE INDEX IF NOT EXISTS stage.{table}_row ON {table} (sheet, row)")
    below = raw.execute("SELECT coalesce(max(id), 0) FROM stage.told").fetchone()[0]
    return range(above + 1, below + 1)


def state_counts(raw: Any, ids: range) -> list[tuple[int, int, int]]:
    """(state, rows, repaired rows among them) of the rows in `ids`."""
    return list(
        raw.execute(
            "SELECT state, count(*), sum(repaired) FROM stage.told WHERE id BETWEEN ? AND ? GROUP BY state",
            (ids.start, ids.stop - 1),
        )
    )


def ids_of(raw: Any, ids: range, where: str) -> array[int]:
    """The told rows among `ids` for which the condition holds, in the order of the file."""
    found = raw.execute(
        f"SELECT id FROM stage.told WHERE id BETWEEN ? AND ? AND {where} ORDER BY id", (ids.start, ids.stop - 1)
    )
    return array("q", (row[0] for row in found))


def first_from(raw: Any, ids: range, row: int) -> int | None:
    """The id of the first row among `ids` with this number in the file or a higher one."""
    found = raw.execute(
        "SELECT id FROM stage.told WHERE id BETWEEN ? AND ? AND row >= ? ORDER BY id LIMIT 1",
        (ids.start, ids.stop - 1, row),
    ).fetchone()
    return found[0] if found else None


_SAID = "|| ' ' || ".join(
    f"coalesce({column}, '')"
    for column in ("name", "company", "contacts", "external_id", "card", "city", "address", "note", "tags", "source")
)
_IN_PERSON = f"SELECT id FROM stage.person WHERE found({_SAID})"
_IN_PRODUCT = "SELECT no FROM stage.product WHERE found(coalesce(name, '') || ' ' || coalesce(sku, ''))"
# Numbers of receipts are many: they are compared without leaving SQLite.
_IN_STAGED = {
    "purchases": (
        f"at IN (SELECT no FROM stage.receipt WHERE person IN ({_IN_PERSON}) OR instr(lower(receipt), '{{text}}'))"
        f" OR (at, row) IN (SELECT receipt, row FROM stage.line WHERE product IN ({_IN_PRODUCT}))"
    ),
    "clients": f"at IN ({_IN_PERSON})",
    "products": f"at IN ({_IN_PRODUCT})",
    "lookup": "at IN (SELECT rowid FROM stage.lookup WHERE found(coalesce(id, '') || ' ' || coalesce(text, '')))",
}
_IN_STAGED["lines"] = _IN_STAGED["purchases"]
_IN_FILE = (
    "row IN (SELECT row FROM stage.problem WHERE sheet = {sheet} AND found(value))"
    " OR row IN (SELECT row FROM stage.original WHERE sheet = {sheet} AND found(cells))"
)


def saying(raw: Any, sheet: int, role: str, text: str) -> str:
    """The condition of rows of a sheet in which every word of `text` stands in one cell or another of what they name.

    Digits are found in phones as well, however they are written.
    """
    folded = fold(text)
    words = folded.split()
    digits = "".join(letter for letter in text if letter.isdigit())
    number = digits if len(digits) >= 3 and not any(letter.isalpha() for letter in text) else ""

    def found(cell: str) -> bool:
        said = fold(cell)
        return all(word in said for word in words) or bool(number and number in cell)

    raw.create_function("found", 1, found)
    condition = f"({_IN_STAGED[role]}) OR {_IN_FILE}".format(text=folded.replace("'", "''"), sheet=sheet)
    return f"({condition})"


def _listed(ids: Sequence[int]) -> str:
    return "(" + ", ".join(map(str, map(int, ids))) + ")"


def told_rows(raw: Any, ids: Sequence[int]) -> list[tuple[int, int, int, int, int, int | None]]:
    """id, sheet, row, state, repaired, at."""
    return list(raw.execute(f"SELECT * FROM stage.told WHERE id IN {_listed(ids)} ORDER BY id"))


def sale_rows(raw: Any, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Told id, the receipt's and the line's columns, the product; a row that sells several things comes several times.

    receipt, day, time, is_return, person, purchase of the shop that it is, quantity, price, discount, sum, total,
    status, product, sku, category.
    """
    return list(
        raw.execute(
            "SELECT t.id, r.receipt, r.day, r.time, r.is_return, r.person, a.purchase_id, l.quantity, l.price,"
            " l.discount, l.sum, l.total, l.status, p.name, p.sku, p.category FROM stage.told t"
            " JOIN stage.receipt r ON r.no = t.at LEFT JOIN stage.line l ON l.receipt = t.at AND l.row = t.row"
            " LEFT JOIN stage.again a ON a.no = r.no LEFT JOIN stage.product p ON p.no = l.product"
            f" WHERE t.id IN {_listed(ids)} ORDER BY t.id, l.id"
        )
    )


def person_rows(raw: Any, persons: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Mentions by number: the columns of a staged person, and its preferences and own fields a line each."""
    found = {
        row[0]: dict(zip(PERSON, row, strict=True))
        for row in raw.execute(f"SELECT {', '.join(PERSON)} FROM stage.person WHERE id IN {_listed(persons)}")
    }
    liked = raw.execute(
        "SELECT person, group_concat(value, char(10)) FROM stage.trait WHERE kind = 'preference'"
        f" AND person IN {_listed(persons)} GROUP BY person"
    )
    for person, preferences in liked:
        found[person]["preferences"] = preferences
    owned = raw.execute(
        "SELECT person, group_concat(substr(kind, 5) || '=' || value, char(10)) FROM stage.trait"
        f" WHERE kind LIKE 'own:%' AND person IN {_listed(persons)} GROUP BY person"
    )
    for person, own in owned:
        found[person]["own"] = own
    return found


def destinations(raw: Any, persons: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Mention -> its client of the shop (id, name, in the trash; None for a new one), what changes on it, as JSON and
    whether more is added, and the sheet and row of the file that mention the client first."""
    rows = raw.execute(
        "SELECT m.person, k.client_id, c.name, k.hidden, h.after, a.client_id IS NOT NULL, p.sheet, p.row"
        " FROM stage.mention m JOIN stage.cluster k ON k.no = m.cluster LEFT JOIN client c ON c.id = k.client_id"
        " LEFT JOIN stage.client_change h ON h.client_id = k.client_id"
        " LEFT JOIN stage.added a ON a.client_id = k.client_id"
        " JOIN (SELECT cluster, min(person) AS person FROM stage.mention WHERE cluster IN"
        f" (SELECT cluster FROM stage.mention WHERE person IN {_listed(persons)}) GROUP BY cluster) f"
        f" ON f.cluster = m.cluster JOIN stage.person p ON p.id = f.person WHERE m.person IN {_listed(persons)}"
    )
    return {row[0]: row[1:] for row in rows}


def bought_rows(raw: Any, sheet: int, rows: Sequence[int]) -> list[tuple[int, str, int | None]]:
    """row, day, sum of the purchases that rows of a list of clients tell."""
    return list(
        raw.execute(
            f"SELECT row, day, total FROM stage.receipt WHERE sheet = ? AND row IN {_listed(rows)} ORDER BY no",
            (sheet,),
        )
    )


def product_rows(raw: Any, numbers: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Staged product -> name, sku, category, price."""
    rows = raw.execute(f"SELECT no, name, sku, category, price FROM stage.product WHERE no IN {_listed(numbers)}")
    return {row[0]: row[1:] for row in rows}


def lookup_rows(raw: Any, numbers: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Row of a lookup sheet -> id, text."""
    rows = raw.execute(f"SELECT rowid, id, text FROM stage.lookup WHERE rowid IN {_listed(numbers)}")
    return {row[0]: row[1:] for row in rows}


def row_problems(raw: Any, sheet: int, rows: Sequence[int]) -> list[tuple[int, str, str, str]]:
    """row, column, value, code of everything that was wrong with these rows."""
    return list(
        raw.execute(
            f'SELECT row, "column", value, code FROM stage.problem WHERE sheet = ? AND row IN {_listed(rows)}'
            " ORDER BY rowid",
            (sheet,),
        )
    )


def row_originals(raw: Any, sheet: int, rows: Sequence[int]) -> dict[int, str]:
    """Row -> its cells as they stand in the file, packed, where they were kept."""
    found = raw.execute(f"SELECT row, cells FROM stage.original WHERE sheet = ? AND row IN {_listed(rows)}", (sheet,))
    return dict(found.fetchall())
