"""The shop's own fields in Settings: by mouse and by keyboard, each change with a way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.models.database import Database
from app.services.clients.data import ClientData
from app.services.clients.own import list_own_fields, save_own_field
from app.services.clients.save import save_client
from app.ui.context import AppContext
from app.ui.settings.own_field_dialog import OwnFieldDialog
from app.ui.settings.own_fields import OwnFieldsCard
from tests.ui.driving import Toasts, Typing


@pytest.fixture
def card(context: AppContext, qtbot: Any) -> OwnFieldsCard:
    made = OwnFieldsCard(context)
    qtbot.addWidget(made)
    made.show()
    context.events.changed.connect(lambda _areas: made.reload())
    return made


def names(db: Database) -> list[str]:
    """The fields in their order."""
    return [row.name for row in list_own_fields(db)]


def dialog_of(card: OwnFieldsCard) -> OwnFieldDialog:
    """The dialog that is open over the card."""
    (found,) = [one for one in card.window().findChildren(OwnFieldDialog) if one.isVisible()]
    return found


def press(card: OwnFieldsCard, field: int, place: int) -> None:
    """A button in the row of a field."""
    found = card.findChild(QPushButton, f"own-{field}-{place}")
    assert isinstance(found, QPushButton)
    found.click()


def test_a_field_is_added_with_the_keyboard(
    card: OwnFieldsCard, db: Database, type_text: Typing, toasts: Toasts, qtbot: Any
) -> None:
    card.add_button.click()
    dialog = dialog_of(card)
    type_text(dialog.name, "Порода")
    assert not dialog.choices.isVisible()
    qtbot.keyClick(dialog.kind, Qt.Key.Key_End)
    assert dialog.choices.isVisible()
    type_text(dialog.choices, "Такса")
    qtbot.keyClick(dialog.choices, Qt.Key.Key_Return)
    dialog.choices.insertPlainText("Корги")
    qtbot.keyClick(dialog.choices, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (row,) = list_own_fields(db)
    assert (row.name, row.kind, row.choices) == ("Порода", "choice", ("Такса", "Корги"))
    assert any(label.text() == "Порода" for label in card.findChildren(QLabel))
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert list_own_fields(db) == ()


def test_a_name_that_is_taken_is_told_in_the_dialog(
    card: OwnFieldsCard, db: Database, now: datetime, type_text: Typing
) -> None:
    save_own_field(db, "Кличка", "text", (), now)
    card.add_button.click()
    dialog = dialog_of(card)
    type_text(dialog.name, "кличка")
    dialog.save()
    assert dialog.isVisible()
    assert any("another name" in label.text() for label in dialog.findChildren(QLabel))


def test_fields_move_up_and_down_and_the_focus_stays_on_the_button(
    card: OwnFieldsCard, db: Database, now: datetime, toasts: Toasts
) -> None:
    for name in ("А", "Б", "В"):
        save_own_field(db, name, "text", (), now)
    first = list_own_fields(db)[0].id
    card.reload()
    down = card.findChild(QPushButton, f"own-{first}-1")
    assert isinstance(down, QPushButton)
    down.setFocus()
    down.click()
    assert names(db) == ["Б", "А", "В"]
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert names(db) == ["А", "Б", "В"]


def test_the_kind_of_a_field_in_use_stays(card: OwnFieldsCard, db: Database, now: datetime, type_text: Typing) -> None:
    field = save_own_field(db, "Кличка", "text", (), now)
    save_client(db, ClientData("Крылова Ольга", own={field: "Рекс"}), now)
    card.reload()
    press(card, field, 2)
    dialog = dialog_of(card)
    assert not dialog.kind.isEnabled()
    type_text(dialog.name, "Имя собаки")
    dialog.save()
    assert names(db) == ["Имя собаки"]


def test_a_field_is_taken_out_of_use_and_used_again(card: OwnFieldsCard, db: Database, now: datetime) -> None:
    field = save_own_field(db, "Кличка", "text", (), now)
    card.reload()
    more = card.findChild(QPushButton, f"own-{field}-3")
    assert isinstance(more, QPushButton)
    more.menu().actions()[0].trigger()
    assert list_own_fields(db)[0].archived
    press(card, field, 0)
    assert not list_own_fields(db)[0].archived


def test_deleting_asks_first_with_how_many_clients_have_it(
    card: OwnFieldsCard, db: Database, now: datetime, toasts: Toasts, context: AppContext
) -> None:
    field = save_own_field(db, "Кличка", "text", (), now)
    save_client(db, ClientData("Крылова Ольга", own={field: "Рекс"}), now)
    card.reload()
    asked: list[tuple[str, str]] = []

    def ask(question: str, _yes: str, on_yes: Callable[[], object], *, more: str = "", **_others: object) -> None:
        asked.append((question, more))
        on_yes()

    context.messages.ask = ask  # type: ignore[method-assign]
    more = card.findChild(QPushButton, f"own-{field}-3")
    assert isinstance(more, QPushButton)
    more.menu().actions()[1].trigger()
    assert asked == [("Delete the field “Кличка”?", "1 client has something in it.")]
    assert list_own_fields(db) == ()
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert names(db) == ["Кличка"]
