"""Today says that reminders are paused, and ends the pause."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.services.reminders.delivery.pause import pause, paused_until
from app.ui.context import AppContext
from app.ui.pausing import PauseFollower
from app.ui.today.page import TodayPage
from tests.ui.driving import show_filled


def test_a_pause_is_told_on_today_until_it_ends(context: AppContext, clock: Any, qtbot: Any) -> None:
    pause(context.db, context.now() + timedelta(hours=1), context.now())
    follower = PauseFollower(context)
    page = show_filled(TodayPage(context), qtbot)
    assert page.paused.words.text() == "Reminders are paused until 13:00"
    assert page.paused.isVisible()
    clock.advance(3600)
    follower.check()
    assert not page.paused.isVisible()


def test_reminders_come_again_by_the_button(context: AppContext, qtbot: Any) -> None:
    follower = PauseFollower(context)
    page = show_filled(TodayPage(context), qtbot)
    assert not page.paused.isVisible()
    pause(context.db, context.now() + timedelta(hours=1), context.now())
    assert page.paused.isVisible()
    page.paused.resume.click()
    assert not page.paused.isVisible()
    assert paused_until(context.db, context.now()) is follower.until is None
