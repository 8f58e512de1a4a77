"""The .xls of all ages, and Russian texts in them whatever code page they name."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from xlwt.CompoundDoc import XlsDoc

from app.services.imports.files.opening import open_sheets
from app.services.imports.options import Options
from app.services.imports.rows import Role
from tests.services.imports.sheets import cells_of, read_one, write_xls

PEOPLE = [["Имя", "Телефон"], ["Крылова Ольга", "89161234567"], ["Иванов Пётр", "89161112233"]]


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def biff2(rows: list[list[object]]) -> bytes:
    body = b""
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            place = struct.pack("<HH3x", y, x)
            if isinstance(cell, str):
                text = cell.encode("cp1251")
                body += record(4, place + bytes([len(text)]) + text)
            else:
                body += record(3, place + struct.pack("<d", cell))
    return record(9, struct.pack("<HH", 0, 0x10)) + body + record(10, b"")


def biff34(rows: list[list[object]], bof: int) -> bytes:
    labels = b"".join(
        record(0x0204, struct.pack("<HHHH", y, x, 0, len(text)) + text)
        for y, row in enumerate(rows)
        for x, text in enumerate(str(cell).encode("cp1251") for cell in row)
    )
    return record(bof, struct.pack("<HHH", 0, 0x10, 0)) + labels + record(10, b"")


def biff5(rows: list[list[object]], name: str, codepage: int | None) -> bytes:
    title = name.encode("cp1251")
    bof = record(0x0809, struct.pack("<HHHH", 0x0500, 5, 0, 0))
    page = record(0x42, struct.pack("<H", codepage)) if codepage else b""
    start = len(bof) + len(page) + 4 + 7 + len(title) + 4
    bound = record(0x85, struct.pack("<IBBB", start, 0, 0, len(title)) + title)
    sheet = biff34(rows, 0x0409)[4 + 6 :]
    return bof + page + bound + record(10, b"") + record(0x0809, struct.pack("<HHHH", 0x0500, 0x10, 0, 0)) + sheet


def in_envelope(path: Path, stream: bytes) -> Path:
    XlsDoc().save(str(path), stream)
    return path


@pytest.mark.parametrize("make", [biff2, lambda rows: biff34(rows, 0x0209), lambda rows: biff34(rows, 0x0409)])
def test_the_oldest_xls_is_read_as_russian_without_a_code_page(tmp_path, make):
    path = tmp_path / "старый.xls"
    path.write_bytes(make(PEOPLE))
    info, rows = read_one(path)
    assert info.role is Role.CLIENTS
    assert [(row.last_name, row.phones) for row in rows] == [("Крылова", "+79161234567"), ("Иванов", "+79161112233")]


@pytest.mark.parametrize("codepage", [None, 1252, 1251])
def test_an_xls_of_excel_95_is_read_as_russian_whatever_code_page_it_names(tmp_path, codepage):
    path = in_envelope(tmp_path / "a.xls", biff5(PEOPLE, "Клиенты", codepage))
    assert cells_of(path) == {"Клиенты": PEOPLE}


def test_western_texts_of_excel_95_stay_western(tmp_path):
    content = biff5([["Name"], ["Zo@"], ["J@rgen"]], "Kunden", None).replace(b"Zo@", b"Zo\xeb").replace(b"J@", b"J\xfc")
    assert cells_of(in_envelope(tmp_path / "a.xls", content)) == {"Kunden": [["Name"], ["Zoë"], ["Jürgen"]]}


def test_an_xls_whose_code_page_does_not_exist_is_read_by_the_second_reader(tmp_path):
    path = in_envelope(tmp_path / "a.xls", biff5([["Name"], ["Ann"]], "S", 0xD938))
    assert cells_of(path) == {"S": [["Name"], ["Ann"]]}


@pytest.mark.parametrize("page", ["4200 0200 b004", "4200 0200 e304", "4200 0200 e404", "ff0f 0200 0000"])
def test_russian_written_as_western_letters_is_russian_whatever_the_code_page(tmp_path, page):
    people = [[*PEOPLE[0], "Заметка"], [*PEOPLE[1], "сорт № 5 – «Ромашка»"], [*PEOPLE[2], ""]]
    wrong = [[cell.encode("cp1251").decode("latin-1") for cell in row] for row in people]
    path = write_xls(tmp_path / "a.xls", "Êëèåíòû", wrong)
    content = path.read_bytes()
    assert content.count(bytes.fromhex("4200 0200 b004")) == 1
    path.write_bytes(content.replace(bytes.fromhex("4200 0200 b004"), bytes.fromhex(page)))
    assert cells_of(path) == {"Клиенты": [people[0], people[1], people[2][:2]]}


def test_western_names_in_an_xls_stay_as_they_are(tmp_path):
    people = [["Prénom", "Straße"], ["Zoë Müller", "Königsallee ÄÖÜ"], ["Señor Ñandú", "åäöñ"]]
    assert cells_of(write_xls(tmp_path / "a.xls", "Übersicht", people)) == {"Übersicht": people}


def _damaged_xls(path: Path, place: int, content: bytes) -> Path:
    """An .xls of 300 rows with some bytes of the cells of row 151 overwritten."""
    write_xls(path, "Лист1", [["Имя", "Сумма"], *([f"Клиент {n}", 10.5] for n in range(299))])
    whole = bytearray(path.read_bytes())
    cell = struct.pack("<HHHH", 0x00FD, 10, 150, 0)  # LABELSST in row 151, column 1
    begin = whole.index(cell) + place
    whole[begin : begin + len(content)] = content
    path.write_bytes(whole)
    return path


@pytest.mark.parametrize(
    ("place", "content"),
    [(0, b"\x0a\x00"), (1, b"\x77"), (2, b"\x40\x00"), (2, b"\xff\x7f"), (0, b"\xff" * 40)],
    ids=["an end too early", "a record of no known kind", "a wrong length", "a length beyond the file", "garbage"],
)
def test_rows_that_a_damaged_xls_has_lost_are_told(tmp_path, place, content):
    (sheet,) = open_sheets(_damaged_xls(tmp_path / "a.xls", place, content), Options())
    rows = sum(len(columns[0]) for columns in sheet.batches())
    assert rows >= 295
    assert [remark.code for remark in sheet.remarks()] == ["damaged"]


def test_a_sound_xls_has_no_remarks(tmp_path):
    path = write_xls(tmp_path / "a.xls", "Лист1", [["Имя", "Сумма"], *([f"Клиент {n}", 10.5] for n in range(299))])
    (sheet,) = open_sheets(path, Options())
    assert sum(len(columns[0]) for columns in sheet.batches()) == 300
    assert sheet.remarks() == ()
