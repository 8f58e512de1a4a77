"""Which rows become one client, and which client of the shop they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.models.database import Database
from app.services.clients.data import Birthday
from app.services.imports.matching.likeness import compatible, name_key
from app.services.imports.results import ClientCounts
from tests.factories import make_client
from tests.services.imports.shop import ask, bring, bring_one, write_csv, write_xlsx

PHONE = "+7 905 221-14-08"


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("Крылова Ольга Петровна", "Ольга Крылова", True),
        ("Крылова О. П.", "Крылова Ольга Петровна", True),
        ("Крылова Ольга", "КРЫЛОВА  ОЛЬГА", True),
        ("Королёв Артём", "Королев Артем", True),
        ("", "Крылова Ольга", True),
        ("Крылова Ольга", "Крылов Олег", False),
        ("Крылова Ольга", "Крылова Олеся", False),
        ("Петров О.", "Крылова О.", False),
        ("О. П.", "Крылова Ольга Петровна", False),
        ("Крылова О. И.", "Крылова Ольга Петровна", False),
    ],
)
def test_names_fit_when_one_says_less_than_the_other(one: str, other: str, fit: bool) -> None:
    assert compatible(name_key(one), name_key(other)) is fit
    assert compatible(name_key(other), name_key(one)) is fit


def test_the_same_phone_with_a_name_that_fits_is_the_same_client(db: Database, tmp_path: Path) -> None:
    rows = [("ФИО", "Телефон"), ("Крылова Ольга Петровна", PHONE), ("Крылова О. П.", "8 (905) 221-14-08")]
    report = bring_one(db, write_csv(tmp_path / "клиенты.csv", rows))
    assert report.clients == ClientCounts(created=1)
    assert ask(db, "SELECT name FROM client") == [("Крылова Ольга Петровна",)]


def test_a_shared_phone_with_another_name_never_merges(db: Database, tmp_path: Path) -> None:
    make_client(db, "Крылова Ольга Петровна", phone=PHONE)
    rows = [("ФИО", "Телефон"), ("Крылов Олег Иванович", PHONE), ("Сидорова Анна", PHONE)]
    path = write_csv(tmp_path / "клиенты.csv", rows)
    assert bring_one(db, path).clients == ClientCounts(created=2)
    assert bring_one(db, path).clients == ClientCounts(unchanged=2)
    assert ask(db, "SELECT count(*), count(DISTINCT client_id) FROM contact_point") == [(3, 3)]


def test_name_and_birthday_together_are_one_client_but_a_namesake_is_not(db: Database, tmp_path: Path) -> None:
    known = make_client(db, "Крылова Ольга Петровна", birthday=Birthday(3, 14, 1985))
    rows = [
        ("ФИО", "Дата рождения", "Город"),
        ("Крылова Ольга Петровна", "14.03.1985", "Тверь"),
        ("Крылова Ольга Петровна", "15.03.1985", "Тула"),
    ]
    report = bring_one(db, write_csv(tmp_path / "клиенты.csv", rows))
    assert report.clients == ClientCounts(created=1, updated=1)
    assert ask(db, "SELECT city FROM client WHERE id = :id", id=known) == [("Тверь",)]


def test_namesakes_in_a_list_stay_apart_and_come_again_as_the_same(db: Database, tmp_path: Path) -> None:
    rows = [("ФИО", "Адрес"), ("Иванова Мария", "Ленина 1"), ("Иванова Мария", "Мира 7"), ("Иванова Мария", "Мира 7")]
    path = write_csv(tmp_path / "клиенты.csv", rows)
    assert bring_one(db, path).clients == ClientCounts(created=2)
    assert bring_one(db, path).clients == ClientCounts(unchanged=2)


def test_sales_that_know_clients_by_name_only_make_one_client_of_each_name(db: Database, tmp_path: Path) -> None:
    rows = [
        ("Дата", "ФИО клиента", "Товар", "Сумма"),
        ("01.10.2026", "Иванова Мария", "Кения 250 г", 940),
        ("05.10.2026", "ИВАНОВА МАРИЯ", "Кения 250 г", 940),
        ("06.10.2026", "Петров Пётр", "Чай улун", 640),
    ]
    path = write_csv(tmp_path / "продажи.csv", rows)
    assert bring_one(db, path).clients == ClientCounts(created=2)
    rows.append(("07.10.2026", "Иванова Мария", "Чай улун", 640))
    report = bring_one(db, write_csv(path, rows))
    assert report.clients == ClientCounts(updated=0, unchanged=2)
    assert (report.purchases.created, report.purchases.duplicate) == (1, 3)


def test_an_id_is_one_client_only_within_its_kind_of_file(db: Database, tmp_path: Path) -> None:
    first = write_csv(tmp_path / "a.csv", [("Код клиента", "ФИО"), ("7", "Крылова Ольга"), ("8", "Ли Дмитрий")])
    other = write_csv(tmp_path / "b.csv", [("Код клиента", "ФИО", "Город"), ("7", "Зайцева Нина", "Омск")])
    bring_one(db, first)
    assert bring_one(db, other).clients == ClientCounts(created=1)
    renamed = write_csv(tmp_path / "c.csv", [("Код клиента", "ФИО"), ("7", "Крылова-Берг Ольга")])
    assert bring_one(db, renamed).clients == ClientCounts(unchanged=1)


def test_a_profile_is_the_kind_of_file_whatever_its_columns(db: Database, tmp_path: Path) -> None:
    first = write_csv(tmp_path / "a.csv", [("Код клиента", "ФИО"), ("7", "Крылова Ольга")])
    other = write_csv(tmp_path / "b.csv", [("Код клиента", "ФИО", "Город"), ("7", "Крылова Ольга", "Омск")])
    bring_one(db, first, profile="касса")
    assert bring_one(db, other, profile="касса").clients == ClientCounts(updated=1)
    assert ask(db, "SELECT source, value FROM external_id") == [("касса", "7")]


def test_another_id_of_the_same_system_is_another_client_whatever_the_phone(db: Database, tmp_path: Path) -> None:
    rows = [("Код клиента", "ФИО", "Телефон"), ("1", "Крылова Ольга", PHONE), ("2", "Крылова Ольга", PHONE)]
    assert bring_one(db, write_csv(tmp_path / "a.csv", rows)).clients == ClientCounts(created=2)


def test_a_client_in_the_trash_is_not_brought_back(db: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [("Код клиента", "ФИО", "Город"), ("7", "Крылова Ольга", "Тверь")])
    bring_one(db, path)
    with db.write() as session:
        session.connection().exec_driver_sql("UPDATE client SET deleted_at = '2026-11-21T09:00:00.000000Z', city = ''")
    assert bring_one(db, path).clients == ClientCounts(unchanged=1)
    assert ask(db, "SELECT count(*), max(city) FROM client") == [(1, "")]


def test_orders_find_the_clients_of_another_file_of_the_drop(db: Database, tmp_path: Path) -> None:
    clients = write_xlsx(tmp_path / "c.xlsx", {"c": [("customer_id", "name"), (1, "Anna Berg"), (2, "Carl Dorn")]})
    orders = write_xlsx(
        tmp_path / "o.xlsx",
        {
            "o": [
                ("order_id", "customer_id", "order_date", "total"),
                (10, 2, "2026-01-05", 50),
                (11, 2, "2026-02-05", 70),
            ]
        },
    )
    result = bring(db, orders, clients)
    assert [report.clients.created for report in result.batches] == [0, 2]
    assert ask(db, "SELECT name, visits, total FROM client ORDER BY id") == [
        ("Anna Berg", 0, 0),
        ("Carl Dorn", 2, 12_000),
    ]


def test_next_month_the_orders_come_alone_and_find_their_clients(db: Database, tmp_path: Path) -> None:
    test_orders_find_the_clients_of_another_file_of_the_drop(db, tmp_path)
    later = [("order_id", "customer_id", "order_date", "total"), (12, 1, "2026-03-05", 90), (13, 3, "2026-03-05", 10)]
    report = bring_one(db, write_xlsx(tmp_path / "o.xlsx", {"o": later}))
    assert report.clients == ClientCounts(created=1, unchanged=1)
    assert ask(db, "SELECT name, visits FROM client ORDER BY id") == [("Anna Berg", 1), ("Carl Dorn", 2), ("3", 1)]


def test_a_refusal_anywhere_in_the_file_counts_and_coming_again_changes_nothing(db: Database, tmp_path: Path) -> None:
    rows = [
        ("ФИО", "Телефон", "Согласие на рассылку", "Последний контакт"),
        ("Крылова Ольга Петровна", PHONE, "да", "03.02.2024"),
        ("Ольга Крылова", PHONE, "нет", "05.03.2024"),
    ]
    bring_one(db, write_xlsx(tmp_path / "a.xlsx", {"Клиенты": rows}))
    assert ask(db, "SELECT given FROM consent") == [(0,)]
    assert ask(db, "SELECT date(at) FROM interaction") == [("2024-03-05",)]
    again = bring_one(db, write_xlsx(tmp_path / "b.xlsx", {"Клиенты": rows}))
    assert again.clients == ClientCounts(unchanged=1)
