"""Every table of the window can be saved as a file, with its progress and Cancel at the bottom."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from app.models.database import Database
from app.services.errors import Cancelled
from app.services.exports.export import Exported
from app.ui.clients.card.history.tabs import CardTabs
from app.ui.clients.card.page import ClientPage
from app.ui.context import AppContext
from app.ui.exporting import export_to_file, file_name
from app.ui.imports.page import ImportPage
from app.ui.widgets.toast import Toast
from tests.factories import make_client, sell
from tests.services.imports.shop import bring_one, write_csv


def press(parent: QWidget, name: str) -> None:
    """The button of that name."""
    next(b for b in parent.findChildren(QPushButton) if b.accessibleName() == name).click()


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_purchases_on_a_card_are_saved(
    qtbot: Any, context: AppContext, db: Database, messages: Any, tmp_path: Path
) -> None:
    client = make_client(db, 'ООО "Чай/Кофе"')
    sell(db, client, date(2026, 10, 1), 30_000, "Чай")
    sell(db, make_client(db, "Пак Игорь"), date(2026, 10, 1))
    page = ClientPage(context)
    qtbot.addWidget(page)
    page.show_client(client)
    tabs = page.findChild(CardTabs)
    assert tabs is not None
    tabs.bar.setCurrentIndex(1)
    messages.place = tmp_path / "one.csv"
    press(tabs, "Save these purchases as Excel…")
    assert [row[7] for row in rows(tmp_path / "one.csv")[1:]] == ["Чай"]


def test_the_past_imports_are_saved(
    qtbot: Any, context: AppContext, db: Database, messages: Any, tmp_path: Path
) -> None:
    bring_one(db, write_csv(tmp_path / "a.csv", [("ФИО", "Телефон"), ("Ли Дмитрий", "+79145550120")]))
    page = ImportPage(context)
    qtbot.addWidget(page)
    messages.place = tmp_path / "imports.csv"
    press(page.taking_back.past, "Save this list as Excel…")
    assert [row[2] for row in rows(tmp_path / "imports.csv")[1:]] == ["a.csv"]


def test_progress_and_cancel_stand_at_the_bottom(
    qtbot: Any, context: AppContext, messages: Any, tmp_path: Path
) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(600, 300)
    ground.show()
    toast = Toast(ground)
    said: list[str] = []

    def working(text: str, cancel: Any) -> None:
        toast.show_working(text, cancel)
        said.append(toast.text())

    context.events.working.connect(working)
    context.events.work_over.connect(toast.hide)
    messages.place = tmp_path / "list.xlsx"

    def write(_place: Path, report: Any) -> Any:
        report(1, 4)
        report(2, 4)
        raise Cancelled

    export_to_file(context, ground, "List", write)
    assert said == ["Saving “list.xlsx” · 25 %", "Saving “list.xlsx” · 50 %"]
    assert toast.undo_button.text() == "Cancel"
    assert not toast.isVisible()
    assert messages.errors == []


def test_a_name_with_forbidden_letters_becomes_a_files_name() -> None:
    assert file_name('ООО "Чай/Кофе": опт. ') == "ООО Чай Кофе опт"


def test_a_file_is_written_beside_the_lists(
    context: AppContext, messages: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lanes, run = [], context.jobs.run
    monkeypatch.setattr(context.jobs, "run", lambda work, **how: lanes.append(how.get("lane")) or run(work, **how))
    messages.place = tmp_path / "a.csv"
    owner = QWidget()
    export_to_file(context, owner, "a", lambda place, _report: Exported(place, 0))
    assert lanes == ["file"]
