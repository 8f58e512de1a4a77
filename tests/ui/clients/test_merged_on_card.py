"""The card of a client tells who was merged into it, and takes them apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.models.database import Database
from app.services.clients.find import list_client_ids
from app.services.clients.merging.merge import merge_clients, merge_pairs
from app.ui.clients.card.page import ClientPage
from app.ui.context import AppContext
from tests.factories import make_client

if TYPE_CHECKING:
    from tests.ui.conftest import FakeMessages


def apart_buttons(page: ClientPage) -> list[QPushButton]:
    return [button for button in page.findChildren(QPushButton) if button.text() == "Take apart"]


def shown(context: AppContext, qtbot: object, client_id: int) -> ClientPage:
    page = ClientPage(context)
    qtbot.addWidget(page)  # type: ignore[attr-defined]
    context.events.changed.connect(lambda _areas: page.reload())
    page.show_client(client_id)
    page.show()
    return page


def test_who_was_merged_is_taken_apart_at_a_click(
    context: AppContext,
    db: Database,
    now: datetime,
    qtbot: object,
    toasts: list[tuple[str, Callable[[], object] | None]],
) -> None:
    kept, gone = make_client(db, "Крылова Ольга"), make_client(db, "Крылова Оля")
    page = shown(context, qtbot, kept)
    assert apart_buttons(page) == []
    merge_clients(db, kept, gone, now)
    (button,) = apart_buttons(page)
    assert button.accessibleName() == "Take apart: Крылова Оля"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert set(list_client_ids(db)) == {kept, gone}
    assert toasts[-1][0].startswith("Taken back: Clients merged")


def test_many_merged_at_once_are_taken_apart_after_a_question(
    context: AppContext, db: Database, now: datetime, qtbot: object, messages: FakeMessages
) -> None:
    first, second, third = (make_client(db, f"Пак Игорь {letter}") for letter in "АБВ")
    merge_pairs(db, [(first, second), (first, third)], now)
    page = shown(context, qtbot, first)
    QTest.mouseClick(apart_buttons(page)[0], Qt.MouseButton.LeftButton)
    assert messages.questions == ["2 clients were merged at once. Take all of them apart?"]
    assert list(list_client_ids(db)) == [first]
    messages.answer = True
    QTest.mouseClick(apart_buttons(page)[0], Qt.MouseButton.LeftButton)
    assert len(list_client_ids(db)) == 3
