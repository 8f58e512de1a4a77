"""Where the tables of a sheet are: below one another, side by side, on sheet after sheet, among headings and totals."""

from __future__ import annotations

from app.services.imports.rows import CleanRow, Outcome, Role, SheetInfo
from tests.services.imports.sheets import fields_of, read_all, read_one, write_csv, write_xlsx

PEOPLE = [["Крылова Ольга", "8 905 221-14-08"], ["Сидоров Пётр", "8 916 555-66-77"]]


def found(path) -> dict[str, tuple[SheetInfo, list[CleanRow]]]:
    return {info.name: (info, rows) for info, rows in read_all(path)}


def sales(rows: list[CleanRow]) -> list[tuple[str | None, str | None, int | None]]:
    """(client, day, sum) of the rows that are used."""
    return [(row.name, row.day, row.line_sum) for row in rows if row.outcome <= Outcome.REPAIRED]


def left_out(rows: list[CleanRow]) -> dict[int, str]:
    """Row -> why it is left out."""
    return {row.row: row.problems[0].code for row in rows if row.outcome == Outcome.SKIPPED}


def test_tables_below_one_another_are_sheets_of_their_own(tmp_path):
    rows = [
        ["Наши клиенты"],
        ["ФИО", "Телефон"],
        *PEOPLE,
        [],
        ["Продажи за март"],
        ["Дата", "Клиент", "Сумма"],
        ["01.03.2024", "Крылова Ольга", 450],
        ["Итого", "", 450],
    ]
    tables = found(write_xlsx(tmp_path / "a.xlsx", ("Лист1", rows)))
    clients, sold = tables["Лист1"], tables["Лист1 (2)"]
    assert (clients[0].role, clients[0].header_row, [row.row for row in clients[1]]) == (Role.CLIENTS, 2, [3, 4])
    assert (sold[0].role, sold[0].header_row, sales(sold[1])) == (
        Role.PURCHASES,
        7,
        [("Крылова Ольга", "2024-03-01", 45_000)],
    )


def test_tables_side_by_side_are_sheets_of_their_own(tmp_path):
    rows = [
        ["Клиенты", "", "", "Прайс"],
        ["Имя", "Телефон", "", "Товар", "Цена"],
        ["Крылова Ольга", "8 905 221-14-08", "", "Кофе", 450],
        ["", "", "", "Чай", 300],
    ]
    tables = found(write_xlsx(tmp_path / "a.xlsx", ("Все", rows)))
    assert {name: (info.role, info.rows) for name, (info, _rows) in tables.items()} == {
        "Все": (Role.CLIENTS, 1),
        "Все (2)": (Role.PRODUCTS, 2),
    }
    assert [column.index for column in tables["Все (2)"][0].columns] == [3, 4]


def test_the_second_half_of_a_list_beside_the_first_is_read_too(tmp_path):
    rows = [["ФИО", "Телефон", "", "ФИО", "Телефон"], [*PEOPLE[0], "", *PEOPLE[1]]]
    tables = found(write_xlsx(tmp_path / "a.xlsx", ("Лист1", rows)))
    assert [row.name for _info, rows in tables.values() for row in rows] == ["Крылова Ольга", "Сидоров Пётр"]


def test_an_empty_column_within_a_table_does_not_part_it(tmp_path):
    rows = [
        ["ФИО", "Телефон", "", "Дата рождения", "Заметки"],
        [*PEOPLE[0], "", "12.05.1985", "чай"],
        [*PEOPLE[1], "", "", ""],
    ]
    info, people = read_one(write_xlsx(tmp_path / "a.xlsx", ("Лист1", rows)))
    assert (info.rows, people[0].birthday, people[0].note) == (2, "1985-05-12", "чай")


def test_a_page_with_the_same_titles_again_stays_one_table(tmp_path):
    head = ["Date", "Customer", "Amount"]
    rows = [head, ["2024-01-05", "Ann Lee", 4.5], head, ["2024-02-05", "Bob Stone", 12]]
    _info, read = read_one(write_csv(tmp_path / "a.csv", rows))
    assert (len(sales(read)), left_out(read)) == (2, {3: "header_row"})


