"""A laptop of 1366 x 768 at 150 %: the page has 823 x 492, and nothing of it is out of reach."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app.i18n import set_language
from app.ui.context import AppContext
from app.ui.imports.page import CHECK, COLUMNS, DONE, FILE, ImportPage
from app.ui.imports.steps import StepArea
from app.ui.widgets.texts import ElidedLabel
from tests.ui.imports.driving import step, visible

ROOM = 823, 492


def small_page(context: AppContext, qtbot: Any) -> ImportPage:
    """In Russian, whose words are longer."""
    set_language("ru")
    made = ImportPage(context)
    qtbot.addWidget(made)
    made.resize(*ROOM)
    made.show()
    made.reload()
    return made


def settle(page: ImportPage) -> None:
    """Give it no more room than it has, as the window does."""
    QApplication.processEvents()
    page.resize(*ROOM)
    QApplication.processEvents()


def overlapping(page: ImportPage) -> list[tuple[QWidget, QWidget]]:
    """Parts of the step, or of what scrolls in it, that lie over each other."""
    shown = page.steps.currentWidget()
    within = [shown, *(area.widget() for area in visible(shown, StepArea))]
    parts = [[one for one in visible(whole, QWidget) if one.parent() is whole] for whole in within]
    pairs = [pair for beside in parts for pair in combinations(beside, 2)]
    return [(one, other) for one, other in pairs if one.geometry().intersects(other.geometry())]


def test_every_step_fits_and_its_main_button_is_in_sight(
    context: AppContext, sales: Path, old_clients: Path, qtbot: Any
) -> None:
    page = small_page(context, qtbot)
    page.open_files([sales, old_clients])
    for wanted, go_on in ((COLUMNS, page.check), (CHECK, page.start_import), (DONE, page.start_over)):
        settle(page)
        assert step(page) == wanted
        assert page.minimumSizeHint().width() <= ROOM[0]
        assert page.minimumSizeHint().height() <= ROOM[1]
        foot = page.primary().mapTo(page, page.primary().rect().bottomRight())
        assert page.rect().contains(foot)
        assert overlapping(page) == []
        go_on()
    settle(page)
    assert step(page) == FILE
    assert page.minimumSizeHint().width() <= ROOM[0]


def test_past_imports_say_more_where_there_is_room(context: AppContext, sales: Path, qtbot: Any) -> None:
    page = small_page(context, qtbot)
    page.open_files([sales])
    page.check()
    page.start_import()
    page.start_over()
    page.reload()
    settle(page)
    past = page.taking_back.past

    def words() -> list[str]:
        return [made.text() for made in visible(past, QPushButton) if made.text()]

    assert words() == ["1"]  # the row that stayed out; the other buttons have their signs only
    page.resize(1076, 600)  # of a window of 1280
    QApplication.processEvents()
    assert words() == ["1", "Клиенты", "Отменить"]
    file = past.rows[0].findChildren(ElidedLabel)[0]
    assert file.width() >= file.sizeHint().width()  # its name is shown whole


def test_headings_of_past_imports_stand_above_their_columns(context: AppContext, sales: Path, qtbot: Any) -> None:
    page = small_page(context, qtbot)
    for _time in range(6):
        page.open_files([sales])
        page.check()
        page.start_import()
        page.start_over()
    page.reload()
    settle(page)
    past = page.taking_back.past
    title = next(one for one in visible(past, QLabel) if one.text() == "Новых клиентов")
    number = next(one for one in visible(past.rows[0], QLabel) if one.alignment() & Qt.AlignmentFlag.AlignRight)
    right = title.rect().topRight()
    assert title.mapTo(past, right).x() == number.mapTo(past, right).x()
