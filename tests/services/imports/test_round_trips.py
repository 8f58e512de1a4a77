"""Whatever a shop may type is read back as what was meant; and whatever else stands in a cell stays within bounds."""

from __future__ import annotations

import datetime as dt

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.services.imports.values import dates, names, numbers, phones, words
from app.services.imports.values.amounts import discount_number
from app.services.imports.values.first_names import FIRST_NAMES
from app.services.imports.values.letters import one_alphabet

MINOR = st.integers(0, 10**11)
MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
SHORT_MONTHS = "янв фев мар апр май июн июл авг сен окт ноя дек".split()
ENGLISH = (
    "January February March April May June July August September October November December".split()
)  # not strftime's, which follow the computer's language
REGIONS = ("RU", "BY", "UA", "KZ", "DE", "FR", "GB", "US", "IT", "ES", "PL", "TR", "IL", "CN", "IN", "BR", "AU", "UZ")
RUSSIAN_NAMES = sorted(name.title() for name in FIRST_NAMES if name[0] > "z" and len(name) > 2)
SURNAMES = ("Иванов", "Крылова", "Салтыков-Щедрин", "Шевченко", "Ковальчук", "Достоевский", "Оганесян", "Седых")
PATRONYMICS = ("Иванович", "Петровна", "Ильич", "Ильинична", "Кузьмич", "Сергеевна")
CELLS = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="0123456789 .,-/:()+₽%рубкотыдмгшxх\u00a0\u202f−½", max_size=30),
    st.text(alphabet="абвАБВopsОРС .,()/&+-«»0123456789\n", max_size=40),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.none(),
)


def _grouped(whole: int, gap: str) -> str:
    return f"{whole:,}".replace(",", gap)


@given(MINOR, st.sampled_from((" ", "\u00a0", "\u202f", "\u2009", "'")), st.sampled_from((".", ",")))
def test_sums_of_every_country_are_read_back(minor, gap, point):
    whole, cents = divmod(minor, 100)
    plain = f"{_grouped(whole, gap)}{point}{cents:02}"
    for text in (
        plain,
        f"{plain} ₽",
        f"{plain} руб.",
        f"{plain}р.",
        f"${plain}",
        f"€ {plain}",
        f"{plain} RUB",
        f"+{plain}",
    ):
        assert numbers.minor(numbers.millionths(text)) == minor
    for text in (f"-{plain}", f"− {plain}", f"({plain})", f"{plain}-", f"-{plain} ₽", f"₽ -{plain}"):
        assert numbers.minor(numbers.millionths(text)) == -minor


@given(MINOR)
def test_points_and_commas_that_group_are_told_from_those_that_divide(minor):
    whole, cents = divmod(minor, 100)
    assert numbers.minor(numbers.millionths(f"{_grouped(whole, '.')},{cents:02}")) == minor
    assert numbers.minor(numbers.millionths(f"{_grouped(whole, ',')}.{cents:02}")) == minor
    assert numbers.minor(numbers.millionths(float(minor) / 100)) == minor


@given(st.integers(0, 10**7), st.integers(0, 99))
def test_sums_in_words_of_money_are_read_back(whole, cents):
    minor = whole * 100 + cents
    for text in (
        f"{whole} руб {cents} коп",
        f"{whole} руб. {cents:02} коп.",
        f"{whole}р.{cents:02}к.",
        f"{_grouped(whole, ' ')}-{cents:02}",
        f"{whole}={cents:02}",
    ):
        assert numbers.minor(numbers.millionths(text)) == minor
    for text in (f"{whole} тыс", f"{whole} тыс. руб.", f"{whole}к", f"{whole} k", f"{whole} т.р."):
        assert numbers.minor(numbers.millionths(text)) == whole * 100_000
    for text in (f"{whole}=", f"{whole},-", f"{whole}.-", f"{whole} рублей", f"{whole} (сколько-то) руб."):
        assert numbers.minor(numbers.millionths(text)) == whole * 100


