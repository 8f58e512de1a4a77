"""Done, what came of it, Later and Dismiss on a reminder, from Today and from a client's card: one service call in the
writer lane, a sentence at the bottom, and Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from app.i18n import _, ngettext, short_day, time_text
from app.models.enums import Outcome
from app.ui.background import Report, Work
from app.ui.context import AppContext
from app.ui.shell.undo import tell_done
from app.ui.widgets.later import tomorrow_at
from app.wording.outcomes import outcome_said

if TYPE_CHECKING:
    from app.services.history.actions import ActionRow


def finish(context: AppContext, item_id: str, name: str) -> None:
    """It was done."""

    def work(_report: Report) -> object:
        from app.services.reminders.ledger.acts import mark_done

        return mark_done(context.db, item_id, context.now())

    _act(context, [item_id], name, work, _("Done: {name}").format(name=name))


def finish_all(context: AppContext, item_ids: Sequence[str], name: str, channel: str | None = None) -> None:
    """All reasons of somebody were spoken of at once, over `channel`; one act, with the contact logged once."""

    def work(_report: Report) -> object:
        from app.services.reminders.ledger import outcomes

        return outcomes.finish_all(context.db, item_ids, context.now(), channel=channel)

    n = len(item_ids)
    said = ngettext("Done: {name}, {n} reason", "Done: {name}, {n} reasons", n).format(name=name, n=n)
    _act(context, item_ids, name, work, said)


def finish_with(
    context: AppContext,
    item_id: str,
    name: str,
    client_id: int | None,
    outcome: Outcome,
    reason: str = "",
    channel: str | None = None,
) -> None:
    """It was done, or tried over `channel`, and this came of it; what was bought is written down next."""
    until = tomorrow_at(context.local_now(), context.settings.opening_time)

    def work(_report: Report) -> object:
        from app.services.reminders.ledger import outcomes

        now = context.now()
        return outcomes.finish_with(context.db, item_id, outcome, now, reason=reason, until=until, channel=channel)

    def done() -> None:
        if outcome is Outcome.BOUGHT:
            context.events.new_purchase.emit(client_id)

    said = outcome_said(outcome, name, when_text(context, until), is_client=client_id is not None)
    _act(context, [item_id], name, work, said, done)


def postpone(context: AppContext, item_id: str, name: str, until: datetime) -> None:
    """Remind again at `until`, an aware moment."""

    def work(_report: Report) -> object:
        from app.services.reminders.ledger.acts import snooze

        return snooze(context.db, item_id, until, context.now())

    said = _("{name}: reminded again {when}").format(name=name, when=when_text(context, until))
    _act(context, [item_id], name, work, said)


def put_aside(context: AppContext, item_id: str, name: str) -> None:
    """Not this time."""

    def work(_report: Report) -> object:
        from app.services.reminders.ledger.acts import dismiss

        return dismiss(context.db, item_id, context.now())

    _act(context, [item_id], name, work, _("Not this time: {name}").format(name=name))


def when_text(context: AppContext, until: datetime) -> str:
    """The time of an aware moment, with its day unless that is today."""
    local, today = until.astimezone(context.settings.zone), context.today()
    when = time_text(local.time())
    return when if local.date() == today else f"{short_day(local.date(), today)}, {when}"


def _act(
    context: AppContext,
    item_ids: Sequence[str],
    name: str,
    work: Work,
    said: str,
    then: Callable[[], object] | None = None,
) -> None:
    """Do it, say so with Undo of just this, and go on with `then`. What somebody else has settled since the list was
    read stays as they left it: nothing is claimed, and Undo does not take back what they did."""

    def done(act: ActionRow | None) -> None:
        if act is None:
            context.events.toast.emit(_("{name}: this is settled already").format(name=name), None)
            return
        tell_done(context, act.id, act.kind, said)
        if then is not None:
            then()

    context.jobs.run(lambda report: _new_act(context, item_ids, work, report), on_done=done, lane="write")


def _new_act(context: AppContext, item_ids: Sequence[str], work: Work, report: Report) -> ActionRow | None:
    """The action that `work` made; None where there was nothing left to do."""
    from app.services.errors import NotFound
    from app.services.reminders.ledger.acts import last_act

    before = last_act(context.db, item_ids)
    try:
        work(report)
    except NotFound:
        return None
    act = last_act(context.db, item_ids)
    return None if act == before else act
