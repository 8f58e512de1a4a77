"""Likely duplicates: precision, recall and F1 on labelled people, and the time for shops of growing size.

    python benchmarks/duplicates.py FILE...             # .csv with rec_id: rec-NNN-org, rec-NNN-dup-K, or NNN0, NNN1
    python benchmarks/duplicates.py --people 10000 100000
    python benchmarks/duplicates.py --shop FOLDER       # a copy of one of benchmarks/big_shop.py

A file goes through the program's own import into an empty shop, with names, addresses, birthdays and phones only; what
`duplicates` would tell is held against the ids. A shop of made-up people has one person in ten twice, with slips of
the pen, and families that share surname, phone and address. Every time is told beside that of the bare SQL that reads
the same people in the same run.
"""

from __future__ import annotations

import argparse
import csv
import resource
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from app.models.duplicates import live_people
from app.models.upgrade import open_database
from app.services.duplicates.find import THRESHOLD, LikelyPair, find_duplicates
from app.services.imports.apply import apply_import
from app.services.imports.plan import plan_import
from app.services.imports.results import ImportOptions
from app.services.imports.rows import Field

UNUSED = ("soc_sec_id", "age", "blocking_number")
THRESHOLDS = (0.3, THRESHOLD, 0.7, 0.9)
SURNAMES = "Иван Петр Сидор Кузнец Смирн Попов Васил Соколов Михайл Новик Федор Мороз Волк Алексе Лебед Семен Егор Павл"
SURNAMES += " Козл Степан Никола Орл Андре Макар Никит Захар Зайц Соловь Борис Яковл Григорь Роман Воробь Сергее Кузьм"
MEN = "Александр Дмитрий Сергей Андрей Алексей Максим Евгений Иван Михаил Николай Павел Роман Виктор Игорь Олег Юрий"
WOMEN = "Елена Ольга Наталья Анна Татьяна Ирина Светлана Мария Екатерина Юлия Людмила Галина Надежда Вера Алиса Дарья"
STREETS = "Ленина Советская Мира Гагарина Садовая Лесная Школьная Пушкина Победы Заречная Молодёжная Центральная Новая"
CITIES = "Казань Пермь Самара Тверь Томск Омск Уфа Рязань Тула Орёл"
LETTERS = "абвгдежзиклмнопрстуфхцчшщыэюя"
SYLLABLES = "ба ве го ду жи за ки ло мо ну па ра са ту фе ха че ше".split()


def entity(rec_id: str) -> str:
    """Whom a record is about."""
    return rec_id.split("-")[1] if rec_id.startswith("rec-") else rec_id[:-1]


def import_people(path: Path, folder: Path) -> float:
    """Import a file of clients into a new shop in `folder`; seconds."""
    began = time.perf_counter()
    now = datetime.now(UTC)
    with path.open(encoding="utf-8") as file:
        titles = {title.strip() for title in next(csv.reader(file))}
    left_out = tuple((title, Field.IGNORE) for title in UNUSED if title in titles)
    db = open_database(folder / "regulars.db", now)
    try:
        with plan_import(db, [path], ImportOptions(today=now.date(), columns=left_out)) as plan:
            (told,) = apply_import(db, plan, now).batches
    finally:
        db.close()
    (sheet,) = told.sheets
    print(f"{path.name}: {sheet.rows_in:,} rows, {told.clients.created:,} clients, {sheet.rows_failed} rejected")
    print("  " + ", ".join(f"{column.column}={column.field}" for column in sheet.columns))
    return time.perf_counter() - began


@dataclass(frozen=True)
class Told:
    """Likely pairs of a shop, and seconds of the processor: for them, and for the bare reading of the people."""

    pairs: list[LikelyPair]
    seconds: float
    reading: float

    def __str__(self) -> str:
        ratio = self.seconds / self.reading
        return f"{self.seconds:.2f} s, {ratio:.1f} times reading the people ({self.reading:.2f} s)"


def told_by(folder: Path, threshold: float) -> Told:
    """What `duplicates` would tell of the shop in a folder."""
    db = open_database(folder / "regulars.db", datetime.now(UTC))
    try:
        with db.read() as session:
            list(live_people(session))  # from the disk
            began = time.process_time()
            list(live_people(session))
            reading = time.process_time() - began
        began = time.process_time()
        found = find_duplicates(db, threshold)
        return Told(found, time.process_time() - began, reading)
    finally:
        db.close()


