"""Enquiries, service cases, renewals and wishes on Today: headings, chips, words, what the keys do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.models.database import Database
from app.models.enums import CaseKind, EnquiryState, EntitlementKind, InterestReason
from app.services.aftersale.cases import CaseData, open_cases, save_case
from app.services.aftersale.entitlements import EntitlementData, save_entitlement
from app.services.enquiries.board import list_board
from app.services.enquiries.data import EnquiryData
from app.services.enquiries.save import save_enquiry
from app.services.interests import add_interest
from app.services.products.data import ProductData
from app.services.products.save import save_product, set_in_stock
from app.services.tasks.save import TaskData, add_task
from app.ui.context import AppContext
from app.ui.dialogs.enquiries.dialog import EnquiryDialog
from app.ui.today import actions
from app.ui.today.page import RIGHT_NARROW, TodayPage
from tests.factories import NOW, make_client, sell
from tests.ui.driving import press_in_menu, show_page

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)


@pytest.fixture
def shop(db: Database) -> dict[str, int]:
    """Everybody has one reason, and Крылова two: a case and a wish."""
    people = {
        "krylova": make_client(db, "Крылова Ольга Петровна", phone="+79052211408"),
        "pak": make_client(db, "Пак Игорь", phone="+79990102233"),
    }
    sell(db, people["krylova"], TODAY - 30 * DAY)
    save_enquiry(db, EnquiryData(None, "Beans for an office", contact="Ирина, 8 916 404-55-66"), NOW - 3 * DAY)
    came = TODAY - 5 * DAY
    save_case(db, CaseData(people["krylova"], CaseKind.COMPLAINT, "Sour beans", came, due_day=TODAY - 2 * DAY), NOW)
    end = TODAY + 5 * DAY
    save_entitlement(db, EntitlementData(people["pak"], EntitlementKind.MEMBERSHIP, "Club", TODAY - 30 * DAY, end), NOW)
    product = save_product(db, ProductData("Brazil 1 kg", price=100_000), NOW - 20 * DAY)
    wanted = date(2026, 11, 3)
    add_interest(
        db, people["krylova"], product, InterestReason.MISSING, None, "", wanted, NOW - 18 * DAY, out_of_stock=True
    )
    set_in_stock(db, product, True, NOW, TODAY)
    return people


@pytest.fixture
def page(qtbot: Any, context: AppContext, shop: dict[str, int]) -> TodayPage:
    made = show_page(TodayPage(context), qtbot, 1160, 760)
    made.reload()
    qtbot.waitUntil(lambda: not made.is_busy())
    made.setFocus()
    return made


def texts(widget: QWidget) -> str:
    shown = [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]
    return "\n".join(shown).replace("\xa0", " ")


def names(page: TodayPage) -> list[str]:
    return [row.title() for row in page.people.rows()]


def press(widget: QWidget, text: str) -> None:
    next(b for b in widget.findChildren(QPushButton) if b.text() == text).click()


def test_each_kind_has_its_heading_and_tells_why(page: TodayPage) -> None:
    assert names(page) == ["Ирина", "Крылова Ольга Петровна", "Пак Игорь"]
    said = texts(page.people)
    for words in (
        "Enquiries nobody has answered",
        "waits for 3 days",
        "Enquiry of 18 November: Beans for an office",
        "Repairs, complaints and questions for today",
        "overdue by 2 days",
        "Complaint of 16 November: Sour beans",
        "back again",
        "Back again: Brazil 1 kg, she asked on 3 November",
        "About to end: time to renew",
        "5 days left",
        "Club: until 26 November",
    ):
        assert words in said
    assert "What was wanted can be had now" not in said  # the one with a wish stands under the case


def test_enquiry_of_nobody_we_know_is_reached_by_its_phone(page: TodayPage, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[str, str]] = []
    monkeypatch.setattr(actions, "open_way", lambda _events, way, text: opened.append((way.kind, text)))
    press(page.people.rows()[0], "Call")
    assert opened[0][0] == "phone"
    assert page.panel.message.toPlainText() == opened[0][1] != ""


def test_enter_on_an_enquiry_of_nobody_opens_the_enquiry(page: TodayPage, qtbot: Any) -> None:
    qtbot.keyClick(page.people, Qt.Key.Key_Home)
    qtbot.keyClick(page.people, Qt.Key.Key_Return)
    dialog = page.window().findChild(EnquiryDialog)
    assert dialog is not None
    assert dialog.asked.toPlainText() == "Beans for an office"
    dialog.close()


def test_who_asked_and_is_not_interested_any_more_is_an_enquiry_lost_with_its_reason(
    page: TodayPage, db: Database, qtbot: Any, toasts: list[tuple[str, Callable[[], object]]]
) -> None:
    qtbot.keyClick(page.people, Qt.Key.Key_Home)
    qtbot.keyClick(page.people, Qt.Key.Key_D)
    press_in_menu(Qt.Key.Key_4, Qt.Key.Key_1)
    assert "Ирина" not in names(page)
    (lost,) = list_board(db, None).rows
    assert (lost.state, lost.lost_reason) == (EnquiryState.LOST, "Price")
    assert toasts[-1][0] == "Ирина is not interested"
    toasts[-1][1]()
    assert names(page)[0] == "Ирина"


def test_d_closes_the_case_and_undo_brings_both_back(
    page: TodayPage, db: Database, shop: dict[str, int], qtbot: Any, toasts: list[tuple[str, Callable[[], object]]]
) -> None:
    page.people.choose(f"client:{shop['krylova']}")
    qtbot.keyClick(page.people, Qt.Key.Key_D)
    press_in_menu(Qt.Key.Key_D)
    assert open_cases(db, shop["krylova"]) == ()
    assert "What was wanted can be had now" in texts(page.people)
    toasts[-1][1]()
    assert len(open_cases(db, shop["krylova"])) == 1
    assert "Complaint of 16 November: Sour beans" in texts(page.people)


def test_long_reason_does_not_widen_the_panel(page: TodayPage, db: Database, shop: dict[str, int]) -> None:
    data = CaseData(shop["pak"], CaseKind.REPAIR, "The grinder stops after " + "a while and " * 9, TODAY, due_day=TODAY)
    save_case(db, data, NOW)
    page.people.choose(f"client:{shop['pak']}")
    assert page.panel.minimumSizeHint().width() <= RIGHT_NARROW


def test_what_costs_less_now_is_told_with_both_prices(page: TodayPage, db: Database, shop: dict[str, int]) -> None:
    tea = save_product(db, ProductData("Tea", price=90_000), NOW)
    add_interest(db, shop["pak"], tea, InterestReason.TOO_DEAR, 100_000, "", TODAY, NOW)
    assert "Cheaper now: Tea, asked on 21 November · 900 ₽ instead of 1,000 ₽" in texts(page.people)


def test_message_is_about_the_chosen_reason(page: TodayPage, shop: dict[str, int]) -> None:
    page.people.choose(f"client:{shop['pak']}")
    assert "«Club» действует до 26.11.2026" in page.panel.message.toPlainText()


def test_arrows_go_over_a_task_of_nobody_to_the_people_below_it(
    page: TodayPage, db: Database, shop: dict[str, int], qtbot: Any
) -> None:
    add_task(db, TaskData(shop["pak"], "Ring up", TODAY), NOW - DAY)
    add_task(db, TaskData(None, "Count the till", TODAY), NOW)
    qtbot.keyClick(page.people, Qt.Key.Key_Home)
    said = []
    for _row in page.people.rows():
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        said.append(page.panel.message.toPlainText())
        qtbot.keyClick(page.people, Qt.Key.Key_Down)
    assert [bool(text) for text in said] == [True, False, True, True]
