"""The form of a client: filling it in, drafts, likely duplicates, a change made meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget

from app.models.database import Database
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday, ClientData, ConsentRow, Contact, Preferred
from app.services.clients.drafts import find_draft
from app.services.clients.find import list_client_ids
from app.services.clients.own import save_own_field
from app.services.clients.save import save_client
from app.ui.context import AppContext
from app.ui.dialogs.client_dialog import ClientDialog
from tests.factories import NOW, make_client
from tests.ui.driving import Toasts, Typing, show_dialog


@pytest.fixture
def client_id(db: Database) -> int:
    contacts = (
        Contact("phone", "+79052211408", "8 (905) 221-14-08"),
        Contact("telegram", "olga_k"),
        Contact("vk", "olga_k"),
        Contact("address", "Казань, Баумана 3"),
    )
    data = ClientData(
        "Крылова Ольга Петровна",
        birthday=Birthday(2, 29),
        contacts=contacts,
        city="Уфа",
        address="Ленина 1",
        tags=("опт",),
        preferences=(Preferred("", "в зёрнах"), Preferred("Молоко", "овсяное")),
        consents=(ConsentRow("processing", None, True, NOW.date(), "анкета"),),
        note="старая",
    )
    return save_client(db, data, NOW)


def opened(context: AppContext, start: Any, parent: QWidget, qtbot: Any) -> ClientDialog:
    return show_dialog(ClientDialog(context, start, parent), qtbot)


@pytest.fixture
def form(context: AppContext, client_id: int, parent: QWidget, qtbot: Any) -> ClientDialog:
    return opened(context, get_client_card(context.db, client_id), parent, qtbot)


def test_saving_without_a_change_changes_nothing(form: ClientDialog, db: Database, client_id: int) -> None:
    before = get_client_card(db, client_id)
    form.save()
    after = get_client_card(db, client_id)
    assert after.contacts == before.contacts
    assert (after.tags, after.preferences, after.consents) == (before.tags, before.preferences, before.consents)
    assert (after.last_name, after.row.birthday, after.note) == ("Крылова", Birthday(2, 29), "старая")
    assert (after.address, after.gender) == ("Ленина 1", "f")


def test_a_name_in_another_order_takes_itself_apart_and_tells_the_gender(
    context: AppContext, parent: QWidget, qtbot: Any, type_text: Typing
) -> None:
    form = opened(context, "", parent, qtbot)
    type_text(form.parts.name.line, "Пётр Ильич Соколов")
    parts = {name: line.text() for name, line in form.parts.name.parts.items()}
    assert parts == {"last_name": "Соколов", "first_name": "Пётр", "middle_name": "Ильич", "company": ""}
    assert form.parts.name.gender.currentData() == "m"
    qtbot.keyClick(form.parts.name.line, Qt.Key.Key_Return)
    card = get_client_card(context.db, list_client_ids(context.db)[0])
    assert (card.row.name, card.last_name, card.gender) == ("Соколов Пётр Ильич", "Соколов", "m")


def test_a_gender_chosen_by_hand_stays(context: AppContext, parent: QWidget, qtbot: Any, type_text: Typing) -> None:
    form = opened(context, "", parent, qtbot)
    box = form.parts.name.gender
    box.setCurrentIndex(box.findData("f"))
    box.activated.emit(box.currentIndex())
    type_text(form.parts.name.line, "Соколов Пётр Ильич")
    assert box.currentData() == "f"


def test_a_phone_gets_its_gaps_while_it_is_typed_and_the_caret_stays(
    context: AppContext, parent: QWidget, qtbot: Any
) -> None:
    form = opened(context, "", parent, qtbot)
    line = form.parts.contacts.rows[0].line
    qtbot.keyClicks(line, "89052211408")
    assert line.text() == "8 905 221-14-08"
    line.setCursorPosition(5)
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert line.text() == "8 902 211-40-8"
    qtbot.keyClicks(line, "5")
    assert (line.text(), line.cursorPosition()) == ("8 905 221-14-08", 5)
    line.clear()
    qtbot.keyClicks(line, "+4930901820")
    assert line.text() == "+49 30 901820"


def test_contacts_are_added_moved_and_removed_by_keys(
    form: ClientDialog, db: Database, client_id: int, qtbot: Any
) -> None:
    rows = form.parts.contacts
    rows.more.setFocus()
    qtbot.keyClick(rows.more, Qt.Key.Key_Space)
    added = form.focusWidget()
    assert isinstance(added, QLineEdit)
    qtbot.keyClicks(added, "anna@mail.example")
    qtbot.keyClick(added, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(rows.rows[1].line, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    contacts = get_client_card(db, client_id).contacts
    assert [(one.kind, one.value) for one in contacts if one.kind != "address"] == [
        ("phone", "+79052211408"),
        ("email", "anna@mail.example"),
        ("vk", "olga_k"),
    ]


def test_a_day_that_is_none_is_told_below_its_field_and_nothing_is_saved(
    form: ClientDialog, db: Database, client_id: int, qtbot: Any, type_text: Typing
) -> None:
    form.parts.birthday.setFocus()
    form.parts.birthday.clear()
    type_text(form.parts.birthday, "31.02.1990")
    form.parts.name.line.setFocus()
    assert form.parts.birthday.property("bad") == "true"
    assert "31.02.1990" in form.parts.birthday.accessibleDescription()
    form.save()
    assert form.isVisible()
    assert get_client_card(db, client_id).row.birthday == Birthday(2, 29)


def test_tags_and_preferences_are_chips(
    form: ClientDialog, db: Database, client_id: int, qtbot: Any, type_text: Typing
) -> None:
    line = form.parts.tags.line
    line.setFocus()
    type_text(line, "офис")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert form.isVisible()
    assert form.parts.tags.texts() == ["опт", "офис"]
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert form.parts.tags.texts() == ["опт"]
    milk = form.parts.preferences.topics["Молоко"]
    type_text(milk.line, "без сахара,")
    form.save()
    card = get_client_card(db, client_id)
    assert Preferred("Молоко", "без сахара") in card.preferences


def test_own_fields_are_edited_by_kind(
    context: AppContext, client_id: int, parent: QWidget, qtbot: Any, type_text: Typing
) -> None:
    db = context.db
    dog = save_own_field(db, "Кличка", "text", (), NOW)
    size = save_own_field(db, "Размер", "choice", ("S", "M"), NOW)
    form = opened(context, get_client_card(db, client_id), parent, qtbot)
    name, choice = form.parts.own.editors[str(dog)], form.parts.own.editors[str(size)]
    assert isinstance(choice, QComboBox)
    type_text(name, "Бим")
    choice.setCurrentIndex(choice.findData("M"))
    form.save()
    assert {one.name: one.value for one in get_client_card(db, client_id).own} == {"Кличка": "Бим", "Размер": "M"}


def test_an_answer_to_advertising_is_kept_with_its_source(
    form: ClientDialog, db: Database, client_id: int, type_text: Typing
) -> None:
    answer, _day, source = form.parts.consents._rows["advertising", "whatsapp"]
    answer.setCurrentIndex(answer.findData("no"))
    type_text(source, "по телефону")
    form.save()
    assert (
        ConsentRow("advertising", "whatsapp", False, NOW.date(), "по телефону")
        in get_client_card(db, client_id).consents
    )


def test_who_has_the_phone_is_shown_and_opened_and_the_typed_is_kept(
    context: AppContext, parent: QWidget, qtbot: Any
) -> None:
    olga = make_client(context.db, "Крылова Ольга", phone="8 905 221-14-08")
    form = opened(context, "8905 221 14 08", parent, qtbot)
    qtbot.waitUntil(lambda: bool(form.same.links))
    link = form.same.links[0]
    assert isinstance(link, QPushButton)
    assert link.text().startswith("Крылова Ольга")
    with qtbot.waitSignal(context.events.open_client) as asked:
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert asked.args == [olga]
    assert find_draft(context.db, "client:new") is not None


def test_what_was_typed_and_not_saved_is_offered_again_and_gone_once_saved(
    context: AppContext, parent: QWidget, qtbot: Any, type_text: Typing, toasts: Toasts
) -> None:
    form = opened(context, "", parent, qtbot)
    type_text(form.parts.name.line, "Пак Игорь")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert "kept" in toasts[-1][0]
    again = opened(context, "", parent, qtbot)
    assert again.parts.name.line.text() == ""
    go_on = next(button for button in again.findChildren(QPushButton) if button.text() == "Go on with it")
    qtbot.mouseClick(go_on, Qt.MouseButton.LeftButton)
    assert again.parts.name.line.text() == "Пак Игорь"
    qtbot.keyClick(again, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert list(list_client_ids(context.db))
    assert find_draft(context.db, "client:new") is None


def test_a_draft_is_written_while_the_form_is_open(
    context: AppContext, parent: QWidget, qtbot: Any, type_text: Typing
) -> None:
    form = opened(context, "", parent, qtbot)
    type_text(form.parts.name.line, "Пак")
    form.drafts._timer.timeout.emit()
    draft = find_draft(context.db, "client:new")
    assert draft is not None
    assert draft["typed"]["name"] == "Пак"


def test_a_change_made_meanwhile_is_told_and_both_stay(
    form: ClientDialog, db: Database, client_id: int, type_text: Typing
) -> None:
    card = get_client_card(db, client_id)
    theirs = ClientData("Крылова Ольга Петровна", city="Казань", birthday=Birthday(2, 29), contacts=card.contacts)
    save_client(db, theirs, NOW, client_id)
    form.parts.note.setPlainText("моя")
    form.save()
    assert form.isVisible()
    assert get_client_card(db, client_id).row.city == "Казань"
    assert "Казань" in form._problem.text()
    assert form.parts.note.toPlainText() == "моя"
    assert form.parts.city.text() == "Казань"
    form.save()
    after = get_client_card(db, client_id)
    assert (after.row.city, after.note) == ("Казань", "моя")


def test_tab_goes_from_the_name_through_the_contacts_to_the_birthday(
    context: AppContext, parent: QWidget, qtbot: Any
) -> None:
    form = opened(context, "", parent, qtbot)
    names = []
    for _step in range(7):
        focused = form.focusWidget()
        names.append(focused.accessibleName() or focused.property("text"))
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    more = "Add a phone, e-mail or messenger"
    assert names == ["Client name", "Name in parts", "Kind of contact", "Phone", "Remove", more, "Birthday"]


def test_a_topic_is_added_by_enter_and_words_left_standing_are_saved(
    form: ClientDialog, db: Database, client_id: int, qtbot: Any, type_text: Typing
) -> None:
    box = form.parts.preferences
    box.topic.setFocus()
    type_text(box.topic, "Аллергия")
    qtbot.keyClick(box.topic, Qt.Key.Key_Return)
    assert form.isVisible()
    assert form.focusWidget() is box.topics["Аллергия"].line
    type_text(box.topics["Аллергия"].line, "орехи")
    type_text(box.topic, "без корицы")
    form.save()
    liked = get_client_card(db, client_id).preferences
    assert Preferred("Аллергия", "орехи") in liked
    assert Preferred("", "без корицы") in liked


def test_topics_in_use_are_suggested(
    form: ClientDialog, context: AppContext, parent: QWidget, qtbot: Any, type_text: Typing
) -> None:
    line = opened(context, "", parent, qtbot).parts.preferences.topic
    type_text(line, "мол")
    line.look_up()
    assert line.completer().model().index(0, 0).data() == "Молоко"


def test_an_edit_is_taken_back_from_the_toast(
    form: ClientDialog, db: Database, client_id: int, toasts: Toasts, type_text: Typing
) -> None:
    form.parts.city.clear()
    type_text(form.parts.city, "Пермь")
    form.save()
    assert get_client_card(db, client_id).row.city == "Пермь"
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert get_client_card(db, client_id).row.city == "Уфа"


def test_a_wrong_e_mail_is_marked_when_left_and_gets_the_focus_on_saving(
    form: ClientDialog, db: Database, client_id: int, qtbot: Any, type_text: Typing
) -> None:
    rows = form.parts.contacts
    rows.add()
    line = form.focusWidget()
    assert isinstance(line, QLineEdit)
    kind = rows.rows[-1].kind
    kind.setCurrentIndex(kind.findData("email"))
    type_text(line, "olga@mail")
    assert line.property("bad") != "true"
    form.parts.name.line.setFocus()
    assert line.property("bad") == "true"
    assert "olga@mail" in line.accessibleDescription()
    form.save()
    assert form.isVisible()
    assert form.focusWidget() is line
    type_text(line, ".example")
    form.save()
    assert "olga@mail.example" in [one.value for one in get_client_card(db, client_id).contacts]


def test_odd_contacts_of_an_import_stay_while_they_are_not_touched(
    context: AppContext, parent: QWidget, qtbot: Any, type_text: Typing
) -> None:
    odd = (Contact("telegram", "Оля из офиса"), Contact("phone", "12345"), Contact("email", "olga(at)mail"))
    olga = save_client(context.db, ClientData("Ольга", contacts=odd), NOW)
    form = opened(context, get_client_card(context.db, olga), parent, qtbot)
    type_text(form.parts.city, "Уфа")
    form.save()
    card = get_client_card(context.db, olga)
    assert (card.contacts, card.row.city) == (odd, "Уфа")
    again = opened(context, card, parent, qtbot)
    again.parts.contacts.rows[0].line.setText("Оля с работы")
    again.save()
    assert again.isVisible()
    assert again.focusWidget() is again.parts.contacts.rows[0].line


def test_a_long_problem_takes_its_room_from_the_fields_and_not_from_the_screen(form: ClientDialog, qtbot: Any) -> None:
    for section in form.parts.sections.values():
        section.set_open(True)
    room = form.screen().availableGeometry().height()
    form.tell_problem("Somebody changed this client meanwhile. " * 40)
    qtbot.waitUntil(lambda: form._area.height() < form._area._limit)
    qtbot.waitUntil(lambda: form._problem.geometry().bottom() < form.save_button.geometry().top())
    assert form._problem.height() >= form._problem.heightForWidth(form._problem.width())
    assert form.save_button.geometry().bottom() < form.height() <= room


def test_the_cross_that_removes_a_contact_is_level_with_its_line(form: ClientDialog) -> None:
    row = form.parts.contacts.rows[0]
    middle = row.line.mapTo(row, row.line.rect().center()).y()
    assert abs(row.away.geometry().center().y() - middle) <= 1
    row.field.set_error("No such phone")
    QApplication.processEvents()
    assert abs(row.away.geometry().center().y() - middle) <= 1
