"""Any sequence of edits, sales, merges, deletes, undos, redos and restarts ends where a plain model says."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select, text

from app.models.client import Client
from app.models.database import Database
from app.models.upgrade import open_database
from app.services.clients.data import ClientData, Contact
from app.services.clients.keys import client_keys
from app.services.clients.listing.bulk import tag_clients, trash_clients, untag_clients
from app.services.clients.merging.merge import merge_clients
from app.services.clients.save import save_client, trash_client
from app.services.clients.trash import list_trash_ids, restore_clients
from app.services.history.actions import find_last_action, find_redoable, redo_action, undo_action
from app.services.tasks.save import TaskData, add_task
from tests.factories import NOW, sell

SINCE = NOW - timedelta(days=1)
NAMES = ("Крылова Ольга", "Ли Дмитрий", "Мартынова Екатерина")
CITIES = ("", "Уфа", "Казань")
TAGS = ("vip", "кофе", "опт")
PHONES = tuple(f"+7905221140{n}" for n in range(4))

cities, names = st.sampled_from(CITIES), st.sampled_from(NAMES)
tags = st.frozensets(st.sampled_from(TAGS))
phones = st.lists(st.sampled_from(PHONES), unique=True, max_size=2).map(tuple)
picks = st.integers(0, 1_000)


@dataclass(frozen=True)
class Person:
    """A client as the model knows one."""

    name: str
    city: str
    tags: frozenset[str]
    phones: tuple[str, ...]
    sales: tuple[int, ...] = ()
    tasks: int = 0
    trashed: bool = False
    merged_into: int | None = None


Shop = dict[int, Person]


@cache
def template() -> Path:
    """An empty shop, made once."""
    path = Path(tempfile.mkdtemp()) / "regulars.db"
    open_database(path, NOW).close()
    return path


class AnyOrder(RuleBasedStateMachine):
    """The shop beside the model: a list of what it was after each action, and what was taken back of it."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(template(), self.folder / "regulars.db")
        self.db: Database = open_database(self.folder / "regulars.db", NOW)
        self.past: list[Shop] = [{}]
        self.future: list[Shop] = []

    def teardown(self) -> None:
        if hasattr(self, "db"):
            self.compare_all()
            self.db.close()
            shutil.rmtree(self.folder)

    @property
    def shop(self) -> Shop:
        return self.past[-1]

    def live(self) -> list[int]:
        return [n for n, one in self.shop.items() if not one.trashed and one.merged_into is None]

    def pick(self, number: int) -> int:
        return self.live()[number % len(self.live())]

    def become_all(self, people: Shop) -> None:
        shop = self.shop | people
        if shop != self.shop:
            self.past.append(shop)
            self.future.clear()

    def save(self, one: Person, client_id: int | None) -> int:
        contacts = tuple(Contact("phone", phone) for phone in one.phones)
        return save_client(
            self.db,
            ClientData(one.name, city=one.city, tags=tuple(sorted(one.tags)), contacts=contacts),
            NOW,
            client_id,
        )

    @rule(name=names, city=cities, tags=tags, phones=phones)
    def add(self, name: str, city: str, tags: frozenset[str], phones: tuple[str, ...]) -> None:
        one = Person(name, city, tags, phones)
        self.become_all({self.save(one, None): one})

    @precondition(lambda self: self.live())
    @rule(who=picks, name=names, city=cities, tags=tags, phones=phones)
    def edit(self, who: int, name: str, city: str, tags: frozenset[str], phones: tuple[str, ...]) -> None:
        client = self.pick(who)
        one = replace(self.shop[client], name=name, city=city, tags=tags, phones=phones)
        self.save(one, client)
        self.become_all({client: one})

    @precondition(lambda self: self.live())
    @rule(who=picks, price=st.integers(1, 5), day=st.integers(1, 20))
    def buy(self, who: int, price: int, day: int) -> None:
        client = self.pick(who)
        sell(self.db, client, date(2026, 11, day), price * 100)
        one = self.shop[client]
        self.become_all({client: replace(one, sales=(*one.sales, price * 100))})

    @precondition(lambda self: self.live())
    @rule(who=picks)
    def promise(self, who: int) -> None:
        client = self.pick(who)
        add_task(self.db, TaskData(client, "Позвонить", NOW.date()), NOW)
        self.become_all({client: replace(self.shop[client], tasks=self.shop[client].tasks + 1)})

    @precondition(lambda self: self.live())
    @rule(who=picks)
    def trash(self, who: int) -> None:
        client = self.pick(who)
        trash_client(self.db, client, NOW)
        self.become_all({client: replace(self.shop[client], trashed=True)})

    @precondition(lambda self: any(one.trashed for one in self.shop.values()))
    @rule()
    def restore(self) -> None:
        trashed = [n for n, one in self.shop.items() if one.trashed and one.merged_into is None]
        restore_clients(self.db, trashed, NOW)
        self.become_all({n: replace(self.shop[n], trashed=False) for n in trashed})

    @precondition(lambda self: len(self.live()) >= 2)
    @rule(who=picks, other=picks)
    def merge(self, who: int, other: int) -> None:
        keep = self.pick(who)
        others = [n for n in self.live() if n != keep]
        gone = others[other % len(others)]
        merge_clients(self.db, keep, gone, NOW)
        one, two = self.shop[keep], self.shop[gone]
        moved = tuple(phone for phone in two.phones if phone not in one.phones)
        kept = replace(
            one,
            city=one.city or two.city,
            tags=one.tags | two.tags,
            phones=one.phones + moved,
            sales=one.sales + two.sales,
            tasks=one.tasks + two.tasks,
        )
        left = tuple(phone for phone in two.phones if phone in one.phones)
        self.become_all(
            {keep: kept, gone: replace(two, merged_into=keep, tags=two.tags & one.tags, phones=left, sales=(), tasks=0)}
        )

    @precondition(lambda self: self.live())
    @rule(tag=st.sampled_from(TAGS))
    def tag_everybody(self, tag: str) -> None:
        tag_clients(self.db, self.live(), tag, NOW)
        self.become_all({n: replace(self.shop[n], tags=self.shop[n].tags | {tag}) for n in self.live()})

    @precondition(lambda self: self.live())
    @rule(tag=st.sampled_from(TAGS))
    def untag_everybody(self, tag: str) -> None:
        untag_clients(self.db, self.live(), tag, NOW)
        self.become_all({n: replace(self.shop[n], tags=self.shop[n].tags - {tag}) for n in self.live()})

    @precondition(lambda self: self.live())
    @rule()
    def trash_everybody(self) -> None:
        trash_clients(self.db, self.live(), NOW)
        self.become_all({n: replace(self.shop[n], trashed=True) for n in self.live()})

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _turn in range(times):
            action = find_last_action(self.db, SINCE)
            assert (action is None) == (len(self.past) == 1)
            if action is not None:
                assert undo_action(self.db, action.id, NOW) == []
                self.future.append(self.past.pop())

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _turn in range(times):
            action = find_redoable(self.db, SINCE)
            assert (action is None) == (not self.future)
            if action is not None:
                assert redo_action(self.db, action.id, NOW) == []
                self.past.append(self.future.pop())

    @rule(times=st.integers(1, 8))
    def there_and_back(self, times: int) -> None:
        before = len(self.past)
        self.undo(times)
        self.compare()
        self.redo(before - len(self.past))

    @rule()
    def restart(self) -> None:
        self.db.close()
        self.db = open_database(self.folder / "regulars.db", NOW)

    @invariant()
    def compare(self) -> None:
        if not hasattr(self, "db"):
            return
        with self.db.read() as session:
            found = {
                row.id: Person(
                    row.name,
                    row.city,
                    frozenset(tag.tag for tag in row.tags),
                    tuple(contact.value for contact in row.contacts),
                    trashed=row.deleted_at is not None,
                    merged_into=row.merged_into_id,
                )
                for row in session.scalars(select(Client))
            }
        assert found == {n: replace(one, sales=(), tasks=0) for n, one in self.shop.items()}
        trashed = {n for n, one in self.shop.items() if one.trashed and one.merged_into is None}
        assert set(list_trash_ids(self.db)) == trashed

    def compare_all(self) -> None:
        """What takes longer: sales, tasks, stored facts, search keys, the index and the file itself."""
        with self.db.read() as session:
            sales: dict[int, list[int]] = {}
            for client, total in session.execute(text("SELECT client_id, total FROM purchase ORDER BY id")):
                sales.setdefault(client, []).append(total)
            tasks = dict(session.execute(text("SELECT client_id, count(*) FROM task GROUP BY 1")).fetchall())  # type: ignore[arg-type]
            for row in session.scalars(select(Client)):
                one = self.shop[row.id]
                assert sorted(sales.get(row.id, [])) == sorted(one.sales)
                assert (tasks.get(row.id, 0), row.total) == (one.tasks, sum(one.sales))
                keys = client_keys(
                    row.name, row.last_name, row.first_name, row.middle_name, row.company, one.phones,
                    [row.city, *sorted(one.tags)],
                )  # fmt: skip
                assert sorted(row.search_text.split("\n")) == sorted(keys.search_text.split("\n"))
        with self.db.write() as session:
            session.execute(text("INSERT INTO client_fts (client_fts, rank) VALUES ('integrity-check', 1)"))
        assert self.db.problems() == []


TestAnyOrder: Callable[..., object] = AnyOrder.TestCase
TestAnyOrder.settings = settings(  # type: ignore[attr-defined]
    max_examples=6, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
