"""Columns in which most cells differ: what is read without being remembered is what would have been remembered."""

from __future__ import annotations

import pytest

from app.services.imports.values import cleaners
from app.services.imports.values.memo import Memo

CELLS = {
    "name": (
        *("Крылова Ольга Петровна", "Ольга Петровна Крылова", "КРЫЛОВА ОЛЬГА", "  Крылов  Олег ", "Олег Крылов"),
        *("Анна Петровна Магазин", "Анна Петровна Сестра", "Иванов Итог", "Итого Клиентов", "Ann Lee", "", "#Н/Д"),
    ),
    "phone": ("8 916 123-45-67", "+7 (916) 123-45-67", 79161234567.0, "8916123456", "нет", "", "89161234567 муж"),
    "email": ("Anna@Example.com", "anna@example.com, b@example.com", "нет", "@anna", ""),
    "text": ("100017", "0017", "Err:502", "ул. Садовая, д. 5, кв. 7", 17.0, "Итого 5", "  x", ""),
}
MEMOS = {
    "name": lambda: cleaners.name_memo(True),
    "phone": lambda: cleaners.phone_memo("RU"),
    "email": cleaners.email_memo,
    "text": lambda: cleaners.text_memo(True),
}


@pytest.mark.parametrize("kind", CELLS)
def test_different_cells_are_read_as_repeated_ones_are(kind: str) -> None:
    cells = CELLS[kind]
    different, repeated = MEMOS[kind](), MEMOS[kind]()
    remembered = [repeated.column((cell,) * 5)[0] for cell in cells]
    assert different.column(cells) == remembered
    assert different.problems(cells) == Memo.problems(repeated, cells)


def test_the_surname_may_stand_behind_first_name_and_patronymic() -> None:
    (name,) = cleaners.name_memo(True).column(("Ольга Петровна Крылова",))
    assert tuple(name) == ("Крылова Ольга Петровна", "Крылова", "Ольга", "Петровна", None)
