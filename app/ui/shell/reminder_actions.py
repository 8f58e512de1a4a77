"""What can be done with the reminders as a whole, from anywhere: the pause, and the test notification."""

from __future__ import annotations

from functools import partial

from app.i18n import _
from app.ui.context import AppContext
from app.ui.pausing import HOUR, TOMORROW, pause_reminders, resume_reminders
from app.ui.widgets.action import Action


def reminder_actions(context: AppContext) -> tuple[Action, ...]:
    """For the palette; they have no keys."""
    return (
        Action(
            "pause_hour",
            lambda: _("Pause reminders for an hour"),
            partial(pause_reminders, context, HOUR),
            words=lambda: _("silence mute quiet notifications stop"),
            icon="bell-off",
        ),
        Action(
            "pause_tomorrow",
            lambda: _("Pause reminders until tomorrow"),
            partial(pause_reminders, context, TOMORROW),
            words=lambda: _("silence mute quiet notifications stop"),
            icon="bell-off",
        ),
        Action(
            "resume",
            lambda: _("Resume reminders"),
            partial(resume_reminders, context),
            words=lambda: _("notifications again go on"),
            icon="bell",
        ),
        Action(
            "test_notification",
            lambda: _("Show a test notification"),
            context.test_notification or (lambda: None),
            words=lambda: _("try check reminders arrive"),
            icon="bell",
            enabled=lambda: context.test_notification is not None,
        ),
    )
