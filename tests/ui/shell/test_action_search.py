"""Actions are found by what people type: words, initials, the other language, the wrong layout, a slip."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.i18n import _, set_language
from app.ui.shell.action_search import Named, find_actions, named
from app.ui.widgets.action import Action


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


def known(*, here: tuple[str, ...] = ()) -> list[Named]:
    actions = (
        Action("purchase", lambda: _("New purchase"), print, words=lambda: _("sale sell receipt")),
        Action("client", lambda: _("New client"), print),
        Action("task", lambda: _("New task"), print),
        Action("undo", lambda: _("Take back what was done last"), print),
        Action("clients", lambda: _("Clients"), print),
        Action("settings", lambda: _("Settings"), print),
        Action("trash", lambda: _("Move to the trash"), print),
    )
    return [named(one, "", "", here=one.name in here) for one in actions]


def names(typed: str, *, recent: tuple[str, ...] = (), here: tuple[str, ...] = ()) -> list[str]:
    return [one.action.name for one in find_actions(typed, known(here=here), recent)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("new pur", "purchase"),
        ("purchase", "purchase"),
        ("pur new", "purchase"),
        ("sell", "purchase"),
        ("np", "purchase"),
        ("newp", "purchase"),
        ("purchse", "purchase"),
        ("pruchase", "purchase"),
        ("тц ззг", None),
        ("туц сдш", "client"),  # "new cli" in the Russian layout
        ("настройки", "settings"),
        ("yfcnhjqrb", "settings"),  # the Russian word in the English layout
        ("новая покупка", "purchase"),
        ("trash", "trash"),
        ("CLIENTS", "clients"),
    ],
)
def test_the_action_that_is_meant_comes_first(typed: str, first: str | None) -> None:
    assert next(iter(names(typed)), None) == first


def test_in_a_russian_window_english_words_find_it_too() -> None:
    set_language("ru")
    assert names("settings") == ["settings"]
    assert names("настр") == ["settings"]
    assert names("нп")[0] == "purchase"


def test_what_was_done_last_comes_before_what_fits_as_well() -> None:
    assert names("new")[:3] == ["purchase", "client", "task"]
    assert names("new", recent=(".task",))[:3] == ["task", "purchase", "client"]


def test_a_better_fit_comes_before_what_was_done_last() -> None:
    assert names("client", recent=(".client",))[0] == "clients"


def test_actions_of_the_page_shown_come_before_the_others() -> None:
    assert names("new", here=("task",))[0] == "task"


def test_nothing_typed_lists_everything_in_its_order() -> None:
    assert names("  ") == [one.action.name for one in known()]


def test_what_fits_nothing_finds_nothing() -> None:
    assert names("qqqq") == []


@given(st.text(max_size=40))
def test_whatever_is_typed_the_answer_is_some_of_the_actions(typed: str) -> None:
    found = find_actions(typed, KNOWN)
    assert {one.key for one in found} <= {one.key for one in KNOWN}
    assert len(found) == len({one.key for one in found})


KNOWN = known()
