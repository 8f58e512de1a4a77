"""Whatever stands in a sheet and however its columns are called, every row comes out once, in the shape of CleanRow."""

from __future__ import annotations

import datetime as dt
from typing import get_type_hints

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.services.imports.cleaning.clean import Cleaner
from app.services.imports.files.source import Sheet
from app.services.imports.options import Options
from app.services.imports.rows import Choices, CleanRow, Field, Outcome
from app.services.imports.tables.table import look_at

TITLES = [
    "ФИО",
    "Телефон",
    "Дата",
    "Сумма",
    "Кол-во",
    "Цена",
    "Скидка",
    "Товар",
    "№ чека",
    "ID",
    "Email",
    "Имя",
    "Фамилия",
    "Итого",
    "",
]
CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "",
            "Итого",
            "ФИО",
            "NULL",
            "12.05.2024",
            "2023",
            "10,5",
            "50%",
            "89161234567",
            "Крылова О.П.",
            "да",
            "возврат",
        ]
    ),
    st.text(max_size=12),
    st.floats(allow_nan=True),
    st.booleans(),
    st.dates(dt.date(1900, 1, 1)),
    st.datetimes(dt.datetime(1900, 1, 1)),
    st.times(),
    st.timedeltas(),
)
TABLES = st.integers(1, 6).flatmap(
    lambda width: st.tuples(
        st.lists(st.sampled_from(TITLES), min_size=width, max_size=width),
        st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=12),
        st.lists(st.sampled_from(list(Field)), min_size=width, max_size=width),
    )
)
TYPES = get_type_hints(CleanRow)
TEXTS = [name for name, kind in TYPES.items() if kind == (str | None)]
NUMBERS = [name for name, kind in TYPES.items() if kind in (int, int | None)]


@given(TABLES, st.booleans())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_row_comes_out_once_in_the_right_shape(table, as_found):
    titles, rows, fields = table
    columns = list(zip(titles, *rows, strict=True))
    tables = look_at(Sheet("s", False, lambda: iter([columns])), "file", Options(), 1_000_000)
    if not tables:
        return
    found = tables[0]
    chosen = {c.index: c.field for c in found.info.columns} if as_found else dict(enumerate(fields))
    clean = [row for batch in Cleaner(found, Choices(chosen)).batches() for row in batch.rows()]
    assert len(clean) == found.info.rows
    assert [row.row for row in clean] == sorted({row.row for row in clean})
    for row in clean:
        assert row.outcome in list(Outcome)
        assert all(getattr(row, name) is None or isinstance(getattr(row, name), str) for name in TEXTS)
        assert all(getattr(row, name) is None or isinstance(getattr(row, name), int) for name in NUMBERS)
        assert all(isinstance(text, str) for problem in row.problems for text in problem)
        assert bool(row.problems) == (row.outcome != Outcome.OK)
