"""Old tables of real shops: titles in shorthand, totals in odd places, groups and last dates that can be two things."""

from __future__ import annotations

import pytest

from app.services import errors
from app.services.imports.read import Reader
from app.services.imports.rows import Field, Outcome, Role
from tests.services.imports.sheets import fields_of, read_one, write_csv, write_xls

NOTEBOOK = [
    ["База клиентов кофейни «Полдень»"],
    [""],
    ["выгружено 12.11.2019"],
    ["Фамилия И.О.", "тел", "Д.Р.", "дата посл.", "Что брал", "Сумма, руб", "прим", ""],
    [
        "КРЫЛОВА О.П.",
        "8(905)221-14-08",
        "14.03.",
        "12 ноя 19",
        "эфиопия 2шт, кения",
        "2 940-00",
        "муж Олег, скидка 5%",
        "+",
    ],
    ["Ли Дмитрий", 89145550120.0, "29/02/84", "03.10.2019", "Колумбия", "1,890", "", "+"],
    ["Петрова Светлана", "9021113045", 31362, "01.10.2019", "Чай улун 100 г", "640", "", ""],
    ["Жукова М.", "+7 916 404-55-66", "", "31.02.2019", "Кения", "1 470", "", "—"],
    ["Итого", "", "", "", "", "6 940", "", ""],
]


def test_a_shop_notebook_is_a_list_of_purchases(tmp_path):
    info, rows = read_one(write_xls(tmp_path / "База 2019.xls", "Продажи", NOTEBOOK))
    assert (info.role, info.header_row, info.currency) == (Role.PURCHASES, 4, "RUB")
    assert [column.field for column in info.columns] == [
        *(Field.NAME, Field.PHONE, Field.BIRTHDAY, Field.DATE, Field.PRODUCT, Field.SUM, Field.NOTE, Field.IGNORE)
    ]
    assert [(row.name, row.phones, row.birthday, row.day, row.line_sum) for row in rows[:3]] == [
        ("Крылова О. П.", "+79052211408", "--03-14", "2019-11-12", 294_000),
        ("Ли Дмитрий", "+79145550120", "1984-02-29", "2019-10-03", 189_000),
        ("Петрова Светлана", "+79021113045", "1985-11-11", "2019-10-01", 64_000),
    ]
    assert [row.outcome for row in rows] == [0, 0, 0, Outcome.FAILED, Outcome.SKIPPED]


def test_whole_names_under_the_title_of_a_surname_are_names(tmp_path):
    rows = [["Фамилия", "Телефон"], ["Крылова Ольга", "89052211408"], ["Петров Иван Ильич", "89052211409"]]
    info, people = read_one(write_csv(tmp_path / "a.csv", rows))
    assert fields_of(info) == {"Фамилия": "name", "Телефон": "phone"}
    assert (people[0].last_name, people[0].first_name) == ("Крылова", "Ольга")


def test_first_name_and_patronymic_in_one_column_come_apart(tmp_path):
    rows = [["Фамилия", "Имя и отчество"], ["Крылова", "Ольга Петровна"]]
    (person,) = read_one(write_csv(tmp_path / "a.csv", rows))[1]
    assert (person.name, person.first_name, person.middle_name) == ("Крылова Ольга Петровна", "Ольга", "Петровна")


def test_initials_beside_a_surname_come_apart(tmp_path):
    rows = [["Фамилия", "И.О.", "Телефон"], ["Крылова", "О.П.", "89052211408"], ["Ли", "Д.", "89052211409"]]
    people = read_one(write_csv(tmp_path / "a.csv", rows))[1]
    assert [(p.name, p.last_name, p.first_name, p.middle_name) for p in people] == [
        ("Крылова О. П.", "Крылова", "О.", "П."),
        ("Ли Д.", "Ли", "Д.", None),
    ]