def test_a_sheet_without_titles_goes_on_with_the_one_before(tmp_path):
    january = [["Дата", "Клиент", "Сумма"], ["03.01.2024", "Крылова Ольга", 450]]
    tables = found(write_xlsx(tmp_path / "a.xlsx", ("Январь", january), ("Февраль", [["01.02.2024", "Ян", 300]])))
    assert sales(tables["Февраль"][1]) == [("Ян", "2024-02-01", 30_000)]
    assert fields_of(tables["Февраль"][0]) == fields_of(tables["Январь"][0])


def test_days_without_a_year_take_it_from_the_sheets_name(tmp_path):
    rows = [["Дата", "Клиент", "Сумма"], ["03.01", "Крылова Ольга", 450], ["15 января", "Сидоров Пётр", 300]]
    _info, read = read_one(write_xlsx(tmp_path / "a.xlsx", ("Январь 2024", rows)))
    assert [row.day for row in read] == ["2024-01-03", "2024-01-15"]


def test_the_year_may_stand_in_the_files_name_and_the_month_in_the_sheets(tmp_path):
    rows = [["День", "Клиент", "Сумма"], [3, "Крылова Ольга", 450]]
    _info, read = read_one(write_xlsx(tmp_path / "Журнал 2024.xlsx", ("март", rows)))
    assert sales(read) == [("Крылова Ольга", "2024-03-03", 45_000)]


def test_a_day_without_a_year_anywhere_is_no_date(tmp_path):
    rows = [["Дата", "Клиент", "Сумма"], ["03.01", "Крылова Ольга", 450], ["15.01.2024", "Ян", 300]]
    _info, read = read_one(write_xlsx(tmp_path / "журнал.xlsx", ("Лист1", rows)))
    assert [(row.day, row.outcome) for row in read] == [(None, Outcome.FAILED), ("2024-01-15", Outcome.OK)]


def test_a_sheet_of_one_day_dates_its_sales_by_its_name(tmp_path):
    rows = [["Клиент", "Услуга", "Сумма"], ["Крылова Ольга", "Стрижка", 1500]]
    info, read = read_one(write_xlsx(tmp_path / "a.xlsx", ("01.03.2024", rows)))
    assert (sales(read), [remark.code for remark in info.remarks]) == (
        [("Крылова Ольга", "2024-03-01", 150_000)],
        ["named_day"],
    )


def test_headings_between_the_rows_say_the_client(tmp_path):
    rows = [
        ["Дата", "Товар", "Сумма"],
        ["Крылова Ольга Петровна"],
        ["01.03.2024", "Кофе", 450],
        ["05.03.2024", "Чай", 300],
        ["Сидоров Пётр Ильич"],
        ["02.03.2024", "Кружка", 990],
        ["Итого", "", 1740],
    ]
    info, read = read_one(write_xlsx(tmp_path / "a.xlsx", ("Отчёт", rows)))
    assert sales(read) == [
        ("Крылова Ольга Петровна", "2024-03-01", 45_000),
        ("Крылова Ольга Петровна", "2024-03-05", 30_000),
        ("Сидоров Пётр Ильич", "2024-03-02", 99_000),
    ]
    assert left_out(read) == {2: "heading_row", 5: "heading_row", 7: "total_row"}
    assert [(remark.code, remark.row, remark.total) for remark in info.remarks] == [("headings", 2, 2)]


def test_headings_between_the_rows_say_the_day(tmp_path):
    rows = [
        ["Клиент", "Телефон", "Сумма"],
        ["1 марта 2024"],
        [*PEOPLE[0], 450],
        ["2 марта 2024"],
        [*PEOPLE[1], 300],
    ]
    _info, read = read_one(write_xlsx(tmp_path / "a.xlsx", ("Журнал", rows)))
    assert [day for _name, day, _sum in sales(read)] == ["2024-03-01", "2024-03-02"]


