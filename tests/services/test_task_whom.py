"""Whom a typed line names: declined names in both orders, companies, the end of a phone; namesakes are offered."""

from __future__ import annotations

from datetime import date, time

import pytest

from app.models.database import Database
from app.services.clients.save import trash_client
from app.services.tasks.nominative import name_forms
from app.services.tasks.whom import Whom, find_whom
from app.wording.quick_task import read_quick
from tests.factories import NOW, make_client, sell

SHOP = {
    "krylova": ("Крылова Ольга Петровна", "+79052211408"),
    "sokolova": ("Соколова Анна Сергеевна", "+79161234567"),
    "ivan": ("Громов Иван", ""),
    "petr": ("Алёхин Пётр Ильич", ""),
    "chaikovsky": ("Чайковский Павел", ""),
    "kravets": ("Кравец Игорь", ""),
    "maria": ("Дёмина Мария", ""),
    "roza": ("Валиева Роза", ""),
    "romashka": ("ООО «Ромашка»", ""),
    "horns": ("ООО «Рога и Копыта»", ""),
    "smith": ("Ann Smith", ""),
}


@pytest.fixture
def shop(db: Database) -> dict[str, int]:
    return {key: make_client(db, name, phone=phone) for key, (name, phone) in SHOP.items()}


def _whom(db: Database, line: str, *, eager: bool = True) -> Whom | None:
    return find_whom(db, read_quick(line, date(2026, 11, 21), time(12)).words, eager=eager)


@pytest.mark.parametrize(
    ("line", "who", "named"),
    [
        ("перезвонить Крыловой в пятницу в 15", "krylova", "Крыловой"),
        ("перезвонить крыловой", "krylova", "крыловой"),
        ("узнать у Крыловой Ольги", "krylova", "Крыловой Ольги"),
        ("встреча с Ольгой Крыловой", "krylova", "Ольгой Крыловой"),
        ("позвонить Ольге Петровне Крыловой завтра", "krylova", "Ольге Петровне Крыловой"),
        ("набрать Крылову", "krylova", "Крылову"),
        ("написать Анне Соколовой", "sokolova", "Анне Соколовой"),
        ("написать Ане Соколовой", "sokolova", "Ане Соколовой"),
        ("отправить прайс Ивану", "ivan", "Ивану"),
        ("звонок от Ивана Громова", "ivan", "Ивана Громова"),
        ("позвонить Ване", "ivan", "Ване"),
        ("встретиться с Алёхиным", "petr", "Алёхиным"),
        ("встретиться с алехиным", "petr", "алехиным"),
        ("позвонить Петру", "petr", "Петру"),
        ("позвонить Чайковскому", "chaikovsky", "Чайковскому"),
        ("позвонить Павлу", "chaikovsky", "Павлу"),
        ("позвонить Игорю", "kravets", "Игорю"),
        ("позвонить Кравцу", "kravets", "Кравцу"),
        ("ответить Марии", "maria", "Марии"),
        ("ответить Маше", "maria", "Маше"),
        ("позвонить в ООО Ромашка", "romashka", "ООО Ромашка"),
        ("позвонить в Ромашку", "romashka", "Ромашку"),
        ("отправить счёт в ООО «Рога и Копыта»", "horns", "ООО «Рога и Копыта"),
        ("call Ann Smith about the cake", "smith", "Ann Smith"),
        ("call Smith", "smith", "Smith"),
        ("call Ann's mother", "smith", "Ann's"),
        ("перезвонить на 1408 в 16", "krylova", "1408"),
        ("перезвонить 8 905 221-14-08 завтра", "krylova", "8 905 221-14-08"),
        ("перезвонить +79161234567", "sokolova", "+79161234567"),
    ],
)
def test_the_client_is_found_by_a_declined_name(
    db: Database, shop: dict[str, int], line: str, who: str, named: str
) -> None:
    found = _whom(db, line)

    assert found is not None
    assert [client.id for client in found.clients] == [shop[who]]
    assert line[found.start : found.end].lstrip("+") == named.lstrip("+")


