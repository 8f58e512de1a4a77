"""How columns are read is asked with examples, can be changed, taken back, and is remembered for the next such file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QSpinBox

from app.models.database import Database
from app.services.imports.profiles import list_profiles
from app.services.imports.rows import Field
from app.ui.context import AppContext
from app.ui.imports.page import CHECK, COLUMNS, ImportPage
from app.ui.imports.questions import Question
from tests.ui.imports.driving import press, shown_cells, step, visible

ROWS = [
    ["Гость", "Телефон", "Откуда", "Когда", "Оплата"],
    ["Крылова Ольга", "8 905 221-14-08", "Тверь", "03/04/2025", "1,234"],
    ["Ли Дмитрий", "8 914 555-01-20", "Тула", "05/06/2025", "2,500"],
]


@pytest.fixture
def till(tmp_path: Path) -> Path:
    """Dates and sums that can be read in two ways."""
    path = tmp_path / "касса.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(ROWS)
    return path


def asked(page: ImportPage) -> Question:
    (question,) = visible(page.columns_step.questions, Question)
    return question


def click(answer) -> None:  # type: ignore[no-untyped-def]
    QTest.mouseClick(answer, Qt.MouseButton.LeftButton, pos=QPoint(8, answer.height() // 2))


def texts(parent) -> list[str]:  # type: ignore[no-untyped-def]
    return [shown.text() for shown in visible(parent, QLabel)]


def test_a_question_shows_examples_of_both_readings_and_marks_the_likelier(page: ImportPage, till: Path) -> None:
    page.open_files([till])
    question = asked(page)
    assert question.title.text() == "“Когда”: How are these dates to be read?"
    assert question.mark.isVisible()
    assert [answer.isChecked() for answer in question.answers] == [True, False]
    assert "“03/04/2025” → 3 April 2025   “05/06/2025” → 5 June 2025" in texts(question)
    assert "“03/04/2025” → 4 March 2025   “05/06/2025” → 6 May 2025" in texts(question)
    assert page.columns_step.questions.place.text() == "1 of 2"
    assert page.columns_step.footer.note.text() == "2 questions are not answered: what is marked will be taken."
    assert page.columns_step.columns.columns.sure(3) == ("a question", "warn")


def test_an_answer_changes_the_rows_at_once_and_leads_to_the_next_question(page: ImportPage, till: Path) -> None:
    page.open_files([till])
    assert "3 Apr 2025" in shown_cells(page, 0)
    first = asked(page)
    click(first.answers[1])
    assert "4 Mar 2025" in shown_cells(page, 0)
    second = asked(page)
    assert second.title.text() == "“Оплата”: How are these numbers to be read?"
    assert "1,234.00" in shown_cells(page, 0)
    click(second.answers[0])  # what was marked already is an answer too
    assert not second.mark.isVisible()
    assert "questions" not in page.columns_step.footer.note.text()
    press(page, "Check 2 rows")
    assert step(page) == CHECK
    assert not any("Nobody said" in text for text in texts(page.check_step))


def test_questions_are_answered_with_the_keyboard(page: ImportPage, till: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    page.open_files([till])
    asked(page).answers[0].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert page.columns_step.current()[1].planned.readings[3].day_first is False
    qtbot.waitUntil(lambda: asked(page).answers[0].hasFocus())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert page.columns_step.current()[1].unanswered() == []


def test_a_check_without_answers_says_what_was_taken_and_leads_back(page: ImportPage, till: Path) -> None:
    page.open_files([till])
    press(page, "Check 2 rows")
    said = next(text for text in texts(page.check_step) if "Nobody said" in text)
    assert "Nobody said how “Когда” is to be read: “03/04/2025” was taken for 3 April 2025." in said
    assert "“1,234” was taken for 1,234." in said
    press(page, "Answer")
    assert step(page) == COLUMNS


def test_ctrl_z_takes_back_changes_of_the_columns_one_by_one(page: ImportPage, till: Path) -> None:
    page.open_files([till])
    sheet = page.columns_step.current()[1]
    click(asked(page).answers[1])
    page.columns_step.columns.boxes[2].field_chosen.emit(Field.NOTE)
    page.columns_step.columns.boxes[2].choose(Field.NOTE)
    assert sheet.fields[2] is Field.NOTE
    assert page.take_back()
    assert sheet.fields[2] is not Field.NOTE
    assert page.columns_step.columns.boxes[2].field() is sheet.fields[2]
    assert page.take_back()
    assert sheet.planned.readings == {}
    assert asked(page).title.text().startswith("“Когда”")
    assert asked(page).answers[0].isChecked()
    assert "3 Apr 2025" in shown_cells(page, 0)
    assert not page.take_back()


def test_the_menu_of_a_column_changes_how_it_is_read_without_a_question(page: ImportPage, sales: Path) -> None:
    page.open_files([sales])
    columns = page.columns_step.columns
    more = columns.buttons[1]
    entries = {action.text(): action for action in more.fill().actions()}
    assert next(iter(entries)) == "Phones without a code are of"
    assert entries["as the program thinks: Russia"].isChecked()
    entries["Belarus"].trigger()
    assert page.columns_step.current()[1].planned.readings[1].country == "BY"
    assert not columns.buttons[0].isVisible()  # the shop has no clients: nothing to say about a name
    assert [a.text() for a in more.fill().actions() if a.isChecked()] == ["Belarus"]


def test_where_the_shop_has_clients_each_column_and_the_file_say_what_becomes_of_them(
    page: ImportPage, sales: Path, old_clients: Path
) -> None:
    page.open_files([sales])
    assert not any("Clients you already have:" in text for text in texts(page.columns_step))
    page.check()
    page.start_import()
    page.start_over()
    page.open_files([old_clients])
    step_ = page.columns_step
    (whole,) = [box for box in visible(step_, QComboBox) if box.accessibleName() == "Clients you already have:"]
    whole.setCurrentIndex(whole.findData("overwrite"))
    whole.activated.emit(whole.currentIndex())
    assert page.looking.draft.plan is not None
    assert page.looking.draft.plan.options.on_conflict == "overwrite"
    entries = {action.text(): action for action in step_.columns.buttons[4].fill().actions()}
    assert entries["as for the whole file"].isChecked()
    entries["leave as it is"].trigger()
    assert step_.current()[1].planned.conflicts == {Field.CITY: "keep"}
    assert page.take_back()
    assert step_.current()[1].planned.conflicts == {}
    assert page.take_back()
    assert page.looking.draft.plan.options.on_conflict == "fill"


def test_the_row_of_the_headings_can_be_said_and_taken_back(page: ImportPage, till: Path) -> None:
    page.open_files([till])
    (box,) = visible(page.columns_step, QSpinBox)
    assert box.value() == 1
    box.setFocus()
    box.setValue(2)
    QTest.keyClick(box, Qt.Key.Key_Return)
    sheet = page.columns_step.current()[1]
    assert sheet.info.header_row == 2
    assert sheet.info.columns[0].title == "Крылова Ольга"
    assert page.take_back()
    assert page.columns_step.current()[1].info.columns[0].title == "Гость"


def test_columns_are_as_the_owner_set_them_before_until_he_wants_otherwise(
    page: ImportPage, till: Path, context: AppContext, db: Database
) -> None:
    page.open_files([till])
    page.columns_step.columns.field_chosen.emit(2, Field.CITY)
    click(asked(page).answers[1])
    page.check()
    page.start_import()
    assert [profile.name for profile in list_profiles(db)] == ["касса"]
    page.start_over()
    page.open_files([till])
    line = page.columns_step.head.remembered
    assert line.text.text() == "Columns as you set them on 21 November (“касса”)"
    assert page.columns_step.current()[1].fields[2] is Field.CITY
    assert "4 Mar 2025" in shown_cells(page, 0)
    press(page, "Use what the program thinks")
    assert page.columns_step.current()[1].fields[2] is not Field.CITY
    assert "3 Apr 2025" in shown_cells(page, 0)
    assert not line.isVisible()
    assert page.take_back()
    assert line.isVisible()


def test_the_columns_to_look_at_are_pointed_at_one_after_another(page: ImportPage, till: Path) -> None:
    page.open_files([till])
    boxes = page.columns_step.columns.boxes
    button = page.columns_step.head.unsure_button
    rows = page.columns_step.current()[1].unsure()
    assert {3, 4} <= set(rows)
    assert button.text() == f"Columns to look at: {len(rows)}"
    seen = []
    for _turn in range(len(rows) + 1):
        button.click()
        seen.append(next(row for row, box in enumerate(boxes) if box.hasFocus()))
    assert seen == [*rows, rows[0]]


def test_answers_survive_a_change_of_language_or_theme(page: ImportPage, till: Path, context: AppContext) -> None:
    page.open_files([till])
    click(asked(page).answers[1])
    again = ImportPage(context)
    again.restore(page.state())
    assert again.columns_step.current()[1].planned.readings[3].day_first is False
    assert [question.mark.isVisibleTo(question) for question in again.columns_step.questions.questions] == [False, True]
    again.deleteLater()


def test_a_tick_of_a_sheet_is_taken_back_too(page: ImportPage, till: Path, sales: Path) -> None:
    page.open_files([till, sales])
    step_ = page.columns_step
    step_.sheets.rows[1].box.click()
    assert [sheet.taken for _file, sheet in page.looking.draft.sheets()] == [True, False]
    assert page.take_back()
    assert [sheet.taken for _file, sheet in page.looking.draft.sheets()] == [True, True]
    assert step_.sheets.rows[1].box.isChecked()
    assert step_.check_button.text() == "Check 6 rows"


def test_the_list_of_sheets_says_where_questions_are_open(page: ImportPage, till: Path, sales: Path) -> None:
    page.open_files([sales, till])
    rows = page.columns_step.sheets.rows
    assert "question" not in rows[0].accessibleName()
    assert "2 questions" in rows[1].accessibleName()
    rows[1].chosen.emit()
    click(asked(page).answers[0])
    assert "1 question" in rows[1].accessibleName()
    rows[1].box.click()
    assert "question" not in rows[1].accessibleName()


def test_an_answer_and_a_correction_are_for_all_sheets_of_a_kind(page: ImportPage, till: Path, tmp_path: Path) -> None:
    may = tmp_path / "май.csv"
    may.write_bytes(till.read_bytes())
    page.open_files([till, may])
    click(asked(page).answers[1])
    page.columns_step.columns.field_chosen.emit(2, Field.CITY)
    planned = [sheet.planned for _file, sheet in page.looking.draft.sheets()]
    assert [one.readings[3].day_first for one in planned] == [False, False]
    assert [one.fields[2] for one in planned] == [Field.CITY, Field.CITY]
    assert page.take_back()
    assert page.take_back()
    assert [one.readings for one in planned] == [{}, {}]
    assert Field.CITY not in [one.fields[2] for one in planned]


def test_the_sheet_that_is_looked_at_stays_in_front_when_the_file_is_read_again(
    page: ImportPage, till: Path, sales: Path
) -> None:
    page.open_files([sales, till])
    page.columns_step.sheets.rows[1].chosen.emit()
    (box,) = visible(page.columns_step, QSpinBox)
    box.setValue(2)
    box.editingFinished.emit()
    file, sheet = page.columns_step.current()
    assert (file.path, sheet.info.header_row) == (till, 2)