@given(
    st.integers(1, 10**8),
    st.sampled_from("шт шт. штук кг гр г л мл м м2 уп упак. пары бут. пачек pcs kg час коробки".split()),
)
def test_quantities_with_their_unit_are_read_back(thousandths, unit):
    whole, part = divmod(thousandths, 1000)
    assume(part or whole)
    for text in (f"{whole},{part:03}", f"{whole}.{part:03}"):
        for shown in (text, f"{text} {unit}", f"{text}{unit}", f"x{text}", f"{text} х"):
            assert numbers.thousandths(numbers.millionths(shown, text[-4], False)) == thousandths


@given(st.integers(0, 10_000))
def test_discounts_are_read_back(hundredths):
    text = f"{hundredths // 100},{hundredths % 100:02}"
    for shown in (f"{text}%", f"{text} %", f"-{text}%", f"скидка {text}%", f"{text} проц.", f"{text}% (карта)"):
        assert discount_number(shown, ",") == hundredths * 10_000


@given(st.dates(dt.date(1970, 1, 1), dt.date(2099, 12, 31)))
def test_days_of_both_languages_are_read_back(day):
    d, m, y = day.day, day.month, day.year
    russian, short, english = MONTHS[m - 1], SHORT_MONTHS[m - 1], ENGLISH[m - 1]
    for text in (
        *(f"{d:02}.{m:02}.{y}", f"{d}.{m}.{y}", f"{d:02}.{m:02}.{y}г.", f"{d:02}.{m:02}.{y} г", f"{d:02},{m:02},{y}"),
        *(f"{y}-{m:02}-{d:02}", f"{y}.{m:02}.{d:02}", f"{y}/{m}/{d}", f"{y}{m:02}{d:02}", f"{d} {m} {y}"),
        *(
            f"{d} {russian} {y}",
            f"{d} {russian} {y} года",
            f"«{d}» {russian} {y} г.",
            f"{d}-{short}-{y}",
            f"{d} {short}. {y}",
        ),
        *(
            f"{d} {english} {y}",
            f"{english} {d}, {y}",
            f"{d}-{english[:3]}-{y}",
            f"{english[:3]} {d}, {y}",
            f"Пн, {d}.{m}.{y}",
        ),
        *(f"{d}/{m}/{y}", f"{d}-{m}-{y}", f"{d}\\{m}\\{y}"),
    ):
        assert dates.day_and_time(text, True) == (day.isoformat(), None), text
        assert dates.birthday(text, True) in ((day.isoformat(),), ("-" + day.isoformat()[4:],)), text
    for text in (f"{m}/{d}/{y}", f"{m:02}-{d:02}-{y}"):
        assert dates.day_and_time(text, False) == (day.isoformat(), None)
    serial = (day - dt.date(1899, 12, 30)).days
    for cell in (serial, float(serial), str(serial), f"{serial}.0", int(f"{y}{m:02}{d:02}")):
        assert dates.day_and_time(cell, True) == (day.isoformat(), None)


@given(st.dates(dt.date(1970, 1, 1), dt.date(2068, 12, 31)))
def test_two_digits_of_a_year_are_read_back_by_the_pivot(day):
    text = f"{day.day:02}.{day.month:02}.{day.year % 100:02}"
    found = dates.day_and_time(text, True, day.year % 100)
    assert found is None or found[0] is None or found[0][4:] == day.isoformat()[4:]
    assert dates.day_and_time(f"{day.day}/{day.month}/{day.year % 100:02}", True, 68) == (
        (day.isoformat(), None) if day.year > 1999 or day.year % 100 > 68 else None
    )