def measure(path: Path) -> None:
    """Precision, recall and F1 of one labelled file at several thresholds."""
    with path.open(encoding="utf-8") as file:
        sizes = Counter(entity(row[0].strip()) for row in list(csv.reader(file))[1:])
    true_pairs = sum(size * (size - 1) // 2 for size in sizes.values())
    with tempfile.TemporaryDirectory() as folder:
        import_people(path, Path(folder))
        everything = told_by(Path(folder), 0.0)
    for threshold in THRESHOLDS:
        told = [pair for pair in everything.pairs if pair.score >= threshold]
        right = sum(entity(pair.a_external_id or "") == entity(pair.b_external_id or "") for pair in told)
        precision, recall = right / max(1, len(told)), right / true_pairs
        f1 = 2 * right / (len(told) + true_pairs)
        mark = "  <- default" if threshold == THRESHOLD else ""
        print(
            f"  threshold {threshold}: {len(told)} told, {true_pairs} true, precision {precision:.4f},"
            f" recall {recall:.4f}, F1 {f1:.4f}{mark}"
        )
    print(f"  {everything}")


def made_up(count: int, random: Random) -> list[list[str]]:
    """Rows of a shop's list: number, surname, name, patronymic, birthday, phone, address, city. NNN1 repeats NNN0."""
    stems = SURNAMES.split()
    rows: list[list[str]] = []
    while len(rows) < count:
        man = random.random() < 0.4
        stem = random.choice(stems) if random.random() < 0.15 else "".join(random.choices(SYLLABLES, k=3)).capitalize()
        first = random.choice((MEN if man else WOMEN).split())
        father = random.choice(MEN.split()).rstrip("йь") + ("ович" if man else "овна")
        born = date(1940, 1, 1) + timedelta(days=random.randrange(25_000))
        phone = f"+79{random.randrange(10**9):09}"
        street = f"ул. {random.choice(STREETS.split())}, д. {random.randrange(1, 150)}, кв. {random.randrange(1, 200)}"
        number = len(rows) * 10
        row = [str(number), stem + ("ов" if man else "ова"), first, father, born.isoformat(), phone, street]
        row.append(random.choice(CITIES.split()))
        rows.append([cell if at < 3 or random.random() < 0.7 else "" for at, cell in enumerate(row)])
        if random.random() < 0.1:
            rows.append([str(number + 1), *slipped(rows[-1][1:], random)])
        elif random.random() < 0.1:  # somebody of the family
            relative = [str(len(rows) * 10), row[1], random.choice(WOMEN.split()), "", "", phone, street, row[7]]
            rows.append(relative)
    return rows[:count]


def slipped(cells: list[str], random: Random) -> list[str]:
    """The same person written down again: one or two cells with another letter, or left out."""
    cells = list(cells)
    for place in random.sample((0, 1, 3, 4, 5, 6), random.choice((1, 2))):
        text = cells[place]
        if place < 2 and text:
            at = random.randrange(len(text))
            cells[place] = text[:at] + random.choice(LETTERS) + text[at + random.choice((0, 1)) :]
        else:
            cells[place] = ""
    return cells


def grow(count: int) -> None:
    """Time, memory and quality for a shop of `count` made-up people."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.csv"
        rows = made_up(count, Random(count))
        with path.open("w", encoding="utf-8", newline="") as file:
            titles = ("rec_id", "Фамилия", "Имя", "Отчество", "Дата рождения", "Телефон", "Адрес", "Город")
            csv.writer(file).writerows([titles, *rows])
        imported = import_people(path, Path(folder))
        told = told_by(Path(folder), THRESHOLD)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        true_pairs = len(rows) - len({entity(row[0]) for row in rows})
        right = sum(entity(pair.a_external_id or "") == entity(pair.b_external_id or "") for pair in told.pairs)
        print(
            f"  {count:,} people: {told} (import {imported:.1f} s),"
            f" {peak} MB, {len(told.pairs):,} told, precision {right / max(1, len(told.pairs)):.3f},"
            f" recall {right / max(1, true_pairs):.3f}"
        )


def main() -> None:
    """Labelled files, or made-up shops."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--people", nargs="+", type=int, default=[])
    parser.add_argument("--shop", nargs="+", type=Path, default=[], metavar="FOLDER")
    options = parser.parse_args()
    for path in options.files:
        measure(path)
    for count in options.people:
        grow(count)
    for folder in options.shop:
        told = told_by(folder, THRESHOLD)
        print(f"{folder}: {told}, {len(told.pairs):,} told")


if __name__ == "__main__":
    main()
