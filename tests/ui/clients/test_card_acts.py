"""What is done from the card: the menu, offers, receipts, paper, vCard; and what stands on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from app.models.database import Database
from app.models.enums import CaseKind, CaseStatus, EntitlementKind, InteractionKind, InterestReason
from app.services.aftersale.cases import CaseData, save_case, set_case_status
from app.services.aftersale.entitlements import EntitlementData, save_entitlement
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday, ClientCard
from app.services.enquiries.data import EnquiryData
from app.services.enquiries.save import save_enquiry
from app.services.feedback import add_feedback
from app.services.interactions import log_interaction
from app.services.interests import add_interest
from app.services.reminders.ledger.acts import mark_done
from app.services.reminders.today.due import list_due
from app.services.tasks.save import TaskData, add_task, complete_task
from app.ui.clients.card.figures import FigureStrip, figures_of
from app.ui.clients.card.history.wide_entry import WideEntry
from app.ui.clients.card.page import ClientPage
from app.ui.clients.card.paper import card_html
from app.ui.context import AppContext
from app.ui.dialogs.sale.start import SaleStart
from app.ui.widgets.frames import ScrollingArea
from tests.factories import NOW, make_client, sell
from tests.ui.driving import show_page, told

TODAY = date(2026, 11, 21)


@pytest.fixture
def olga(db: Database) -> int:
    """Buys Kenya every week, the last time ten days ago."""
    client_id = make_client(db, "Крылова Ольга", phone="+79052211408")
    for days in (31, 24, 17, 10):
        sell(db, client_id, TODAY - timedelta(days=days), 89_000, "Кения 250 г")
    return client_id


@pytest.fixture
def page(qtbot: Any, context: AppContext, olga: int) -> ClientPage:
    made = show_page(ClientPage(context), qtbot, 1100, 800)
    made.show_client(olga)
    return made


def card(page: ClientPage) -> ClientCard:
    shown = page.card()
    assert shown is not None
    return shown


def texts(page: ClientPage) -> str:
    assert page._content is not None
    labels = told(page._content)
    rows = [row.accessibleName() for row in page._content.findChildren(WideEntry)]
    return "\n".join((labels, *rows)).replace("\xa0", " ")


def menu(page: ClientPage) -> dict[str, Any]:
    assert page.left is not None
    return {act.text().partition("\t")[0]: act for act in page.left.head.more.menu().actions() if act.text()}


def opened(qtbot: Any) -> QDialog:
    """The dialog that stands over the page now."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


def test_an_offer_begins_a_sale_with_its_product(page: ClientPage, context: AppContext, olga: int, qtbot: Any) -> None:
    assert page.left is not None
    [offer] = page.left.offers.findChildren(QPushButton)
    assert "Кения 250 г" in offer.accessibleName()
    asked: list[object] = []
    context.events.new_purchase.connect(asked.append)
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    qtbot.keyClick(offer, Qt.Key.Key_Return)
    product = page.left.offers.offers[0].product_id
    assert asked == [SaleStart(olga, (product,))] * 2


