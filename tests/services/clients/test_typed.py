"""What a person types about a client: names in any order, phones, e-mails, messengers, birthdays."""

from __future__ import annotations

from datetime import date, datetime
from itertools import permutations

import pytest

from app.models.database import Database
from app.models.enums import ContactKind
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday, ClientData
from app.services.clients.full_name import guessed_gender, typed_name
from app.services.clients.save import save_client
from app.services.clients.typed import check_birthday, format_phone, typed_birthday, typed_contact
from app.services.errors import InvalidValue
from app.wording.failures import error_sentence

PEOPLE = (
    ("Крылова", "Ольга", "Петровна"),
    ("Ли", "Дмитрий", "Сергеевич"),
    ("Мамедов", "Али", "Гусейн оглы"),
    ("Алиева", "Лейла", "Ахмед кызы"),
    ("Мамедов", "Али", "Гусейн-оглы"),
    ("Ким", "Анна", "Викторовна"),
    ("Касымов", "Азиз", "Рустам угли"),
    ("Шевчук", "Юлия", "Никитична"),
)


@pytest.mark.parametrize("parts", PEOPLE, ids=" ".join)
def test_surname_first_name_and_patronymic_may_stand_in_any_order(parts: tuple[str, str, str]) -> None:
    for order in permutations(parts):
        name = typed_name(" ".join(order))
        assert (name.last, name.first, name.middle) == parts
        assert name.display == " ".join(parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Иванович Пётр Ильич", ("Иванович", "Пётр", "Ильич")),
        ("Пётр Ильич Иванович", ("Иванович", "Пётр", "Ильич")),
        ("КРЫЛОВА ОЛЬГА ПЕТРОВНА", ("Крылова", "Ольга", "Петровна")),
        ("али гусейн-оглы мамедов", ("Мамедов", "Али", "Гусейн-оглы")),
        ("Крылова О. П.", ("Крылова", "О.", "П.")),
        ("Ольга Крылова", ("Крылова", "Ольга", None)),
        ("John Fitzgerald Kennedy", ("Kennedy", "John", "Fitzgerald")),
    ],
)
def test_other_names_are_read_as_an_import_reads_them(text: str, parts: tuple[str | None, ...]) -> None:
    name = typed_name(text)
    assert (name.last, name.first, name.middle) == parts


@pytest.mark.parametrize(
    ("patronymic", "gender"),
    [
        *(("Петровна", "f"), ("Никитична", "f"), ("Ахмед кызы", "f"), ("Ахмед-Кызы", "f"), ("Самат гызы", "f")),
        *(("Петрович", "m"), ("Ильич", "m"), ("Лукич", "m"), ("Гусейн оглы", "m"), ("Гусейн-оглы", "m")),
        *(("Маратулы", "m"), ("Рустам угли", "m"), ("", None), ("Fitzgerald", None), ("П.", None)),
    ],
)
def test_a_patronymic_tells_the_gender(patronymic: str, gender: str | None) -> None:
    assert guessed_gender(patronymic) == gender


def test_the_gender_chosen_by_hand_stays_whatever_the_name_becomes(db: Database, now: datetime) -> None:
    client_id = save_client(db, ClientData("Крылова Ольга Петровна", gender="m"), now)
    save_client(db, ClientData("Крылова Анна Петровна"), now, client_id)
    assert get_client_card(db, client_id).gender == "m"
    save_client(db, ClientData("Крылова Анна Петровна", gender=""), now, client_id)
    assert get_client_card(db, client_id).gender is None


def test_a_guessed_gender_follows_the_patronymic_and_stays_without_one(db: Database, now: datetime) -> None:
    client_id = save_client(db, ClientData("Саша Крылова Петровна"), now)
    save_client(db, ClientData("Крылов Саша Петрович"), now, client_id)
    assert get_client_card(db, client_id).gender == "m"
    save_client(db, ClientData("Крылов Саша"), now, client_id)
    assert get_client_card(db, client_id).gender == "m"


@pytest.mark.parametrize(
    ("typed", "country", "shown"),
    [
        *(("8", "RU", "8"), ("8905", "RU", "8 905"), ("89052211408", "RU", "8 905 221-14-08")),
        *(("+790522114", "RU", "+7 905 221-14"), ("9052211408", "RU", "905 221-14-08"), ("+7905", "US", "+7 905")),
        *(("+4930901820", "RU", "+49 30 901820"), ("2125550123", "US", "(212) 555-0123")),
        *(("Ольга", "RU", "Ольга"), ("8 905 221-14-08 доб. 12", "RU", "8 905 221-14-08 доб. 12"), ("", "RU", "")),
        *(("890522114089", "RU", "890522114089"), ("8 905 221-14-08", "RU", "8 905 221-14-08")),
    ],
)
def test_a_phone_gets_its_gaps_while_it_is_typed(typed: str, country: str, shown: str) -> None:
    assert format_phone(typed, country) == shown


@pytest.mark.parametrize("number", ["89052211408", "+12125550123", "+380441234567", "+4915112345678"])
@pytest.mark.parametrize("country", ["RU", "US", "DE"])
def test_typing_on_a_formatted_phone_ends_where_typing_it_at_once_does(number: str, country: str) -> None:
    shown = ""
    for letter in number:
        shown = format_phone(shown + letter, country)
        assert (
            "".join(filter(str.isdigit, shown)) == "".join(filter(str.isdigit, number))[: sum(map(str.isdigit, shown))]
        )
    assert shown == format_phone(number, country)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        *(("telegram", "https://t.me/olga_k?start=1", "@olga_k"), ("telegram", "olga", "olga")),
        *(("telegram", "8 905 221-14-08", "+79052211408"), ("vk", "https://vk.com/id123", "id123")),
        *(("vk", "m.vk.com/olga.k", "olga.k"), ("whatsapp", "https://wa.me/79052211408", "+79052211408")),
        *(("phone", "+49 30 901820", "+4930901820"), ("email", " Olga@Mail.ru ", "olga@mail.ru")),
        ("address", "Казань,\n ул. Баумана 1", "Казань, ул. Баумана 1"),
    ],
)
def test_contacts_are_kept_in_one_form(kind: str, text: str, value: str) -> None:
    assert typed_contact(ContactKind(kind), text, "RU").value == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *(
            ("email", "a..b@mail.ru"),
            ("email", "olga@mail"),
            ("email", "olga@-mail.ru"),
            ("email", "olga@mail.ru, b@c.ru"),
        ),
        *(("telegram", "Ольга"), ("vk", "ааа"), ("whatsapp", "нет"), ("viber", "12"), ("address", " ")),
    ],
)
def test_what_cannot_be_one_is_refused_with_what_to_do(kind: str, text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        typed_contact(ContactKind(kind), text, "RU")
    sentence = error_sentence(refused.value)
    assert text.strip() in sentence
    assert sentence.count(".") >= 2


@pytest.mark.parametrize("text", ["30.02.1990", "31.04", "29.02.2023", "первое"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        typed_birthday(text)


@pytest.mark.parametrize("birthday", [Birthday(11, 22, 2026), Birthday(1, 1, 1850), Birthday(2, 30)])
def test_a_birthday_nobody_has_is_refused(birthday: Birthday) -> None:
    with pytest.raises(InvalidValue):
        check_birthday(birthday, date(2026, 11, 21))
