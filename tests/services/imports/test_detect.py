"""Which column is what, and what one row of a sheet is: titles of real programs and of real shops."""

from __future__ import annotations

import re

import pytest

from app.services.imports.rows import Field, Outcome, Problem, Role
from app.services.imports.tables.titles import meaning_of
from tests.services.imports.sheets import columns_of, read_all, read_one, write_csv, write_xlsx
from tests.services.imports.shops import SHOPS, sheet_of


@pytest.mark.parametrize("name", SHOPS)
def test_a_sheet_is_understood_by_its_titles(tmp_path, name):
    role, columns = SHOPS[name]
    info, _rows = read_one(write_xlsx(tmp_path / f"{name}.xlsx", ("Лист1", sheet_of(name))))
    assert [str(column.field) for column in info.columns] == re.findall(r"-> (\w+)", columns)
    assert info.role == role


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Телефонн", Field.PHONE),
        ("Фамлия", Field.LAST_NAME),
        ("Cusotmer Name", Field.NAME),
        ("E-mail адрес", Field.EMAIL),
        ("Дата  Рождения ", Field.BIRTHDAY),
        ("Телефон 2", Field.PHONE),
        ("bt_city", Field.CITY),
        ("Sales", Field.SUM),
    ],
)
def test_titles_survive_typing_mistakes_and_decoration(title, field):
    assert meaning_of(title)[0] is field


@pytest.mark.parametrize("title", ["№", "№ п/п", "п/п", "#", "Row ID", "Unnamed: 0"])
def test_the_number_of_a_row_identifies_nobody(title):
    assert meaning_of(title)[0] not in (Field.EXTERNAL_ID, Field.RECEIPT, Field.CARD)


def test_titles_above_the_header_are_passed_over(tmp_path):
    rows = [
        ["СПАРК - Список"],
        [],
        ["Выгрузка от", "12.05.2024"],
        ["ФИО", "Дата регистрации", "ИНН", "Регион"],
        ["Абашкин Гафур Всеволодович", "27.05.2004", "666464069030", "Свердловская область"],
    ]
    info, people = read_one(write_xlsx(tmp_path / "a.xlsx", ("Лист1", rows)))
    assert (info.header_row, info.role, info.rows) == (4, Role.CLIENTS, 1)
    assert people[0].last_name == "Абашкин"


def test_a_table_without_titles_is_understood_by_its_values(tmp_path):
    rows = [
        ["Крылова Ольга", "89161234567", "o@mail.ru"],
        ["Петров Иван", "89161234568", "p@mail.ru"],
        ["Сидорова Анна", "89161234569", "s@mail.ru"],
    ]
    info, people = read_one(write_csv(tmp_path / "a.csv", rows))
    assert (info.header_row, info.rows, [str(column.field) for column in info.columns]) == (
        0,
        3,
        ["name", "phone", "email"],
    )
    assert info.columns[1].title == "Column B"
    assert people[0].row == 1


def test_a_sheet_about_something_else_is_nothing(tmp_path):
    rows = [
        ["", "", "Тест-кейсы", ""],
        ["Условия:", "Значения", "Клиент А-B", "Клиент C-D"],
        ["Валидный email", "True,False", "true", "true"],
        ["Пользователю есть 18 лет", "True,False", "true", "false"],
    ]
    assert read_one(write_xlsx(tmp_path / "клиенты.xlsx", ("Лист2", rows)))[0].role is Role.NOTHING


def test_a_value_that_appears_late_still_decides_the_column(tmp_path):
    days = [["Дата", "Сумма"]] + [["01/02/2024", "10"]] * 6_000 + [["02/25/2024", "10"]]
    info, rows = read_one(write_csv(tmp_path / "a.csv", days))
    assert info.columns[0].reading.day_first is False
    assert not info.columns[0].doubts
    assert rows[0].day == "2024-01-02"


def test_the_owner_can_set_the_order_of_day_and_month(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["Дата", "Сумма"], ["01/02/2024", "10"]])
    assert read_one(path)[1][0].day == "2024-02-01"
    assert read_one(path, country="US")[1][0].day == "2024-01-02"
    assert read_one(path, day_first=False)[1][0].day == "2024-01-02"


def test_dates_that_need_no_order_ask_no_question(tmp_path):
    info = read_one(write_csv(tmp_path / "a.csv", [["Дата", "Сумма"], ["2024-02-01", "10"], ["03.04.2024", "10"]]))[0]
    assert [column.doubts for column in info.columns] == [(), ()]


