"""Cells as shops type them, and what they must become."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.imports.values import dates, names, numbers, phones, words
from app.services.imports.values.amounts import DiscountKind, discount_kind, line_of
from app.services.imports.values.cells import is_total_word, text_of

CELLS = st.one_of(
    st.text(max_size=60),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.none(),
    st.from_regex(r"[-+(]?[\d .,']{1,15}[a-zа-я₽$%)]{0,4}", fullmatch=True),
    st.from_regex(r"\d{1,4}[./ -]\d{1,2}[./ -]\d{1,4}( \d{1,2}:\d{2})?", fullmatch=True),
)


@pytest.mark.parametrize(
    ("cell", "minor"),
    [
        ("2 940-00", 294000),
        ("1.890,50 р.", 189050),
        ("1,890.50", 189050),
        ("(500)", -50000),
        ("−5,00", -500),
        ("500-", -50000),
        ("- 1 200 ₽", -120000),
        ("1 тыс", 100000),
        ("1,5 тыс. руб.", 150000),
        ("2 млн", 200000000),
        ("1\u00a0234,50\u202f₽", 123450),
        ("$1,234.50", 123450),
        ("1'234.50", 123450),
        ("1 200 руб 50 коп", 120050),
        ("1890=", 189000),
        ("1890,-", 189000),
        ("10р", 1000),
        ("1,234,567", 123456700),
        ("2.99999993e-02", 3),
        (957.5775, 95758),
        (731.9399999999999, 73194),
        (1.005, 101),
        (-1.005, -101),
        (15, 1500),
        ("abc", None),
        ("1.2.3", None),
        ("12 яблок", None),
        ("", None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_sums_are_read_in_every_form(cell, minor):
    assert numbers.minor(numbers.millionths(cell)) == minor


def test_a_point_before_three_digits_follows_the_column():
    assert numbers.millionths("1.234", ".") == 1_234_000
    assert numbers.millionths("1.234", ",") == 1_234_000_000
    assert numbers.millionths("1.234", None, False) == 1_234_000


def test_the_decimal_mark_is_proved_by_the_whole_column():
    assert numbers.decimal_mark(["1.000", "2.500", "10,50"]) == ","
    assert numbers.decimal_mark(["1.890,50"]) == ","
    assert numbers.decimal_mark(["1,200", "3.5"]) == "."
    assert numbers.decimal_mark(["100", "1 000"]) is None


@pytest.mark.parametrize(
    ("cell", "pieces"),
    [("2шт", 2000), ("1,5 кг", 1500), ("0.250", 250), ("x2", 2000), ("3 шт.", 3000), (0.5, 500), ("-1", -1000)],
)
def test_quantities_keep_thousandths(cell, pieces):
    assert numbers.thousandths(numbers.millionths(cell, None, False)) == pieces


@given(st.integers(-(10**11), 10**11))
def test_a_sum_written_in_any_common_way_is_read_back(minor):
    whole, cents = divmod(abs(minor), 100)
    sign = "-" if minor < 0 else ""
    grouped = f"{whole:,}"
    for text in (
        f"{sign}{whole}.{cents:02}",
        f"{sign}{whole},{cents:02}",
        f"{sign}{grouped.replace(',', ' ')},{cents:02} ₽",
        f"{sign}{grouped}.{cents:02}",
    ):
        assert numbers.minor(numbers.millionths(text)) == minor


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
def test_halves_go_away_from_zero(value, by):
    quotient = numbers.divide_half_up(value, by)
    assert 2 * abs(abs(value) - abs(quotient) * by) <= by
    assert numbers.divide_half_up(-value, by) == -quotient


@pytest.mark.parametrize(
    ("cell", "day_first", "day", "time"),
    [
        ("01.02.2020", True, "2020-02-01", None),
        ("25/12/20", True, "2020-12-25", None),
        ("12/25/2020", False, "2020-12-25", None),
        ("2020-01-02", False, "2020-01-02", None),
        ("2020-01-02T10:20:30Z", True, "2020-01-02", "10:20:30"),
        ("12.05.2024 14:30", True, "2024-05-12", "14:30:00"),
        ("5/16/2023 1:05 PM", False, "2023-05-16", "13:05:00"),
        ("07/04/96 00:00:00", False, "1996-07-04", None),
        ("14 марта 2024", True, "2024-03-14", None),
        ("14 марта 2024 г.", True, "2024-03-14", None),
        ("5-Mar-20", True, "2020-03-05", None),
        ("Mar 5, 2020", True, "2020-03-05", None),
        ("1st of", True, None, None),
        ("пн, 12.05.2024", True, "2024-05-12", None),
        ("20240512", True, "2024-05-12", None),
        (44197.5, True, "2021-01-01", "12:00:00"),
        ("44197", True, "2021-01-01", None),
        (dt.date(2024, 2, 29), True, "2024-02-29", None),
        (dt.datetime(2024, 2, 29, 8, 15), True, "2024-02-29", "08:15:00"),
    ],
)
def test_days_and_times_are_read(cell, day_first, day, time):
    assert dates.day_and_time(cell, day_first) == ((day, time) if day else None)


@pytest.mark.parametrize("cell", ["31.02.2020", "12/25/2020", "2023", 2023.0, "весной", "99.99.9999", "15", "01.02"])
def test_a_doubtful_date_is_never_guessed(cell):
    assert dates.day_and_time(cell, True) is None


@pytest.mark.parametrize(
    ("cell", "birthday"),
    [
        ("14 марта", "--03-14"),
        ("14.03.", "--03-14"),
        ("14.03", "--03-14"),
        ("March 14", "--03-14"),
        ("29.02", "--02-29"),
        ("01.01.1900", "--01-01"),
        ("1604-05-06", "--05-06"),
        (dt.date(1904, 3, 2), "--03-02"),
        ("01.01.1970", "--01-01"),
        ("02.01.1970", "1970-01-02"),
        ("12.05.85", "1985-05-12"),
        ("12.05.15", "2015-05-12"),
        (31179.0, "1985-05-12"),
        ("19850512", "1985-05-12"),
        ("н/д", None),
        ("нет", None),
    ],
)
def test_birthdays_may_lack_the_year(cell, birthday):
    assert dates.birthday(cell, True) == (birthday,)


@pytest.mark.parametrize("cell", ["31.02", "30.02.1985", "1985", 1985.0, "летом", "12.05.1785"])
def test_an_impossible_birthday_is_refused(cell):
    assert dates.birthday(cell, True) is None


@given(st.dates(dt.date(1970, 1, 1), dt.date(2099, 12, 31)))
def test_a_day_written_in_any_common_way_is_read_back(day):
    iso = day.isoformat()
    assert dates.day_and_time(day.strftime("%d.%m.%Y"), True) == (iso, None)
    assert dates.day_and_time(day.strftime("%m/%d/%Y"), False) == (iso, None)
    assert dates.day_and_time(day.strftime("%d %b %Y"), True) == (iso, None)
    assert dates.day_and_time(float((day - dt.date(1899, 12, 30)).days), True) == (iso, None)
    assert dates.day_and_time(day, True) == (iso, None)


@pytest.mark.parametrize(
    ("cell", "numbers_found"),
    [
        ("+7 (916) 123-45-67", ["+79161234567"]),
        (79161234567.0, ["+79161234567"]),
        ("8 916 123 45 67", ["+79161234567"]),
        ("9161234567", ["+79161234567"]),
        ("тел. 8 916 1234567", ["+79161234567"]),
        ("8916 1234567 (Viber)", ["+79161234567"]),
        ("+7 916 1234567 доб. 12", ["+79161234567"]),
        ("89161234567, 8 (495) 123 45 67", ["+79161234567", "+74951234567"]),
        ("89161234567 89169876543", ["+79161234567", "+79169876543"]),
        ("8(916)1234567 мама, 8(917)7654321 папа", ["+79161234567", "+79177654321"]),
        ("8-916-123-45-67 или 8-917-765-43-21", ["+79161234567", "+79177654321"]),
        ("+375 29 123-45-67", ["+375291234567"]),
        ("+49 30 123456", ["+4930123456"]),
        ("223-45-67", ["2234567"]),
        ("123/643/9775", ["1236439775"]),
        ("876|678|3469", ["+78766783469"]),
        ("нет", []),
        ("-", []),
        ("", []),
    ],
)
def test_phones_are_found_in_a_cell(cell, numbers_found):
    (found, raw), code = phones.phones(cell, "RU")
    assert (found.split("\n") if found else []) == numbers_found
    assert code is None
    assert (raw is None) == (found is None)
    if found:
        assert len(raw.split("\n")) == len(numbers_found)


def test_a_phone_without_a_code_belongs_to_the_shops_country():
    assert phones.phones("(916) 381-6003", "US")[0][0] == "+19163816003"
    assert phones.phones("020 8765 4321", "GB")[0][0] == "+442087654321"


def test_a_phone_cell_without_digits_is_reported():
    assert phones.phones("Иван", "RU") == ((None, None), "bad_phone")


def test_a_phone_that_lost_digits_to_a_spreadsheet_program_is_not_made_up():
    assert phones.phones("7,91612E+10", "RU") == ((None, None), "bad_phone")
    assert phones.phones("7.9161234567E+10", "RU")[0][0] == "+79161234567"


@given(
    st.integers(9_000_000_000, 9_999_999_999),
    st.sampled_from(["8{}", "+7{}", "7{}", "{}", "8 ({0[0]}{0[1]}{0[2]}) {0}"]),
)
def test_the_common_forms_of_a_mobile_are_one_number(number, form):
    digits = str(number)
    text = form.format(digits) if "[" not in form else f"8 ({digits[:3]}) {digits[3:6]}-{digits[6:8]}-{digits[8:]}"
    assert phones.phones(text, "RU")[0][0] == "+7" + digits
    assert phones.phones(float("7" + digits), "RU")[0][0] == "+7" + digits


@pytest.mark.parametrize(
    "cell", ["NULL", "н/д", "-", "???", "N/A", "ERROR", "UNKNOWN", "", "   ", "—", None, "#N/A", "не указан"]
)
def test_words_for_nothing_are_empty(cell):
    assert text_of(cell) is None


def test_text_is_one_line_and_numbers_lose_their_point():
    assert text_of(" a \u00a0 b\n c\ufeff ") == "a b c"
    assert text_of(14127.0) == "14127"
    assert text_of("0") == "0"


def test_total_words_do_not_catch_names_that_begin_alike():
    assert is_total_word("Итого:")
    assert is_total_word("ИТОГО за май")
    assert is_total_word("Grand total")
    assert not is_total_word("Total Quartz масло")
    assert not is_total_word("Итоговая открытка")


@pytest.mark.parametrize(
    ("line", "kind", "result"),
    [
        ((2_000_000, 1799_990_000, 70_000, None), DiscountKind.FRACTION, (2000, 179999, 25200, 334798)),
        ((1_000_000, 100_000_000, 15_000_000, None), DiscountKind.PERCENT, (1000, 10000, 1500, 8500)),
        ((2_000_000, 100_000_000, 30_000_000, None), DiscountKind.MONEY, (2000, 10000, 3000, 17000)),
        ((None, 100_000_000, None, None), DiscountKind.MONEY, (None, 10000, None, 10000)),
        ((3_000_000, None, 200_000, 100_000_000), DiscountKind.FRACTION, (3000, None, None, 10000)),
        ((2_000_000, 60_000_000, 200_000, 100_000_000), DiscountKind.FRACTION, (2000, 6000, 2000, 10000)),
        ((-1_000_000, 5_000_000, None, None), DiscountKind.MONEY, (-1000, 500, None, -500)),
        ((None, None, None, None), DiscountKind.MONEY, (None, None, None, None)),
    ],
)
def test_the_sum_of_a_line_is_rounded_once(line, kind, result):
    assert line_of(*line, kind) == result


def test_what_a_discount_column_counts_in_is_told_by_its_values():
    assert discount_kind("discount", [0.2, 0.07, 0.0], [], None) is DiscountKind.FRACTION
    assert discount_kind("Скидка", ["5%", "10 %"], [], None) is DiscountKind.PERCENT
    assert discount_kind("Скидка, %", [5.0, 10.0], [], None) is DiscountKind.PERCENT
    assert discount_kind("Скидка", [100.0, 250.0], [1_000_000_000], None) is DiscountKind.MONEY


@given(CELLS)
def test_no_cell_makes_a_parser_raise(cell):
    text_of(cell)
    for day_first in (True, False):
        dates.day_and_time(cell, day_first)
        dates.birthday(cell, day_first)
    dates.clock_time(cell)
    for mark in (None, ".", ","):
        numbers.millionths(cell, mark)
    phones.phones(cell, "RU")
    phones.phones(cell, "US")
    name = names.full_name(cell)
    names.from_parts(cell, cell, cell)
    (
        words.gender(cell),
        words.yes_or_no(cell),
        words.emails(cell),
        words.status(cell),
        words.is_returned(cell),
        words.tags(cell),
    )
    assert name.display is None or name.display.strip()


@given(st.text(max_size=40))
def test_a_phone_keeps_only_digits_and_its_lines_match(text):
    (found, raw), _code = phones.phones(text, "RU")
    if found:
        assert all(line.lstrip("+").isdigit() for line in found.split("\n"))
        assert raw
