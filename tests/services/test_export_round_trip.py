"""Whatever is in a shop: exported, imported into an empty one and exported again it is the same, cell by cell."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import text

from app.i18n import set_language
from app.models.database import Database
from app.models.enums import ContactKind
from app.models.facts import refresh_facts
from app.services.clients.data import Birthday, ClientData, Contact, Preferred
from app.services.clients.save import save_client
from app.services.exports.export import export_clients, export_purchases
from app.services.imports.values.own import exact_text, listed, parts
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.save import add_purchase
from app.wording.files import export_words
from tests.factories import NOW
from tests.services.imports.shop import ask, bring, content

ODD = [
    *(
        "-",
        "NULL",
        "н/д",
        "нет",
        "'",
        "'=1",
        "=1+1",
        "+7 кофе",
        "@home",
        "1,5; 2/3",
        'ООО "Ромашка"',
        '"',
        "a  b",
        "007",
    ),
    *("кофе, чай", "a|b", "Итого", "Phone", "два\nряда", "1.5", "2026-01-02", "😀", "5 %", "'' x", "\tтаб", "e\u0301"),
]
TEXT = st.sampled_from(ODD) | st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=12)
PLAIN = TEXT.map(str.strip)
ONE_LINE = PLAIN.filter(lambda value: "\n" not in value and value != "")
NAMES = st.sampled_from(["Крылова Ольга Петровна", "Ольга Крылова", "ИП Пак / кафе", "де ла Крус", "Анна", "ООО «Чай»"])
MONEY = st.integers(0, 9_999_999)


@dataclass(frozen=True)
class Sale:
    """A receipt; `buyer` is the place of its client, or None."""

    buyer: int | None
    day: date
    at: time | None
    number: str
    lines: tuple[tuple[str, int, int | None, int], ...]  # product, quantity, price, discount
    status: str
    returned: bool


PHONES = st.lists(st.integers(9_000_000_000, 9_999_999_999).map("+7{}".format), max_size=7, unique=True)
CONTACTS = st.tuples(
    PHONES,
    st.lists(
        st.from_regex(r"[a-z]{2,6}\.?[a-z0-9]{1,4}@[a-z]{2,5}\.(?:ru|com)", fullmatch=True), max_size=2, unique=True
    ),
    st.lists(
        st.tuples(
            st.sampled_from(["telegram", "vk", "whatsapp", "viber"]), st.from_regex(r"@?[a-z0-9_]{3,9}", fullmatch=True)
        ),
        max_size=2,
        unique=True,
    ),
)
CLIENTS = st.builds(
    lambda name, parts, contacts, born, year, texts, lists, more: (
        ClientData(
            name,
            *parts,
            birthday=Birthday(born.month, born.day, born.year if year else None) if born else None,
            contacts=tuple(
                [Contact(ContactKind.PHONE, phone) for phone in contacts[0]]
                + [Contact(ContactKind.EMAIL, mail) for mail in contacts[1]]
                + [Contact(ContactKind(kind), value) for kind, value in contacts[2]]
            ),
            address=texts[0],
            city=texts[1],
            card=texts[2],
            source=texts[3],
            note=texts[4],
            tags=tuple(lists[0]),
            preferences=tuple(Preferred("", text) for text in lists[1]),
            gender=more[0],
        ),
        more,
    ),
    NAMES | ONE_LINE,
    st.just(("", "", "")) | st.tuples(ONE_LINE, ONE_LINE, ONE_LINE | st.just("")),
    CONTACTS,
    st.none() | st.dates(date(1920, 1, 1), date(2020, 12, 31)),
    st.booleans(),
    st.tuples(PLAIN, PLAIN, PLAIN, PLAIN, PLAIN),
    st.tuples(st.lists(ONE_LINE, max_size=3, unique=True), st.lists(ONE_LINE, max_size=3, unique=True)),
    st.tuples(st.sampled_from(["m", "f", None]), st.none() | st.booleans(), st.integers(0, 5_000)),
)
SALES = st.builds(
    Sale,
    st.none() | st.integers(0, 20),
    st.dates(date(2024, 1, 1), date(2026, 11, 20)),
    st.none() | st.times().map(lambda at: at.replace(microsecond=0)),
    st.sampled_from(["", "", "7", "0017", "R-3", "№ 5/б"]),
    st.lists(
        st.tuples(ONE_LINE, st.integers(1, 9_999), st.none() | MONEY, st.sampled_from([0, 0, 150])),
        min_size=1,
        max_size=3,
    ).map(tuple),
    st.sampled_from(["done", "done", "cancelled", "rejected"]),
    st.booleans(),
)


def fill(
    db: Database, clients: list[tuple[ClientData, tuple[str | None, bool | None, int]]], sales: list[Sale]
) -> None:
    """Make the shop."""
    ids = []
    for data, (_gender, consent, points) in clients:
        ids.append(save_client(db, data, NOW))
        with db.write() as session:
            session.execute(text("UPDATE client SET points = :n WHERE id = :id"), {"n": points, "id": ids[-1]})
            if consent is not None:
                session.execute(
                    text("INSERT INTO consent (client_id, purpose, given) VALUES (:id, 'advertising', :yes)"),
                    {"id": ids[-1], "yes": consent},
                )
    for sale in sales:
        client = None if sale.buyer is None or not ids else ids[sale.buyer % len(ids)]
        lines = tuple(
            LineData(product, quantity, price, discount if price and price * quantity > 1_000 * discount else 0)
            for product, quantity, price, discount in sale.lines
        )
        at = sale.at.isoformat() if sale.at else None
        made = add_purchase(db, PurchaseData(client, sale.day, lines, time=at, receipt=sale.number), NOW)
        back = None
        if sale.returned and all(line.price for line in lines):
            gone = tuple(LineData(line.product, -line.quantity, line.price) for line in lines)
            back = add_purchase(db, PurchaseData(client, sale.day, gone), NOW)
        with db.write() as session:
            session.execute(text("UPDATE purchase SET status = :s WHERE id = :id"), {"s": sale.status, "id": made})
            session.execute(text("UPDATE purchase SET return_of_id = :s WHERE id = :id"), {"s": made, "id": back})
    with db.write() as session:
        refresh_facts(session, ids)


@contextmanager
def empty_shop(template: Path) -> Iterator[Database]:
    """A shop with nothing in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "regulars.db"
        path.write_bytes(template.read_bytes())
        other = Database(path)
        try:
            yield other
        finally:
            other.close()


