"""Transactions, their broadcast, and what the engine's failures become."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from app.models.client import Client
from app.models.database import Database, connect
from app.models.enums import Area
from app.models.errors import DatabaseBusy, DatabaseDamaged, DiskFull, ReadOnlyStorage
from app.models.upgrade import open_database
from tests.factories import NOW, make_client


def count(db: Database) -> int:
    """Clients in the shop."""
    with db.read() as session:
        return session.scalar(select(func.count()).select_from(Client)) or 0


def test_a_commit_tells_its_areas_and_a_rollback_is_silent(db: Database) -> None:
    told: list[frozenset[Area]] = []
    db.on_commit(told.append)
    with db.write(Area.CLIENTS) as session:
        session.add(Client(name="Анна", created_at=NOW, updated_at=NOW))

    def fails() -> None:
        with db.write(Area.TASKS) as session:
            session.add(Client(name="Олег", created_at=NOW, updated_at=NOW))
            session.flush()
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fails()
    assert told == [frozenset({Area.CLIENTS})]
    assert count(db) == 1


def test_a_reader_sees_the_last_commit_while_a_write_is_open(db: Database) -> None:
    with db.write() as session:
        session.add(Client(name="Анна", created_at=NOW, updated_at=NOW))
        session.flush()
        assert count(db) == 0
    assert count(db) == 1


def test_writers_in_threads_wait_for_each_other(db: Database) -> None:
    def add(number: int) -> None:
        for turn in range(10):
            make_client(db, f"Клиент {number} {turn}")

    threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(db) == 40


def test_a_commit_of_another_process_moves_the_data_version(db: Database) -> None:
    before = db.data_version()
    other = connect(db.path)
    other.execute("INSERT INTO setting (key, value) VALUES ('x', '1')")
    other.close()
    assert db.data_version() != before


def test_a_held_lock_is_told_as_busy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.models.database.BUSY_MS", 100)
    db = open_database(folder / "regulars.db", NOW)
    other = connect(db.path)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(DatabaseBusy), db.write() as session:
            session.execute(text("SELECT 1"))
    finally:
        other.execute("ROLLBACK")
        other.close()
        db.close()


def test_a_file_that_is_no_database_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "regulars.db"
    path.write_bytes(b"not a database at all, but long enough to have a header " * 40)
    before = path.read_bytes()
    with pytest.raises(DatabaseDamaged):
        open_database(path, NOW)
    assert path.read_bytes() == before


def test_a_check_of_a_badly_damaged_file_tells_its_problems(db: Database) -> None:
    for number in range(300):
        make_client(db, f"Клиент {number}")
    db.close()
    size = db.path.stat().st_size
    with db.path.open("r+b") as file:
        for place in range(8, size // 4096, 7):
            file.seek(place * 4096)
            file.write(b"\xff" * 4096)
    damaged = Database(db.path)
    assert damaged.problems()
    damaged.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(ReadOnlyStorage):
        open_database(tmp_path / "data" / "regulars.db", NOW)


def test_a_full_disk_is_told_and_nothing_is_half_written(db: Database) -> None:
    make_client(db, "Анна")
    with pytest.raises(DiskFull), db.write() as session:  # noqa: PT012
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
        session.execute(text(f"PRAGMA max_page_count={pages + 2}"))
        for number in range(2000):
            session.add(Client(name=f"Клиент {number}" * 20, created_at=NOW, updated_at=NOW))
        session.flush()
    assert count(db) == 1


def test_integrity_problems_are_listed(db: Database) -> None:
    assert db.problems() == []
    raw = connect(db.path)
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("INSERT INTO contact_point (client_id, kind, value) VALUES (99, 'phone', '+7')")
    raw.close()
    assert len(db.problems()) == 1


def test_a_check_beside_the_work_takes_no_write_for_damage(db: Database) -> None:
    with db.write() as session:
        session.add_all(Client(name="Анна", search_text="анна", created_at=NOW, updated_at=NOW) for _ in range(300))
    for turn in range(60):
        with db.write() as session:
            session.get_one(Client, 5).search_text = f"крылова ольга {turn}"
        assert db.problems() == []
