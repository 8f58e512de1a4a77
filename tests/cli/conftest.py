"""Commands run on the test's shop; the log file that one opens is closed with its test."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import pytest

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
