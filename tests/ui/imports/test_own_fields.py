"""Own fields of the shop in the window of an import: chosen for a column, made of one, taken back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.models.database import Database
from app.services.clients.own import list_own_fields, save_own_field
from app.services.imports.rows import Column, Field, OwnColumn
from app.ui.context import AppContext
from app.ui.imports.field_box import OWN_ROLE, FieldBox
from app.ui.imports.page import ImportPage
from app.ui.imports.readings import own_examples

REX = OwnColumn(1, "Кличка", "text")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two clients with a dog each."""
    path = tmp_path / "клиенты.csv"
    path.write_text(
        "ФИО;Телефон;Кличка;Вес собаки\nКрылова Ольга;89052211408;Рекс;12,5\nПак Игорь;89990102233;Боня;7\n",
        encoding="utf-8",
    )
    return path


def choose(box: FieldBox, own: OwnColumn | None) -> None:
    """Pick an own field in the open list; None: make a new one."""
    box.showPopup()
    row = next(n for n in range(box.count() - 1, -1, -1) if box.itemData(n, OWN_ROLE) == own)
    box.setCurrentIndex(row)
    box.activated.emit(row)
    box.hidePopup()


def test_a_column_becomes_a_new_own_field_and_comes_back_with_ctrl_z(
    page: ImportPage, context: AppContext, db: Database, now: datetime, file: Path
) -> None:
    save_own_field(db, "Кличка", "text", (), now)
    page.open_files([file])
    step = page.columns_step
    boxes = step.columns.boxes
    assert [box.currentText() for box in boxes[:3]] == ["Client name", "Phone", "Кличка"]
    choose(boxes[3], None)
    dog, weight = list_own_fields(db)
    assert (dog.name, weight.name, weight.kind) == ("Кличка", "Вес собаки", "number")
    assert step.columns.boxes[3].currentText() == "Вес собаки"
    found = step.current()
    assert found is not None
    assert found[1].planned.own[3].id == weight.id
    step.take_back()
    assert found[1].fields[3] is not Field.OWN
    assert step.columns.boxes[3].currentText() != "Вес собаки"


def test_an_own_field_is_told_by_its_number(qtbot) -> None:  # type: ignore[no-untyped-def]
    box = FieldBox(Field.IGNORE, "кличка", own_fields=(REX,))
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.own_chosen) as told:
        choose(box, REX)
    assert told.args == [REX]
    assert box.field() is Field.OWN
    box.choose(Field.PHONE)
    box.choose(Field.OWN, REX)
    assert box.currentText() == "Кличка"


def test_an_arrow_key_makes_no_field_without_a_look_at_the_list(qtbot) -> None:  # type: ignore[no-untyped-def]
    box = FieldBox(Field.OWN, "кличка", own_fields=(REX,))
    qtbot.addWidget(box)
    box.show()
    box.choose(Field.OWN, REX)
    made: list[object] = []
    box.own_chosen.connect(made.append)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert made == []
    assert box.currentText() == "Кличка"
    assert box.view().isVisible()
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    assert made == [None]


def test_each_own_field_has_a_column_of_its_own_in_the_preview_and_in_the_check(
    page: ImportPage, db: Database, now: datetime, file: Path
) -> None:
    for name, kind in (("Кличка", "text"), ("Вес собаки", "number")):
        save_own_field(db, name, kind, (), now)
    file.write_text(file.read_text(encoding="utf-8").replace(";7\n", ";много\n"), encoding="utf-8")
    page.open_files([file])
    shown = page.columns_step.preview.model()
    titles = [shown.headerData(n, Qt.Orientation.Horizontal) for n in range(shown.columnCount())]
    dog, weight = titles.index("Кличка"), titles.index("Вес собаки")
    assert [shown.index(0, n).data() for n in (dog, weight)] == ["Рекс", "12.5"]
    assert shown.index(1, dog).data() == "Боня"
    assert shown.index(1, weight).data() == ""
    assert page.columns_step.repaired.text() == "1 repaired"


def test_examples_of_an_own_field_are_read_by_its_kind() -> None:
    day = Column(0, "d", Field.OWN, 1, 1, ("12.06.1965", "скоро"))
    assert own_examples(day, OwnColumn(1, "Свадьба", "date"), None, "RU") == ("12 June 1965", "cannot be read")
    chip = Column(0, "d", Field.OWN, 1, 1, ("да", "-"))
    assert own_examples(chip, OwnColumn(1, "Чип", "yes_no"), None, "RU") == ("yes", "no")
    assert own_examples(chip, REX, None, "RU") == ()
