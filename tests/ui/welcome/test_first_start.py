"""The questions of the first start: answered, skipped and closed, by keyboard, with the language switched at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.i18n import set_language
from app.services.clients.find import list_client_ids
from app.services.demo import make_demo
from app.services.errors import ShopNotEmpty
from app.services.first_start import is_new
from app.services.sample_shop import find_sample
from app.services.settings import get_settings
from app.ui.context import AppContext
from app.ui.main_window import MainWindow
from app.ui.shell.first_start import watch_first_start
from app.ui.shell.sample import ask_to_clear, make_sample
from app.ui.welcome.dialog import WelcomeDialog
from app.ui.welcome.steps import BeginStep, LanguageStep, ShopStep
from tests.factories import make_client
from tests.ui.conftest import FakeMessages
from tests.ui.driving import Typing, show_dialog, told


@pytest.fixture
def dialog(context: AppContext, parent: QWidget, qtbot: Any) -> WelcomeDialog:
    """The questions, over a window; a change of the settings changes the look, as the program does it."""

    def follow(_areas: object) -> None:
        context.settings = get_settings(context.db)
        set_language(context.settings.language or "en")

    made = show_dialog(WelcomeDialog(context, parent), qtbot)
    context.events.changed.connect(follow)
    return made


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def open_questions() -> list[WelcomeDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, WelcomeDialog) and w.isVisible()]


def test_all_three_are_answered_with_the_keyboard_alone(
    dialog: WelcomeDialog, context: AppContext, type_text: Typing
) -> None:
    type_text(QApplication.focusWidget(), "  Лавка   чая ")
    press(Qt.Key.Key_Return)
    assert isinstance(dialog.step, LanguageStep)
    press(Qt.Key.Key_Return)
    assert isinstance(dialog.step, BeginStep)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)

    assert not dialog.isVisible()
    assert get_settings(context.db).shop_name == "Лавка чая"
    assert list(list_client_ids(context.db)) == []


def test_the_currency_that_was_chosen_is_saved(dialog: WelcomeDialog, context: AppContext) -> None:
    assert isinstance(dialog.step, ShopStep)
    dialog.step.currency.setCurrentIndex(dialog.step.currency.findData("KZT"))
    dialog.next_step()
    assert get_settings(context.db).currency == "KZT"


def test_skipping_every_question_changes_nothing(dialog: WelcomeDialog, context: AppContext) -> None:
    before = get_settings(context.db)
    for _question in range(3):
        dialog.skip()
    assert not dialog.isVisible()
    assert get_settings(context.db) == before


def test_what_was_typed_is_there_again_on_the_way_back(dialog: WelcomeDialog, type_text: Typing) -> None:
    type_text(QApplication.focusWidget(), "Лавка")
    dialog.next_step()
    dialog.back()
    assert isinstance(dialog.step, ShopStep)
    assert dialog.step.name.text() == "Лавка"


def test_the_language_is_switched_at_once_and_what_was_typed_stays(
    dialog: WelcomeDialog, context: AppContext, type_text: Typing
) -> None:
    assert "Name of the shop" in told(dialog)
    type_text(QApplication.focusWidget(), "Лавка")
    QTest.mouseClick(dialog.other_language, Qt.MouseButton.LeftButton)
    context.events.look_changed.emit()

    assert isinstance(dialog.step, ShopStep)
    assert "Название магазина" in told(dialog)
    assert dialog.step.name.text() == "Лавка"
    assert dialog.other_language.text() == "English"
    assert get_settings(context.db).language == "ru"


def test_a_language_is_chosen_with_arrows_and_enter(dialog: WelcomeDialog, context: AppContext) -> None:
    dialog.skip()
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    assert get_settings(context.db).language == "ru"


def test_enter_goes_on_once_the_language_was_chosen(dialog: WelcomeDialog, context: AppContext) -> None:
    dialog.skip()
    press(Qt.Key.Key_Up)
    context.events.look_changed.emit()
    assert dialog.step.first is QApplication.focusWidget()
    press(Qt.Key.Key_Return)
    assert isinstance(dialog.step, BeginStep)


def test_enter_presses_decide_later(dialog: WelcomeDialog) -> None:
    dialog.skip()
    dialog.skip()
    dialog.skip_button.setFocus()
    press(Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_files_that_were_picked_lead_to_the_import(
    dialog: WelcomeDialog, context: AppContext, messages: FakeMessages
) -> None:
    opened: list[list[Path]] = []
    context.events.import_files.connect(opened.append)
    messages.files = []
    dialog.choose_file()
    assert dialog.isVisible()
    messages.files = [Path("clients.xlsx")]
    dialog.choose_file()
    assert opened == [[Path("clients.xlsx")]]
    assert not dialog.isVisible()


def test_the_sample_shop_is_made_and_it_is_told_how_to_clear_it(dialog: WelcomeDialog, context: AppContext) -> None:
    offers: list[tuple[str, Callable[[], object]]] = []
    settings: list[str] = []
    context.events.offer.connect(lambda text, _name, act: offers.append((text, act)))
    context.events.show_setting.connect(settings.append)
    dialog.take_sample()
    assert len(list_client_ids(context.db)) == 300
    assert "Settings clear it" in offers[0][0]
    offers[0][1]()
    assert settings == ["sample"]


@pytest.fixture
def window(context: AppContext, qtbot: Any) -> MainWindow:
    """The window on the screen, without pages."""
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_new_shop_is_asked_once(context: AppContext, window: MainWindow) -> None:
    watch_first_start(context, window)
    assert len(open_questions()) == 1
    QTest.keyClick(open_questions()[0], Qt.Key.Key_Escape)
    assert not open_questions()
    assert not is_new(context.db)
    watch_first_start(context, window)
    assert not open_questions()


def test_a_window_that_starts_hidden_asks_when_it_is_shown(context: AppContext, qtbot: Any) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    watch_first_start(context, window)
    assert is_new(context.db)
    window.show()
    qtbot.waitUntil(lambda: len(open_questions()) == 1)
    open_questions()[0].reject()


def test_a_shop_with_clients_is_asked_again_but_not_with_what_to_begin(context: AppContext, window: MainWindow) -> None:
    make_client(context.db, "Крылова Ольга")
    watch_first_start(context, window)
    assert not open_questions()
    context.events.welcome.emit()
    (asked,) = open_questions()
    asked.next_step()
    assert isinstance(asked.step, LanguageStep)
    asked.next_step()
    assert not open_questions()


def test_the_sample_is_not_made_beside_clients(context: AppContext, messages: FakeMessages, now: datetime) -> None:
    make_client(context.db, "Крылова Ольга")
    make_sample(context)
    assert [type(error) for error in messages.errors] == [ShopNotEmpty]
    assert len(list_client_ids(context.db)) == 1


def test_clearing_asks_first_and_names_what_is_the_owners(
    context: AppContext, messages: FakeMessages, toasts: list[tuple[str, Any]], now: datetime
) -> None:
    make_demo(context.db, now.date(), now)
    make_client(context.db, "Своя Анна")
    sample = find_sample(context.db)
    assert sample is not None
    assert replace(sample, clients=0).own == 0
    ask_to_clear(context, sample)
    assert len(list_client_ids(context.db)) == 301
    messages.answer = True
    ask_to_clear(context, sample)
    assert list(list_client_ids(context.db)) == []
    assert messages.questions == ["Clear the sample shop and begin for real?"] * 2
    assert "The shop is yours" in toasts[-1][0]