def test_totals_in_all_their_forms_are_no_sales(tmp_path):
    rows = [
        ["Клиент", "Дата", "Сумма"],
        ["Крылова Ольга", "05.01.2024", 450],
        ["Крылова Ольга Итог", "", 450],
        ["Сидоров Пётр", "06.01.2024", 300],
        ["Всего по Сидоров Пётр", "", 300],
        ["в т.ч. НДС", "", 125],
        ["Grand Total", "", 750],
    ]
    _info, read = read_one(write_xlsx(tmp_path / "a.xlsx", ("Лист1", rows)))
    assert (len(sales(read)), set(left_out(read))) == (2, {3, 5, 6, 7})


def test_a_sum_without_a_word_and_notes_at_the_end_are_left_out(tmp_path):
    rows = [
        ["Date", "Customer", "Qty", "Amount"],
        ["2024-01-05", "Ann Lee", 1, 4.5],
        ["2024-01-06", "Bob Stone", 2, 6],
        ["", "", 3, 10.5],
        [],
        ["Prepared by: Jane"],
    ]
    _info, read = read_one(write_xlsx(tmp_path / "a.xlsx", ("Sheet1", rows)))
    assert left_out(read) == {4: "total_row", 6: "note_row"}


def test_numbers_at_the_end_that_sum_up_nothing_are_a_row_that_fails(tmp_path):
    rows = [["Date", "Customer", "Amount"], ["2024-01-05", "Ann Lee", 4.5], ["2024-01-06", "Bob", 6], ["", "", 99]]
    _info, read = read_one(write_xlsx(tmp_path / "a.xlsx", ("Sheet1", rows)))
    assert read[-1].outcome == Outcome.FAILED


def test_groups_of_titles_above_the_titles_are_understood(tmp_path):
    rows = [
        ["№", "Данные клиента", "", "Последний визит", "", "Заметки"],
        ["", "ФИО", "Контакты", "", "", ""],
        ["", "", "Тел.", "Дата", "Сумма", ""],
        [1, "Крылова Ольга", "8 905 221-14-08", "01.03.2024", 1500, "аллергия"],
        [2, "Сидоров Пётр", "8 916 555-66-77", "", "", ""],
    ]
    info, people = read_one(write_xlsx(tmp_path / "a.xlsx", ("Лист1", rows)))
    assert (info.header_row, info.role) == (3, Role.CLIENTS)
    assert fields_of(info) == {
        "ФИО": "name",
        "Тел.": "phone",
        "Последний визит Дата": "bought_on",
        "Последний визит Сумма": "bought_for",
        "Заметки": "note",
    }
    assert [person.bought for person in people] == [(("2024-03-01", 150_000, 0),), None]


def test_remarks_below_a_list_and_letters_between_its_rows_are_no_clients(tmp_path):
    rows = [
        ["ФИО", "Телефон", "Город"],
        ["А"],
        ["Абрамова Анна", "8 905 221-14-08", "Тула"],
        ["Б"],
        ["Белов Борис", "", ""],
        ["Итого: 2 клиента"],
        [],
        ["* VIP – скидка 10%"],
        ["Обновлено 01.03.2024"],
    ]
    _info, read = read_one(write_xlsx(tmp_path / "a.xlsx", ("Клиенты", rows)))
    assert [row.name for row in read if row.outcome == Outcome.OK] == ["Абрамова Анна", "Белов Борис"]
    assert len(left_out(read)) == 5


def test_a_client_named_above_each_table_has_its_sales(tmp_path):
    rows = [
        ["Клиент:", "Крылова Ольга"],
        ["Телефон:", "8 905 221-14-08"],
        [],
        ["Дата", "Товар", "Сумма"],
        ["01.03.2024", "Кофе", 450],
        [],
        ["Клиент:", "Сидоров Пётр"],
        ["Телефон:", "8 916 555-66-77"],
        [],
        ["Дата", "Товар", "Сумма"],
        ["02.03.2024", "Кружка", 990],
    ]
    tables = found(write_xlsx(tmp_path / "a.xlsx", ("Лист1", rows)))
    assert [sale for _info, read in tables.values() for sale in sales(read)] == [
        ("Крылова Ольга", "2024-03-01", 45_000),
        ("Сидоров Пётр", "2024-03-02", 99_000),
    ]
