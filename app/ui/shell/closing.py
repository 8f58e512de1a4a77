"""What closing the window means: to the tray, to the end, or first a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QMainWindow

from app.i18n import _
from app.ui.background import Jobs
from app.ui.context import AppContext


def close_window(
    window: QMainWindow, context: AppContext | None, jobs: Jobs, quit_program: Callable[[], None], *, has_tray: bool
) -> None:
    """Hide to the tray if that was chosen; ask once where there is one; ask before work in progress is stopped."""
    choice = context.settings.close_to_tray if context else False
    if context is not None and has_tray and choice is None:
        _ask_for_tray(window, context, quit_program)
    elif has_tray and choice:
        window.hide()
    else:
        end_program(context, jobs, quit_program)


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


def _ask_for_tray(window: QMainWindow, context: AppContext, quit_program: Callable[[], None]) -> None:
    def remember(to_tray: bool, then: Callable[[], object]) -> None:
        from app.services.settings import save_settings

        settings = replace(context.settings, close_to_tray=to_tray)
        context.jobs.run(
            lambda _report: save_settings(context.db, settings), on_done=lambda _none: then(), lane="write"
        )

    context.messages.ask(
        _("Stay in the tray to remind you?"),
        _("Stay in the tray"),
        lambda: remember(True, window.hide),
        no=_("Quit"),
        on_no=lambda: remember(False, quit_program),
        more=_("Reminders come only while Regulars runs. You can change this in Settings."),
    )
