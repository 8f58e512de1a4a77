"""What closing the window means: out of the way, to the end, or first a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.background import Jobs
from app.ui.context import AppContext

if TYPE_CHECKING:
    from app.ui.shell.presence import Presence


def close_window(
    context: AppContext | None, jobs: Jobs, quit_program: Callable[[], None], presence: Presence | None
) -> None:
    """Put the window into the tray, or minimise it where there is none, if that was chosen; ask once; ask before work
    in progress is stopped."""
    if context is None or presence is None or context.settings.close_to_tray is False:
        end_program(context, jobs, quit_program)
    elif context.settings.close_to_tray:
        presence.put_away()
    else:
        _ask_to_stay(context, presence, lambda: end_program(context, jobs, quit_program))


def end_program(context: AppContext | None, jobs: Jobs, quit_program: Callable[[], None]) -> None:
    """Quit, tray or not; ask before work in progress is stopped."""
    if context is not None and jobs.is_writing():
        context.messages.ask(
            _("Regulars is still working. Stop it and quit?"),
            _("Stop and quit"),
            quit_program,
            no=_("Go on working"),
            more=_("What is not finished is taken back; nothing is left half done."),
        )
    else:
        quit_program()


def _ask_to_stay(context: AppContext, presence: Presence, end: Callable[[], None]) -> None:
    def remember(to_stay: bool, then: Callable[[], object]) -> None:
        from app.services.settings import save_settings

        settings = replace(context.settings, close_to_tray=to_stay)
        context.jobs.run(
            lambda _report: save_settings(context.db, settings), on_done=lambda _none: then(), lane="write"
        )

    has_tray = presence.tray is not None
    more = _("Reminders come only while Regulars runs. You can change this in Settings.")
    if not has_tray:
        more = _("This desktop has no tray: the window would be minimised.") + " " + more
    context.messages.ask(
        _("Stay in the tray to remind you?") if has_tray else _("Stay minimised to remind you?"),
        _("Stay in the tray") if has_tray else _("Minimise"),
        lambda: remember(True, presence.put_away),
        no=_("Quit"),
        on_no=lambda: remember(False, end),
        more=more,
    )
