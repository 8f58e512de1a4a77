"""Text files as programs and people really leave them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.imports.files.opening import open_sheets
from app.services.imports.files.quotes import Lines
from app.services.imports.options import Options
from app.services.imports.rows import Remark
from tests.services.imports.sheets import cells_of

HEAD = "Имя;Телефон;Сумма"


def lines_of(path: Path, text: str | bytes) -> tuple[list[list[object]], tuple[Remark, ...]]:
    """The rows of a text file and the remarks about it."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (sheet,) = open_sheets(path, Options())
    rows = [list(row) for columns in sheet.batches() for row in zip(*columns, strict=True)]
    return rows, sheet.remarks()


def test_a_quote_that_nobody_closed_costs_no_rows_and_is_told(tmp_path):
    people = [f'Имя{n};"8916{n:07}";10' for n in range(6_000)]
    people[2_000] = 'Кафе;"Уют;20'
    people[4_998] = '"Ромашка;89161234567;30'
    rows, remarks = lines_of(tmp_path / "a.csv", "\n".join([HEAD, *people]))
    assert len(rows) == 6_001
    assert rows[2_001] == ["Кафе", "Уют", "20"]
    assert rows[4_999] == ["Ромашка", "89161234567", "30"]
    assert rows[6_000] == ["Имя5999", "89160005999", "10"]
    assert remarks == (Remark("stray_quote", 2_002, 2),)


def test_a_cell_of_several_lines_is_no_stray_quote(tmp_path):
    text = f'{HEAD}\nЯн;"8916;\nзвонить после 18; ""очень"" вежливо\nили писать";10\nАнна;1;2\n'
    rows, remarks = lines_of(tmp_path / "a.csv", text)
    assert rows[1:] == [["Ян", '8916;\nзвонить после 18; "очень" вежливо\nили писать', "10"], ["Анна", "1", "2"]]
    assert remarks == ()


def test_a_cell_goes_on_across_the_edge_of_a_batch(tmp_path):
    people = [f"Имя{n};1;2" for n in range(4_998)]
    rows, remarks = lines_of(tmp_path / "a.csv", "\n".join([HEAD, *people, 'Ян;"один\nдва\nтри";5', "Анна;3;4"]))
    assert rows[-2:] == [["Ян", "один\nдва\nтри", "5"], ["Анна", "3", "4"]]
    assert remarks == ()


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)  # Python writes a bare CR unquoted


@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), max_size=12))
def test_whatever_was_written_as_csv_is_read_back(rows):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    lines = io.StringIO(text.getvalue(), newline="")
    taken = Lines(lines, ";", 3)
    found = [row for batch in taken.batches() for row in batch]
    assert found == rows or taken.stray  # lines within a cell that look like rows are told


@given(st.text(alphabet='a;"\n', max_size=80))
def test_no_line_is_lost_whatever_its_quotes(text):
    taken = Lines(io.StringIO(text, newline=""), ";", 3)
    letters = "".join(cell for batch in taken.batches() for row in batch for cell in row)
    assert letters.count("a") == text.count("a")


def test_a_row_with_more_cells_than_the_others_is_told(tmp_path):
    rows, remarks = lines_of(tmp_path / "a.csv", f"{HEAD}\nЯн;1;2\nАнна;ул. Мира; 5;3\nПётр;4;5;;\n")
    assert rows[2] == ["Анна", "ул. Мира", " 5", "3", ""]
    assert remarks == (Remark("long_row", 3, 1),)


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nИмя;Телефон\nЯн;1,5\nАнна;2\n",
        "\ufeffsep=;\r\nИмя;Телефон\r\nЯн;1,5\r\nАнна;2\r\n",
        '"sep=;"\nИмя;Телефон\nЯн;1,5\nАнна;2\n',
        "sep=\\t\nИмя\tТелефон\nЯн\t1,5\nАнна\t2\n",
        "Имя;Телефон\rЯн;1,5\rАнна;2\r",
        "Имя;Телефон\nЯн;1,5\nАнна\t2\n",
        "Имя;Теле\x00фон\nЯн;1,5\n\x00\x00Анна;2\n",
        '"Имя;Телефон"\n"Ян;1,5"\n"Анна;2"\n',
        "Имя|Телефон\nЯн|1,5\nАнна|2\n",
        "Имя        Телефон\nЯн         1,5\nАнна       2\n",
    ],
)
@pytest.mark.parametrize("ending", [".csv", ".txt"])
def test_one_table_in_all_its_dialects(tmp_path, text, ending):
    rows, _remarks = lines_of(tmp_path / f"a{ending}", text)
    assert [row for row in rows if any(row)] == [["Имя", "Телефон"], ["Ян", "1,5"], ["Анна", "2"]]


def test_a_printed_table_loses_its_border(tmp_path):
    text = "+------+-----+\n| Имя  | Тел |\n|------|-----|\n| Ян   | 1   |\n+------+-----+\n"
    rows, _remarks = lines_of(tmp_path / "a.txt", text)
    assert [[cell.strip() for cell in row[1:3]] for row in rows if any(row)] == [["Имя", "Тел"], ["Ян", "1"]]


def test_columns_that_only_stand_one_under_another_come_apart(tmp_path):
    text = (
        "Клиент              Телефон       Сумма\n"
        "Крылова Ольга       89052211408    1 200\n"
        "Ян                                   300\n"
        "Петров-Водкин Пётр  89161234567       15\n"
    )
    rows, _remarks = lines_of(tmp_path / "a.txt", text)
    assert rows[1] == ["Крылова Ольга", "89052211408", "1 200"]
    assert rows[2] == ["Ян", "", "300"]


def test_letters_that_begin_late_in_the_file_decide_its_encoding(tmp_path):
    text = "Name;Phone\n" + "Ian;89161234567\n" * 20_000 + "Крылова Ольга;89161234567\n"
    rows, _remarks = lines_of(tmp_path / "a.csv", text.encode("cp1251"))
    assert rows[-1] == ["Крылова Ольга", "89161234567"]


def test_lines_that_another_program_added_in_its_own_encoding_are_read_and_told(tmp_path):
    content = "Имя;Телефон\nКрылова Ольга;1\n".encode() + "Петров Пётр;2\n".encode("cp1251")
    rows, remarks = lines_of(tmp_path / "a.csv", content)
    assert rows == [["Имя", "Телефон"], ["Крылова Ольга", "1"], ["Петров Пётр", "2"]]
    assert remarks == (Remark("mixed_encoding", 3),)


def test_a_plain_text_stays_one_column(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Телефоны\n89161234567\n89161234568\n89161234569\n", encoding="utf-8")
    assert cells_of(path)["a"] == [["Телефоны"], ["89161234567"], ["89161234568"], ["89161234569"]]
