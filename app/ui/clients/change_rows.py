"""A change of the client in the Changes tab: what was done, by whom, and what was before."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QFrame, QWidget

from app.i18n import time_text
from app.ui.clients.entry_rows import rich, title_and_text, wide_row
from app.wording.actions import action_text
from app.wording.imports import FIELDS, field_name

if TYPE_CHECKING:
    from app.services.clients.data import ChangeRow

SHOWN = 5
LONGEST = 60


def change_row(change: ChangeRow, zone: ZoneInfo, today: date) -> QWidget:
    """Day and time, the action, and the fields it changed as "before → after"."""
    frame = QFrame()
    frame.setProperty("look", "row")
    at = change.at.astimezone(zone)
    layout = wide_row(frame, at.date(), today)
    said = " · ".join(part for part in (time_text(at.time()), change.who, changed_fields(change)) if part)
    layout.addWidget(rich(title_and_text(action_text(change.action), said)), 1)
    return frame


def changed_fields(change: ChangeRow) -> str:
    """ "City: Ufa → Kazan": the fields that have a name, the first five; nothing for what was only created."""
    if not change.before:
        return ""
    names = [name for name in {**change.before, **change.after} if name in FIELDS]
    texts = [f"{field_name(name)}: {_step(change.before.get(name), change.after.get(name))}" for name in names]
    return "; ".join(texts[:SHOWN])


def _step(before: Any, after: Any) -> str:
    return f"{_value(before)} → {_value(after)}"


def _value(value: Any) -> str:
    text = "" if value is None else str(value)
    return (text[:LONGEST] + "…" if len(text) > LONGEST else text) or "—"
