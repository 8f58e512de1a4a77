"""Fixtures for every layer: a real database file, copied from a migrated template."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.i18n import set_language
from app.models.database import Database
from app.models.upgrade import open_database

os.environ["TZ"] = "Europe/Moscow"  # where the tests' shop is; tzlocal reads it

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty shop at the newest schema, made once."""
    path = tmp_path_factory.mktemp("template") / "regulars.db"
    open_database(path, NOW).close()
    return path


@pytest.fixture
def folder(tmp_path: Path, template: Path) -> Path:
    """A data folder with an empty shop in it."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(template, data / "regulars.db")
    return data


@pytest.fixture
def db(folder: Path) -> Iterator[Database]:
    """An empty shop, open."""
    database = open_database(folder / "regulars.db", NOW)
    yield database
    database.close()


@pytest.fixture
def now() -> datetime:
    """The moment of the tests: Saturday, 21 November 2026, noon in Moscow."""
    return NOW


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """As in the window, cycles are cleared in the main thread only: here after each test."""
    gc.disable()
    yield
    gc.collect(2 if gc.get_count()[2] > gc.get_threshold()[2] else 1)


@pytest.fixture(autouse=True)
def english() -> None:
    """Texts are English unless a test asks for another language."""
    set_language("en")
