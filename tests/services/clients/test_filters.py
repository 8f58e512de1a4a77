"""Filters of clients: what they let through, what they refuse, and how they are written and worded."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.i18n import set_language
from app.models.client import Client
from app.models.database import Database
from app.models.listing.filter_fields import CHANNELS, CHOICES, FIELDS, OPS
from app.models.listing.order import SORTS
from app.models.upgrade import open_database
from app.services.clients.find import BY_DAY, count_clients, list_client_ids
from app.services.clients.listing.filters import Condition, Group, filter_fields, filter_json, own_ops, read_filter
from app.services.errors import InvalidValue
from app.services.segments.groups import GROUPS, RHYTHM_STATES
from app.services.settings import ShopSettings, save_settings
from app.wording.filters import FIELD_GROUPS, FIELD_NAMES, condition_text, filter_field_name, group_text, op_text
from tests.services.clients.filter_shop import (
    CITIES,
    NAMES,
    NOW,
    OWN_KINDS,
    OWN_VALUES,
    TAGS,
    TODAY,
    Known,
    fill_shop,
    holds,
)

KINDS = {key: field.kind for key, field in FIELDS.items()} | OWN_KINDS


@pytest.fixture(scope="module", params=((1, 40), (2, 90)), ids=("few buyers", "enough to tell their value"))
def shop(request: Any, tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[Database]:
    """A random shop in Moscow."""
    path = tmp_path_factory.mktemp("filters") / "regulars.db"
    shutil.copy(template, path)
    db = open_database(path, NOW)
    save_settings(db, ShopSettings())
    fill_shop(db, *request.param)
    yield db
    db.close()


@pytest.fixture(scope="module")
def known(shop: Database) -> list[Known]:
    """Everything about the clients of that shop."""
    with shop.read() as session:
        return [Known(session, client) for client in session.scalars(select(Client))]


DAYS = st.sampled_from(("2026-11-21", "2026-11-20", "2026-10-01", "2026-12-01", "2025-01-31"))
PERIODS = st.sampled_from(
    ({}, {"days": 0}, {"days": 90}, {"from": "2026-08-01", "to": "2026-10-01"}, {"to": "2026-09-01"})
)
TEXTS = st.sampled_from([*filter(None, (*NAMES, *CITIES)), "ел", "ЁЛ", "[1]", "*", "?", "рекс", "^", "-"])
NUMBERS = st.sampled_from((0, 1, 2, 41, 42.5, -3, 10_000, 100_000, 35_050))
CONTACTS = st.sampled_from(("905", "8 905 221-14-08", "+7", "4915112345678"))
ITEMS = st.lists(st.sampled_from(("кофе зерно", "Чай черный", "Фильтр", "Кофе", "чай")), min_size=1, max_size=2)


def _value(field: str, kind: str, op: str) -> st.SearchStrategy[Any]:
    """Values that the comparison of this field takes."""
    if kind == "consent":
        return st.sampled_from((None, "email", "telegram"))
    if op in ("empty", "not_empty"):
        return st.none()
    if op.endswith("_days"):
        return st.sampled_from((0, 7, 30, 120))
    one = _one(field, kind)
    if op == "between":
        pair = st.tuples(one, one).map(sorted)
        return (
            st.builds(lambda amount, period: {"amount": amount, **period}, pair, PERIODS) if "period" in kind else pair
        )
    if kind == "segment_then":
        stood = st.lists(st.sampled_from(CHOICES["segment"]), min_size=1, max_size=4)
        return st.builds(lambda items, day: {"items": items, "day": day}, stood, DAYS)
    if kind == "bought":
        return st.builds(lambda items, period: {"items": items, **period}, ITEMS, PERIODS)
    if "period" in kind:
        return st.builds(lambda amount, period: {"amount": amount, **period}, one, PERIODS)
    return st.lists(one, min_size=1, max_size=3) if op in ("any", "all", "none") else one


def _one(field: str, kind: str) -> st.SearchStrategy[Any]:
    if field == "phone":
        return CONTACTS
    if kind == "view":
        return st.sampled_from((1, 2, 3))
    if kind in ("choice", "segment"):
        return st.sampled_from(CHOICES.get(field, OWN_VALUES.get(field, ())))
    return {
        "date": DAYS,
        "tags": st.sampled_from(TAGS),
        "yes_no": st.booleans(),
        "birthday": st.sampled_from((2, 3, 11, 12)),
        "text": TEXTS,
        "contact": TEXTS,
    }.get(kind, st.integers(0, 5) if kind in ("client", "batch") else NUMBERS)


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    """A condition on any field that may be asked."""
    field = draw(st.sampled_from(sorted(KINDS)))
    kind = KINDS[field]
    op = draw(st.sampled_from(own_ops(kind) if field in OWN_KINDS else OPS[kind]))
    return Condition(field, op, draw(_value(field, kind, op)))


groups = st.recursive(
    st.builds(Group, st.sampled_from(("all", "any")), st.lists(conditions(), min_size=1, max_size=2).map(tuple)),
    lambda inner: st.builds(
        Group, st.sampled_from(("all", "any")), st.lists(inner | conditions(), min_size=1, max_size=3).map(tuple)
    ),
    max_leaves=4,
)
LOOK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@LOOK
@given(where=groups)
def test_a_filter_lets_through_whom_plain_python_does(shop: Database, known: list[Known], where: Group) -> None:
    where = read_filter(json.dumps(filter_json(where)), OWN_KINDS)
    wanted = [one.id for one in known if holds(one, where, KINDS)]
    assert sorted(list_client_ids(shop, where=where, today=TODAY)) == wanted
    assert count_clients(shop, where=where, today=TODAY) == len(wanted)
    assert sorted(list_client_ids(shop, where=where, today=TODAY, as_of=True)) == wanted


@LOOK
@given(where=groups, language=st.sampled_from(("ru", "en")))
def test_every_filter_can_be_said(where: Group, language: str) -> None:
    set_language(language)
    own = {key: f"Поле {key}" for key in OWN_KINDS}
    said = group_text(where, lambda one: condition_text(one, KINDS[one.field], "RUB", TODAY, own))
    assert said
    assert "None" not in said
    assert "{" not in said


def test_every_column_sorts_everybody_both_ways(shop: Database) -> None:
    every = sorted(list_client_ids(shop))
    half = Group("all", (Condition("do_not_disturb", "eq", True),))
    some = sorted(list_client_ids(shop, where=half, today=TODAY))
    assert 0 < len(some) < len(every)
    for sort in (*SORTS, *OWN_KINDS, *BY_DAY):
        up, down = (list_client_ids(shop, sort=sort, descending=way, today=TODAY) for way in (False, True))
        assert sorted(up) == sorted(down) == every, sort
        filtered = list_client_ids(shop, sort=sort, where=half, today=TODAY)
        assert filtered.tolist() == [one for one in up if one in some], sort


def test_groups_and_states_of_a_rhythm_are_in_their_own_order(shop: Database, known: list[Known]) -> None:
    for sort, order in (("segment", GROUPS), ("rhythm_state", RHYTHM_STATES)):
        values = {one.id: one.values[sort] for one in known}
        for descending in (False, True):
            for as_of in (False, True):
                ids = list_client_ids(shop, sort=sort, descending=descending, today=TODAY, as_of=as_of)
                told = [values[one] for one in ids]
                there = [order.index(value) for value in told if value in order]
                assert there == sorted(there, reverse=descending)
                assert not set(told[len(there) :]) & set(order)


@pytest.mark.parametrize(
    ("sort", "field"),
    [("city", "city"), ("total", "total"), ("age", "age"), ("silent_days", "silent_days"), ("own:2", "own:2")]
    + [(name, name) for name in ("first_visit", "average_receipt", "rhythm_days", "due_back", "points", "created")],
)
def test_nothing_comes_last_either_way(shop: Database, known: list[Known], sort: str, field: str) -> None:
    values = {one.id: one.values[field] for one in known}
    missing = [one for one, value in values.items() if value in (None, "")]
    for descending in (False, True):
        ids = list_client_ids(shop, sort=sort, descending=descending, today=TODAY).tolist()
        there = [values[one] for one in ids if one not in missing]
        assert [one for one in ids if one in missing] == ids[len(there) :]
        plain = [value.lower().replace("ё", "е") if isinstance(value, str) else value for value in there]
        assert plain == sorted(plain, reverse=descending)


@pytest.mark.parametrize(
    "document",
    [
        "nonsense",
        "[]",
        {"all": {}},
        {"some": []},
        {"all": [], "any": []},
        {"field": "total"},
        {"field": "total", "op": "ge"},
        {"field": "total", "op": "ge", "value": "many"},
        {"field": "total", "op": "ge", "value": True},
        {"field": "total", "op": "like", "value": 1},
        {"field": "height", "op": "ge", "value": 1},
        {"field": "own:9", "op": "not_empty"},
        {"field": "own:2", "op": "contains", "value": "4"},
        {"field": "own:x", "op": "not_empty"},
        {"field": "name", "op": "contains", "value": "  "},
        {"field": "name", "op": "contains", "value": "half a letter \ud800"},
        {"field": "gender", "op": "eq", "value": "x"},
        {"field": "tags", "op": "any", "value": []},
        {"field": "last_visit", "op": "lt", "value": "21.11.2026"},
        {"field": "last_visit", "op": "between", "value": ["2026-11-21", "2026-01-01"]},
        {"field": "last_visit", "op": "last_days", "value": -1},
        {"field": "birthday", "op": "month", "value": 13},
        {"field": "bought", "op": "any", "value": {"items": []}},
        {"field": "period_total", "op": "ge", "value": {"amount": 1, "days": 5, "from": "2026-01-01"}},
        {"any": [{"all": [{"field": "total", "op": "ge", "value": float("nan")}]}]},
    ],
)
def test_a_wrong_filter_is_refused(document: Any) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_filter(document, OWN_KINDS)
    assert refused.value.fields["field"] == "filter"


def test_the_part_that_is_wrong_is_told() -> None:
    wrong = {"field": "total", "op": "ge", "value": "много"}
    with pytest.raises(InvalidValue) as refused:
        read_filter({"all": [{"field": "visits", "op": "ge", "value": 3}, wrong]})
    assert json.loads(str(refused.value.fields["value"])) == wrong


def test_every_field_has_its_words_and_its_place_in_the_menu(shop: Database) -> None:
    listed = [key for _title, keys in FIELD_GROUPS for key in keys]
    assert sorted(listed) == sorted(FIELDS) == sorted(FIELD_NAMES)
    own = filter_fields(shop)[len(FIELDS) :]
    assert [field.key for field in own] == list(OWN_KINDS)
    for field in filter_fields(shop):
        assert all(op_text(field.kind, op) for op in field.ops)
        assert filter_field_name(field.key, {one.key: one.name for one in own})


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Condition("total", "ge", 1_000_000), "Total ≥ 10,000\u00a0₽"),
        (Condition("name", "contains", "анна"), "Name contains “анна”"),
        (Condition("tags", "none", ["VIP", "опт"]), "Tags: not VIP, опт"),
        (Condition("last_visit", "over_days", 60), "Last visit: over 60 days ago"),
        (Condition("birthday", "next_days", 0), "Birthday: today"),
        (Condition("phone", "empty"), "Phone: none"),
        (Condition("bought", "any", {"items": ["Tea"], "days": 90}), "Bought “Tea”, in the last 90 days"),
        (Condition("consent_advertising", "given", CHANNELS[1]), "Agrees to advertising (E-mail): yes"),
    ],
)
def test_a_condition_is_said_in_few_words(asked: Condition, said: str) -> None:
    assert condition_text(asked, KINDS[asked.field], "RUB", TODAY) == said
