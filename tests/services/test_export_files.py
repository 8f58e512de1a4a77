"""Tables out of the shop: typed, harmless, whole, and the same shop again when they are imported."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import text

from app.i18n import set_language
from app.models.database import Database
from app.models.enums import ContactKind
from app.services.clients.data import Birthday, ClientData, Contact, Preferred
from app.services.clients.find import list_client_ids
from app.services.clients.save import save_client
from app.services.errors import Cancelled, ReadOnlyStorage, WrongEnding
from app.services.exports.export import (
    export_clients,
    export_imports,
    export_purchases,
    export_today,
    write_example,
)
from app.services.exports.workbook import LONGEST_TEXT
from app.services.imports.rows import Field
from app.services.imports.tables.titles import meaning_of
from app.services.imports.undo import undo_batch
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.save import add_purchase
from app.services.reminders.today.due import list_due
from app.wording.files import example, export_words
from tests.factories import NOW, make_client, sell
from tests.services.imports.shop import ask, bring, bring_one, write_csv

CLIENT_FACTS = """
SELECT c.name, c.company, c.gender, c.birth_day, c.birth_month, c.birth_year, c.address, c.city, c.card, c.source,
    c.note, c.points, c.visits, c.total, c.first_visit, c.last_visit,
    (SELECT group_concat(value, '|') FROM (SELECT value FROM contact_point x WHERE x.client_id = c.id
        AND kind IN ('phone', 'email') ORDER BY kind DESC, position)),
    (SELECT group_concat(tag, '|') FROM (SELECT tag FROM client_tag x WHERE x.client_id = c.id ORDER BY tag)),
    (SELECT group_concat(text, '|') FROM (SELECT text FROM preference x WHERE x.client_id = c.id ORDER BY text))
FROM client c"""
LINE_FACTS = """
SELECT p.day, p.time, p.total, p.status, c.name, g.name, g.sku, g.category, l.quantity, l.price, l.discount, l.sum,
    (SELECT count(*) FROM purchase_line x WHERE x.purchase_id = p.id)
