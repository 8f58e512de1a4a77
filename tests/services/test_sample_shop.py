"""The sample shop is cleared in one act, after a copy, and leaves nothing of itself behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from app.models.base import Base
from app.models.database import Database
from app.models.emptying import STAYING
from app.models.reminder import ReminderRule
from app.models.upgrade import open_database
from app.services import demo, sample_shop
from app.services.clients.data import ClientData
from app.services.clients.find import find_clients, list_client_ids
from app.services.clients.save import save_client
from app.services.demo import WHOLE, make_demo
from app.services.errors import Cancelled, DatabaseBusy, DiskFull, NotFound
from app.services.sample_shop import UNDER_WAY, SampleShop, clear_sample, drop_unfinished, find_sample
from app.services.settings import get_settings, save_settings
from app.services.staff import add_staff, list_staff
from app.services.tasks.save import TaskData, add_task


def rows(db: Database) -> dict[str, int]:
    with db.read() as session:
        tables = [table for table in Base.metadata.sorted_tables if table.name not in STAYING]
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def rules(db: Database) -> list[tuple[object, ...]]:
    with db.read() as session:
        columns = (ReminderRule.id, ReminderRule.kind, ReminderRule.enabled, ReminderRule.params, ReminderRule.texts)
        return [tuple(row) for row in session.execute(select(*columns).order_by(ReminderRule.id))]


def test_clearing_leaves_an_empty_shop_with_its_own_settings_and_rules(db: Database, now: datetime) -> None:
    save_settings(db, replace(get_settings(db), shop_name="Лавка", currency="EUR", quiet_from=time(20)))
    before, own_rules = get_settings(db), rules(db)
    add_staff(db, "Ира")
    make_demo(db, now.date(), now)
    assert get_settings(db).currency == "RUB"

    clear_sample(db, now)

    assert not any(rows(db).values())
    assert (get_settings(db), rules(db)) == (before, own_rules)
    assert [person.name for person in list_staff(db)] == ["Ира"]
    assert find_sample(db) is None
    assert db.problems() == []
    with db.read() as session:
        keys = set(session.scalars(text("SELECT key FROM setting")))
    assert not keys & {"sample", "redo"}


def test_nobody_of_the_sample_is_found_afterwards_and_numbers_are_not_given_again(db: Database, now: datetime) -> None:
    make_demo(db, now.date(), now)
    known = max(list_client_ids(db))
    clear_sample(db, now)

    client_id = save_client(db, ClientData("Крылова Ольга"), now)

    assert client_id > known
    assert [found.id for found in find_clients(db, "а", limit=50)] in ([], [client_id])
    assert [found.id for found in find_clients(db, "Крылова", limit=50)] == [client_id]


def test_the_copy_made_before_holds_the_sample_and_what_was_added(db: Database, now: datetime) -> None:
    shop = make_demo(db, now.date(), now)
    save_client(db, ClientData("Своя Анна"), now)

    backup = clear_sample(db, now)

    copy = open_database(backup.file, now)
    try:
        assert len(list_client_ids(copy)) == shop.clients + 1
    finally:
        copy.close()


def test_what_was_added_to_the_sample_is_counted(db: Database, now: datetime) -> None:
    make_demo(db, now.date(), now)
    assert find_sample(db) is not None
    sample = find_sample(db)
    assert sample is not None
    assert sample.own == 0
    client_id = save_client(db, ClientData("Своя Анна"), now)
    add_task(db, TaskData(client_id, "Позвонить", now.date()), now)

    sample = find_sample(db)

    assert sample is not None
    assert (sample.clients, sample.purchases, sample.tasks) == (1, 0, 1)


def test_settings_changed_in_the_sample_are_kept(db: Database, now: datetime) -> None:
    make_demo(db, now.date(), now)
    save_settings(db, replace(get_settings(db), shop_name="Моя лавка", theme="dark"))

    clear_sample(db, now)

    assert (get_settings(db).shop_name, get_settings(db).theme) == ("Моя лавка", "dark")


def test_the_sample_can_be_made_again_after_it_was_cleared(db: Database, now: datetime) -> None:
    first = make_demo(db, now.date(), now)
    clear_sample(db, now)

    assert make_demo(db, now.date(), now) == first


def test_a_shop_of_ones_own_is_no_sample_and_is_not_cleared(db: Database, now: datetime) -> None:
    save_client(db, ClientData("Крылова Ольга"), now)
    with pytest.raises(NotFound):
        clear_sample(db, now)
    assert len(list_client_ids(db)) == 1


def stop_at(percent: int, seen: list[int]) -> Callable[[int, int], None]:
    def report(done: int, _total: int) -> None:
        seen.append(done)
        if done >= percent:
            raise Cancelled

    return report


@pytest.mark.parametrize("percent", [0, 40, 70])
def test_a_sample_that_was_stopped_leaves_the_shop_as_new(db: Database, now: datetime, percent: int) -> None:
    before = get_settings(db)
    with pytest.raises(Cancelled):
        make_demo(db, now.date(), now, stop_at(percent, []))

    assert not any(rows(db).values())
    assert get_settings(db) == before
    assert find_sample(db) is None


def test_progress_never_goes_back(db: Database, now: datetime) -> None:
    seen: list[int] = []
    make_demo(db, now.date(), now, stop_at(WHOLE + 1, seen))
    assert seen == sorted(seen)
    assert len(set(seen)) > 5


def test_a_copy_that_cannot_be_written_deletes_nothing(db: Database, now: datetime, folder: Path) -> None:
    make_demo(db, now.date(), now)

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        clear_sample(db, now, stop)
    assert find_sample(db) is not None
    assert not list((folder / "backups").glob("*.db"))


def test_a_sample_that_cannot_be_cleared_leaves_no_copy_behind(
    db: Database, now: datetime, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = make_demo(db, now.date(), now)

    def full(_session: object) -> None:
        raise DiskFull(file="regulars.db")

    monkeypatch.setattr(sample_shop, "empty_tables", full)
    with pytest.raises(DiskFull):
        clear_sample(db, now)
    assert len(list_client_ids(db)) == shop.clients
    assert not list((folder / "backups").glob("*.db"))


class Killed(BaseException):
    """The program is gone, and tidies nothing up."""


AFTER_IMPORT = WHOLE  # when the files are in, and the rest is not


def kill_at(db: Database, now: datetime, monkeypatch: pytest.MonkeyPatch, percent: int) -> None:
    def report(done: int, _total: int) -> None:
        if done >= percent:
            raise Killed

    def fill(*_asked: object) -> None:
        raise Killed

    monkeypatch.setattr(demo, "drop_stopped", lambda _db: None)
    monkeypatch.setattr(demo, "fill_counter", fill)
    with pytest.raises(Killed):
        make_demo(db, now.date(), now, report)
    monkeypatch.undo()


@pytest.mark.parametrize("percent", [0, 60, AFTER_IMPORT])
def test_a_sample_that_was_cut_off_by_a_crash_is_made_anew(
    db: Database, now: datetime, monkeypatch: pytest.MonkeyPatch, percent: int
) -> None:
    before = get_settings(db)
    kill_at(db, now, monkeypatch, percent)

    shop = make_demo(db, now.date(), now + UNDER_WAY)

    assert shop.purchases > 2000
    assert find_sample(db) == SampleShop(0, 0, 0)
    clear_sample(db, now)
    assert get_settings(db) == before
    assert not any(rows(db).values())


def test_what_is_left_of_a_sample_that_was_cut_off_goes(
    db: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = get_settings(db)
    kill_at(db, now, monkeypatch, AFTER_IMPORT)
    assert any(rows(db).values())

    drop_unfinished(db, now + UNDER_WAY)

    assert find_sample(db) is None
    assert get_settings(db) == before
    assert not any(rows(db).values())


def test_nothing_of_ones_own_goes_with_a_sample_that_was_cut_off(
    db: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_at(db, now, monkeypatch, AFTER_IMPORT)
    save_client(db, ClientData("Своя Анна"), now + timedelta(seconds=1))

    drop_unfinished(db, now + UNDER_WAY)

    sample = find_sample(db)
    assert sample is not None
    assert (sample.clients, sample.own) == (1, 1)
    assert find_clients(db, "Своя Анна")


def test_who_is_written_down_while_the_sample_is_made_is_the_owners(
    db: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By another program on the same file; stopping the sample then deletes nobody."""

    def fill(*_asked: object) -> None:
        save_client(db, ClientData("Своя Анна"), now + timedelta(seconds=1))
        raise Cancelled

    monkeypatch.setattr(demo, "fill_counter", fill)
    with pytest.raises(Cancelled):
        make_demo(db, now.date(), now)

    assert find_clients(db, "Своя Анна")
    assert find_sample(db) == SampleShop(1, 0, 0)


@pytest.mark.parametrize("percent", [0, AFTER_IMPORT])
def test_a_sample_that_another_program_is_making_is_left_alone(
    db: Database, now: datetime, monkeypatch: pytest.MonkeyPatch, percent: int
) -> None:
    kill_at(db, now, monkeypatch, percent)
    before = rows(db)

    assert drop_unfinished(db, now + timedelta(seconds=5))
    with pytest.raises(DatabaseBusy):
        make_demo(db, now.date(), now + timedelta(seconds=5))

    assert rows(db) == before
    assert find_sample(db) is not None
