"""What is done in the shop in a year, at random: each act may find nothing to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from app.models.database import Database
from app.models.enums import CaseKind, CaseStatus, EnquiryState, EntitlementKind, InteractionKind, InterestReason
from app.services.aftersale.cases import CaseData, save_case, set_case_status
from app.services.aftersale.entitlements import EntitlementData, save_entitlement
from app.services.clients.data import Birthday, ClientData, Contact
from app.services.clients.merging.merge import merge_clients
from app.services.clients.save import save_client, trash_client
from app.services.clients.trash import list_trash_ids, restore_clients
from app.services.enquiries.data import EnquiryData, NextStep
from app.services.enquiries.save import move_enquiry, save_enquiry
from app.services.imports.apply import apply_import
from app.services.imports.plan import plan_import
from app.services.imports.results import ImportOptions
from app.services.interactions import log_interaction
from app.services.interests import add_interest
from app.services.products.data import ProductData
from app.services.products.save import save_product, set_in_stock
from app.services.products.shown import get_product
from app.services.purchases.data import LineData, PurchaseData, ReturnLine
from app.services.purchases.find import get_purchase
from app.services.purchases.returns import return_purchase
from app.services.purchases.save import add_purchase, delete_purchase, edit_purchase
from tests.factories import set_dates
from tests.services.imports.shop import write_csv
from tests.simulation.lists import add_or_drop_rule, change_list, tune
from tests.simulation.raw import Rows
from tests.simulation.task_acts import (
    drop_tasks,
    finish_task,
    finish_tasks,
    promise,
    put_off,
    put_off_many,
    reopen,
)

PEOPLE = "Клиент "
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass
class Counter:
    """Who acts when: the shop's file, its rows just now, the moment, and chance."""

    db: Database
    rows: Rows
    now: datetime
    random: Random

    @property
    def today(self) -> Any:
        return self.now.astimezone(self.rows.zone).date()

    def client(self) -> int | None:
        return self.pick([row.id for row in self.rows.clients if self.rows.is_there(row.id)])

    def goods(self) -> int:
        found = self.pick([row.id for row in self.rows.products])
        assert found is not None
        return found

    def pick(self, ids: list[Any]) -> Any:
        return self.random.choice(ids) if ids else None

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def near(self, before: int, after: int) -> Any:
        """A day around today."""
        return self.today + self.random.randint(-before, after) * DAY

    def wall(self) -> time | None:
        """A time of day, or none."""
        return time(self.random.randint(7, 22), self.random.choice((0, 30))) if self.chance(0.5) else None


def import_file(at: Counter) -> None:
    """A file of sales, of clients whom the shop has and of one whom it has not."""
    known = [row for row in at.rows.clients if at.rows.is_there(row.id) and _phone(row.name)]
    known = at.random.sample(known, min(3, len(known)))
    goods = [row.name for row in at.rows.products]
    rows: list[tuple[object, ...]] = [("ФИО", "Телефон", "Дата", "Товар", "Количество", "Сумма")]
    for name in [*(row.name for row in known), f"Привезённый {at.now:%m%d%H%M}"]:
        price = at.random.randint(100, 9000)
        rows.append((name, _phone(name), at.near(60, 0).isoformat(), at.pick(goods), 1, price))
    path = write_csv(at.db.path.with_name("sales.csv"), rows)
    with plan_import(at.db, [path], ImportOptions(today=at.today)) as plan:
        apply_import(at.db, plan, at.now)


def _phone(name: str) -> str:
    """Everybody who was written down by hand has one."""
    _word, _, number = name.partition(PEOPLE)
    return f"+7905{int(number):07}" if number.isdigit() else ""


Act = Callable[[Counter], object]


def _birthday(at: Counter) -> Birthday | None:
    if at.chance(0.2):
        return None
    if at.chance(0.15):
        return Birthday(2, 29, at.random.choice((None, 1988, 2000)))
    day = at.near(3, 40) if at.chance(0.5) else at.near(180, 180)
    return Birthday(day.month, day.day, at.random.choice((None, 1988)))


def _person(at: Counter, name: str) -> ClientData:
    every = at.random.randint(5, 60) if at.chance(0.3) else None
    muted = at.near(10, 40) if at.chance(0.1) else None
    quiet = at.chance(0.1)
    contacts = (Contact("phone", _phone(name)),) if _phone(name) else ()
    told = {"do_not_disturb": quiet, "contact_days": every, "muted_until": muted}
    return ClientData(name, birthday=_birthday(at), contacts=contacts, **told)


def add_person(at: Counter) -> None:
    save_client(at.db, _person(at, f"{PEOPLE}{len(at.rows.clients)}"), at.now)


def edit_person(at: Counter) -> None:
    client = at.client()
    if client is not None:
        save_client(at.db, _person(at, at.rows.client[client].name), at.now, client)


def remember_day(at: Counter) -> None:
    client, known = at.client(), at.pick([row.id for row in at.rows.dates])
    if known is not None and at.chance(0.2):
        owner = next(row.client_id for row in at.rows.dates if row.id == known)
        set_dates(at.db, owner, *_dates_of(at, owner, but=known), now=at.now)
    elif client is not None:
        day = at.near(5, 60)
        new = (f"Свадьба {day}", Birthday(day.month, day.day))
        set_dates(at.db, client, *_dates_of(at, client), new, now=at.now)


def _dates_of(at: Counter, client: int, but: int | None = None) -> list[tuple[str, Birthday]]:
    theirs = (row for row in at.rows.dates if row.client_id == client and row.id != but)
    return [(row.name, Birthday(row.month, row.day, row.year)) for row in theirs]


