"""A random history of sales, returns, changes, imports, merges and what is taken back: the facts are always right."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select, text

from app.models.audit import Action
from app.models.client import Client
from app.models.database import Database
from app.models.facts import refresh_cadence
from app.models.purchase import Purchase
from app.models.upgrade import open_database
from app.services.clients.merging.merge import merge_clients
from app.services.clients.trash import list_trash_ids, purge_clients
from app.services.errors import (
    InvalidValue,
    NotFound,
    NothingToReturn,
    ReturnBeforeSale,
    ReturnOfReturn,
    SaleBelowReturned,
)
from app.services.history.actions import redo_action, undo_action
from app.services.purchases.data import LineData, PurchaseData, PurchaseShown, ReturnLine
from app.services.purchases.find import get_purchase
from app.services.purchases.returns import return_purchase
from app.services.purchases.save import add_purchase, delete_purchase, edit_purchase
from tests.factories import NOW, make_client
from tests.services.imports.shop import bring, content, write_csv
from tests.services.plain_facts import check_facts
from tests.services.shop_acts import ACTS, Act, take_apart
from tests.services.test_purchase_edits import add_pass, typed

CLIENTS = ("Крылова Ольга", "Ли Дмитрий", "Мартынова Екатерина")
PRODUCTS = ("Кофе", "Чай", "Абонемент")
HEADER = ("Чек", "Дата", "ФИО", "Телефон", "Товар", "Количество", "Цена", "Сумма")
START = date(2026, 9, 1)

picks = st.integers(0, 1_000)
days = st.integers(0, 60)
lines = st.lists(
    st.tuples(
        st.sampled_from(PRODUCTS),
        st.sampled_from((500, 1000, 2000, 3000)),
        st.one_of(st.none(), st.integers(0, 900)),
        st.integers(0, 100),
    ),
    min_size=1,
    max_size=3,
)
Lines = list[tuple[str, int, int | None, int]]


@cache
def template() -> Path:
    """A shop with three clients and three products of two categories, made once."""
    path = Path(tempfile.mkdtemp()) / "regulars.db"
    db = open_database(path, NOW)
    for number, name in enumerate(CLIENTS):
        make_client(db, name, phone=f"+790522114{number:02}")
    add_pass(db)
    add_purchase(db, PurchaseData(None, START, tuple(LineData(name, 1000, 100) for name in PRODUCTS)), NOW)
    with db.write() as session:
        session.execute(text("UPDATE product SET category = CASE name WHEN 'Чай' THEN 'Чай' ELSE 'Кофе' END"))
    db.close()
    return path


class History(RuleBasedStateMachine):
    """What happens in a shop, in any order; each thing a minute after the one before."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(template(), self.folder / "regulars.db")
        self.db: Database = open_database(self.folder / "regulars.db", NOW)
        self.at, self.files = NOW, 0
        self.made = self.last_action()
        self.imports: set[int] = set()
        self.before: list[tuple[int, object]] = []  # newest actions in their order, and the shop before each

    def teardown(self) -> None:
        if hasattr(self, "db"):
            with self.db.write() as session:
                refresh_cadence(session)
            check_facts(self.db, limits=True)
            assert self.db.problems() == []
            self.db.close()
            shutil.rmtree(self.folder)

    def moment(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def ids(self, *where: object) -> list[int]:
        with self.db.read() as session:
            return list(session.scalars(select(Purchase.id).where(Purchase.deleted_at.is_(None), *where)))  # type: ignore[arg-type]

    def whom(self, number: int) -> int | None:
        with self.db.read() as session:
            there = Client.merged_into_id.is_(None), Client.deleted_at.is_(None)
            live: list[int | None] = [None, *session.scalars(select(Client.id).where(*there))]
        return live[number % len(live)]

    def sale(self, number: int) -> PurchaseShown:
        ids = self.ids()
        return get_purchase(self.db, ids[number % len(ids)])

    def done(self, do: Callable[[datetime], object]) -> None:
        """Do something, and remember the shop before it where it was done."""
        before = content(self.db)
        last = self.last_action()
        do(self.moment())
        if self.last_action() != last:
            self.before.append((self.last_action(), before))

    def last_action(self) -> int:
        with self.db.read() as session:
            return session.scalars(select(Action.id).order_by(Action.id.desc())).first() or 0

    @rule(who=picks, day=days, sold=lines)
    def sell(self, who: int, day: int, sold: Lines) -> None:
        rows = tuple(line_data(*line) for line in sold)
        data = PurchaseData(self.whom(who), START + timedelta(day), rows)
        self.done(lambda now: add_purchase(self.db, data, now))

    @precondition(lambda self: self.ids(Purchase.return_of_id.is_(None)))
    @rule(which=picks, part=st.lists(st.integers(0, 3), max_size=3), later=st.integers(-1, 20))
    def give_back(self, which: int, part: list[int], later: int) -> None:
        sale = self.sale(which)
        left = [line for line in sale.lines if line.returnable > 0]
        wanted = [
            ReturnLine(line.id, max(1, line.returnable * share // 3))
            for line, share in zip(left, part, strict=False)
            if share
        ]
        day = sale.day + timedelta(later)
        with suppress(NothingToReturn, ReturnBeforeSale, ReturnOfReturn):
            self.done(lambda now: return_purchase(self.db, sale.id, wanted, day, None, now))
            shown = get_purchase(self.db, sale.id)
            assert all(line.returnable >= 0 for line in shown.lines)
            assert shown.total is None or shown.returned <= max(shown.total, 0)

    @precondition(lambda self: self.ids())
    @rule(
        which=picks, who=st.one_of(st.none(), picks), day=st.one_of(st.none(), days), sold=st.one_of(st.none(), lines)
    )
    def edit(self, which: int, who: int | None, day: int | None, sold: Lines | None) -> None:
        sale = self.sale(which)
        data = typed(sale) if sale.lines else replace(typed(sale), total=sale.total or 0)
        if who is not None:
            data = replace(data, client_id=self.whom(who))
        if day is not None:
            data = replace(data, day=START + timedelta(day))
        if sold is not None:
            data = replace(data, lines=(*data.lines[1:], *(line_data(*line) for line in sold)))
        with suppress(SaleBelowReturned, ReturnBeforeSale):
            self.done(lambda now: edit_purchase(self.db, sale.id, data, sale.version, now))

    @precondition(lambda self: self.ids())
    @rule(which=picks)
    def delete(self, which: int) -> None:
        sale = self.sale(which)
        self.done(lambda now: delete_purchase(self.db, sale.id, now))

    @rule(who=picks, other=picks)
    def merge(self, who: int, other: int) -> None:
        keep, gone = self.whom(who), self.whom(other)
        if keep is not None and gone is not None and keep != gone:
            self.done(lambda now: merge_clients(self.db, keep, gone, now))

    @rule(act=st.sampled_from(ACTS), first=picks, second=picks, third=picks)
    def anything_else(self, act: Act, first: int, second: int, third: int) -> None:
        with suppress(NotFound, InvalidValue):
            self.done(lambda now: act(self.db, now, first, second, third))

    @rule(which=picks)
    def take_apart(self, which: int) -> None:
        take_apart(self.db, self.moment(), which, 0, 0)
        self.before.clear()

    @rule()
    def empty_the_trash(self) -> None:
        if purge_clients(self.db, self.folder, list_trash_ids(self.db)):
            self.before.clear()

    @rule(sold=st.lists(st.tuples(st.integers(0, 4), days, st.integers(1, 900), st.booleans()), min_size=1, max_size=4))
    def bring(self, sold: list[tuple[int, int, int, bool]]) -> None:
        self.files += 1
        rows: list[tuple[object, ...]] = [HEADER]
        for number, (who, day, price, returned) in enumerate(sold):
            name = (*CLIENTS, "Зайцева Нина", "")[who]
            phone = f"+790522114{who:02}" if name else ""
            receipt = f"{self.files}-{number}"
            when = START + timedelta(day)
            rows.append((receipt, f"{when:%d.%m.%Y}", name, phone, "Кофе", 1, price, price))
            if returned:
                when += timedelta(1)
                rows.append((f"В{receipt}", f"{when:%d.%m.%Y}", name, phone, "Кофе", -1, price, -price))
        path = write_csv(self.folder / f"{self.files}.csv", rows)
        self.daily_roll()  # as an import does, so that the shop before it can be told from the one after
        self.done(lambda now: bring(self.db, path))
        self.imports.add(self.last_action())

    def actions(self, *, undone: bool) -> list[tuple[int, str]]:
        with self.db.read() as session:
            past = Action.undone_at.is_not(None) if undone else Action.undone_at.is_(None)
            found = session.execute(
                select(Action.id, Action.kind).where(past, Action.id > self.made).order_by(Action.id)
            )
            return [(row.id, row.kind) for row in found]

    @rule(which=picks)
    def undo_any(self, which: int) -> None:
        standing = self.actions(undone=False)
        if standing:
            undo_action(self.db, standing[which % len(standing)][0], self.moment())
            self.before.clear()

    @rule(which=picks)
    def redo_any(self, which: int) -> None:
        taken_back = [action for action, kind in self.actions(undone=True) if kind != "import"]
        if taken_back:
            redo_action(self.db, taken_back[which % len(taken_back)], self.moment())
            self.before.clear()

    @precondition(lambda self: self.before)
    @rule(times=st.integers(1, 20), again=st.booleans())
    def undo_last(self, times: int, again: bool) -> None:
        """Taken back one after the other, the newest first, nothing is left of them; done again, all is."""
        after, gone = content(self.db), []
        for _turn in range(min(times, len(self.before))):
            action, before = self.before.pop()
            assert undo_action(self.db, action, self.moment()) == []
            assert content(self.db) == before
            gone.append((action, before))
        if again and not self.imports.intersection(action for action, _before in gone):
            for action, before in reversed(gone):
                assert redo_action(self.db, action, self.moment()) == []
                self.before.append((action, before))
            assert content(self.db) == after

    @rule()
    def daily_roll(self) -> None:
        with self.db.write() as session:
            refresh_cadence(session)
        check_facts(self.db, limits=True)
        self.before.clear()

    @invariant()
    def facts_are_right(self) -> None:
        if hasattr(self, "db"):
            check_facts(self.db)


def line_data(product: str, quantity: int, price: int | None, percent: int) -> LineData:
    """A line with a discount in percent of what it costs."""
    gross = 0 if price is None else quantity * price // 1000
    return LineData(product, quantity, price, gross * percent // 100)


TestHistory: Callable[..., object] = History.TestCase
TestHistory.settings = settings(  # type: ignore[attr-defined]
    max_examples=8, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