@given(st.dates(dt.date(2000, 1, 1), dt.date(2000, 12, 31)))
def test_birthdays_without_a_year_are_read_back(day):
    for text in (
        *(f"{day.day} {MONTHS[day.month - 1]}", f"{day.day:02}.{day.month:02}", f"{day.day}.{day.month}."),
        *(f"{ENGLISH[day.month - 1]} {day.day}", f"--{day.month:02}-{day.day:02}", f"{day.day:02}.{day.month:02}.????"),
        *(f"1604-{day.month:02}-{day.day:02}", f"{day.day:02}.{day.month:02}.1900"),
    ):
        if "1900" in text and day.isoformat()[5:] == "02-29":
            continue  # there was none
        assert dates.birthday(text, True) == ("-" + day.isoformat()[4:],), text


@given(st.times().map(lambda time: time.replace(microsecond=0)))
def test_times_are_read_back(time):
    minute = time.replace(second=0)
    half = f"{(time.hour - 1) % 12 + 1}:{time.minute:02} {'PM' if time.hour > 11 else 'AM'}"
    assert dates.clock_time(time.isoformat()) == dates.clock_time(time) == (time.isoformat(),)
    for text in (
        f"{time:%H:%M}",
        f"{time.hour}.{time.minute:02}",
        f"{time.hour}-{time.minute:02}",
        f"в {time:%H:%M}",
        half,
    ):
        assert dates.clock_time(text) == (minute.isoformat(),)
    for text in (f"{time.hour}ч{time.minute}м", f"{time.hour} ч. {time.minute} мин."):
        assert dates.clock_time(text) == (minute.isoformat(),)
    day = f"12.03.2024 {time}"
    assert dates.day_and_time(day, True) == ("2024-03-12", time.isoformat() if time != dt.time() else None)


@given(
    st.lists(st.integers(9_000_000_000, 9_999_999_999), min_size=1, max_size=3, unique=True),
    st.sampled_from((", ", "; ", "/", "\n", " или ", " / ", ",")),
    st.sampled_from(
        ("8{0}", "+7{0}", "7{0}", "8 {1} {2}-{3}", "+7 ({1}) {2}-{3}", "8({1}){2}{3}", "8-{1}-{2}-{3}", "{1} {2} {3}")
    ),
    st.sampled_from(("{}", "тел. {}", "{} (муж)", "{} доб. 12", "моб: {}", "{} Мария")),
)
def test_russian_numbers_are_read_back_alone_and_together(found, between, form, around):
    typed = [form.format(n := str(number), n[:3], n[3:6], n[6:]) for number in found]
    assert phones.phones(between.join(typed), "RU")[0][0] == "\n".join(f"+7{number}" for number in found)
    assert phones.phones(around.format(typed[0]), "RU") == ((f"+7{found[0]}", around.format(typed[0])), None)
    assert phones.phones(float(f"7{found[0]}"), "RU")[0][0] == f"+7{found[0]}"


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("kind", [phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE])
def test_numbers_of_other_countries_are_read_back(region, kind):
    number = phonenumbers.example_number_for_type(region, kind)
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    for form in (phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.E164):
        assert phones.phones(phonenumbers.format_number(number, form), "RU")[0][0] == plain
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    assert phones.phones(national, region)[0][0] == plain


@given(st.sampled_from(SURNAMES), st.sampled_from(RUSSIAN_NAMES), st.sampled_from(PATRONYMICS), st.booleans())
def test_names_are_read_back_in_any_order_and_case(last, first, middle, last_first):
    whole = (last, first, middle)
    for text in (f"{last} {first} {middle}", f"{first} {middle} {last}"):
        for typed in (text, text.upper(), text.lower(), f"  {text} ", text.replace(" ", "  "), f"12. {text}"):
            name = names.full_name(typed, last_first)
            assert (name.last, name.first, name.middle) == whole
            assert name.display == " ".join(whole)
    for typed in (
        f"{last} {first[0]}.{middle[0]}.",
        f"{first[0]}. {middle[0]}. {last}",
        f"{last} {first[0]} {middle[0]}",
    ):
        assert names.full_name(typed)[:4] == (f"{last} {first[0]}. {middle[0]}.", last, f"{first[0]}.", f"{middle[0]}.")
    assert names.from_parts(last, first, middle).display == " ".join(whole)
    mixed = f"{last} {first} {middle}".translate(str.maketrans("аеорсхАВЕКМНОРСТХ", "aeopcxABEKMHOPCTX"))
    assert one_alphabet(mixed) == f"{last} {first} {middle}" or not any("а" <= ch <= "я" for ch in mixed)


