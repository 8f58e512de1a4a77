"""What is done with lines of the log: write down, correct, delete; each with Undo."""

from __future__ import annotations

from collections.abc import Callable

from app.i18n import _
from app.models.enums import InteractionKind
from app.services.clients.data import FeedbackRow, InteractionRow
from app.services.interactions import Logged
from app.ui.background import Report
from app.ui.clients.card.history.commands import SCORE, Understood, said_of
from app.ui.context import AppContext
from app.ui.shell.undo import act_with_undo, tell_done
from app.wording.clients import low_score_task

Row = InteractionRow | FeedbackRow
Failed = Callable[[Exception], object]


def write_down(context: AppContext, client_id: int, said: Understood, failed: Failed | None = None) -> None:
    """Log what was understood of a line and say so. Without `failed` an error is shown."""

    def work(_report: Report) -> int | None:
        from app.services.feedback import add_feedback
        from app.services.history.actions import find_last_action
        from app.services.interactions import log_interaction

        now = context.now()
        if said.score is not None:
            add_feedback(context.db, client_id, said.score, said.text, now, low_score_task())
        else:
            kind = InteractionKind(said.kind)
            log_interaction(context.db, client_id, kind, said.text, now, said.minutes, said.direction, said.channel)
        action = find_last_action(context.db, now)
        return action.id if action else None

    def told(action_id: int | None) -> None:
        kind = "add_feedback" if said.kind == SCORE else "log"
        tell_done(context, action_id, kind, _written(said))

    context.jobs.run(work, on_done=told, on_failed=failed, lane="write")


def correct(context: AppContext, row: Row, said: Understood, failed: Failed | None = None) -> None:
    """Write a line of the log anew; a score stays one, and what is none does not become one."""

    def write() -> int:
        from app.services.errors import InvalidValue
        from app.services.feedback import edit_feedback
        from app.services.interactions import edit_interaction

        now = context.now()
        if isinstance(row, FeedbackRow):
            if said.score is None:
                raise InvalidValue(field="score", value=said.text)
            return edit_feedback(context.db, row, said.score, said.text, now)
        if said.score is not None:
            raise InvalidValue(field="kind", value=_("Score"))
        after = Logged(said.kind, said.text, said.minutes, said.direction, said.channel)
        return edit_interaction(context.db, row.id, _logged(row), after, now)

    kind = "edit_feedback" if isinstance(row, FeedbackRow) else "edit_log"
    act_with_undo(context, kind, write, failed=failed)


def delete(context: AppContext, row: Row) -> None:
    """Take a line of the log away."""
    from app.services.feedback import delete_feedback
    from app.services.interactions import delete_interaction

    kind, delete_row = (
        ("delete_feedback", delete_feedback) if isinstance(row, FeedbackRow) else ("delete_log", delete_interaction)
    )
    act_with_undo(context, kind, lambda: delete_row(context.db, row.id, context.now()))


def _logged(row: InteractionRow) -> Logged:
    return Logged(row.kind, row.text, row.minutes, row.direction, row.channel)


def _written(said: Understood) -> str:
    from app.services.feedback import LOW

    if said.score is not None and said.score <= LOW:
        return _("{what}: written down, and a task for today: find out what was wrong").format(what=said_of(said))
    return _("{what}: written down").format(what=said_of(said))
