"""One window per data folder, tried with real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.ui.single_instance import SingleInstance

ROOT = Path(__file__).resolve().parents[3]
SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.ui.single_instance import SingleInstance
application = QCoreApplication([])
print("first" if SingleInstance(Path(sys.argv[1]), quiet="quiet" in sys.argv).claim() else "second")
"""


def start_another(folder: Path, *how: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SECOND, str(folder), *how]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ.copy(), stdout=subprocess.PIPE, text=True)


def test_a_second_start_raises_the_first_window_and_ends(  # type: ignore[no-untyped-def]
    qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "of the second")
    first = SingleInstance(tmp_path)
    assert first.claim()
    first.listen()
    with qtbot.waitSignal(first.raise_asked, timeout=10_000):
        other = start_another(tmp_path)
        os.environ["XDG_ACTIVATION_TOKEN"] = "of the first"
    assert other.communicate(timeout=10)[0].strip() == "second"
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "of the second"
    first.release()


def test_a_second_start_by_the_system_ends_and_leaves_the_first_window_where_it_is(  # type: ignore[no-untyped-def]
    qtbot, tmp_path: Path
) -> None:
    first, raised = SingleInstance(tmp_path), list[str]()
    first.raise_asked.connect(lambda: raised.append("raised"))
    assert first.claim()
    first.listen()
    other = start_another(tmp_path, "quiet")
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)
    assert other.communicate()[0].strip() == "second"
    assert not raised
    first.release()


def test_another_data_folder_is_another_shop(qtbot, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = SingleInstance(tmp_path / "a"), SingleInstance(tmp_path / "b")
    assert first.claim()
    assert second.claim()
    first.release()
    second.release()


def test_of_two_started_at_once_exactly_one_is_the_first(qapp, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    # The first is still starting and does not answer: the other gives up waiting, but never claims.
    first = SingleInstance(tmp_path)
    assert first.claim()
    other = start_another(tmp_path)
    assert other.communicate(timeout=20)[0].strip() == "second"
    first.release()


def test_after_the_first_is_killed_the_next_start_is_the_first(qapp, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    hanging = SECOND + "\nimport time, os\nsys.stdout.flush()\nos.kill(os.getpid(), 9)\n"
    killed = subprocess.run(
        [sys.executable, "-c", hanging, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert killed.stdout.strip() == "first"
    again = SingleInstance(tmp_path)
    assert again.claim()
    again.release()


def test_a_folder_that_holds_no_lock_is_left_to_the_database_to_explain(qapp, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert SingleInstance(tmp_path / "missing").claim()


def test_a_start_while_the_first_is_closing_waits_and_becomes_the_first(qtbot, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    first = SingleInstance(tmp_path)
    assert first.claim()
    first.listen()
    first.stop_listening()
    other = start_another(tmp_path)
    qtbot.wait(400)  # it has asked in vain by now, and waits
    first.release()
    assert other.communicate(timeout=10)[0].strip() == "first"


def test_what_is_claimed_beside_the_making_of_the_window_is_known_before_it_is_shown(qapp, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    first.begin()
    assert first.is_first()
    second.begin()
    assert not second.is_first()
    first.release()
