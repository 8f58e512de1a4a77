"""Files as they come, read by a real child process; and those that cannot be read."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from app.services import errors
from app.services.imports.read import Reader, look_early
from app.services.imports.rows import Choices, Field, Outcome, Problem, Role
from tests.services.imports.sheets import as_found, fields_of, read_all, read_one, write_csv, write_xls, write_xlsx

PEOPLE = [
    ["ФИО", "Телефон", "Дата рождения", "Email"],
    ["Крылова Ольга Петровна", "8 916 123-45-67", "14.03.1985", "Olga@Mail.ru"],
    ["ИВАНОВ И.И.", 79161112233, dt.date(1990, 5, 6), None],
    ["Петрова Анна", "нет", "5 мая", "н/д"],
]


def test_a_list_of_clients_comes_out_clean(tmp_path):
    info, rows = read_one(write_xlsx(tmp_path / "клиенты.xlsx", ("Лист1", PEOPLE)))
    assert (info.role, info.header_row, info.rows, info.hidden) == (Role.CLIENTS, 1, 3, False)
    olga, ivan, anna = rows
    assert (olga.row, olga.outcome, olga.name, olga.first_name) == (2, Outcome.OK, "Крылова Ольга Петровна", "Ольга")
    assert (olga.phones, olga.phones_raw, olga.emails, olga.birthday) == (
        "+79161234567",
        "8 916 123-45-67",
        "olga@mail.ru",
        "1985-03-14",
    )
    assert (ivan.name, ivan.phones, ivan.birthday) == ("Иванов И. И.", "+79161112233", "1990-05-06")
    assert (anna.phones, anna.birthday, anna.emails, anna.problems) == (None, "--05-05", None, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "cp866", "koi8-r", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_every_encoding_and_separator_gives_the_same_rows(tmp_path, encoding, separator):
    people = [[cell if cell is not None else "" for cell in row] for row in PEOPLE]
    info, rows = read_one(write_csv(tmp_path / "base.csv", people, encoding=encoding, separator=separator))
    assert fields_of(info) == {"ФИО": "name", "Телефон": "phone", "Дата рождения": "birthday", "Email": "email"}
    assert [row.name for row in rows] == ["Крылова Ольга Петровна", "Иванов И. И.", "Петрова Анна"]


def test_an_old_xls_and_a_csv_under_a_wrong_name_are_read(tmp_path):
    _info, rows = read_one(
        write_xls(tmp_path / "a.xls", "Sheet1", [["Name", "Phone"], ["Claire Gute", "8 916 123-45-67"]])
    )
    assert rows[0].last_name == "Gute"
    wrong = write_csv(tmp_path / "b.xls", PEOPLE, encoding="cp1251", separator="\t")
    assert len(read_one(wrong)[1]) == 3


def test_hidden_and_empty_sheets_are_told_apart(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", ("Видимый", PEOPLE), ("Скрытый", PEOPLE), ("Пустой", []), hidden=["Скрытый"])
    assert [(info.name, info.hidden) for info, _rows in read_all(path)] == [("Видимый", False), ("Скрытый", True)]


def test_rows_are_numbered_as_the_spreadsheet_program_does(tmp_path):
    path = write_xlsx(
        tmp_path / "a.xlsx",
        ("Лист1", [[], [None, "Наши клиенты"], [], [None, *PEOPLE[0]], [None, *PEOPLE[1]], [], [None, *PEOPLE[2]]]),
    )
    info, rows = read_one(path)
    assert (info.header_row, info.rows, info.columns[0].index) == (4, 2, 1)
    assert [row.row for row in rows] == [5, 7]


def test_preview_gives_the_first_rows_with_the_owners_columns(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", ("Лист1", PEOPLE + PEOPLE[1:] * 50))
    with Reader(path) as reader:
        (info,) = reader.inspect()
        rows = reader.preview(info.name, Choices({0: Field.COMPANY, 1: Field.PHONE}), limit=5)
        assert [row.company for row in rows][:2] == ["Крылова Ольга Петровна", "ИВАНОВ И.И."]
        assert len(rows) == 5
        assert rows[0].birthday is None


def test_batches_cover_the_whole_sheet_in_order(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["Имя", "Телефон"], *([f"Имя{n}", f"8916{n:07}"] for n in range(12_000))])
    with Reader(path) as reader:
        (info,) = reader.inspect()
        batches = list(reader.rows(info.name, as_found(info)))
    assert [len(batch) for batch in batches][:-1] == [4_999, 5_000]
    assert [row.row for batch in batches for row in batch] == list(range(2, 12_002))


def test_a_reader_left_in_the_middle_can_be_asked_again(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["Имя", "Телефон"], *([f"Имя{n}", f"8916{n:07}"] for n in range(40_000))])
    with Reader(path) as reader:
        (info,) = reader.inspect()
        for _batch in reader.rows(info.name, as_found(info)):
            break
        assert reader.inspect()[0].rows == 40_000


def test_an_unknown_sheet_is_an_expected_failure_and_the_reader_goes_on(tmp_path):
    with Reader(write_xlsx(tmp_path / "a.xlsx", ("Лист1", PEOPLE))) as reader:
        with pytest.raises(errors.SheetNotFound):
            reader.preview("Нет такого", Choices({}))
        assert len(reader.inspect()) == 1


def _no_zip(folder: Path) -> Path:
    path = folder / "a.xlsx"
    path.write_bytes(os.urandom(4096))
    return path


def _cut(folder: Path) -> Path:
    whole = write_xlsx(folder / "whole.xlsx", ("Лист1", PEOPLE)).read_bytes()
    path = folder / "a.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    return path


def _garbled(folder: Path) -> Path:
    path = folder / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook><sheets>")
    return path


def _document(folder: Path) -> Path:
    path = folder / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return path


def _encrypted(folder: Path) -> Path:
    path = folder / "a.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(2048)
    )
    return path


def _picture(folder: Path) -> Path:
    path = folder / "a.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    return path


def _page(folder: Path) -> Path:
    path = folder / "a.xls"
    path.write_text("<html><body>Отчёт</body></html>", encoding="utf-8")
    return path


def _nothing(folder: Path) -> Path:
    path = folder / "a.xlsx"
    path.touch()
    return path


def _white(folder: Path) -> Path:
    path = folder / "a.csv"
    path.write_text(" \n\n", encoding="utf-8")
    return path


def _blank_book(folder: Path) -> Path:
    return write_xlsx(folder / "a.xlsx", ("Лист1", [[None], ["  "]]))


def _absent(folder: Path) -> Path:
    return folder / "a.xlsx"


def _folder(folder: Path) -> Path:
    return folder


@pytest.mark.parametrize(
    ("make", "failure"),
    [
        (_no_zip, errors.FileNotASpreadsheet),
        (_cut, errors.FileDamaged),
        (_garbled, errors.FileDamaged),
        (_document, errors.FileNotASpreadsheet),
        (_encrypted, errors.FileHasPassword),
        (_picture, errors.FileNotASpreadsheet),
        (_page, errors.FileNotASpreadsheet),
        (_nothing, errors.FileIsEmpty),
        (_white, errors.FileIsEmpty),
        (_blank_book, errors.FileIsEmpty),
        (_absent, errors.FileMissing),
        (_folder, errors.FileNotASpreadsheet),
    ],
)
def test_what_cannot_be_read_is_told_in_one_failure(tmp_path, make, failure):
    path = make(tmp_path)
    with Reader(path) as reader, pytest.raises(failure) as caught:
        reader.inspect()
    assert caught.value.fields["file"] == path.name


def test_a_password_opens_the_workbook_and_a_wrong_one_is_told(tmp_path):
    locked = tmp_path / "b.xlsx"
    with write_xlsx(tmp_path / "a.xlsx", ("Лист1", PEOPLE)).open("rb") as plain, locked.open("wb") as target:
        OOXMLFile(plain).encrypt("чай", target)
    assert read_one(locked, password="чай")[0].rows == 3
    for password, wrong in ((None, False), ("кофе", True)):
        with Reader(locked, password=password) as reader, pytest.raises(errors.FileHasPassword) as caught:
            reader.inspect()
        assert caught.value.fields["wrong"] is wrong


def _sheet_part(path: Path, sheet: str) -> Path:
    """A workbook whose only sheet has this XML."""
    whole = write_xlsx(path.with_name("whole.xlsx"), ("Лист1", PEOPLE))
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part)
            target.writestr(part.filename, sheet if part.filename.endswith("sheet1.xml") else content)
    return path


SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "{}<sheetData>{}</sheetData></worksheet>"
)
CELL = '<row r="{1}"><c r="{0}{1}"><v>1</v></c></row>'


def test_two_cells_at_the_far_corners_are_refused_before_they_are_laid_out(tmp_path):
    cells = CELL.format("A", 1) + CELL.format("XFD", 1048576)
    path = _sheet_part(tmp_path / "a.xlsx", SHEET.format('<dimension ref="A1:XFD1048576"/>', cells))
    with Reader(path) as reader, pytest.raises(errors.FileTooLarge):
        reader.inspect()


def test_a_file_that_hides_its_size_kills_only_its_reader_and_the_next_one_refuses_it(tmp_path):
    cells = CELL.format("A", 1) + CELL.format("XFD", 1048576)
    path = _sheet_part(tmp_path / "a.xlsx", SHEET.format('<dimension ref="A1:B2"/>', cells))
    with Reader(path) as reader, pytest.raises(errors.FileTooLarge):
        reader.inspect()


def test_a_file_that_kills_the_first_reader_is_read_by_the_second(tmp_path, monkeypatch):
    path = write_xlsx(tmp_path / "a.xlsx", ("Лист1", PEOPLE))
    with Reader(path) as reader:
        reader.begin()
        assert reader._process is not None
        reader._process.kill()
        (info,) = reader.inspect()
        assert info.rows == 3
        assert reader._options.second
        reader._process.kill()
        with pytest.raises(errors.FileKillsReader):
            reader.inspect()


def test_a_sheet_that_only_says_it_is_large_is_read(tmp_path):
    path = _sheet_part(tmp_path / "a.xlsx", SHEET.format('<dimension ref="A1:XFD1048576"/>', CELL.format("B", 2)))
    assert read_one(path)[0].rows == 1


def test_a_file_that_swells_when_unpacked_is_too_large(tmp_path):
    path = _sheet_part(tmp_path / "a.xlsx", SHEET.format("", " " * 60_000_000))
    with Reader(path, max_memory_mb=100) as reader, pytest.raises(errors.FileTooLarge):
        reader.inspect()


def test_a_reader_that_takes_too_long_is_ended(tmp_path):
    with Reader(write_xlsx(tmp_path / "a.xlsx", ("Лист1", PEOPLE)), max_seconds=0) as reader:
        with pytest.raises(errors.FileTakesTooLong):
            reader.inspect()
        assert reader._process is None


def test_a_child_that_dies_on_the_way_is_told(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["Имя", "Телефон"], *([f"Имя{n}", f"8916{n:07}"] for n in range(60_000))])
    with Reader(path) as reader:
        (info,) = reader.inspect()
        rows = reader.rows(info.name, as_found(info))
        next(rows)
        assert reader._process is not None
        reader._process.kill()
        with pytest.raises(errors.FileKillsReader):
            list(rows)


SCRIPT = """
import sys
from app.services.imports.read import Reader, look_early
with Reader(sys.argv[1]) as reader:
    print(reader.inspect()[0].rows)
