"""Stand-ins for the threads and the clock of the window, and the theme that every widget is drawn with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.models.database import Database
from app.services.errors import Cancelled
from app.services.settings import get_settings
from app.ui.background import Job, Lane, Work
from app.ui.context import AppContext
from app.ui.events import AppEvents
from app.ui.shell.memory import WindowMemory
from app.ui.theme import apply_theme


class FakeClock:
    """Stands still until it is told to go on."""

    def __init__(self, moment: datetime = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)) -> None:
        self.moment = moment
        self.seconds = 1_000.0

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        """Both clocks go on, as when the computer is awake."""
        self.moment += timedelta(seconds=seconds)
        self.seconds += seconds

    def sleep(self, seconds: float) -> None:
        """Only the wall clock goes on, as when the computer slept."""
        self.moment += timedelta(seconds=seconds)


class ImmediateJobs:
    """Runs every job at once, in the calling thread; an error nobody takes is raised."""

    def run(
        self,
        work: Work,
        *,
        on_done: Callable[[Any], object] | None = None,
        on_failed: Callable[[Exception], object] | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        lane: Lane = "read",
        owner: QObject | None = None,
    ) -> Job:
        job = Job(on_done, on_failed or _raise, on_progress, owner)

        def report(done: int, total: int) -> None:
            if job.cancelled:
                raise Cancelled
            job.deliver_progress(done, total)

        try:
            result, error = work(report), None
        except Exception as failure:  # noqa: BLE001 - handed to on_failed, as the real jobs do
            result, error = None, failure
        job.deliver(result, error)
        return job

    def post(self, act: Callable[[], object]) -> None:
        act()

    def is_writing(self) -> bool:
        return False


def _raise(error: Exception) -> None:
    raise error


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def jobs() -> ImmediateJobs:
    return ImmediateJobs()


class FakeMessages:
    """Keeps what would have been shown, and answers questions as told: True is yes, False no, None closes."""

    def __init__(self) -> None:
        self.errors: list[BaseException] = []
        self.questions: list[str] = []
        self.told: list[tuple[str, str]] = []
        self.answer: bool | None = None
        self.files: list[Path] = []
        self.place: Path | None = None

    def show_error(self, error: Exception) -> None:
        self.errors.append(error)

    def tell(self, sentence: str, lines: str) -> None:
        self.told.append((sentence, lines))

    def show_bug(self, error: BaseException) -> None:
        self.errors.append(error)

    def ask(
        self,
        question: str,
        yes: str,
        on_yes: Callable[[], object],
        *,
        no: str = "",
        on_no: Callable[[], object] | None = None,
        more: str = "",
        careful: bool = False,
    ) -> None:
        self.questions.append(question)
        if self.answer is True:
            on_yes()
        elif self.answer is False and on_no is not None:
            on_no()

    def choose_files(self, title: str, patterns: str) -> list[Path]:
        return self.files

    def choose_place(self, title: str, suggested: Path, patterns: str) -> Path | None:
        return self.place


@pytest.fixture
def messages() -> FakeMessages:
    return FakeMessages()


@pytest.fixture
def context(
    qapp: QApplication, db: Database, folder: Path, jobs: ImmediateJobs, clock: FakeClock, messages: FakeMessages
) -> AppContext:
    """An empty shop in a window without threads; commits are told at once."""
    made = AppContext(
        db=db,
        jobs=jobs,
        events=AppEvents(),
        messages=messages,  # type: ignore[arg-type]
        settings=get_settings(db),
        clock=clock,
        data_folder=folder,
        memory=WindowMemory(folder),
    )
    db.on_commit(made.events.changed.emit)
    return made


@pytest.fixture
def toasts(context: AppContext) -> list[tuple[str, Callable[[], object] | None]]:
    """Every toast of the test: its text and its undo."""
    seen: list[tuple[str, Callable[[], object] | None]] = []
    context.events.toast.connect(lambda text, undo: seen.append((text, undo)))
    return seen


@pytest.fixture
def parent(qtbot: Any) -> QWidget:
    """A window for dialogs to open over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def type_text() -> Callable[[QWidget, str], None]:
    """Types any letters; QTest.keyClicks aborts the process on a letter that is not ASCII."""

    def typed(widget: QWidget, text: str) -> None:
        for letter in text:
            QTest.sendKeyEvent(
                QTest.KeyAction.Click, widget, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
            )

    return typed


@pytest.fixture(autouse=True)
def light_theme(qapp: QApplication) -> None:
    """Every test draws with the light theme and the bundled font."""
    apply_theme(qapp, "light")
