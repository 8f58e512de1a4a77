"""Toast, progress, labels, chips, fields."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from app.ui.widgets.avatar import initials
from app.ui.widgets.field import Field
from app.ui.widgets.flow import Flow
from app.ui.widgets.phone import phone_text
from app.ui.widgets.progress import ProgressStrip, time_left
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.texts import ElidedLabel, chip
from app.ui.widgets.toast import Toast


@pytest.fixture
def page(qtbot) -> QWidget:  # type: ignore[no-untyped-def]
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    return made


def test_undo_of_the_toast_is_called_once(page: QWidget, qtbot) -> None:  # type: ignore[no-untyped-def]
    toast, taken = Toast(page), []
    toast.show_text("Purchase added", lambda: taken.append(1))
    assert toast.isVisible()
    qtbot.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)
    toast.take_back()
    assert taken == [1]
    assert not toast.isVisible()


def test_undo_of_the_toast_is_reached_by_tab_and_pressed_by_space(page: QWidget, qtbot) -> None:  # type: ignore[no-untyped-def]
    toast, taken = Toast(page), []
    toast.show_text("Purchase added", lambda: taken.append(1))
    page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_Tab)
    qtbot.waitUntil(toast.undo_button.hasFocus)
    qtbot.keyClick(toast.undo_button, Qt.Key.Key_Space)
    assert taken == [1]


def test_toast_without_undo_offers_none(page: QWidget) -> None:
    toast = Toast(page)
    toast.show_text("Saved")
    assert not toast.undo_button.isVisible()
    assert not toast.can_take_back()


def test_toast_stays_inside_its_page_when_that_is_resized(page: QWidget) -> None:
    toast = Toast(page)
    toast.show_text("A sentence that is far too long for a narrow page to be shown whole on one line of it", None)
    page.resize(300, 200)
    assert page.rect().contains(toast.geometry())


def test_progress_says_count_rate_and_time_left() -> None:
    said = ProgressStrip.describe(5_000, 20_000, 10.0)
    assert said == "5,000 of 20,000 · 500 a second · about 30 seconds left"


def test_progress_guesses_nothing_in_its_first_second() -> None:
    assert ProgressStrip.describe(50, 100, 0.2) == "50 of 100"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "about 1 second left"), (75, "about 75 seconds left"), (200, "about 3 minutes left")]
)
def test_time_left_is_as_coarse_as_it_deserves(seconds: float, words: str) -> None:
    assert time_left(seconds) == words


def test_progress_of_unknown_length_has_a_bar_without_end(qtbot, clock) -> None:  # type: ignore[no-untyped-def]
    strip = ProgressStrip(clock.monotonic, lambda: None)
    qtbot.addWidget(strip)
    strip.start("Reading")
    strip.set_progress(100, 0)
    assert strip._bar.maximum() == 0


@pytest.mark.parametrize(
    ("name", "letters"), [("Крылова Ольга Петровна", "КО"), ("ООО «Ромашка»", "ОР"), ("anna", "A"), ("", "?")]
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("+79052211408", "+7 905 221-14-08"), ("+375291234567", "+375 29 123-45-67"), ("22-14", "22-14"), ("+1", "+1")],
)
def test_phones_are_shown_as_people_read_them(stored: str, shown: str) -> None:
    assert phone_text(stored) == shown


def test_a_cut_label_shows_all_of_it_as_its_tip(qtbot) -> None:  # type: ignore[no-untyped-def]
    cut, whole = ElidedLabel("a very long name of a client"), ElidedLabel("short")
    for made in (cut, whole):
        qtbot.addWidget(made)
        made.resize(60, 20)
        made.show()
    assert cut.toolTip() == "a very long name of a client"
    assert whole.toolTip() == ""


def test_chips_wrap_in_a_narrow_column(qtbot) -> None:  # type: ignore[no-untyped-def]
    flow = Flow([chip("dark roast"), chip("green packaging"), chip("whole beans")])
    qtbot.addWidget(flow)
    assert flow.layout().heightForWidth(1000) < flow.layout().heightForWidth(150)


def test_field_says_what_is_wrong_to_eyes_and_screen_readers(qtbot) -> None:  # type: ignore[no-untyped-def]
    field = Field("Phone", QLineEdit(), "With the code")
    qtbot.addWidget(field)
    field.set_error("Not a phone")
    assert (field.error(), field.editor.accessibleDescription()) == ("Not a phone", "Not a phone")
    field.set_error("")
    assert field.error() == ""
    assert field.editor.accessibleName() == "Phone"


def test_search_field_gives_arrows_and_esc_away(qtbot) -> None:  # type: ignore[no-untyped-def]
    field = SearchField("Find", "Ctrl K")
    qtbot.addWidget(field)
    steps: list[int] = []
    field.moved.connect(steps.append)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    with qtbot.waitSignal(field.closed):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert steps == [1, -1]


def test_the_line_inside_a_box_has_the_name_of_its_field(qtbot) -> None:  # type: ignore[no-untyped-def]
    box = QSpinBox()
    field = Field("Silent clients a day", box)
    qtbot.addWidget(field)
    assert box.lineEdit().accessibleName() == "Silent clients a day"


def test_a_toast_that_offers_something_is_nothing_to_take_back(page: QWidget) -> None:
    toast, opened = Toast(page), []
    toast.show_offer("Saved as “clients.xlsx”", "Open folder", lambda: opened.append(1))
    assert (toast.undo_button.text(), toast.can_take_back()) == ("Open folder", False)
    toast.undo_button.click()
    assert opened == [1]
    toast.show_text("Purchase added", lambda: None)
    assert toast.undo_button.text() == "Undo"
