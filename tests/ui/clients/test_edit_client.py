"""Changing a client by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from app.models.database import Database
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday, ClientData, Contact, Preferred
from app.services.clients.save import save_client
from app.ui.clients.edit_dialog import EditClientDialog
from app.ui.context import AppContext
from tests.factories import NOW

Toasts = list[tuple[str, Callable[[], object] | None]]


@pytest.fixture
def client_id(db: Database) -> int:
    contacts = (
        Contact("phone", "+79052211408", "8 (905) 221-14-08"),
        Contact("telegram", "olga"),
        Contact("vk", "olga_k"),
    )
    data = ClientData(
        "Крылова Ольга Петровна",
        birthday=Birthday(2, 29),
        contacts=contacts,
        city="Уфа",
        tags=("опт",),
        preferences=(Preferred("", "в зёрнах"),),
        note="старая",
    )
    return save_client(db, data, NOW)


@pytest.fixture
def dialog(qtbot: Any, context: AppContext, client_id: int) -> EditClientDialog:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = EditClientDialog(context, get_client_card(context.db, client_id), parent)
    made.open()
    made._parent_kept = parent  # type: ignore[attr-defined]
    return made


def test_saving_without_a_change_changes_nothing(dialog: EditClientDialog, db: Database, client_id: int) -> None:
    before = get_client_card(db, client_id)
    dialog.save()
    after = get_client_card(db, client_id)
    assert (after.contacts, after.tags, after.preferences) == (before.contacts, before.tags, before.preferences)
    assert (after.last_name, after.row.birthday, after.note) == ("Крылова", Birthday(2, 29), "старая")
    assert [change.action for change in after.changes] == [change.action for change in before.changes]


def test_what_is_typed_is_saved_and_can_be_taken_back(
    dialog: EditClientDialog, db: Database, client_id: int, toasts: Toasts
) -> None:
    dialog.name.setText("Соколова Ольга Петровна")
    dialog.phones.setText("8 905 221-14-08, 8 912 345 67 89")
    dialog.birthday.setText("29 февраля 1988")
    dialog.tags.setText("опт,  офис ")
    dialog.quiet.setChecked(True)
    dialog.save()
    card = get_client_card(db, client_id)
    assert (card.row.name, card.last_name) == ("Соколова Ольга Петровна", "Соколова")
    assert card.row.phones == ("+79052211408", "+79123456789")
    assert card.row.birthday == Birthday(2, 29, 1988)
    assert set(card.tags) == {"опт", "офис"}
    assert card.do_not_disturb
    assert [contact.value for contact in card.contacts if contact.kind == "vk"] == ["olga_k"]
    assert toasts[-1][0] == "Client changed"
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert get_client_card(db, client_id).row.name == "Крылова Ольга Петровна"


def test_a_wrong_phone_is_told_beside_the_field_and_nothing_is_saved(
    dialog: EditClientDialog, db: Database, client_id: int
) -> None:
    dialog.phones.setText("завтра")
    dialog.save()
    assert dialog.phones.property("bad") == "true"
    assert dialog.isVisible()
    assert get_client_card(db, client_id).row.phones == ("+79052211408",)


def test_a_change_made_meanwhile_is_not_overwritten(dialog: EditClientDialog, db: Database, client_id: int) -> None:
    save_client(db, ClientData("Крылова Ольга Петровна", city="Казань"), NOW, client_id)
    dialog.city.setText("Москва")
    dialog.save()
    assert dialog.isVisible()
    assert get_client_card(db, client_id).row.city == "Казань"
