"""What an import writes: receipts, lines, products, what belongs to clients; and that a failure leaves nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from app.models.database import Database
from app.models.errors import DiskFull
from app.services.errors import Cancelled, CurrencyDiffers, FileKillsReader, NotFound, SheetNotFound
from app.services.imports.apply import apply_import
from app.services.imports.batches import list_batches
from app.services.imports.columns import CleanColumns
from app.services.imports.plan import open_plan, plan_import
from app.services.imports.read import Reader
from app.services.imports.results import ClientCounts, ImportOptions, ProductCounts, PurchaseCounts
from app.services.imports.rows import Choices, Field, Outcome
from tests.factories import NOW, make_client
from tests.services.imports.shop import TODAY, ask, bring, bring_one, check_search, content, write_csv, write_xlsx

SALES = [
    ("Чек", "Дата", "ФИО", "Телефон", "Товар", "Кол-во", "Цена", "Сумма"),
    ("1", "01.10.2026", "Крылова Ольга", "+79052211408", "Эфиопия 250 г", 2, 890, 1780),
    ("1", "01.10.2026", "Крылова Ольга", "+79052211408", "Фильтры", 1, 310, 310),
    ("2", "03.10.2026", "", "", "Кения 250 г", 1, 940, 940),
    ("3", "05.10.2026", "Ли Дмитрий", "+79145550120", "эфиопия  250 Г", 1, 890, 890),
]


def test_lines_with_one_number_are_one_receipt_and_a_sale_may_have_no_client(db: Database, tmp_path: Path) -> None:
    report = bring_one(db, write_csv(tmp_path / "продажи.csv", SALES))
    assert report.clients == ClientCounts(created=2)
    assert report.purchases == PurchaseCounts(created=3)
    assert report.products == ProductCounts(created=3)
    assert ask(db, "SELECT receipt, day, total, client_id IS NULL FROM purchase ORDER BY id") == [
        ("1", "2026-10-01", 209_000, 0),
        ("2", "2026-10-03", 94_000, 1),
        ("3", "2026-10-05", 89_000, 0),
    ]
    lines = "SELECT position, quantity, price, sum FROM purchase_line WHERE purchase_id = 1 ORDER BY position"
    assert ask(db, lines) == [(0, 2000, 89_000, 178_000), (1, 1000, 31_000, 31_000)]
    facts = "SELECT name, visits, receipts, total, last_visit FROM client ORDER BY id"
    assert ask(db, facts) == [
        ("Крылова Ольга", 1, 1, 209_000, "2026-10-01"),
        ("Ли Дмитрий", 1, 1, 89_000, "2026-10-05"),
    ]
    check_search(db)


@pytest.mark.parametrize("name", ["shop.csv", "Магазин.csv"])
def test_a_list_of_clients_may_be_named_after_the_shop(db: Database, tmp_path: Path, name: str) -> None:
    rows = [("ФИО", "Телефон"), ("Крылова Ольга Петровна", "+79052211408"), ("Громов Олег Ильич", "+79161112233")]
    assert bring_one(db, write_csv(tmp_path / name, rows)).clients.created == 2


def test_the_same_file_again_adds_nothing(db: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "продажи.csv", SALES)
    bring_one(db, path)
    before = content(db)
    again = bring_one(db, path)
    assert again.clients == ClientCounts(unchanged=2)
    assert again.purchases == PurchaseCounts(duplicate=3)
    assert again.products == ProductCounts()
    assert content(db) == before


def test_equal_rows_without_a_number_are_two_sales_and_known_again(db: Database, tmp_path: Path) -> None:
    header = ("Дата", "Телефон", "Товар", "Сумма")
    row = ("01.10.2026", "+79052211408", "Кофе с собой", 150)
    path = write_csv(tmp_path / "продажи.csv", [header, row, row])
    assert bring_one(db, path).purchases == PurchaseCounts(created=2)
    assert bring_one(db, write_csv(path, [header, row, row, row])).purchases == PurchaseCounts(created=1, duplicate=2)


def test_a_number_that_starts_again_next_month_is_another_receipt(db: Database, tmp_path: Path) -> None:
    rows = [("Чек", "Дата", "Товар", "Сумма"), ("1", "30.09.2026", "Чай", 100), ("1", "01.10.2026", "Чай", 100)]
    assert bring_one(db, write_csv(tmp_path / "продажи.csv", rows)).purchases == PurchaseCounts(created=2)


def test_a_return_is_a_negative_receipt_that_names_its_sale(db: Database, tmp_path: Path) -> None:
    rows = [
        ("InvoiceNo", "InvoiceDate", "CustomerID", "Description", "Quantity", "UnitPrice"),
        ("536379", "2026-09-01", "14527", "Teapot", 2, 27.5),
        ("536380", "2026-09-08", "14527", "Cup", 1, 5),
        ("C536379", "2026-09-09", "14527", "Teapot", -2, 27.5),
    ]
    bring_one(db, write_csv(tmp_path / "sales.csv", rows))
    found = ask(db, "SELECT receipt, total, return_of_id FROM purchase ORDER BY id")
    assert found == [("536379", 5500, None), ("536380", 500, None), ("C536379", -5500, 1)]
    assert ask(db, "SELECT visits, receipts, total, first_visit FROM client") == [(1, 3, 500, "2026-09-08")]


def test_a_cancelled_order_is_stored_and_not_counted(db: Database, tmp_path: Path) -> None:
    rows = [
        ("Номер заказа", "Дата заказа", "ФИО", "Статус", "Сумма"),
        ("1", "01.10.2026", "Крылова Ольга", "выполнен", 500),
        ("2", "02.10.2026", "Крылова Ольга", "отменён", 900),
    ]
    bring_one(db, write_csv(tmp_path / "заказы.csv", rows))
    assert ask(db, "SELECT status, total FROM purchase ORDER BY id") == [("done", 50_000), ("cancelled", 90_000)]
    assert ask(db, "SELECT visits, total FROM client") == [(1, 50_000)]


def test_orders_lines_products_and_categories_come_as_linked_files(db: Database, tmp_path: Path) -> None:
    tables: dict[str, list[tuple[object, ...]]] = {
        "order_items": [
            ("order_id", "item_id", "product_id", "quantity", "list_price", "discount"),
            (1, 1, 20, 1, 599.99, 0.2),
            (1, 2, 8, 2, 1799.99, 0.07),
            (2, 1, 8, 1, 1799.99, 0.05),
            (9, 1, 8, 1, 1799.99, 0),
        ],
        "orders": [("order_id", "customer_id", "order_date"), (1, 5, "2026-01-05"), (2, 6, "2026-01-06")],
        "customers": [("customer_id", "first_name", "last_name"), (5, "Debra", "Burks"), (6, "Kasha", "Todd")],
        "products": [
            ("product_id", "product_name", "brand_id", "category_id", "list_price"),
            (20, "Electra Townie", 1, 3, 599.99),
            (8, "Trek Remedy", 9, 6, 1799.99),
        ],
        "categories": [("category_id", "category_name"), (3, "Cruisers"), (6, "Mountain Bikes"), (7, "Road Bikes")],
    }
    files = [write_csv(tmp_path / f"{name}.csv", rows) for name, rows in tables.items()]
    result = bring(db, *files)
    assert [report.error for report in result.batches] == [None] * 5
    totals = "SELECT c.name, p.total FROM purchase p JOIN client c ON c.id = p.client_id ORDER BY p.id"
    assert ask(db, totals) == [("Debra Burks", 47_999 + 334_798), ("Kasha Todd", 170_999)]
    assert ask(db, "SELECT name, category FROM product ORDER BY sku") == [
        ("Electra Townie", "Cruisers"),
        ("Trek Remedy", "Mountain Bikes"),
    ]
    assert [(f.row, f.value, f.code) for f in result.batches[0].failures] == [(5, "9", "no_receipt")]


def test_list_prices_stand_in_and_several_products_in_a_cell_are_several_lines(db: Database, tmp_path: Path) -> None:
    products = write_csv(tmp_path / "Товары.csv", [("ID", "Название", "Цена"), ("P1", "Чай", 80), ("P2", "Мёд", 20)])
    orders = write_csv(
        tmp_path / "Заказы.csv",
        [("OrderID", "CustomerName", "Date", "Products"), ("O1", "Ли Дмитрий", "2026-09-01", "P1, P2")],
    )
    bring(db, orders, products)
    assert ask(db, "SELECT total FROM purchase") == [(10_000,)]
    assert ask(db, "SELECT p.name, l.sum FROM purchase_line l JOIN product p ON p.id = l.product_id ORDER BY l.id") == [
        ("Чай", 8000),
        ("Мёд", 2000),
    ]


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_new_product_has_the_price_of_the_list_or_of_its_last_sale(
    db: Database, tmp_path: Path, newest_first: bool
) -> None:
    rows = [
        ("2026-03-01", "Ли Дмитрий", "Чай", 1, 70),
        ("2026-05-01", "Ли Дмитрий", "Мёд", 1, 25),
        ("2026-06-01", "Ли Дмитрий", "Чай", 2, 90),
        ("2026-06-02", "Ли Дмитрий", "Чай", -1, 70),
    ]
    head = ("Дата", "Клиент", "Товар", "Кол-во", "Цена")
    sales = write_csv(tmp_path / "Продажи.csv", [head, *(reversed(rows) if newest_first else rows)])
    goods = write_csv(tmp_path / "Товары.csv", [("Название", "Цена"), ("Мёд", 30)])
    bring(db, sales, goods)
    assert ask(db, "SELECT name, price FROM product ORDER BY name") == [("Мёд", 3000), ("Чай", 9000)]


def test_a_product_number_of_another_shop_program_is_another_product(db: Database, tmp_path: Path) -> None:
    bring_one(db, write_csv(tmp_path / "a.csv", [("Артикул", "Товар", "Цена"), ("7", "Чайник синий", 900)]))
    rows = [("Артикул", "Товар", "Цена"), ("7", "Чайник синий 1 л", 950), ("8", "Ложка", 50)]
    assert bring_one(db, write_csv(tmp_path / "a.csv", rows)).products == ProductCounts(created=1)
    rows = [("SKU", "Product", "Price"), ("8", "Bicycle", 900)]
    assert bring_one(db, write_csv(tmp_path / "b.csv", rows)).products == ProductCounts(created=1)


@pytest.mark.parametrize(
    ("on_conflict", "city", "address", "phones", "counts"),
    [
        ("fill", "Тверь", "Мира 7", 2, ClientCounts(updated=1)),
        ("overwrite", "Тула", "Мира 7", 2, ClientCounts(updated=1)),
        ("keep", "Тверь", "", 1, ClientCounts(unchanged=1)),
    ],
)
def test_known_clients_are_filled_overwritten_or_kept(
    db: Database, tmp_path: Path, on_conflict: str, city: str, address: str, phones: int, counts: ClientCounts
) -> None:
    header = ("ФИО", "Телефон", "Город", "Адрес")
    bring_one(db, write_csv(tmp_path / "a.csv", [header, ("Крылова Ольга", "+79052211408", "Тверь", "")]))
    rows = [header, ("Крылова Ольга", "+79052211408, +79145550120", "Тула", "Мира 7")]
    report = bring_one(db, write_csv(tmp_path / "b.csv", rows), on_conflict=on_conflict)
    assert report.clients == counts
    assert ask(db, "SELECT city, address FROM client") == [(city, address)]
    assert ask(db, "SELECT count(*) FROM contact_point") == [(phones,)]
    found = "SELECT count(*) FROM client WHERE id IN (SELECT rowid FROM client_fts WHERE client_fts MATCH '5550120')"
    assert ask(db, found) == [(phones - 1,)]


def test_what_is_known_of_a_client_comes_along(db: Database, tmp_path: Path) -> None:
    header = (
        "ФИО",
        "Телефон",
        "E-mail",
        "Дата рождения",
        "Карта",
        "Теги",
        "Предпочтения",
        "Согласие",
        "Последний контакт",
    )
    row = ("Крылова Ольга", "8 905 221-14-08", "Olga@Mail.ru", "14.03.1985", "0042", "опт", "зерно", "да", "01.09.2026")
    bring_one(db, write_csv(tmp_path / "a.csv", [header, row]))
    assert ask(db, "SELECT birth_day, birth_month, birth_year, card FROM client") == [(14, 3, 1985, "0042")]
    contacts = ask(db, "SELECT kind, value, original FROM contact_point ORDER BY position")
    assert contacts == [("phone", "+79052211408", "8 905 221-14-08"), ("email", "olga@mail.ru", "")]
    assert ask(db, "SELECT tag FROM client_tag") == [("опт",)]
    assert ask(db, "SELECT text FROM preference") == [("зерно",)]
    assert ask(db, "SELECT purpose, given, source FROM consent") == [("advertising", 1, "a.csv")]
    assert ask(db, "SELECT kind, date(at) FROM interaction") == [("note", "2026-09-01")]


def test_counts_balance_and_unusable_rows_keep_their_text(db: Database, tmp_path: Path) -> None:
    rows = [
        *SALES,
        ("4", "31.02.2026", "", "", "Кения 250 г", 1, 940, 940),
        ("5", "01.10.2036", "", "", "Чай", 1, 9, 9),
    ]
    rows += [("", "", "", "", "", "", "", ""), ("Итого", "", "", "", "", "", "", 4869)]
    report = bring_one(db, write_csv(tmp_path / "продажи.csv", rows))
    (sheet,) = report.sheets
    assert sheet.rows_in == sheet.rows_ok + sheet.rows_skipped + sheet.rows_failed == 7
    assert (sheet.rows_ok, sheet.rows_skipped, sheet.rows_failed) == (4, 1, 2)
    assert report.batch is not None
    kept = ask(db, f'SELECT row, "column", code FROM import_failure WHERE outcome = {Outcome.FAILED:d} ORDER BY id')
    assert kept == [(6, "Дата", "bad_date"), (7, "Дата", "future_date")]
    assert [(failure.row, failure.column, failure.code) for failure in report.failures] == kept


def test_a_dry_run_tells_the_same_and_writes_nothing(db: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "продажи.csv", SALES)
    before = content(db)
    with plan_import(db, [path], ImportOptions(TODAY)) as plan:
        (told,) = plan.reports()
        stage = plan.stage
    assert stage is not None
    assert not stage.path.exists()
    assert content(db) == before
    assert list_batches(db) == []
    done = bring_one(db, path)
    assert (told.batch, told.dry_run, done.dry_run) == (None, True, False)
    assert (told.clients, told.purchases, told.products) == (done.clients, done.purchases, done.products)


def test_one_bad_file_is_told_and_the_others_go_in(db: Database, tmp_path: Path) -> None:
    bad = tmp_path / "картинка.xlsx"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    result = bring(db, bad, write_csv(tmp_path / "продажи.csv", SALES))
    assert result.batches[0].error is not None
    assert result.batches[1].purchases == PurchaseCounts(created=3)
    assert [(row.file, row.error is None) for row in list_batches(db)] == [
        ("продажи.csv", True),
        ("картинка.xlsx", False),
    ]


def test_when_no_file_is_good_nothing_is_written(db: Database, tmp_path: Path) -> None:
    result = bring(db, tmp_path / "нет.xlsx")
    assert result.action_id is None
    assert result.batches[0].error is not None
    assert result.batches[0].error.code == "file_missing"
    assert list_batches(db) == []


def test_a_file_in_another_currency_is_refused(db: Database, tmp_path: Path) -> None:
    rows = [("Дата", "Товар", "Сумма, $"), ("01.10.2026", "Чай", 5)]
    (report,) = bring(db, write_csv(tmp_path / "продажи.csv", rows)).batches
    assert isinstance(report.error, CurrencyDiffers)


def test_columns_and_sheets_can_be_named(db: Database, tmp_path: Path) -> None:
    rows = [("Кто", "Тел", "Прочее"), ("Крылова Ольга", "+79052211408", "Тверь")]
    path = write_xlsx(tmp_path / "a.xlsx", {"Один": rows, "Два": [*rows, ("Ли Дмитрий", "+79145550120", "Омск")]})
    report = bring_one(db, path, sheets=("Два",), columns=(("прочее", Field.CITY), ("A", Field.NAME)))
    assert report.clients == ClientCounts(created=2)
    assert ask(db, "SELECT name, city FROM client ORDER BY id") == [("Крылова Ольга", "Тверь"), ("Ли Дмитрий", "Омск")]
    with pytest.raises(SheetNotFound):
        bring(db, path, sheets=("Три",))
    with pytest.raises(NotFound):
        bring(db, path, columns=(("Возраст", Field.NOTE),))


def test_a_column_is_corrected_without_choosing_the_file_again(db: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [("ФИО", "Разное"), ("Крылова Ольга", "любит Кению")])
    with open_plan(db, [path], ImportOptions(TODAY)) as plan:
        (file,) = plan.files
        (sheet,) = file.sheets
        sheet.set_field(1, Field.PREFERENCE)
        assert [row.preferences for row in plan.preview(file, sheet)] == ["любит Кению"]
        plan.prepare(lambda done, total: None)
        sheet.set_field(1, Field.NOTE)
        plan.prepare(lambda done, total: None)
        apply_import(db, plan, NOW)
    assert ask(db, "SELECT note, (SELECT count(*) FROM preference) FROM client") == [("любит Кению", 0)]


def test_a_client_added_after_the_plan_is_matched_in_the_write(db: Database, tmp_path: Path) -> None:
    with plan_import(db, [write_csv(tmp_path / "продажи.csv", SALES)], ImportOptions(TODAY)) as plan:
        known = make_client(db, "Крылова Ольга", phone="+7 905 221-14-08")
        result = apply_import(db, plan, NOW)
    assert result.batches[0].clients == ClientCounts(created=1, unchanged=1)
    assert ask(db, "SELECT visits FROM client WHERE id = :id", id=known) == [(1,)]


@pytest.mark.parametrize("after", [0, 2])
def test_cancelled_while_reading_leaves_nothing(db: Database, tmp_path: Path, after: int) -> None:
    before = content(db)
    files = [write_csv(tmp_path / f"{number}.csv", SALES) for number in range(4)]
    calls = iter(range(100))

    def report(done: int, total: int) -> None:
        if next(calls) == after:
            raise Cancelled

    with pytest.raises(Cancelled):
        plan_import(db, files, ImportOptions(TODAY), report)
    assert content(db) == before


def test_cancelled_while_writing_leaves_nothing(db: Database, tmp_path: Path) -> None:
    before = content(db)
    with plan_import(db, [write_csv(tmp_path / "продажи.csv", SALES)], ImportOptions(TODAY)) as plan:

        def report(done: int, total: int) -> None:
            if done > total / 2:
                raise Cancelled

        with pytest.raises(Cancelled):
            apply_import(db, plan, NOW, report)
    assert content(db) == before
    assert list_batches(db) == []
    check_search(db)


def test_a_full_disk_in_the_middle_leaves_nothing(db: Database, tmp_path: Path) -> None:
    before = content(db)
    many = [(n, "01.10.2026", f"Клиент {n}", "", "Чай", 1, 9, 9) for n in range(3000)]
    with plan_import(db, [write_csv(tmp_path / "продажи.csv", [SALES[0], *many])], ImportOptions(TODAY)) as plan:
        _limit_pages(db, 120)
        with pytest.raises(DiskFull):
            apply_import(db, plan, NOW)
    assert content(db) == before
    check_search(db)
    _limit_pages(db, 1_000_000)
    assert bring_one(db, write_csv(tmp_path / "продажи.csv", SALES)).purchases == PurchaseCounts(created=3)


def _limit_pages(db: Database, pages: int) -> None:
    """Let the file grow to so many pages: what a full disk does, without filling one."""
    with db.write() as session:
        session.execute(text(f"PRAGMA max_page_count = {pages}"))


def test_a_file_that_fails_midway_stays_out_and_the_others_go_in(db: Database, tmp_path: Path) -> None:
    good = write_csv(tmp_path / "продажи.csv", SALES)
    bad = write_csv(tmp_path / "ещё.csv", [("ФИО", "Телефон"), ("Берг Анна", "+79050000001")])
    with open_plan(db, [bad, good], ImportOptions(TODAY)) as plan:
        plan.files[0].reader.close()
        plan.files[0].reader = _BreakingReader(bad)
        plan.prepare(lambda done, total: None)
        result = apply_import(db, plan, NOW)
    assert isinstance(result.batches[0].error, FileKillsReader)
    assert result.batches[1].purchases == PurchaseCounts(created=3)
    assert ask(db, "SELECT count(*) FROM client WHERE name = 'Берг Анна'") == [(0,)]


class _BreakingReader(Reader):
    """Dies after the first rows, as a process does that runs out of memory."""

    def columns(self, sheet_name: str, choices: Choices) -> Iterator[CleanColumns]:
        yield next(super().columns(sheet_name, choices))
        raise FileKillsReader(file=self.path.name)


def test_what_is_no_file_or_has_no_writable_name_stays_out_and_the_others_go_in(db: Database, tmp_path: Path) -> None:
    good = write_csv(tmp_path / "продажи.csv", SALES)
    pipe, endless, long = tmp_path / "pipe.csv", Path("/dev/zero"), tmp_path / ("я" * 300 + ".csv")
    os.mkfifo(pipe)
    unnamed = tmp_path / "b\udcff.csv"
    unnamed.write_bytes(good.read_bytes())
    codes = [batch.error and batch.error.code for batch in bring(db, pipe, endless, long, unnamed, good).batches]
    assert codes == ["file_not_a_spreadsheet", "file_not_a_spreadsheet", "file_missing", "file_unreadable", None]


def test_a_few_digits_alone_are_nobody_and_are_told(db: Database, tmp_path: Path) -> None:
    rows = [("ФИО", "Телефон"), ("", "890500"), ("Крылова Ольга", "2214"), ("", "89052211408")]
    (told,) = bring(db, write_xlsx(tmp_path / "клиенты.xlsx", {"Клиенты": rows})).batches
    assert told.clients.created == 2
    assert [(failure.row, failure.column, failure.value, failure.code) for failure in told.failures] == [
        (2, "Телефон", "890500", "no_client")
    ]
