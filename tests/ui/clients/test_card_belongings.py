"""What belongs to a client on the card: preferences, own fields, files, people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app.models.database import Database
from app.services.clients.card import get_client_card
from app.services.clients.data import ClientData, ConsentRow, Contact, Preferred
from app.services.clients.find import get_client_rows
from app.services.clients.own import save_own_field
from app.services.clients.people import add_person
from app.services.clients.save import save_client
from app.ui.clients.card.left.column import CardView, Hands, LeftColumn
from app.ui.clients.card.left.files_card import FilesCard
from app.ui.clients.card.page import ClientPage
from app.ui.context import AppContext
from app.ui.dialogs.person_dialog import PersonDialog
from app.ui.widgets.action import Action
from tests.factories import NOW, make_client
from tests.ui.driving import Toasts

HANDS = Hands(
    lambda: None,
    lambda step: None,
    lambda line: None,
    lambda product: None,
    [Action("edit", lambda: "Change", lambda: None)],
)


@pytest.fixture
def column(context: AppContext, db: Database, qtbot: Any) -> Callable[[int], Any]:
    def made(client_id: int) -> Any:
        shown = LeftColumn(context, CardView(get_client_card(db, client_id)), HANDS, primary=False)
        qtbot.addWidget(shown)
        return shown

    return made


def test_preferences_by_topic_own_fields_and_who_shares_the_phone_are_shown(
    column: Callable[[int], Any], context: AppContext, db: Database, qtbot: Any
) -> None:
    vip = save_own_field(db, "Постоянный", "yes_no", (), NOW)
    data = ClientData("Крылова Ольга", preferences=(Preferred("Молоко", "овсяное"),), own={vip: "да"})
    olga = save_client(db, data, NOW)
    company = save_client(db, ClientData("", company="Ромашка"), NOW)
    add_person(db, company, olga, "директор", NOW)
    shown = column(olga)
    texts = [label.text() for label in shown.findChildren(QLabel)]
    for text in ("Молоко", "Постоянный", "yes", "директор"):
        assert text in texts
    assert "овсяное  ×" in [one.text() for one in shown.findChildren(QPushButton)]
    link = next(one for one in shown.findChildren(QPushButton) if one.text() == "Ромашка")
    with qtbot.waitSignal(context.events.open_client) as asked:
        link.click()
    assert asked.args == [company]


def test_a_file_is_attached_and_taken_off_with_undo(
    column: Callable[[int], Any], db: Database, tmp_path: Path, toasts: Toasts
) -> None:
    paper = tmp_path / "договор.txt"
    paper.write_text("подписано", encoding="utf-8")
    olga = make_client(db)
    column(olga).findChild(FilesCard).attach([paper])
    assert [one.name for one in get_client_card(db, olga).attachments] == ["договор.txt"]
    shown = column(olga)
    next(one for one in shown.findChildren(QPushButton) if one.accessibleName() == "Take the file off").click()
    assert get_client_card(db, olga).attachments == ()
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert len(get_client_card(db, olga).attachments) == 1


def test_two_with_one_phone_lead_to_each_other(column: Callable[[int], Any], db: Database) -> None:
    olga = make_client(db, "Крылова Ольга", phone="+79052211408")
    make_client(db, "Крылов Иван", phone="+79052211408")
    shown = column(olga)
    assert "Крылов Иван" in [one.text() for one in shown.findChildren(QPushButton)]


def test_where_a_client_works_is_found_and_said(context: AppContext, db: Database, qtbot: Any, toasts: Toasts) -> None:
    olga, company = make_client(db), save_client(db, ClientData("", company="Ромашка"), NOW)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PersonDialog(context, olga, False, parent)
    dialog.open()
    [row] = get_client_rows(db, [company])
    dialog.other.choose(row)
    dialog.job.setText("директор")
    dialog.save()
    assert get_client_card(db, olga).works_at == ((company, "Ромашка", "директор"),)
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert get_client_card(db, olga).works_at == ()


def test_a_person_nobody_knows_yet_is_added_to_the_company_by_name(
    context: AppContext, db: Database, qtbot: Any
) -> None:
    company = save_client(db, ClientData("", company="Ромашка"), NOW)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PersonDialog(context, company, True, parent)
    dialog.open()
    dialog.other.setText("Крылова Ольга")
    dialog.job.setText("закупки")
    dialog.save()
    [(_id, name, job)] = get_client_card(db, company).people
    assert (name, job) == ("Крылова Ольга", "закупки")


def test_a_consent_is_shown_with_its_day_and_its_source(column: Callable[[int], Any], db: Database) -> None:
    answer = ConsentRow("advertising", "viber", True, date(2026, 3, 14), "анкета")
    olga = save_client(db, ClientData("Ольга", consents=(answer,)), NOW)
    shown = column(olga)
    texts = [label.text() for label in shown.findChildren(QLabel)]
    assert any("Viber" in text and "14" in text and "анкета" in text for text in texts)


def test_who_is_not_to_be_disturbed_can_still_be_written_to(column: Callable[[int], Any], db: Database) -> None:
    data = ClientData("Ольга", contacts=(Contact("phone", "+79052211408"),), do_not_disturb=True)
    shown = column(save_client(db, data, NOW))
    assert any(label.text().startswith("Do not disturb") for label in shown.findChildren(QLabel))
    ways = [one for one in shown.findChildren(QPushButton) if one.text() in ("Call", "WhatsApp")]
    assert [one.isEnabled() for one in ways] == [True, True]


def _drag(page: QWidget, path: Path) -> bool:
    """Drag a file over the page and let go where it is taken; whether it was."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place, left, none = QPointF(5, 5), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, data, left, none)
    enter.ignore()
    QApplication.sendEvent(page, enter)
    if enter.isAccepted():
        QApplication.sendEvent(page, QDropEvent(place, Qt.DropAction.CopyAction, data, left, none))
    return enter.isAccepted()


def test_a_paper_dropped_anywhere_on_the_card_is_kept_and_a_table_is_left_to_the_import(
    context: AppContext, db: Database, tmp_path: Path, qtbot: Any
) -> None:
    olga = make_client(db)
    page = ClientPage(context)
    qtbot.addWidget(page)
    page.show_client(olga)
    paper, table = tmp_path / "фото.jpg", tmp_path / "Клиенты.xlsx"
    paper.write_bytes(b"jpg")
    table.write_bytes(b"xlsx")
    assert not _drag(page, table)
    assert _drag(page, paper)
    assert [one.name for one in get_client_card(db, olga).attachments] == ["фото.jpg"]
    files = page.findChild(FilesCard)
    assert files is not None
    assert _drag(files, table)
    assert len(get_client_card(db, olga).attachments) == 2