def test_totals_and_repeated_titles_are_skipped_and_blank_rows_do_not_count(tmp_path):
    head = ["Дата", "Товар", "Сумма"]
    rows = [
        head,
        ["01.02.2024", "Чай", "100"],
        [],
        head,
        ["02.02.2024", "Кофе", "200"],
        ["Итого", "", "300"],
        ["", "Всего за день", "300"],
    ]
    info, found = read_one(write_csv(tmp_path / "a.csv", rows))
    assert info.rows == 5
    assert [(row.row, row.outcome) for row in found] == [
        (2, 0),
        (4, Outcome.SKIPPED),
        (5, 0),
        (6, Outcome.SKIPPED),
        (7, Outcome.SKIPPED),
    ]
    assert [found[1].problems[0].code, found[3].problems[0].code] == ["header_row", "total_row"]


def test_a_product_called_like_its_title_is_a_product(tmp_path):
    rows = [["Дата", "Услуга", "Сумма"], ["01.02.2024", "Услуга", "100"]]
    (sale,) = read_one(write_csv(tmp_path / "a.csv", rows))[1]
    assert (sale.outcome, sale.product, sale.line_sum) == (Outcome.OK, "Услуга", 10000)


def test_a_sale_without_a_date_or_with_an_unreadable_sum_fails_with_its_original(tmp_path):
    rows = [
        ["Дата", "Товар", "Сумма"],
        ["", "Чай", "100"],
        ["2023", "Чай", "100"],
        ["01.02.2024", "Чай", "сто"],
        ["01.02.2024", "Чай", ""],
        ["05.02.2024", "Чай", "1"],
    ]
    found = read_one(write_csv(tmp_path / "a.csv", rows))[1]
    assert [row.outcome for row in found] == [Outcome.FAILED] * 3 + [Outcome.OK] * 2
    assert [row.problems for row in found[:3]] == [
        (Problem("Дата", "", "no_date"),),
        (Problem("Дата", "2023", "bad_date"),),
        (Problem("Сумма", "сто", "bad_sum"),),
    ]
    assert found[3].line_sum is None


def test_a_lost_sum_is_worked_out_from_price_and_quantity(tmp_path):
    rows = [
        ["Дата", "Товар", "Количество", "Цена", "Сумма"],
        ["01.02.2024", "Чай", "2 шт", "150,50", "ERROR"],
        ["01.02.2024", "Чай", "2", "150,50", "сто"],
    ]
    lost, odd = read_one(write_csv(tmp_path / "a.csv", rows))[1]
    assert (lost.line_sum, lost.outcome) == (30100, Outcome.OK)
    assert (odd.line_sum, odd.outcome) == (30100, Outcome.REPAIRED)


def test_a_discount_is_taken_off_only_where_the_sum_is_not_given(tmp_path):
    rows = [["receipt", "product", "quantity", "price", "discount"], [1, "a", 2, 1799.99, 0.07], [1, "b", 1, 10, 0]]
    line = read_one(write_xlsx(tmp_path / "order_items.xlsx", ("s", rows)))[1][0]
    assert (line.price, line.discount, line.line_sum) == (179999, 25200, 334798)
    sales = [
        ["Order ID", "Order Date", "Product Name", "Sales", "Quantity", "Discount"],
        ["A", "2016-01-01", "x", 957.5775, 5, 0.45],
    ]
    sale = read_one(write_xlsx(tmp_path / "sales.xlsx", ("s", sales)))[1][0]
    assert (sale.line_sum, sale.discount) == (95758, None)


def test_returns_and_cancelled_orders_are_marked(tmp_path):
    rows = [
        ["InvoiceNo", "Description", "Quantity", "InvoiceDate", "UnitPrice", "Status"],
        ["C1", "cup", -2, "2010-12-01 09:41", 2.5, ""],
        ["2", "cup", 2, "2010-12-01", 2.5, "Возврат"],
        ["3", "cup", 2, "2010-12-01", 2.5, "Отменён"],
        ["4", "cup", 2, "2010-12-01", 2.5, "3"],
    ]  # fmt: skip
    found = read_one(write_xlsx(tmp_path / "a.xlsx", ("s", rows)))[1]
    assert [(row.line_sum, row.is_return, row.status) for row in found] == [
        (-500, 1, None),
        (-500, 1, "done"),
        (500, 0, "cancelled"),
        (500, 0, None),
    ]
    assert found[0].time == "09:41:00"


def test_several_phones_and_columns_of_phones_are_joined(tmp_path):
    rows = [
        ["Имя", "Телефон", "Телефон 2"],
        ["Анна", "89161234567, 89161234568", "8 916 123-45-69"],
        ["Пётр", "", "89161234567"],
    ]
    anna, petr = read_one(write_csv(tmp_path / "a.csv", rows, separator="\t"))[1]
    assert anna.phones == "+79161234567\n+79161234568\n+79161234569"
    assert anna.phones_raw == "89161234567\n89161234568\n8 916 123-45-69"
    assert petr.phones == "+79161234567"


