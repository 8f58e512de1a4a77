"""How each column is read by its own evidence, and what is asked where the evidence is even."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.imports.read import Reader
from app.services.imports.rows import Choices, CleanRow, Column, Field, Reading
from app.services.imports.tables.country import phone_country
from app.services.imports.tables.doubts import likely, open_doubts, reading_of
from tests.services.imports.sheets import as_found, write_csv, write_xlsx

YEAR = 2026


def look(path: Path, rows: list[list[str]], country: str = "RU", **options: object) -> tuple[Column, ...]:
    with Reader(write_csv(path / "a.csv", rows), country=country, this_year=YEAR, **options) as reader:  # type: ignore[arg-type]
        (info,) = reader.inspect()
    return info.columns


def clean(path: Path, rows: list[list[str]], fields: list[Field], readings: dict[int, Reading]) -> list[CleanRow]:
    with Reader(write_csv(path / "a.csv", rows), this_year=YEAR) as reader:
        (info,) = reader.inspect()
        return reader.preview(info.name, Choices(dict(enumerate(fields)), readings))


def table(*columns: list[str]) -> list[list[str]]:
    return [list(cells) for cells in zip(*columns, strict=True)]


def test_each_date_column_has_an_order_of_its_own(tmp_path):
    born = ["День рождения", "31/12/1980", "05/06/1990", "03/04/1985"]
    sold = ["Дата покупки", "01/13/2025", "02/25/2025", "03/04/2025"]
    names = ["ФИО", "Крылова Ольга", "Ли Дмитрий", "Пак Игорь"]
    columns = look(tmp_path, table(names, born, sold))
    assert [column.reading.day_first for column in columns] == [None, True, False]
    assert not any(column.doubts for column in columns)
    rows = clean(tmp_path, table(names, born, sold), [Field.NAME, Field.BIRTHDAY, Field.DATE], {})
    assert (rows[2].birthday, rows[2].day) == ("1985-04-03", "2025-03-04")


def test_a_column_that_proves_nothing_is_read_like_the_others_of_the_table(tmp_path):
    born = ["День рождения", "03/04/1985", "05/06/1990"]
    sold = ["Дата покупки", "01/13/2025", "02/25/2025"]
    assert [column.reading.day_first for column in look(tmp_path, table(born, sold))] == [False, False]


def test_dates_that_fit_both_orders_are_asked_about_with_three_examples(tmp_path):
    days = ["Дата", "03/04/2025", "05/06/2025", "07/08/2025", "09/10/2025", "01/01/2025"]
    for country, usual in (("RU", True), ("US", False)):
        column = look(tmp_path, table(days, ["Сумма", *"12345"]), country)[0]
        (doubt,) = column.doubts
        assert doubt.kind == "day_first"
        assert [value for value, _examples in doubt.choices] == [usual, not usual]
        by_day = dict(doubt.choices)[True]
        assert by_day == (("03/04/2025", "2025-04-03"), ("05/06/2025", "2025-06-05"), ("07/08/2025", "2025-08-07"))
        assert dict(doubt.choices)[False][0] == ("03/04/2025", "2025-03-04")
        assert column.reading.day_first is usual


def test_proofs_for_both_orders_leave_it_open(tmp_path):
    days = ["Дата", "31/12/2024", "12/31/2024", "03/04/2025"]
    assert look(tmp_path, table(days, ["Сумма", *"123"]))[0].doubts
    days = ["Дата", *(f"{day}/12/2024" for day in range(13, 29)), "12/31/2024", "03/04/2025"]
    settled = look(tmp_path, table(days, ["Сумма", *map(str, range(18))]))[0]
    assert settled.reading.day_first is True
    assert not settled.doubts


def test_points_between_the_numbers_say_that_the_day_comes_first(tmp_path):
    column = look(tmp_path, table(["Дата", "03.04.2025", "05/06/2025"], ["Сумма", "1", "2"]), "US")[0]
    assert column.reading.day_first is True
    assert not column.doubts


def test_a_day_and_a_month_alone_have_an_order_too(tmp_path):
    columns = look(tmp_path, table(["ФИО", "Крылова Ольга", "Ли Дмитрий"], ["День рождения", "03/04", "05/06"]))
    (doubt,) = columns[1].doubts
    assert dict(doubt.choices)[True][0] == ("03/04", "--04-03")


def test_three_digits_after_the_only_mark_are_asked_about(tmp_path):
    column = look(tmp_path, table(["Дата", "2025-01-01", "2025-01-02"], ["Сумма", "1,234", "15,500"]))[1]
    (doubt,) = column.doubts
    assert doubt.choices == (
        (".", (("1,234", "1234"), ("15,500", "15500"))),
        (",", (("1,234", "1.234"), ("15,500", "15.5"))),
    )
    assert likely(doubt, Field.SUM) == "."
    assert likely(doubt, Field.QUANTITY) == ","
    assert reading_of(column, Field.SUM, None, "RU").decimal == "."
    assert reading_of(column, Field.SUM, Reading(decimal=","), "RU").decimal == ","


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1,234", "10,5"], ","),
        (["1,234", "1,234,567"], "."),
        (["1,234", "1.5"], "."),
        (["1.234", "0.125"], "."),
        (["1,234", "12345,678"], ","),
    ],
)
def test_other_cells_of_the_column_prove_its_mark(cells, mark, tmp_path):
    column = look(tmp_path, table(["Дата", "2025-01-01", "2025-01-02"], ["Сумма", *cells]))[1]
    assert column.reading.decimal == mark
    assert not column.doubts


def test_another_column_proves_the_mark_and_dates_with_points_do_not(tmp_path):
    columns = look(
        tmp_path, table(["Дата", "01.02.2025", "2.03.2025"], ["Цена", "10,50", "7,25"], ["Сумма", "1,234", "2,500"])
    )
    assert columns[2].reading.decimal == ","
    assert not columns[2].doubts
    columns = look(tmp_path, table(["Дата", "01.02.2025", "2.03.2025"], ["Сумма", "1,234", "2,500"]))
    assert columns[1].doubts


def test_years_of_small_children_or_of_the_very_old_are_asked_about(tmp_path):
    names = ["ФИО", "Крылова Ольга", "Ли Дмитрий", "Пак Игорь"]
    column = look(tmp_path, table(names, ["День рождения", "14.03.24", "01.02.85", "15.06.28"]))[1]
    (doubt,) = column.doubts
    assert doubt.choices == ((26, (("14.03.24", "2024-03-14"),)), (21, (("14.03.24", "1924-03-14"),)))
    rows = clean(tmp_path, table(names, ["ДР", "14.03.24", "01.02.85", "15.06.28"]), [Field.NAME, Field.BIRTHDAY], {})
    assert [row.birthday for row in rows] == ["2024-03-14", "1985-02-01", "1928-06-15"]
    older = {1: Reading(pivot=21)}
    rows = clean(
        tmp_path, table(names, ["ДР", "14.03.24", "01.02.85", "15.06.28"]), [Field.NAME, Field.BIRTHDAY], older
    )
    assert rows[0].birthday == "1924-03-14"


def test_years_that_can_be_only_one_thing_are_not_asked_about(tmp_path):
    column = look(tmp_path, table(["ФИО", "Крылова Ольга", "Ли Дмитрий"], ["День рождения", "14.03.15", "01.02.85"]))[1]
    assert column.reading.pivot == 26
    assert not column.doubts


@pytest.mark.parametrize(
    ("cells", "home", "found"),
    [
        (["8 (916) 123-45-67", "89052211408", "9161234567"], "RU", (None, ())),
        (["(212) 555-2671", "(916) 381-6003", "(707) 555-0156"], "RU", ("US", ())),
        (["8 029 123-45-67", "80291234568", "+375 29 123-45-69"], "RU", ("BY", ())),
        (["067 123 45 67", "0501234567", "+380671234568"], "RU", ("UA", ())),
        (["8 (916) 123-45-67", "89052211408"], "US", ("RU", ())),
        (["(916) 381-6003", "(914) 381-6004", "(914) 381-6005"], "RU", (None, ("US", "RU"))),
        (["+375291234567"], "RU", (None, ())),
        (["", "нет", "12"], "RU", (None, ())),
    ],
)
def test_the_country_of_phones_without_a_code_is_that_of_the_column(cells, home, found):
    assert phone_country(cells, home) == found


def test_phones_of_two_possible_countries_are_asked_about(tmp_path):
    names = ["ФИО", "Крылова Ольга", "Ли Дмитрий", "Пак Игорь"]
    rows = table(names, ["Телефон", "(916) 381-6003", "(914) 381-6004", "(914) 381-6005"])
    (doubt,) = look(tmp_path, rows)[1].doubts
    assert doubt.choices[0] == (
        "US",
        (("(916) 381-6003", "+19163816003"), ("(914) 381-6004", "+19143816004"), ("(914) 381-6005", "+19143816005")),
    )
    assert doubt.choices[1][1][0] == ("(916) 381-6003", "+79163816003")
    assert clean(tmp_path, rows, [Field.NAME, Field.PHONE], {})[0].phones == "+19163816003"
    assert clean(tmp_path, rows, [Field.NAME, Field.PHONE], {1: Reading(country="RU")})[0].phones == "+79163816003"


def test_a_doubt_matters_only_for_the_field_it_is_about_and_until_it_is_answered(tmp_path):
    column = look(tmp_path, table(["Дата", "03/04/2025", "05/06/2025"], ["Сумма", "1", "2"]))[0]
    assert open_doubts(column, Field.DATE, None) == column.doubts == open_doubts(column, Field.BIRTHDAY, None)
    assert open_doubts(column, Field.NOTE, None) == ()
    assert open_doubts(column, Field.DATE, Reading(day_first=True)) == ()


def test_what_the_command_line_says_about_days_settles_it(tmp_path):
    column = look(tmp_path, table(["Дата", "03/04/2025", "05/06/2025"], ["Сумма", "1", "2"]), day_first=False)[0]
    assert column.reading.day_first is False
    assert not column.doubts


def test_a_mark_that_is_proved_late_in_a_long_column_still_counts(tmp_path):
    sums = ["Сумма", *(f"{n // 900 + 1},{n % 900 + 100}" for n in range(9_000)), "10,5"]
    days = ["Дата", *["2025-01-01"] * (len(sums) - 1)]
    column = look(tmp_path, table(days, sums))[1]
    assert column.reading.decimal == ","
    assert not column.doubts


@pytest.mark.parametrize(
    ("title", "cells", "field", "attribute"),
    [
        ("Дата", ["03/04/2025", "05/06/2025", "07/08/2025"], Field.DATE, "day"),
        ("День рождения", ["03/04/24", "05/06/85", "07/08/90"], Field.BIRTHDAY, "birthday"),
        ("Сумма", ["1,234", "15,500", "2,001"], Field.SUM, "line_sum"),
        ("Телефон", ["(916) 381-6003", "(914) 381-6004", "(914) 381-6005"], Field.PHONE, "phones"),
    ],
)
def test_every_answer_reads_the_rows_as_its_examples_promise(title, cells, field, attribute, tmp_path):
    rows = table(["ФИО", "Крылова Ольга", "Ли Дмитрий", "Пак Игорь"], [title, *cells])
    column = look(tmp_path, rows)[1]
    assert open_doubts(column, field, None)
    for doubt in open_doubts(column, field, None):
        for value, examples in doubt.choices:
            chosen = {1: Reading(**{doubt.kind: value})}
            found = [getattr(row, attribute) for row in clean(tmp_path, rows, [Field.NAME, field], chosen)]
            read = dict(zip(cells, found, strict=True))
            for cell, promised in examples:
                worded = f"{read[cell] / 100:g}" if field is Field.SUM else read[cell]
                assert worded == (f"{round(float(promised), 2):g}" if field is Field.SUM else promised)


def test_a_sheet_of_the_same_titles_settles_what_another_leaves_open(tmp_path):
    head = ["ФИО", "Дата", "Сумма"]
    path = write_xlsx(
        tmp_path / "a.xlsx",
        ("Январь", [head, ["Крылова Ольга", "01/02/2025", "1"], ["Ли Дмитрий", "03/04/2025", "2"]]),
        ("Февраль", [head, ["Крылова Ольга", "02/13/2025", "1"], ["Ли Дмитрий", "02/25/2025", "2"]]),
        (
            "Прочее",
            [["Гость", "Когда", "Оплата"], ["Крылова Ольга", "01/02/2025", "1"], ["Ли Дмитрий", "03/04/2025", "2"]],
        ),
    )
    with Reader(path, this_year=YEAR) as reader:
        january, february, other = reader.inspect()
        (batch,) = reader.rows(january.name, as_found(january))
    assert [info.columns[1].reading.day_first for info in (january, february)] == [False, False]
    assert not january.columns[1].doubts
    assert other.columns[1].doubts
    assert batch[0].day == "2025-01-02"
