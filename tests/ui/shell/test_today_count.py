"""The number beside Today."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.services.clients.data import Birthday
from app.services.tasks.save import TaskData, add_task
from app.ui.context import AppContext
from app.ui.shell.today_count import TodayCount
from tests.factories import make_client


def test_people_are_counted_not_reasons_and_again_after_a_change(context: AppContext, qtbot: Any) -> None:
    told: list[int] = []
    context.events.today_count.connect(told.append)
    count = TodayCount(context)
    count.refresh()
    assert told == [0]
    olga = make_client(context.db, "Крылова Ольга", birthday=Birthday(11, 21, 1990))
    add_task(context.db, TaskData(olga, "Перезвонить", date(2026, 11, 20)), context.now())
    add_task(context.db, TaskData(None, "Заказать пакеты", date(2026, 11, 21)), context.now())
    qtbot.waitUntil(lambda: told[-1] == 2)
