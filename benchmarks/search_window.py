"""From a key in the search field to the list painted under it, in a real window off the screen."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from app.models.database import Database


def painted_after(db: Database, folder: Path, *queries: str) -> list[float]:
    """Milliseconds from each key to the first paint of a list that was read for it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEvent, QObject, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QListView, QWidget

    from app.services.settings import get_settings
    from app.ui.background import Jobs
    from app.ui.clock import SystemClock
    from app.ui.context import AppContext
    from app.ui.events import AppEvents
    from app.ui.shell.client_search import ClientSearch
    from app.ui.shell.collecting import Collecting
    from app.ui.shell.memory import WindowMemory
    from app.ui.theme import apply_theme
    from app.ui.widgets.search_field import SearchField

    class Paints(QObject):
        """Notes when the list was painted last."""

        at = 0.0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                self.at = time.perf_counter()
            return False

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app, "light")
    jobs, ground, field = Jobs(print), QWidget(), SearchField("")
    jobs.at_rest = Collecting(ground).soon  # as in the program: no widget is cleared in another thread
    messages = None
    rest = get_settings(db), SystemClock(), folder, WindowMemory(folder)
    context = AppContext(db, jobs, AppEvents(), messages, *rest)  # type: ignore[arg-type]
    ground.resize(800, 700)
    field.setParent(ground)
    search, paints = ClientSearch(field, context, ground), Paints()
    view = search.findChild(QListView)
    assert view is not None
    view.viewport().installEventFilter(paints)
    ground.show()
    QTest.qWaitForWindowActive(ground)
    field.setFocus()
    while jobs.is_busy():  # the clients opened last are shown before the first key
        app.processEvents()
    times: list[float] = []
    deadline = datetime.now(UTC).timestamp() + 120
    for query in queries:
        field.clear()
        for letter in query:
            began = time.perf_counter()
            QTest.sendKeyEvent(QTest.KeyAction.Click, field, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier)
            while search.shown_for != field.text().strip() or paints.at < began:
                QTest.qWait(1)  # a loop that never sleeps would take the interpreter from the search
                if datetime.now(UTC).timestamp() > deadline:
                    raise TimeoutError(query)
            times.append((paints.at - began) * 1000)
    jobs.close()
    return times
