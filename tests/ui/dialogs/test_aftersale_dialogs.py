"""The forms of service cases and entitlements, typed and clicked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from app.i18n import set_language
from app.models.database import Database
from app.models.enums import CaseKind, CaseStatus, EntitlementKind
from app.services.aftersale.cases import CaseData, CaseRow, cases_of, save_case, set_case_status
from app.services.aftersale.entitlements import (
    EntitlementData,
    EntitlementRow,
    entitlements_of,
    save_entitlement,
)
from app.services.products.data import ProductData
from app.services.products.listing import product_rows
from app.services.products.save import save_product
from app.ui.context import AppContext
from app.ui.dialogs.aftersale.case_dialog import CaseDialog
from app.ui.dialogs.aftersale.entitlement_dialog import EntitlementDialog
from tests.factories import NOW, make_client
from tests.reading import get_case, get_entitlement
from tests.ui.driving import Typing

TODAY = date(2026, 11, 21)


@pytest.fixture
def window(qtbot: Any) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def cases(db: Database, client: int) -> tuple[CaseRow, ...]:
    with db.read() as session:
        return cases_of(session, client)


def held(db: Database, client: int) -> tuple[EntitlementRow, ...]:
    with db.read() as session:
        return entitlements_of(session, client)


def press(dialog: QDialog, text: str) -> None:
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_case_is_written_down_by_keys_alone(
    context: AppContext, db: Database, window: QWidget, type_text: Typing, qtbot: Any
) -> None:
    client = make_client(db)
    dialog = CaseDialog(context, client, window)
    dialog.open()
    qtbot.waitUntil(dialog.title.hasFocus)
    type_text(dialog.title, "Течёт по шву")
    QTest.keyClick(dialog.title, Qt.Key.Key_Return)
    (case,) = cases(db, client)
    assert (case.kind, case.title, case.status, case.day) == (CaseKind.REPAIR, "Течёт по шву", CaseStatus.NEW, TODAY)
    assert case.due_day == date(2026, 11, 24)


def test_case_without_what_happened_is_not_saved(context: AppContext, db: Database, window: QWidget) -> None:
    client = make_client(db)
    dialog = CaseDialog(context, client, window)
    dialog.open()
    dialog.save()
    assert cases(db, client) == ()
    assert dialog.isVisible()


def test_days_and_kind_are_chosen_by_mouse_and_a_case_may_have_no_day(
    context: AppContext, db: Database, window: QWidget
) -> None:
    client = make_client(db)
    dialog = CaseDialog(context, client, window)
    dialog.open()
    dialog.title.setText("Sour beans")
    dialog.kinds[CaseKind.COMPLAINT].click()
    press(dialog, "In a week")
    press(dialog, "Add the case")
    (case,) = cases(db, client)
    assert (case.kind, case.due_day) == (CaseKind.COMPLAINT, date(2026, 11, 28))
    again = CaseDialog(context, case, window)
    again.open()
    assert again.title.text() == "Sour beans"
    again.has_due.click()
    assert not again.due.isEnabled()
    press(again, "Save")
    assert cases(db, client)[0].due_day is None


def test_case_changed_by_somebody_else_meanwhile_is_told(context: AppContext, db: Database, window: QWidget) -> None:
    client = make_client(db)
    number = save_case(db, CaseData(client, CaseKind.REPAIR, "Leaks", TODAY), NOW)
    dialog = CaseDialog(context, get_case(db, number), window)
    dialog.open()
    set_case_status(db, number, CaseStatus.READY, NOW)
    dialog.save()
    assert dialog.isVisible()
    assert cases(db, client)[0].status == CaseStatus.READY


def test_term_gives_the_last_day_and_a_day_by_hand_empties_the_term(
    context: AppContext, db: Database, window: QWidget, type_text: Typing
) -> None:
    client = make_client(db)
    dialog = EntitlementDialog(context, client, window)
    dialog.open()
    type_text(dialog.name, "Клуб")
    assert dialog.until.day() == date(2026, 12, 20)
    dialog.count.selectAll()
    type_text(dialog.count, "2")
    assert dialog.until.day() == date(2027, 1, 20)
    dialog.start.set_day(date(2026, 12, 1))
    assert dialog.until.day() == date(2027, 1, 31)
    dialog.until.set_day(date(2027, 3, 5))
    assert dialog.count.text() == ""
    dialog.save()
    (row,) = held(db, client)
    assert (row.name, row.kind, row.start_day, row.end_day) == (
        "Клуб",
        EntitlementKind.SUBSCRIPTION,
        date(2026, 12, 1),
        date(2027, 3, 5),
    )


def test_product_that_carries_something_fills_the_form(context: AppContext, db: Database, window: QWidget) -> None:
    client = make_client(db)
    data = ProductData("Grinder", price=100, carries="warranty", carries_count=2, carries_unit="year")
    product = save_product(db, data, NOW)
    dialog = EntitlementDialog(context, client, window)
    dialog.open()
    dialog.product.picked.emit(product_rows(db, [product])[0].product)
    assert dialog.kinds[EntitlementKind.WARRANTY].isChecked()
    dialog.save()
    (row,) = held(db, client)
    assert (row.name, row.product_id, row.end_day) == ("Grinder", product, date(2028, 11, 20))


def test_end_before_the_beginning_is_refused(context: AppContext, db: Database, window: QWidget) -> None:
    client = make_client(db)
    number = save_entitlement(db, EntitlementData(client, EntitlementKind.WARRANTY, "Mill", TODAY, TODAY), NOW)
    dialog = EntitlementDialog(context, get_entitlement(db, number), window)
    dialog.open()
    dialog.until.set_day(date(2026, 11, 20))
    dialog.save()
    assert dialog.isVisible()
    dialog.until.set_day(date(2026, 11, 22))
    dialog.save()
    assert held(db, client)[0].end_day == date(2026, 11, 22)


def test_in_russian_no_field_of_a_case_reaches_beyond_its_window(
    context: AppContext, db: Database, window: QWidget
) -> None:
    set_language("ru")
    dialog = CaseDialog(context, make_client(db, "Крылова Ольга"), window)
    dialog.resize(dialog.minimumWidth(), 600)
    dialog.show()
    edge = dialog.foot.geometry().right()
    assert all(one.mapTo(dialog, one.rect().topRight()).x() <= edge for one in dialog.findChildren(QPushButton))
    assert dialog.title.mapTo(dialog, dialog.title.rect().topRight()).x() <= edge