def written(db: Database, folder: Path, ending: str) -> tuple[list[Path], list[list[str]]]:
    """The shop's two files, and their rows in an order that does not depend on ids."""
    files = [folder / f"{name}.{ending}" for name in ("clients", "purchases")]
    export_clients(db, files[0], export_words())
    export_purchases(db, files[1], export_words())
    return files, [sorted(map(str, cells(file))) for file in files]


def cells(file: Path) -> list[object]:
    """The rows of a file."""
    if file.suffix == ".xlsx":
        return [[(cell.value, cell.number_format) for cell in row] for row in load_workbook(file).active]
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@given(
    clients=st.lists(CLIENTS, min_size=1, max_size=12),
    sales=st.lists(SALES, min_size=1, max_size=12),
    ending=st.sampled_from(["xlsx", "csv"]),
    language=st.sampled_from(["ru", "en"]),
)
@settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a smaller example costs minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_shop_exports_the_same_after_a_round_trip(  # type: ignore[no-untyped-def]
    template: Path, clients, sales, ending: str, language: str
) -> None:
    set_language(language)
    with empty_shop(template) as old, empty_shop(template) as new, tempfile.TemporaryDirectory() as folder:
        fill(old, clients, sales)
        first, second = Path(folder) / "1", Path(folder) / "2"
        first.mkdir()
        second.mkdir()
        files, rows = written(old, first, ending)
        reports = bring(new, *files).batches
        assert [sheet.rows_failed for report in reports for sheet in report.sheets] == [0, 0]
        assert written(new, second, ending)[1] == rows


def test_an_export_dropped_into_its_own_shop_changes_nothing(db: Database, tmp_path: Path) -> None:
    lines = (("Чай", 1000, 30_000, 0), ("Кения", 500, 90_000, 150))
    day = date(2026, 10, 1)
    fill(
        db,
        [(ClientData("Ольга Крылова", tags=("a, b",), note="-"), ("f", True, 5))],
        [
            Sale(0, day, None, "", lines, "done", returned=False),
            Sale(0, day, None, "", lines[:1], "done", returned=True),
            Sale(0, day, time(12), "7", lines, "cancelled", returned=False),
            Sale(None, day, None, "7", lines[1:], "done", returned=False),
            Sale(None, day, None, "", lines[1:], "done", returned=False),
            Sale(None, day, None, "", lines[1:], "done", returned=False),
        ],
    )
    before = content(db)
    before.pop("external_id")  # the numbers that the export gave are remembered
    for ending in ("xlsx", "csv"):
        files, _rows = written(db, tmp_path, ending)
        counts = bring(db, *files).batches[1].purchases
        assert (counts.created, counts.duplicate, counts.different, counts.updated) == (0, 7, 0, 0)
        after = content(db)
        after.pop("external_id")
        assert {table for table in after if after[table] != before[table]} <= {"client"}


def test_a_client_typed_into_an_exported_list_is_read_like_any_other(db: Database, tmp_path: Path) -> None:
    save_client(db, ClientData("Крылова Ольга"), NOW)
    path = tmp_path / "clients.xlsx"
    export_clients(db, path, export_words())
    book = load_workbook(path)
    book.active["B3"], book.active["G3"] = "пак игорь", "8 999 010-22-33"
    book.save(path)
    assert bring(db, path).batches[0].clients.created == 1
    assert ask(db, "SELECT name, last_name, first_name FROM client WHERE id = 2") == [("Пак Игорь", "Пак", "Игорь")]


@given(values=st.lists(ONE_LINE.filter(lambda value: value.strip() == value), max_size=5, unique=True))
def test_several_values_in_a_cell_come_apart_as_they_went_together(values: list[str]) -> None:
    assert parts(listed(values)) == values


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("vip, опт;новый/сосед|x", ["vip", "опт", "новый", "сосед", "x"]),
        ('"кофе, чай", vip', ["кофе, чай", "vip"]),
        ('ООО "Ромашка", vip', ['ООО "Ромашка"', "vip"]),
        ('"Ромашка" кафе, vip', ['"Ромашка" кафе', "vip"]),
        ("один\nдва", ["один", "два"]),
        ("нет данных", []),
        ("-", []),
        ('""', []),
        ("", []),
        (7.0, ["7"]),
    ],
)
def test_tags_are_parted_by_anything_and_kept_whole_in_quotes(cell: object, found: list[str]) -> None:
    assert parts(cell) == found  # type: ignore[arg-type]


@given(value=PLAIN)
def test_a_text_of_an_export_is_read_as_it_was(value: str) -> None:
    assert (exact_text("'" + value if value.startswith(("'", "=")) else value) or "") == value