def test_a_client_nobody_can_tell_is_a_failed_row(tmp_path):
    rows = [["ФИО", "Телефон", "Город"], ["Анна", "89161234567", "Омск"], ["н/д", "нет", "Омск"]]
    _anna, nobody = read_one(write_csv(tmp_path / "a.csv", rows))[1]
    assert (nobody.outcome, nobody.problems[-1].code) == (Outcome.FAILED, "no_client")


def test_a_refusal_is_consent_the_other_way_round(tmp_path):
    rows = [
        ["CustomerID", "First_Name", "Last_Name", "Do_Not_Contact"],
        [1, "Frodo", "Baggins", "Yes"],
        [2, "Abed", "Nadir", "N"],
        [3, "Jon", "Snow", ""],
    ]
    assert [row.consent for row in read_one(write_xlsx(tmp_path / "a.xlsx", ("s", rows)))[1]] == [0, 1, None]


def test_the_currency_is_seen_in_titles_and_cells(tmp_path):
    assert read_one(write_csv(tmp_path / "a.csv", [["Дата", "Сумма, руб."], ["01.02.2024", "10"]]))[0].currency == "RUB"
    assert (
        read_one(write_csv(tmp_path / "b.csv", [["Date", "Amount"], ["2024-01-02", "$10"]], separator=","))[0].currency
        == "USD"
    )
    assert (
        read_one(write_csv(tmp_path / "c.csv", [["Date", "Amount"], ["2024-01-02", "10"]], separator=","))[0].currency
        is None
    )


def test_the_same_kind_of_file_has_the_same_signature(tmp_path):
    january = read_one(write_csv(tmp_path / "a.csv", [["Дата", "Сумма"], ["01.02.2024", "10"]]))[0]
    june = read_one(
        write_xlsx(tmp_path / "b.xlsx", ("Лист1", [["Отчёт за июнь", None], ["Дата", "Сумма"], ["01.06.2024", 10]]))
    )[0]
    other = read_one(write_csv(tmp_path / "c.csv", [["Дата", "Итого"], ["01.02.2024", "10"]]))[0]
    assert january.signature == june.signature != other.signature


def test_the_rows_of_a_sheet_balance(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", *((name, [*sheet_of(name), []]) for name in SHOPS))
    for info, rows in read_all(path):
        assert info.rows == len(rows)
        assert columns_of(info)


def test_a_list_of_visits_without_sums_is_purchases(tmp_path):
    rows = [["ФИО", "Телефон", "Дата визита"], ["Крылова Ольга", "89161234567", "12.05.2024"]]
    info, (visit,) = read_one(write_csv(tmp_path / "a.csv", rows))
    assert (info.role, visit.day, visit.line_sum, visit.outcome) == (Role.PURCHASES, "2024-05-12", None, Outcome.OK)


def test_the_day_of_registration_makes_nobody_a_buyer(tmp_path):
    rows = [
        ["ФИО", "Телефон", "Дата регистрации", "Дата последней покупки"],
        ["Крылова Ольга", "8916", "12.05.24", "1.6.24"],
    ]
    info, _rows = read_one(write_csv(tmp_path / "a.csv", rows))
    assert info.role is Role.CLIENTS
    assert Field.DATE not in {column.field for column in info.columns}


def test_whole_moments_under_time_tell_the_day(tmp_path):
    rows = [["№", "Время", "Контрагент", "Сумма"], ["00001", "01.03.2024 12:30", "Мишина Вера", "1 500,00"]]
    info, sales = read_one(write_xlsx(tmp_path / "a.xlsx", ("Отгрузки", rows)))
    assert info.role is Role.PURCHASES
    assert (sales[0].day, sales[0].time) == ("2024-03-01", "12:30:00")


def test_a_number_on_every_line_tells_the_receipt_rather_than_one_on_the_first(tmp_path):
    rows = [
        ["Name", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Id"],
        ["#1001", "2024-03-01", 2, "Mug", 15, 5001],
        ["#1001", "2024-03-01", 1, "Tea towel", 10, ""],
        ["#1002", "2024-03-05", 1, "Plate", 20, 5002],
    ]
    info, _sales = read_one(write_csv(tmp_path / "orders_export_1.csv", rows))
    assert columns_of(info)[0] is Field.RECEIPT


def test_a_subtotal_on_the_first_line_only_is_no_sum_of_that_line(tmp_path):
    rows = [
        ["Name", "Created at", "Subtotal", "Total", "Lineitem quantity", "Lineitem name", "Lineitem price"],
        ["#1001", "2024-03-01", 40, 45, 2, "Mug", 15],
        ["#1001", "2024-03-01", "", "", 1, "Tea towel", 10],
        ["#1002", "2024-03-05", 20, 25, 1, "Plate", 20],
    ]
    info, _sales = read_one(write_csv(tmp_path / "orders_export_1.csv", rows))
    assert list(columns_of(info).values())[2:4] == [Field.IGNORE, Field.TOTAL]
