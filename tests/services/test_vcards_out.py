"""vCards out of the shop: as phones read them, and as the import reads them again."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.models.database import Database
from app.models.enums import ContactKind
from app.services.clients.data import Birthday, ClientData, Contact
from app.services.clients.find import list_client_ids
from app.services.clients.save import save_client
from app.services.clients.typed import typed_contact
from app.services.errors import WrongEnding
from app.services.exports.export import export_clients, export_today
from app.services.imports.files.vcards import vcard_sheets
from app.wording.files import export_words
from tests.factories import NOW, make_client

OLGA = ClientData(
    "Крылова Ольга Петровна",
    gender="f",
    birthday=Birthday(3, 14, 1985),
    contacts=(
        typed_contact(ContactKind.PHONE, "+7 905 221-14-08", "RU"),
        typed_contact(ContactKind.PHONE, "+7 495 123-45-67", "RU"),
        typed_contact(ContactKind.EMAIL, "olga@mail.example", "RU"),
        typed_contact(ContactKind.TELEGRAM, "@olga_kr", "RU"),
        Contact(ContactKind.ADDRESS, "Казань, ул. Баумана 1"),
    ),
    address="ул. Ленина, 5; кв. 7",
    city="Уфа",
    tags=("VIP", "опт, розница"),
    note="Первая строка\nвторая; с \\ знаками, и длинная: " + "ё" * 90,
)


def written(db: Database, place: Path, ids: list[int] | None = None) -> bytes:
    export_clients(db, place, export_words(), ids)
    return place.read_bytes()


def read_again(place: Path) -> list[dict[str, str]]:
    [sheet] = vcard_sheets(place, None)
    rows = [row for batch in sheet.batches() for row in zip(*batch, strict=True)]
    return [dict(zip(map(str, rows[0]), (str(cell or "") for cell in row), strict=True)) for row in rows[1:]]


def test_lines_are_short_and_end_as_they_must(db: Database, tmp_path: Path) -> None:
    save_client(db, OLGA, NOW)
    content = written(db, tmp_path / "клиенты.vcf")
    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCARD"
    assert lines[-2:] == [b"END:VCARD", b""]
    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in line and line.decode() for line in lines[:-1])
    assert b"VERSION:3.0" in lines
    assert b"URL:https://t.me/olga_kr" in lines


def test_what_was_written_is_read_again(db: Database, tmp_path: Path) -> None:
    save_client(db, OLGA, NOW)
    place = tmp_path / "клиенты.vcf"
    written(db, place)
    [card] = read_again(place)
    assert (card["Last name"], card["First name"], card["Middle name"]) == ("Крылова", "Ольга", "Петровна")
    assert card["Phone"] == "+79052211408\n+74951234567"
    assert card["Email"] == "olga@mail.example"
    assert card["Birthday"] == "1985-03-14"
    assert (card["Gender"], card["City"]) == ("F", "Уфа")
    assert card["Address"] == "ул. Ленина, 5; кв. 7\nКазань, ул. Баумана 1"
    assert set(card["Tags"].split(", ")) >= {"VIP"}
    assert card["Note"] == OLGA.note


@pytest.mark.parametrize(
    ("data", "read"),
    [
        (ClientData("Ли", birthday=Birthday(2, 29)), {"First name": "Ли", "Birthday": "--02-29"}),
        (ClientData("", company="Ромашка"), {"First name": "", "Company": "Ромашка"}),
        (ClientData("Анна"), {"First name": "Анна", "Phone": "", "Company": ""}),
    ],
)
def test_whoever_is_known_only_in_part_is_written_too(
    db: Database, tmp_path: Path, data: ClientData, read: dict[str, str]
) -> None:
    save_client(db, data, NOW)
    place = tmp_path / "один.vcf"
    written(db, place)
    [card] = read_again(place)
    assert {name: card[name] for name in read} == read


def test_only_the_clients_asked_for_are_written_in_their_order(db: Database, tmp_path: Path) -> None:
    first, _second, third = (make_client(db, name) for name in ("Алина Юрьева", "Борис Ким", "Вера Ли"))
    place = tmp_path / "двое.vcf"
    exported = export_clients(db, place, export_words(), [third, first])
    assert exported.rows == 2
    assert [card["First name"] for card in read_again(place)] == ["Вера", "Алина"]
    assert len(list_client_ids(db)) == 3


def test_only_clients_go_into_vcards(tmp_path: Path) -> None:
    with pytest.raises(WrongEnding):
        export_today(tmp_path / "сегодня.vcf", [], export_words())
    assert list(tmp_path.iterdir()) == []
