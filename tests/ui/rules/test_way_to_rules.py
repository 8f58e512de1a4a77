"""The page of rules is found from anywhere, stands below Today, and everything on it has a name."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from app.models.enums import ReminderKind
from app.services.clients.listing.filters import Group
from app.services.clients.listing.views import save_view
from app.ui.context import AppContext
from app.ui.main_window import MainWindow
from app.ui.rules.fields import FIELDS
from app.ui.rules.page import RulesPage
from app.ui.rules.rule_row import NEW
from app.ui.shell.search_actions import actions_named
from tests.factories import NOW
from tests.ui.driving import show_page


@pytest.fixture
def window(context: AppContext, qtbot: Any) -> MainWindow:
    made = MainWindow()
    made.allow_close()
    qtbot.addWidget(made)
    made.attach(context)
    made.show()
    return made


def test_the_search_leads_to_the_rules(window: MainWindow, context: AppContext) -> None:
    match = next(one for one in actions_named(("rules",), context.events) if one.title == "Rules of reminders")
    match.act()
    assert isinstance(window.current_page(), RulesPage)


def test_the_way_back_from_the_rules_is_where_one_came_from_or_today(window: MainWindow, context: AppContext) -> None:
    window.show_page("settings")
    window.show_page("rules")
    assert window.sidebar._buttons["today"].isChecked()
    window.go_back()
    assert window._visit == ("settings", None)


@pytest.mark.parametrize("kind", [ReminderKind.REPLENISHMENT, ReminderKind.LAPSED, ReminderKind.CADENCE])
def test_everything_that_takes_the_keyboard_has_a_name(context: AppContext, qtbot: Any, kind: ReminderKind) -> None:
    page = show_page(RulesPage(context), qtbot, 1160, 700)
    page.reload()
    page.rules.choose(next(key for key, rule in page.drafts.saved.items() if rule.kind == kind))
    nameless = [one for one in page.findChildren(QWidget) if _takes_keys(one) and not _is_named(one)]
    assert nameless == []


def test_a_screen_reader_is_told_of_the_rule_that_the_keys_act_on(context: AppContext, qtbot: Any) -> None:
    page = show_page(RulesPage(context), qtbot, 1160, 700)
    page.reload()
    page.rules.setFocus()
    qtbot.keyClick(page.rules, Qt.Key.Key_Home)
    qtbot.keyClick(page.rules, Qt.Key.Key_Down)
    told = page.rules.accessibleDescription()
    assert told.startswith("Enquiries without an answer · today 0")


def _takes_keys(widget: QWidget) -> bool:
    shown = isinstance(widget, QAbstractButton | QComboBox | QLineEdit | QPlainTextEdit)
    return shown and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _is_named(widget: QWidget) -> bool:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return bool(text or widget.accessibleName())


@pytest.mark.parametrize("kind", list(FIELDS))
def test_no_form_is_wider_than_its_panel_or_cuts_its_words(context: AppContext, qtbot: Any, kind: ReminderKind) -> None:
    save_view(context.db, "Постоянные клиенты, которые берут зерно домой по пятницам", Group(), NOW)
    page = show_page(RulesPage(context), qtbot, 744, 540)
    page.reload()
    page.rules.choose(next((key for key, rule in page.drafts.saved.items() if rule.kind == kind), NEW))
    if page.current_rule() is None:
        page.add(kind)
    qtbot.wait(1)
    content = page.editor.sentence.parentWidget()
    assert content.minimumSizeHint().width() <= content.parentWidget().width()
    shown = [one for one in content.findChildren(QLabel) if one.isVisible() and one.wordWrap()]
    assert [one.text() for one in shown if one.height() < one.heightForWidth(one.width())] == []