@pytest.mark.parametrize("title", ["Посл. контакт", "дата последнего контакта", "Дата посл. звонка", "Last contacted"])
def test_the_last_contact_is_known_by_its_short_titles(tmp_path, title):
    info, (person,) = read_one(write_csv(tmp_path / "a.csv", [["ФИО", title], ["Крылова Ольга", "12.11.2019"]]))
    assert (info.role, person.last_contact) == (Role.CLIENTS, "2019-11-12")


def test_the_day_of_the_last_purchase_in_a_list_of_clients_makes_no_sale(tmp_path):
    rows = [["ФИО", "Телефон", "Дата последней покупки"], ["Крылова Ольга", "89052211408", "12.11.2019"]]
    info, _people = read_one(write_csv(tmp_path / "a.csv", rows))
    assert (info.role, fields_of(info)) == (Role.CLIENTS, {"ФИО": "name", "Телефон": "phone"})


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        (
            [["Дата", "Клиент", "Группа", "Товар", "Сумма"], ["01.02.2024", "Крылова Ольга", "Чай", "Улун", 640]],
            "category",
        ),
        ([["Товар", "Группа", "Цена"], ["Улун", "Чай", 640]], "category"),
        ([["ФИО", "Телефон", "Группа"], ["Крылова Ольга", "89052211408", "опт"]], "tag"),
        ([["ФИО", "Телефон", "Категория"], ["Крылова Ольга", "89052211408", "опт"]], "tag"),
    ],
)
def test_a_group_belongs_to_the_product_or_to_the_client(tmp_path, rows, field):
    info, _rows = read_one(write_csv(tmp_path / "a.csv", rows))
    assert next(column.field for column in info.columns if column.title in ("Группа", "Категория")) == field


@pytest.mark.parametrize(
    "line",
    [
        ["", "Итого клиентов: 276", ""],
        ["", "Всего 276 клиентов", ""],
        ["", "Количество записей: 276", ""],
        ["Итого клиентов:", "276", ""],
        ["", "Total customers", "276"],
    ],
)
def test_a_line_that_counts_the_clients_is_no_client(tmp_path, line):
    head, person = ["№", "ФИО", "Телефон"], ["1", "Крылова Ольга", "89052211408"]
    _info, rows = read_one(write_csv(tmp_path / "a.csv", [head, line, person, line]))
    assert [row.outcome for row in rows] == [Outcome.SKIPPED, Outcome.OK, Outcome.SKIPPED]
    assert rows[0].problems[0].code == "total_row"


def test_a_count_of_clients_above_the_titles_is_passed_over(tmp_path):
    rows = [["Итого клиентов: 1"], ["ФИО", "Телефон"], ["Крылова Ольга", "89052211408"]]
    info, people = read_one(write_csv(tmp_path / "a.csv", rows))
    assert (info.header_row, len(people)) == (2, 1)


@pytest.mark.parametrize("written", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_wide_text_without_a_mark_is_read_as_the_owner_says(tmp_path, written):
    rows = [["Имя", "Телефон"], ["Ян", "нет"], ["Анна", "нет"]]
    path = write_csv(tmp_path / "a.csv", rows, encoding=written)
    assert [row.name for row in read_one(path, encoding=written[:6])[1]] == ["Ян", "Анна"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "rot13", "hex", "idna", "undefined", "ascii", "a\0b"])
def test_a_wrong_encoding_is_told(tmp_path, encoding):
    path = write_csv(tmp_path / "a.csv", [["Имя", "Телефон"], ["Ян Седой", "нет телефона"]], encoding="cp1251")
    with Reader(path, encoding=encoding) as reader, pytest.raises(errors.InvalidValue):
        reader.inspect()


def test_a_cell_of_a_megabyte_is_damage_and_no_bug(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Имя;Телефон\nЯн;1\n" + '"' + "я" * 1_100_000 + '";2\n', encoding="utf-8")
    with Reader(path) as reader, pytest.raises(errors.FileDamaged):
        reader.inspect()
