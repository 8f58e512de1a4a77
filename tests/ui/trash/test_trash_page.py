"""The Trash page: back with mouse and keyboard, away for good only after a question."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.services.clients.card import get_client_card
from app.services.clients.save import trash_client
from app.services.clients.trash import list_trash_ids
from app.services.staff import add_staff, switch_to
from app.ui.context import AppContext
from app.ui.trash.page import TrashPage
from tests.factories import NOW, make_client, sell

NAMES = ("Крылова Ольга", "Ли Дмитрий", "Мартынова Екатерина")


@pytest.fixture
def clients(context: AppContext) -> list[int]:
    """Three in the trash, the last one moved there by Anna, and one who is not."""
    made = [make_client(context.db, name, phone="+7 905 221-14-08") for name in NAMES]
    make_client(context.db, "Живой Пётр")
    switch_to(context.db, add_staff(context.db, "Анна"))
    for client in made:
        trash_client(context.db, client, NOW)
    return made


@pytest.fixture
def page(context: AppContext, clients: list[int], qtbot: QtBot) -> TrashPage:
    made = TrashPage(context)
    context.events.changed.connect(lambda _areas: made.reload())
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    made.reload()
    return made


def names(page: TrashPage) -> list[str]:
    return [str(page.model.index(n, 1).data()) for n in range(page.model.rowCount())]


def test_the_page_tells_who_is_there_since_when_and_by_whom(page: TrashPage) -> None:
    assert names(page) == list(NAMES)
    assert page.count.text() == "3 clients"
    row = [str(page.model.index(0, n).data()) for n in range(1, 6)]
    assert row[1] == "+7 905 221-14-08"
    assert row[3:] == ["today, 12:00", "Анна"]


def test_enter_restores_the_row_and_undo_puts_it_back(
    page: TrashPage, context: AppContext, clients: list[int], qtbot: QtBot, toasts: Any
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert names(page) == [NAMES[0], NAMES[2]]
    assert get_client_card(context.db, clients[1]).row.name == NAMES[1]
    text, undo = toasts[-1]
    assert text == "1 client is back from the trash"
    undo()
    assert sorted(names(page)) == sorted(NAMES)


def test_ticked_clients_are_restored_together_by_the_button(page: TrashPage, qtbot: QtBot, toasts: Any) -> None:
    row = page.table.visualRect(page.model.index(0, 0))
    for number in (0, 2):
        at = QPoint(row.left() + 18, row.center().y() + number * row.height())
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.restore_button.text() == "Restore (2)"
    qtbot.mouseClick(page.restore_button, Qt.MouseButton.LeftButton)
    assert names(page) == [NAMES[1]]
    assert toasts[-1][0] == "2 clients are back from the trash"


def test_everybody_is_restored_with_two_keys_and_the_page_says_that_it_is_empty(
    page: TrashPage, context: AppContext, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert not list_trash_ids(context.db)
    assert page.stack.currentWidget() is page.empty
    assert not page.restore_button.isVisible()


def test_delete_asks_and_only_a_yes_deletes(
    page: TrashPage, context: AppContext, clients: list[int], qtbot: QtBot, messages: Any, toasts: Any
) -> None:
    messages.answer = False
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert messages.questions == ["Delete 1 client for good?"]
    assert list_trash_ids(context.db) == clients
    messages.answer = True
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert list_trash_ids(context.db) == clients[1:]
    assert toasts[-1] == ("1 client deleted for good", None)
    assert context.db.problems() == []


def test_a_purchase_outlives_its_client_as_an_anonymous_sale(context: AppContext, folder: Any) -> None:
    from sqlalchemy import select

    from app.models.audit import Change
    from app.models.purchase import Purchase
    from app.services.clients.trash import purge_clients

    client = make_client(context.db)
    sell(context.db, client, NOW.date())
    assert purge_clients(context.db, folder, [client]) == 0
    trash_client(context.db, client, NOW)
    assert purge_clients(context.db, folder, [client]) == 1
    with context.db.read() as session:
        assert [one.client_id for one in session.scalars(select(Purchase))] == [None]
        assert session.scalars(select(Change).where(Change.client_id == client)).all() == []


def test_esc_takes_the_ticks_away_first(page: TrashPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.go_back()
    assert not page.go_back()
