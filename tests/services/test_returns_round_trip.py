"""Returns in part, for less money or of a bare sum, written into a file and read into another shop."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.models.database import Database
from app.models.upgrade import open_database
from app.services.exports.export import export_clients, export_purchases
from app.services.purchases.data import LineData, PurchaseData, ReturnLine
from app.services.purchases.find import get_purchase
from app.services.purchases.returns import return_purchase
from app.services.purchases.save import add_purchase
from app.wording.files import export_words
from tests.factories import NOW, make_client
from tests.services.imports.shop import ask, bring
from tests.services.plain_facts import check_facts

DAY, LATER = date(2026, 10, 1), date(2026, 10, 5)
ROWS = """
SELECT p.day, p.total, p.return_of_id IS NULL, l.quantity, l.price, l.discount, l.sum
FROM purchase p LEFT JOIN purchase_line l ON l.purchase_id = p.id ORDER BY p.day, p.total, l.position"""


def fill(db: Database) -> None:
    """A sale that came back in two parts, one for less money, one that came back whole, one of a bare sum."""
    client = make_client(db, phone="+7 905 221-14-08")
    lines = (LineData("Кофе", 3000, 1000, 500), LineData("Чай", 1500, 400))
    sale = add_purchase(db, PurchaseData(client, DAY, lines, receipt="17"), NOW)
    coffee, tea = get_purchase(db, sale).lines
    return_purchase(db, sale, [ReturnLine(coffee.id, 1000)], LATER, "10:00", NOW)
    return_purchase(db, sale, [ReturnLine(coffee.id, 500), ReturnLine(tea.id, 1500, 350)], LATER, None, NOW)
    again = add_purchase(db, PurchaseData(client, DAY, lines, receipt="18"), NOW)
    return_purchase(db, again, (), LATER, None, NOW)
    bare = add_purchase(db, PurchaseData(client, DAY, total=900, receipt="19"), NOW)
    return_purchase(db, bare, (), LATER, None, NOW, total=400)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_returns_come_through_a_file_as_they_are(db: Database, template: Path, tmp_path: Path, ending: str) -> None:
    fill(db)
    files = [tmp_path / f"clients.{ending}", tmp_path / f"purchases.{ending}"]
    export_clients(db, files[0], export_words())
    export_purchases(db, files[1], export_words())
    (tmp_path / "other.db").write_bytes(template.read_bytes())
    other = open_database(tmp_path / "other.db", NOW)
    try:
        reports = bring(other, *files).batches
        assert [sheet.rows_failed for report in reports for sheet in report.sheets] == [0, 0]
        assert ask(other, ROWS) == ask(db, ROWS)
        figures = "SELECT visits, receipts, total, first_visit, last_visit FROM client"
        assert ask(other, figures) == ask(db, figures)
        check_facts(other)
    finally:
        other.close()
