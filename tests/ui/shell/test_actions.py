"""Every action that is declared can be done, no key means two things, and what tooltips say of keys is true."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any, TypeVar

import pytest
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QWidget

from app.models.database import Database
from app.services.enquiries.data import EnquiryData
from app.services.enquiries.save import save_enquiry
from app.services.tasks.save import TaskData, add_task
from app.ui.context import AppContext
from app.ui.main_window import MainWindow
from app.ui.shell.places import INNER, PLACES
from app.ui.theme.icons import ICONS
from app.ui.widgets.action import Action, keys_of
from app.ui.widgets.page import Page
from tests.factories import NOW, make_client, sell
from tests.ui.conftest import FakeMessages

Part = TypeVar("Part", bound=QWidget)
TODAY = date(2026, 11, 21)
PAGES = tuple(place.key for place in (*PLACES, *INNER))
KEY_AT_END = re.compile(r"\(([A-Z][\w+↑↓←→]*)\)$")
# Keys of a part that has its own: the heads of tables, ticks, the tabs of a list.
OF_PARTS = frozenset({"Esc", "Enter", "Ctrl+A", "Space"})


@pytest.fixture
def window(context: AppContext, db: Database, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A shop with one of everything, in a window."""
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    ann, _bob = make_client(db, "Ann Lee", phone="+7 921 555-10-20"), make_client(db, "Bob Ray")
    sell(db, ann, TODAY)
    add_task(db, TaskData(ann, "Call Ann", TODAY), NOW)
    save_enquiry(db, EnquiryData(ann, "Green tea"), NOW)
    made = MainWindow()
    made.allow_close()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.attach(context)
    qtbot.waitUntil(made.isActiveWindow)
    return made


def go_to(window: MainWindow, key: str, qtbot: Any) -> Page:
    if key == "client":
        window.open_client(1)
    else:
        window.show_page(key)
    page = window.current_page()
    assert page is not None
    qtbot.waitUntil(lambda: not page.is_busy())
    return page


def close_everything(qtbot: Any) -> None:
    """Menus, then dialogs."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            dialog.done(0)
    qtbot.wait(0)


@pytest.mark.parametrize("key", PAGES)
def test_every_action_of_a_page_is_done_without_an_error(
    window: MainWindow, qtbot: Any, messages: FakeMessages, key: str
) -> None:
    names = [action.name for action in go_to(window, key, qtbot).actions()]
    for name in names:
        go_to(window, key, qtbot).action(name).run()
        close_everything(qtbot)
    assert messages.errors == []


def test_every_action_of_the_window_is_done_without_an_error(
    window: MainWindow, qtbot: Any, messages: FakeMessages
) -> None:
    for action in window.actions():
        action.run()
        close_everything(qtbot)
    assert messages.errors == []


@pytest.mark.parametrize("key", PAGES)
def test_no_key_means_two_things_on_a_page(window: MainWindow, qtbot: Any, key: str) -> None:
    page = go_to(window, key, qtbot)
    places = [*_places(window.actions(), window), *_places(page.actions(), page)]
    twice = [
        (one, other, sequence)
        for number, (one, sequence, part) in enumerate(places)
        for other, same, place in places[number + 1 :]
        if same == sequence and (part is place or part.isAncestorOf(place) or place.isAncestorOf(part))
    ]
    assert twice == []


@pytest.mark.parametrize("key", PAGES)
def test_names_of_actions_are_their_own_and_their_keys_exist(window: MainWindow, qtbot: Any, key: str) -> None:
    actions = go_to(window, key, qtbot).actions()
    assert [name for name, count in Counter(one.name for one in actions).items() if count > 1] == []
    assert [one.name for one in actions if any(QKeySequence(k).isEmpty() for k in keys_of(one))] == []
    assert [one.name for one in actions if not one.title()] == []
    assert [one.icon for one in actions if one.icon and not (ICONS / f"{one.icon}.svg").is_file()] == []


@pytest.mark.parametrize("key", PAGES)
def test_a_key_that_is_told_on_the_screen_is_one_that_is_declared(window: MainWindow, qtbot: Any, key: str) -> None:
    page = go_to(window, key, qtbot)
    known = {part for one in (*window.actions(), *page.actions()) for part in one.key.split()} | OF_PARTS
    told = [(text, found.group(1)) for text in _told(window) if (found := KEY_AT_END.search(text))]
    told += [(one.text(), one.text().replace(" ", "+")) for one in _visible(window, QLabel) if _is_key(one)]
    assert sorted(text for text, named in told if _plain(named) not in known) == []


@pytest.mark.parametrize("key", PAGES)
def test_every_declared_key_is_made(window: MainWindow, qtbot: Any, key: str) -> None:
    page = go_to(window, key, qtbot)
    made = {one.key().toString() for one in page.findChildren(QShortcut)}
    assert {QKeySequence(one).toString() for action in page.actions() for one in keys_of(action)} <= made


def _told(window: MainWindow) -> list[str]:
    """Tooltips and words of what can be pressed, and what stands in empty fields."""
    pressed = _visible(window, QAbstractButton)
    return [
        *(one.toolTip() for one in pressed),
        *(one.text() for one in pressed),
        *(one.placeholderText() for one in _visible(window, QLineEdit)),
    ]


def _visible(window: MainWindow, kind: type[Part]) -> list[Part]:
    return [one for one in window.findChildren(kind) if one.isVisible()]


def _is_key(part: QLabel) -> bool:
    return part.property("look") == "key" and bool(part.text())


def _plain(shown: str) -> str:
    for arrow, name in {"↑": "Up", "↓": "Down", "←": "Left", "→": "Right"}.items():
        shown = shown.replace(arrow, name)
    return shown


def _places(actions: tuple[Action, ...], owner: QWidget) -> list[tuple[str, str, QWidget]]:
    return [
        (
            one.name,
            QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText),
            one.within() if one.within else owner,
        )
        for one in actions
        for key in keys_of(one)
    ]
