"""The steps of a follow-up, ticked where the follow-up is shown."""

from __future__ import annotations

from textwrap import fill

from PySide6.QtWidgets import QCheckBox

from app.ui.context import AppContext
from app.ui.dialogs.tasks.acts import tick_step

STEP = "step:"  # begins the name of a step's box


def step_box(context: AppContext, task_id: int, place: int, step: tuple[str, bool], letters: int = 72) -> QCheckBox:
    """The box of one step (what, whether it is done); a long one goes on in lines of so many letters."""
    text, done = step
    box = QCheckBox(fill(text, letters).replace("&", "&&"))
    box.setAccessibleName(text)
    box.setObjectName(f"{STEP}{task_id}:{place}")  # by which it has the focus again when all was read anew
    box.setChecked(done)
    box.clicked.connect(lambda on: tick_step(context, task_id, place, on))
    return box
