"""The keys of the week and the month, which they read themselves; told in the list of keys."""

from __future__ import annotations

from app.i18n import _
from app.ui.widgets.action import Action

CALENDAR_KEYS = (
    Action(
        "calendar_move",
        lambda: _("In the week or month: the task to another day"),
        None,
        "Ctrl+Left Ctrl+Right Ctrl+Up Ctrl+Down",
    ),
    Action("calendar_turn", lambda: _("The week or month before, the next one"), None, "PgUp PgDown"),
    Action("calendar_today", lambda: _("Today in the week or month"), None, "T Home"),
    Action(
        "calendar_tick", lambda: _("In the week or month: choose several"), None, "Space Shift+Up Shift+Down Ctrl+A"
    ),
)
