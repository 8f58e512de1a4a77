"""Workbooks of any size, as messy as the sample shop's, for the benchmarks.

python benchmarks/messy.py FOLDER [--clients 100000] [--purchases 200000]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).parents[1] / "resources/samples/generator"))

import handwriting as typed
from goods import PRODUCTS
from people import FATHERS, FEMALE, MALE, SOURCES, SURNAMES, TASTES, Person

TODAY = date(2026, 11, 21)
CITIES = ("Москва", "Санкт-Петербург", "Казань", "Самара", "Пермь", "Томск", "Орёл", "Ярославль")
CLIENT_HEAD = (
    *("№ карты", "ФИО", "Телефон", "E-mail", "Дата рождения", "Пол"),
    *("Город", "Адрес", "Откуда", "Предпочтения", "Прим.", "Посл. контакт"),
)
PURCHASE_HEAD = ("Дата", "№ чека", "Клиент", "Телефон", "Товар", "Категория", "Кол-во", "Цена", "Сумма")
BUYERS_SHARE = 0.3  # of the clients in the base buy at all
LINES_A_RECEIPT = (1, 1, 2, 2, 3, 4)


def make_client(random: Random, number: int) -> Person:
    """Client `number`: the number is in the phone and in the mail, so no two are the same person."""
    female = random.random() < 0.64
    surname = random.choice(SURNAMES) + "а" * female
    patronymic = random.choice(list(FATHERS.values())) + ("вна" if female else "вич")
    born = TODAY - timedelta(days=random.randrange(18 * 365, 75 * 365))
    person = Person(surname, random.choice(FEMALE if female else MALE), patronymic, f"9{number:09d}", "regular", 20.0)
    person.birthday = born if random.random() < 0.7 else None
    person.email = f"client{number}@example.com" if random.random() < 0.6 else ""
    return person


def client_rows(random: Random, people: Iterable[Person]) -> Iterator[Sequence[object]]:
    """One row a client; every thirtieth client is there twice, typed anew."""
    for number, person in enumerate(people):
        for _ in range(2 if number % 30 == 7 else 1):
            yield (
                100_000 + number if number % 3 else None,
                typed.full_name(random, person),
                typed.phone(random, person.phone),
                person.email or None,
                typed.birthday(random, person.birthday) if person.birthday else None,
                "ж" if person.patronymic.endswith("вна") else "м",
                random.choice(CITIES),
                f"ул. Садовая, д. {random.randint(1, 150)}, кв. {random.randint(1, 300)}",
                random.choice(SOURCES) or None,
                random.choice(TASTES) if number % 4 == 0 else None,
                "звонить после 18" if number % 9 == 0 else None,
                TODAY - timedelta(days=random.randrange(700)) if number % 2 else None,
            )


def purchase_rows(random: Random, buyers: Sequence[Person], lines: int) -> Iterator[Sequence[object]]:
    """Receipt lines in order of days over three years; one line in forty is a sale to nobody known."""
    day, receipt, left = TODAY - timedelta(days=1095), 0, lines
    receipts_a_day = lines / 1095 / (sum(LINES_A_RECEIPT) / len(LINES_A_RECEIPT))
    while left:
        receipt += 1
        person = random.choice(buyers)
        who: tuple[object, object] = (typed.till_name(random, person), typed.phone(random, person.phone))
        if receipt % 40 == 0:
            who = (None, None)
        when = min(day + timedelta(days=int(receipt / receipts_a_day)), TODAY)
        typed_day = typed.sale_day(random, when)
        for product in random.sample(PRODUCTS, min(left, random.choice(LINES_A_RECEIPT))):
            left -= 1
            quantity, price = random.choice((1, 1, 1, 2)), product.price(when) * 100
            yield (
                typed_day,
                receipt,
                *who,
                product.name,
                product.category,
                typed.quantity(random, quantity),
                typed.money(random, price),
                typed.money(random, quantity * price),
            )


def write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """An .xlsx as Excel writes it, with shared strings; days are date cells."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Лист1")
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    book.save(path)


def write_workbooks(folder: Path, clients: int, purchases: int) -> None:
    """`clients.xlsx` with that many rows and `purchases.xlsx` with that many lines; made once, then kept."""
    random = Random(1987)
    people = [make_client(random, number) for number in range(clients * 30 // 31)]
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "clients.xlsx").exists():
        write(folder / "clients.xlsx", CLIENT_HEAD, client_rows(random, people))
    if not (folder / "purchases.xlsx").exists():
        buyers = people[: max(1, int(clients * BUYERS_SHARE))]
        write(folder / "purchases.xlsx", PURCHASE_HEAD, purchase_rows(random, buyers, purchases))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clients", type=int, default=100_000)
    parser.add_argument("--purchases", type=int, default=200_000)
    options = parser.parse_args()
    write_workbooks(options.folder, options.clients, options.purchases)
