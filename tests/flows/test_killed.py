"""An import, its undo and the copy before them, killed at any moment: the shop is as before or as after."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.models.database import Database
from app.models.upgrade import open_database
from app.services.imports.batches import list_batches
from app.services.paths import backup_folder
from tests.factories import NOW, make_client, sell
from tests.services.imports.shop import TODAY, bring_one, check_search, content, write_csv

HEADER = ("Чек", "Дата", "ФИО", "Телефон", "Город", "Товар", "Сумма")
MOMENTS = (0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 1.0)  # of all looks of the engine

Content = dict[str, list[str]]


def run(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The program in danger."""
    return subprocess.run(
        [sys.executable, "-m", "tests.flows.shop_in_danger", str(folder), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@contextmanager
def opened(file: Path) -> Iterator[Database]:
    """The shop as the next start of the program finds it."""
    db = open_database(file, NOW)
    try:
        yield db
    finally:
        db.close()


def look(folder: Path) -> Content:
    """Everything in the shop; fails when the file is not sound."""
    return look_at(folder / "regulars.db")


def look_at(file: Path) -> Content:
    """Everything in a shop's file, or in a copy of it."""
    with opened(file) as db:
        assert db.problems() == []
        check_search(db)
        return content(db)


@pytest.fixture(scope="module")
def shop(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A data folder with a shop that has imported a file before, and the next file."""
    folder = tmp_path_factory.mktemp("danger")
    data = folder / "data"
    data.mkdir()
    shutil.copy(template, data / "regulars.db")
    rows = [
        (n, f"{n % 28 + 1:02}.10.2026", f"Клиент {n % 90}", f"+7914{n % 90:07}", "Омск", f"Сорт {n % 9}", 940)
        for n in range(600)
    ]
    with opened(data / "regulars.db") as db:
        known = make_client(db, "Клиент 7", phone="+79140000007")
        sell(db, known, TODAY)
        bring_one(db, write_csv(folder / "октябрь.csv", [HEADER, *rows[:300]]))
    shutil.rmtree(backup_folder(data))
    corrected = [(*row[:4], "Тверь", *row[5:]) for row in rows[200:]]
    return data, write_csv(folder / "ноябрь.csv", [HEADER, *corrected])


@pytest.fixture
def copied(shop: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """The same, to be put in danger."""
    return Path(shutil.copytree(shop[0], tmp_path / "shop")), shop[1]


def moments(folder: Path, tmp_path: Path, *job: object) -> list[int]:
    """Looks of the engine at which to end the job, spread over all of it; the job itself, once, on another copy."""
    whole = Path(shutil.copytree(folder, tmp_path / "whole"))
    looks = int(run(whole, *job, "count").stdout)
    assert looks > 2 * len(MOMENTS)
    return sorted({max(1, round(looks * part)) for part in MOMENTS})


def killed_everywhere(folder: Path, tmp_path: Path, *job: object) -> list[bool]:
    """Kill the job at each moment; whether it was done then. Fails when a shop is neither as before nor as after."""
    at = moments(folder, tmp_path, *job)
    before, after = look(folder), look(tmp_path / "whole")
    assert before != after
    found = []
    for moment in at:
        one = Path(shutil.copytree(folder, tmp_path / f"at {moment}"))
        assert run(one, *job, "kill", moment).returncode == -signal.SIGKILL
        state = look(one)
        assert state in (before, after)
        for copy in backup_folder(one).glob("*.db"):
            assert look_at(copy) == before
        found.append(state == after)
    return found


def test_an_import_killed_at_any_moment_is_all_or_nothing(copied: tuple[Path, Path], tmp_path: Path) -> None:
    folder, file = copied
    assert killed_everywhere(folder, tmp_path, "import", file)[0] is False


def test_an_undo_killed_at_any_moment_is_all_or_nothing(copied: tuple[Path, Path], tmp_path: Path) -> None:
    folder, _file = copied
    assert killed_everywhere(folder, tmp_path, "undo", 1)[0] is False


@pytest.mark.parametrize("row", [1, 200, 400])
def test_an_import_killed_while_it_reads_leaves_the_shop_alone(
    copied: tuple[Path, Path], tmp_path: Path, row: int
) -> None:
    folder, file = copied
    before = look(folder)
    assert run(folder, "import", file, "kill", "row", row).returncode == -signal.SIGKILL
    assert look(folder) == before


def test_after_a_kill_the_file_goes_in_as_if_nothing_had_been(copied: tuple[Path, Path], tmp_path: Path) -> None:
    folder, file = copied
    before = look(folder)
    half = moments(folder, tmp_path, "import", file)[len(MOMENTS) // 2]
    run(folder, "import", file, "kill", half)
    assert run(folder, "import", file, "count").returncode == 0
    assert look(folder) == look(tmp_path / "whole")
    with opened(folder / "regulars.db") as db:
        assert [row.undone for row in list_batches(db)] == [False, False]
    assert run(folder, "undo", 2, "count").returncode == 0
    assert look(folder) == before


@pytest.mark.parametrize("room", [20_000, 120_000, 200_000])
def test_a_full_disk_is_told_and_changes_nothing(copied: tuple[Path, Path], room: int) -> None:
    folder, file = copied
    before = look(folder)
    done = run(folder, "import", file, "room", room)
    assert (done.returncode, done.stdout.strip()) == (0, "disk_full"), done.stderr
    assert look(folder) == before


def test_a_full_disk_stops_an_undo_too(copied: tuple[Path, Path]) -> None:
    folder, _file = copied
    before = look(folder)
    done = run(folder, "undo", 1, "room", 200_000)
    assert (done.returncode, done.stdout.strip()) == (0, "disk_full"), done.stderr
    assert look(folder) == before
