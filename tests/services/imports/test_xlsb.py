"""Binary workbooks, written here record by record."""

from __future__ import annotations

import datetime as dt
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from app.services.errors import FileDamaged
from app.services.imports.files.biff12 import xlsb_marks, xlsb_sheets
from app.services.imports.rows import Field
from tests.services.imports.sheets import cells_of, read_one

RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"/>
</Relationships>"""
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>"""


def record(kind: int, data: bytes = b"") -> bytes:
    head = bytes((kind,)) if kind < 128 else bytes((kind & 0x7F | 0x80, kind >> 7))
    return head + bytes((len(data) & 0x7F | 0x80, len(data) >> 7)) + data


def text(letters: str) -> bytes:
    return struct.pack("<I", len(letters)) + letters.encode("utf-16-le")


def row(number: int, *cells: bytes, hidden: bool = False) -> bytes:
    head = struct.pack("<IIHBBB", number, 0, 300, 0, 0x10 * hidden, 0) + struct.pack("<I", 0)
    return record(0, head) + b"".join(cells)


def cell(column: int, letters: str) -> bytes:
    return record(6, struct.pack("<II", column, 0) + text(letters))


def number(column: int, value: float, style: int = 0) -> bytes:
    return record(5, struct.pack("<IId", column, style, value))


def rk(column: int, value: int) -> bytes:
    return record(2, struct.pack("<IIi", column, 0, value << 2 | 2))


def wrong(column: int) -> bytes:
    return record(3, struct.pack("<IIB", column, 0, 23))


def write_xlsb(path: Path) -> Path:
    columns = record(60, struct.pack("<IIIIH", 2, 2, 2560, 0, 1))
    body = (
        row(
            0,
            *(cell(place, title) for place, title in enumerate(("Имя", "Телефон", "Город", "Дата рождения", "Баллы"))),
        )
        + row(1, cell(0, "Анна"), cell(1, "89161234567"), cell(2, "Тула"), number(3, 31118, 1), rk(4, 5))
        + row(2, cell(0, "Олег"), cell(1, "89161112233"), cell(2, "Уфа"), number(3, 31119, 1), wrong(4), hidden=True)
    )
    sheet = record(129) + record(390) + columns + record(391) + record(145) + body + record(146) + record(130)
    book = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + text("r1") + text("Лист1"))
    style = struct.pack("<HHHHHBBH", 0, 0, 0, 0, 0, 0, 0, 0)
    dated = struct.pack("<HHHHHBBH", 0, 14, 0, 0, 0, 0, 0, 0)
    styles = record(278) + record(617, struct.pack("<I", 2)) + record(47, style) + record(47, dated) + record(618)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS.format("xl/workbook.bin", "officeDocument"))
        archive.writestr("xl/workbook.bin", book + record(144) + record(132))
        archive.writestr("xl/_rels/workbook.bin.rels", RELATIONS.format("worksheets/sheet1.bin", "worksheet"))
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
        archive.writestr("xl/styles.bin", styles + record(279))
    return path


@pytest.mark.parametrize("second", [False, True])
def test_both_readers_of_binary_workbooks_give_the_same_cells(tmp_path, second):
    found = cells_of(write_xlsb(tmp_path / "a.xlsb"), hidden=True, second=second)["Лист1"]
    assert found[1] == ["Анна", "89161234567", "Тула", dt.date(1985, 3, 12), 5.0]
    assert found[2] == ["Олег", "89161112233", "Уфа", dt.date(1985, 3, 13), "#REF!"]


@pytest.mark.parametrize("hidden", [False, True])
def test_hidden_rows_and_columns_of_a_binary_workbook_wait_to_be_chosen(tmp_path, hidden):
    info, rows = read_one(write_xlsb(tmp_path / "a.xlsb"), hidden=hidden)
    assert (info.hidden_rows, len(rows)) == ((0, 2) if hidden else (1, 1))
    assert [column.field is Field.CITY for column in info.columns if column.title == "Город"] == [hidden]


@pytest.mark.parametrize("keep", range(0, 400, 7))
def test_a_damaged_binary_workbook_has_no_marks_and_raises_nothing_but_a_plain_failure(tmp_path, keep):
    path = write_xlsb(tmp_path / "a.xlsb")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.bin"] = parts["xl/worksheets/sheet1.bin"][:keep]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    xlsb_marks(path, "Лист1")
    with suppress(FileDamaged):
        assert len(xlsb_sheets(path, path.name, read_hidden=False)) == 1
