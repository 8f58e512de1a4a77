"""The shop's own fields: made, changed, ordered, archived, deleted; values by kind; undo."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.models.database import Database
from app.services.clients.card import get_client_card
from app.services.clients.data import ClientData, OwnShown
from app.services.clients.find import list_client_ids
from app.services.clients.own import (
    archive_own_field,
    count_own_values,
    delete_own_field,
    list_own_fields,
    order_own_fields,
    save_own_field,
    typed_own,
)
from app.services.clients.save import save_client
from app.services.errors import InvalidValue, NotFound
from app.services.history.actions import undo_action
from app.services.imports.own_columns import likely_kind, own_of_column
from app.wording.failures import error_sentence


@pytest.mark.parametrize(
    ("kind", "text", "value", "number"),
    [
        *(("text", "  Рекс  и\nБим ", "Рекс и Бим", None), ("text", "нет", "нет", None), ("text", "", "", None)),
        *(
            ("number", "12,50", "12.5", 12.5),
            ("number", "1 200", "1200", 1200.0),
            ("number", "-0.004", "-0.004", -0.004),
        ),
        *(("date", "14.03.2026", "2026-03-14", None), ("date", "12 июня 1965", "1965-06-12", None)),
        *(("yes_no", "да", "1", None), ("yes_no", "No", "0", None), ("yes_no", "", "", None)),
        *(("choice", "такса", "Такса", None), ("choice", "", "", None)),
    ],
)
def test_what_is_typed_is_kept_in_the_form_of_its_kind(kind: str, text: str, value: str, number: float | None) -> None:
    assert typed_own(kind, text, ("Такса", "Корги")) == (value, number)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("number", "много"), ("date", "31.02.2026"), ("date", "12"), ("yes_no", "может быть"), ("choice", "Пудель")],
)
def test_what_is_nothing_of_the_kind_is_refused_with_what_to_do(kind: str, text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        typed_own(kind, text, ("Такса", "Корги"), "Порода")
    sentence = error_sentence(refused.value)
    assert text in sentence
    assert "Порода" in sentence
    assert (kind == "choice") == ("Такса, Корги" in sentence)


def test_values_are_shown_in_the_order_of_the_fields_and_found_by_search(db: Database, now: datetime) -> None:
    dog, size = save_own_field(db, "Кличка", "text", (), now), save_own_field(db, "Размер", "number", (), now)
    client_id = save_client(db, ClientData("Крылова Ольга", own={size: "42,5", dog: "Рекс"}), now)
    shown = (OwnShown(dog, "Кличка", "text", "Рекс"), OwnShown(size, "Размер", "number", "42.5"))
    assert get_client_card(db, client_id).own == shown
    assert list(list_client_ids(db, "рекс")) == [client_id]
    order_own_fields(db, [size, dog], now)
    assert get_client_card(db, client_id).own == shown[::-1]
    save_client(db, ClientData("Крылова Ольга", own={dog: ""}), now, client_id)
    assert get_client_card(db, client_id).own == (shown[1],)
    assert list(list_client_ids(db, "рекс")) == []


def test_a_field_needs_a_name_of_its_own(db: Database, now: datetime) -> None:
    save_own_field(db, "Кличка", "text", (), now)
    for name in ("", " кличка ", "я" * 61):
        with pytest.raises(InvalidValue):
            save_own_field(db, name, "text", (), now)
    with pytest.raises(InvalidValue):
        save_own_field(db, "Порода", "choice", ("", " "), now)


def test_the_kind_stays_once_there_are_values_but_name_and_choices_change(db: Database, now: datetime) -> None:
    field = save_own_field(db, "Порода", "choice", ("Такса",), now)
    client_id = save_client(db, ClientData("Крылова Ольга", own={field: "Такса"}), now)
    with pytest.raises(InvalidValue):
        save_own_field(db, "Порода", "text", (), now, field)
    save_own_field(db, "Порода собаки", "choice", ("Корги", "Корги", " Шпиц "), now, field)
    (row,) = list_own_fields(db)
    assert (row.name, row.choices) == ("Порода собаки", ("Корги", "Шпиц"))
    save_client(
        db, ClientData("Крылова Анна", own={field: "Такса"}), now, client_id
    )  # as it stands, no choice any more
    assert get_client_card(db, client_id).own[0].value == "Такса"
    with pytest.raises(InvalidValue):
        save_client(db, ClientData("Крылова Анна", own={field: "Пудель"}), now, client_id)


def test_an_archived_field_keeps_its_values_out_of_sight(db: Database, now: datetime) -> None:
    field = save_own_field(db, "Кличка", "text", (), now)
    client_id = save_client(db, ClientData("Крылова Ольга", own={field: "Рекс"}), now)
    action_id = archive_own_field(db, field, True, now)
    assert get_client_card(db, client_id).own == ()
    assert list_own_fields(db, archived=False) == ()
    save_client(db, ClientData("Крылова Анна"), now, client_id)
    undo_action(db, action_id, now)
    assert [own.value for own in get_client_card(db, client_id).own] == ["Рекс"]


def test_a_deleted_field_goes_with_its_values_and_comes_back_with_them(db: Database, now: datetime) -> None:
    field = save_own_field(db, "Размер", "number", (), now)
    client_id = save_client(db, ClientData("Крылова Ольга", own={field: "42,5"}), now)
    assert count_own_values(db, field) == 1
    before = get_client_card(db, client_id).own
    action_id = delete_own_field(db, field, now)
    assert list_own_fields(db) == ()
    assert get_client_card(db, client_id).own == ()
    assert list(list_client_ids(db, "42.5")) == []
    undo_action(db, action_id, now)
    assert get_client_card(db, client_id).own == before
    assert list(list_client_ids(db, "42.5")) == [client_id]
    with pytest.raises(NotFound):
        delete_own_field(db, field + 1, now)


@pytest.mark.parametrize(
    ("samples", "kind"),
    [
        *((("Рекс", "Боня"), "text"), (("42", "43,5"), "number"), (("0", "1"), "number"), (("007", "12"), "text")),
        *((("12.06.1965", "05.03.2011"), "date"), (("да", "нет"), "yes_no"), ((), "text"), (("да", "Рекс"), "text")),
    ],
)
def test_a_field_made_of_a_column_is_of_the_kind_of_its_cells(samples: tuple[str, ...], kind: str) -> None:
    assert likely_kind(samples) == kind


def test_a_column_called_like_a_field_makes_no_second_one(db: Database, now: datetime) -> None:
    field = save_own_field(db, "Кличка", "text", (), now)
    archive_own_field(db, field, True, now)
    assert own_of_column(db, " кличка", ("12",), now).id == field
    assert [row.archived for row in list_own_fields(db)] == [False]
    made = own_of_column(db, "Размер", ("12",), now)
    assert (made.name, made.kind) == ("Размер", "number")
