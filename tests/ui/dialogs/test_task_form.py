"""The form of a task: everything of it is typed, read again, changed and deleted; words and boxes follow each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from sqlalchemy import select

from app.models.enums import TaskKind
from app.models.task import Task
from app.services.errors import NotFound
from app.services.staff import add_staff
from app.services.tasks.save import IMPORTANT, URGENT, OpenTask, TaskData, add_task, edit_task, get_task
from app.ui.context import AppContext
from app.ui.dialogs.task_dialog import TaskDialog
from app.ui.dialogs.tasks.repeat_box import DAYS, LAST_DAY
from tests.factories import NOW, make_client
from tests.ui.driving import Toasts, show_dialog, told

TODAY = date(2026, 11, 21)
WEEKS = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"
FULL = TaskData(
    None, "Order beans", date(2026, 11, 30), time(15, 0), "by noon", WEEKS, "completion", URGENT, (("Weigh", True),)
)
Opened = Callable[..., TaskDialog]


@pytest.fixture
def form(context: AppContext, parent: QWidget, qtbot: Any) -> Opened:
    def made(start: OpenTask | TaskData | int | None = None) -> TaskDialog:
        return show_dialog(TaskDialog(context, start, parent), qtbot)

    return made


def choose(box: Any, value: object) -> None:
    """Choose in a combo box as a person does."""
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_all_of_a_task_is_typed_with_the_keyboard(form: Opened, context: AppContext) -> None:
    dialog = form()
    QTest.keyClicks(dialog.title, "Order beans")
    QTest.keyClick(dialog.sections["repeats"].head, Qt.Key.Key_Space)
    QTest.keyClicks(dialog.repeat.words, "every 2 weeks on Mon and Thu after it is done")
    QTest.keyClick(dialog.sections["checklist"].head, Qt.Key.Key_Space)
    QTest.keyClick(dialog.checklist.more, Qt.Key.Key_Space)
    QTest.keyClicks(dialog.focusWidget(), "Weigh")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClicks(dialog.focusWidget(), "Pack")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(dialog.sections["note"].head, Qt.Key.Key_Space)
    QTest.keyClicks(dialog.note, "by noon")
    QTest.keyClick(dialog.when.priority, Qt.Key.Key_Down)
    QTest.keyClick(dialog.title, Qt.Key.Key_Return)
    steps = (("Pack", False), ("Weigh", False))
    monday = date(2026, 11, 23)
    data = TaskData(None, "Order beans", monday, None, "by noon", WEEKS, "completion", IMPORTANT, steps)
    assert get_task(context.db, 1).data == data


def test_a_task_opens_as_it_is_and_is_saved_as_it_was(form: Opened, context: AppContext) -> None:
    task = add_task(context.db, FULL, NOW)
    dialog = form(get_task(context.db, task))
    assert all(section.is_open() for section in dialog.sections.values())
    dialog.save()
    assert get_task(context.db, task) == OpenTask(task, 2, FULL)


def test_a_plain_task_keeps_its_form_small(form: Opened) -> None:
    assert not any(section.is_open() for section in form(None).sections.values())


def test_the_client_stays_with_the_task(form: Opened, context: AppContext) -> None:
    client = make_client(context.db)
    task = add_task(context.db, TaskData(client, "Call", TODAY), NOW)
    form(get_task(context.db, task)).save()
    assert get_task(context.db, task).data.client_id == client


def test_what_is_put_together_stands_there_in_words(form: Opened) -> None:
    dialog = form()
    dialog.sections["repeats"].toggle()
    repeat = dialog.repeat
    assert not repeat.interval.isVisible()  # "every 1 does not repeat"
    choose(repeat.unit, "WEEKLY")
    assert repeat.interval.isVisible()
    repeat.weekdays[0].click()
    repeat.interval.setValue(3)
    assert repeat.words.text() == "every 3 weeks on Mon"
    choose(repeat.unit, "MONTHLY")
    choose(repeat.in_month, LAST_DAY)
    repeat.interval.setValue(1)
    assert repeat.words.text() == "every month on the last day"
    choose(repeat.in_month, DAYS)
    repeat.month_days.setFocus()
    QTest.keyClicks(repeat.month_days, "1, 15")
    choose(repeat.anchor, "completion")
    assert repeat.words.text() == "every month on the 1st and 15th, after it is done"
    assert repeat.value() == ("FREQ=MONTHLY;BYMONTHDAY=1,15", "completion")
    choose(repeat.unit, "")
    assert (repeat.words.text(), repeat.value()[0]) == ("", None)


def test_words_that_are_typed_are_put_together(form: Opened) -> None:
    dialog = form()
    repeat = dialog.repeat
    QTest.keyClicks(repeat.words, "monthly on the 31st")
    assert (repeat.unit.currentData(), repeat.in_month.currentData(), repeat.month_days.text()) == (
        "MONTHLY",
        DAYS,
        "31",
    )
    assert "Then 31 Dec, 31 Jan 2027, 28 Feb 2027…" in told(repeat)
    dialog.when.due.set_day(date(2027, 1, 31))
    assert "Then 28 Feb, 31 Mar, 30 Apr…" in told(repeat)


def test_words_that_mean_nothing_are_told_and_nothing_is_saved(form: Opened, context: AppContext) -> None:
    dialog = form()
    QTest.keyClicks(dialog.title, "Order")
    QTest.keyClicks(dialog.repeat.words, "sometimes")
    dialog.save()
    assert "“sometimes” is no way to repeat" in told(dialog)
    with pytest.raises(NotFound):
        get_task(context.db, 1)


def test_a_step_is_taken_away_by_backspace(form: Opened) -> None:
    checklist = form().checklist
    checklist.fill((("Weigh", False), ("Pack", False)))
    checklist.steps[1].line.clear()
    QTest.keyClick(checklist.steps[1].line, Qt.Key.Key_Backspace)
    assert checklist.typed() == (("Weigh", False),)


def test_a_change_made_meanwhile_is_not_overwritten(form: Opened, context: AppContext) -> None:
    task = add_task(context.db, FULL, NOW)
    dialog = form(get_task(context.db, task))
    edit_task(context.db, task, TaskData(None, "Theirs", TODAY), 1, NOW)
    dialog.save()
    assert "Nothing was overwritten" in told(dialog)
    assert get_task(context.db, task).data.title == "Theirs"


def test_a_task_is_deleted_with_undo(form: Opened, context: AppContext, toasts: Toasts) -> None:
    task = add_task(context.db, FULL, NOW)
    dialog = form(get_task(context.db, task))
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "Delete").click()
    assert not dialog.isVisible()
    with pytest.raises(NotFound):
        get_task(context.db, task)
    said, undo = toasts[-1]
    assert said == "Deleted: Order beans"
    assert undo is not None
    undo()
    assert get_task(context.db, task).data == FULL


def test_every_monday_begins_on_a_monday_and_once_is_on_the_day_asked_for(form: Opened, context: AppContext) -> None:
    dialog = form()
    dialog.title.setText("Order beans")
    dialog.sections["repeats"].set_open(True)
    QTest.keyClicks(dialog.repeat.words, "every 2 weeks on Thu")
    assert dialog.when.shown_day() == date(2026, 11, 26)
    QTest.keyClicks(dialog.repeat.words, " and Mon")
    assert dialog.when.shown_day() == date(2026, 11, 23)
    assert "Then 26 Nov, 7 Dec, 10 Dec…" in told(dialog)
    choose(dialog.repeat.unit, "")
    assert dialog.when.shown_day() == TODAY
    QTest.keyClicks(dialog.repeat.words, "every month on the 31st")
    assert dialog.when.shown_day() == date(2026, 11, 30)
    dialog.when.due.set_day(date(2026, 11, 25))
    dialog.save()
    assert get_task(context.db, 1).data.due_day == date(2026, 11, 25), "who wants another first day has it"


def test_days_that_come_are_not_told_of_words_that_mean_nothing(form: Opened) -> None:
    dialog = form()
    dialog.sections["repeats"].set_open(True)
    QTest.keyClicks(dialog.repeat.words, "every day")
    assert dialog.repeat._next.isVisible()
    QTest.keyClicks(dialog.repeat.words, " of February 30")
    assert not dialog.repeat._next.isVisible()


def test_what_is_far_too_long_makes_the_form_no_wider(form: Opened) -> None:
    dialog = form()
    width = dialog.width()
    dialog.sections["repeats"].set_open(True)
    dialog.repeat.words.setFocus()
    dialog.repeat.words.insert("9" * 5000)
    dialog.title.setFocus()
    QTest.qWait(1)
    assert dialog.minimumSizeHint().width() <= width


def test_tab_goes_through_the_steps_where_they_stand(form: Opened) -> None:
    dialog = form()
    for name in ("checklist", "note"):
        dialog.sections[name].set_open(True)
    dialog.checklist.fill((("Weigh", False), ("Pack", False)))
    order: list[QWidget] = []
    at: QWidget = dialog.sections["checklist"].head
    while at is not dialog.note:
        at = at.nextInFocusChain()
        order.append(at)
    first, second = dialog.checklist.steps
    wanted = [first.done, first.line, first.away, second.done, second.line, second.away, dialog.checklist.more]
    assert [one for one in order if one in wanted] == wanted


def test_a_task_says_of_what_kind_it_is(context: AppContext, form: Opened) -> None:
    dialog = form(TaskData(None, "Order beans", TODAY))
    assert dialog.title.text() == "Order beans"
    assert dialog.kind.whose.isHidden()
    dialog.kind.kinds[TaskKind.CALL].click()
    dialog.save()
    with context.db.read() as session:
        assert [task.kind for task in session.scalars(select(Task))] == ["call"]


def test_a_task_is_given_to_somebody_else(context: AppContext, form: Opened) -> None:
    me, other = add_staff(context.db, "Мария"), add_staff(context.db, "Олег")
    dialog = form(TaskData(None, "Order beans", TODAY))
    assert dialog.kind.whose.currentData() == me
    dialog.kind.whose.setCurrentIndex(dialog.kind.whose.findData(other))
    dialog.kind.whose.activated.emit(dialog.kind.whose.currentIndex())
    dialog.save()
    with context.db.read() as session:
        task = session.scalars(select(Task)).one()
    assert task.staff_id == other
    again = form(get_task(context.db, task.id))
    assert again.kind.whose.currentText() == "Олег"
