"""Creating, upgrading, refusing and restoring a shop's file."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, select, text

from app.models import upgrade
from app.models.base import Base
from app.models.database import Database, connect, sqlite
from app.models.enums import ReminderKind
from app.models.errors import DatabaseBusy, DatabaseDamaged, DatabaseNewer, DiskFull, UpgradeFailed
from app.models.rule_params import BirthdayParams, EnquiryParams, LapsedParams
from app.models.setting import Setting
from app.models.upgrade import MIGRATIONS, open_database
from app.services.clients.find import get_client_rows, list_client_ids
from app.services.reminders.rules.store import get_rules
from app.services.settings import get_settings
from tests.factories import NOW, make_client


def stamp(path: Path, revision: str) -> None:
    """Pretend that the file is of `revision`."""
    raw = connect(path)
    raw.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    raw.close()


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_the_migrations_make_exactly_the_schema_of_the_models(db: Database) -> None:
    engine = create_engine(f"sqlite:///{db.path}", module=sqlite)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_object": lambda _o, name, kind, *_: kind != "table" or not name.startswith("client_fts")},
        )
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == upgrade.HEAD


def test_a_newer_file_is_refused_and_untouched(db: Database) -> None:
    stamp(db.path, "9999")
    db.close()
    before = db.path.read_bytes()
    with pytest.raises(DatabaseNewer):
        open_database(db.path, NOW)
    assert db.path.read_bytes() == before


def make_foreign(path: Path, *statements: str) -> None:
    """Another program's SQLite file, in the ordinary journal mode."""
    raw = sqlite.connect(str(path))
    for statement in ("CREATE TABLE note (text TEXT)", *statements):
        raw.execute(statement)
    raw.commit()
    raw.close()


@pytest.mark.parametrize(
    "statements", [(), ("CREATE TABLE alembic_version (version_num TEXT)", "INSERT INTO alembic_version VALUES (1)")]
)
def test_a_file_of_another_program_is_refused_and_untouched(tmp_path: Path, statements: tuple[str, ...]) -> None:
    path = tmp_path / "regulars.db"
    make_foreign(path, *statements)
    before = path.read_bytes()
    with pytest.raises(DatabaseDamaged):
        open_database(path, NOW)
    assert path.read_bytes() == before


def test_a_shop_that_lost_its_content_is_not_taken_for_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "regulars.db"
    path.touch()
    with pytest.raises(DatabaseDamaged):
        open_database(path, NOW)
    assert path.stat().st_size == 0


def test_a_shop_made_by_another_start_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "regulars.db"

    def slow(new: Path) -> None:
        first = open_database(path, NOW)
        make_client(first)
        first.close()
        upgrade.migrate(new)

    db = open_database(path, NOW, upgrade=slow)
    assert len(list_client_ids(db)) == 1
    db.close()


def test_a_new_shop_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def full(new: Path) -> None:
        new.write_bytes(b"half")
        raise DiskFull(file=str(new))

    with pytest.raises(DiskFull):
        open_database(tmp_path / "regulars.db", NOW, upgrade=full)
    assert list(tmp_path.iterdir()) == []


