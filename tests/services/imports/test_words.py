"""Names and words as shops write them, and what they must become."""

from __future__ import annotations

import pytest

from app.services.imports.values import names, words
from app.services.imports.values.cleaners import email_memo, points_memo


@pytest.mark.parametrize(
    ("cell", "display", "last", "first", "middle"),
    [
        ("КРЫЛОВА О.П.", "Крылова О. П.", "Крылова", "О.", "П."),
        ("О. П. Крылова", "Крылова О. П.", "Крылова", "О.", "П."),
        ("иванов иван иванович", "Иванов Иван Иванович", "Иванов", "Иван", "Иванович"),
        ("Ольга Петровна Крылова", "Крылова Ольга Петровна", "Крылова", "Ольга", "Петровна"),
        ("Ольга Крылова", "Крылова Ольга", "Крылова", "Ольга", None),
        ("Крылова Ольга", "Крылова Ольга", "Крылова", "Ольга", None),
        ("Мамедов Али Гасан оглы", "Мамедов Али Гасан оглы", "Мамедов", "Али", "Гасан оглы"),
        ("САЛТЫКОВ-ЩЕДРИН МИХАИЛ", "Салтыков-Щедрин Михаил", "Салтыков-Щедрин", "Михаил", None),
        ("Анна Петровна", "Анна Петровна", None, "Анна", "Петровна"),
        ("Claire Gute", "Claire Gute", "Gute", "Claire", None),
        ("Sean O'Donnell", "Sean O'Donnell", "O'Donnell", "Sean", None),
        ("O'BRIEN, JOHN", "John O'Brien", "O'Brien", "John", None),
        ("Ludwig van Beethoven", "Ludwig van Beethoven", "van Beethoven", "Ludwig", None),
        ("Маша", "Маша", None, "Маша", None),
        ("Flenderson_", "Flenderson", None, "Flenderson", None),
        ("н/д", None, None, None, None),
    ],
)
def test_names_are_taken_apart(cell, display, last, first, middle):
    name = names.full_name(cell)
    assert (name.display, name.last, name.first, name.middle) == (display, last, first, middle)


@pytest.mark.parametrize("text", ["ООО «Ромашка»", "Acme Ltd", 'Кафе "Уют"', "ЗАО Вектор", "магазин Василёк"])
def test_companies_are_not_people(text):
    name = names.full_name(text)
    assert name.company == name.display == text
    assert name.last is None


def test_a_sole_trader_is_a_company_with_a_name():
    assert names.full_name("ИП Крылова О.П.") == names.Name(
        "ИП Крылова О. П.", "Крылова", "О.", "П.", "ИП Крылова О. П."
    )


def test_parts_of_a_name_are_put_together_in_the_order_of_the_language():
    assert names.from_parts("крылова", "ольга", "петровна").display == "Крылова Ольга Петровна"
    assert names.from_parts("Burks", "Debra", "").display == "Debra Burks"
    assert names.from_parts("/White", "Walter", None) == names.Name("Walter White", "White", "Walter", None)


@pytest.mark.parametrize(
    ("cell", "answer"), [("Жен", "f"), ("М", "m"), ("муж.", "m"), ("female", "f"), ("", None), ("н/д", None)]
)
def test_gender_is_one_of_two_letters(cell, answer):
    assert words.gender(cell) == (answer,)


@pytest.mark.parametrize(
    ("cell", "answer"), [("Да", 1), ("Y", 1), (True, 1), ("N", 0), ("нет", 0), (0.0, 0), ("", None)]
)
def test_consent_is_yes_no_or_unknown(cell, answer):
    assert words.yes_or_no(cell) == (answer,)


def test_an_unknown_word_is_told_from_an_empty_cell():
    assert words.gender("собака") is None
    assert words.yes_or_no("может быть") is None


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("Отменён", ("cancelled", False)),
        ("canceled", ("cancelled", False)),
        ("Отклонён", ("rejected", False)),
        ("Rejected", ("rejected", False)),
        ("Возврат", ("done", True)),
        ("Выполнен", ("done", False)),
        (3.0, None),
        ("", None),
    ],
)
def test_a_status_is_told_by_words_and_never_by_codes(cell, answer):
    assert words.status(cell) == answer


def test_all_addresses_of_a_cell_are_kept_in_lower_case():
    assert words.emails("Anna@Mail.RU; anna2@ya.ru") == ("anna@mail.ru\nanna2@ya.ru",)
    assert words.emails("anna(at)mail.ru") is None
    assert words.emails("нет") == (None,)


@pytest.mark.parametrize(
    ("cell", "display", "last", "first", "code"),
    [
        ("Крылова Ольга (муж Олег)", "Крылова Ольга (муж Олег)", "Крылова", "Ольга", None),
        ("Крылова Ольга, муж Олег", "Крылова Ольга (муж Олег)", "Крылова", "Ольга", None),
        ("Ольга и Олег Крыловы", "Ольга и Олег Крыловы", "Крыловы", "Ольга", "several_names"),
        ("Крылова Ольга/Крылов Олег", "Крылова Ольга/Крылов Олег", "Крылова", "Ольга", "several_names"),
        ("Семья Крыловых", "Семья Крыловых", None, None, "several_names"),
        ("Kpылoвa Oльгa", "Крылова Ольга", "Крылова", "Ольга", "mixed_letters"),
        ("Крылова OKCAHA", "Крылова ОКСАНА", "Крылова", "ОКСАНА", "mixed_letters"),
        ("Крылова Ольга 8 916 123-45-67", "Крылова Ольга", "Крылова", "Ольга", "name_cut"),
        ("12. Крылова Ольга", "Крылова Ольга", "Крылова", "Ольга", "name_cut"),
        ("Крылова Ольга", "Крылова Ольга", "Крылова", "Ольга", None),
        ("ооо «Рога и копыта»", "ООО «Рога и копыта»", None, None, None),
        ("Рога и Копыта", "Рога и Копыта", None, None, None),
    ],
)
def test_what_is_changed_about_a_name_is_marked(cell, display, last, first, code):
    name = names.full_name(cell)
    assert (name.display, names.doubt_of(cell)) == (display, code)
    if first is not None:
        assert (name.last, name.first) == (last, first)
    assert names.full_name("???") == names.NOBODY


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("любит кофе/чай", ["любит кофе", "чай"]),
        ("скидка 50/50", ["скидка 50/50"]),
        ("и/или", ["и/или"]),
        ("#vip #опт", ["vip", "опт"]),
        ("VIP; vip", ["VIP"]),
        ("один\nдва", ["один", "два"]),
    ],
)
def test_tags_are_divided_by_anything_but_what_belongs_to_a_word(cell, found):
    assert words.tags(cell) == "\n".join(found)


def test_what_is_lost_of_a_cell_with_addresses_or_points_is_marked():
    mail, points = email_memo(), points_memo(None)
    for cell, value, code in (
        ("a@b.ru, c@d.com", "a@b.ru\nc@d.com", None),
        ("a@b.ru, a@b.ru", "a@b.ru", None),
        ("a@b.ru, c@d", "a@b.ru", "bad_email"),
    ):
        assert mail.parse(cell) == (value, code)
    assert points.parse("120") == (120, None)
    assert points.parse("120,5") == (121, "rounded")
