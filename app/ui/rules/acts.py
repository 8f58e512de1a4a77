"""What is done with rules: saved, switched, deleted; each can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.background import Lane, Report
from app.ui.context import AppContext
from app.ui.shell.undo import tell_done
from app.wording.rules import rule_title

if TYPE_CHECKING:
    from app.services.reminders.rules.data import Rule

Written = tuple[int, int | None, str]  # id of the rule; id and kind of the action to undo


def save(
    context: AppContext,
    rule: Rule,
    then: Callable[[int], object],
    failed: Callable[[Exception], object] | None = None,
    said: str = "",
) -> None:
    """Save a rule and say so; `then(id)` once it is saved."""

    def write() -> int:
        from app.services.reminders.rules.save import save_rule

        return save_rule(context.db, rule, context.now(), follow=False)

    _write(context, write, then, failed, said or _("Saved: {rule}").format(rule=rule_title(rule)))


def switch(context: AppContext, rule: Rule, failed: Callable[[Exception], object]) -> None:
    """Switch a rule off, or on again."""
    turned = replace(rule, enabled=not rule.enabled)
    words = _("Switched on: {rule}") if turned.enabled else _("Switched off: {rule}")
    save(context, turned, lambda _id: None, failed, words.format(rule=rule_title(rule)))


def delete(context: AppContext, rule: Rule) -> None:
    """Take a rule away."""
    rule_id = rule.id
    if rule_id is None:
        return

    def write() -> int:
        from app.services.reminders.rules.save import delete_rule

        delete_rule(context.db, rule_id, rule.version, context.now())
        return rule_id

    # What it found goes first, for seconds in a big shop: what is written else does not wait for it.
    _write(context, write, lambda _id: None, None, _("Deleted: {rule}").format(rule=rule_title(rule)), "file")


def _write(
    context: AppContext,
    write: Callable[[], int],
    then: Callable[[int], object],
    failed: Callable[[Exception], object] | None,
    said: str,
    lane: Lane = "write",
) -> None:
    since = context.now()

    def work(_report: Report) -> Written:
        from app.services.history.actions import find_last_action

        rule_id = write()
        action = find_last_action(context.db, since)
        return (rule_id, action.id, action.kind) if action else (rule_id, None, "")

    def done(written: Written) -> None:
        rule_id, action_id, kind = written
        tell_done(context, action_id, kind, said)
        then(rule_id)

    context.jobs.run(work, on_done=done, on_failed=failed, lane=lane)
