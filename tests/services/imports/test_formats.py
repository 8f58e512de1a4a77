"""Every kind of file that a shop may have, told by its content: what comes out of its cells."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from app.services import errors
from app.services.imports.files.opening import files_of, open_sheets
from app.services.imports.options import Options
from app.services.imports.read import Reader
from app.services.imports.rows import Field, Remark
from tests.services.imports.sheets import cells_of, read_all, read_one, write_xls, write_xlsx

PEOPLE = [["Имя", "Телефон"], ["Крылова Ольга", "89161234567"], ["Иванов Пётр", "89161112233"]]


def hiding_xls(path: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Лист1")
    for y, row in enumerate(
        [["Имя", "Телефон", "Город"], ["Анна", "89161234567", "Тула"], ["Олег", "89161112233", "Уфа"]]
    ):
        for x, cell in enumerate(row):
            sheet.write(y, x, cell)
    sheet.row(2).hidden = True
    sheet.col(2).hidden = True
    book.save(str(path))
    return path


def hiding_xlsx(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Лист1"
    for row in [["Имя", "Телефон", "Город"], ["Анна", "89161234567", "Тула"], ["Олег", "89161112233", "Уфа"]]:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.save(path)
    return path


FODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles><style:style style:name="ta2" style:family="table">
<style:table-properties table:display="false"/>
</style:style></office:automatic-styles><office:body><office:spreadsheet>
<table:table table:name="Лист1"><table:table-column table:number-columns-repeated="2"/>
<table:table-column table:visibility="collapse"/>
<table:table-row><table:table-cell office:value-type="string"><text:p>Имя</text:p></table:table-cell>
<table:table-cell><text:p>Телефон</text:p></table:table-cell><table:table-cell><text:p>Город</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Анна</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="89161234567"><text:p>89 161 234 567</text:p>
</table:table-cell>
<table:table-cell><text:p>Тула</text:p></table:table-cell></table:table-row>
<table:table-row table:visibility="filter"><table:table-cell><text:p>Олег</text:p></table:table-cell>
<table:table-cell><text:p>89161112233</text:p></table:table-cell><table:table-cell><text:p>Уфа</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048573">
<table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table>
<table:table table:name="Старое" table:style-name="ta2"><table:table-row>
<table:table-cell office:value-type="date" office:date-value="2024-02-29"><text:p>29.02.24</text:p></table:table-cell>
<table:table-cell office:value-type="boolean" office:boolean-value="true"/>
<table:table-cell office:value-type="percentage" office:value="0.5" table:number-columns-repeated="2"/>
<table:table-cell office:value-type="float" office:value="0"><text:p>#ССЫЛКА!</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document>"""


def hiding_fods(path: Path) -> Path:
    path.write_text(FODS, encoding="utf-8")
    return path


def hiding_ods(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            FODS.replace("office:document ", "office:document-content ").replace(
                "office:document>", "office:document-content>"
            ),
        )
    return path


SPREADSHEETML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Лист1"><Table>
<Column ss:Width="80"/><Column ss:Index="3" ss:Hidden="1"/>
<Row><Cell><Data ss:Type="String">Имя</Data></Cell><Cell><Data ss:Type="String">Телефон</Data></Cell>
<Cell><Data ss:Type="String">Город</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">Анна</Data></Cell><Cell><Data ss:Type="Number">89161234567</Data></Cell>
<Cell><Data ss:Type="String">Тула</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">Олег</Data></Cell><Cell><Data ss:Type="String">89161112233</Data></Cell>
<Cell><Data ss:Type="String">Уфа</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="Старое"><Table><Row ss:Index="2"><Cell ss:Index="2" ss:MergeAcross="1">
<Data ss:Type="DateTime">2024-02-29T00:00:00.000</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell>
</Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
</Worksheet></Workbook>"""


def hiding_spreadsheetml(path: Path) -> Path:
    path.write_text(SPREADSHEETML, encoding="utf-8")
    return path


HIDING = {
    "a.xls": hiding_xls,
    "a.xlsx": hiding_xlsx,
    "a.fods": hiding_fods,
    "a.ods": hiding_ods,
    "xml.xls": hiding_spreadsheetml,
}


@pytest.mark.parametrize("name", HIDING)
def test_hidden_rows_and_columns_are_shown_as_such_and_left_out(tmp_path, name):
    info, rows = read_all(HIDING[name](tmp_path / name))[0]
    assert [(row.row, row.name, row.phones, row.city) for row in rows] == [(2, "Анна", "+79161234567", None)]
    assert (info.rows, info.hidden_rows) == (1, 1)
    assert [(column.title, column.field, column.hidden) for column in info.columns] == [
        ("Имя", Field.NAME, False),
        ("Телефон", Field.PHONE, False),
        ("Город", Field.IGNORE, True),
    ]


@pytest.mark.parametrize("name", HIDING)
def test_hidden_rows_and_columns_are_read_when_chosen(tmp_path, name):
    info, rows = read_all(HIDING[name](tmp_path / name), hidden=True)[0]
    assert [(row.row, row.name, row.city) for row in rows] == [(2, "Анна", "Тула"), (3, "Олег", "Уфа")]
    assert (info.hidden_rows, [column.hidden for column in info.columns]) == (0, [False] * 3)


def test_flat_and_packed_opendocument_give_typed_cells_and_know_hidden_tables(tmp_path):
    for make, name in ((hiding_fods, "a.fods"), (hiding_ods, "a.ods")):
        path = make(tmp_path / name)
        assert cells_of(path)["Старое"] == [[dt.date(2024, 2, 29), True, 0.5, 0.5, "#ССЫЛКА!"]]
        assert [sheet.hidden for sheet in open_sheets(path, Options())] == [False, True]


def test_excel_2003_xml_puts_cells_where_their_index_says(tmp_path):
    path = hiding_spreadsheetml(tmp_path / "a.xls")
    assert cells_of(path)["Старое"] == [[], ["", dt.date(2024, 2, 29), "", True]]
    assert [sheet.hidden for sheet in open_sheets(path, Options())] == [False, True]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_html_tables_saved_as_xls_are_sheets(tmp_path, encoding):
    charset = "" if encoding == "utf-16" else f"<meta http-equiv=Content-Type content='text/html; charset={encoding}'>"
    page = f"""<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>{charset}<style>td {{color: red}}
