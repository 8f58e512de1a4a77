"""The cards of service cases and of subscriptions and warranties, and the bar of an open case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app.models.database import Database
from app.models.enums import CaseKind, CaseStatus, EntitlementKind
from app.services.aftersale.cases import CaseData, CaseRow, cases_of, save_case, set_case_status
from app.services.aftersale.entitlements import EntitlementData, EntitlementRow, entitlements_of, save_entitlement
from app.services.products.data import ProductData
from app.services.products.save import save_product
from app.ui.clients.card.left.cases_card import CasesCard, open_case_bar
from app.ui.clients.card.left.entitlements_card import EntitlementsCard
from app.ui.context import AppContext
from app.ui.dialogs.aftersale.case_dialog import CaseDialog
from app.ui.dialogs.aftersale.entitlement_dialog import EntitlementDialog
from tests.factories import NOW, make_client
from tests.ui.driving import Toasts

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)


def cases(db: Database, client: int) -> tuple[CaseRow, ...]:
    with db.read() as session:
        return cases_of(session, client)


def held(db: Database, client: int) -> tuple[EntitlementRow, ...]:
    with db.read() as session:
        return entitlements_of(session, client)


def a_case(db: Database, client: int, title: str = "Leaks", due: date | None = TODAY) -> int:
    return save_case(db, CaseData(client, CaseKind.COMPLAINT, title, date(2026, 11, 3), due_day=due), NOW)


def texts(widget: QWidget) -> list[str]:
    parts: list[QLabel | QPushButton] = [*widget.findChildren(QLabel), *widget.findChildren(QPushButton)]
    return [part.text().replace("\xa0", " ") for part in parts if not part.isHidden()]


def press(widget: QWidget, text: str) -> None:
    button = next(b for b in widget.findChildren(QPushButton) if b.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def press_named(widget: QWidget, name: str) -> None:
    """A button with a sign and no words."""
    button = next(b for b in widget.findChildren(QPushButton) if b.accessibleName() == name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(qtbot: Any, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    return widget


def choose_status(widget: QWidget, now: str, wanted: str) -> None:
    """The entry of the menu below the status."""
    button = next(b for b in widget.findChildren(QPushButton) if b.text() == now)
    menu = button.menu()
    next(act for act in menu.actions() if act.text() == wanted).trigger()


def test_open_cases_tell_by_when_and_closed_ones_stand_below(context: AppContext, db: Database, qtbot: Any) -> None:
    client = make_client(db)
    for title, due in (("late", TODAY - DAY), ("today", TODAY), ("later", TODAY + DAY), ("some day", None)):
        a_case(db, client, title, due)
    for n in range(5):
        set_case_status(db, a_case(db, client, f"closed {n}"), CaseStatus.CLOSED, NOW + n * DAY)
    card = shown(qtbot, CasesCard(context, client, cases(db, client)))
    said = texts(card)
    assert "Complaint · by 20 November" in said
    assert "Complaint · to be settled today" in said
    assert "Complaint · since 3 November" in said
    assert "Complaint · closed 25 Nov" in said
    assert "Complaint · closed 22 Nov" not in said
    press(card, "2 more that are closed")
    QApplication.processEvents()
    assert "Complaint · closed 22 Nov" in texts(card)


def test_status_is_changed_on_the_card_and_taken_back(
    context: AppContext, db: Database, qtbot: Any, toasts: Toasts
) -> None:
    client = make_client(db)
    a_case(db, client)
    card = shown(qtbot, CasesCard(context, client, cases(db, client)))
    choose_status(card, "Received", "Closed")
    assert not cases(db, client)[0].is_open
    assert toasts[-1][0] == "Service case closed"
    toasts[-1][1]()
    assert cases(db, client)[0].is_open


def test_case_is_deleted_and_taken_back(context: AppContext, db: Database, qtbot: Any, toasts: Toasts) -> None:
    client = make_client(db)
    a_case(db, client)
    choose_status(shown(qtbot, CasesCard(context, client, cases(db, client))), "Received", "Delete")
    assert cases(db, client) == ()
    toasts[-1][1]()
    assert len(cases(db, client)) == 1


def test_name_of_a_case_and_add_open_the_form(context: AppContext, db: Database, qtbot: Any) -> None:
    client = make_client(db)
    a_case(db, client)
    card = shown(qtbot, CasesCard(context, client, cases(db, client)))
    press_named(card, "Change: Leaks")
    press(card, "Add")
    assert [dialog.title.text() for dialog in card.findChildren(CaseDialog)] == ["Leaks", ""]


def test_bar_tells_the_most_urgent_open_case_and_is_not_there_without_one(
    context: AppContext, db: Database, qtbot: Any
) -> None:
    client = make_client(db)
    assert open_case_bar(context, cases(db, client)) is None
    number = a_case(db, client)
    a_case(db, client, "Another", None)
    bar = open_case_bar(context, cases(db, client))
    assert bar is not None
    assert "Open complaint since 3 November: Leaks · and 1 more" in texts(shown(qtbot, bar))
    for one in cases(db, client):
        set_case_status(db, one.id, CaseStatus.CLOSED, NOW)
    assert open_case_bar(context, cases(db, client)) is None
    assert number


@pytest.fixture
def holder(db: Database) -> int:
    client = make_client(db)
    product = save_product(db, ProductData("Pass", price=1000), NOW)
    rows = (
        (EntitlementKind.SUBSCRIPTION, "Pass", TODAY - 60 * DAY, TODAY - 30 * DAY, product),
        (EntitlementKind.SUBSCRIPTION, "Pass", TODAY - 25 * DAY, TODAY + 5 * DAY, product),
        (EntitlementKind.WARRANTY, "Mill", TODAY, TODAY + 400 * DAY, product),
        (EntitlementKind.MEMBERSHIP, "Club", TODAY - DAY, TODAY, None),
    )
    for kind, name, start, end, product_id in rows:
        save_entitlement(db, EntitlementData(client, kind, name, start, end, product_id), NOW)
    return client


def test_entitlements_tell_how_long_they_hold(context: AppContext, db: Database, holder: int, qtbot: Any) -> None:
    said = texts(shown(qtbot, EntitlementsCard(context, holder, held(db, holder))))
    assert "Membership · last day" in said
    assert "Subscription · until 26 November, 5 days left" in said
    assert "Warranty · until 26 December 2027, 400 days left" in said
    assert "Subscription · ended on 22 October" in said


def test_renew_begins_a_sale_of_the_product(context: AppContext, db: Database, qtbot: Any) -> None:
    client = make_client(db)
    product = save_product(db, ProductData("Pass", price=1000), NOW)
    data = EntitlementData(client, EntitlementKind.SUBSCRIPTION, "Pass", TODAY, TODAY + 5 * DAY, product)
    save_entitlement(db, data, NOW)
    started: list[Any] = []
    context.events.new_purchase.connect(started.append)
    press(shown(qtbot, EntitlementsCard(context, client, held(db, client))), "Renew")
    assert [(one.client_id, one.products) for one in started] == [(client, (product,))]


def test_only_the_last_of_a_product_is_renewed_and_no_warranty(
    context: AppContext, db: Database, holder: int, qtbot: Any
) -> None:
    card = shown(qtbot, EntitlementsCard(context, holder, held(db, holder)))
    assert texts(card).count("Renew") == 1


def test_entitlement_is_taken_away_and_taken_back(
    context: AppContext, db: Database, holder: int, qtbot: Any, toasts: Toasts
) -> None:
    card = shown(qtbot, EntitlementsCard(context, holder, held(db, holder)))
    press_named(card, "Take it away: Club")
    assert len(held(db, holder)) == 3
    toasts[-1][1]()
    assert len(held(db, holder)) == 4


def test_name_of_an_entitlement_opens_its_form(context: AppContext, db: Database, holder: int, qtbot: Any) -> None:
    card = shown(qtbot, EntitlementsCard(context, holder, held(db, holder)))
    press_named(card, "Change: Club")
    (dialog,) = card.findChildren(EntitlementDialog)
    assert (dialog.name.text(), dialog.until.day()) == ("Club", TODAY)
