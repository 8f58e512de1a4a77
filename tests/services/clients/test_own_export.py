"""Own fields in exported files, and back again."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from app.i18n import set_language
from app.models.database import Database
from app.models.enums import ContactKind
from app.services.clients.card import get_client_card
from app.services.clients.data import ClientCard, ClientData, Contact
from app.services.clients.find import list_client_ids
from app.services.clients.own import archive_own_field, list_own_fields, save_own_field
from app.services.clients.save import save_client
from app.services.exports.export import export_clients
from app.services.imports.apply import apply_import
from app.services.imports.plan import plan_import
from app.services.imports.results import ImportOptions, ImportResult
from app.wording.files import export_words

TODAY = date(2026, 11, 21)
KINDS = {"Кличка": "text", "Размер": "number", "Свадьба": "date", "Чипирован": "yes_no", "Порода": "choice"}
TYPED = {"Кличка": "=Рекс", "Размер": "42,5", "Свадьба": "12.06.1965", "Чипирован": "нет", "Порода": "такса"}
STORED = {"Кличка": "=Рекс", "Размер": "42.5", "Свадьба": "1965-06-12", "Чипирован": "0", "Порода": "Такса"}


def shop(db: Database, now: datetime, *more: str) -> dict[str, int]:
    """The same own fields in any shop."""
    kinds = KINDS | dict.fromkeys(more, "text")
    return {
        name: save_own_field(db, name, kind, ("Такса", "Корги") if kind == "choice" else (), now)
        for name, kind in kinds.items()
    }


def bring(db: Database, now: datetime, path: Path) -> ImportResult:
    """Import a file; clients of the shop are only filled."""
    with plan_import(db, [path], ImportOptions(today=TODAY)) as plan:
        return apply_import(db, plan, now)


def card_of(db: Database, name: str) -> ClientCard:
    """The card of the one client of that name."""
    (client_id,) = list_client_ids(db, name)
    return get_client_card(db, client_id)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_an_export_brings_own_fields_into_another_shop_and_changes_nothing_in_its_own(
    db: Database, folder: Path, template: Path, now: datetime, tmp_path: Path, ending: str, language: str
) -> None:
    from app.models.upgrade import open_database

    set_language(language)
    marked = {"ru": "Город", "en": "City"}[language]
    fields = shop(db, now, marked)
    own = {fields[name]: text for name, text in TYPED.items()} | {fields[marked]: "Углич"}
    extra = Contact(ContactKind.ADDRESS, "Казань, ул. Баумана 1")
    save_client(db, ClientData("Крылова Ольга Петровна", contacts=(extra,), card="77", city="Тверь", own=own), now)
    save_client(db, ClientData("Пак Игорь Ильич", card="78"), now)
    target = tmp_path / f"out{ending}"
    export_clients(db, target, export_words())
    assert bring(db, now, target).batches[0].clients.unchanged == 2

    other_file = tmp_path / "other.db"
    other_file.write_bytes(template.read_bytes())
    other = open_database(other_file, now)
    try:
        shop(other, now, marked)
        bring(other, now, target)
        card = card_of(other, "Крылова")
        assert {own.name: own.value for own in card.own} == STORED | {marked: "Углич"}
        assert (card.row.city, card.contacts) == ("Тверь", (extra,))
        assert card_of(other, "Пак").own == ()
    finally:
        other.close()


def test_a_field_out_of_use_is_not_exported(db: Database, now: datetime, tmp_path: Path) -> None:
    fields = shop(db, now)
    save_client(db, ClientData("Крылова Ольга", own={fields["Кличка"]: "Рекс"}), now)
    archive_own_field(db, fields["Кличка"], True, now)
    export_clients(db, tmp_path / "out.csv", export_words())
    head, row = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "Кличка" not in head
    assert "Размер" in head
    assert "Рекс" not in row
    assert [row.archived for row in list_own_fields(db)] == [True, False, False, False, False]
