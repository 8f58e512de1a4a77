"""The messages of a rule: changed, put together from names, read as a client would, and put back as usual."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.models.database import Database
from app.models.enums import ReminderKind
from app.services.reminders.left_alone import Answer, Effect
from app.services.reminders.occasions.hits import HitRate
from app.services.reminders.rules.bounds import BOUNDS
from app.services.reminders.rules.store import get_rules
from app.ui.context import AppContext
from app.ui.rules.left_alone import LeftAlonePart
from app.ui.rules.page import RulesPage
from app.ui.widgets.action import Action, make_shortcuts
from app.wording.rule_effects import effect_words, hit_words, left_alone_result, silent_words
from tests.ui.driving import Typing, show_page, told

Control = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(context: AppContext, qtbot: Any) -> RulesPage:
    made = show_page(RulesPage(context), qtbot, 1160, 700)
    made.reload()
    rule = next(rule for rule in get_rules(context.db).rules if rule.kind == ReminderKind.BIRTHDAY)
    made.rules.choose(rule.id or 0)
    return made


def saved_texts(db: Database) -> dict[str, str]:
    """The owner's own words of the birthdays."""
    return next(rule for rule in get_rules(db).rules if rule.kind == ReminderKind.BIRTHDAY).texts


def test_the_message_of_each_part_is_changed_by_itself(
    page: RulesPage, db: Database, type_text: Typing, qtbot: Any
) -> None:
    messages = page.editor.messages
    messages.part.setFocus()
    qtbot.keyClick(messages.part, Qt.Key.Key_Down)
    assert messages.part.currentData() == "today"
    messages.box.selectAll()
    type_text(messages.box, "С праздником!")
    qtbot.keyClick(page, Qt.Key.Key_S, Control)
    assert saved_texts(db) == {"today": "С праздником!"}


def test_a_rule_begins_with_the_message_that_it_uses(page: RulesPage, db: Database) -> None:
    rules = get_rules(db).rules
    page.rules.choose(next(rule.id or 0 for rule in rules if rule.kind == ReminderKind.FEEDBACK))
    assert page.editor.messages.part.currentData() == "first"
    page.rules.choose(next(rule.id or 0 for rule in rules if rule.kind == ReminderKind.REPLENISHMENT))
    assert page.editor.messages.part.currentData() == "same"


def test_ctrl_z_in_a_message_takes_back_letters_first_and_then_all_that_was_changed(
    page: RulesPage, type_text: Typing, qtbot: Any
) -> None:
    pressed: list[str] = []
    make_shortcuts(page, [Action("undo", lambda: "Undo", lambda: pressed.append("window"), "Ctrl+Z")])
    box = page.editor.messages.box
    qtbot.waitUntil(box.isVisible)
    box.setFocus()
    type_text(box, "!")
    qtbot.keyClick(box, Qt.Key.Key_Z, Control)
    assert page.drafts.changed == {}
    assert pressed == []
    qtbot.keyClick(box, Qt.Key.Key_Z, Control)
    assert pressed == ["window"]


def test_a_name_is_put_in_by_the_keyboard_and_filled_for_a_client(
    page: RulesPage, type_text: Typing, qtbot: Any
) -> None:
    messages = page.editor.messages
    messages.box.selectAll()
    type_text(messages.box, "Привет, ")
    qtbot.keyClick(messages.names[0], Qt.Key.Key_Space)
    assert messages.box.toPlainText() == "Привет, $name"
    assert messages.box.hasFocus()
    assert messages.reading.text() == "Привет, Anna"


def test_the_promo_code_is_read_where_the_message_names_it(page: RulesPage, type_text: Typing) -> None:
    messages = page.editor.messages
    messages.box.setPlainText("Ваш подарок[ по коду $код]!")
    assert messages.reading.text() == "Ваш подарок!"
    type_text(page.editor.code, "ДР10")
    assert messages.reading.text() == "Ваш подарок по коду ДР10!"


def test_the_usual_words_come_back(page: RulesPage, db: Database, qtbot: Any) -> None:
    messages = page.editor.messages
    usual = messages.box.toPlainText()
    messages.box.setPlainText("Иначе")
    qtbot.keyClick(page, Qt.Key.Key_S, Control)
    assert saved_texts(db) == {"before": "Иначе"}
    qtbot.mouseClick(messages.usual_button, Qt.MouseButton.LeftButton)
    assert messages.box.toPlainText() == usual
    qtbot.keyClick(page, Qt.Key.Key_S, Control)
    assert saved_texts(db) == {}


def test_a_small_shop_is_not_asked_to_leave_anybody_alone(qtbot: Any) -> None:
    part = LeftAlonePart(0)
    qtbot.addWidget(part)
    part.show()
    part.show_known(Answer(False, 30, 1675, 119), Effect(0, 0, 0, 0, None, None, None))
    assert not part.box.isVisible()
    assert "1,675 silent clients; you have about 119 a year" in told(part)


def test_a_large_shop_can_leave_a_share_alone_and_sees_what_it_told(qtbot: Any) -> None:
    part = LeftAlonePart(0)
    qtbot.addWidget(part)
    part.show()
    part.show_known(Answer(True, 10, 3000, 9000), Effect(200, 40, 50, 5, 0.1, -0.02, 0.18))
    qtbot.keyClick(part.box, Qt.Key.Key_Space)
    assert part.percent == 10
    assert "40 of 200 reminded, 5 of 50 left alone" in told(part)
    assert "may still be chance: 10 of a hundred (from -2 to 18)" in told(part)


def test_a_sure_difference_is_told_as_sure() -> None:
    assert "brings them back: 10 more of a hundred" in left_alone_result(Effect(900, 180, 300, 30, 0.1, 0.05, 0.14))
    assert left_alone_result(Effect(0, 0, 0, 0, None, None, None)) == ""


def test_figures_of_rules_in_words() -> None:
    assert effect_words(14, 12) == "Today this gives 14 people (12 now)"
    assert effect_words(1, None) == "Today this gives 1 person"
    assert silent_words(86) == "silent for so long: 86"
    assert silent_words(int(BOUNDS["per_day"][1])) == "silent for so long: 1,000+", "more are not counted"
    assert hit_words(HitRate(0, 0)) == "How often it is right is seen 30 days after its first reminders."
    assert hit_words(HitRate(41, 22)) == "Reminded in the last year: 41. Came within 30 days: 22, which is 54 %."


def test_the_message_that_was_shown_stays_when_a_change_of_it_is_taken_back(page: RulesPage, type_text: Typing) -> None:
    messages = page.editor.messages
    messages.part.setCurrentIndex(2)
    messages.part.activated.emit(2)
    late = messages.box.toPlainText()
    type_text(messages.box, "!")
    assert page.take_back()
    assert page.editor.messages.chosen_part() == "late"
    assert page.editor.messages.box.toPlainText() == late


def test_an_address_in_a_message_goes_on_in_the_next_line(page: RulesPage, qtbot: Any) -> None:
    address = "https://example.com/" + "a" * 400
    page.editor.messages.box.setPlainText(address)
    qtbot.wait(1)
    reading = page.editor.messages.reading
    assert reading.text().replace("\u200b", "") == address
    assert reading.heightForWidth(reading.width()) > 5 * reading.fontMetrics().height()
    assert reading.mapTo(page.editor, reading.rect().topRight()).x() < page.editor.width()
