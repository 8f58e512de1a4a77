"""A sum that stands on every line: the line's own, or its receipt's repeated. The rows tell, not the title."""

from __future__ import annotations

import pytest

from app.services.imports.rows import Field
from tests.services.imports.sheets import read_one, write_csv

LINES = [
    # receipt, product, quantity, price, sum of the line, sum of the receipt
    ("1", "Чай", 2, 100, 200, 450),
    ("1", "Кофе", 1, 250, 250, 450),
    ("2", "Чай", 1, 100, 100, 100),
    ("3", "Кофе", 2, 250, 500, 700),
    ("3", "Чай", 2, 100, 200, 700),
    ("4", "Чай", 3, 100, 300, 550),
    ("4", "Кофе", 1, 250, 250, 550),
    ("5", "Чай", 1, 100, 100, 200),
    ("5", "Чай", 1, 100, 100, 200),
]


def sheet(title, sum_of):
    head = ["Дата", "Чек", "Клиент", "Товар", "Кол-во", "Цена", title]
    rows = [["01.02.2024", line[0], "Крылова Ольга", *line[1:4], sum_of(line)] for line in LINES]
    return [head, *rows, ["Итого", "", "", "", "", "", "2000"]]


@pytest.mark.parametrize("title", ["Сумма", "Итого", "Итог чека", "Сумма чека"])
@pytest.mark.parametrize(("place", "field"), [(4, Field.SUM), (5, Field.TOTAL)])
def test_what_the_sums_are_is_read_from_the_rows(tmp_path, title, place, field):
    info, rows = read_one(write_csv(tmp_path / "a.csv", sheet(title, lambda line: line[place])))
    assert info.columns[6].field is field
    assert [row.line_sum for row in rows[:2]] == [20_000, 25_000]
    assert rows[0].total == (45_000 if field is Field.TOTAL else None)


def test_a_total_with_a_discount_is_still_the_receipts(tmp_path):
    info, _rows = read_one(write_csv(tmp_path / "a.csv", sheet("Сумма", lambda line: f"{line[5] * 0.9:.2f}")))
    assert info.columns[6].field is Field.TOTAL


def test_sums_of_lines_with_a_discount_stay_the_lines(tmp_path):
    info, _rows = read_one(write_csv(tmp_path / "a.csv", sheet("Сумма", lambda line: f"{line[4] * 0.95:.2f}")))
    assert info.columns[6].field is Field.SUM


def test_receipts_of_one_line_prove_nothing(tmp_path):
    rows = [
        ["Дата", "Чек", "Клиент", "Товар", "Цена", "Итог чека"],
        *(["01.02.2024", str(number), "Крылова Ольга", "Чай", "100", "100"] for number in range(9)),
    ]
    assert read_one(write_csv(tmp_path / "a.csv", rows))[0].columns[5].field is Field.TOTAL


def test_a_sum_on_the_first_line_of_a_receipt_only_is_the_receipts(tmp_path):
    head = ["Created at", "Name", "Email", "Lineitem name", "Lineitem quantity", "Lineitem price", "Subtotal", "Total"]
    first = {line[0]: line for line in reversed(LINES)}
    rows = [
        [
            "2024-02-01",
            f"#{line[0]}",
            "a@b.com",
            *line[1:4],
            *([line[5], line[5] + 5] if first[line[0]] is line else "  "),
        ]
        for line in LINES
    ]
    info, sales = read_one(write_csv(tmp_path / "orders.csv", [head, *rows], separator=","))
    fields = {column.title: column.field for column in info.columns}
    assert (fields["Name"], fields["Subtotal"], fields["Total"]) == (Field.RECEIPT, Field.IGNORE, Field.TOTAL)
    assert [row.line_sum for row in sales] == [line[4] * 100 for line in LINES]
