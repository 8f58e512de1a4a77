"""The Changes tab: who did what and when, and taking one back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.services.clients.card import get_client_card
from app.services.clients.changes import list_changes
from app.services.clients.data import ClientData
from app.services.clients.listing.bulk import tag_clients
from app.services.clients.merging.merge import merge_clients
from app.services.clients.save import save_client
from app.services.staff import add_staff, switch_to
from app.ui.clients.card.history.change_rows import change_row
from app.ui.context import AppContext
from app.wording.changes import change_lines
from tests.factories import NOW, make_client


def rows(context: AppContext, client: int, qtbot: QtBot) -> list[tuple[str, QPushButton | None, QWidget]]:
    found = []
    for change in list_changes(context.db, client):
        row = change_row(context, change, NOW.date())
        qtbot.addWidget(row)
        row.show()
        text = " ".join(label.text() for label in row.findChildren(QLabel))
        found.append((text, row.findChild(QPushButton), row))
    return found


def test_a_row_tells_who_and_what_and_takes_it_back(context: AppContext, qtbot: QtBot, toasts: Any) -> None:
    switch_to(context.db, add_staff(context.db, "Анна"))
    client = save_client(context.db, ClientData("Крылова Ольга", city="Уфа"), NOW)
    save_client(context.db, ClientData("Крылова Ольга", city="Казань", tags=("vip",)), NOW, client)
    text, back, _row = rows(context, client, qtbot)[0]
    assert all(word in text for word in ("Client changed", "12:00", "Анна", "City: Уфа → Казань", "Tag: — → vip"))
    assert back is not None
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    card = get_client_card(context.db, client)
    assert (card.row.city, card.tags, toasts[-1][0]) == ("Уфа", (), "Taken back: Client changed")
    text, back, _row = rows(context, client, qtbot)[0]
    assert "taken back" in text
    assert back is None


def test_what_was_done_to_many_is_taken_back_after_a_question(context: AppContext, qtbot: QtBot, messages: Any) -> None:
    one, other = make_client(context.db), make_client(context.db, "Ли Дмитрий")
    tag_clients(context.db, [one, other], "vip", NOW)
    _text, back, _row = rows(context, one, qtbot)[0]
    assert back is not None
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert (len(messages.questions), get_client_card(context.db, other).tags) == (1, ("vip",))
    messages.answer = True
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert get_client_card(context.db, other).tags == ()


def test_a_merge_tells_who_was_merged_and_moves_once(context: AppContext) -> None:
    keep = make_client(context.db)
    other = save_client(context.db, ClientData("Ли Дмитрий", tags=("vip",)), NOW)
    merge_clients(context.db, keep, other, NOW)
    assert change_lines(list_changes(context.db, keep)[0], "RUB") == ["Merged: — → Ли Дмитрий", "Tag: — → vip"]
