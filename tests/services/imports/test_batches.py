"""The history of imports: counts, errors, and who did it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from app.models.audit import Action, Staff
from app.models.database import Database
from app.services.imports.batches import list_batches
from tests.services.imports.shop import bring, write_csv

ROWS = [["Дата", "Клиент", "Сумма"], ["01.02.2025", "Ким Анна", "100"], ["31.02.2025", "Ли Олег", "50"]]


def test_the_history_has_counts_newest_first(db: Database, tmp_path: Path) -> None:
    bring(db, write_csv(tmp_path / "a.csv", ROWS))
    bring(db, write_csv(tmp_path / "b.csv", [ROWS[0], ["03.02.2025", "Пак Игорь", "70"]]))
    newest, oldest = list_batches(db)
    assert (newest.file, oldest.file) == ("b.csv", "a.csv")
    assert (oldest.clients_created, oldest.purchases_created, oldest.rows_failed, oldest.error) == (1, 1, 1, None)
    assert oldest.who is None


def test_the_history_tells_who_imported(db: Database, tmp_path: Path) -> None:
    bring(db, write_csv(tmp_path / "a.csv", ROWS))
    with db.write() as session:
        session.add(Staff(id=1, name="Марина"))
        session.flush()
        session.execute(text("UPDATE action SET staff_id = 1"))
        assert session.get(Action, 1) is not None
    assert [batch.who for batch in list_batches(db)] == ["Марина"]
