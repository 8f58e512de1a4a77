"""Commands run on the test's shop; the log file that one opens is closed with its test."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from main import main


@pytest.fixture(autouse=True)
def _closed_log() -> Iterator[None]:
    yield
    for handler in logging.getLogger().handlers[:]:
        if isinstance(handler, RotatingFileHandler):
            logging.getLogger().removeHandler(handler)
            handler.close()


@pytest.fixture
def run(folder: Path, capfd: pytest.CaptureFixture[str]) -> Any:
    """Run a command on the test's shop: exit code, JSON document (or text), stderr."""

    def call(*arguments: str, as_json: bool = True) -> tuple[int, Any, str]:
        options = [*arguments, "--json"] if as_json else list(arguments)
        code = main(["--data", str(folder), "--lang", "en", *options])
        captured = capfd.readouterr()
        return code, json.loads(captured.out) if as_json else captured.out, captured.err

    return call


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Three clients with a purchase each, and one row that cannot be used."""
    book = Workbook()
    book.active.append(["ФИО", "Телефон", "Дата", "Товар", "Сумма"])
    book.active.append(["Крылова Ольга", "8 905 221-14-08", "12.10.2026", "Эфиопия", "1 890,50"])
    book.active.append(["Пак Игорь", "8 999 010-22-33", "13.10.2026", "Кения", "640"])
    book.active.append(["Ли Дмитрий", "8 914 555-01-20", "31.02.2026", "Кения", "640"])
    path = tmp_path / "продажи.xlsx"
    book.save(path)
    return path
