"""A follow-up in the Tasks tab."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from app.i18n import _
from app.services.tasks.save import IMPORTANT, URGENT
from app.ui.clients.card.history.entry_rows import row_menu, wide_row
from app.ui.context import AppContext
from app.ui.dialogs.tasks.acts import delete_task, open_task
from app.ui.dialogs.tasks.step_boxes import step_box
from app.ui.outcome_menu import ask_outcome
from app.ui.theme.tokens import GAP_SMALL
from app.ui.widgets.buttons import button
from app.ui.widgets.texts import chip, label
from app.wording.recurrence import recurrence_words
from app.wording.reminders import overdue_words
from app.wording.tasks import priority_name, steps_text

if TYPE_CHECKING:
    from app.services.clients.data import ClientRow, TaskRow

PRIORITY_TONES = {IMPORTANT: "warn", URGENT: "bad"}


def task_row(context: AppContext, task: TaskRow, client: ClientRow) -> QWidget:
    """Day, what was promised and how it repeats, its steps to tick, how late it is; Done and more while it is open."""
    today = context.today()
    frame = QFrame()
    frame.setProperty("look", "row")
    more = task.every is not None or task.checklist or task.note
    where = Qt.AlignmentFlag.AlignTop if more else Qt.AlignmentFlag.AlignVCenter
    layout = wide_row(frame, task.due_day, today, where)
    layout.addLayout(_told(context, task), 1)
    for mark, tone in _marks(task, today):
        layout.addWidget(chip(mark, tone), 0, where)
    if not task.done:
        done = button(_("Done"), small=True)
        done.clicked.connect(lambda _on=False: ask_outcome(context, follow_up_id(task), client.name, client.id, done))
        layout.addWidget(done, 0, where)
        acts = [
            (_("Change…"), lambda: open_task(context, task.id, frame)),
            (_("Delete"), lambda: delete_task(context, task.id)),
        ]
        layout.addWidget(row_menu(task.title, acts), 0, where)
    return frame


def _told(context: AppContext, task: TaskRow) -> QVBoxLayout:
    """The title, how it repeats, the steps and the note, one below the other."""
    told = QVBoxLayout()
    told.setSpacing(GAP_SMALL)
    text = " · ".join(filter(None, (task.due_time, task.title, task.who)))
    told.addWidget(label(text, "", "third" if task.done else "", wrap=True))
    if task.every is not None:
        told.addWidget(label(recurrence_words(task.every, task.anchor), "small", "third", wrap=True))
    for place in range(len(task.checklist)):
        told.addWidget(_step(context, task, place))
    if task.note:
        told.addWidget(label(task.note, "small", "second", wrap=True))
    return told


def _step(context: AppContext, task: TaskRow, place: int) -> QCheckBox:
    box = step_box(context, task.id, place, task.checklist[place])
    box.setEnabled(not task.done)
    return box


def follow_up_id(task: TaskRow) -> str:
    """The reminder of this occurrence of the task, by which it is done and taken back."""
    wall = f"T{task.due_time.replace(':', '')}" if task.due_time else ""
    return f"follow_up:task:{task.id}:{task.due_day.isoformat()}{wall}"


def _marks(task: TaskRow, today: date) -> Iterator[tuple[str, str]]:
    """Chips at the end of the row: how far the steps are, how urgent, how late."""
    if task.checklist:
        yield steps_text(task.checklist), "neutral"
    if task.done:
        yield _("done"), "accent"
        return
    if task.priority:
        yield priority_name(task.priority), PRIORITY_TONES[task.priority]
    if task.due_day < today:
        yield overdue_words((today - task.due_day).days), "bad"
    elif task.due_day == today:
        yield _("today"), "info"