@pytest.mark.parametrize("entry", ["Wanted a product…", "Repair, complaint or question…", "Subscription or warranty…"])
def test_the_menu_opens_the_form_over_the_page(page: ClientPage, qtbot: Any, entry: str) -> None:
    menu(page)[entry].trigger()
    qtbot.keyClick(opened(qtbot), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_the_menu_asks_for_purchase_task_and_enquiry_of_this_client(
    page: ClientPage, context: AppContext, olga: int
) -> None:
    asked: list[tuple[str, object]] = []
    for name in ("new_purchase", "new_task", "new_enquiry"):
        getattr(context.events, name).connect(lambda client, name=name: asked.append((name, client)))
    for entry in ("New purchase", "New task", "New enquiry"):
        menu(page)[entry].trigger()
    assert asked == [("new_purchase", olga), ("new_task", olga), ("new_enquiry", olga)]


def test_the_client_goes_to_the_trash_from_the_menu_and_comes_back(
    page: ClientPage, toasts: list[tuple[str, Callable[[], object] | None]]
) -> None:
    menu(page)["Move to the trash"].trigger()
    assert "This client is in the trash." in texts(page)
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert "Крылова Ольга" in texts(page)


def test_the_card_is_saved_as_a_vcard(page: ClientPage, messages: Any, tmp_path: Path) -> None:
    messages.place = tmp_path / "Ольга.vcf"
    menu(page)["Save as vCard…"].trigger()
    assert "TEL;TYPE=CELL:+79052211408" in messages.place.read_text(encoding="utf-8")


def test_the_key_shows_the_card_on_paper(page: ClientPage, qtbot: Any) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(page, Qt.Key.Key_P, both)
    dialog = opened(qtbot)
    assert dialog.windowTitle() == "Print: Крылова Ольга"
    dialog.close()


def test_paper_holds_who_figures_goods_and_contacts_and_escapes_them(
    page: ClientPage, context: AppContext, db: Database, olga: int
) -> None:
    add_feedback(db, olga, 9, "<b>хорошо</b>", NOW)
    html = card_html(context, card(page)).replace("\xa0", " ")
    for part in ("<h1>Крылова Ольга</h1>", "+7 905 221-14-08", "3,560 ₽", "Кения 250 г", "Score 9 of 10"):
        assert part in html
    assert "&lt;b&gt;хорошо&lt;/b&gt;" in html


def test_a_receipt_is_deleted_from_its_row_and_comes_back(
    page: ClientPage, toasts: list[tuple[str, Callable[[], object] | None]]
) -> None:
    rows = [one for one in page.findChildren(QPushButton) if one.accessibleName().startswith("What to do with: Purch")]
    entries = {act.text(): act for act in rows[0].menu().actions()}
    assert list(entries) == ["Change…", "Return…", "Print…", "Delete"]
    entries["Delete"].trigger()
    assert len(card(page).purchases) == 3
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert len(card(page).purchases) == 4


def test_a_receipt_is_returned_from_its_row(page: ClientPage, qtbot: Any) -> None:
    rows = [one for one in page.findChildren(QPushButton) if one.accessibleName().startswith("What to do with: Purch")]
    rows[0].menu().actions()[1].trigger()
    dialog = opened(qtbot)
    assert dialog.windowTitle() == "Return"
    dialog.close()


def test_everything_stands_in_one_timeline_newest_first(page: ClientPage, db: Database, olga: int) -> None:
    task = add_task(db, TaskData(olga, "Отложить пачку", TODAY), NOW)
    complete_task(db, task, NOW)
    save_enquiry(db, EnquiryData(olga, "Кофе в офис"), NOW)
    save_case(db, CaseData(olga, CaseKind.REPAIR, "Течёт", TODAY - timedelta(days=2)), NOW)
    term = EntitlementData(
        olga, EntitlementKind.SUBSCRIPTION, "Кофе на месяц", TODAY - timedelta(days=3), TODAY + timedelta(days=20)
    )
    save_entitlement(db, term, NOW)
    add_interest(db, olga, "Воронка", InterestReason.MISSING, None, "", TODAY - timedelta(days=4), NOW)
    add_feedback(db, olga, 10, "отлично", NOW)
    shown = texts(page)
    places = [shown.index(f", {title} ") for title in ("Repair", "Subscription", "Wanted, was missing")]
    assert places == sorted(places)
    for title in ("Task done", "Enquiry", "Score 10 of 10", "Purchase 890 ₽"):
        assert f", {title} " in shown


def test_what_was_done_on_today_is_in_the_timeline(page: ClientPage, db: Database, olga: int) -> None:
    add_task(db, TaskData(olga, "Напомнить про зёрна", TODAY, every="FREQ=WEEKLY"), NOW)
    greeted = make_client(db, "Яшина Анна", birthday=Birthday(11, 21, 1990))
    for item in list_due(db, TODAY, now=NOW):
        mark_done(db, item.id, NOW)
    assert [(one.kind, one.title) for one in card(page).handled] == [("follow_up", "Напомнить про зёрна")]
    assert "Напомнить про зёрна" in texts(page)
    assert [one.kind for one in get_client_card(db, greeted).handled] == ["birthday"]


def test_an_open_case_stands_over_the_card_until_it_is_closed(page: ClientPage, db: Database, olga: int) -> None:
    case = save_case(db, CaseData(olga, CaseKind.COMPLAINT, "Не та обжарка", TODAY), NOW)
    assert "Open complaint since 21 November: Не та обжарка" in texts(page)
    set_case_status(db, case, CaseStatus.CLOSED, NOW)
    assert "Open complaint" not in texts(page)


def test_points_and_score_are_figures_only_where_there_are_any(
    page: ClientPage, context: AppContext, db: Database
) -> None:
    titles = [title for title, _figure, _meaning in figures_of(context, card(page))]
    assert titles == ["Visits", "Spent", "Average receipt", "Rhythm", "Due back"]
    add_feedback(db, card(page).row.id, 8, "", NOW)
    title, figure, meaning = figures_of(context, get_client_card(db, card(page).row.id))[-1]
    assert (title, figure) == ("NPS", "8")
    assert "21 November" in meaning


@pytest.mark.parametrize("width", [900, 620, 400, 180])
def test_no_figure_is_cut_however_narrow_it_gets(qtbot: Any, width: int) -> None:
    figures = [(title, figure, "") for title, figure in (("Покупок", "44"), ("Всего", "1 234 567,50 ₽"))]
    figures += [("Средний чек", "28 058 ₽", ""), ("Ритм", "18 дней", ""), ("Ждём", "4 дек", ""), ("Баллы", "1 420", "")]
    strip = FigureStrip(figures)
    qtbot.addWidget(strip)
    strip.resize(width, strip.sizeHint().height())
    strip.show()
    for tile in strip.tiles:
        assert tile.figure.width() >= tile.figure.sizeHint().width()
        assert tile.geometry().right() <= strip.width()


def test_keys_turn_the_tabs_and_scroll_their_list(page: ClientPage, db: Database, olga: int, qtbot: Any) -> None:
    for number in range(30):
        log_interaction(db, olga, InteractionKind.NOTE, f"заметка {number}", NOW)
    tabs = page.tabs
    assert tabs is not None
    area = tabs._stack.currentWidget()
    assert isinstance(area, ScrollingArea)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    qtbot.keyClick(page, Qt.Key.Key_PageUp)
    assert bar.value() == 0
    qtbot.keyClick(page, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert tabs.chosen() == 1
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_Backtab, both)
    qtbot.keyClick(page, Qt.Key.Key_Backtab, both)
    assert tabs.chosen() == 3