FROM purchase p LEFT JOIN client c ON c.id = p.client_id LEFT JOIN purchase_line l ON l.purchase_id = p.id
    LEFT JOIN product g ON g.id = l.product_id"""


def facts(db: Database, question: str) -> list[str]:
    """Rows of a question, comparable whatever the ids are."""
    return sorted(map(str, ask(db, question)))


def full_shop(db: Database) -> None:
    """Clients and sales of every kind that a shop can have."""
    anna = ClientData(
        "Крылова Ольга Петровна",
        birthday=Birthday(2, 29),
        contacts=(
            Contact(ContactKind.PHONE, "+79052211408"),
            Contact(ContactKind.PHONE, "890500"),
            Contact(ContactKind.EMAIL, "anna@mail.example"),
            Contact(ContactKind.EMAIL, "second@mail.example"),
        ),
        address="Москва, ул. Ленина, 5",
        city="Москва",
        card="0012345",
        source="вывеска",
        note="любит кофе без сахара\nзвонить после обеда",
        tags=("vip", "опт"),
        preferences=(Preferred("", "светлая обжарка"), Preferred("", "кислинка")),
    )
    first = save_client(db, anna, NOW)
    second = make_client(db, "Пак Игорь", phone="+79990102233", birthday=Birthday(5, 12, 1985))
    namesakes = [make_client(db, "Анна") for _ in range(2)]
    save_client(db, ClientData("ООО «Ромашка»", company="ООО «Ромашка»", note="=1+1", address="- двор"), NOW)
    lines = (LineData("Эфиопия 250 г", 1500, 63_333, 1_050), LineData("Кения", 2000, 70_000))
    add_purchase(db, PurchaseData(first, date(2026, 10, 1), lines, time="14:05:00", receipt="0017"), NOW)
    add_purchase(db, PurchaseData(second, date(2026, 10, 1), lines[:1], receipt="0017"), NOW)
    add_purchase(db, PurchaseData(first, date(2026, 10, 2), lines), NOW)
    for client in namesakes:
        sell(db, client, date(2026, 10, 3), 50_000 + client)
    sell(db, None, date(2026, 10, 3), 12_345)
    sell(db, None, date(2026, 10, 3), 12_345)
    add_purchase(db, PurchaseData(second, date(2026, 10, 4), (LineData("Кения", -1000, 70_000),)), NOW)
    with db.write() as session:
        session.execute(text("UPDATE purchase SET status = 'cancelled' WHERE client_id IS NULL AND id % 2"))
        session.execute(text("UPDATE product SET sku = 'A-1', category = 'Зерно' WHERE name LIKE 'Эфиопия%'"))


@contextmanager
def empty_shop(template: Path) -> Iterator[Database]:
    """Another shop with nothing in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "regulars.db"
        path.write_bytes(template.read_bytes())
        other = Database(path)
        try:
            yield other
        finally:
            other.close()


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("together", [True, False])
def test_an_exported_shop_comes_back_the_same(
    db: Database, template: Path, tmp_path: Path, ending: str, language: str, together: bool
) -> None:
    set_language(language)
    full_shop(db)
    files = [tmp_path / f"{name}.{ending}" for name in ("clients", "purchases")]
    assert export_clients(db, files[0], export_words()).rows == 5
    assert export_purchases(db, files[1], export_words()).rows == 10
    with empty_shop(template) as other:
        reports = bring(other, *files).batches if together else [b for f in files for b in bring(other, f).batches]
        assert [report.error for report in reports] == [None, None]
        assert sum(sheet.rows_failed for report in reports for sheet in report.sheets) == 0
        assert facts(other, CLIENT_FACTS) == facts(db, CLIENT_FACTS)
        assert facts(other, LINE_FACTS) == facts(db, LINE_FACTS)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_title_is_known_to_the_importer(language: str) -> None:
    set_language(language)
    words = export_words()
    fields = """external_id name company phone email messenger birthday gender address city card source tag note
        preference consent last_contact points date time receipt product sku category quantity price discount sum total
        status returns""".split()
    assert {name: meaning_of(words.title(name))[0] for name in fields} == {name: Field(name) for name in fields}
    for name in ("visits", "spent", "first_visit", "last_visit", "due_back"):
        assert not isinstance(meaning_of(words.title(name))[0], Field)


def test_cells_of_a_workbook_are_typed_and_the_header_stays_in_sight(db: Database, tmp_path: Path) -> None:
    full_shop(db)
    path = tmp_path / "sales.xlsx"
    export_purchases(db, path, export_words())
    sheet = load_workbook(path).active
    head = [cell.value for cell in sheet[1]]
    first = dict(zip(head, sheet[2], strict=True))
    assert first["Purchase date"].value == datetime(2026, 10, 1)
    assert first["Purchase time"].value == time(14, 5)
    assert first["Receipt number"].value == "0017"
    assert (first["Line total"].value, first["Line total"].number_format) == (939.5, "#,##0.00")
    assert first["Quantity"].value == 1.5
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:Q11")


EVIL = ["=1+1", '=HYPERLINK("http://x")', "@SUM(A1)", "-2+3", "+7 кофе", "\tx", "bell\x07", "_x0041_", "<b>&amp;"]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_nothing_in_a_file_can_run(db: Database, tmp_path: Path, ending: str) -> None:
    ids = [save_client(db, ClientData("Имя", note=evil), NOW) for evil in EVIL]
    path = tmp_path / f"clients.{ending}"
    export_clients(db, path, export_words(), ids)
    if ending == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            notes = [row["Note"] for row in csv.DictReader(file)]
        assert not [note for note in notes if note.startswith(("=", "+", "-", "@", "\t"))]
    else:
        sheet = load_workbook(path).active
        column = [cell.value for cell in sheet[1]].index("Note")
        cells = [row[column] for row in sheet.iter_rows(min_row=2)]
        assert {cell.data_type for cell in cells} == {"s"}
        texts = [cell.value.replace("_x005F_", "_") for cell in cells]  # the escape of an escape, which openpyxl keeps
        assert texts == [evil.strip().replace("\x07", "") for evil in EVIL]


