"""The check, row by row: every row is in one state, and the states add up to the rows that were read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.database import Database
from app.services.errors import Cancelled
from app.services.imports.apply import apply_import
from app.services.imports.plan import ImportPlan, open_plan, plan_import
from app.services.imports.results import ImportOptions
from app.services.imports.rows import Role
from app.services.imports.rows_told import USED, RowsTold, State
from tests.factories import NOW, make_client, sell
from tests.services.imports.shop import TODAY, ask, bring, write_csv, write_xlsx

OPTIONS = ImportOptions(today=TODAY)
CLIENTS = [
    ["ФИО", "Телефон", "Дата рождения", "Город"],
    ["Крылова Ольга", "+7 905 221-14-08", "14.03.1985", "Тверь"],
    ["Ли Дмитрий", "89145550120", "31.02.1990", "Тверь"],
    ["ФИО", "Телефон", "Дата рождения", "Город"],
    ["", "12", "", "Псков"],
    ["Ли Дмитрий", "89145550120", "", "Тверь"],
    ["Итого", "", "", ""],
]
SALES = [
    ["Дата", "Клиент", "Телефон", "Товар", "Сумма"],
    ["12.11.2025", "Крылова Ольга", "+7 905 221-14-08", "Кения", "1 890,00"],
    ["31.02.2025", "Ли Дмитрий", "+7 914 555-01-20", "Кения", "1 470,00"],
    ["13.11.2025", "Ли Дмитрий", "+7 914 555-01-20", "Колумбия", "две тысячи"],
    ["14.11.2025", "Ли Дмитрий", "+7 914 555-01-20", "Эфиопия", "640"],
]


def states(plan: ImportPlan, sheet: int = 0) -> dict[int, State]:
    told = RowsTold(plan)
    return {row.row: row.state for row in told.page(told.ids(plan.staged[sheet]))}


def test_every_row_of_a_list_of_clients_is_told(db: Database, tmp_path: Path) -> None:
    make_client(db, "Крылова Ольга", phone="+7 905 221-14-08")
    with plan_import(db, [write_csv(tmp_path / "clients.csv", CLIENTS)], OPTIONS) as plan:
        assert states(plan) == {
            2: State.CHANGED,
            3: State.NEW,
            4: State.SKIPPED,
            5: State.FAILED,
            6: State.HERE,
            7: State.SKIPPED,
        }


def test_a_row_says_which_client_it_belongs_to_and_what_changes_there(db: Database, tmp_path: Path) -> None:
    known = make_client(db, "Крылова Ольга", phone="+7 905 221-14-08")
    with plan_import(db, [write_csv(tmp_path / "clients.csv", CLIENTS)], OPTIONS) as plan:
        told = RowsTold(plan)
        krylova, li, _header, nobody, again, _total = told.page(told.ids(plan.staged[0]))
    assert (krylova.client_id, krylova.client) == (known, "Крылова Ольга")
    assert set(krylova.changes) >= {"birth_day", "city"}
    assert li.client_id is None
    assert li.clean.phones == "+79145550120"
    assert again.first == (1, 3)
    assert "no_client" in [problem.code for problem in nobody.clean.problems]


def test_repaired_and_failed_rows_keep_their_cells_as_in_the_file(db: Database, tmp_path: Path) -> None:
    with plan_import(db, [write_csv(tmp_path / "clients.csv", CLIENTS)], OPTIONS) as plan:
        told = RowsTold(plan)
        (repaired,) = told.page(told.ids(plan.staged[0], repaired=True))
        (failed,) = told.page(told.ids(plan.staged[0], State.FAILED))
    assert repaired.row == 3
    assert repaired.cells == CLIENTS[2]
    assert failed.cells is not None
    assert failed.cells[1] == "12"


def test_sales_are_new_at_first_and_here_already_when_the_file_comes_again(db: Database, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "sales.csv", SALES)
    with plan_import(db, [file], OPTIONS) as plan:
        expected = {2: State.NEW, 3: State.FAILED, 4: State.FAILED, 5: State.NEW}
        assert states(plan) == expected
        apply_import(db, plan, NOW)
    with plan_import(db, [file], OPTIONS) as plan:
        assert states(plan) == expected | {2: State.HERE, 5: State.HERE}


def test_a_sale_shows_client_goods_and_sum(db: Database, tmp_path: Path) -> None:
    make_client(db, "Крылова Ольга", phone="+7 905 221-14-08")
    with plan_import(db, [write_csv(tmp_path / "sales.csv", SALES)], OPTIONS) as plan:
        told = RowsTold(plan)
        first = told.page(told.ids(plan.staged[0]))[0]
    assert (first.client, first.clean.day, first.clean.product) == ("Крылова Ольга", "2025-11-12", "Кения")
    assert first.clean.line_sum == 189_000


def test_a_text_is_found_in_names_goods_phones_and_cells_that_failed(db: Database, tmp_path: Path) -> None:
    with plan_import(db, [write_csv(tmp_path / "sales.csv", SALES)], OPTIONS) as plan:
        told, sheet = RowsTold(plan), plan.staged[0]

        def rows(text: str, state: State | None = None) -> list[int]:
            return [row.row for row in told.page(told.ids(sheet, state, text=text))]

        assert rows("крылова") == [2]
        assert rows("КЕНИЯ") == [2, 3]
        assert rows("555-01-20", State.NEW) == [5]
        assert rows("тысячи") == [4]
        assert rows("никого") == []


def test_products_and_lines_of_linked_sheets_are_told_too(db: Database, tmp_path: Path) -> None:
    book = write_xlsx(
        tmp_path / "shop.xlsx",
        {
            "Товары": [["Код товара", "Наименование", "Цена"], ["A1", "Кения", 500], ["A2", "Чай", 300]],
            "Заказы": [["№ заказа", "Дата", "Клиент"], [1, date(2025, 3, 1), "Ли"], [2, date(2025, 3, 2), "Ким"]],
            "Строки": [
                ["№ заказа", "Код товара", "Кол-во", "Сумма"],
                [1, "A1", 1, 500],
                [2, "A2", 2, 600],
                [9, "A1", 1, 5],
            ],
        },
    )
    with plan_import(db, [book], OPTIONS) as plan:
        told = RowsTold(plan)
        found = {s.info.name: told.counts(s).states for s in plan.staged}
    assert found["Товары"] == {State.NEW: 2}
    assert found["Заказы"] == {State.NEW: 2}
    assert found["Строки"] == {State.NEW: 2, State.FAILED: 1}


def test_a_cell_that_was_typed_over_goes_in_and_its_original_is_remembered(db: Database, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "sales.csv", SALES)
    with open_plan(db, [file], OPTIONS) as plan:
        plan.files[0].sheets[0].corrections[3, 0] = "03.02.2025"
        plan.prepare(lambda done, total: None)
        told = RowsTold(plan)
        (row,) = told.page(told.ids(plan.staged[0], repaired=True))
        assert (row.row, row.state, row.clean.day) == (3, State.NEW, "2025-02-03")
        assert row.cells is not None
        assert row.cells[0] == "31.02.2025"
        apply_import(db, plan, NOW)
    kept = ask(
        db, 'SELECT row, outcome, "column", value, code FROM import_failure WHERE code = :code', code="corrected"
    )
    assert kept == [(3, 1, "Дата", "31.02.2025", "corrected")]
    assert ask(db, "SELECT day FROM purchase WHERE day = '2025-02-03'") == [("2025-02-03",)]


def test_a_correction_that_does_not_help_leaves_the_row_out(db: Database, tmp_path: Path) -> None:
    with open_plan(db, [write_csv(tmp_path / "sales.csv", SALES)], OPTIONS) as plan:
        plan.files[0].sheets[0].corrections[3, 0] = "никогда"
        plan.prepare(lambda done, total: None)
        assert states(plan)[3] is State.FAILED


def test_rows_that_only_mark_receipts_are_told_too(db: Database, tmp_path: Path) -> None:
    book = write_xlsx(
        tmp_path / "shop.xlsx",
        {
            "Заказы": [
                ["№ заказа", "Дата", "Клиент", "Сумма"],
                [1, date(2025, 3, 1), "Ли", 50],
                [2, date(2025, 3, 2), "Ким", 70],
            ],
            "Возвраты": [["Возврат", "№ заказа"], ["да", 1], ["да", 9]],
        },
    )
    with plan_import(db, [book], OPTIONS) as plan:
        told = RowsTold(plan)
        for sheet in plan.staged:
            assert told.counts(sheet).total == sheet.counts.rows_in
            assert len(told.page(told.ids(sheet))) == sheet.counts.rows_in


def test_what_a_list_of_clients_says_they_bought_is_told_with_them(db: Database, tmp_path: Path) -> None:
    make_client(db, "Крылова Ольга", phone="+7 905 221-14-08")
    rows = [
        ["ФИО", "Телефон", "Дата последней покупки", "Сумма последней покупки"],
        ["Крылова Ольга", "+7 905 221-14-08", "12.11.2025", "100"],
        ["Ким Анна", "+7 916 111-22-33", "13.11.2025", "50"],
    ]
    with plan_import(db, [write_csv(tmp_path / "clients.csv", rows)], OPTIONS) as plan:
        told = RowsTold(plan)
        (sheet,) = plan.staged
        assert sheet.role is Role.CLIENTS
        krylova, kim = told.page(told.ids(sheet))
    assert (krylova.state, krylova.clean.bought) == (State.CHANGED, (("2025-11-12", 10_000, 0),))
    assert (kim.state, kim.clean.bought) == (State.NEW, (("2025-11-13", 5_000, 0),))


def test_a_client_in_the_trash_is_left_alone(db: Database, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "clients.csv", CLIENTS[:2])
    bring(db, file)
    client = ask(db, "SELECT id FROM client")[0][0]
    sell(db, client, date(2025, 1, 1))
    with plan_import(db, [file], OPTIONS) as plan:
        assert states(plan) == {2: State.UNCHANGED}


WORDS = st.sampled_from(
    ["", "Крылова Ольга", "Ли Дмитрий", "+7 905 221-14-08", "12", "31.02.2025", "12.11.2025", "Кения", "1 890,00",
     "две", "Итого", "н/д", "?", "-5", "Дата", "Клиент", "a@b.ru", "2025-13-01", "\t", "=1+1"]
)  # fmt: skip
TITLES = st.permutations(["Дата", "Клиент", "Телефон", "Товар", "Сумма", "Чек"])


@given(titles=TITLES, rows=st.lists(st.lists(WORDS, min_size=6, max_size=6), max_size=25), known=st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_states_add_up_to_the_rows_whatever_is_in_the_file(
    db: Database, titles: list[str], rows: list[list[str]], known: bool
) -> None:
    with TemporaryDirectory() as folder:
        file = write_csv(Path(folder) / "mess.csv", [titles, *rows])
        if known and not ask(db, "SELECT 1 FROM client"):
            make_client(db, "Крылова Ольга", phone="+7 905 221-14-08")
        with plan_import(db, [file], OPTIONS) as plan:
            told = RowsTold(plan)
            reports = {sheet.sheet: sheet for report in plan.reports() for sheet in report.sheets}
            for sheet in plan.staged:
                counts, report = told.counts(sheet), reports[sheet.info.name]
                assert counts.total == report.rows_in == len(told.ids(sheet))
                assert counts.states.get(State.FAILED, 0) == report.rows_failed
                assert counts.states.get(State.SKIPPED, 0) == report.rows_skipped
                assert sum(counts.states.get(state, 0) for state in USED) == report.rows_ok
                assert counts.repaired == report.rows_repaired
                page = told.page(told.ids(sheet))
                assert [row.row for row in page] == sorted(row.row for row in page)
                assert len(page) == counts.total


def test_the_rows_of_a_plan_that_has_ended_are_not_asked_for(db: Database, tmp_path: Path) -> None:
    with plan_import(db, [write_csv(tmp_path / "clients.csv", CLIENTS)], OPTIONS) as plan:
        told, sheet = RowsTold(plan), plan.staged[0]
    with pytest.raises(Cancelled):
        told.counts(sheet)
