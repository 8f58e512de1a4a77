"""Contacts out of phones and mail programs: a vCard file is a sheet of clients."""

from __future__ import annotations

import pytest

from app.services import errors
from app.services.imports.rows import Role
from tests.services.imports.sheets import fields_of, read_one

ANDROID_21 = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9A=D1=80=D1=8B=D0=BB=D0=BE=D0=B2=D0=B0;=D0=9E=D0=BB=D1=8C=D0=\\=
=B3=D0=B0;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9E=D0=BB=D1=8C=D0=B3=D0=B0=20=D0=9A=D1=80=D1=8B=D0=BB=D0=BE=
=D0=B2=D0=B0
TEL;CELL;PREF:+79161234567
TEL;HOME:8(495)123-45-67
EMAIL;HOME:Olga@Mail.ru
BDAY:1985-03-14
NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=D0=BB=D1=8E=D0=B1=D0=B8=D1=82=0D=0A=D1=87=D0=B0=D0=B9
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/
 2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB

END:VCARD
""".replace("=\\=\n", "=\n")

APPLE_30 = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iPhone OS 17.0//EN
N:Иванов;Пётр;Сергеевич;;
FN:Пётр Сергеевич Иванов
ORG:Ромашка\\, цветы;
item1.TEL;type=pref:+7 916 111-22-33
item1.X-ABLabel:работа
BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-06
item2.ADR;type=HOME;type=pref:;;ул. Мира\\, 5;Тула;;300000;Россия
CATEGORIES:VIP,постоянные
NOTE:аллергия\\nна оре
 хи
END:VCARD
"""

RFC_40 = """begin:vcard
VERSION:4.0
FN:Анна Петрова
N:;;;;
TEL;VALUE=uri;TYPE="voice,home":tel:+7-916-222-33-44
BDAY:--0314
GENDER:F
EMAIL:anna@example.com
end:vcard
"""


def test_cards_of_all_versions_become_clients(tmp_path):
    path = tmp_path / "Контакты.vcf"
    path.write_bytes((ANDROID_21 + APPLE_30 + RFC_40).replace("\n", "\r\n").encode())
    info, (olga, pyotr, anna) = read_one(path)
    assert info.role is Role.CLIENTS
    assert (olga.last_name, olga.first_name, olga.phones) == ("Крылова", "Ольга", "+79161234567\n+74951234567")
    assert (olga.emails, olga.birthday, olga.note) == ("olga@mail.ru", "1985-03-14", "любит\nчай")
    assert (pyotr.name, pyotr.middle_name, pyotr.company) == ("Иванов Пётр Сергеевич", "Сергеевич", "Ромашка, цветы")
    assert (pyotr.phones, pyotr.birthday, pyotr.city, pyotr.tags) == (
        "+79161112233",
        "--05-06",
        "Тула",
        "VIP\nпостоянные",
    )
    assert (pyotr.address, pyotr.note) == ("300000, ул. Мира, 5", "аллергия\nна орехи")
    assert (anna.last_name, anna.first_name, anna.gender) == ("Петрова", "Анна", "f")
    assert (anna.phones, anna.birthday) == ("+79162223344", "--03-14")


def test_the_columns_of_a_card_can_be_mapped_like_any_others(tmp_path):
    path = tmp_path / "a.vcf"
    path.write_text(RFC_40, encoding="utf-8")
    info, _rows = read_one(path)
    assert {"Phone": "phone", "Birthday": "birthday", "Company": "company", "Tags": "tag"}.items() <= fields_of(
        info
    ).items()


def test_cards_in_an_old_russian_encoding_and_without_an_end_are_read(tmp_path):
    path = tmp_path / "телефон.txt"
    card = "BEGIN:VCARD\nVERSION:2.1\nN:Крылова;Ольга\nTEL;CELL:8916123456{n}\nне строка\n"
    path.write_bytes("".join(card.format(n=n) for n in range(3)).encode("cp1251"))
    _info, rows = read_one(path)
    assert [(row.last_name, row.phones) for row in rows] == [("Крылова", f"+7916123456{n}") for n in range(3)]


def test_a_file_without_a_card_is_empty(tmp_path):
    path = tmp_path / "a.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n", encoding="utf-8")
    with pytest.raises(errors.FileIsEmpty):
        read_one(path)
