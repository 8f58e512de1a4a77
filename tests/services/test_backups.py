"""Copies of the shop's file."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.models.database import Database
from app.models.upgrade import open_database
from app.services.backups import DAILY_KEPT, KEPT_OF_A_KIND, back_up, back_up_before, back_up_daily
from app.services.clients.find import list_client_ids
from app.services.errors import Cancelled, InvalidValue, StorageError
from app.services.paths import backup_folder
from tests.factories import make_client


def test_a_copy_opens_as_the_same_shop(db: Database, tmp_path: Path) -> None:
    client_id = make_client(db)
    backup = back_up(db, tmp_path / "copy.db")
    copy = open_database(backup.file, datetime.now(UTC))
    assert list(list_client_ids(copy)) == [client_id]
    copy.close()


def test_the_shop_itself_is_no_place_for_its_copy(db: Database, tmp_path: Path) -> None:
    make_client(db)
    before = db.path.stat().st_ino
    for target in (db.path, tmp_path, Path("/dev/null")):
        with pytest.raises(InvalidValue):
            back_up(db, target)
    assert db.path.stat().st_ino == before
    assert Path("/dev/null").is_char_device()


def test_a_copy_that_fails_leaves_the_older_one(db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "copy.db"
    back_up(db, target)
    before = target.read_bytes()

    def full(_self: Database, part: Path, _check: object) -> None:
        part.write_bytes(b"half")
        raise StorageError(file=str(part))

    monkeypatch.setattr(Database, "vacuum_into", full)
    with pytest.raises(StorageError):
        back_up(db, target)
    assert target.read_bytes() == before
    assert list(tmp_path.glob("*.part")) == []


def test_one_daily_copy_a_day_and_no_more_than_are_kept(db: Database, folder: Path) -> None:
    first = date(2026, 11, 1)
    for day in range(DAILY_KEPT + 3):
        assert back_up_daily(db, folder, first + timedelta(day)) is not None
        assert back_up_daily(db, folder, first + timedelta(day)) is None
    names = sorted(path.name for path in backup_folder(folder).iterdir())
    assert len(names) == DAILY_KEPT
    assert names[0] == "regulars-daily-2026-11-04.db"


def test_before_an_import_the_shop_is_copied_and_only_the_last_copies_are_kept(db: Database, folder: Path) -> None:
    client_id = make_client(db)
    for second in range(KEPT_OF_A_KIND + 2):
        precaution = back_up_before("import", db, datetime(2026, 11, 21, 9, 0, second // 2, tzinfo=UTC))
        assert precaution.backup is not None
        assert precaution.backup.file.exists()
    assert len(list(backup_folder(folder).glob("regulars-before-import-*.db"))) == KEPT_OF_A_KIND
    copy = open_database(precaution.backup.file, datetime.now(UTC))
    assert list(list_client_ids(copy)) == [client_id]
    copy.close()


def test_an_empty_shop_and_a_full_disk_need_no_copy_before_an_import(
    db: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    assert back_up_before("import", db, now).skipped == "empty_shop"
    make_client(db)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=1 << 20))
    assert back_up_before("import", db, now).skipped == "no_room"
    assert not backup_folder(folder).exists()


def test_a_folder_that_nobody_may_write_in_is_no_reason_to_refuse_an_import(db: Database, folder: Path) -> None:
    make_client(db)
    backup_folder(folder).write_text("a file where the folder should be")
    assert back_up_before("import", db, datetime(2026, 11, 21, 9, 0, tzinfo=UTC)).skipped == "not_written"


def test_a_copy_that_is_cancelled_leaves_nothing(db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.models.interrupt.STEPS", 10)
    make_client(db)

    def cancel() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        back_up(db, tmp_path / "copies" / "copy.db", cancel)
    assert list((tmp_path / "copies").iterdir()) == []
    back_up(db, tmp_path / "copies" / "copy.db")


def test_what_a_killed_program_left_half_written_goes_a_day_later(db: Database, folder: Path) -> None:
    make_client(db)
    copies = backup_folder(folder)
    copies.mkdir()
    now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    for name, hours in (("old.db.part", 25), ("new.db.part", 1)):
        (copies / name).write_bytes(b"half")
        os.utime(copies / name, times=(now.timestamp() - hours * 3600,) * 2)
    back_up_before("import", db, now)
    assert [part.name for part in copies.glob("*.part")] == ["new.db.part"]
