"""The page of rules: switched, changed, copied and deleted by mouse and by keyboard; a change is saved when asked."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from app.models.database import Database
from app.models.enums import ReminderKind
from app.models.rule_params import BirthdayParams, CadenceParams, FeedbackParams, ServiceParams
from app.services.clients.data import Birthday
from app.services.clients.listing.filters import Group
from app.services.clients.listing.views import delete_view, save_view
from app.services.products.data import ProductData
from app.services.products.save import save_product
from app.services.reminders.rules.data import Rule
from app.services.reminders.rules.save import save_rule
from app.services.reminders.rules.store import get_rules
from app.ui.context import AppContext
from app.ui.rules.form import ParamsForm
from app.ui.rules.inputs import RuleInput
from app.ui.rules.page import RulesPage
from app.ui.rules.rule_row import NEW
from tests.factories import NOW, make_client
from tests.ui.conftest import FakeMessages
from tests.ui.driving import Toasts, Typing, show_page, told

Control = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(context: AppContext, qtbot: Any) -> RulesPage:
    made = show_page(RulesPage(context), qtbot, 1160, 700)
    made.reload()
    return made


def form(page: RulesPage) -> ParamsForm:
    """The form of the chosen rule."""
    assert page.editor.form is not None
    return page.editor.form


def box(page: RulesPage, title: str) -> Any:
    """The editor in the form with this name beside it."""
    named = [one for one in form(page).findChildren(QWidget) if one.accessibleName() == title]
    return next(one for one in named if not isinstance(one, RuleInput))


def tick(page: RulesPage, text: str) -> QCheckBox:
    """The box to tick with these words."""
    return next(one for one in form(page).findChildren(QCheckBox) if one.text() == text)


def rule_of(db: Database, kind: ReminderKind) -> Rule:
    """The first rule of a kind as it is saved."""
    return next(rule for rule in get_rules(db).rules if rule.kind == kind)


def choose(page: RulesPage, kind: ReminderKind) -> Rule:
    """Stand at the first rule of a kind."""
    rule = rule_of(page.context.db, kind)
    page.rules.choose(rule.id or NEW)
    return rule


def undo(toasts: Toasts) -> None:
    """Press Undo in the last toast."""
    act = toasts[-1][1]
    assert act is not None
    act()


def counted(page: RulesPage, qtbot: Any) -> str:
    """What the editor says the rule gives, once it was counted."""
    qtbot.waitUntil(lambda: not page.is_busy())
    return page.editor.effect.words.text()


def test_every_kind_has_its_rule_in_the_list(page: RulesPage) -> None:
    assert {row.shown.rule.kind for row in page.rules.rows()} >= set(ReminderKind) - {ReminderKind.SERVICE}


def test_a_rule_is_switched_off_by_the_space_bar_and_on_again_by_undo(
    page: RulesPage, db: Database, toasts: Toasts, qtbot: Any
) -> None:
    choose(page, ReminderKind.BIRTHDAY)
    qtbot.keyClick(page.rules, Qt.Key.Key_Space)
    assert not rule_of(db, ReminderKind.BIRTHDAY).enabled
    assert toasts[-1][0] == "Switched off: Birthdays"
    undo(toasts)
    assert rule_of(db, ReminderKind.BIRTHDAY).enabled


def test_the_box_of_a_row_switches_that_rule(page: RulesPage, db: Database) -> None:
    row = next(row for row in page.rules.rows() if row.shown.rule.kind == ReminderKind.INTEREST)
    row.switch.click()
    assert not rule_of(db, ReminderKind.INTEREST).enabled


def test_the_list_says_how_many_people_each_rule_gives_today(page: RulesPage, db: Database, qtbot: Any) -> None:
    make_client(db, birthday=Birthday(11, 21, 1990))
    birthdays = next(row for row in page.rules.rows() if row.shown.rule.kind == ReminderKind.BIRTHDAY)
    assert birthdays.shown.people == 1
    assert "today 1" in told(birthdays)


def test_a_change_shows_what_it_would_do_before_it_is_saved(page: RulesPage, db: Database, qtbot: Any) -> None:
    make_client(db, "Крылова Ольга", birthday=Birthday(11, 21, 1990))
    igor = make_client(db, "Пак Игорь", birthday=Birthday(12, 5))
    choose(page, ReminderKind.BIRTHDAY)
    assert counted(page, qtbot) == "Today this gives 1 person"
    tick(page, "14 days before").click()
    assert counted(page, qtbot) == "Today this gives 2 people (1 now)"
    opened: list[int] = []
    page.context.events.open_client.connect(opened.append)
    assert "Пак Игорь" in page.editor.effect.names.accessibleName()
    page.editor.effect.names.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.editor.effect.names, Qt.Key.Key_Tab)
    qtbot.keyClick(page.editor.effect.names, Qt.Key.Key_Tab)
    qtbot.keyClick(page.editor.effect.names, Qt.Key.Key_Return)
    assert opened == [igor]
    assert rule_of(db, ReminderKind.BIRTHDAY).params == BirthdayParams(), "nothing is saved yet"


def test_ctrl_s_saves_and_the_toast_takes_it_back(page: RulesPage, db: Database, toasts: Toasts, qtbot: Any) -> None:
    choose(page, ReminderKind.BIRTHDAY)
    box(page, "Late by, days").setValue(5)
    assert page.editor.save_button.isEnabled()
    qtbot.keyClick(page, Qt.Key.Key_S, Control)
    assert rule_of(db, ReminderKind.BIRTHDAY).params == BirthdayParams(grace_days=5)
    assert not page.editor.save_button.isEnabled()
    undo(toasts)
    assert rule_of(db, ReminderKind.BIRTHDAY).params == BirthdayParams()


def test_what_was_changed_waits_while_another_rule_is_looked_at_and_ctrl_z_takes_it_back(
    page: RulesPage, db: Database
) -> None:
    rule = choose(page, ReminderKind.BIRTHDAY)
    box(page, "Late by, days").setValue(9)
    choose(page, ReminderKind.LAPSED)
    assert not page.take_back(), "this rule was not changed"
    page.rules.choose(rule.id or NEW)
    assert box(page, "Late by, days").value() == 9
    assert "not saved" in told(page.rules)
    assert page.take_back()
    assert box(page, "Late by, days").value() == 3
    assert "not saved" not in told(page.rules)


def test_the_form_follows_what_is_taken_back_and_done_again(page: RulesPage, qtbot: Any) -> None:
    choose(page, ReminderKind.BIRTHDAY)
    tick(page, "14 days before").click()
    box(page, "Late by, days").setFocus()
    qtbot.keyClick(box(page, "Late by, days"), Qt.Key.Key_Up)
    assert page.take_back()
    assert box(page, "Late by, days").value() == 3
    assert box(page, "Late by, days").hasFocus()
    assert tick(page, "14 days before").isChecked()
    assert page.take_back()
    assert not tick(page, "14 days before").isChecked()
    assert page.do_again()
    assert tick(page, "14 days before").isChecked()
    assert "not saved" in told(page.rules)


def test_a_day_that_is_offered_nowhere_else_can_be_unticked(page: RulesPage, db: Database) -> None:
    rule = rule_of(db, ReminderKind.BIRTHDAY)
    save_rule(db, Rule(rule.id, rule.kind, BirthdayParams(leads=(5, 0)), version=rule.version), NOW)
    choose(page, ReminderKind.BIRTHDAY)
    ticked = [one.text() for one in form(page).findChildren(QCheckBox) if one.isChecked()]
    assert ticked == ["5 days before", "on the day"]
    tick(page, "5 days before").click()
    page.save()
    assert rule_of(db, ReminderKind.BIRTHDAY).params == BirthdayParams(leads=(0,))


def test_a_rule_of_ones_own_is_added_and_deleted_by_the_keyboard(
    page: RulesPage, db: Database, toasts: Toasts, type_text: Typing, qtbot: Any
) -> None:
    page.add(ReminderKind.FEEDBACK)
    assert page.editor.name is not None
    assert page.editor.name.hasFocus()
    type_text(page.editor.name, "Дорогие покупки")
    type_text(box(page, "From a sum of"), "5000")
    qtbot.keyClick(page, Qt.Key.Key_S, Control)
    added = next(rule for rule in get_rules(db).rules if rule.name == "Дорогие покупки")
    assert added.params == FeedbackParams(min_sum=500_000)
    assert page.rules.current() == added.id
    page.rules.setFocus()
    qtbot.keyClick(page.rules, Qt.Key.Key_Delete)
    assert all(rule.id != added.id for rule in get_rules(db).rules)
    assert page.current_rule() == rule_of(db, ReminderKind.INTEREST), "the next one is chosen"
    undo(toasts)
    assert any(rule.name == "Дорогие покупки" for rule in get_rules(db).rules)


def test_a_copy_starts_as_the_rule_it_was_made_of(page: RulesPage, db: Database, qtbot: Any) -> None:
    choose(page, ReminderKind.REPLENISHMENT)
    qtbot.keyClick(page, Qt.Key.Key_D, Control)
    assert page.rules.current() == NEW
    qtbot.keyClick(page, Qt.Key.Key_S, Control)
    names = [rule.name for rule in get_rules(db).rules if rule.kind == ReminderKind.REPLENISHMENT]
    assert names == ["", "Used up: time to buy again (copy)"]


def test_the_only_rule_of_a_kind_is_neither_copied_nor_deleted(page: RulesPage, db: Database, qtbot: Any) -> None:
    before = get_rules(db)
    choose(page, ReminderKind.LAPSED)
    qtbot.keyClick(page, Qt.Key.Key_D, Control)
    qtbot.keyClick(page.rules, Qt.Key.Key_Delete)
    assert get_rules(db) == before
    assert page.rules.current() != NEW


def test_a_service_rule_without_a_product_says_what_is_missing(page: RulesPage, qtbot: Any) -> None:
    page.add(ReminderKind.SERVICE)
    assert counted(page, qtbot) == "Choose a product or a category, one of the two."
    assert not page.editor.save_button.isEnabled()


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(
    page: RulesPage, db: Database, messages: FakeMessages, context: AppContext, qtbot: Any
) -> None:
    rule = choose(page, ReminderKind.BIRTHDAY)
    box(page, "Late by, days").setValue(9)
    save_rule(db, Rule(rule.id, rule.kind, BirthdayParams(grace_days=1), version=rule.version), NOW)
    qtbot.keyClick(page, Qt.Key.Key_S, Control)
    assert rule_of(db, ReminderKind.BIRTHDAY).params == BirthdayParams(grace_days=1)
    assert len(messages.errors) == 1
    assert box(page, "Late by, days").value() == 1


def test_escape_leads_from_the_editor_to_the_list_and_then_out(page: RulesPage, qtbot: Any) -> None:
    choose(page, ReminderKind.BIRTHDAY)
    qtbot.keyClick(page.rules, Qt.Key.Key_Return)
    assert page.editor.enabled.hasFocus()
    assert page.go_back()
    assert page.rules.hasFocus()
    assert not page.go_back()


def test_a_change_of_language_keeps_what_was_not_saved(page: RulesPage, context: AppContext, qtbot: Any) -> None:
    rule = choose(page, ReminderKind.BIRTHDAY)
    box(page, "Late by, days").setValue(9)
    again = RulesPage(context)
    again.restore(page.state())
    show_page(again, qtbot, 1160, 700).reload()
    assert again.rules.current() == rule.id
    assert box(again, "Late by, days").value() == 9


def test_staying_in_touch_is_with_a_saved_list_of_clients(page: RulesPage, db: Database, qtbot: Any) -> None:
    view = save_view(db, "Опт", Group(), NOW)
    page.add(ReminderKind.CADENCE)
    whom, days = box(page, "Whom"), box(page, "Days without a contact")
    assert not days.isVisibleTo(form(page)), "each client has days of their own"
    whom.setFocus()
    qtbot.keyClick(whom, Qt.Key.Key_Down)
    assert days.isVisibleTo(form(page))
    days.setValue(45)
    qtbot.keyClick(page, Qt.Key.Key_S, Control)
    added = next(rule for rule in get_rules(db).rules if isinstance(rule.params, CadenceParams) and rule.params.view_id)
    assert added.params == CadenceParams(view_id=view, days=45)
    assert "everyone of the segment “Опт”" in told(page.rules)


def test_rules_of_a_product_are_told_by_its_name(page: RulesPage, db: Database, qtbot: Any) -> None:
    product = save_product(db, ProductData("Фильтры"), NOW)
    page.add(ReminderKind.SERVICE)
    line = box(page, "Product")
    line.setText("Фильтры")
    line.look_up()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    line.picked.emit(line.product or next(iter(line._found.values())))
    assert page.drafts.changed[NEW].params.product_id == product  # type: ignore[union-attr]
    shown = [label.text() for label in page.editor.findChildren(QLabel)]
    assert "Every 6 months after buying “Фильтры”." in shown


def test_what_names_nothing_is_neither_saved_nor_kept(page: RulesPage, db: Database, type_text: Typing) -> None:
    product = save_product(db, ProductData("Фильтры"), NOW)
    rule_id = save_rule(db, Rule(None, ReminderKind.SERVICE, ServiceParams(product_id=product)), NOW)
    page.rules.choose(rule_id)
    box(page, "Every so many months").setValue(9)
    type_text(box(page, "Product"), "нет такого")
    page.reload()
    assert not page.editor.save_button.isEnabled()
    assert page.take_back()
    assert box(page, "Product").text() == "Фильтры"
    assert box(page, "Every so many months").value() == 9
    type_text(box(page, "Product"), "нет такого")
    page.editor.discard_button.click()
    assert box(page, "Product").text() == "Фильтры"
    assert box(page, "Every so many months").value() == 6


def test_the_editor_follows_what_a_product_and_a_list_are_called(page: RulesPage, db: Database) -> None:
    product = save_product(db, ProductData("Фильтры"), NOW)
    rule_id = save_rule(db, Rule(None, ReminderKind.SERVICE, ServiceParams(product_id=product)), NOW)
    page.rules.choose(rule_id)
    save_product(db, ProductData("Картриджи"), NOW, product, 1)
    page.reload()
    assert page.editor.sentence.text() == "Every 6 months after buying “Картриджи”."
    assert box(page, "Product").text() == "Картриджи"
    view = save_view(db, "Опт", Group(), NOW)
    rule_id = save_rule(db, Rule(None, ReminderKind.CADENCE, CadenceParams(view_id=view)), NOW)
    page.reload()
    page.rules.choose(rule_id)
    delete_view(db, view, NOW, anyway=True)
    page.reload()
    assert box(page, "Whom").currentText() == "a segment that is no more"


def test_a_rule_that_was_not_saved_knows_its_product_after_the_page_was_read_again(
    page: RulesPage, db: Database
) -> None:
    product = save_product(db, ProductData("Фильтры"), NOW)
    page.drafts.put(NEW, Rule(None, ReminderKind.SERVICE, ServiceParams(product_id=product)))
    page.reload()
    assert "after buying “Фильтры”" in told(page.rules)
