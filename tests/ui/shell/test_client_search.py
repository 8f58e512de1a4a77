"""The list under the search field: who is found and by what, pages and actions, recent clients, keys and mouse."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from app.i18n import set_language
from app.services.clients.data import ClientData, Contact
from app.services.clients.save import save_client, trash_client
from app.ui.background import Jobs
from app.ui.context import AppContext
from app.ui.shell.client_search import ClientSearch
from app.ui.widgets.search_field import SearchField
from tests.conftest import NOW
from tests.factories import make_client
from tests.ui.driving import Typing


@pytest.fixture
def ground(qtbot: Any) -> QWidget:
    """The window in which the field and its list are."""
    made = QWidget()
    made.resize(600, 600)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def field(qtbot: Any, ground: QWidget) -> SearchField:
    """The search field, beside another one that has the focus."""
    other, made = QLineEdit(ground), SearchField("Find")
    made.setParent(ground)
    made.move(20, 40)
    other.move(20, 500)
    ground.show()
    qtbot.waitUntil(ground.isActiveWindow)
    other.setFocus()
    return made


@pytest.fixture
def search(field: SearchField, ground: QWidget, context: AppContext) -> ClientSearch:
    """The list itself."""
    return ClientSearch(field, context, ground)


def titles(search: ClientSearch) -> list[str]:
    """The lines of the list."""
    return [match.title for match in search.found()]


def test_a_client_is_found_while_one_types_and_enter_opens_the_card(
    search: ClientSearch, field: QLineEdit, context: AppContext, qtbot: Any, type_text: Typing
) -> None:
    make_client(context.db, "Пак Игорь")
    olga = make_client(context.db, "Крылова Ольга Петровна", phone="8 905 221-14-08")
    field.setFocus()
    type_text(field, "крыл")
    first, *rest = search.found()
    assert (first.client_id, first.title, first.more) == (olga, "Крылова Ольга Петровна", "+7 905 221-14-08")
    assert [match.title for match in rest] == ["New client “крыл”"]
    with qtbot.waitSignal(context.events.open_client) as opened:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert opened.args == [olga]
    assert (field.text(), search.found()) == ("", [])


@pytest.mark.parametrize(
    ("typed", "more"),
    [
        ("1408", "+7 905 221-14-08"),
        ("55123", "Card: 551234 · +7 905 221-14-08"),
        ("пион", "Note: любит пионы · +7 905 221-14-08"),
        ("vip", "Tag: VIP · +7 905 221-14-08"),
        ("kr@", "kr@mail.example · +7 905 221-14-08"),
        ("rhskjd", "+7 905 221-14-08"),
    ],
)
def test_the_second_line_tells_what_matched(
    search: ClientSearch, field: QLineEdit, context: AppContext, type_text: Typing, typed: str, more: str
) -> None:
    contacts = (Contact("phone", "+79052211408"), Contact("email", "kr@mail.example"))
    data = ClientData("Крылова Ольга", contacts=contacts, card="551234", tags=("VIP",), note="любит пионы")
    save_client(context.db, data, NOW)
    field.setFocus()
    type_text(field, typed)
    assert (search.found()[0].title, search.found()[0].more) == ("Крылова Ольга", more)


def test_arrows_choose_a_line_and_esc_closes_the_list_before_it_leaves(
    search: ClientSearch, field: QLineEdit, context: AppContext, qtbot: Any, type_text: Typing
) -> None:
    for name in ("Анна", "Вера", "Ольга"):
        make_client(context.db, f"Крылова {name}")
    field.setFocus()
    type_text(field, "крыл")
    chosen = search.found()[2].client_id
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(field, key)
    with qtbot.waitSignal(context.events.open_client) as opened:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert opened.args == [chosen]
    field.setFocus()
    type_text(field, "крыл")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (search.found(), field.text()) == ([], "крыл")
    with qtbot.waitSignal(search.left):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_a_click_opens_the_line(
    search: ClientSearch, field: QLineEdit, context: AppContext, qtbot: Any, type_text: Typing
) -> None:
    make_client(context.db, "Крылова Анна")
    make_client(context.db, "Крылова Вера")
    field.setFocus()
    type_text(field, "крыл")
    second, view = search.found()[1].client_id, search.findChild(QListView)
    with qtbot.waitSignal(context.events.open_client) as opened:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 60))
    assert opened.args == [second]


@pytest.mark.parametrize(
    ("typed", "language", "title", "page"),
    [
        ("dupl", "en", "Duplicates", "duplicates"),
        ("merge", "en", "Duplicates", "duplicates"),
        ("вгзд", "en", "Duplicates", "duplicates"),
        ("trash", "en", "Trash", "trash"),
        ("imports", "en", "Import from Excel", "import"),
        ("клие", "ru", "Клиенты", "clients"),
        ("rkbt", "ru", "Клиенты", "clients"),
    ],
)
def test_pages_are_found_by_name_in_either_layout(
    search: ClientSearch,
    field: QLineEdit,
    context: AppContext,
    qtbot: Any,
    type_text: Typing,
    typed: str,
    language: str,
    title: str,
    page: str,
) -> None:
    set_language(language)
    field.setFocus()
    type_text(field, typed)
    assert titles(search)[0] == title
    with qtbot.waitSignal(context.events.show_page) as shown:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert shown.args == [page]


def test_a_client_of_that_name_comes_before_the_page(
    search: ClientSearch, field: QLineEdit, context: AppContext, type_text: Typing
) -> None:
    make_client(context.db, "Trashman Joe")
    field.setFocus()
    type_text(field, "trash")
    assert titles(search) == ["Trashman Joe", "Trash", "New client “trash”"]


def test_an_action_is_done_by_its_name(
    search: ClientSearch, field: QLineEdit, context: AppContext, qtbot: Any, type_text: Typing
) -> None:
    field.setFocus()
    type_text(field, "new pur")
    with qtbot.waitSignal(context.events.new_purchase):
        qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize("typed", ["+ enq", "+enq"])
def test_what_adds_something_is_found_as_on_its_button(
    search: ClientSearch, field: QLineEdit, context: AppContext, qtbot: Any, type_text: Typing, typed: str
) -> None:
    field.setFocus()
    type_text(field, typed)
    assert titles(search) == ["New enquiry", f"New client “{typed}”"]
    with qtbot.waitSignal(context.events.new_enquiry):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_the_empty_field_shows_whose_cards_were_opened_last(
    search: ClientSearch, field: QLineEdit, context: AppContext
) -> None:
    anna, vera, gone = (make_client(context.db, f"Крылова {name}") for name in ("Анна", "Вера", "Зоя"))
    context.events.open_client.emit(gone)
    context.events.open_client.emit(anna)
    trash_client(context.db, gone, NOW)
    field.setFocus()
    assert [match.client_id for match in search.found()] == [anna, vera]


def test_an_empty_shop_shows_no_empty_list(search: ClientSearch, field: QLineEdit) -> None:
    field.setFocus()
    assert search.isHidden()


def test_enter_faster_than_the_search_opens_what_was_typed_whole(
    field: SearchField, ground: QWidget, context: AppContext, qtbot: Any, type_text: Typing
) -> None:
    make_client(context.db, "Крылова Анна")
    vera = make_client(context.db, "Крылова Вера")
    context.jobs = threads = Jobs(show_error=lambda error: pytest.fail(str(error)))
    try:
        made = ClientSearch(field, context, ground)
        field.setFocus()
        with qtbot.waitSignal(context.events.open_client) as opened:
            type_text(field, "крылова вера")
            qtbot.keyClick(field, Qt.Key.Key_Return)
        assert opened.args == [vera]
        assert made.found() == []
    finally:
        threads.close()