def test_a_phone_in_a_text_file_is_a_phone(db: Database, tmp_path: Path) -> None:
    make_client(db, phone="+79052211408")
    path = tmp_path / "clients.csv"
    export_clients(db, path, export_words())
    assert "+79052211408" in path.read_text(encoding="utf-8-sig")
    assert "'+79052211408" not in path.read_text(encoding="utf-8-sig")


def test_a_text_too_long_for_a_cell_is_cut_and_told(db: Database, tmp_path: Path) -> None:
    save_client(db, ClientData("Крылова Ольга", note="ж" * 40_000), NOW)
    exported = export_clients(db, tmp_path / "clients.xlsx", export_words())
    assert exported.cut == 1
    sheet = load_workbook(exported.file).active
    (note,) = [cell.value for cell in sheet[2] if str(cell.value).startswith("жж")]
    assert (len(note), note[-1]) == (LONGEST_TEXT, "…")


def test_chosen_clients_come_in_the_order_of_the_list(db: Database, tmp_path: Path) -> None:
    names = ["Борис", "Анна", "Вера"]
    ids = [make_client(db, name) for name in names]
    path = tmp_path / "clients.csv"
    export_clients(db, path, export_words(), [ids[2], ids[0]])
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["Client name"] for row in csv.DictReader(file)] == ["Вера", "Борис"]


def test_clients_in_the_trash_stay_out_with_their_purchases(db: Database, tmp_path: Path) -> None:
    from app.services.clients.save import trash_client

    client = make_client(db)
    sell(db, client, date(2026, 10, 1))
    trash_client(db, client, NOW)
    assert export_clients(db, tmp_path / "c.xlsx", export_words()).rows == 0
    assert export_purchases(db, tmp_path / "p.xlsx", export_words()).rows == 0


def test_the_list_of_today_names_reason_and_contact(db: Database, tmp_path: Path) -> None:
    make_client(db, phone="+79052211408", birthday=Birthday(11, 21, 1990))
    path = tmp_path / "today.csv"
    assert export_today(path, list_due(db, date(2026, 11, 21)), export_words()).rows == 1
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["Client"], row["Kind"], row["Contact"]) == ("Крылова Ольга Петровна", "Birthday", "+79052211408")
    assert "36" in row["Why"]


def test_the_purchases_of_one_client(db: Database, tmp_path: Path) -> None:
    anna, igor = make_client(db, "Анна"), make_client(db, "Пак Игорь")
    for client in (anna, igor, igor):
        sell(db, client, date(2026, 10, 1))
    path = tmp_path / "p.csv"
    assert export_purchases(db, path, export_words(), client_id=igor).rows == 2
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["Client name"] for row in csv.DictReader(file)] == ["Пак Игорь"] * 2


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_history_of_imports(db: Database, tmp_path: Path, ending: str) -> None:
    rows = [("ФИО", "Телефон", "Чек", "Дата", "Сумма"), ("Ли Дмитрий", "+79145550120", "1", "01.10.2026", 100)]
    for name in ("a.csv", "b.csv"):
        batch = bring_one(db, write_csv(tmp_path / name, rows)).batch
    undo_batch(db, batch or 0, NOW)
    path = tmp_path / f"imports.{ending}"
    assert export_imports(db, path, export_words()).rows == 2
    if ending == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            newer, older = csv.DictReader(file)
        assert (newer["File"], newer["State"], older["State"]) == ("b.csv", "taken back", "")
        assert (older["Date"], older["Time"], older["New clients"], older["New purchases"]) == (
            "2026-11-21",
            "12:00",
            "1",
            "1",
        )
    else:
        sheet = load_workbook(path).active
        assert [cell.value for cell in sheet[3]][:3] == [datetime(2026, 11, 21), time(12, 0), "a.csv"]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_cancelled_export_leaves_the_old_file_as_it_was(db: Database, tmp_path: Path, ending: str) -> None:
    make_client(db)
    path = tmp_path / f"clients.{ending}"
    path.write_bytes(b"old")

    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export_clients(db, path, export_words(), report=cancel)
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.glob("clients*")] == [path.name]


