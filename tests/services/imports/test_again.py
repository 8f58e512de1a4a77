"""The same file again, or a grown, corrected, cut or re-sorted one: only what is new comes in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.purchase import Purchase
from app.services.clients.data import ClientData
from app.services.clients.save import save_client
from app.services.imports.apply import apply_import
from app.services.imports.plan import plan_import
from app.services.imports.results import BatchReport, ImportOptions
from app.services.imports.undo import undo_batch
from app.services.purchases.find import get_purchase
from app.services.purchases.returns import return_purchase
from tests.factories import NOW
from tests.services.imports.shop import TODAY, ask, bring, bring_one, content, write_csv
from tests.services.plain_facts import check_facts

ORDERS = ("Заказ", "Дата", "ФИО", "Телефон", "Товар", "Кол-во", "Цена", "Сумма", "Статус")
OLGA = ("Крылова Ольга", "+79052211408")
IGOR = ("Пак Игорь", "+79145550120")
FIRST = [
    ("1", "01.10.2026", *OLGA, "Эфиопия", 1, 890, 890, "оплачен"),
    ("1", "01.10.2026", *OLGA, "Кения", 2, 450, 900, "оплачен"),
    ("2", "02.10.2026", *IGOR, "Чай", 1, 300, 300, "новый"),
    ("3", "03.10.2026", "", "", "Чай", 1, 300, 300, "оплачен"),
]
SALES = ("Дата", "ФИО", "Телефон", "Товар", "Кол-во", "Сумма")
COUNTER = [
    ("01.10.2026", *OLGA, "Эфиопия", 1, 890),
    ("01.10.2026", *OLGA, "Эфиопия", 1, 890),
    ("02.10.2026", *IGOR, "Чай", 1, 300),
    ("02.10.2026", "", "", "Чай", 1, 300),
    ("02.10.2026", "", "", "Чай", 1, 300),
    ("03.10.2026", "", "", "Кения", 2, 900),
]


def drop(
    db: Database, path: Path, rows: Sequence[Sequence[object]], header: Sequence[str] = ORDERS, rule: str = "fill"
) -> BatchReport:
    """Import a text file with these rows."""
    return bring_one(db, write_csv(path, [header, *rows]), on_conflict=rule)


def told(report: BatchReport) -> tuple[int, int, int, int]:
    """Receipts created, duplicate, different and kept, updated."""
    counts = report.purchases
    return counts.created, counts.duplicate, counts.different, counts.updated


def receipts(db: Database) -> list[tuple[object, ...]]:
    """Number, total, status and number of lines of every receipt."""
    return ask(
        db,
        "SELECT receipt, total, status, (SELECT count(*) FROM purchase_line l WHERE l.purchase_id = p.id)"
        " FROM purchase p ORDER BY receipt, id",
    )


def corrected(place: int, **changes: object) -> list[tuple[object, ...]]:
    """FIRST with other cells in one row."""
    rows = [list(row) for row in FIRST]
    for name, value in changes.items():
        rows[place][{"sum": 7, "quantity": 5, "price": 6, "status": 8, "product": 4}[name]] = value
    return [tuple(row) for row in rows]


def test_the_same_file_adds_and_changes_nothing(db: Database, tmp_path: Path) -> None:
    drop(db, tmp_path / "a.csv", FIRST)
    before = content(db)
    for rule in ("fill", "overwrite", "keep"):
        assert told(drop(db, tmp_path / "b.csv", FIRST, rule=rule)) == (0, 3, 0, 0)
    assert content(db) == before


def test_a_corrected_sum_is_told_and_kept_or_written_over_and_comes_back(db: Database, tmp_path: Path) -> None:
    drop(db, tmp_path / "a.csv", FIRST)
    before = content(db)
    rows = corrected(0, sum=990, price=990)
    assert told(drop(db, tmp_path / "b.csv", rows)) == (0, 2, 1, 0)
    assert told(drop(db, tmp_path / "b.csv", rows, rule="keep")) == (0, 2, 1, 0)
    assert content(db) == before
    assert ask(db, "SELECT row, outcome, value FROM import_failure WHERE code = 'receipt_differs'") == [
        (2, 1, "1"),
        (3, 1, "1"),
        (2, 1, "1"),
        (3, 1, "1"),
    ]
    report = drop(db, tmp_path / "c.csv", rows, rule="overwrite")
    assert told(report) == (0, 2, 0, 1)
    assert receipts(db)[0] == ("1", 189_000, "done", 2)
    assert ask(db, "SELECT total FROM client WHERE name = 'Крылова Ольга'") == [(189_000,)]
    assert told(drop(db, tmp_path / "d.csv", rows)) == (0, 3, 0, 0)
    undo_batch(db, report.batch or 0, NOW)
    assert content(db) == before


@pytest.mark.parametrize(("word", "status"), [("отменён", "cancelled"), ("отклонён", "rejected")])
def test_an_order_that_was_cancelled_meanwhile_gets_its_status(
    db: Database, tmp_path: Path, word: str, status: str
) -> None:
    drop(db, tmp_path / "a.csv", FIRST)
    before = content(db)
    report = drop(db, tmp_path / "b.csv", corrected(2, status=word))
    assert told(report) == (0, 2, 0, 1)
    assert receipts(db)[1] == ("2", 30_000, status, 1)
    assert ask(db, "SELECT visits, total FROM client WHERE name = 'Пак Игорь'") == [(0, 0)]
    assert told(drop(db, tmp_path / "c.csv", FIRST)) == (0, 2, 1, 0)  # the older file does not turn it back
    assert receipts(db)[1][2] == status
    undo_batch(db, report.batch or 0, NOW)
    assert content(db) == before


def test_an_order_that_came_back_counts_no_more(db: Database, tmp_path: Path) -> None:
    drop(db, tmp_path / "a.csv", FIRST)
    before = content(db)
    report = drop(db, tmp_path / "b.csv", corrected(2, status="возврат"))
    assert told(report)[0] == 1
    assert ask(db, "SELECT visits, total FROM client WHERE name = 'Пак Игорь'") == [(0, 0)]
    assert told(drop(db, tmp_path / "c.csv", corrected(2, status="возврат"))) == (0, 3, 0, 0)
    undo_batch(db, report.batch or 0, NOW)
    assert content(db) == before


def test_a_receipt_that_grew_gets_its_lines(db: Database, tmp_path: Path) -> None:
    drop(db, tmp_path / "a.csv", FIRST)
    before = content(db)
    grown = [*FIRST[:2], ("1", "01.10.2026", *OLGA, "Сироп", 1, 250, 250, "оплачен"), *FIRST[2:]]
    report = drop(db, tmp_path / "b.csv", grown)
    assert told(report) == (0, 2, 0, 1)
    assert receipts(db)[0] == ("1", 204_000, "done", 3)
    assert report.products.created == 1
    undo_batch(db, report.batch or 0, NOW)
    assert content(db) == before


def test_a_receipt_that_lost_a_line_is_only_told(db: Database, tmp_path: Path) -> None:
    drop(db, tmp_path / "a.csv", FIRST)
    before = content(db)
    assert told(drop(db, tmp_path / "b.csv", FIRST[1:])) == (0, 2, 1, 0)
    assert content(db) == before
    report = drop(db, tmp_path / "c.csv", FIRST[1:], rule="overwrite")
    assert receipts(db)[0] == ("1", 90_000, "done", 1)
    undo_batch(db, report.batch or 0, NOW)
    assert content(db) == before


def test_sums_that_changed_places_between_lines_are_seen(db: Database, tmp_path: Path) -> None:
    drop(db, tmp_path / "a.csv", FIRST)
    rows = [(*FIRST[0][:6], "", 900, "оплачен"), (*FIRST[1][:6], "", 890, "оплачен"), *FIRST[2:]]
    assert told(drop(db, tmp_path / "b.csv", rows)) == (0, 2, 1, 0)


def test_an_anonymous_receipt_gets_the_client_that_the_file_names_now(db: Database, tmp_path: Path) -> None:
    drop(db, tmp_path / "a.csv", FIRST)
    before = content(db)
    rows = [*FIRST[:3], ("3", "03.10.2026", *IGOR, *FIRST[3][4:])]
    report = drop(db, tmp_path / "b.csv", rows)
    assert told(report) == (0, 2, 0, 1)
    assert ask(db, "SELECT visits, total FROM client WHERE name = 'Пак Игорь'") == [(2, 60_000)]
    undo_batch(db, report.batch or 0, NOW)
    assert content(db) == before


def test_what_came_back_of_an_anonymous_receipt_goes_to_its_client_too(db: Database, tmp_path: Path) -> None:
    drop(db, tmp_path / "a.csv", FIRST)
    ((sale,),) = ask(db, "SELECT id FROM purchase WHERE receipt = '3'")
    back = return_purchase(db, sale, (), TODAY, None, NOW)
    before = content(db)
    rows = [*FIRST[:3], ("3", "03.10.2026", *IGOR, *FIRST[3][4:])]
    report = drop(db, tmp_path / "b.csv", rows)
    assert get_purchase(db, back).client == "Пак Игорь"
    check_facts(db)
    undo_batch(db, report.batch or 0, NOW)
    assert content(db) == before


def test_a_grown_file_adds_only_the_new_sales(db: Database, tmp_path: Path) -> None:
    assert told(drop(db, tmp_path / "a.csv", COUNTER, SALES)) == (6, 0, 0, 0)
    before = content(db)
    assert told(drop(db, tmp_path / "b.csv", COUNTER, SALES)) == (0, 6, 0, 0)
    assert told(drop(db, tmp_path / "c.csv", COUNTER[::-1], SALES)) == (0, 6, 0, 0)
    assert content(db) == before
    assert told(drop(db, tmp_path / "d.csv", [COUNTER[3], *COUNTER[::-1], COUNTER[0]], SALES)) == (2, 6, 0, 0)


def test_exports_of_single_months_that_overlap_add_up(db: Database, tmp_path: Path) -> None:
    assert told(drop(db, tmp_path / "a.csv", COUNTER[:4], SALES)) == (4, 0, 0, 0)
    assert told(drop(db, tmp_path / "b.csv", COUNTER[2:], SALES)) == (2, 2, 0, 0)
    whole = content(db)
    assert told(drop(db, tmp_path / "c.csv", COUNTER, SALES)) == (0, 6, 0, 0)
    assert content(db) == whole


def test_overlapping_exports_in_one_drop_add_up(db: Database, tmp_path: Path) -> None:
    one = write_csv(tmp_path / "1.csv", [SALES, *COUNTER[:4]])
    two = write_csv(tmp_path / "2.csv", [SALES, *COUNTER[2:]])
    assert [told(report) for report in bring(db, one, two).batches] == [(4, 0, 0, 0), (2, 2, 0, 0)]


def test_a_file_with_a_new_column_is_known_by_its_content(db: Database, tmp_path: Path) -> None:
    drop(db, tmp_path / "a.csv", COUNTER, SALES)
    wider = [(*row, "заметка") for row in [*COUNTER, COUNTER[5]]]
    assert told(drop(db, tmp_path / "b.csv", wider, (*SALES, "Комментарий"))) == (1, 6, 0, 0)
    drop(db, tmp_path / "c.csv", FIRST)
    assert told(drop(db, tmp_path / "d.csv", [(*row, "") for row in FIRST], (*ORDERS, "Комментарий")))[0] == 0


def test_sales_are_known_when_the_client_was_edited_meanwhile(db: Database, tmp_path: Path) -> None:
    drop(db, tmp_path / "a.csv", COUNTER, SALES)
    ((olga,),) = ask(db, "SELECT id FROM client WHERE name = 'Крылова Ольга'")
    save_client(db, ClientData("Смирнова Ольга", city="Тверь"), NOW, olga)
    assert told(drop(db, tmp_path / "b.csv", COUNTER, SALES)) == (0, 6, 0, 0)


def test_a_client_whose_phone_is_another_in_the_file_now_keeps_its_sales(db: Database, tmp_path: Path) -> None:
    header = ("Карта клиента", *SALES)
    drop(db, tmp_path / "a.csv", [("0017", "01.10.2026", *OLGA, "Эфиопия", 1, 890)], header)
    again = [("0017", "01.10.2026", OLGA[0], "+79990001122", "Эфиопия", 1, 890)]
    assert told(drop(db, tmp_path / "b.csv", again, header)) == (0, 1, 0, 0)


def test_a_sale_in_the_trash_stays_there(db: Database, tmp_path: Path) -> None:
    drop(db, tmp_path / "a.csv", COUNTER, SALES)
    with db.write() as session:
        session.connection().exec_driver_sql("UPDATE purchase SET deleted_at = updated_at WHERE day = '2026-10-03'")
    assert told(drop(db, tmp_path / "b.csv", COUNTER, SALES)) == (0, 6, 0, 0)
    assert told(drop(db, tmp_path / "c.csv", [(*r, "x") for r in COUNTER], (*SALES, "Комментарий"))) == (0, 6, 0, 0)


def test_after_an_undo_the_file_goes_in_again(db: Database, tmp_path: Path) -> None:
    report = drop(db, tmp_path / "a.csv", COUNTER, SALES)
    undo_batch(db, report.batch or 0, NOW)
    assert told(drop(db, tmp_path / "b.csv", COUNTER, SALES)) == (6, 0, 0, 0)


def test_another_program_that_brings_the_same_file_meanwhile_is_noticed(db: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [ORDERS, *FIRST])
    other = Database(db.path)
    with plan_import(db, [path], ImportOptions(TODAY)) as plan:
        assert told(plan.reports()[0]) == (3, 0, 0, 0)
        bring_one(other, path)
        before = content(db)
        assert told(apply_import(db, plan, NOW).batches[0]) == (0, 3, 0, 0)
    other.close()
    assert content(db) == before


def test_an_order_of_an_earlier_file_that_somebody_changed_by_hand_is_left_alone(db: Database, tmp_path: Path) -> None:
    drop(db, tmp_path / "a.csv", FIRST)
    with db.write() as session:
        begin_action(session, "edit_purchase", NOW)
        session.scalars(select(Purchase).where(Purchase.receipt == "2")).one().status = "cancelled"
    assert told(drop(db, tmp_path / "b.csv", corrected(2, status="отклонён"))) == (0, 2, 1, 0)
    assert receipts(db)[1][2] == "cancelled"


def test_products_of_one_number_are_the_same_whatever_name_comes_first(db: Database, tmp_path: Path) -> None:
    header = ("Заказ", "Дата", "Артикул", "Товар", "Сумма")
    rows = [("1", "01.10.2026", "A-1", "Чай зелёный", 300), ("2", "02.10.2026", "A-1", "Кружка", 500)]
    drop(db, tmp_path / "a.csv", rows, header)
    assert told(drop(db, tmp_path / "b.csv", rows[::-1], header)) == (0, 2, 0, 0)
