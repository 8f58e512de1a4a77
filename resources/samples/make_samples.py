"""Write the spreadsheets of the sample shop beside this file. The same seed gives the same files, byte for byte.

    python resources/samples/make_samples.py [FOLDER]

All days lie before ANCHOR, which `demo.json` repeats; `demo` moves them so that the anchor falls on today.
"""

from __future__ import annotations

import csv
import json
import sys
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import groupby
from pathlib import Path
from random import Random

import xlwt
from openpyxl import Workbook

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "generator"))

import handwriting as typed  # noqa: E402 (needs the folder above on the path)
import marketing  # noqa: E402
from history import Receipt, make_history  # noqa: E402
from people import Person, make_people  # noqa: E402

ANCHOR = date(2026, 11, 21)
SEED = 1987
SHOP = "Зерно и лист"
BASE_HEAD = ("№ карты", "ФИО", "Тел.", "Д.Р.", "E-mail", "Откуда", "Предпочтения", "Прим.", "Последний контакт")
SALES_HEAD = (
    "Дата",
    "Время",
    "Чек №",
    "Покупатель",
    "Телефон",
    "Товар",
    "Категория",
    "Кол-во",
    "Цена",
    "Скидка",
    "Сумма",
)
OLD_HEAD = ("Дата", "№ чека", "Клиент", "Тел", "Наименование", "Группа товара", "Кол-во", "Цена, руб", "Сумма, руб")
MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
FIXED_TIME = (2026, 11, 21, 9, 0, 0)

Cell = str | int | float | date | datetime | None


def base_rows(random: Random, people: list[Person]) -> list[Sequence[Cell]]:
    """The client base, shuffled as life does, with people entered twice, a family phone, and rows nobody can use."""
    known = [person for person in people if person.in_base]
    rows: list[Sequence[Cell]] = [_base_row(random, person) for person in known]
    rows += [_base_row(random, person) for person in random.sample(known, 6)]
    random.shuffle(rows)
    relative = next(p for p in known if p.kind == "regular" and p.surname.endswith("а"))
    family = (None, f"{relative.surname[:-1]} Пётр Ильич", f"8{relative.phone}", None, "", "", "", "муж", None)
    unusable: tuple[Sequence[Cell], ...] = (
        (None, "", "нет", None, "", "ярмарка", "", "просил перезвонить, номер не оставил", None),
        (None, "", "", None, "", "", "", "???", None),
        (None, "", "8 905 00", None, "", "вывеска", "", "", None),
    )
    rows[40:40] = [family]
    for place, row in zip((25, 118, 230), unusable, strict=True):
        rows[place:place] = [row]
    rows[120:120] = [BASE_HEAD]
    rows[160][3:4] = ["31.02.1980"]  # type: ignore[index]
    rows[161][3:4] = ["осенью"]  # type: ignore[index]
    rows.append((None, f"Итого: {len(known)}"))
    return rows


def _base_row(random: Random, person: Person) -> list[Cell]:
    seen = person.visits[-1] if person.visits else ANCHOR - timedelta(days=random.randint(5, 300))
    contact = min(seen + timedelta(days=random.randint(0, 9)), ANCHOR - timedelta(days=1))
    number: Cell = typed.phone(random, person.phone)
    if random.random() < 0.03:
        number = f"{number}, 8812000{random.randint(1000, 9999)}"
    return [
        person.card,
        typed.full_name(random, person),
        number,
        typed.birthday(random, person.birthday) if person.birthday else None,
        person.email.upper() if person.email and random.random() < 0.1 else person.email,
        person.source,
        person.taste,
        person.note,
        random.choice((contact, f"{contact:%d.%m.%Y}")) if random.random() < 0.45 else None,
    ]


def sales_rows(random: Random, receipts: list[Receipt]) -> list[Sequence[Cell]]:
    """Receipt lines month by month, a total under each month, the header again in January, and lines nobody can use."""
    rows: list[Sequence[Cell]] = []
    for (year, month), group in groupby(receipts, key=lambda receipt: (receipt.day.year, receipt.day.month)):
        if rows and month == 1:
            rows.append(SALES_HEAD)
        taken = 0
        for receipt in group:
            rows += _sales_lines(random, receipt)
            taken += sum(line.sum for line in receipt.lines)
        rows += [_padded(f"Итого за {MONTHS[month - 1]} {year}", taken), [None] * len(SALES_HEAD)]
    bad: tuple[Sequence[Cell], ...] = (
        ("31.02.2026", "12:10", "б/н", "", "", "Эрл Грей, 100 г", "Чай", 1, 400, None, 400),
        (None, "", "б/н", "", "", "Каркаде, 100 г", "Чай", 1, 260, None, 260),
        ("вчера", "", "", "Смирнова Ольга", "", "Сенча, 100 г", "Чай", 1, 450, None, 450),
    )
    for place, row in zip((611, 1702, 3004), bad, strict=True):
        rows[place:place] = [row]
    return rows


def _padded(label: str, kopecks: int) -> list[Cell]:
    return [label, *[None] * (len(SALES_HEAD) - 2), kopecks / 100]


def _sales_lines(random: Random, receipt: Receipt) -> list[list[Cell]]:
    person = receipt.person
    who: tuple[Cell, Cell] = ("", "")
    if person:
        who = (typed.till_name(random, person), typed.phone(random, person.phone))
    day = typed.sale_day(random, receipt.day)
    return [
        [
            day,
            f"{receipt.at:%H:%M}",
            receipt.number,
            *who,
            line.product.name,
            line.product.category,
            typed.quantity(random, line.quantity),
            typed.money(random, line.price),
            line.discount / 100 if line.discount else None,
            typed.money(random, line.sum),
        ]
        for line in receipt.lines
    ]


