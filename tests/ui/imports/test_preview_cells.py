"""How cleaned rows are worded and marked in the preview."""

from __future__ import annotations

from app.services.imports.rows import CleanRow, Field, Outcome, Problem, Role
from app.ui.imports.preview_cells import phone_words, preview_columns, preview_row

FIELDS = [Field.NAME, Field.PHONE, Field.BIRTHDAY, Field.DATE, Field.SUM]
TITLES = {"ФИО": Field.NAME, "тел": Field.PHONE, "Д.Р.": Field.BIRTHDAY, "дата": Field.DATE, "Сумма": Field.SUM}
GOOD = CleanRow(5, name="Крылова О. П.", phones="+79052211408", birthday="--03-14", day="2019-11-12", line_sum=294_000)


def cells(row: CleanRow) -> dict[str, tuple[str, str, str]]:
    columns = preview_columns(FIELDS, [GOOD, row])
    return {
        column.attribute: tuple(cell) for column, cell in zip(columns, preview_row(row, columns, TITLES), strict=True)
    }  # type: ignore[misc]


def test_a_good_row_is_worded_as_people_write() -> None:
    assert cells(GOOD) == {
        "name": ("Крылова О. П.", "", ""),
        "phones": ("+7 905 221-14-08", "", ""),
        "birthday": ("14 Mar", "", ""),
        "day": ("12 Nov 2019", "", ""),
        "line_sum": ("2,940.00", "", ""),
    }


def test_a_repaired_cell_tells_what_it_was() -> None:
    row = GOOD._replace(outcome=int(Outcome.REPAIRED), phones=None, problems=(Problem("тел", "22-1", "bad_phone"),))
    assert cells(row)["phones"] == ("", "was: 22-1", "warn")
    assert cells(row)["name"] == ("Крылова О. П.", "", "")


def test_the_cell_that_spoils_a_row_gives_the_reason() -> None:
    row = GOOD._replace(outcome=int(Outcome.FAILED), day=None, problems=(Problem("дата", "31.02.2019", "bad_date"),))
    assert cells(row)["day"] == ("31.02.2019 — no such date", "", "bad")


def test_a_reason_without_a_column_stands_in_the_first_cell() -> None:
    row = CleanRow(9, int(Outcome.FAILED), birthday="--03-14", problems=(Problem("", "", "no_client"),))
    assert cells(row)["name"] == ("nothing tells who this is", "", "bad")


def test_a_total_row_is_pale_and_says_what_it_is() -> None:
    row = CleanRow(9, int(Outcome.SKIPPED), name="Итого", problems=(Problem("ФИО", "Итого", "total_row"),))
    assert cells(row)["name"] == ("Итого", "a total, not a purchase", "skipped")


def test_columns_follow_the_chosen_fields_in_a_fixed_order() -> None:
    titles = [column.title for column in preview_columns([Field.SUM, Field.IGNORE, Field.NAME], [GOOD])]
    assert titles == ["Client name", "Sum of the line"]


def test_a_sum_that_is_worked_out_of_the_price_has_a_column() -> None:
    row = CleanRow(2, product="Кения", quantity=2_000, price=50_000, line_sum=100_000)
    columns = preview_columns([Field.PRODUCT, Field.QUANTITY, Field.PRICE], [row])
    assert [cell.text for cell in preview_row(row, columns, {})] == ["Кения", "2", "500.00", "1,000.00"]


def test_a_number_in_a_list_of_categories_is_not_a_client_number() -> None:
    columns = preview_columns([Field.EXTERNAL_ID, Field.CATEGORY], [], Role.LOOKUP)
    assert "Number" in [column.title for column in columns]


def test_several_numbers_stand_side_by_side_and_foreign_ones_stay_as_they_are() -> None:
    assert phone_words("+79052211408\n2214") == "+7 905 221-14-08, 2214"
