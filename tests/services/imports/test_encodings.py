"""Texts of a few lines in the encodings of the last forty years."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.errors import FileNotASpreadsheet
from app.services.imports.files.encodings import find_encoding, reads_russian

SHORT = (
    "ФИО;Телефон\nКрылова Ольга;89161234567\n",
    "ТЕЛЕФОН;ИМЯ\n89161234567;ИВАНОВ ИВАН ИВАНОВИЧ\n",
    "имя;тел.\nпетров пётр;8(916)1234567\n",
    "Имя;Сумма\nЯн;10\n",
)


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1251", "cp866", "koi8-r", "mac-cyrillic"])
def test_a_short_list_is_read_in_its_encoding_whatever_its_capitals(text, encoding):
    content = text.encode(encoding)
    assert content.decode(find_encoding(content, "a.csv")) == text


@pytest.mark.parametrize("text", ["Name;City\nMüller;Köln\nBjörk;Århus\n", "nom;ville\nRené;Besançon\n"])
def test_western_letters_are_not_taken_for_russian(text):
    assert text.encode("cp1252").decode(find_encoding(text.encode("cp1252"), "a.csv")) == text
    assert not reads_russian(text.encode("cp1252").decode("cp1251"))


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя;, \n0123456789", max_size=200))
def test_utf_8_is_always_known_as_such(text):
    content = ("Имя;Телефон\n" + text).encode()
    assert content.decode(find_encoding(content, "a.csv")) == "Имя;Телефон\n" + text


@given(st.binary(min_size=1, max_size=300))
def test_no_bytes_make_the_search_raise_anything_but_a_plain_failure(content):
    with suppress(FileNotASpreadsheet):
        content.decode(find_encoding(content, "a.csv"), "replace")
