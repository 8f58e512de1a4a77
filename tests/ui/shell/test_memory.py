"""What the window remembers between two sessions, and where it comes back to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.ui.clients.table.order import layout_of
from app.ui.context import AppContext
from app.ui.dialogs.task_dialog import TaskDialog
from app.ui.main_window import MainWindow
from app.ui.shell.memory import WindowMemory
from app.ui.shell.places import last_place
from app.ui.shell.window_place import NAME, PAGE, PlaceKeeper, fitted, keep_place, restore_place
from app.ui.widgets.kept_columns import KeptColumns

LAPTOP = QRect(0, 0, 1366, 728)
RIGHT_OF_IT = QRect(1366, 0, 1920, 1040)
LEAST = QSize(800, 500)


@pytest.fixture
def memory(qapp: QApplication, tmp_path: Path) -> WindowMemory:
    return WindowMemory(tmp_path)


def test_what_is_kept_is_there_at_once_and_in_the_next_session(memory: WindowMemory, tmp_path: Path) -> None:
    memory.keep("purchases/columns", '[["day", 90], ["сумма, ₽", 0]]')
    assert memory.kept("purchases/columns") == '[["day", 90], ["сумма, ₽", 0]]'
    memory.write()
    assert WindowMemory(tmp_path).kept("purchases/columns") == '[["day", 90], ["сумма, ₽", 0]]'


def test_it_is_written_by_itself_once_the_window_rests(memory: WindowMemory, tmp_path: Path, qtbot: Any) -> None:
    memory.keep("page", "clients")
    qtbot.waitUntil(lambda: WindowMemory(tmp_path).kept("page") == "clients")


def test_a_file_that_is_no_memory_is_an_empty_one(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_bytes(b"\x00\xff[[[\nlanguage\n=a, b\n\x80")
    memory = WindowMemory(tmp_path)
    assert memory.look() == ("", "system", 100)
    memory.keep("page", "today")
    memory.write()
    assert WindowMemory(tmp_path).kept("page") == "today"


def test_a_folder_that_cannot_be_written_forgets_quietly(qapp: QApplication, tmp_path: Path) -> None:
    memory = WindowMemory(tmp_path / "gone" / "further")
    (tmp_path / "gone").write_text("a file where the folder was")
    memory.keep("page", "today")
    memory.write()
    assert WindowMemory(tmp_path / "gone" / "further").kept("page") in {"", "today"}


NONSENSE = (
    *('[["name", "x"]]', '[["name", null]]', '[["name", 99999999999999]]', '[["name", 1e400]]', "[" * 100_000),
    *('{"name": 99999999999999}', '{"name": "x"}', '{"name": -5}', "99999999999 0 100 100 0", "9" * 5000, "²"),
    *("0 0 -2147483649 5 0", "1 2 3", "\x00"),
)


@pytest.mark.parametrize("nonsense", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_in_the_file_is_no_memory(context: AppContext, qtbot: Any, nonsense: str) -> None:
    """Of a file that was edited by hand, or broke with the disk: or the program would never start again."""
    memory = context.memory
    for name in (NAME, "clients/columns", "purchases/columns", "tasks/whose"):
        memory.keep(name, nonsense)
    window = QMainWindow()
    qtbot.addWidget(window)
    assert restore_place(window, memory) is False
    assert layout_of(context) == []
    assert KeptColumns(memory, "purchases/columns").width("name", 90) == 90
    assert memory.kept_number("tasks/whose") is None


@pytest.mark.parametrize(
    ("place", "screens", "expected"),
    [
        (QRect(50, 60, 1000, 600), [LAPTOP], QRect(50, 60, 1000, 600)),
        (QRect(1500, 100, 1200, 800), [LAPTOP, RIGHT_OF_IT], QRect(1500, 100, 1200, 800)),
        (QRect(-300, -50, 1000, 600), [LAPTOP], QRect(0, 32, 1000, 600)),
        (QRect(800, 500, 1000, 600), [LAPTOP], QRect(366, 128, 1000, 600)),
        (QRect(0, 40, 1900, 1000), [QRect(0, 0, 960, 540)], QRect(0, 32, 960, 508)),  # the same screen at 200 %
    ],
)
def test_a_window_stays_where_it_was_as_far_as_the_screens_let_it(
    place: QRect, screens: list[QRect], expected: QRect
) -> None:
    assert fitted(place, screens, LEAST) == expected


def test_a_window_of_a_screen_that_is_gone_comes_whole_onto_one_that_is_there() -> None:
    shown = fitted(QRect(1500, 100, 1800, 900), [LAPTOP], LEAST)
    assert LAPTOP.contains(shown)
    assert shown.size() == QSize(1366, 696)


def test_the_place_and_the_full_size_come_back(memory: WindowMemory, qtbot: Any) -> None:
    before, after = QMainWindow(), QMainWindow()
    for window in (before, after):
        qtbot.addWidget(window)
        window.setMinimumSize(200, 100)
    assert not restore_place(after, memory)
    before.setGeometry(30, 40, 500, 300)
    before.show()
    before.setWindowState(Qt.WindowState.WindowMaximized)
    keep_place(before, memory)
    assert restore_place(after, memory)
    after.show()
    assert after.isMaximized()
    assert after.normalGeometry() == QRect(30, 40, 500, 300)


def test_a_window_that_is_cut_off_comes_back_where_it_was_with_its_page(
    context: AppContext, memory: WindowMemory, qtbot: Any
) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    keeper = PlaceKeeper(window, memory)
    window.attach(context, last_place(memory.kept(PAGE)))
    window.show()
    assert window.current_page() is not None
    window.setGeometry(60, 70, 900, 500)
    window.show_page("purchases")
    assert (memory.kept("place"), last_place(memory.kept(PAGE))) == ("60 70 900 500 0", "purchases")
    window.setWindowState(Qt.WindowState.WindowMinimized)
    keeper.eventFilter(window, QEvent(QEvent.Type.Resize))
    assert memory.kept("place") == "60 70 900 500 0"


def test_the_card_the_import_and_the_settings_are_no_pages_to_begin_with() -> None:
    assert [last_place(key) for key in ("client", "import", "settings", "gone", "")] == ["today"] * 5
    assert last_place("tasks") == "tasks"


def test_a_dialog_is_as_wide_as_it_was_made(context: AppContext, parent: QWidget, qtbot: Any) -> None:
    def opened() -> TaskDialog:
        made = TaskDialog(context, None, parent)
        made.open()
        return made

    first = opened()
    usual = first.width()
    first.reject()
    assert context.memory.kept("dialogs/TaskDialog") == ""
    second = opened()
    second.resize(usual + 70, second.height())
    second.reject()
    third = opened()
    assert third.width() == usual + 70
    third.reject()
    context.memory.keep("dialogs/TaskDialog", "90000")
    assert opened().width() <= parent.screen().availableSize().width()
