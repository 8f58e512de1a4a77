"""Everything else that is done in a shop beside selling: enquiries, cases, wishes, products, the log, the trash.

Each act takes three numbers that choose whom and what it is about, and does nothing where there is nothing to do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.models.aftersale import Entitlement, Feedback, Interest, ServiceCase
from app.models.audit import Action
from app.models.client import Client
from app.models.database import Database
from app.models.enquiry import Enquiry
from app.models.enums import CaseKind, CaseStatus, EnquiryState, EntitlementKind, InteractionKind, InterestReason
from app.models.interaction import Interaction
from app.models.product import Product
from app.services.aftersale.cases import CaseData, delete_case, save_case, set_case_status
from app.services.aftersale.entitlements import EntitlementData, delete_entitlement, save_entitlement
from app.services.clients.merging.merge import MERGED, unmerge
from app.services.clients.save import trash_client
from app.services.clients.trash import list_trash_ids, restore_clients
from app.services.enquiries.data import EnquiryData, NextStep
from app.services.enquiries.save import delete_enquiry, move_enquiry, save_enquiry
from app.services.feedback import add_feedback, delete_feedback
from app.services.interactions import delete_interaction, log_interaction
from app.services.interests import add_interest, close_interest
from app.services.products.data import Link
from app.services.products.merge import merge_products
from app.services.products.save import archive_products, save_product, set_category, set_in_stock
from app.services.products.shown import get_product
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.save import add_purchase
from tests.services.task_acts import TASK_ACTS

Act = Callable[[Database, datetime, int, int, int], object]
START = date(2026, 9, 1)
WISHES = ("Матча", "Кофе", "Чай", "Какао")
STATES, STATUSES, CALLS = tuple(EnquiryState), tuple(CaseStatus), tuple(InteractionKind)


def one_of(db: Database, number: int, column: Any, *where: Any) -> int | None:
    """One of the ids of a table, chosen by the number; None where there is none."""
    with db.read() as session:
        found = list(session.scalars(select(column).where(*where).order_by(column)))
    return found[number % len(found)] if found else None


def whom(db: Database, number: int) -> int | None:
    """A client who is neither in the trash nor merged."""
    return one_of(db, number, Client.id, Client.merged_into_id.is_(None), Client.deleted_at.is_(None))


def product(db: Database, number: int) -> int:
    """A product of the catalogue."""
    found = one_of(db, number, Product.id)
    assert found is not None
    return found


def ask(db: Database, now: datetime, who: int, what: int, how: int) -> None:
    """Somebody asks: a client, somebody known by a name, or somebody who becomes a client by it."""
    client = whom(db, who) if how % 3 else None
    contact = "" if client else f"Вера {how}, 8 905 221-15-{what % 100:02}"
    step = NextStep("Позвонить", START + timedelta(80 + what % 9)) if what % 2 else None
    found = product(db, what) if what % 3 else None
    save_enquiry(db, EnquiryData(client, f"Есть ли? {what}", contact, "", found, what, step, how % 4 == 0), now)


def change_enquiry(db: Database, now: datetime, which: int, what: int, how: int) -> None:
    enquiry = one_of(db, which, Enquiry.id, Enquiry.deleted_at.is_(None))
    if enquiry is not None:
        client = whom(db, what)
        step = NextStep("Написать", START + timedelta(90)) if how % 2 else None
        data = EnquiryData(client, f"Иначе {how}", "" if client else "Вера", step=step, product_id=product(db, how))
        save_enquiry(db, data, now, enquiry)


def move(db: Database, now: datetime, which: int, to: int, _how: int) -> None:
    enquiry = one_of(db, which, Enquiry.id, Enquiry.deleted_at.is_(None))
    if enquiry is not None:
        move_enquiry(db, enquiry, STATES[to % len(STATES)], now, "дорого")


def drop_enquiry(db: Database, now: datetime, which: int, _what: int, _how: int) -> None:
    enquiry = one_of(db, which, Enquiry.id, Enquiry.deleted_at.is_(None))
    if enquiry is not None:
        delete_enquiry(db, enquiry, now)


def win(db: Database, now: datetime, which: int, who: int, what: int) -> None:
    """A sale wins an enquiry."""
    enquiry = one_of(db, which, Enquiry.id, Enquiry.deleted_at.is_(None))
    line = LineData("", 1000, 100 + what, product_id=product(db, what))
    add_purchase(db, PurchaseData(whom(db, who), START + timedelta(what % 60), (line,), enquiry_id=enquiry), now)


def complain(db: Database, now: datetime, who: int, what: int, how: int) -> None:
    client = whom(db, who)
    if client is not None:
        found = product(db, what) if how % 2 else None
        due = START + timedelta(how % 9)
        save_case(db, CaseData(client, CaseKind.REPAIR, f"Стучит {what}", START, found, due), now)


def settle(db: Database, now: datetime, which: int, to: int, how: int) -> None:
    case = one_of(db, which, ServiceCase.id)
    if case is not None and how % 4:
        set_case_status(db, case, STATUSES[to % len(STATUSES)], now)
    elif case is not None:
        delete_case(db, case, now)


def entitle(db: Database, now: datetime, who: int, what: int, how: int) -> None:
    """By hand: a new one, or one that a sale gave, changed or taken away."""
    client, given = whom(db, who), one_of(db, what, Entitlement.id)
    if given is not None and how % 3 == 0:
        delete_entitlement(db, given, now)
    elif client is not None:
        end = START + timedelta(how % 50)
        data = EntitlementData(client, EntitlementKind.MEMBERSHIP, f"Клуб {how}", START, end, product(db, what))
        save_entitlement(db, data, now, given if how % 3 == 1 else None)


def wish(db: Database, now: datetime, who: int, what: int, how: int) -> None:
    client = whom(db, who)
    if client is not None:
        reason, price = (InterestReason.MISSING, None) if how % 2 else (InterestReason.TOO_DEAR, 100 + how)
        day = START + timedelta(how % 60)
        add_interest(db, client, WISHES[what % 4], reason, price, "", day, now, out_of_stock=how % 3 == 0)


def fulfil(db: Database, now: datetime, which: int, _what: int, _how: int) -> None:
    interest = one_of(db, which, Interest.id, Interest.closed_at.is_(None))
    if interest is not None:
        close_interest(db, interest, now)


def score(db: Database, now: datetime, who: int, what: int, how: int) -> None:
    client, given = whom(db, who), one_of(db, what, Feedback.id)
    if given is not None and how % 4 == 0:
        delete_feedback(db, given, now)
    elif client is not None:
        add_feedback(db, client, how % 11, f"Отзыв {how}", now, "Поговорить")


def log(db: Database, now: datetime, who: int, what: int, how: int) -> None:
    client, logged = whom(db, who), one_of(db, what, Interaction.id)
    if logged is not None and how % 4 == 0:
        delete_interaction(db, logged, now)
    elif client is not None:
        kind, minutes = CALLS[what % len(CALLS)], 1 + how % 90
        log_interaction(db, client, kind, f"Говорили {how}", now, minutes, ("in", "out")[how % 2])


def change_product(db: Database, now: datetime, which: int, what: int, how: int) -> None:
    """A product saved anew, with a link to another one, out of use, out of stock, or in another category."""
    found, other = product(db, which), product(db, what)
    card = get_product(db, found)
    category = ("", "Чай", "Кофе")[how % 3]
    if what % 4 == 0:
        archive_products(db, [found], not card.archived, now)
    elif what % 4 == 1:
        set_in_stock(db, found, not card.in_stock, now, now.date())
    elif what % 4 == 2:
        set_category(db, [found, other], category, now)
    else:
        links = (Link(other, "goes_with"),) if other != found else ()
        data = replace(card.data, category=category, price=how, links=links)
        carrying = replace(data, carries="subscription", carries_count=1, carries_unit="month")
        save_product(db, carrying if how % 2 else replace(data, carries=None), now, found, card.version)


def make_one_product(db: Database, now: datetime, which: int, what: int, _how: int) -> None:
    kept, other = product(db, which), product(db, what)
    if kept != other:
        merge_products(db, kept, [other], now)


def take_apart(db: Database, now: datetime, which: int, _what: int, _how: int) -> None:
    """A merge of clients is taken back, maybe long after."""
    merge = one_of(db, which, Action.id, Action.kind == MERGED, Action.undone_at.is_(None))
    if merge is not None:
        unmerge(db, merge, now)


def trash(db: Database, now: datetime, who: int, _what: int, _how: int) -> None:
    client = whom(db, who)
    if client is not None:
        trash_client(db, client, now)


def restore(db: Database, now: datetime, which: int, _what: int, _how: int) -> None:
    there = list_trash_ids(db)
    if there:
        restore_clients(db, [there[which % len(there)]], now)


ACTS: tuple[Act, ...] = (
    *(ask, ask, change_enquiry, move, drop_enquiry, win, win),
    *(complain, settle, entitle, wish, wish, fulfil, score, log),
    *(change_product, change_product, make_one_product, trash, restore),
    *TASK_ACTS,
)
