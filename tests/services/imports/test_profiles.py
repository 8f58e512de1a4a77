"""Kinds of files are read as their owner set them once."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from app.models.database import Database
from app.services import errors
from app.services.imports.apply import apply_import
from app.services.imports.plan import open_plan
from app.services.imports.planned import PlannedSheet
from app.services.imports.profiles import (
    export_profiles,
    forget_profile,
    import_profiles,
    list_profiles,
    rename_profile,
)
from app.services.imports.results import ImportOptions
from app.services.imports.rows import Field, Reading
from tests.factories import NOW
from tests.services.imports.shop import TODAY, ask, bring, bring_one, write_csv, write_xlsx

HEADER = ("Гость", "Телефон", "Откуда", "Когда", "Оплата")
ROWS = [
    ("Крылова Ольга", "+79052211408", "Тверь", "03/04/2025", "100"),
    ("Ли Дмитрий", "+79145550120", "Тула", "05/06/2025", "200"),
]


def fields(sheet: PlannedSheet) -> dict[str, Field]:
    return {column.title: sheet.fields[column.index] for column in sheet.info.columns}


def look(db: Database, path: Path, **options: object) -> PlannedSheet:
    with open_plan(db, [path], ImportOptions(today=TODAY, **options)) as plan:  # type: ignore[arg-type]
        return plan.files[0].sheets[0]


def set_and_bring(db: Database, path: Path, *, name: str | None = None, now=NOW) -> None:  # type: ignore[no-untyped-def]
    """As in the window: the owner says what a column is, how it is read, and what becomes of clients that are there."""
    with open_plan(db, [path], ImportOptions(today=TODAY, profile=name)) as plan:
        sheet = plan.files[0].sheets[0]
        sheet.set_field(2, Field.CITY)
        sheet.readings[3] = Reading(day_first=False)
        sheet.conflicts[Field.CITY] = "overwrite"
        plan.prepare(lambda done, total: None)
        apply_import(db, plan, now)


@pytest.fixture
def april(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "Касса апрель.csv", [HEADER, *ROWS])


def test_what_the_owner_set_is_used_for_the_next_file_with_the_same_titles(
    db: Database, april: Path, tmp_path: Path
) -> None:
    assert fields(look(db, april))["Откуда"] is not Field.CITY
    set_and_bring(db, april)
    assert ask(db, "SELECT day FROM purchase ORDER BY day") == [("2025-03-04",), ("2025-05-06",)]
    (profile,) = list_profiles(db)
    assert (profile.name, profile.made_at, profile.used_at) == ("Касса апрель", NOW, NOW)
    may = write_csv(tmp_path / "Касса май.csv", [HEADER, ("Крылова Ольга", "+79052211408", "Псков", "01/02/2025", "5")])
    sheet = look(db, may)
    assert sheet.remembered is not None
    assert sheet.remembered == ("Касса апрель", NOW)
    assert fields(sheet)["Откуда"] is Field.CITY
    report = bring_one(db, may)
    assert report.sheets[0].profile == "Касса апрель"
    assert ask(db, "SELECT city FROM client WHERE name = 'Крылова Ольга'") == [("Псков",)]
    assert ask(db, "SELECT day FROM purchase WHERE total = 500") == [("2025-01-02",)]


def test_an_import_that_changes_nothing_by_hand_leaves_no_profile(db: Database, april: Path) -> None:
    bring_one(db, april)
    assert list_profiles(db) == []


def test_a_file_with_more_columns_in_another_order_gets_the_titles_that_are_known(
    db: Database, april: Path, tmp_path: Path
) -> None:
    set_and_bring(db, april)
    header = ("Мастер", *reversed(HEADER))
    sheet = look(db, write_csv(tmp_path / "b.csv", [header, *(("Анна", *reversed(row)) for row in ROWS)]))
    assert fields(sheet)["Откуда"] is Field.CITY
    assert sheet.readings == {2: Reading(day_first=False)}
    assert sheet.conflicts == {Field.CITY: "overwrite"}


def test_another_kind_of_file_is_left_as_found(db: Database, april: Path, tmp_path: Path) -> None:
    set_and_bring(db, april)
    header = ("Гость", "Почта", "Заметка", "Карта", "Теги")
    sheet = look(db, write_csv(tmp_path / "b.csv", [header, ("Крылова Ольга", "o@mail.ru", "да", "1", "vip")]))
    assert sheet.remembered is None
    assert not sheet.is_set()


def test_what_the_program_thinks_can_be_used_instead_and_is_then_remembered(db: Database, april: Path) -> None:
    set_and_bring(db, april)
    assert not look(db, april, as_found=True).is_set()
    with open_plan(db, [april], ImportOptions(today=TODAY)) as plan:
        sheet = plan.files[0].sheets[0]
        sheet.set_aside()
        assert not sheet.is_set()
        plan.prepare(lambda done, total: None)
        apply_import(db, plan, NOW)
    assert list_profiles(db) == []


def test_a_change_is_kept_under_the_same_name_with_its_day(db: Database, april: Path) -> None:
    set_and_bring(db, april)
    later = NOW + timedelta(days=30)
    with open_plan(db, [april], ImportOptions(today=TODAY)) as plan:
        plan.prepare(lambda done, total: None)
        apply_import(db, plan, later)
    assert [(p.made_at, p.used_at) for p in list_profiles(db)] == [(NOW, later)]
    with open_plan(db, [april], ImportOptions(today=TODAY)) as plan:
        plan.files[0].sheets[0].set_field(2, Field.NOTE)
        plan.prepare(lambda done, total: None)
        apply_import(db, plan, later)
    assert [(p.name, p.made_at) for p in list_profiles(db)] == [("Касса апрель", later)]


def test_a_profile_named_is_saved_used_and_stays_the_source_of_client_numbers(db: Database, tmp_path: Path) -> None:
    first = write_csv(tmp_path / "a.csv", [("ID", "ФИО", "Откуда"), ("7", "Крылова Ольга", "Тверь")])
    bring_one(db, first, profile="касса", columns=(("Откуда", Field.CITY),))
    assert ask(db, "SELECT source, value FROM external_id") == [("касса", "7")]
    other = write_csv(
        tmp_path / "b.csv", [("ID", "ФИО", "Откуда", "Почта"), ("7", "Крылова Ольга", "Тула", "o@mail.ru")]
    )
    report = bring_one(db, other, profile="касса")
    assert report.clients.updated == 1
    assert report.sheets[0].profile == "касса"
    assert len(list_profiles(db)) == 1


def test_each_sheet_of_a_file_is_remembered_and_also_that_one_was_left_out(db: Database, tmp_path: Path) -> None:
    people = [("ФИО", "Телефон"), ("Крылова Ольга", "+79052211408")]
    sheets = {"Клиенты": people, "Старые": [("ФИО", "Мобильный"), ("Ли Дмитрий", "+79145550120")]}
    path = write_xlsx(tmp_path / "a.xlsx", sheets)
    with open_plan(db, [path], ImportOptions(today=TODAY)) as plan:
        plan.files[0].sheets[1].chosen = False
        plan.prepare(lambda done, total: None)
        apply_import(db, plan, NOW)
    with open_plan(db, [path], ImportOptions(today=TODAY)) as plan:
        assert [sheet.chosen for sheet in plan.files[0].sheets] == [True, False]
    assert [sheet.rows_ok for sheet in bring_one(db, path, sheets=("Старые",)).sheets] == [1]
    with open_plan(db, [path], ImportOptions(today=TODAY)) as plan:
        assert [sheet.chosen for sheet in plan.files[0].sheets] == [True, True]


def test_rejected_rows_are_read_as_the_file_they_come_from(db: Database, tmp_path: Path) -> None:
    from app.services.imports.rejected import write_rejected_book
    from app.wording.files import rejected_words

    bad = ("Пак Игорь", "+79990102233", "Омск", "99/99/2025", "300")
    path = write_csv(tmp_path / "a.csv", [HEADER, *ROWS, bad])
    set_and_bring(db, path)
    book = tmp_path / "rejected.xlsx"
    assert write_rejected_book(db, [1], book, rejected_words()) == 1
    sheet = look(db, book)
    assert sheet.chosen
    assert fields(sheet)["Откуда"] is Field.CITY


def test_profiles_are_renamed_and_forgotten(db: Database, april: Path) -> None:
    set_and_bring(db, april)
    rename_profile(db, "Касса апрель", "  Касса  ")
    assert look(db, april).remembered == ("Касса", NOW)
    for name in ("", " "):
        with pytest.raises(errors.InvalidValue):
            rename_profile(db, "Касса", name)
    forget_profile(db, "Касса")
    assert look(db, april).remembered is None
    for act in (lambda: forget_profile(db, "Касса"), lambda: rename_profile(db, "Касса", "b")):
        with pytest.raises(errors.NotFound):
            act()


def test_profiles_move_to_another_shop_in_a_file_without_any_cell(db: Database, april: Path, tmp_path: Path) -> None:
    set_and_bring(db, april)
    target = tmp_path / "profiles.json"
    assert export_profiles(db, target) == 1
    text = target.read_text(encoding="utf-8")
    assert "Откуда" in text
    assert not [cell for row in ROWS for cell in row if cell in text]
    before = list_profiles(db)
    forget_profile(db, "Касса апрель")
    assert import_profiles(db, target, NOW) == ["Касса апрель"]
    assert [profile.sheets for profile in list_profiles(db)] == [profile.sheets for profile in before]
    with pytest.raises(errors.NotFound):
        export_profiles(db, target, ["нет такого"])


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"kind": "other"}',
        '{"kind": "regulars-import-profiles", "profiles": [{"name": "a", "sheets": [{}]}]}',
        '{"kind": "regulars-import-profiles", "profiles": [{"name": " ", "sheets": []}]}',
        '{"kind": "regulars-import-profiles", "profiles": 5}',
        "\x00\x01",
        "[" * 100_000,
    ],
)
def test_a_file_that_holds_no_profiles_is_told(db: Database, tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(errors.FileDamaged):
        import_profiles(db, path, NOW)
    with pytest.raises(errors.FileMissing):
        import_profiles(db, tmp_path / "absent.json", NOW)


def test_readings_and_rules_of_a_file_must_be_ones_that_there_are(db: Database, april: Path, tmp_path: Path) -> None:
    set_and_bring(db, april)
    target = tmp_path / "profiles.json"
    export_profiles(db, target)
    good = json.loads(target.read_text(encoding="utf-8"))
    for change in ({"field": "height"}, {"reading": {"pivot": "x"}}, {"reading": {"height": 1}}, {"rule": "burn"}):
        bad = json.loads(json.dumps(good))
        bad["profiles"][0]["sheets"][0]["columns"][0] |= change
        target.write_text(json.dumps(bad), encoding="utf-8")
        with pytest.raises(errors.FileDamaged):
            import_profiles(db, target, NOW)


def test_several_files_are_several_kinds(db: Database, april: Path, tmp_path: Path) -> None:
    other = write_csv(tmp_path / "Другая.csv", [("ФИО", "Откуда"), ("Ли Дмитрий", "Тула")])
    bring(db, april, other, columns=(("Откуда", Field.CITY),))
    assert sorted(profile.name for profile in list_profiles(db)) == ["Другая", "Касса апрель"]


def test_the_row_of_the_titles_is_remembered_too(db: Database, tmp_path: Path) -> None:
    above = [("Имя", "Телефон", "Город"), ("сводка", "за", "год")]
    rows = [*above, ("Гость", "Мобильный", "Пометка"), *(row[:3] for row in ROWS)]
    path = write_csv(tmp_path / "a.csv", rows)
    found = look(db, path)
    with open_plan(db, [path], ImportOptions(today=TODAY)) as plan:
        file = plan.files[0]
        file.reader.use_header_rows({found.info.name: 3})
        (info,) = file.reader.inspect()
        assert info.header_row == 3
        sheet = PlannedSheet(info, True, {column.index: column.field for column in info.columns})
        sheet.header_row, sheet.found_as = 3, found.info.signature
        file.sheets = [sheet]
        plan.prepare(lambda done, total: None)
        apply_import(db, plan, NOW)
    again = look(db, path)
    assert again.info.header_row == 3
    assert again.remembered is not None
    assert look(db, path, as_found=True).info.header_row == found.info.header_row != 3


def test_of_several_sheets_of_a_kind_only_the_one_left_out_stays_out(db: Database, tmp_path: Path) -> None:
    head = ("ФИО", "Телефон")
    people = [("Крылова Ольга", "+79052211408"), ("Ли Дмитрий", "+79145550120"), ("Пак Игорь", "+79990102233")]
    sheets = {name: [head, person] for name, person in zip(("Январь", "Февраль", "Март"), people, strict=True)}
    path = write_xlsx(tmp_path / "a.xlsx", sheets)
    with open_plan(db, [path], ImportOptions(today=TODAY)) as plan:
        plan.files[0].sheets[0].chosen = False
        plan.prepare(lambda done, total: None)
        apply_import(db, plan, NOW)
    later = write_xlsx(tmp_path / "b.xlsx", {**sheets, "Апрель": [head, people[0]]})
    with open_plan(db, [later], ImportOptions(today=TODAY)) as plan:
        assert [sheet.chosen for sheet in plan.files[0].sheets] == [False, True, True, True]


def test_titles_that_the_options_name_are_looked_for_in_the_first_rows(db: Database, tmp_path: Path) -> None:
    rows = [("c0", "c1", "c2"), ("Гость", "Телефон", "Город"), ("Ли Дмитрий", "+79145550120", "Тула")]
    path = write_csv(tmp_path / "a.csv", rows)
    assert look(db, path).info.header_row == 2
    assert look(db, path, columns=(("c0", Field.NAME),)).info.header_row == 1