def old_rows(random: Random, receipts: list[Receipt]) -> list[list[str]]:
    """The export of the old till: one form for dates and sums, names and phones as typed, discounts in the price."""
    rows = []
    for receipt in receipts:
        person = receipt.person
        who = [typed.till_name(random, person), str(typed.phone(random, person.phone))] if person else ["", ""]
        for line in receipt.lines:
            price, total = (
                f"{kopecks / 100:.2f}".replace(".", ",") for kopecks in (line.sum // line.quantity, line.sum)
            )
            goods = [line.product.name, line.product.category, str(line.quantity)]
            rows.append([f"{receipt.day:%d.%m.%Y}", str(receipt.number), *who, *goods, price, total])
    return rows


def write_base(path: Path, rows: list[Sequence[Cell]]) -> None:
    """An .xls as Excel 2003 saved it: two lines of title, a blank one, the header in row 4."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Клиенты")
    as_date = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    sheet.write(0, 1, f"Клиентская база магазина «{SHOP}»")
    sheet.write(1, 1, f"обновлено {ANCHOR:%d.%m.%Y}")
    for number, row in enumerate([BASE_HEAD, *rows], 3):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write(number, column, value, as_date)
            elif value not in (None, ""):
                sheet.write(number, column, value)
    book.add_sheet("Лист2")
    book.save(str(path))


def write_sales(path: Path, rows: list[Sequence[Cell]]) -> None:
    """An .xlsx with a title above the header."""
    book = Workbook()
    book.properties.created = book.properties.modified = datetime(*FIXED_TIME)
    sheet = book.active
    assert sheet is not None
    sheet.title = "Продажи"
    sheet.append([f"Магазин «{SHOP}», продажи"])
    sheet.append([])
    for row in [SALES_HEAD, *rows]:
        sheet.append([None if value == "" else value for value in row])
        if isinstance(row[0], datetime):
            sheet.cell(sheet.max_row, 1).number_format = "DD.MM.YYYY"
    buffer = BytesIO()
    book.save(buffer)
    _write_with_fixed_times(path, buffer)


def _write_with_fixed_times(path: Path, archive: BytesIO) -> None:
    with (
        zipfile.ZipFile(archive) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = source.read(name)
            if name == "docProps/core.xml":  # openpyxl puts the moment of saving here
                start, end = content.index(b"<dcterms:modified"), content.index(b"</dcterms:modified>")
                content = content[:start] + content[end + len(b"</dcterms:modified>") :]
            target.writestr(entry, content)


def write_old(path: Path, rows: list[list[str]]) -> None:
    """A .csv in the encoding of Russian Windows, with semicolons."""
    with path.open("w", encoding="cp1251", newline="") as file:
        csv.writer(file, delimiter=";").writerows([OLD_HEAD, *rows])


def follow_ups(people: list[Person]) -> list[dict[str, object]]:
    """What the shop promised to whom; `days` counts from today."""
    chosen = [p for p in people if p.kind == "regular" and p.in_base][3:7]
    steps = [["Проверить на складе", True], ["Отложить", False], ["Позвонить", False]]
    promised: tuple[tuple[int, str | None, str, str, dict[str, object]], ...] = (
        (0, "12:00", "Сообщить, что приехала свежая обжарка", "message", {}),
        (0, None, "Спросить, подошёл ли помол", "call", {}),
        (-2, None, "Отложить кофемолку и позвонить", "todo", {"priority": 1, "checklist": steps}),
        (3, "18:30", "Напомнить о дегустации в субботу", "message", {"every": "FREQ=MONTHLY;BYMONTHDAY=-1"}),
    )
    return [
        {"phone": f"+7{person.phone}", "days": days, "time": at, "title": title, "kind": kind, **more}
        for person, (days, at, title, kind, more) in zip(chosen, promised, strict=True)
    ]


def numbers(people: list[Person]) -> dict[str, object]:
    """What the numbers of the shop want beside its purchases, of a chance of its own: the files stay as they are."""
    random = Random(SEED + 1)
    return {
        "spend": marketing.spend(),
        "answers": marketing.answers(random, people),
        "reminded": marketing.reminded(random, people, ANCHOR),
        "dearer": marketing.dearer(ANCHOR),
        "views": marketing.views(),
    }


def told(facts: dict[str, object]) -> str:
    """As JSON, a line for each fact."""
    lines = []
    for name, value in facts.items():
        each = [json.dumps(one, ensure_ascii=False) for one in value] if isinstance(value, list) else None
        text = json.dumps(value, ensure_ascii=False) if each is None else "[\n    " + ",\n    ".join(each) + "\n  ]"
        lines.append(f'  "{name}": {text}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main(folder: Path) -> None:
    """Make the people, let them buy, and write it all down in `folder`."""
    random = Random(SEED)
    people = make_people(random, ANCHOR)
    receipts = make_history(random, people, ANCHOR)
    old = [receipt for receipt in receipts if receipt.day.year == 2024]
    write_base(folder / "клиенты.xls", base_rows(random, people))
    write_sales(folder / "продажи.xlsx", sales_rows(random, receipts[len(old) :]))
    write_old(folder / "продажи_2024.csv", old_rows(random, old))
    facts = {"anchor": ANCHOR.isoformat(), "shop_name": SHOP, "tasks": follow_ups(people)}
    (folder / "demo.json").write_text(told(facts | numbers(people)), encoding="utf-8")
    total = sum(line.sum for receipt in receipts for line in receipt.lines)
    print(f"{len(people)} people, {len(receipts)} receipts, {total / 100:.2f} roubles; {len(old)} receipts of 2024")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
