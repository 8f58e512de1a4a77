"""Done, Later and Dismiss on a reminder, from Today and from a client's card: one service call in the writer lane, a
sentence at the bottom, and Undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.i18n import _, short_day, time_text
from app.ui.background import Report
from app.ui.context import AppContext


def finish(context: AppContext, item_id: str, name: str) -> None:
    """It was done."""

    def work(_report: Report) -> object:
        from app.services.reminders.ledger import mark_done

        return mark_done(context.db, item_id, context.now())

    _act(context, item_id, work, _("Done: {name}").format(name=name))


def postpone(context: AppContext, item_id: str, name: str, until: datetime) -> None:
    """Remind again at `until`, an aware moment."""

    def work(_report: Report) -> object:
        from app.services.reminders.ledger import snooze

        return snooze(context.db, item_id, until, context.now())

    local, today = until.astimezone(context.settings.zone), context.today()
    when = time_text(local.time())
    if local.date() != today:
        when = f"{short_day(local.date(), today)}, {when}"
    _act(context, item_id, work, _("{name}: reminded again {when}").format(name=name, when=when))


def put_aside(context: AppContext, item_id: str, name: str) -> None:
    """Not this time."""

    def work(_report: Report) -> object:
        from app.services.reminders.ledger import dismiss

        return dismiss(context.db, item_id, context.now())

    _act(context, item_id, work, _("Not this time: {name}").format(name=name))


def _act(context: AppContext, item_id: str, work: Callable[[Report], object], said: str) -> None:
    def undo() -> None:
        context.jobs.run(lambda _report: _take_back(context, item_id), lane="write")

    context.jobs.run(work, on_done=lambda _state: context.events.toast.emit(said, undo), lane="write")


def _take_back(context: AppContext, item_id: str) -> object:
    from app.services.reminders.ledger import take_back

    return take_back(context.db, item_id, context.now())
