"""The foot of Today: who waits for another day, who is left alone, where to look for why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from app.models.database import Database
from app.models.enums import ReminderKind
from app.services.clients.data import Birthday
from app.services.demo import make_demo
from app.services.reminders.ledger.acts import mark_done
from app.services.sample_shop import clear_sample
from app.services.settings import get_settings, save_settings
from app.ui.context import AppContext
from app.ui.today.foot import DayFoot, NotListed
from app.ui.today.page import TodayPage
from tests.factories import NOW, make_client, tune
from tests.ui.driving import show_filled


@pytest.fixture
def foot(qtbot: Any, context: AppContext) -> DayFoot:
    made = DayFoot(context, lambda _everybody: None)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_says_how_many_wait_and_offers_them(foot: DayFoot) -> None:
    foot.show_words(NotListed(waiting=12, per_day=20))
    assert foot.waiting.text() == "12 more people wait: at most 20 a day"
    assert foot.all_button.isVisible()
    assert not foot.fewer_button.isVisible()


def test_who_was_shown_all_the_same_can_be_hidden_again(qtbot: Any, context: AppContext) -> None:
    asked: list[bool] = []
    foot = DayFoot(context, asked.append)
    qtbot.addWidget(foot)
    foot.show()
    foot.show_words(NotListed(waiting=12, per_day=20))
    foot.all_button.click()
    foot.show_words(NotListed(per_day=20, everybody=True))
    assert foot.waiting.text() == "Everybody is listed, not 20 people a day"
    assert foot.fewer_button.text() == "Back to the first 20"
    foot.fewer_button.click()
    assert asked == [True, False]


def test_its_links_go_on_in_a_second_line_of_a_narrow_window(foot: DayFoot) -> None:
    links = (foot.why_button, foot.rules_button, foot.sample_button)
    foot.sample_button.show()
    foot.resize(max(one.sizeHint().width() for one in links) * 2, 200)
    assert foot.width() < sum(one.sizeHint().width() for one in links)
    QApplication.processEvents()
    for one in links:
        assert one.width() >= one.sizeHint().width()
        assert foot.rect().contains(one.geometry().translated(one.parentWidget().pos()))
    assert foot.sample_button.y() > foot.why_button.y()
    narrow = foot.minimumSizeHint().height()
    foot.resize(2000, 200)
    QApplication.processEvents()
    assert foot.sample_button.y() == foot.why_button.y()
    assert foot.minimumSizeHint().height() < narrow  # or a low wide window scrolls for nothing


def test_where_nobody_waits_it_says_nothing(foot: DayFoot) -> None:
    foot.show_words(NotListed())
    assert not foot.waiting.isVisible()
    assert not foot.alone.isVisible()
    assert not foot.all_button.isVisible()


def test_that_some_are_left_alone_is_told_plainly(qtbot: Any, context: AppContext) -> None:
    make_client(context.db)
    tune(context.db, ReminderKind.LAPSED, left_alone_percent=10)
    page = show_filled(TodayPage(context), qtbot)
    assert page.foot.alone.text().startswith("10 % of the silent are left alone by chance")
    tune(context.db, ReminderKind.LAPSED, enabled=False, left_alone_percent=10)
    qtbot.waitUntil(lambda: not page.is_busy())
    page.reload()
    qtbot.waitUntil(lambda: not page.is_busy())
    assert not page.foot.alone.isVisible()


def test_it_leads_to_the_rules_and_to_why_somebody_is_not_listed(foot: DayFoot, context: AppContext) -> None:
    shown: list[str] = []
    asked: list[object] = []
    context.events.show_page.connect(shown.append)
    context.events.ask_why.connect(asked.append)
    foot.rules_button.click()
    foot.why_button.click()
    assert (shown, asked) == (["rules"], [None])


def test_the_most_people_a_day_leaves_the_others_for_another_day_until_they_are_asked_for(
    qtbot: Any, context: AppContext, db: Database
) -> None:
    for name in ("Соколова Анна", "Пак Игорь", "Белов Артём"):
        make_client(db, name, birthday=Birthday(11, 21))
    save_settings(db, replace(context.settings, contacts_per_day=1))
    context.settings = get_settings(db)
    counted: list[int] = []
    context.events.today_count.connect(counted.append)
    page = show_filled(TodayPage(context), qtbot)
    assert len(page.people.rows()) == 1
    assert page.foot.waiting.text() == "2 more people wait: at most 1 a day"
    page.foot.all_button.click()
    qtbot.waitUntil(lambda: not page.is_busy())
    assert len(page.people.rows()) == 3
    assert page.foot.waiting.text() == "Everybody is listed, not 1 person a day"
    page.foot.fewer_button.click()
    qtbot.waitUntil(lambda: not page.is_busy())
    assert len(page.people.rows()) == 1
    assert set(counted) == {1}
    mark_done(db, page.people.rows()[0].person.items[0].id, NOW)
    page.reload()
    qtbot.waitUntil(page.enough.isVisible)
    assert page.title.text() == "Good afternoon. Enough for today"
    assert page.foot.all_button.isVisible()


def test_shift_tab_leads_from_the_people_to_the_foot(qtbot: Any, context: AppContext, db: Database) -> None:
    make_client(db, "Соколова Анна", birthday=Birthday(11, 21))
    page = show_filled(TodayPage(context), qtbot)
    qtbot.keyClick(page.people, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert page.foot.rules_button.hasFocus()


def test_tab_leads_from_above_the_page_over_the_foot_to_the_people(
    qtbot: Any, context: AppContext, db: Database
) -> None:
    make_client(db, "Соколова Анна", birthday=Birthday(11, 21))
    window, above, page = QWidget(), QPushButton("Above"), TodayPage(context)
    layout = QVBoxLayout(window)
    layout.addWidget(above)
    layout.addWidget(page)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    page.reload()
    qtbot.waitUntil(lambda: not page.is_busy())
    above.setFocus()
    reached = []
    for _stop in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == [page.export_button, page.foot.why_button, page.foot.rules_button, page.people]
    above.setFocus()
    page.setFocus()
    assert page.people.hasFocus()


def test_in_the_sample_shop_it_leads_to_where_the_sample_is_cleared(foot: DayFoot, context: AppContext) -> None:
    assert not foot.sample_button.isVisible()
    asked: list[str] = []
    context.events.show_setting.connect(asked.append)
    make_demo(context.db, NOW.date(), NOW)
    assert foot.sample_button.isVisible()
    foot.sample_button.click()
    assert asked == ["sample"]
    clear_sample(context.db, NOW)
    assert not foot.sample_button.isVisible()