</style></head>
    <body><table border=1><tr><th>Имя<th>Телефон<th colspan=2>Адрес</tr>
    <tr><td>Анна&nbsp;<b>Крылова</b></td><td rowspan=2>8&nbsp;916<br>123-45-67</td><td>Тула</td><td>Мира, 5</td></tr>
    <tr><td>Олег<td>Уфа<td><table><tr><td>внутри</td></tr></table></tr></table>"""
    path = tmp_path / "выгрузка.xls"
    path.write_bytes(page.encode(encoding))
    assert cells_of(path) == {
        "Table 1": [
            ["Имя", "Телефон", "Адрес"],
            ["Анна Крылова", "8 916\n123-45-67", "Тула", "Мира, 5"],
            ["Олег", "", "Уфа"],
        ],
        "Table 2": [["внутри"]],
    }


def test_the_content_decides_whatever_the_name_says(tmp_path):
    real = write_xlsx(tmp_path / "a.xlsx", ("Лист1", PEOPLE))
    old = write_xls(tmp_path / "b.xls", "Лист1", PEOPLE)
    for source, name in ((real, "c.xls"), (real, "d.csv"), (old, "e.xlsx"), (old, "f.txt")):
        wrong = tmp_path / name
        wrong.write_bytes(source.read_bytes())
        assert cells_of(wrong) == {"Лист1": PEOPLE}


@pytest.mark.parametrize("name", ["a.tsv", "a.txt", "a.tab", "a.dat"])
def test_text_tables_need_no_particular_name(tmp_path, name):
    path = tmp_path / name
    path.write_text("\n".join("\t".join(row) for row in PEOPLE), encoding="koi8-r")
    assert next(iter(cells_of(path).values())) == PEOPLE


@pytest.mark.parametrize("kind", ["xls", "xlsx"])
def test_days_counted_from_1904_are_the_same_days(tmp_path, kind):
    path, day = tmp_path / f"a.{kind}", dt.date(1985, 3, 14)
    if kind == "xls":
        book = xlwt.Workbook()
        book.dates_1904 = True
        book.add_sheet("S").write(0, 0, (day - dt.date(1904, 1, 1)).days, xlwt.easyxf(num_format_str="DD.MM.YYYY"))
        book.save(str(path))
    else:
        newer = openpyxl.Workbook()
        newer.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        newer.worksheets[0].append([day])
        newer.save(path)
    assert next(iter(cells_of(path).values())) == [[day]]


def with_formulas(path: Path) -> Path:
    """An .xlsx as Excel leaves it: formulas beside their values, one of them an error."""
    write_xlsx(path, ("Лист1", [["Имя", "Сумма", "Дата"], ["Анна", 12.5, "01.02.2024"], ["Олег", 1, "02.02.2024"]]))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    sheet = re.sub(r'<c r="B2"[^>]*><v>12.5</v></c>', '<c r="B2"><f>10+2.5</f><v>12.5</v></c>', sheet)
    sheet = re.sub(r'<c r="B3"[^>]*><v>1</v></c>', '<c r="B3" t="e"><f>B9/0</f><v>#DIV/0!</v></c>', sheet)
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_a_formula_is_its_value_and_an_error_is_an_empty_cell_with_a_warning(tmp_path):
    _info, (anna, oleg) = read_one(with_formulas(tmp_path / "a.xlsx"))
    assert (anna.line_sum or anna.total, anna.problems) == (1250, ())
    assert oleg.line_sum is None
    assert [(found.column, found.value, found.code) for found in oleg.problems] == [("Сумма", "#DIV/0!", "error_cell")]


def test_errors_of_an_old_xls_are_told_too(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    sheet.write(0, 0, "Имя")
    sheet.row(1).set_cell_error(0, "#REF!")
    book.save(str(tmp_path / "a.xls"))
    assert cells_of(tmp_path / "a.xls")["S"] == [["Имя"], ["#REF!"]]


@pytest.mark.parametrize("given", [None, "чужой"])
def test_excels_own_password_needs_nobody(tmp_path, given):
    plain, locked = write_xlsx(tmp_path / "plain.xlsx", ("Лист1", PEOPLE)), tmp_path / "a.xlsx"
    with plain.open("rb") as source, locked.open("wb") as target:
        OOXMLFile(source).encrypt("VelvetSweatshop", target)
    assert cells_of(locked, password=given) == {"Лист1": PEOPLE}


def test_a_workbook_that_lists_a_sheet_it_lacks_goes_to_the_second_reader(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", ("Лист1", PEOPLE))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"</sheets>",
        b'<sheet name="Lost" sheetId="9"/></sheets>',
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert cells_of(path)["Лист1"] == PEOPLE


def test_a_table_repeated_without_end_is_too_large_at_once(tmp_path):
    path = hiding_fods(tmp_path / "a.fods")
    empty = '<table:table-cell table:number-columns-repeated="16384"'
    path.write_text(FODS.replace(f"{empty}/>", f"{empty}><text:p>x</text:p></table:table-cell>"), encoding="utf-8")
    with pytest.raises(errors.FileTooLarge):
        cells_of(path)


def test_a_folder_stands_for_the_tables_in_it(tmp_path):
    for name in ("б.csv", "а.xlsx", "фото.jpg", "~$а.xlsx", ".скрытый.csv"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "папка.xlsx").mkdir()
    single = tmp_path / "фото.jpg"
    assert files_of([tmp_path, single]) == [tmp_path / "а.xlsx", tmp_path / "б.csv", single]
    assert files_of([tmp_path / "папка.xlsx"]) == [tmp_path / "папка.xlsx"]


def test_rows_that_a_page_does_not_show_are_hidden_rows(tmp_path):
    path = tmp_path / "a.html"
    row = "<tr{}><td>{}</td><td>{}</td></tr>"
    path.write_text(
        "<table>" + "".join(row.format(" style='display:none'" if n == 2 else "", *PEOPLE[n]) for n in range(3)),
        encoding="utf-8",
    )
    assert next(iter(cells_of(path).values())) == [*PEOPLE[:2], []]
    assert next(iter(cells_of(path, hidden=True).values())) == PEOPLE


@pytest.mark.parametrize("text", ["<table><tr><td>x</td></tr></table>", "BEGIN:VCARD\nFN:A\nEND:VCARD\n"])
def test_an_encoding_that_does_not_exist_is_an_expected_failure(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text(text)
    with pytest.raises(errors.InvalidValue):
        cells_of(path, encoding="кои-8")


def test_a_formula_without_its_result_is_told_and_never_silently_empty(tmp_path):
    rows = [["Дата", "Имя", "Сумма"], ["12.05.2024", "Ян", "=2*100"], ["13.05.2024", "Анна", 300]]
    info, (ian, anna) = read_one(write_xlsx(tmp_path / "a.xlsx", ("Лист1", rows)))
    assert info.remarks == (Remark("no_result", 2, 1),)
    assert [problem.code for problem in ian.problems] == ["no_result"]
    assert (anna.problems, anna.line_sum or anna.total) == ((), 30000)


def test_a_text_kept_as_a_formula_is_the_text(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('Имя;Телефон;Карта\nЯн;="89161234567";="0012"\n', encoding="utf-8")
    _info, (ian,) = read_one(path)
    assert (ian.phones, ian.card) == ("+79161234567", "0012")


def test_a_narrower_sheet_without_titles_goes_on_with_the_table_before(tmp_path):
    first = [["Имя", "Телефон", "Город"], ["Анна", "89161234567", "Тула"], ["Олег", "89161112233", "Уфа"]]
    path = write_xlsx(tmp_path / "a.xlsx", ("1", first), ("2", [["Ян", "89161112244"], ["Ева", "89161112255"]]))
    assert [[row.name for row in rows] for _info, rows in read_all(path)] == [["Анна", "Олег"], ["Ян", "Ева"]]


@pytest.mark.parametrize(("said", "written"), [("windows-1251", "utf-8"), ("utf-8", "cp1251"), ("no-such", "cp1251")])
def test_the_bytes_of_a_page_count_and_not_what_it_says_of_them(tmp_path, said, written):
    page = f"<html><meta charset={said}><table><tr><td>Имя<tr><td>Крылова Ольга</table></html>"
    (tmp_path / "a.xls").write_bytes(page.encode(written))
    assert cells_of(tmp_path / "a.xls") == {"a": [["Имя"], ["Крылова Ольга"]]}


def test_a_file_of_formulas_without_results_is_not_called_empty(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", ("Лист1", [["=1+1", "=2*100"]]))
    with Reader(path) as reader, pytest.raises(errors.FileWithoutResults):
        reader.inspect()


def test_a_damaged_sheet_among_sound_ones_is_told(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", ("Лист1", PEOPLE), ("Лист2", PEOPLE))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet2.xml"][:300]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    ((info, rows),) = read_all(path)
    assert (info.remarks, len(rows)) == ((Remark("lost_sheets", 0, 1),), 2)
