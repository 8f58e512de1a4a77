"""The first start of the real program: the questions, the sample shop in the background, and the shop for real."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from app.i18n import language
from app.services.clients.find import list_client_ids
from app.services.settings import get_settings
from app.ui.application import Program
from app.ui.settings.page import SettingsPage
from app.ui.today.page import TodayPage
from app.ui.welcome.dialog import WelcomeDialog
from app.ui.welcome.steps import BeginStep, LanguageStep
from tests.flows.driving import WAIT, context_of


def asked() -> WelcomeDialog | None:
    shown = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, WelcomeDialog))
    return next((widget for widget in shown if widget.isVisible()), None)


def test_a_new_shop_asks_fills_with_the_sample_and_is_emptied_again(
    new_program: Program, folder: Path, qtbot: Any
) -> None:
    context, window = context_of(new_program), new_program.window
    qtbot.waitUntil(lambda: asked() is not None, timeout=WAIT)
    dialog = asked()
    assert dialog is not None
    QTest.keyClicks(dialog.step.first, "Shop")
    QTest.keyClick(dialog.step.first, Qt.Key.Key_Return)
    assert isinstance(dialog.step, LanguageStep)
    dialog.step.choices["ru"].click()
    qtbot.waitUntil(lambda: language() == "ru", timeout=WAIT)
    dialog.next_step()
    assert isinstance(dialog.step, BeginStep)
    dialog.step.sample.click()

    qtbot.waitUntil(lambda: len(list_client_ids(context.db)) == 300, timeout=WAIT)
    page = window.current_page()
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(lambda: page.people.isVisible() and not new_program.jobs.is_busy(), timeout=WAIT)

    context.events.show_setting.emit("sample")
    settings = window.current_page()
    assert isinstance(settings, SettingsPage)
    qtbot.waitUntil(settings.sample.isVisible, timeout=WAIT)
    settings.sample.clear_button.click()
    question = QApplication.activeModalWidget()
    assert isinstance(question, QMessageBox)
    question.defaultButton().click()
    qtbot.waitUntil(lambda: not list(list_client_ids(context.db)) and not new_program.jobs.is_busy(), timeout=WAIT)
    assert get_settings(context.db).shop_name == "Shop"
    assert isinstance(window.current_page(), TodayPage)
    assert len(list((folder / "backups").glob("*.db"))) >= 1
