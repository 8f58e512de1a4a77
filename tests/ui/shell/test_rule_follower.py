"""Whoever changes a rule, and however: behind the window its people are found anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.models.enums import Area, ReminderKind
from app.models.rule_params import FeedbackParams
from app.services.history.actions import find_last_action, undo_action
from app.services.reminders.rules.save import save_rule
from app.services.reminders.rules.store import get_rules
from app.services.reminders.today.scan import list_first_due
from app.ui.context import AppContext
from app.ui.shell.rule_follower import RuleFollower
from tests.factories import make_client, sell


@pytest.fixture
def follower(context: AppContext, qtbot: Any) -> RuleFollower:
    made = RuleFollower(context)
    qtbot.waitUntil(lambda: not made.is_busy())
    return made


def people(context: AppContext) -> int:
    return list_first_due(context.db, context.today(), context.now()).people


def test_a_rule_that_was_saved_quickly_has_its_people_a_moment_later(
    follower: RuleFollower, context: AppContext, qtbot: Any
) -> None:
    sell(context.db, make_client(context.db), context.today() - timedelta(days=3))
    context.db.on_commit(lambda areas: context.jobs.post(lambda: context.events.changed.emit(areas)))
    rule = get_rules(context.db).rule_of(ReminderKind.FEEDBACK)
    assert rule is not None
    now = context.now()
    save_rule(context.db, replace(rule, params=FeedbackParams(), enabled=True), now, follow=False)
    assert people(context) == 0
    qtbot.waitUntil(lambda: people(context) == 1)
    action = find_last_action(context.db, now - timedelta(days=1))
    assert action is not None
    undo_action(context.db, action.id, now, follow=False)
    qtbot.waitUntil(lambda: not follower.is_busy())
    assert people(context) == 0


def test_what_has_nothing_to_do_with_rules_is_not_followed(follower: RuleFollower, context: AppContext) -> None:
    context.events.changed.emit(frozenset({Area.PURCHASES}))
    assert not follower.is_busy()
    context.events.changed.emit(frozenset({Area.REMINDERS}))
    assert follower.is_busy()
