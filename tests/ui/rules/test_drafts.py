"""What was changed and not saved, while rules are saved, switched and deleted around it."""

from __future__ import annotations

from dataclasses import replace

from app.models.enums import ReminderKind
from app.models.rule_params import BirthdayParams, FeedbackParams
from app.services.reminders.rules.data import Rule
from app.ui.rules.drafts import Drafts
from app.ui.rules.rule_row import NEW

BIRTHDAYS = Rule(4, ReminderKind.BIRTHDAY, BirthdayParams(), version=1)
THANKS = Rule(9, ReminderKind.FEEDBACK, FeedbackParams(), version=1)


def late(days: int, version: int = 1) -> Rule:
    """The birthdays with so many days of grace."""
    return replace(BIRTHDAYS, params=BirthdayParams(grace_days=days), version=version)


def drafts(*saved: Rule) -> Drafts:
    """Nothing changed yet."""
    made = Drafts()
    made.set_saved(saved)
    return made


def test_a_change_back_to_what_was_saved_is_none() -> None:
    made = drafts(BIRTHDAYS)
    made.put(4, late(9))
    assert made.rule(4) == late(9)
    made.put(4, BIRTHDAYS)
    assert made.changed == {}


def test_a_change_goes_on_over_a_rule_that_says_the_same_as_before() -> None:
    made = drafts(BIRTHDAYS)
    made.put(4, late(9))
    made.set_saved((replace(BIRTHDAYS, version=3),))
    assert made.changed == {4: late(9, version=3)}


def test_a_change_of_what_somebody_else_changed_keeps_its_version() -> None:
    made = drafts(BIRTHDAYS)
    made.put(4, late(9))
    made.set_saved((late(1, version=2),))
    made.set_saved((late(1, version=2),))
    assert made.changed == {4: late(9, version=1)}


def test_what_is_typed_while_it_is_being_saved_goes_on_over_what_was_saved() -> None:
    made = drafts(BIRTHDAYS)
    made.put(4, late(9))
    made.sent[4] = late(9)
    made.put(4, late(10))
    made.set_saved((late(9, version=2),))
    made.was_saved(4, late(9))
    assert made.changed == {4: late(10, version=2)}
    assert made.sent == {}


def test_a_rule_is_switched_once_until_it_is_read_again() -> None:
    made = drafts(BIRTHDAYS, THANKS)
    assert made.may_switch(4)
    assert not made.may_switch(4)
    assert made.may_switch(9)
    made.was_not_switched(9)
    assert made.may_switch(9)
    made.set_saved((replace(BIRTHDAYS, enabled=False, version=2), THANKS))
    assert made.may_switch(4)
    assert not made.may_switch(9)


def test_a_rule_that_was_deleted_takes_its_change_along() -> None:
    made = drafts(BIRTHDAYS, THANKS)
    made.put(9, replace(THANKS, enabled=False))
    made.set_saved((BIRTHDAYS,))
    assert made.changed == {}


def test_the_new_rule_is_the_one_that_was_added() -> None:
    made = drafts(BIRTHDAYS, THANKS)
    new = replace(THANKS, id=None, version=0, name="Ещё")
    made.put(NEW, new)
    assert list(made.shown()) == [4, 9, NEW]
    assert made.set_saved((BIRTHDAYS, THANKS, replace(new, id=12, version=1))) == 12
    assert made.changed == {}


def test_a_new_rule_like_one_that_was_there_before_is_not_taken_for_it() -> None:
    made = Drafts()
    made.put(NEW, replace(THANKS, id=None, version=0))
    assert made.set_saved((THANKS,)) is None
    assert NEW in made.changed


def test_changes_are_taken_back_one_by_one_and_done_again() -> None:
    made = drafts(BIRTHDAYS)
    made.put(4, late(9))
    made.put(4, replace(late(9), code="РОЗА"))
    assert made.take_back(4) == 4
    assert made.rule(4) == late(9)
    assert made.take_back(4) == 4
    assert made.changed == {}
    assert made.take_back(4) is None
    assert made.do_again(4) == 4
    assert made.do_again(4) == 4
    assert made.rule(4) == replace(late(9), code="РОЗА")
    assert made.do_again(4) is None


def test_what_is_typed_on_in_one_field_is_one_step_and_a_tick_is_one_each() -> None:
    made = drafts(BIRTHDAYS)
    made.put(4, replace(BIRTHDAYS, code="Р"))
    made.put(4, replace(BIRTHDAYS, code="РО"))
    made.put(4, replace(BIRTHDAYS, code="РО", enabled=False))
    made.put(4, replace(BIRTHDAYS, code="РО"))
    made.take_back(4)
    assert made.rule(4) == replace(BIRTHDAYS, code="РО", enabled=False)
    made.take_back(4)
    made.take_back(4)
    assert made.changed == {}


def test_what_was_forgotten_at_once_comes_back_at_once() -> None:
    made = drafts(BIRTHDAYS, THANKS)
    made.put(4, replace(late(9), code="РОЗА"))
    assert made.forget(4)
    assert made.take_back(9) is None, "another rule was not changed"
    assert made.take_back(4) == 4
    assert made.rule(4) == replace(late(9), code="РОЗА")


def test_a_new_rule_that_was_given_up_comes_back_until_something_is_saved() -> None:
    made = drafts(BIRTHDAYS)
    new = replace(THANKS, id=None, version=0, name="Ещё")
    made.put(NEW, new)
    made.forget(NEW)
    assert made.take_back(4) == NEW
    assert made.rule(NEW) == new
    made.forget(NEW)
    made.set_saved((late(1, version=2),))
    assert made.take_back(4) is None


def test_what_somebody_else_saved_is_not_written_over_by_a_change_that_is_done_again() -> None:
    made = drafts(BIRTHDAYS)
    made.put(4, late(9))
    made.take_back(4)
    made.set_saved((late(1, version=2),))
    assert made.do_again(4) is None
    made.put(4, late(2, version=2))
    made.take_back(4)
    made.set_saved((late(1, version=4),))
    assert made.do_again(4) == 4
    assert made.changed == {4: late(2, version=4)}


def test_a_number_that_is_what_it_was_leaves_no_step() -> None:
    made = drafts(BIRTHDAYS)
    made.put(4, replace(BIRTHDAYS, code="РОЗА"))
    made.put(4, replace(late(4), code="РОЗА"))
    made.put(4, replace(BIRTHDAYS, code="РОЗА"))
    made.take_back(4)
    assert made.changed == {}
