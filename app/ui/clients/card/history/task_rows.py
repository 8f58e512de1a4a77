"""A follow-up in the Tasks tab."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.i18n import _
from app.ui.clients.card.history.entry_rows import wide_row
from app.ui.context import AppContext
from app.ui.outcome_menu import ask_outcome
from app.ui.widgets.buttons import button
from app.ui.widgets.texts import chip, label
from app.wording.reminders import overdue_words

if TYPE_CHECKING:
    from app.services.clients.data import ClientRow, TaskRow


def task_row(context: AppContext, task: TaskRow, client: ClientRow) -> QWidget:
    """Day, what was promised, how late it is, and Done while it is open."""
    today = context.today()
    frame = QFrame()
    frame.setProperty("look", "row")
    layout = wide_row(frame, task.due_day, today, Qt.AlignmentFlag.AlignVCenter)
    tone = "third" if task.done else ""
    text = " · ".join(filter(None, (task.due_time, task.title, task.who)))
    layout.addWidget(label(text, "", tone, wrap=True), 1)
    mark, mark_tone = _mark(task, today)
    if mark:
        layout.addWidget(chip(mark, mark_tone), 0, Qt.AlignmentFlag.AlignVCenter)
    if not task.done:
        done = button(_("Done"), small=True)
        done.clicked.connect(lambda _on=False: ask_outcome(context, follow_up_id(task), client.name, client.id, done))
        layout.addWidget(done, 0, Qt.AlignmentFlag.AlignVCenter)
    return frame


def follow_up_id(task: TaskRow) -> str:
    """The reminder of this occurrence of the task, by which it is done and taken back."""
    wall = f"T{task.due_time.replace(':', '')}" if task.due_time else ""
    return f"follow_up:task:{task.id}:{task.due_day.isoformat()}{wall}"


def _mark(task: TaskRow, today: date) -> tuple[str, str]:
    if task.done:
        return _("done"), "accent"
    if task.due_day < today:
        return overdue_words((today - task.due_day).days), "bad"
    return (_("today"), "info") if task.due_day == today else ("", "")