def _lines(at: Counter) -> tuple[LineData, ...]:
    taken = {at.goods() for _ in range(at.random.randint(1, 2))}
    price = lambda: at.random.randint(100, 900_000)  # noqa: E731
    return tuple(LineData("", at.random.choice((1000, 2000)), price(), product_id=one) for one in taken)


def sell(at: Counter) -> None:
    client = None if at.chance(0.05) else at.client()
    day = at.today if at.chance(0.8) else at.near(60, 0)
    add_purchase(at.db, PurchaseData(client, day, _lines(at)), at.now)


def _sale(at: Counter) -> Any:
    return at.pick([row for row in at.rows.purchases if row.return_of_id is None])


def bring_back(at: Counter) -> None:
    sale = _sale(at)
    back = {row.return_of_id for row in at.rows.purchases}
    if sale is not None and (sale.id not in back or at.chance(0.5)) and sale.day <= at.today.isoformat():
        line = at.pick(at.rows.lines_of[sale.id])
        part = (ReturnLine(line.id, min(line.quantity, 1000)),) if at.chance(0.5) else ()
        return_purchase(at.db, sale.id, part, at.today, None, at.now)


def drop_sale(at: Counter) -> None:
    sale = _sale(at)
    if sale is not None and sale.id not in {row.return_of_id for row in at.rows.purchases}:
        delete_purchase(at.db, sale.id, at.now)


def edit_sale(at: Counter) -> None:
    sale = _sale(at)
    if sale is not None and sale.id not in {row.return_of_id for row in at.rows.purchases}:
        shown = get_purchase(at.db, sale.id)
        data = PurchaseData(at.client(), at.near(40, 0), _lines(at))
        edit_purchase(at.db, sale.id, data, shown.version, at.now)


def ask(at: Counter) -> None:
    step = NextStep("Написать", at.near(0, 5), at.wall()) if at.chance(0.4) else None
    client = at.client() if at.chance(0.7) else None
    save_enquiry(at.db, EnquiryData(client, "Есть ли?", "" if client else "Вера", step=step), at.now)


def move(at: Counter) -> None:
    row = at.pick([row for row in at.rows.enquiries if row.deleted_at is None])
    if row is not None:
        move_enquiry(at.db, row.id, at.pick(list(EnquiryState)), at.now)


def complain(at: Counter) -> None:
    client = at.client()
    if client is not None:
        data = CaseData(client, CaseKind.REPAIR, "Стучит", at.near(3, 0), due_day=at.near(2, 20))
        save_case(at.db, data, at.now)


def settle(at: Counter) -> None:
    row = at.pick(at.rows.cases)
    if row is not None:
        set_case_status(at.db, row.id, at.pick(list(CaseStatus)), at.now)


def entitle(at: Counter) -> None:
    client, known = at.client(), at.pick([row.id for row in at.rows.entitlements])
    if client is not None:
        start = at.near(20, 0)
        goods = at.goods() if at.chance(0.5) else None
        end = start + at.random.randint(1, 60) * DAY
        data = EntitlementData(client, EntitlementKind.MEMBERSHIP, "Клуб", start, end, goods)
        save_entitlement(at.db, data, at.now, known if at.chance(0.3) else None)


def wish(at: Counter) -> None:
    client = at.client()
    if client is not None:
        why, price = at.pick([(InterestReason.MISSING, None), (InterestReason.TOO_DEAR, 50_000)])
        add_interest(at.db, client, at.goods(), why, price, "", at.near(5, 0), at.now, out_of_stock=at.chance(0.7))


def restock(at: Counter) -> None:
    goods = at.goods()
    set_in_stock(at.db, goods, not at.rows.product[goods].in_stock, at.now, at.today)


def reprice(at: Counter) -> None:
    card = get_product(at.db, at.goods())
    data: ProductData = replace(card.data, price=at.random.randint(10_000, 90_000))
    save_product(at.db, data, at.now, card.id, card.version)


def talk(at: Counter) -> None:
    client = at.client()
    if client is not None:
        log_interaction(at.db, client, InteractionKind.CALL, "Говорили", at.now)


def trash(at: Counter) -> None:
    client = at.client()
    if client is not None:
        trash_client(at.db, client, at.now)


def restore(at: Counter) -> None:
    there = list_trash_ids(at.db)
    if there:
        restore_clients(at.db, [at.pick(there)], at.now)


def merge(at: Counter) -> tuple[int, int, int] | None:
    """Two become one: the action, who stays and who goes."""
    keep, gone = at.client(), at.client()
    if keep is None or gone is None or keep == gone:
        return None
    return merge_clients(at.db, keep, gone, at.now).action_id, keep, gone


FINISHING = (finish_task, finish_tasks)  # what was told of these tasks is handled
# How often each is done, against the others.
ACTS: dict[Act, int] = {
    sell: 30,
    bring_back: 3,
    drop_sale: 2,
    edit_sale: 4,
    add_person: 3,
    edit_person: 6,
    promise: 10,
    put_off: 5,
    finish_task: 4,
    put_off_many: 3,
    finish_tasks: 2,
    drop_tasks: 1,
    reopen: 2,
    ask: 5,
    move: 4,
    complain: 3,
    settle: 3,
    entitle: 3,
    wish: 4,
    restock: 4,
    reprice: 3,
    talk: 4,
    trash: 1,
    remember_day: 4,
    tune: 2,
    add_or_drop_rule: 1,
    change_list: 1,
    import_file: 1,
    restore: 2,
}