def test_an_export_can_be_cancelled_while_the_workbook_is_packed(db: Database, tmp_path: Path) -> None:
    make_client(db)
    ends = []

    def cancel(done: int, total: int) -> None:
        if done == total:
            ends.append(done)
        if len(ends) > 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        export_clients(db, tmp_path / "clients.xlsx", export_words(), report=cancel)
    assert list(tmp_path.glob("clients*")) == []


def test_a_place_that_is_not_there_and_an_unknown_ending_are_told(db: Database, tmp_path: Path) -> None:
    with pytest.raises(ReadOnlyStorage) as told:
        export_clients(db, tmp_path / "no such folder" / "clients.xlsx", export_words())
    assert "clients.xlsx" in str(told.value.fields["file"])
    with pytest.raises(WrongEnding):
        export_clients(db, tmp_path / "clients.pdf", export_words())


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_example_workbook_goes_in_as_it_is(db: Database, tmp_path: Path, language: str) -> None:
    set_language(language)
    path = tmp_path / "example.xlsx"
    write_example(path, example(), export_words())
    report = bring_one(db, path)
    assert [(sheet.rows_in, sheet.rows_ok, sheet.rows_repaired) for sheet in report.sheets] == [(2, 2, 0), (3, 3, 0)]
    assert (report.clients.created, report.purchases.created) == (2, 2)
    unused = [column for sheet in report.sheets for column in sheet.columns if column.field == Field.IGNORE]
    assert unused == []


SHOP = st.lists(
    st.tuples(
        st.sampled_from(["Анна", "Крылова Ольга", "Пак Игорь Львович", "Anna Smith"]),
        st.sampled_from([(), ("+79052211408",), ("+79052211408", "+79161234567")]),
        st.none() | st.dates(date(1930, 1, 1), date(2015, 12, 31)),
        st.booleans(),
        st.lists(
            st.tuples(
                st.dates(date(2024, 1, 1), date(2026, 11, 20)),
                st.sampled_from(["", "", "7", "8"]),
                st.lists(
                    st.tuples(
                        st.sampled_from(["Кения", "Эфиопия"]),
                        st.integers(1, 9_999),
                        st.none() | st.integers(0, 9_999_999),
                    ),
                    min_size=1,
                    max_size=3,
                ),
            ),
            max_size=4,
        ),
    ),
    min_size=1,
    max_size=6,
)


@given(shop=SHOP, ending=st.sampled_from(["xlsx", "csv"]), russian=st.booleans())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_shop_round_trips(template: Path, shop: list, ending: str, russian: bool) -> None:  # type: ignore[type-arg]
    set_language("ru" if russian else "en")
    with empty_shop(template) as old, empty_shop(template) as new, tempfile.TemporaryDirectory() as folder:
        for name, phones, born, with_year, receipts in shop:
            birthday = Birthday(born.month, born.day, born.year if with_year else None) if born else None
            contacts = tuple(Contact(ContactKind.PHONE, phone) for phone in phones)
            client = save_client(old, ClientData(name, birthday=birthday, contacts=contacts), NOW)
            for day, number, lines in receipts:
                data = tuple(LineData(product, quantity, price) for product, quantity, price in lines)
                add_purchase(old, PurchaseData(client, day, data, receipt=number), NOW)
        files = [Path(folder) / f"{name}.{ending}" for name in ("clients", "purchases")]
        export_clients(old, files[0], export_words())
        export_purchases(old, files[1], export_words())
        sold = ask(old, "SELECT count(*) FROM purchase") != [(0,)]
        bring(new, *files[: 2 if sold else 1])
        assert len(list_client_ids(new)) == len(list_client_ids(old))
        assert facts(new, CLIENT_FACTS) == facts(old, CLIENT_FACTS)
        assert facts(new, LINE_FACTS) == facts(old, LINE_FACTS)
