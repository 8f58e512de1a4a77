"""The first two readers of a session ask at once: the page of today and the count beside it."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from threading import Barrier, Thread
from types import ModuleType
from typing import Any

import pytest

from app.services.reminders.kinds import occasions

READERS = 3
STARTS = 60


def _as_at_start() -> ModuleType:
    """The module as it is before anybody asked for anything."""
    spec = spec_from_file_location("occasions_at_start", occasions.__file__)
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


def _asked_at_once(made: Any) -> list[str]:
    """What each of the readers asks the database."""
    together, asked = Barrier(READERS), []

    def read() -> None:
        together.wait()
        asked.append(f"{made._listed()} {made._sound()}")

    threads = [Thread(target=read) for _number in range(READERS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return asked


@pytest.fixture
def hurried_threads() -> Any:
    """They take turns after every few steps."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)
    sys.modules.pop("occasions_at_start", None)


@pytest.mark.filterwarnings("ignore:Did not locate")
def test_readers_that_begin_at_once_ask_for_the_product_of_each_client_only(hurried_threads: None) -> None:
    right = f"{occasions._listed()} {occasions._sound()}"
    for _number in range(STARTS):
        assert _asked_at_once(_as_at_start()) == [right] * READERS