heavy = {"PySide6", "sqlalchemy", "phonenumbers", "python_calamine", "openpyxl", "app.services.imports.worker"}
print(sorted(heavy & set(sys.modules)))
"""


def test_a_plain_script_without_a_main_guard_can_read_and_stays_light(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    path = write_xlsx(tmp_path / "a.xlsx", ("Лист1", PEOPLE))
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, str(script), str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert done.stdout.split("\n")[:2] == ["3", "[]"]


def test_the_child_loads_neither_qt_nor_the_database():
    heavy = "{'PySide6', 'sqlalchemy', 'phonenumbers'}"
    code = f"import sys, app.services.imports.worker; print(sorted({heavy} & set(sys.modules)))"
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60, cwd=root
    )
    assert done.stdout.strip() == "[]"


def test_a_stray_quote_does_not_swallow_the_rest(tmp_path):
    path = tmp_path / "a.csv"
    lines = ["Имя;Телефон", 'Кафе "Уют;89161234567', *(f"Имя{n};8916{n:07}" for n in range(60_000))]
    path.write_text("\n".join(lines), encoding="utf-8")
    info, rows = read_one(path)
    assert info.rows == len(rows) == 60_001


def test_a_bad_cell_is_reported_with_its_original(tmp_path):
    path = write_csv(
        tmp_path / "a.csv",
        [
            ["ФИО", "Телефон", "Дата рождения"],
            ["Крылова Ольга", "на работе", "31.02.1985"],
            ["Петров Пётр", "89161234567", "14.03.1985"],
        ],
    )
    _info, (olga, _petr) = read_one(path)
    assert olga.outcome == Outcome.REPAIRED
    assert set(olga.problems) == {
        Problem("Телефон", "на работе", "bad_phone"),
        Problem("Дата рождения", "31.02.1985", "bad_birthday"),
    }


def test_the_owner_can_name_the_encoding(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["Имя", "Телефон"], ["Ян", "89161234567"]], encoding="cp866")
    assert read_one(path, encoding="cp866")[1][0].name == "Ян"
    with Reader(path, encoding="no-such") as reader, pytest.raises(errors.InvalidValue):
        reader.inspect()


def test_a_file_looked_at_early_is_read_as_its_shop_wants(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["Дата", "Сумма"], ["03/04/2025", "10"], ["05/04/2025", "20"]])
    for country, first in (("RU", "2025-04-03"), ("US", "2025-03-04")):
        look_early(path)
        with Reader(path, country=country) as reader:
            (info,) = reader.inspect()
            (batch,) = reader.rows(info.name, as_found(info))
        assert batch[0].day == first


def test_a_file_that_cannot_be_looked_at_early_is_told_when_it_is_asked_for(tmp_path):
    damaged = tmp_path / "a.xlsx"
    damaged.write_bytes(b"PK\x03\x04 nothing more")
    for path, failure in ((damaged, errors.FileDamaged), (tmp_path / "absent.xlsx", errors.FileMissing)):
        look_early(path)
        with Reader(path) as reader, pytest.raises(failure):
            reader.inspect()
