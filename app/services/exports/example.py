"""The workbook that shows how a file to be imported may look: the right columns, and a few rows."""

from __future__ import annotations

from collections.abc import Sequence

from app.services.exports.table import Column, Kind, Row, Table

_CLIENTS = (
    Column("name", width=30),
    Column("phone", width=20),
    Column("email", width=26),
    Column("birthday", Kind.DAY, 14),
    Column("city"),
    Column("card"),
    Column("source"),
    Column("tag", width=18),
    Column("preference", width=30),
    Column("note", width=36),
)
_PURCHASES = (
    Column("date", Kind.DAY, 14),
    Column("receipt", width=14),
    Column("name", width=30),
    Column("phone", width=20),
    Column("product", width=30),
    Column("category", width=20),
    Column("quantity", Kind.QUANTITY, 10),
    Column("price", Kind.MONEY, 12),
    Column("sum", Kind.MONEY, 12),
)


def example_tables(clients: Sequence[Row], purchases: Sequence[Row]) -> list[Table]:
    """Two sheets. Clients: name, phone, email, birthday, city, card, source, tag, preference, note.

    Purchases: date, receipt, name, phone, product, category, quantity (thousandths), price, sum (minor units).
    """
    return [
        Table("clients", _CLIENTS, iter([list(clients)])),
        Table("purchases", _PURCHASES, iter([list(purchases)])),
    ]
