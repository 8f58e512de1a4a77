"""From a key to the card painted, in a real window off the screen, beside a page of plain labels.

    python benchmarks/card_window.py --data FOLDER [--steps 40]

Ctrl+Down goes through the list of clients, then the cards with the most receipts are opened in turn. "worked" is the
processor time of the window's thread alone. "labels" is a page of as many plain labels as that card has widgets, in the
same style sheet, made and painted in the same run: what Qt itself takes for so much. Nothing is written.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QWidget

from app.models.database import Database
from app.models.upgrade import open_database
from app.services.settings import get_settings
from app.ui.background import Jobs
from app.ui.clients.card.page import ClientPage
from app.ui.clock import SystemClock
from app.ui.context import AppContext
from app.ui.events import AppEvents
from app.ui.shell.collecting import Collecting
from app.ui.shell.memory import WindowMemory
from app.ui.theme import apply_theme

SIZE = (1160, 716)  # px; the page in a window of 1366 x 768
COLUMNS = 6
HEAVY = 4
REST_MS = 150  # in which the rest of the rows and the offers come
WAIT_S = 60


class Painted(QObject):
    """Notes when all of the page was painted: its own paint event comes before those of what stands on it, and what is
    queued then is called when they are over."""

    begun = Signal()
    at = worked = 0.0

    def __init__(self) -> None:
        super().__init__()
        self.begun.connect(self._over, Qt.ConnectionType.QueuedConnection)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.begun.emit()
        return False

    def _over(self) -> None:
        if not self.at:
            self.at, self.worked = time.perf_counter(), time.thread_time()


@dataclass
class Times:
    """Milliseconds of every card: to be painted, of work, and of the page of labels."""

    painted: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    labels: list[float] = field(default_factory=list)

    def line(self, name: str) -> str:
        """A line of the table."""
        slow = sorted(self.painted)[max(round(len(self.painted) * 0.95) - 1, 0)]
        middle = median(self.painted), slow, median(self.worked), median(self.labels)
        shown = "".join(f"{one:9.1f}" for one in middle)
        return f"{name:8}{len(self.painted):6}{shown}   x {middle[0] / middle[3]:4.1f}"


def plain_page(ground: QWidget, count: int) -> float:
    """Milliseconds for a page of `count` labels, to the end of its painting."""
    began = time.perf_counter()
    page = QWidget(ground)
    grid = QGridLayout(page)
    for number in range(count):
        grid.addWidget(QLabel(f"label {number}"), *divmod(number, COLUMNS))
    page.resize(*SIZE)
    page.show()
    page.repaint()
    spent = (time.perf_counter() - began) * 1000
    page.deleteLater()
    return spent


def measure(page: ClientPage, ground: QWidget, go: Callable[[], object], shown: int, times: Times) -> None:
    """From `go()` until the card of the client `shown` was painted."""
    app, painted = QApplication.instance(), Painted()
    assert app is not None
    page.installEventFilter(painted)
    began, work = time.perf_counter(), time.thread_time()
    go()
    while not painted.at:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if (card := page.card()) is None or card.row.id != shown:
            painted.at = 0.0  # the ground alone, or the card before
        if time.perf_counter() - began > WAIT_S:
            raise TimeoutError(shown)
    times.painted.append((painted.at - began) * 1000)
    times.worked.append((painted.worked - work) * 1000)
    page.removeEventFilter(painted)
    QTest.qWait(REST_MS)
    times.labels.append(plain_page(ground, len(page.findChildren(QWidget))))
    QTest.qWait(REST_MS)


def run(db: Database, folder: Path, steps: int) -> None:
    """The table."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app, "light")
    jobs, ground = Jobs(print), QWidget()
    jobs.at_rest = Collecting(ground).soon  # as in the program: no widget is cleared in another thread
    messages = None
    rest = get_settings(db), SystemClock(), folder, WindowMemory(folder)
    context = AppContext(db, jobs, AppEvents(), messages, *rest)  # type: ignore[arg-type]
    page = ClientPage(context)
    with db.read() as session:
        raw = session.connection().exec_driver_sql(
            f"SELECT id FROM client WHERE deleted_at IS NULL ORDER BY receipts DESC LIMIT {HEAVY}"
        )
        heavy = [row[0] for row in raw]
    for one in (ground, page):
        one.resize(*SIZE)
        one.show()
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    page.setFocus()
    page.show_client(heavy[0])
    while page.is_busy() or page._neighbours.is_busy():
        QTest.qWait(REST_MS)
    stepped, heaviest = Times(), Times()
    step = 1 if page._neighbours.beside(steps + 1) is not None else -1
    key = Qt.Key.Key_Down if step == 1 else Qt.Key.Key_Up
    for _number in range(steps):
        client_id = page._neighbours.beside(step)
        assert client_id is not None
        press = lambda: QTest.keyClick(page, key, Qt.KeyboardModifier.ControlModifier)  # noqa: E731
        measure(page, ground, press, client_id, stepped)
    for client_id in [*heavy[1:], *heavy] * 2:
        measure(page, ground, lambda one=client_id: page.show_client(one), client_id, heaviest)  # type: ignore[misc]
    print(f"{'ms':8}{'cards':>6}{'painted':>9}{'p95':>9}{'worked':>9}{'labels':>9}")
    print(stepped.line("step"))
    print(heaviest.line("heaviest"))
    jobs.close()


def main() -> None:
    """Measure on the shop of `--data`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=40)
    options = parser.parse_args()
    db = open_database(options.data / "regulars.db", datetime.now(UTC))
    run(db, options.data, options.steps)
    db.close()


if __name__ == "__main__":
    main()
