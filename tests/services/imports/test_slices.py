"""A large sheet is the same read in slices as in one piece, and is read in one piece where it cannot be cut."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.services.imports.files import first, slices, workbook
from app.services.imports.files.opening import open_sheets
from app.services.imports.files.source import Marks
from app.services.imports.options import Options
from app.services.imports.values.cells import Cell


def cells_of(path: Path) -> tuple[int, list[tuple[Cell, ...]], Marks]:
    """Rows above, all cells and the marks of the first sheet; its batches are asked for twice."""
    sheet = open_sheets(path, Options())[0]
    once = [row for columns in sheet.batches() for row in zip(*columns, strict=True)]
    again = [row for columns in sheet.batches() for row in zip(*columns, strict=True)]
    width = max(map(len, once))
    assert again == [row + ("",) * (width - len(row)) for row in once]
    return sheet.rows_above(), again, sheet.marks()


@pytest.fixture
def in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every sheet counts as large, and a slice is small."""
    monkeypatch.setattr(workbook, "WORTH_SLICING", 0)
    monkeypatch.setattr(slices, "_SLICE", 4_000)
    monkeypatch.setattr(slices, "_FRAMES_A_SLICE", 0)


def book_with_everything(path: Path) -> Path:
    """Shared texts, repeated and not, numbers, yes and no, days, moments, gaps, errors, hidden rows, a late column."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(3, 700):
        if row in (50, 51, 300):
            continue
        sheet.cell(row, 2, f"Клиент {row}")
        sheet.cell(row, 3, "Кофе & <чай>" if row % 2 else "Кофе")
        sheet.cell(row, 4, row % 3)
        sheet.cell(row, 5, row % 3 == 1)
        sheet.cell(row, 6, dt.date(2024, 1, 1) + dt.timedelta(days=row))
        sheet.cell(row, 7, dt.datetime(2024, 1, 1, 12, 30) if row % 5 else "позже")
        sheet.cell(row, 8, row / 7)
    sheet.cell(400, 8, "#DIV/0!")
    sheet.cell(680, 12, "в конце")
    sheet.row_dimensions[120].hidden = True
    book.save(path)
    return path


@pytest.mark.usefixtures("in_slices")
def test_the_cells_of_slices_are_those_of_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book_with_everything(tmp_path / "book.xlsx")
    monkeypatch.setattr(workbook, "WORTH_SLICING", 1 << 40)
    whole = cells_of(path)
    monkeypatch.setattr(workbook, "WORTH_SLICING", 0)
    monkeypatch.setattr(first, "_batches", lambda sheet: pytest.fail("read in one piece"))
    sliced = cells_of(path)
    assert sliced == whole
    assert [list(map(type, row)) for row in sliced[1]] == [list(map(type, row)) for row in whole[1]]
    assert whole[0] == 2
    assert whole[2].rows == {119}
    assert len({row[1] for row in whole[1]}) > 600


@pytest.mark.usefixtures("in_slices")
def test_rows_without_numbers_are_read_in_one_piece(tmp_path: Path) -> None:
    path = book_with_everything(tmp_path / "book.xlsx")
    bare = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                rows = "".join(
                    f'<row><c t="inlineStr"><is><t>{n}</t></is></c><c><v>{n}</v></c></row>' for n in range(900)
                )
                content = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
            new.writestr(name, content)
    above, rows_read, _marks = cells_of(bare)
    assert above == 0
    assert rows_read == [(str(number), float(number)) for number in range(900)]
