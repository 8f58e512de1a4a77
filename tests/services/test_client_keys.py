"""Keys of many clients at once are those that each would get alone."""

from __future__ import annotations

import pytest

from app.services.clients.keys import client_keys, keys_of_many

# name, (surname, first name, patronymic, company), phones, the rest
Told = tuple[str, tuple[str | None, str | None, str | None, str | None], str | None, str]
TIDY: list[Told] = [
    ("Крылова Ольга", ("Крылова", "Ольга", None, None), "+79161234567", "anna@example.com\nЗвонить вечером"),
    ("ООО Ёлка", (None, None, None, "ООО Ёлка"), None, "Орёл"),
    ("Анна", (None, "Анна", None, "Салон №1"), "+79161234567\n12-34-56", ""),
    ("Olga Кrylova", ("Кrylova", "Olga", None, None), None, ""),
]
UNTIDY: list[Told] = [
    ("Крылова  Ольга", ("Крылова", "Ольга", None, None), "+79161234567", "строка\n\nещё "),
    ("Олег\u00a0Крылов", (None, None, None, None), None, "a\n\x00\nb"),
    ("\u00a8 Олег", (None, "Олег", None, None), None, ""),
]


@pytest.mark.parametrize("people", [TIDY, UNTIDY, [*TIDY, *UNTIDY]], ids=["tidy", "untidy", "both"])
def test_keys_of_many_are_those_of_each(people: list[Told]) -> None:
    alone = [
        client_keys(name, *(part or "" for part in parts), phones.split("\n") if phones else [], more.split("\n"))
        for name, parts, phones, more in people
    ]
    together = zip(*keys_of_many(*map(list, zip(*people, strict=True))), strict=True)
    assert list(together) == [tuple(keys) for keys in alone]