@pytest.mark.parametrize("line", ["купить розу", "заказать 1409 коробок муки", "помыть окна", "в субботу", ""])
def test_words_that_name_nobody_are_nobody(db: Database, shop: dict[str, int], line: str) -> None:
    assert _whom(db, line, eager=False) is None


def test_namesakes_are_offered_the_best_client_first(db: Database) -> None:
    first, best = make_client(db, "Крылова Анна"), make_client(db, "Крылова Ирина")
    sell(db, best, date(2026, 11, 1), price=500_000)

    found = _whom(db, "перезвонить Крыловой")

    assert found is not None
    assert [client.id for client in found.clients] == [best, first]


def test_a_masculine_and_a_feminine_surname_are_both_offered_where_the_word_may_be_either(db: Database) -> None:
    man, woman = make_client(db, "Крылов Олег"), make_client(db, "Крылова Ольга")

    found = _whom(db, "набрать Крылову")

    assert found is not None
    assert {client.id for client in found.clients} == {man, woman}


def test_one_half_of_a_name_is_not_taken_for_another_client(db: Database, shop: dict[str, int]) -> None:
    found = _whom(db, "позвонить Ивану Белову")

    assert found is not None
    assert found.clients == ()


def test_a_name_that_nobody_has_is_told_so_that_a_client_can_be_added(db: Database) -> None:
    line = "позвонить Семёну Орлову завтра"

    found = _whom(db, line)

    assert found is not None
    assert found.clients == ()
    assert line[found.start : found.end] == "Семёну Орлову"


def test_clients_in_the_trash_are_not_meant(db: Database, shop: dict[str, int]) -> None:
    trash_client(db, shop["krylova"], NOW)

    found = _whom(db, "перезвонить Крыловой")

    assert found is not None
    assert found.clients == ()


@pytest.mark.parametrize(
    ("declined", "name"),
    [
        *[(form, "крылова") for form in ("крыловой", "крылову", "крылова")],
        *[(form, "крылов") for form in ("крылова", "крылову", "крыловым", "крылове")],
        *[(form, "анна") for form in ("анны", "анне", "анну", "анной")],
        *[(form, "мария") for form in ("марии", "марию", "марией")],
        *[(form, "илья") for form in ("ильи", "илье", "илью", "ильей")],
        *[(form, "андрей") for form in ("андрея", "андрею", "андреем", "андрее")],
        *[(form, "юрий") for form in ("юрия", "юрию", "юрием", "юрии")],
        *[(form, "игорь") for form in ("игоря", "игорю", "игорем")],
        *[(form, "достоевский") for form in ("достоевского", "достоевскому", "достоевским")],
        *[(form, "достоевская") for form in ("достоевской", "достоевскую")],
        *[(form, "лев") for form in ("льва", "льву")],
        *[(form, "петровна") for form in ("петровны", "петровне", "петровной")],
    ],
)
def test_a_form_leads_to_the_name(declined: str, name: str) -> None:
    assert name in name_forms(declined)


@pytest.mark.parametrize(
    ("line", "name", "named"),
    [
        ("набрать Диме Ли", "Ли Дмитрий", "Диме Ли"),
        ("позвонить Ли завтра", "Ли Дмитрий", "Ли"),
        ("позвонить Ивлевой Н. П. завтра", "Ивлева Нина", "Ивлевой Н. П"),
        ("email Mark the price", "Mark Twain", "Mark"),
    ],
)
def test_what_looks_like_a_name_is_one(db: Database, line: str, name: str, named: str) -> None:
    ids = {one: make_client(db, one) for one in ("Ли Дмитрий", "Ивлева Нина", "Mark Twain", "Price Ann")}

    found = _whom(db, line)

    assert found is not None
    assert ([client.id for client in found.clients], line[found.start : found.end]) == ([ids[name]], named)


def test_half_of_a_name_at_the_beginning_is_nobody_elses(db: Database) -> None:
    make_client(db, "Соколов Илья")
    make_client(db, "Егорова Анна")

    assert _whom(db, "Анна Соколова, торт к субботе", eager=False) is None
