"""The page of tasks with a few of them."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.models.enums import TaskKind
from app.services.tasks.save import URGENT, TaskData, add_task
from app.ui.context import AppContext
from app.ui.tasks.page import TasksPage
from tests.factories import NOW, make_client
from tests.ui.driving import show_filled


@pytest.fixture
def ids(context: AppContext) -> dict[str, int]:
    """Two overdue, one today, one that repeats on Mondays, and one in a fortnight. Today is Saturday."""
    today, db = context.today(), context.db
    client_id = make_client(db, phone="8 905 221-14-08")
    wanted = (
        TaskData(client_id, "Call her back", today - timedelta(2), kind=TaskKind.CALL),
        TaskData(None, "Send the prices", today - timedelta(1), kind=TaskKind.MESSAGE, note="By e-mail"),
        TaskData(client_id, "Hand over the order", today, time(15), priority=URGENT),
        TaskData(
            None, "Order beans", today + timedelta(2), every="FREQ=WEEKLY", checklist=(("Kenya", True), ("Peru", False))
        ),
        TaskData(None, "Tasting", today + timedelta(14), time(18, 30), kind=TaskKind.MEETING),
    )
    return {data.title: add_task(db, data, NOW) for data in wanted}


@pytest.fixture
def page(context: AppContext, ids: dict[str, int], qtbot: QtBot) -> TasksPage:
    return show_filled(TasksPage(context), qtbot)
