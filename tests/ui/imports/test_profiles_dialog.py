"""The list of kinds of files that the owner has set."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.models.database import Database
from app.services.imports.profiles import Profile, list_profiles, save_profile
from app.services.imports.rows import Field, Reading
from app.services.imports.saved_sheets import SavedColumn, SavedSheet
from app.ui.context import AppContext
from app.ui.imports.page import ImportPage
from app.ui.imports.profiles_dialog import ProfilesDialog
from tests.factories import NOW
from tests.ui.conftest import FakeMessages
from tests.ui.imports.driving import press, visible


@pytest.fixture
def dialog(context: AppContext, db: Database, page: ImportPage) -> ProfilesDialog:
    columns = (
        SavedColumn("Откуда", Field.CITY, rule="overwrite"),
        SavedColumn("Когда", Field.DATE, Reading(day_first=False)),
    )
    with db.write() as session:
        for name in ("Касса", "Сайт"):
            save_profile(session, Profile(name, (SavedSheet("Лист1", "s" + name, True, columns),), NOW, NOW))
    page.ways.show_profiles()
    made = page.findChild(ProfilesDialog)
    assert made is not None
    return made


def texts(dialog: ProfilesDialog) -> list[str]:
    return [shown.text() for shown in visible(dialog, QLabel)]


def test_it_says_what_a_kind_of_file_holds(dialog: ProfilesDialog, qtmodeltester) -> None:  # type: ignore[no-untyped-def]
    qtmodeltester.check(dialog.model)
    assert "Откуда → City · replace by the file" in texts(dialog)
    assert "Когда → Purchase date · the month first" in texts(dialog)
    assert dialog.model.data(dialog.model.index(0, 2)) == "2"


def test_a_kind_of_file_is_renamed_where_its_name_stands(dialog: ProfilesDialog, db: Database) -> None:
    dialog.name.setFocus()
    dialog.name.setText("Till")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert sorted(profile.name for profile in list_profiles(db)) == ["Till", "Сайт"]
    assert dialog.isVisible()
    assert dialog.name.text() == "Till"


def test_a_name_that_is_taken_is_told_and_the_old_one_stays(
    dialog: ProfilesDialog, db: Database, messages: FakeMessages
) -> None:
    dialog.name.setText("Сайт")
    dialog.name.editingFinished.emit()
    assert len(messages.errors) == 1
    assert dialog.name.text() == "Касса"
    assert sorted(profile.name for profile in list_profiles(db)) == ["Касса", "Сайт"]


def test_kinds_of_files_are_forgotten_until_nothing_is_left(dialog: ProfilesDialog, db: Database) -> None:
    press(dialog, "Forget")  # type: ignore[arg-type]
    assert [profile.name for profile in list_profiles(db)] == ["Сайт"]
    press(dialog, "Forget")  # type: ignore[arg-type]
    assert list_profiles(db) == []
    assert not dialog.forget_button.isVisible()
    assert any("Nothing yet." in text for text in texts(dialog))


def test_they_are_saved_to_a_file_and_taken_from_it(
    dialog: ProfilesDialog, db: Database, messages: FakeMessages, tmp_path: Path
) -> None:
    messages.place = tmp_path / "kinds.json"
    press(dialog, "Save all to a file…")  # type: ignore[arg-type]
    press(dialog, "Forget")  # type: ignore[arg-type]
    messages.files = [messages.place]
    press(dialog, "Take from a file…")  # type: ignore[arg-type]
    assert sorted(profile.name for profile in list_profiles(db)) == ["Касса", "Сайт"]
    assert dialog.model.rowCount() == 2
    bad = tmp_path / "bad.json"
    bad.write_text("{}", encoding="utf-8")
    messages.files = [bad]
    press(dialog, "Take from a file…")  # type: ignore[arg-type]
    assert len(messages.errors) == 1
