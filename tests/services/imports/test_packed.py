"""Tables in a .zip."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from app.services import errors
from app.services.imports.read import Reader
from tests.services.imports.sheets import cells_of, read_all, write_csv, write_xls, write_xlsx

PEOPLE = [["Имя", "Телефон"], ["Крылова Ольга", "89161234567"], ["Иванов Пётр", "89161112233"]]


def pack(path: Path, *files: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, f"выгрузка/{file.name}")
        archive.writestr("__MACOSX/._клиенты.csv", b"\x00\x05")
        archive.writestr("readme.txt", "Отчёт")
    return path


def test_all_tables_of_an_archive_are_sheets(tmp_path):
    files = (
        write_csv(tmp_path / "клиенты.csv", PEOPLE),
        write_xlsx(tmp_path / "два.xlsx", ("Лист1", PEOPLE), ("Лист2", PEOPLE)),
        write_xls(tmp_path / "старые.xls", "Лист1", PEOPLE),
    )
    found = cells_of(pack(tmp_path / "a.zip", *files))
    assert set(found) == {"клиенты", "два, Лист1", "два, Лист2", "старые"}
    assert all(rows == PEOPLE for rows in found.values())


def test_an_archive_goes_the_whole_way(tmp_path):
    ((info, rows),) = read_all(pack(tmp_path / "a.zip", write_csv(tmp_path / "клиенты.csv", PEOPLE)))
    assert (info.name, [row.phones for row in rows]) == ("клиенты", ["+79161234567", "+79161112233"])


def test_names_that_russian_windows_wrote_are_readable(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Клиенты.csv".encode("cp866").decode("cp437"), "Имя;Телефон\nЯн;1\n")
        archive.writestr("café.csv", "Имя;Телефон\nЯн;1\n")
    assert list(cells_of(path)) == ["café", "Клиенты"]


@pytest.mark.parametrize("name", ["a.docx", "a.zip"])
def test_an_archive_without_tables_is_no_spreadsheet(tmp_path, name):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml" if name.endswith("docx") else "photo.jpg", "<Types/>")
        archive.writestr("word/document.xml", "<document/>") if name.endswith("docx") else None
    with Reader(path) as reader, pytest.raises(errors.FileNotASpreadsheet):
        reader.inspect()


def test_an_archive_that_swells_is_too_large(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "Имя;Телефон\n" * 4_000_000)
    with Reader(path, max_memory_mb=100) as reader, pytest.raises(errors.FileTooLarge):
        reader.inspect()


def test_a_damaged_or_locked_archive_is_told(tmp_path):
    path = pack(tmp_path / "a.zip", write_csv(tmp_path / "клиенты.csv", PEOPLE))
    content = bytearray(path.read_bytes())
    begin = content.index(b"PK\x03\x04")
    content[begin + 60 : begin + 70] = b"\xff" * 10
    damaged = tmp_path / "b.zip"
    damaged.write_bytes(content)
    with Reader(damaged) as reader, pytest.raises(errors.FileDamaged):
        reader.inspect()
    locked = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = locked.index(mark) + flags
        locked[place] |= 1
    path.write_bytes(locked)
    with Reader(path) as reader, pytest.raises(errors.FileHasPassword) as caught:
        reader.inspect()
    assert caught.value.fields["wrong"] is False
