"""The line of a quick task: understood while it is typed, corrected by its chips, added by Enter, with Undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from app.models.enums import TaskKind
from app.models.task import Task
from app.services.tasks.save import URGENT, TaskData
from app.ui.background import Job, Lane, Work
from app.ui.context import AppContext
from app.ui.dialogs.tasks.quick_line import NOBODY, QuickLine
from app.wording.tasks import kind_name
from tests.factories import make_client, sell
from tests.ui.conftest import FakeMessages, ImmediateJobs
from tests.ui.driving import Toasts, Typing, press_in_menu

MONDAY = date(2026, 11, 23)


@pytest.fixture
def quick(context: AppContext, qtbot: Any) -> QuickLine:
    made = QuickLine(context)
    qtbot.addWidget(made)
    made.resize(900, 80)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


@pytest.fixture
def say(quick: QuickLine, type_text: Typing, qtbot: Any) -> Callable[[str], QuickLine]:
    """Type into the line, and wait until it is known who is meant."""

    def said(text: str) -> QuickLine:
        type_text(quick.line, text)
        qtbot.waitUntil(lambda: not quick.is_busy())
        return quick

    return said


def _chips(quick: QuickLine) -> dict[str, str]:
    return {name: chip.text() for name, chip in quick.chips.chips.items() if not chip.isHidden()}


def _tasks(context: AppContext) -> list[Task]:
    with context.db.read() as session:
        return list(session.scalars(select(Task).where(Task.deleted_at.is_(None))))


def test_what_was_understood_stands_below_at_once(context: AppContext, say: Callable[[str], QuickLine]) -> None:
    make_client(context.db)

    quick = say("перезвонить Крыловой в понедельник в 15 !!")

    assert _chips(quick) == {
        "kind": kind_name(TaskKind.CALL),
        "client": "Крылова Ольга Петровна",
        "day": "Monday, 23 November",
        "time": "15:00",
        "priority": "Urgent",
    }
    assert "15:00" in quick.line.accessibleDescription()


def test_enter_adds_it_and_undo_takes_it_back(
    context: AppContext, say: Callable[[str], QuickLine], toasts: Toasts
) -> None:
    client, added = make_client(context.db), list[int]()
    quick = say("перезвонить Крыловой в понедельник в 15 !!")
    quick.added.connect(added.append)

    QTest.keyClick(quick.line, Qt.Key.Key_Return)

    (task,) = _tasks(context)
    assert (task.title, task.client_id, task.due_day, task.due_time) == ("Перезвонить", client, MONDAY, "15:00")
    assert (task.kind, task.priority, added) == (TaskKind.CALL, URGENT, [task.id])
    assert quick.line.text() == ""
    assert quick.chips.isHidden()
    said, undo = toasts[-1]
    assert "Перезвонить" in said
    assert undo is not None
    undo()
    assert _tasks(context) == []


def test_several_of_that_name_are_chosen_with_the_arrows(
    context: AppContext, say: Callable[[str], QuickLine], qtbot: Any
) -> None:
    best, other = make_client(context.db, "Крылова Анна"), make_client(context.db, "Крылова Ольга")
    sell(context.db, best, date(2026, 11, 1))
    quick = say("перезвонить Крыловой завтра")
    assert _chips(quick)["client"] == "Крыловой: who is it?"

    QTest.keyClick(quick.line, Qt.Key.Key_Return)
    press_in_menu(Qt.Key.Key_Down, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _chips(quick).get("client") == "Крылова Ольга")
    assert _tasks(context) == []
    QTest.keyClick(quick.line, Qt.Key.Key_Return)

    assert [task.client_id for task in _tasks(context)] == [other]


def test_a_name_that_nobody_has_stays_in_the_title_and_a_client_is_offered(
    context: AppContext, say: Callable[[str], QuickLine], qtbot: Any
) -> None:
    asked: list[str] = []
    context.events.new_client.connect(asked.append)
    quick = say("call Jane Roe tomorrow")
    assert _chips(quick)["client"] == "Jane Roe: a new client?"

    QTest.keyClick(quick.line, Qt.Key.Key_Down)
    press_in_menu(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked == ["Jane Roe"])
    QTest.keyClick(quick.line, Qt.Key.Key_Return)

    assert [(task.title, task.client_id) for task in _tasks(context)] == [("Call Jane Roe", None)]


def test_a_client_who_is_added_meanwhile_is_known(
    context: AppContext, say: Callable[[str], QuickLine], qtbot: Any
) -> None:
    quick = say("call Jane Roe tomorrow")

    make_client(context.db, "Jane Roe")

    qtbot.waitUntil(lambda: _chips(quick)["client"] == "Jane Roe")


def test_a_client_who_was_not_meant_is_left_in_the_title(context: AppContext, say: Callable[[str], QuickLine]) -> None:
    make_client(context.db)
    quick = say("купить букет Крыловой")
    assert "client" in _chips(quick)

    QTest.keyClick(quick.chips.chips["client"], Qt.Key.Key_Delete)
    assert "client" not in _chips(quick)
    QTest.keyClick(quick.line, Qt.Key.Key_Return)

    assert [(task.title, task.client_id) for task in _tasks(context)] == [("Купить букет Крыловой", None)]


def test_control_enter_goes_on_in_the_form(context: AppContext, say: Callable[[str], QuickLine]) -> None:
    client, asked = make_client(context.db), list[object]()
    context.events.new_task.connect(asked.append)
    quick = say("каждый понедельник в 9:30 звонить Крыловой")

    QTest.keyClick(quick.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    rule = "FREQ=WEEKLY;BYDAY=MO"
    assert asked == [TaskData(client, "Звонить", MONDAY, time(9, 30), every=rule, kind=TaskKind.CALL)]
    assert _tasks(context) == []


def test_what_was_understood_wrongly_is_corrected(
    context: AppContext, say: Callable[[str], QuickLine], qtbot: Any
) -> None:
    quick = say("call the supplier at 3")
    assert "second half" in quick.chips.doubt.text()

    QTest.keyClick(quick.chips.chips["time"], Qt.Key.Key_Return)
    press_in_menu(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _chips(quick)["time"] == "03:00")
    QTest.keyClick(quick.chips.chips["day"], Qt.Key.Key_Return)
    press_in_menu(Qt.Key.Key_2)
    qtbot.waitUntil(lambda: "tomorrow" in _chips(quick)["day"])
    QTest.keyClick(quick.line, Qt.Key.Key_Return)

    assert [(task.due_day, task.due_time) for task in _tasks(context)] == [(date(2026, 11, 22), "03:00")]


def test_without_anything_to_do_it_asks_what(context: AppContext, say: Callable[[str], QuickLine]) -> None:
    quick = say("завтра в 15")

    QTest.keyClick(quick.line, Qt.Key.Key_Return)

    assert quick.chips.doubt.text() == "What is to be done?"
    assert quick.line.text() == "завтра в 15"
    assert _tasks(context) == []


def test_a_task_that_cannot_be_saved_stays_in_the_line(
    context: AppContext, messages: FakeMessages, say: Callable[[str], QuickLine]
) -> None:
    quick = say("call tomorrow")
    quick.set_client(999)

    QTest.keyClick(quick.line, Qt.Key.Key_Return)

    assert [type(error).__name__ for error in messages.errors] == ["NotFound"]
    assert quick.line.text() == "call tomorrow"


def test_a_line_in_the_other_keyboard_layout_is_taken_by_the_arrow(say: Callable[[str], QuickLine]) -> None:
    quick = say("pfdnhf d 15 gjpdjybnm d ,fyr")
    assert _chips(quick)["layout"] == "Meant “завтра в 15 позвонить в банк”?"

    QTest.keyClick(quick.line, Qt.Key.Key_Down)

    assert quick.line.text() == "завтра в 15 позвонить в банк"
    assert "layout" not in _chips(quick)
    assert _chips(quick)["time"] == "15:00"


def test_escape_empties_the_line_and_undo_brings_it_back(say: Callable[[str], QuickLine]) -> None:
    quick = say("call tomorrow")

    QTest.keyClick(quick.line, Qt.Key.Key_Escape)
    assert quick.line.text() == ""
    quick.line.undo()

    assert quick.line.text() == "call tomorrow"


def test_a_line_without_a_day_is_of_the_day_that_was_asked_for(
    context: AppContext, quick: QuickLine, say: Callable[[str], QuickLine]
) -> None:
    quick.set_day(MONDAY)
    say("wash the windows")

    QTest.keyClick(quick.line, Qt.Key.Key_Return)

    assert [task.due_day for task in _tasks(context)] == [MONDAY]


def test_a_line_that_names_nobody_is_of_the_client_that_the_page_shows(
    context: AppContext, quick: QuickLine, say: Callable[[str], QuickLine]
) -> None:
    client = make_client(context.db)
    quick.set_client(client)
    say("call back")

    QTest.keyClick(quick.line, Qt.Key.Key_Return)

    assert [task.client_id for task in _tasks(context)] == [client]


def test_a_correction_does_not_outlive_its_line(say: Callable[[str], QuickLine], quick: QuickLine) -> None:
    say("call tomorrow !!")
    quick._put("client", NOBODY)
    QTest.keyClick(quick.chips.chips["priority"], Qt.Key.Key_Delete)
    assert "priority" not in _chips(quick)
    QTest.keyClick(quick.line, Qt.Key.Key_Escape)

    say("call tomorrow !!")

    assert _chips(quick)["priority"] == "Urgent"


class LateJobs(ImmediateJobs):
    """Work of one lane waits until it is let go."""

    def __init__(self, late: Lane = "read") -> None:
        self.waiting: list[Callable[[], object]] = []
        self._late = late

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
        if lane != self._late:
            return super().run(work, on_done=on_done, on_failed=on_failed, lane=lane, owner=owner)
        job = Job(on_done, on_failed or (lambda _error: None), on_progress, owner)
        self.waiting.append(lambda: job.deliver(work(lambda _done, _total: None), None))
        return job


def test_enter_waits_until_it_is_known_who_is_meant(context: AppContext, type_text: Typing, qtbot: Any) -> None:
    client = make_client(context.db)
    context.jobs = jobs = LateJobs()
    quick = QuickLine(context)
    qtbot.addWidget(quick)
    quick.show()
    type_text(quick.line, "позвонить Крыловой")

    QTest.keyClick(quick.line, Qt.Key.Key_Return)
    assert _tasks(context) == []
    jobs.waiting.pop()()

    assert [task.client_id for task in _tasks(context)] == [client]


def test_a_task_that_is_being_saved_when_the_window_is_built_anew_is_told_all_the_same(
    context: AppContext, type_text: Typing, qtbot: Any, toasts: Toasts
) -> None:
    context.jobs = jobs = LateJobs("write")
    quick = QuickLine(context)
    quick.show()
    type_text(quick.line, "order beans")
    qtbot.waitUntil(lambda: not quick.is_busy())
    QTest.keyClick(quick.line, Qt.Key.Key_Return)
    shiboken6.delete(quick)
    jobs.waiting.pop()()
    assert [task.title for task in _tasks(context)] == ["Order beans"]
    assert len(toasts) == 1
