"""The table of columns and the list of fields in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from app.services.imports.planned import PlannedSheet
from app.services.imports.rows import Column, Field, Role, SheetInfo
from app.ui.imports.columns_table import EXAMPLES, FILLED, ColumnsModel, ColumnsTable, sureness
from app.ui.imports.draft import SheetDraft
from app.ui.imports.field_box import FIELD_ROLE, FieldBox
from app.ui.imports.readings import read_examples

PHONE = Column(1, "тел", Field.PHONE, 0.9, 0.97, ("8(905)221-14-08", "+7 902 111-30-45"))


@pytest.fixture
def sheet() -> SheetDraft:
    columns = (
        Column(0, "Фамилия И.О.", Field.NAME, 0.95, 1.0, ("КРЫЛОВА О.П.",)),
        PHONE,
        Column(2, "Column C", Field.IGNORE, 0.2, 0.08, ("+",)),
    )
    info = SheetInfo("Продажи", Role.CLIENTS, False, 4, 10, columns, None, "s")
    return SheetDraft(PlannedSheet(info, True, {c.index: c.field for c in columns}))


def test_the_model_keeps_the_rules_of_models(sheet: SheetDraft, qtmodeltester) -> None:  # type: ignore[no-untyped-def]
    model = ColumnsModel()
    model.show(sheet)
    qtmodeltester.check(model)


def test_examples_show_what_is_changed_by_reading_first(sheet: SheetDraft) -> None:
    model = ColumnsModel()
    model.show(sheet)
    model.show_readings({1: ("+7 905 221-14-08", "+7 902 111-30-45")})
    text = model.data(model.index(1, EXAMPLES))
    assert text == "“8(905)221-14-08” → +7 905 221-14-08, “+7 902 111-30-45”"
    assert model.data(model.index(1, FILLED)) == "97\u00a0%"


@pytest.mark.parametrize(
    ("field", "confidence", "word"),
    [
        (Field.NAME, 0.95, "certain"),
        (Field.NAME, 0.6, "likely"),
        (Field.NAME, 0.2, "a guess"),
        (Field.IGNORE, 1.0, "unclear"),
    ],
)
def test_how_sure_we_are_is_said_in_a_word(field: Field, confidence: float, word: str) -> None:
    assert sureness(field, confidence)[0] == word


def test_a_column_the_owner_has_settled_is_certain(sheet: SheetDraft) -> None:
    model = ColumnsModel()
    model.show(sheet)
    sheet.set_field(2, Field.NOTE)
    assert model.sure(2) == ("certain", "accent")


def test_examples_are_read_by_the_rules_of_the_import() -> None:
    assert read_examples(PHONE, Field.PHONE, None, "RU") == ("+7 905 221-14-08", "+7 902 111-30-45")
    dates = Column(0, "d", Field.DATE, 1, 1, ("12 ноя 19", "03/04/2025", "31.02.2019"))
    assert read_examples(dates, Field.DATE, None, "RU") == ("12 Nov 2019", "3 Apr 2025", "cannot be read")
    assert read_examples(dates, Field.DATE, None, "US")[1] == "4 Mar 2025"
    sums = Column(0, "s", Field.SUM, 1, 1, ("2 940-00", "1 890,50"))
    assert read_examples(sums, Field.SUM, None, "RU") == ("2,940.00", "1,890.50")
    assert read_examples(sums, Field.NOTE, None, "RU") == ()


def test_choosing_a_field_with_the_keyboard_tells_the_column(sheet: SheetDraft, qtbot) -> None:  # type: ignore[no-untyped-def]
    table = ColumnsTable()
    qtbot.addWidget(table)
    table.show_sheet(sheet)
    table.show()
    with qtbot.waitSignal(table.field_chosen) as told:
        qtbot.keyClick(table.boxes[2], Qt.Key.Key_Down)
    assert told.args == [2, Field.NAME]


def test_every_field_can_be_chosen_and_headings_cannot(qtbot) -> None:  # type: ignore[no-untyped-def]
    box = FieldBox(Field.PHONE, "тел")
    qtbot.addWidget(box)
    offered = {box.itemData(n, FIELD_ROLE) for n in range(box.count())}
    assert offered - {None} == {field.value for field in Field}
    for n in range(box.count()):
        if box.itemData(n, FIELD_ROLE) is None:
            assert not box.model().index(n, 0).flags() & Qt.ItemFlag.ItemIsEnabled


def test_the_wheel_scrolls_the_page_and_changes_no_field(qtbot) -> None:  # type: ignore[no-untyped-def]
    box = FieldBox(Field.PHONE, "тел")
    qtbot.addWidget(box)
    box.show()
    box.setFocus()
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turn)
    assert box.field() is Field.PHONE
