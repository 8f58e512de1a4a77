"""What a table writes once for many rows or across its columns: merged cells, months, last purchases, lists."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from app.services.imports.rows import Outcome, Role
from app.services.imports.values.lists import parts_of
from tests.services.imports.sheets import fields_of, read_one, write_csv, write_xlsx
from tests.services.imports.shop import ask, bring, bring_one


def merged_book(path: Path, rows: list[list[object]], *ranges: str) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for cells in ranges:
        book.worksheets[0].merge_cells(cells)
    book.save(path)
    return path


def receipts(db) -> list[tuple[object, ...]]:
    """(client, day, sum in kopecks, lines) of every receipt."""
    return ask(
        db,
        "SELECT c.name, p.day, p.total, (SELECT count(*) FROM purchase_line l WHERE l.purchase_id = p.id)"
        " FROM purchase p LEFT JOIN client c ON c.id = p.client_id ORDER BY p.id",
    )


GROUPED = [
    ["Дата", "Клиент", "Товар", "Сумма"],
    ["01.05.2024", "Крылова Ольга", "Кофе", 450],
    ["", "", "Чай", 300],
    ["03.05.2024", "Сидоров Пётр", "Кружка", 990],
]


def test_the_lines_of_a_receipt_whose_client_and_day_stand_on_the_first_one(tmp_path, db):
    report = bring_one(db, write_csv(tmp_path / "a.csv", GROUPED))
    assert receipts(db) == [("Крылова Ольга", "2024-05-01", 75_000, 2), ("Сидоров Пётр", "2024-05-03", 99_000, 1)]
    assert [remark.code for remark in report.sheets[0].remarks] == ["filled_down"]


def test_merged_cells_are_filled_as_the_file_says(tmp_path, db):
    rows = [
        ["Дата", "Клиент", "Товар", "Сумма"],
        ["01.05.2024", "Крылова Ольга", "Кофе", 450],
        [None, None, "Чай", 300],
        [None, "", "Вода", 50],
    ]
    bring(db, merged_book(tmp_path / "a.xlsx", rows, "A2:A4", "B2:B3"))
    assert receipts(db) == [("Крылова Ольга", "2024-05-01", 75_000, 2), (None, "2024-05-01", 5_000, 1)]


def test_a_client_merged_over_sales_of_several_days_has_a_receipt_for_each(tmp_path, db):
    rows = [
        ["Клиент", "Дата", "Сумма"],
        ["Крылова Ольга", "01.05.2024", 450],
        [None, "09.05.2024", 300],
        [None, None, 50],
    ]
    bring(db, merged_book(tmp_path / "a.xlsx", rows, "A2:A4", "B3:B4"))
    assert receipts(db) == [("Крылова Ольга", "2024-05-01", 45_000, 0), ("Крылова Ольга", "2024-05-09", 35_000, 0)]


def test_a_day_written_once_for_all_its_sales(tmp_path, db):
    rows = [
        ["Дата", "Клиент", "Сумма"],
        ["01.03.2024", "Крылова Ольга", 450],
        ["", "Сидоров Пётр", 300],
        ["02.03.2024", "Крылова Ольга", 100],
        ["", "Сидоров Пётр", 200],
    ]
    bring(db, write_csv(tmp_path / "a.csv", rows))
    assert [day for _name, day, _sum, _lines in receipts(db)] == ["2024-03-01"] * 2 + ["2024-03-02"] * 2


def test_a_client_above_sales_whose_days_begin_anew(tmp_path, db):
    rows = [
        ["Клиент", "Дата", "Сумма"],
        ["Крылова Ольга", "01.03.2024", 450],
        ["", "09.03.2024", 300],
        ["Сидоров Пётр", "02.03.2024", 990],
        ["", "07.03.2024", 300],
    ]
    bring(db, write_csv(tmp_path / "a.csv", rows))
    assert [name for name, *_rest in receipts(db)] == ["Крылова Ольга"] * 2 + ["Сидоров Пётр"] * 2


def test_rows_that_stand_for_themselves_inherit_nothing(tmp_path, db):
    rows = [
        ["Date", "Customer", "Email", "Item", "Amount"],
        ["2024-03-01", "Ann Lee", "ann@x.com", "Coffee", 5],
        ["2024-03-01", "", "", "Coffee", 5],
        ["2024-03-02", "Bob Stone", "", "Tea", 3],
        ["2024-03-02", "", "", "Tea", 3],
    ]
    bring(db, write_csv(tmp_path / "a.csv", rows))
    assert [name for name, *_rest in receipts(db)] == ["Ann Lee", None, "Bob Stone", None]
    assert ask(db, "SELECT value FROM contact_point") == [("ann@x.com",)]


def test_one_forgotten_day_stays_missing(tmp_path):
    rows = [["Date", "Customer", "Amount"]] + [
        ["" if day == 5 else f"2024-03-{day:02}", f"Client {chr(64 + day)}", 5] for day in range(1, 11)
    ]
    _info, read = read_one(write_csv(tmp_path / "a.csv", rows))
    assert [row.row for row in read if row.outcome == Outcome.FAILED] == [6]


MONTHS = [["Клиент", "Телефон", "янв", "фев", "мар", "Итого"]]


def test_a_column_per_month_makes_a_purchase_of_each_sum(tmp_path, db):
    rows = [
        ["Продажи по клиентам за 2024 год"],
        [],
        *MONTHS,
        ["Крылова Ольга", "8 905 221-14-08", "1 500 р.", "-", 2000, 3500],
        ["Сидоров Пётр", "8 916 555-66-77", "", "", "", 0],
        ["Итого", "", 1500, 0, 2000, 3500],
    ]
    report = bring_one(db, write_xlsx(tmp_path / "a.xlsx", ("Лист1", rows)))
    assert receipts(db) == [("Крылова Ольга", "2024-01-01", 150_000, 0), ("Крылова Ольга", "2024-03-01", 200_000, 0)]
    assert (report.clients.created, report.sheets[0].rows_ok, report.sheets[0].rows_skipped) == (2, 2, 1)
    assert [remark.code for remark in report.sheets[0].remarks] == ["periods_across"]


@pytest.mark.parametrize(
    ("titles", "days"),
    [
        (["Jan-24", "Feb-24", "Mar-24"], ["2024-01-01", "2024-02-01", "2024-03-01"]),
        (["11.2023", "12.2023", "01.2024"], ["2023-11-01", "2023-12-01", "2024-01-01"]),
        (["Январь 2024", "Фев. 2024", "Сумма за март 2024"], ["2024-01-01", "2024-02-01", "2024-03-01"]),
        (["05.03.2024", "06.03.2024", "07.03.2024"], ["2024-03-05", "2024-03-06", "2024-03-07"]),
    ],
)
def test_months_and_days_are_written_in_many_ways(tmp_path, titles, days):
    rows = [["Клиент", *titles], ["Крылова Ольга", 100, 200, 300]]
    _info, read = read_one(write_csv(tmp_path / "a.csv", rows))
    assert [day for day, _sum, _whole in read[0].bought or ()] == days


def test_a_year_above_its_months(tmp_path):
    rows = [
        ["ФИО", "2023", "", "2024", ""],
        ["", "ноябрь", "декабрь", "январь", "февраль"],
        ["Крылова Ольга", 1, 2, 3, 4],
    ]
    _info, read = read_one(write_xlsx(tmp_path / "a.xlsx", ("Лист1", rows)))
    assert [day for day, _sum, _whole in read[0].bought or ()] == [
        "2023-11-01",
        "2023-12-01",
        "2024-01-01",
        "2024-02-01",
    ]


def test_numbers_of_days_under_the_name_of_a_month(tmp_path):
    rows = [["Клиент", *range(1, 8)], ["Крылова Ольга", "", 500, "", "", "", "", 300]]
    _info, read = read_one(write_xlsx(tmp_path / "a.xlsx", ("Март 2024", rows)))
    assert read[0].bought == (("2024-03-02", 50_000, 1), ("2024-03-07", 30_000, 1))


def test_quantities_beside_the_sums_of_a_month_are_no_purchases(tmp_path):
    months, kinds = ["Клиент", "Январь", "", "Февраль", ""], ["", "Кол-во", "Сумма", "Кол-во", "Сумма"]
    rows = [months, kinds, ["Ян Ли", 2, 900, 1, 450]]
    _info, read = read_one(write_xlsx(tmp_path / "a.xlsx", ("2024", rows)))
    assert read[0].bought == (("2024-01-01", 90_000, 1), ("2024-02-01", 45_000, 1))


def test_months_of_an_unknown_year_are_left_out_and_told(tmp_path):
    info, read = read_one(write_xlsx(tmp_path / "a.xlsx", ("Лист1", [*MONTHS, ["Ян Ли", "", 1, 2, 3, 6]])))
    assert (info.role, read[0].bought, [remark.code for remark in info.remarks]) == (Role.CLIENTS, None, ["no_year"])


def test_the_same_months_with_one_more_add_only_that_one(tmp_path, db):
    first = [*MONTHS, ["Крылова Ольга", "8 905 221-14-08", 100, 200, "", 300]]
    grown = [*MONTHS, ["Крылова Ольга", "8 905 221-14-08", 100, 200, 400, 700]]
    bring(db, write_xlsx(tmp_path / "2024.xlsx", ("Лист1", first)))
    report = bring_one(db, write_xlsx(tmp_path / "2024.xlsx", ("Лист1", grown)))
    assert (report.purchases.created, report.purchases.duplicate) == (1, 2)


def test_the_last_purchase_is_one_and_totals_are_none(tmp_path, db):
    rows = [
        ["ФИО", "Дата последней покупки", "Сумма последней покупки", "Кол-во покупок", "Сумма всех покупок"],
        ["Крылова Ольга", "01.03.2024", 1500, 7, 10_500],
        ["Сидоров Пётр", "", "", 0, 0],
    ]
    bring(db, write_csv(tmp_path / "a.csv", rows))
    assert receipts(db) == [("Крылова Ольга", "2024-03-01", 150_000, 0)]
    assert ask(db, "SELECT count(*) FROM client") == [(2,)]


def test_visit_after_visit_in_the_row_of_a_client(tmp_path, db):
    rows = [
        ["Имя", "Дата визита 1", "Сумма 1", "Дата визита 2", "Сумма 2"],
        ["Крылова Ольга", "01.03.2024", 1500, "05.04.2024", 1700],
        ["Сидоров Пётр", "02.03.2024", 900, "", ""],
    ]
    bring(db, write_csv(tmp_path / "a.csv", rows))
    assert [(day, total) for _name, day, total, _lines in receipts(db)] == [
        ("2024-03-01", 150_000),
        ("2024-04-05", 170_000),
        ("2024-03-02", 90_000),
    ]


def test_a_column_of_months_dates_the_sales(tmp_path):
    rows = [["Customer", "Month", "Amount"], ["Ann Lee", "January 2024", 30], ["Bob Stone", "February 2024", 20]]
    _info, read = read_one(write_csv(tmp_path / "a.csv", rows))
    assert [row.day for row in read] == ["2024-01-01", "2024-02-01"]


def test_lists_of_goods_in_a_cell_become_lines_and_the_sum_stays_whole(tmp_path, db):
    rows = [
        ["Дата", "Имя", "Заказ", "Сумма"],
        ["01.03.2024", "Ольга", "эфиопия 2шт, кения", 2100],
        ["02.03.2024", "Пётр", "2 x кения; 1 фильтры", 1500],
        ["03.03.2024", "Мария", "эфиопия", 800],
    ]
    bring(db, write_csv(tmp_path / "a.csv", rows))
    assert [(total, lines) for _name, _day, total, lines in receipts(db)] == [(210_000, 2), (150_000, 2), (80_000, 1)]
    sold = "SELECT p.name, l.quantity FROM purchase_line l JOIN product p ON p.id = l.product_id ORDER BY l.id LIMIT 4"
    assert ask(db, sold) == [("эфиопия", 2000), ("кения", 1000), ("кения", 2000), ("фильтры", 1000)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Кофе, 2 шт., чай, 1 шт", [("Кофе", 2000), ("чай", 1000)]),
        ("Эфиопия, 250 г, кофе, 2 шт чая", [("Эфиопия, 250 г", None), ("кофе", None), ("чая", 2000)]),
    ],
)
def test_so_many_pieces_are_of_what_stands_before_and_no_product(text, parts):
    assert parts_of(text) == parts


def test_a_receipt_of_several_rows_with_lists_has_the_sum_of_its_rows(tmp_path, db):
    rows = [
        ["Дата", "Чек", "Имя", "Товар", "Сумма"],
        ["01.03.2024", 7, "Ольга", "эфиопия 2шт, кения", 2100],
        ["01.03.2024", 7, "Ольга", "кения, фильтры 3 шт", 1000.01],
        ["01.03.2024", 7, "Ольга", "эфиопия", 800],
    ]
    bring(db, write_csv(tmp_path / "a.csv", rows))
    assert [(total, lines) for _name, _day, total, lines in receipts(db)] == [(390_001, 5)]
    shares = [(140_000,), (70_000,), (25_001,), (75_000,), (80_000,)]
    assert ask(db, "SELECT sum FROM purchase_line ORDER BY id") == shares


@pytest.mark.parametrize(
    "goods",
    [
        ("Cake, chocolate", "Tea, green"),
        ("Сенча, 100 г", "Мёд липовый, 350 г", "Ройбуш, 100 г", "Суматра, 1 кг", "Сироп, 0,5 л"),
        ("Футболка, синяя", "Шорты, синяя", "Футболка, красная", "Майка, красная"),
        ("Фильтры V60-02, 100 шт.", "Фильтры для аэропресса, 350 шт."),
    ],
)
def test_a_comma_within_the_name_of_a_product_parts_nothing(goods, tmp_path, db):
    sales = [[f"2024-03-{day:02}", name, 5] for day, name in enumerate(goods, 1)]
    bring(db, write_csv(tmp_path / "a.csv", [["Date", "Product", "Amount"], *sales]))
    assert [name for (name,) in ask(db, "SELECT name FROM product ORDER BY id")] == list(goods)
    assert ask(db, "SELECT count(*), sum(sum) FROM purchase_line") == [(len(goods), 500 * len(goods))]


def test_a_sheet_of_returned_orders_changes_the_sums_only_when_the_owner_takes_it(tmp_path, db):
    orders = [
        ["Order ID", "Order Date", "Customer Name", "Product Name", "Sales"],
        ["A-1", "2024-03-01", "Ann Lee", "Coffee", 5],
        ["A-2", "2024-03-02", "Bob Stone", "Mug", 12],
    ]
    returned = [["Returned", "Order ID"], ["Yes", "A-2"]]
    book = write_xlsx(tmp_path / "a.xlsx", ("Orders", orders), ("Returns", returned))
    told = bring(db, book).batches[0].sheets[1]
    assert (told.rows_skipped, [remark.code for remark in told.remarks]) == (1, ["returns_left_out"])
    assert ask(db, "SELECT receipt, status FROM purchase ORDER BY id") == [("A-1", "done"), ("A-2", "done")]
    bring(db, book, sheets=("Returns", "Orders"))
    assert ask(db, "SELECT receipt, status FROM purchase ORDER BY id") == [("A-1", "done"), ("A-2", "cancelled")]


def test_ways_to_write_to_a_client_are_kept(tmp_path, db):
    rows = [["Имя", "WhatsApp", "Телеграм", "ВК", "Instagram"], ["Ян Ли", "89052211408", "@yan", "vk.com/yan", "yan_l"]]
    info, _read = read_one(write_csv(tmp_path / "a.csv", rows))
    assert set(fields_of(info).values()) == {"name", "phone", "messenger", "note"}
    bring(db, tmp_path / "a.csv")
    assert ask(db, "SELECT kind, value FROM contact_point ORDER BY position") == [
        ("phone", "+79052211408"),
        ("telegram", "@yan"),
        ("vk", "vk.com/yan"),
    ]
    assert ask(db, "SELECT note FROM client") == [("Instagram: yan_l",)]
