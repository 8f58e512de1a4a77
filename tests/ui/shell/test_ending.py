"""At the end of a session the system says so, and the program ends in order, tried with a real process."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
# Nothing else happens in its loop: only the signal can wake it.
PROGRAM = """
from PySide6.QtCore import QCoreApplication, QTimer
from app.ui.shell.ending import EndOfSession
application = QCoreApplication([])
EndOfSession(lambda: (print("in order", flush=True), application.quit()), application)
QTimer.singleShot(0, lambda: print("ready", flush=True))
application.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends sessions by messages to the window")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_the_program_ends_in_order_when_the_session_ends(name: str) -> None:
    with subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        program.send_signal(getattr(signal, name))
        assert program.communicate(timeout=20)[0] == "in order\n"
    assert program.returncode == 0
