"""Own fields of the shop in imports: recognised, mapped, parsed by kind, filled, overwritten, taken back."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app.models.client import Client
from app.models.database import Database
from app.models.importing import ImportFailure
from app.models.own import OwnValue
from app.services.clients.card import get_client_card
from app.services.clients.data import ClientData
from app.services.clients.find import list_client_ids
from app.services.clients.keys import refresh_client_keys
from app.services.clients.own import list_own_fields, save_own_field
from app.services.clients.save import save_client
from app.services.errors import NotFound
from app.services.imports.apply import apply_import
from app.services.imports.plan import plan_import
from app.services.imports.results import ImportOptions, ImportResult
from app.services.imports.undo import undo_batch

TODAY = date(2026, 11, 21)


@pytest.fixture
def fields(db: Database, now: datetime) -> dict[str, int]:
    """One own field of each kind."""
    return {
        "Кличка": save_own_field(db, "Кличка", "text", (), now),
        "Размер": save_own_field(db, "Размер", "number", (), now),
        "Свадьба": save_own_field(db, "Свадьба", "date", (), now),
        "Чипирован": save_own_field(db, "Чипирован", "yes_no", (), now),
        "Порода": save_own_field(db, "Порода", "choice", ("Такса", "Корги"), now),
    }


def write(path: Path, *rows: str) -> Path:
    """A text file with these rows."""
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def bring(db: Database, now: datetime, path: Path, **options: object) -> ImportResult:
    """Import a file as the command line does."""
    with plan_import(db, [path], ImportOptions(today=TODAY, **options)) as plan:  # type: ignore[arg-type]
        return apply_import(db, plan, now)


def own_of(db: Database, name: str) -> dict[str, str]:
    """Name of a field -> what the client of that name has in it."""
    (client_id,) = list_client_ids(db, name)
    return {own.name: own.value for own in get_client_card(db, client_id).own}


SHEET = (
    "ФИО;Телефон;Кличка;Размер;Свадьба;Чипирован;Порода",
    "Крылова Ольга Петровна;89052211408;Рекс;42,5;12.06.1965;да;такса",
    "Пак Игорь Ильич;89990102233;Боня;;05.03.2011;нет;Корги",
    "Ли Анна Сергеевна;89990102244;;тридцать;31.02.2020;может быть;Пудель",
)


def test_columns_called_like_own_fields_fill_them(
    db: Database, now: datetime, fields: dict[str, int], tmp_path: Path
) -> None:
    result = bring(db, now, write(tmp_path / "a.csv", *SHEET))
    olga = {"Кличка": "Рекс", "Размер": "42.5", "Свадьба": "1965-06-12", "Чипирован": "1", "Порода": "Такса"}
    assert own_of(db, "Крылова") == olga
    assert own_of(db, "Пак") == {"Кличка": "Боня", "Свадьба": "2011-03-05", "Чипирован": "0", "Порода": "Корги"}
    assert own_of(db, "Ли Анна") == {}
    with db.read() as session:
        told = {row.column: row.code for row in session.scalars(select(ImportFailure))}
    assert told == {"Размер": "bad_number", "Свадьба": "bad_date", "Чипирован": "unknown_word", "Порода": "bad_choice"}
    named = {column.column: column.field for column in result.batches[0].sheets[0].columns}
    assert named["Кличка"] == "own:Кличка"
    assert list(list_client_ids(db, "Рекс")) == list(list_client_ids(db, "Крылова"))


def test_a_column_is_mapped_to_an_own_field_by_its_name(
    db: Database, now: datetime, fields: dict[str, int], tmp_path: Path
) -> None:
    path = write(tmp_path / "a.csv", "ФИО;Телефон;Питомец", "Крылова Ольга Петровна;89052211408;Рекс")
    bring(db, now, path, own=(("Питомец", "кличка"),))
    assert own_of(db, "Крылова") == {"Кличка": "Рекс"}
    with db.read() as session:
        assert session.scalars(select(OwnValue.number)).all() == [None]
    with pytest.raises(NotFound):
        bring(db, now, path, own=(("Питомец", "Окрас"),))


def test_such_a_file_is_remembered_with_its_own_fields(
    db: Database, now: datetime, fields: dict[str, int], tmp_path: Path
) -> None:
    head = "ФИО;Телефон;Питомец"
    bring(
        db,
        now,
        write(tmp_path / "a.csv", head, "Крылова Ольга Петровна;89052211408;Рекс"),
        own=(("Питомец", "Кличка"),),
    )
    bring(db, now, write(tmp_path / "b.csv", head, "Пак Игорь Ильич;89990102233;Боня"))
    assert own_of(db, "Пак") == {"Кличка": "Боня"}


@pytest.mark.parametrize(("rule", "name"), [("fill", "Рекс"), ("overwrite", "Боня"), ("keep", "Рекс")])
def test_what_the_shop_has_follows_the_rule_and_comes_back(
    db: Database, now: datetime, fields: dict[str, int], tmp_path: Path, rule: str, name: str
) -> None:
    data = ClientData("Крылова Ольга Петровна", card="77", own={fields["Кличка"]: "Рекс"})
    client_id = save_client(db, data, now)
    path = write(tmp_path / "a.csv", "ФИО;Номер карты;Кличка;Размер", "Крылова Ольга Петровна;77;Боня;40")
    result = bring(db, now, path, on_conflict=rule)
    filled = {} if rule == "keep" else {"Размер": "40"}
    assert own_of(db, "Крылова") == {"Кличка": name} | filled
    assert result.batches[0].clients.updated == (rule != "keep")
    again = bring(db, now, path, on_conflict=rule)
    assert again.batches[0].clients.updated == 0
    for batch in (*again.batches, *result.batches):
        undo_batch(db, batch.batch or 0, now)
    assert own_of(db, "Крылова") == {"Кличка": "Рекс"}
    assert list(list_client_ids(db, "Рекс")) == [client_id]


def test_taking_back_the_first_of_two_imports_leads_to_what_was_before_both(
    db: Database, now: datetime, fields: dict[str, int], tmp_path: Path
) -> None:
    save_client(db, ClientData("Крылова Ольга Петровна", card="77", own={fields["Кличка"]: "Рекс"}), now)
    head = "ФИО;Номер карты;Кличка"
    first = bring(db, now, write(tmp_path / "a.csv", head, "Крылова Ольга Петровна;77;Боня"), on_conflict="overwrite")
    second = bring(db, now, write(tmp_path / "b.csv", head, "Крылова Ольга Петровна;77;Шарик"), on_conflict="overwrite")
    undo_batch(db, first.batches[0].batch or 0, now)
    assert own_of(db, "Крылова") == {"Кличка": "Шарик"}
    undo_batch(db, second.batches[0].batch or 0, now)
    assert own_of(db, "Крылова") == {"Кличка": "Рекс"}


def test_sales_that_name_their_clients_fill_own_fields_too(
    db: Database, now: datetime, fields: dict[str, int], tmp_path: Path
) -> None:
    rows = ("Дата;Клиент;Телефон;Кличка;Товар;Сумма", "01.02.2026;Крылова Ольга;89052211408;Рекс;Корм;1500")
    bring(db, now, write(tmp_path / "a.csv", *rows, "03.02.2026;Крылова Ольга;89052211408;Рекс;Мяч;300"))
    assert own_of(db, "Крылова") == {"Кличка": "Рекс"}
    assert [row.name for row in list_own_fields(db)] == list(fields)


def test_clients_of_an_import_are_found_by_their_own_fields_as_if_typed(
    db: Database, now: datetime, fields: dict[str, int], tmp_path: Path
) -> None:
    head = "ФИО;Телефон;Кличка;Чипирован;Заметка"
    rows = ("Крылова Ольга Петровна;89052211408;Рекс;да;любит чай", "Пак Игорь Ильич;89990102233;Боня;нет;")
    bring(db, now, write(tmp_path / "a.csv", head, *rows, "Крылова Ольга Петровна;89052211408;;;и кофе"))
    sales = ("Дата;Клиент;Телефон;Кличка;Сумма", "01.02.2026;Ли Анна;89990102244;Шарик;1500")
    bring(db, now, write(tmp_path / "b.csv", *sales))
    for name in ("Рекс", "Боня", "Шарик"):
        assert len(list_client_ids(db, name)) == 1
    with db.write() as session:
        clients = session.scalars(select(Client)).all()
        before = {client.id: set(client.search_text.split("\n")) for client in clients}
        refresh_client_keys(session, list(before))
        clients = session.scalars(select(Client)).all()
        assert {client.id: set(client.search_text.split("\n")) for client in clients} == before


def test_cells_that_mean_nothing_fill_nothing(
    db: Database, now: datetime, fields: dict[str, int], tmp_path: Path
) -> None:
    rows = ("ФИО;Телефон;Кличка;Размер;Чипирован;Порода", "Крылова Ольга;89052211408;н/д;-;-;???")
    result = bring(db, now, write(tmp_path / "a.csv", *rows))
    assert own_of(db, "Крылова") == {"Чипирован": "0"}
    assert result.batches[0].sheets[0].rows_repaired == 0
