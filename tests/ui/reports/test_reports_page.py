"""The page Reports: figures with their formulas and clients, periods, parts, counting that is left off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from app.models.database import Database
from app.services.clients.data import ClientData
from app.services.clients.find import count_clients
from app.services.clients.save import save_client
from app.services.report.behind import of_source
from app.services.spend import add_spend
from app.ui.context import AppContext
from app.ui.plots.bars import Bars
from app.ui.plots.heat_map import HeatMap
from app.ui.reports.figure_button import FigureButton
from app.ui.reports.page import KEPT, ReportsPage
from app.ui.reports.parts.before_after import BeforeAfterCard
from app.ui.reports.parts_list import PARTS
from app.ui.reports.state import Shown
from app.ui.reports.table import FactsTable
from app.ui.reports.told import ToldPopup
from tests.factories import NOW, make_client, sell
from tests.ui.conftest import FakeMessages
from tests.ui.driving import show_filled, told
from tests.ui.driving import show_page as put_on_screen

TODAY = NOW.date()
CTRL = Qt.KeyboardModifier.ControlModifier


def figure(page: ReportsPage, name: str) -> FigureButton:
    shown = [one for one in page.findChildren(FigureButton) if one.isVisible()]
    return next(one for one in shown if one.accessibleName().startswith(name))


def first_purchases(page: ReportsPage) -> FactsTable[Any]:
    return next(one for one in page.findChildren(FactsTable) if one.accessibleName() == "Best first purchase")


def popup() -> ToldPopup:
    found = QApplication.activePopupWidget()
    assert isinstance(found, ToldPopup)
    return found


def test_the_figures_of_the_period_stand_above(page: ReportsPage) -> None:
    assert figure(page, "Revenue").figure.text().replace("\xa0", " ") == "38,000 ₽"
    assert "1 Dec 2025 – 21 Nov" in page.head.told.text()
    assert "compared with 1 Dec 2024 – 21 Nov 2025" in page.head.told.text()


def test_a_number_tells_its_formula_and_leads_to_its_clients(
    page: ReportsPage, context: AppContext, qtbot: Any
) -> None:
    shown: list[Any] = []
    context.events.show_clients.connect(lambda group, title: shown.append((group, title)))
    button = figure(page, "Average receipt")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    text = told(popup())
    assert "revenue ÷ 37 receipts" in text
    assert popup().show_button.text() == "Show 4 clients"
    qtbot.keyClick(popup().show_button, Qt.Key.Key_Space)
    (group, title), *_none = shown
    assert count_clients(context.db, where=group, today=TODAY) == 4
    assert title == "Average receipt, AOV · 1 Dec 2025 – 21 Nov"


def test_esc_closes_what_is_told_and_gives_the_keyboard_back(page: ReportsPage, qtbot: Any) -> None:
    button = figure(page, "Revenue")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.keyClick(popup(), Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert button.hasFocus()


def test_the_clients_of_a_number_are_saved_as_a_file(
    page: ReportsPage, messages: FakeMessages, tmp_path: Path, qtbot: Any
) -> None:
    messages.place = tmp_path / "new.csv"
    page.show_part("numbers")
    qtbot.mouseClick(figure(page, "New buyers"), Qt.MouseButton.LeftButton)
    assert popup().show_button.text() == "Show 1 client"
    popup().export_button.click()
    assert len(messages.place.read_text(encoding="utf-8-sig").splitlines()) == 2


def test_what_is_told_outlives_a_sale_made_meanwhile(
    page: ReportsPage, messages: FakeMessages, tmp_path: Path, db: Database, bought: list[int], qtbot: Any
) -> None:
    messages.place = tmp_path / "buyers.csv"
    figure(page, "Revenue").setFocus()
    qtbot.keyClick(figure(page, "Revenue"), Qt.Key.Key_Return)
    before = page.counted
    sell(db, bought[0], TODAY, 100_000)
    page.reload()
    qtbot.waitUntil(lambda: page.counted is not before and not page.is_busy())
    told(page)  # what the number stood on is gone for good
    popup().export_button.click()
    assert len(messages.place.read_text(encoding="utf-8-sig").splitlines()) == 5
    assert figure(page, "Revenue").hasFocus()


def test_what_was_chosen_stays_when_it_is_counted_again(page: ReportsPage, db: Database, bought: list[int]) -> None:
    page.show_part("worked")
    (card,) = page.findChildren(BeforeAfterCard)
    card.lengths.setCurrentIndex(3)
    card.day.setDate(card.day.date().addDays(-40))
    chosen = card.choice()
    page.show_part("goods")
    first_purchases(page).horizontalHeader().sectionClicked.emit(0)
    sell(db, bought[0], TODAY, 100_000, "Apples")
    page.reload()
    told(page)
    assert first_purchases(page).choice() == ("0", False)
    page.show_part("worked")
    assert [one.choice() for one in page.findChildren(BeforeAfterCard)] == [chosen]


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_shown_with_and_without_data(page: ReportsPage, part: str, qtbot: Any) -> None:
    page.show_part(part)
    full = told(page)
    page.change(Shown(part=part).with_own(TODAY - timedelta(9000), TODAY - timedelta(8990)))
    empty = told(page)
    assert full
    assert empty
    assert full != empty


def test_another_period_is_counted_and_kept_for_the_next_start(
    page: ReportsPage, context: AppContext, qtbot: Any
) -> None:
    page.action("period").run()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    [entry] = [one for one in menu.actions() if one.text() == "This month"]
    entry.trigger()
    menu.close()
    assert figure(page, "Revenue").figure.text().replace("\xa0", " ") == "5,000 ₽"
    assert page.head.period_button.text() == "This month"
    again = ReportsPage(context)
    qtbot.addWidget(again)
    assert again.shown.period == "month"


def test_nothing_to_compare_with_is_said(page: ReportsPage) -> None:
    page.change(replace(page.shown, period="last_year"))
    assert "nothing was sold before to compare with" in page.head.told.text()
    page.change(replace(page.shown, period="all"))
    assert "compare" not in page.head.told.text()
    assert not page.head.compare_button.isEnabled()


def test_the_parts_are_turned_by_keys(page: ReportsPage, qtbot: Any) -> None:
    page.setFocus()
    assert page.head.bar.hasFocus()
    qtbot.keyClick(page.head.bar, Qt.Key.Key_Right)
    assert page.shown.part == "numbers"
    page.action("tab_before").run()
    page.action("tab_before").run()
    assert page.shown.part == list(PARTS)[-1]
    assert page.head.bar.currentIndex() == len(PARTS) - 1


def test_a_new_purchase_is_counted_and_the_keyboard_stays(page: ReportsPage, db: Database) -> None:
    figure(page, "Average receipt").setFocus()
    sell(db, make_client(db, "New"), TODAY, 1_000_000)
    assert figure(page, "Revenue").figure.text().replace("\xa0", " ") == "48,000 ₽"
    assert figure(page, "Average receipt").hasFocus()


def test_before_the_first_purchase_the_page_teaches(context: AppContext, qtbot: Any) -> None:
    page = show_filled(ReportsPage(context), qtbot)
    asked: list[str] = []
    context.events.show_page.connect(asked.append)
    assert page.no_purchases.isVisible()
    assert not page.has_report()
    assert page.no_purchases.action is not None
    page.no_purchases.action.click()
    assert asked == ["import"]


def test_a_table_is_sorted_by_its_headings_and_a_row_is_told(
    page: ReportsPage, db: Database, bought: list[int], qtbot: Any
) -> None:
    page.show_part("goods")
    table = next(one for one in page.findChildren(FactsTable) if one.accessibleName() == "Best first purchase")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert "Show its sales" in [one.text() for one in popup().findChildren(QPushButton)]


def test_a_month_of_the_chart_leads_to_its_clients(page: ReportsPage, context: AppContext, qtbot: Any) -> None:
    shown: list[Any] = []
    context.events.show_clients.connect(lambda group, title: shown.append((group, title)))
    chart = page.findChildren(Bars)[0]
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_End)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert "November 2026" in told(popup())
    popup().show_button.click()
    (group, title), *_none = shown
    assert count_clients(context.db, where=group, today=TODAY) == 4
    assert title == "November 2026"


def test_a_cohort_leads_to_those_who_came(context: AppContext, db: Database, qtbot: Any) -> None:
    first = TODAY - timedelta(days=100)
    for n in range(12):
        client = make_client(db, f"Client {n}")
        sell(db, client, first)
        if n < 9:
            sell(db, client, TODAY - timedelta(days=61))
    page = show_filled(ReportsPage(context), qtbot)
    page.show_part("back")
    chart = page.findChildren(HeatMap)[0]
    chart.chosen_cell.emit(0, 0)
    assert "75.0\xa0% of 12 clients came in September 2026" in told(popup()).replace(" %", "\xa0%")
    assert popup().show_button.text() == "Show 9 clients"


def test_before_and_after_any_day(page: ReportsPage, qtbot: Any) -> None:
    page.show_part("worked")
    card = page.findChildren(BeforeAfterCard)[0]
    card.day.set_day(TODAY - timedelta(days=40))
    assert card.before.figure.text().replace("\xa0", " ") == "1,000 ₽"
    assert "Too early to say" in card.verdict.text() or "too few receipts" in card.verdict.text()


def test_the_report_is_saved_as_a_workbook(page: ReportsPage, messages: FakeMessages, tmp_path: Path) -> None:
    messages.place = tmp_path / "report.xlsx"
    page.export()
    book = openpyxl.load_workbook(messages.place)
    assert len(book.sheetnames) > 3


def test_a_heading_sorts_the_table_and_what_is_unknown_stands_last(
    page: ReportsPage, db: Database, bought: list[int], qtbot: Any
) -> None:
    add_spend(db, "VK", TODAY - timedelta(5), TODAY, 50_000, NOW)
    page.show_part("sources")
    table = next(
        one
        for one in page.findChildren(FactsTable)
        if one.accessibleName() == "Where clients come from" and one.isVisible()
    )

    def names() -> list[str]:
        return [table.model().index(row, 0).data() for row in range(table.model().rowCount())]

    assert names() == ["not told", "VK"]
    table.sort_asked.emit("4", False)  # spend
    assert names() == ["VK", "not told"]
    table.sort_asked.emit("4", True)
    assert names() == ["VK", "not told"]
    table.sort_asked.emit("1", True)  # buyers
    assert names() == ["not told", "VK"]


def test_figures_are_whole_in_a_low_window(page: ReportsPage, qtbot: Any) -> None:
    page.show_part("numbers")
    page.resize(1160, 420)
    QApplication.processEvents()
    for one in page.findChildren(FigureButton):
        if one.isVisible():
            assert one.height() >= one.sizeHint().height()


def test_a_source_leads_to_as_many_clients_as_it_tells(
    page: ReportsPage, db: Database, bought: list[int], context: AppContext
) -> None:
    for source in ("VK", "vk", "Map"):
        sell(db, save_client(db, ClientData(f"From {source}", source=source), NOW), TODAY)
    page.reload()
    assert page.counted is not None
    sources = page.counted.report.sections.sources
    period = page.counted.report.period
    told_of = {row.source: row.buyers for row in sources.rows}
    assert sorted(told_of.values()) == [1, 2, 4]
    for source, buyers in told_of.items():
        assert count_clients(db, where=of_source(source, period), today=TODAY) == buyers


def test_a_page_that_is_built_anew_has_the_numbers_at_once(page: ReportsPage, context: AppContext, qtbot: Any) -> None:
    page.show_part("goods")
    again = ReportsPage(context)
    qtbot.addWidget(again)
    again.restore(page.state())
    assert again.shown.part == "goods"
    assert "Best first purchase" in [one.accessibleName() for one in again.findChildren(FactsTable)]


class Waiting:
    """Jobs that run when they are told to."""

    def __init__(self, then: Any) -> None:
        self._then = then
        self.held: list[Callable[[], object]] = []

    def run(self, work: Any, **more: Any) -> Any:
        if more.get("lane") != "long":
            return self._then.run(work, **more)
        from app.ui.background import Job

        job = Job(more.get("on_done"), more["on_failed"], more.get("on_progress"), more.get("owner"))
        self.held.append(lambda: job.deliver(work(lambda _done, _total: None), None))
        return job


def test_counting_can_be_left_off_and_the_numbers_of_before_stay(
    context: AppContext, bought: list[int], jobs: Any, qtbot: Any
) -> None:
    context.jobs = waiting = Waiting(jobs)  # type: ignore[assignment]
    page = put_on_screen(ReportsPage(context), qtbot, 1160, 760)
    page.reload()
    assert page.waiting.isVisible()
    waiting.held.pop()()
    page.change(replace(page.shown, period="month"))
    page.show_progress()
    assert page.progress.isVisible()
    assert figure(page, "Revenue").isVisible()
    page.progress.cancel_button.click()
    assert not page.progress.isVisible()
    waiting.held.pop()()
    assert figure(page, "Revenue").figure.text().replace("\xa0", " ") == "38,000 ₽"
    assert page.head.period_button.text() == "Last 12 months"
    page.reload()
    page.cancel()
    assert page.old.isVisible()


def test_what_cannot_be_kept_is_shown_as_usual(context: AppContext, bought: list[int], qtbot: Any) -> None:
    context.memory.keep(KEPT, "[1, 2")
    page = show_filled(ReportsPage(context), qtbot)
    assert page.shown == replace(Shown(), part="overview")