WORD = st.text(alphabet="абвгдежзиклмнопрстуфхцчшщэюяabcdefgh", min_size=4, max_size=9)


@given(
    st.lists(WORD, min_size=1, max_size=5, unique=True),
    st.sampled_from((", ", ";", "|", "\n", " / ", " • ", " + ", ",,")),
)
def test_tags_are_read_back_whatever_divides_them(found, between):
    assume(all(words.tags(word) == word for word in found))
    assert words.tags(between.join(found)) == "\n".join(found)


@given(
    st.lists(
        st.from_regex(r"[a-z][a-z0-9.]{0,8}[a-z]@[a-z]{2,9}\.(?:ru|com|рф)", fullmatch=True), min_size=1, max_size=3
    ),
    st.sampled_from((", ", ";", " ", "\n", " / ")),
)
def test_addresses_are_read_back_in_lower_case(found, between):
    assume(all(".." not in address for address in found))
    assert words.emails(between.join(found).upper()) == ("\n".join(dict.fromkeys(found)),)


@given(
    st.sampled_from(("да", "+", "1", "есть", "yes", "true", "✓", "согласен")),
    st.sampled_from((str.upper, str.title, str)),
)
def test_a_yes_and_its_refusal_are_told_apart(word, case):
    assert words.yes_or_no(case(word)) == (1,)
    assert words.yes_or_no(f"не {word}") == (0,)


@given(CELLS)
def test_whatever_stands_in_a_cell_gives_a_value_within_bounds(cell):
    for day_first in (True, False):
        moment = dates.day_and_time(cell, day_first)
        if moment is not None and moment[0] is not None:
            assert "1970" <= dt.date.fromisoformat(moment[0]).isoformat() <= "2101"
            assert moment[1] is None or dt.time.fromisoformat(moment[1])
        born = dates.birthday(cell, day_first)
        if born is not None and born[0] is not None:
            assert dt.date.fromisoformat(born[0].replace("--", "2000-", 1)).year > 1899
    time = dates.clock_time(cell)
    assert time is None or time[0] is None or dt.time.fromisoformat(time[0])
    for mark in (None, ".", ","):
        number = numbers.millionths(cell, mark)
        assert number is None or (type(number) is int and abs(number) <= 10**15 * numbers.MILLION)
        discount = discount_number(cell, mark)
        assert discount is None or discount >= 0


@given(CELLS, st.sampled_from(("RU", "US", "DE", "")))
def test_whatever_stands_in_a_cell_gives_numbers_of_digits_and_names_with_letters(cell, country):
    (found, raw), code = phones.phones(cell, country)
    assert (found is None) == (raw is None)
    for number in found.split("\n") if found else ():
        assert number.removeprefix("+").isdigit()
        assert 5 <= len(number) <= 18
    assert code in (None, "bad_phone")
    name = names.full_name(cell)
    assert all(part is None or part.strip() for part in name)
    assert names.doubt_of(cell) in (None, "several_names", "mixed_letters", "name_cut")
    tagged = words.tags(cell)
    assert tagged is None or all(tag.strip() for tag in tagged.split("\n"))
    assert words.yes_or_no(cell) in (None, (None,), (0,), (1,))
    assert words.gender(cell) in (None, (None,), ("m",), ("f",))
    mail = words.emails(cell)
    assert mail is None or mail[0] is None or all("@" in address for address in mail[0].split("\n"))
