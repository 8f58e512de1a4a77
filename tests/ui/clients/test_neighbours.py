"""The clients beside the one on the card, asked for by a page that goes away meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget

from app.models.database import Database
from app.ui.background import Jobs
from app.ui.clients.card.neighbours import Neighbours
from app.ui.context import AppContext
from tests.factories import make_client


@pytest.mark.parametrize("gone", [False, True])
def test_the_answer_is_told_as_long_as_the_page_is_there(
    context: AppContext, db: Database, qtbot: Any, gone: bool
) -> None:
    client_id = make_client(db, "Жукова Марина")
    context.jobs = threads = Jobs(show_error=lambda error: pytest.fail(str(error)))
    page, told = QWidget(), []
    neighbours = Neighbours(context, lambda: told.append(neighbours.place()), page)
    neighbours.look_up(client_id)
    if gone:  # the theme was changed, and the window built again
        shiboken6.delete(page)
    qtbot.waitUntil(lambda: not neighbours.is_busy())
    threads.close()
    assert told == ([] if gone else [(1, 1)])
