"""The page of the guide: chapters, search, links that lead and do, all by keyboard too."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from app.i18n import set_language
from app.ui.context import AppContext
from app.ui.help.page import HelpPage
from app.ui.main_window import MainWindow
from tests.ui.driving import Typing, show_filled


@pytest.fixture
def page(context: AppContext, qtbot: Any) -> HelpPage:
    return show_filled(HelpPage(context), qtbot)


def titles(page: HelpPage) -> list[str]:
    return [page.chapters.item(number).text() for number in range(page.chapters.count())]


def test_the_chapters_are_listed_and_the_arrows_go_through_them(page: HelpPage) -> None:
    assert titles(page)[:2] == ["First steps", "Today"]
    assert page.reader.toPlainText().startswith("First steps")
    QTest.keyClick(page.chapters, Qt.Key.Key_Down)
    assert page.reader.toPlainText().startswith("Today")


def test_a_page_of_the_window_opens_at_its_chapter(page: HelpPage) -> None:
    page.show_chapter("trash")
    assert page.shown.name == "duplicates"
    assert page.chapters.currentItem().text() == "Duplicates, trash and undo"


def test_the_search_lists_parts_marks_the_words_and_esc_ends_it(page: HelpPage, type_text: Typing) -> None:
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    type_text(page.search, "rhythm")
    assert page.shown.name == "card"
    assert any("Rhythm" in title for title in titles(page))
    assert page.reader.extraSelections()
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    assert page.shown.name == "card"
    assert not page.reader.extraSelections()


def test_the_word_that_was_found_is_in_sight(page: HelpPage, type_text: Typing) -> None:
    page.resize(900, 360)
    type_text(page.search, "barcode")
    assert page.shown.name in ("purchases", "products")
    (first, *_others) = page.reader.extraSelections()
    assert page.reader.viewport().rect().intersects(page.reader.cursorRect(first.cursor))


def test_esc_from_the_text_ends_the_search_before_it_leaves(page: HelpPage) -> None:
    page.search.setText("rhythm")
    assert page.go_back()
    assert page.search.text() == ""
    assert not page.go_back()


def test_nothing_found_is_said(page: HelpPage) -> None:
    page.search.setText("xylophone")
    assert page.nothing.isVisible()
    assert titles(page) == []


def test_links_lead_to_chapters_and_headings(page: HelpPage) -> None:
    page.resize(900, 360)
    page.follow("duplicates.md#undo")
    assert page.shown.name == "duplicates"
    assert page.reader.verticalScrollBar().value() > 0
    page.follow("today.md")
    assert page.reader.verticalScrollBar().value() == 0


def test_links_do_things_in_the_program(page: HelpPage, context: AppContext) -> None:
    done: list[Any] = []
    context.events.show_page.connect(done.append)
    context.events.show_setting.connect(done.append)
    context.events.new_client.connect(lambda typed: done.append(("client", typed)))
    context.events.new_task.connect(lambda start: done.append(("task", start)))
    context.events.ask_why.connect(lambda client: done.append(("why", client)))
    context.events.welcome.connect(lambda: done.append("welcome"))
    for target in ("page/rules", "setting/quiet_from", "new/client", "new/task", "why", "welcome", "nonsense/x"):
        page.follow(f"regulars:{target}")
    assert done == ["rules", "quiet_from", ("client", ""), ("task", None), ("why", None), "welcome"]


def test_the_keyboard_alone_follows_a_link(page: HelpPage, context: AppContext) -> None:
    shown: list[str] = []
    context.events.show_page.connect(shown.append)
    page.reader.setFocus()
    page.reader.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClick(page.reader, Qt.Key.Key_Tab)
    QTest.keyClick(page.reader, Qt.Key.Key_Return)
    assert shown == ["import"]


def test_the_guide_speaks_the_language_of_the_window(context: AppContext, qtbot: Any) -> None:
    set_language("ru")
    page = show_filled(HelpPage(context), qtbot)
    assert titles(page)[0] == "Первые шаги"
    page.show_chapter("card")
    restored = HelpPage(context)
    qtbot.addWidget(restored)
    restored.restore(page.state())
    assert restored.shown.name == "card"


def test_pictures_are_no_wider_than_the_text(page: HelpPage) -> None:
    page.show_chapter("today")
    document = page.reader.document()
    assert document.idealWidth() <= page.reader.viewport().width()
    assert page.reader.horizontalScrollBar().maximum() == 0


def test_shift_f1_and_the_question_mark_open_the_chapter_of_the_page(context: AppContext, qtbot: Any) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.attach(context, "rules")
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    guide = window.current_page()
    assert isinstance(guide, HelpPage)
    assert guide.shown.name == "rules"
    window.show_page("products")
    QTest.mouseClick(window.top_bar.guide, Qt.MouseButton.LeftButton)
    assert guide.shown.name == "products"
    window.allow_close()