def test_an_upgrade_that_fails_puts_the_backup_back(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    client_id = make_client(db)
    stamp(db.path, "0000")
    db.close()
    monkeypatch.setattr(upgrade, "KNOWN", ("0000", upgrade.HEAD))

    def broken(path: Path) -> None:
        raw = connect(path)
        raw.execute("DELETE FROM client")
        raw.close()
        raise RuntimeError("half way")

    with pytest.raises(UpgradeFailed):
        open_database(db.path, NOW, upgrade=broken)
    raw = connect(db.path)
    assert raw.execute("SELECT id FROM client").fetchall() == [(client_id,)]
    raw.close()
    assert list(db.path.parent.glob("regulars-before-*.db"))


def test_an_upgrade_is_told_before_it_begins_and_only_then(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    db.close()
    open_database(db.path, NOW, on_upgrade=lambda: told.append("begins")).close()
    assert told == []
    stamp(db.path, "0000")
    monkeypatch.setattr(upgrade, "KNOWN", ("0000", upgrade.HEAD))

    def work(path: Path) -> None:
        told.append("works")
        stamp(path, upgrade.HEAD)

    open_database(db.path, NOW, upgrade=work, on_upgrade=lambda: told.append("begins")).close()
    assert told == ["begins", "works"]


def test_a_copy_that_fails_is_not_left_as_a_backup(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    client_id = make_client(db)
    stamp(db.path, "0000")
    db.close()
    monkeypatch.setattr(upgrade, "KNOWN", ("0000", upgrade.HEAD))

    def full(_source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        assert list(target.parent.glob("regulars-before-*.db")) == []
        raise DiskFull(file=str(target))

    monkeypatch.setattr(upgrade, "_copy", full)
    with pytest.raises(DiskFull):
        open_database(db.path, NOW)
    assert list(db.path.parent.glob("regulars-before-*")) == []
    raw = connect(db.path)
    assert raw.execute("SELECT id FROM client").fetchall() == [(client_id,)]
    raw.close()


def test_a_copy_that_is_still_in_its_log_is_no_backup(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing says nothing where the log cannot be written into the file, as on a full disk or beside a reader."""
    client_id = make_client(db)
    stamp(db.path, "0000")
    db.close()
    monkeypatch.setattr(upgrade, "KNOWN", ("0000", upgrade.HEAD))
    monkeypatch.setattr("app.models.database.BUSY_MS", 1)
    copied, readers = upgrade._copy, []

    def kept_in_the_log(source: Path, target: Path) -> None:
        readers.append(connect(target))
        readers[0].execute("BEGIN")
        readers[0].execute("SELECT * FROM sqlite_master").fetchall()
        copied(source, target)

    monkeypatch.setattr(upgrade, "_copy", kept_in_the_log)
    with pytest.raises(DatabaseBusy):
        open_database(db.path, NOW)
    readers[0].close()
    assert list(db.path.parent.glob("regulars-before-*")) == []
    raw = connect(db.path)
    assert raw.execute("SELECT id FROM client").fetchall() == [(client_id,)]
    raw.close()


def make_old(path: Path, revision: str) -> None:
    """A shop with one client, as the program of `revision` left it."""
    engine = create_engine(f"sqlite:///{path}", module=sqlite)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.execute(
            text("INSERT INTO client(name, created_at, updated_at) VALUES ('Анна', :now, :now)"),
            {"now": "2026-01-01T00:00:00.000000Z"},
        )
    engine.dispose()


def test_of_two_that_upgrade_at_once_the_slower_takes_nothing_from_the_faster(tmp_path: Path) -> None:
    path = tmp_path / "regulars.db"
    make_old(path, upgrade.KNOWN[-2])

    def kept_waiting(_path: Path) -> None:
        faster = open_database(path, NOW)
        make_client(faster, "Олег")
        faster.close()
        raise sqlite.OperationalError("database is locked")

    with pytest.raises(DatabaseBusy):
        open_database(path, NOW, upgrade=kept_waiting)
    db = open_database(path, NOW)
    assert {row.name for row in get_client_rows(db, list_client_ids(db))} == {"Анна", "Олег"}
    db.close()


def test_who_finds_the_shop_upgraded_meanwhile_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, copy = tmp_path / "regulars.db", upgrade._copy
    make_old(path, upgrade.KNOWN[-2])

    def late(source: Path, target: Path) -> None:
        monkeypatch.setattr(upgrade, "_copy", copy)
        open_database(path, NOW).close()
        copy(source, target)

    monkeypatch.setattr(upgrade, "_copy", late)
    open_database(path, NOW).close()
    (backup,) = tmp_path.glob("regulars-before-*.db")
    assert upgrade._revision(backup) == upgrade.KNOWN[-2]


@pytest.mark.parametrize("revision", upgrade.KNOWN[:-1])
def test_older_shops_get_the_new_tables_and_keep_their_clients(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "regulars.db"
    make_old(path, revision)

    upgraded = open_database(path, NOW)
    assert [row.name for row in get_client_rows(upgraded, [1])] == ["Анна"]
    assert upgraded.problems() == []
    upgraded.close()
    assert list(path.parent.glob(f"regulars-before-{upgrade.HEAD}-*.db"))


def test_what_was_tuned_among_the_settings_is_in_the_rules_of_reminders(tmp_path: Path) -> None:
    path = tmp_path / "regulars.db"
    make_old(path, "0004")
    tuned = {"birthday_leads": "[14, 0]", "leap_birthday": '"mar1"', "lapsed_per_day": "4", "opening_time": '"09:00"'}
    raw = connect(path)
    raw.executemany("INSERT INTO setting (key, value) VALUES (?, ?)", tuned.items())
    raw.close()

    db = open_database(path, NOW)
    book = get_rules(db)
    assert book.only(ReminderKind.BIRTHDAY, BirthdayParams) == BirthdayParams((14, 0), 3, "mar1")
    assert book.only(ReminderKind.LAPSED, LapsedParams) == LapsedParams(per_day=4)
    assert book.only(ReminderKind.ENQUIRY, EnquiryParams) == EnquiryParams()
    assert [rule.kind for rule in book.rules if not rule.enabled] == [ReminderKind.FEEDBACK]
    assert get_settings(db).opening_time == time(9)
    with db.read() as session:
        assert session.scalars(select(Setting.key)).all() == ["opening_time"]
    db.close()
