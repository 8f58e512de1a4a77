"""Sleep, clock changes and other processes are noticed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.models.database import Database
from app.ui.shell.heartbeat import Heartbeat, OtherProcess

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("hours", [9, -1])
def test_a_sleep_and_a_clock_set_back_are_jumps(qtbot, clock, hours: int) -> None:  # type: ignore[no-untyped-def]
    heart = Heartbeat(clock)
    clock.advance(30)
    with qtbot.assertNotEmitted(heart.jumped):
        heart.check()
    clock.sleep(hours * 3600)
    with qtbot.waitSignal(heart.jumped):
        heart.check()
    with qtbot.assertNotEmitted(heart.jumped):
        heart.check()


def test_a_late_timer_is_no_jump(qtbot, clock) -> None:  # type: ignore[no-untyped-def]
    heart = Heartbeat(clock)
    clock.advance(3_600)
    with qtbot.assertNotEmitted(heart.jumped), qtbot.waitSignal(heart.beat):
        heart.check()


def test_a_change_by_the_command_line_is_noticed_once(db: Database, folder: Path) -> None:
    other = OtherProcess(db.data_version)
    assert not other.has_written()
    assert not other.has_written()
    code = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC;"
        "from app.models.upgrade import open_database; from tests.factories import make_client;"
        "make_client(open_database(Path(sys.argv[1]), datetime.now(UTC)))"
    )
    subprocess.run([sys.executable, "-c", code, str(db.path)], cwd=ROOT, check=True, timeout=60)
    assert other.has_written()
    assert not other.has_written()
