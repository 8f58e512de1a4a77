"""Search as you type: how queries may be spelled, what comes first, and by what a client was found."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models import search_rank
from app.models.database import Database
from app.models.enums import OwnKind
from app.models.search import fold, match_clause, query_words
from app.services.clients.data import ClientData, Contact
from app.services.clients.find import find_clients, list_client_ids
from app.services.clients.listing.search import search_clients
from app.services.clients.own import save_own_field
from app.services.clients.save import save_client, trash_client
from app.services.keyboard import other_layout
from tests.conftest import NOW
from tests.factories import make_client, sell

KEYS = "йцукенгшщзхъфывапролджэячсмитьбю"


def found(db: Database, typed: str) -> list[str]:
    """Names of the clients that the search finds, in its order."""
    return [row.name for row in find_clients(db, typed)]


@pytest.mark.parametrize(
    "typed",
    ["89", "8905", "8 905", "8 (905) 221", "+7905", "+7 905 221-14-08", "9052211408", "905 221", "221-14-08", "1408"],
)
def test_a_phone_is_found_however_it_is_typed_and_as_it_is_typed(db: Database, typed: str) -> None:
    make_client(db, "Крылова Ольга", phone="8(905)221-14-08")
    make_client(db, "Пак Игорь", phone="+7 999 010-33-44")
    assert found(db, typed) == ["Крылова Ольга"] or typed == "89"


def test_a_phone_abroad_is_found_with_its_zeros(db: Database) -> None:
    make_client(db, "Weiss Klara", phone="+49 151 23456789")
    for typed in ("0049 151 234", "+49 151 234", "0151 23456789", "15123456789"):
        assert found(db, typed) == ["Weiss Klara"], typed


@pytest.mark.parametrize("typed", ["80291234567", "8 029 123-45-67", "+375 29 123 45 67"])
def test_a_phone_is_found_as_its_country_dials_it(db: Database, typed: str) -> None:
    make_client(db, "Ёлкин Артём", phone="+375291234567")
    assert found(db, typed) == ["Ёлкин Артём"]


@pytest.mark.parametrize("typed", ["70012233", "7001 2233", "7001"])
def test_a_card_stored_in_groups_is_found_without_them(db: Database, typed: str) -> None:
    save_client(db, ClientData("Крылова Ольга", card="7001 2233"), NOW)
    assert found(db, typed) == ["Крылова Ольга"]


@pytest.mark.parametrize("typed", ['ООО "Ромашка"', '"ромашка"', "«Ромашка", "ооо ромашка", "„ромашка“"])
def test_quotes_around_a_name_are_as_good_as_none(db: Database, typed: str) -> None:
    save_client(db, ClientData("Крылова Ольга", company="ООО «Ромашка»"), NOW)
    assert found(db, typed) == ["Крылова Ольга"]
    assert len(list_client_ids(db, typed)) == 1


@pytest.mark.parametrize("typed", ["крылова 905 221-14-08", "221-14-08 крыл", "ольга 1408 крыл", "крылова - ольга"])
def test_words_and_numbers_stand_in_any_order(db: Database, typed: str) -> None:
    make_client(db, "Крылова Ольга", phone="8(905)221-14-08")
    make_client(db, "Крылова Ольга", phone="8(905)221-14-09")
    assert len(find_clients(db, typed)) == (2 if typed == "крылова - ольга" else 1)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("rhskjd", "Крылова Ольга"),
        ("RHSKJDF JKM", "Крылова Ольга"),
        (";erjdf", "Жукова Зоя"),
        ("{hbcnj", "Христова Юлия"),
        (".kbz", "Христова Юлия"),
        ("`krbyf", "Ёлкина Инна"),
        ("'kmdbhf", "Эльвира"),
        ("ыьшер", "Smith Anna"),
        ("фттф ыьшер", "Smith Anna"),
        ("крылова jkmuf", "Крылова Ольга"),
    ],
)
def test_the_wrong_layout_finds_what_was_meant(db: Database, typed: str, name: str) -> None:
    for known in ("Крылова Ольга", "Жукова Зоя", "Христова Юлия", "Ёлкина Инна", "Эльвира", "Smith Anna"):
        make_client(db, known)
    assert found(db, typed) == [name]
    assert len(list_client_ids(db, typed)) == 1


@given(st.text(alphabet=KEYS, min_size=1))
def test_typing_in_the_other_layout_and_back_gives_the_same(typed: str) -> None:
    assert other_layout(other_layout(typed)) == typed


@pytest.mark.parametrize(
    "typed",
    ["крвлова", "кылова", "крыллова", "ркылова", "крылвоа", "крвл", "клылова ольга", "крылова олга", "rhdkjdf"],
)
def test_a_slip_of_the_finger_finds_the_name_all_the_same(db: Database, typed: str) -> None:
    make_client(db, "Крылова Ольга")
    make_client(db, "Пак Игорь")
    assert found(db, typed) == ["Крылова Ольга"]
    assert len(list_client_ids(db, typed)) == 1


@pytest.mark.parametrize("typed", ["алксандроваа", "алесандрва", "александрвоо", "аликсандоова"])
def test_a_long_name_may_have_two_slips(db: Database, typed: str) -> None:
    make_client(db, "Александрова Вера")
    make_client(db, "Пак Игорь")
    assert found(db, typed) == ["Александрова Вера"]


@pytest.mark.parametrize("typed", ["ромшка", "ромажка", "сторойка", "промашк крылова"])
def test_a_slip_is_forgiven_anywhere_not_in_names_only(db: Database, typed: str) -> None:
    save_client(db, ClientData("Крылова Ольга", company="ООО «Ромашка-стройка»"), NOW)
    make_client(db, "Пак Игорь")
    assert found(db, typed) == ["Крылова Ольга"]


@pytest.mark.parametrize("typed", ["пок", "кры лава", "9052211409", "зззз", "qqqq"])
def test_what_nobody_has_finds_nobody(db: Database, typed: str) -> None:
    make_client(db, "Крылова Ольга", phone="8(905)221-14-08")
    make_client(db, "Пак Игорь")
    assert found(db, typed) == []


@pytest.mark.parametrize("typed", ["551235", "55123", "9052211409"])
def test_another_number_is_another_client(db: Database, typed: str) -> None:
    save_client(db, ClientData("Крылова Ольга", contacts=(Contact("phone", "+79052211408"),), card="551243"), NOW)
    assert found(db, typed) == []


@pytest.mark.parametrize("typed", ["Сидорова С.Е.", "С.Е. Сидорова", "сидорова с.е", "Сидорова С. Е."])
def test_initials_find_the_whole_name(db: Database, typed: str) -> None:
    make_client(db, "Сидорова София Евгеньевна")
    make_client(db, "Сидорова Анна Егоровна")
    assert found(db, typed) == ["Сидорова София Евгеньевна"]
    assert list_client_ids(db, typed)


def test_a_name_that_is_stored_with_initials_is_found_by_them(db: Database) -> None:
    make_client(db, "Сидорова С.Е.")
    assert len(found(db, "Сидорова С.Е.")) == len(found(db, "Сидорова С. Е.")) == 1


def test_right_spellings_come_before_slips(db: Database) -> None:
    make_client(db, "Петрова Ольга")
    rich = make_client(db, "Ветрова Ольга")
    sell(db, rich, date(2026, 1, 1), 1_000_000)
    assert found(db, "петрова") == ["Петрова Ольга", "Ветрова Ольга"]


def test_surnames_come_first_then_first_names_then_ends_of_phones_then_value(db: Database) -> None:
    best = save_client(
        db, ClientData("Петров Роман", contacts=(Contact("phone", "+79111111111"),), note="брат Марка"), NOW
    )
    sell(db, best, date(2026, 1, 1), 9_000_000)
    make_client(db, "Семёнов Марк")
    make_client(db, "Маркова Ирина")
    make_client(db, "Марк Анна")
    assert found(db, "марк") == ["Марк Анна", "Маркова Ирина", "Семёнов Марк", "Петров Роман"]
    make_client(db, "Последний Пётр", phone="+79160001111")
    first = make_client(db, "Первый Пётр", phone="+79111116000")
    sell(db, first, date(2026, 1, 2), 10_000_000)
    assert found(db, "1111") == ["Петров Роман", "Последний Пётр", "Первый Пётр"]


def test_of_equal_ones_who_spent_more_and_came_later_is_first(db: Database) -> None:
    little, late, early = (make_client(db, name) for name in ("Крылова Анна", "Крылова Вера", "Крылова Зоя"))
    for client_id, day, total in ((little, 3, 100), (late, 2, 500), (early, 1, 500)):
        sell(db, client_id, date(2026, 1, day), total)
    assert found(db, "крыл") == ["Крылова Вера", "Крылова Зоя", "Крылова Анна"]


def test_what_matched_is_told_where_it_is_not_the_name(db: Database) -> None:
    field_id = save_own_field(db, "Собака", OwnKind.TEXT, (), NOW)
    client_id = make_client(db, "Крылова Ольга", phone="89052211408")
    data = ClientData(
        "Крылова Ольга",
        contacts=(Contact("phone", "+79052211408"), Contact("email", "kr@mail.example"), Contact("telegram", "@kry")),
        company="ООО «Вектор»",
        card="55 1234",
        city="Казань",
        tags=("постоянная",),
        note="Всегда приходит по пятницам вечером и просит отложить свежие пионы",
        own={field_id: "Бобик"},
    )
    save_client(db, data, NOW, client_id)
    told = {
        typed: (match.thing, match.text, match.label)
        for typed in ("ольг", "221-14", "kr@", "@kry", "вектор", "55 1234", "каза", "постоян", "пион", "боби")
        for match in search_clients(db, typed)
    }
    assert told == {
        "ольг": ("name", "Крылова Ольга", ""),
        "221-14": ("phone", "+79052211408", ""),
        "kr@": ("email", "kr@mail.example", ""),
        "@kry": ("telegram", "@kry", ""),
        "вектор": ("company", "ООО «Вектор»", ""),
        "55 1234": ("card", "55 1234", ""),
        "каза": ("city", "Казань", ""),
        "постоян": ("tag", "постоянная", ""),
        "пион": ("note", "…отложить свежие пионы", ""),
        "боби": ("own", "Бобик", "Собака"),
    }


def test_a_client_in_the_trash_is_not_found(db: Database) -> None:
    trash_client(db, make_client(db, "Крылова Ольга"), NOW)
    assert search_clients(db, "крылова") == []
    assert search_clients(db, "крвлова") == []


def test_among_many_the_best_are_the_same_as_when_all_are_ranked(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(60):
        client_id = make_client(db, f"{('Крылова', 'Рылова', 'Пак')[number % 3]} {('Анна', 'Крыль')[number % 2]}")
        sell(db, client_id, date(2026, 1, 1 + number % 28), 1_000 + number * 37 % 50)
    typed = ("кры", "крыл", "рыл", "анна", "крылова анна", "к", "пак кр", "анна рыл")
    ranked = [[row.id for row in find_clients(db, query, 5)] for query in typed]
    monkeypatch.setattr(search_rank, "CANDIDATES", 3)
    assert [[row.id for row in find_clients(db, query, 5)] for query in typed] == ranked


def test_surnames_of_those_who_buy_little_are_not_lost_among_many(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        rich = save_client(db, ClientData(f"Пак Анна {number}", note="от Крыловых"), NOW)
        sell(db, rich, date(2026, 1, 1), 1_000_000)
        make_client(db, f"Крылова Анна {number}")
    for bound in ("CANDIDATES", "WALKED_NAMES", "WALKED_ROWS"):
        monkeypatch.setattr(search_rank, bound, 3)
    assert {name[:7] for name in found(db, "крыл")[:4]} == {"Крылова"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=12))
def test_anything_at_all_may_be_typed(db: Database, typed: str) -> None:
    assert find_clients(db, typed) == [] or typed.strip()
    list_client_ids(db, typed)
    match_clause(query_words(typed))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_every_part_of_a_name_finds_it(db: Database, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(("Крылова Ольга Петровна", "Ёжиков Семён", "O'Brien Maria-José", "Ли Пак")))
    if not find_clients(db, name):
        make_client(db, name)
    start = data.draw(st.integers(0, len(name) - 3))
    part = name[start : start + data.draw(st.integers(3, 9))]
    words = [word for word in fold(part).split() if len(word) >= 3]
    if words:
        assert name in found(db, " ".join(words))
