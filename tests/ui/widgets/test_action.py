"""How an action shows its key, and when its key does something."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QMenu, QVBoxLayout, QWidget

from app.ui.widgets.action import Action, add_to_menu, key_text, keys_of, make_shortcuts, menu_text, tip, with_key
from tests.ui.driving import press_letter


def action(key: str = "", **more: Any) -> Action:
    return Action("act", lambda: "Act", more.pop("act", print), key, **more)


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("Ctrl+E", "Ctrl+E"),
        ("Ctrl+Down Alt+Right", "Ctrl+↓  Alt+→"),
        ("Up", "↑"),
        ("Ctrl+Return", "Ctrl+Enter"),
        ("Ctrl++", "Ctrl++"),
        ("1 … 5", "1  …  5"),
        ("", ""),
    ],
)
def test_keys_are_written_as_people_read_them(key: str, shown: str) -> None:
    assert key_text(action(key)) == shown


def test_tips_and_menus_have_the_key_behind_the_words() -> None:
    assert tip(action("Ctrl+E")) == "Act (Ctrl+E)"
    assert tip(action()) == "Act"
    assert with_key("It has run out", action("S")) == "It has run out (S)"
    assert menu_text(action("Ctrl+E")) == "Act\tCtrl+E"


def test_a_single_letter_works_in_the_russian_layout_too() -> None:
    assert keys_of(action("N")) == ["N", "Т"]
    assert keys_of(action("Ctrl+N")) == ["Ctrl+N"]
    assert keys_of(action("Space", own_key=True)) == []
    assert keys_of(action("Up", act=None)) == []


@pytest.fixture
def parts(qtbot: Any) -> tuple[QWidget, QListWidget, QLineEdit, list[str]]:
    """A page with a list and a field; N belongs to the list, Ctrl+E to all of it, Ctrl+R is not possible."""
    page, of_list, field, done = QWidget(), QListWidget(), QLineEdit(), []
    page.setLayout(QVBoxLayout())
    for part in (of_list, field):
        page.layout().addWidget(part)
    make_shortcuts(
        page,
        (
            action("N", act=lambda: done.append("n"), within=lambda: of_list),
            action("Ctrl+E", act=lambda: done.append("e")),
            action("Ctrl+R", act=lambda: done.append("r"), enabled=lambda: False),
        ),
    )
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    return page, of_list, field, done


def test_a_key_of_which_the_system_tells_both_letters_works_once(qtbot: Any) -> None:
    page, done = QListWidget(), []
    make_shortcuts(page, (action("N N", act=lambda: done.append("n")),))  # as N and Т of one key are to Qt on X11
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_N)
    qtbot.keyClick(page, Qt.Key.Key_N)
    assert done == ["n", "n"]


def test_a_key_works_where_the_focus_is(parts: Any, qtbot: Any) -> None:
    _page, of_list, field, done = parts
    of_list.setFocus()
    press_letter(of_list, "n")
    press_letter(of_list, "т")
    qtbot.keyClick(of_list, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert done == ["n", "n", "e"]
    field.setFocus()
    press_letter(field, "n")
    qtbot.keyClick(field, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert (done, field.text()) == (["n", "n", "e", "e"], "n")


def test_what_is_not_possible_is_not_done_by_its_key(parts: Any, qtbot: Any) -> None:
    _page, of_list, _field, done = parts
    of_list.setFocus()
    qtbot.keyClick(of_list, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert done == []


def test_a_menu_has_an_entry_for_each_grey_where_it_is_not_possible(qtbot: Any) -> None:
    menu, done = QMenu(), []
    qtbot.addWidget(menu)
    first, second = action("N", act=lambda: done.append(1)), action(enabled=lambda: False)
    add_to_menu(menu, (first, None, second))
    entries = menu.actions()
    assert [(one.text(), one.isEnabled(), one.isSeparator()) for one in entries] == [
        ("Act\tN", True, False),
        ("", True, True),
        ("Act", False, False),
    ]
    entries[0].trigger()
    assert done == [1]
