"""What is done with saved views from more than one page: a name is given to one, one is deleted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.i18n import _, quoted
from app.services.errors import AppError, ViewInUse
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.shell.undo import tell_done
from app.ui.widgets.name_popup import NamePopup
from app.wording.failures import error_sentence


def write_named(
    context: AppContext,
    popup: NamePopup,
    work: Callable[[Report], object],
    done: Callable[..., object] = lambda _result: None,
) -> None:
    """Do `work` in the writer lane; what is wrong with the name stands under it, else the popup closes."""

    def failed(error: Exception) -> None:
        if isinstance(error, AppError):
            popup.field.set_error(error_sentence(error))
        else:
            context.messages.show_error(error)

    def finished(result: object) -> None:
        popup.close()
        done(result)

    context.jobs.run(work, on_done=finished, on_failed=failed, lane="write", owner=popup)


def ask_new_name(context: AppContext, anchor: QWidget, view_id: int, name: str) -> NamePopup:
    """Rename a view, under `anchor`."""

    def act(typed: str, popup: NamePopup) -> None:
        def work(_report: Report) -> None:
            from app.services.clients.listing.views import rename_view

            rename_view(context.db, view_id, typed, context.now())

        write_named(context, popup, work)

    popup = NamePopup(anchor, _("Name of the segment"), name, act, _("Rename"))
    popup.show_below(anchor)
    return popup


def delete_saved(
    context: AppContext, view_id: int, name: str, done: Callable[[], object] = lambda: None, *, anyway: bool = False
) -> None:
    """Delete a view, with Undo; ask first where others lean on it."""

    def work(_report: Report) -> int:
        from app.services.clients.listing.views import delete_view

        return delete_view(context.db, view_id, context.now(), anyway=anyway)

    def finished(action_id: int) -> None:
        done()
        tell_done(context, action_id, "delete_view", _("Segment {name} deleted").format(name=quoted(name)))

    def failed(error: Exception) -> None:
        if isinstance(error, ViewInUse):
            question = _("Delete {name}?").format(name=quoted(name))

            def delete() -> None:
                delete_saved(context, view_id, name, done, anyway=True)

            context.messages.ask(question, _("Delete"), delete, more=error_sentence(error), careful=True)
        else:
            context.messages.show_error(error)

    context.jobs.run(work, on_done=finished, on_failed=failed, lane="write")
