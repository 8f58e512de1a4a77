"""The form of an enquiry: added, changed, moved and lost from there."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.enquiries.data import EnquiryData, NextStep
from app.services.enquiries.rows import get_enquiry
from app.services.enquiries.save import save_enquiry
from app.ui.context import AppContext
from app.ui.dialogs.enquiries.dialog import EnquiryDialog
from app.ui.dialogs.enquiries.lost_dialog import LostDialog
from app.ui.enquiries.page import EnquiriesPage
from tests.factories import NOW
from tests.ui.driving import Toasts
from tests.ui.enquiries.board import IN_WORK, NEW, TODAY, asked, choose, dialog, press


@pytest.mark.parametrize("letter", ["n", "т"])
def test_n_adds_an_enquiry_with_its_step(
    page: EnquiriesPage, context: AppContext, qtbot: QtBot, type_text: Any, letter: str
) -> None:
    key = Qt.Key.Key_N if letter == "n" else Qt.Key(0x0422)
    press(qtbot, key)
    form = dialog(EnquiryDialog)
    type_text(form.who, "Марина 8 921 555-10-20")
    form.asked.setPlainText("Pu-erh")
    type_text(form.step, "Call back")
    type_text(form.at, "1530")
    qtbot.keyClick(form.step, Qt.Key.Key_Return)

    row = get_enquiry(context.db, max(r.id for r in page.board.columns[NEW].cards.cards.rows))
    assert (row.contact, row.asked) == ("Марина 8 921 555-10-20", "Pu-erh")
    assert row.step == NextStep("Call back", TODAY + timedelta(days=1), time(15, 30))


def test_somebody_new_is_made_a_client_with_one_tick(page: EnquiriesPage, context: AppContext, type_text: Any) -> None:
    page.add_button.click()
    form = dialog(EnquiryDialog)
    assert form.make_client.isHidden()
    type_text(form.who, "Марина 8 921 555-10-20")
    form.make_client.click()
    form.asked.setPlainText("Pu-erh")
    form.save()

    row = page.board.current()
    assert row is not None
    assert (row.client, row.contact, row.asked) == ("Марина", "", "Pu-erh")


def test_enter_opens_the_form_and_it_changes_the_enquiry(
    page: EnquiriesPage, context: AppContext, ids: dict[str, int], qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_Return)
    form = dialog(EnquiryDialog)
    assert form.who.text().startswith("Крылова")
    form.sum.setText("4 500")
    form.save()

    row = get_enquiry(context.db, ids["Grinder"])
    assert (row.sum, row.client) == (450_000, "Крылова Ольга Петровна")


def test_sources_in_use_are_suggested(page: EnquiriesPage, context: AppContext, qtbot: QtBot, type_text: Any) -> None:
    for source in ("Avito", "Avito", "Phone"):
        save_enquiry(context.db, EnquiryData(None, "Tea", "Olga", source), NOW)
    press(qtbot, Qt.Key.Key_N)
    source = dialog(EnquiryDialog).source
    source.setFocus()
    qtbot.keyClick(source, Qt.Key.Key_Down)
    assert [source.completer().model().index(n, 0).data() for n in range(2)] == ["Avito", "Phone"]
    type_text(source, "ph")
    source.look_up()
    assert [source.completer().model().index(n, 0).data() for n in range(2)] == ["Phone", None]


def test_from_the_form_it_is_moved_after_what_was_typed_is_saved(
    page: EnquiriesPage, context: AppContext, ids: dict[str, int], qtbot: QtBot, toasts: Toasts
) -> None:
    press(qtbot, Qt.Key.Key_Return)
    form = dialog(EnquiryDialog)
    form.sum.setText("4500")
    choose(form, "In work")

    row = get_enquiry(context.db, ids["Grinder"])
    assert (row.sum, row.state) == (450_000, IN_WORK)
    assert [text for text, _undo in toasts] == ["Enquiry changed", "Enquiry taken into work"]
    assert not form.isVisible()


def test_from_the_form_it_is_lost_at_once_where_nothing_was_typed(
    page: EnquiriesPage, context: AppContext, ids: dict[str, int], qtbot: QtBot, toasts: Toasts
) -> None:
    press(qtbot, Qt.Key.Key_Return)
    choose(dialog(EnquiryDialog), "Lost…")
    asking = dialog(LostDialog)
    asking.choices.button(0).click()
    asking.save()

    assert get_enquiry(context.db, ids["Grinder"]).lost_reason == "Too expensive"
    assert [text for text, _undo in toasts] == ["Enquiry lost"]


def test_a_client_whose_name_was_changed_is_somebody_new(
    page: EnquiriesPage, context: AppContext, ids: dict[str, int], qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_Return)
    form = dialog(EnquiryDialog)
    form.who.setText("Somebody else")
    assert form.make_client.isVisible()
    form.save()

    row = get_enquiry(context.db, ids["Grinder"])
    assert (row.client_id, row.contact) == (None, "Somebody else")


def test_what_was_chosen_in_the_form_is_forgotten_when_the_form_cannot_be_saved(
    page: EnquiriesPage, context: AppContext, ids: dict[str, int], qtbot: QtBot
) -> None:
    page.board.opened.emit(page.board.row_of(ids["Tea"]))
    form: EnquiryDialog = dialog(EnquiryDialog)
    form.asked.setPlainText("")
    choose(form, "Lost…")
    form.asked.setPlainText("Green tea")
    form.save()
    qtbot.waitUntil(lambda: "Green tea" in asked(page, NEW))
    qtbot.waitUntil(lambda: not page.is_busy())
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, LostDialog) and one.isVisible()]


def test_a_wrong_time_moves_nothing_beside_it_and_is_told_as_a_time(page: EnquiriesPage) -> None:
    page.add()
    form: EnquiryDialog = dialog(EnquiryDialog)
    form.who.setText("Caller")
    QApplication.processEvents()
    before = form.due.mapTo(form, QPoint()).y()
    form.at.setText("25:00")
    form.save()
    QApplication.processEvents()
    assert form.at.accessibleDescription() == "“25:00” is no time of day. Write it like 14:30."
    assert form.due.mapTo(form, QPoint()).y() == before == form.at.mapTo(form, QPoint()).y()
    form.reject()
