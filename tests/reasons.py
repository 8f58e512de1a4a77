"""Short ways to put reasons into a shop that stem from a row of their own, and to ask for what is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from app.models.database import Database
from app.models.enums import CaseKind, EntitlementKind, InterestReason
from app.models.reminder import Reminder
from app.services.aftersale.cases import CaseData, save_case
from app.services.aftersale.entitlements import EntitlementData, save_entitlement
from app.services.enquiries.data import EnquiryData
from app.services.enquiries.save import save_enquiry
from app.services.history.actions import undo_action
from app.services.interests import add_interest
from app.services.products.data import ProductData
from app.services.products.save import save_product, set_in_stock
from app.services.reminders.items import DueItem, read_key
from app.services.reminders.ledger.acts import last_act
from app.services.reminders.ledger.claims import find_row
from app.services.reminders.today.due import list_due
from app.services.settings import ShopSettings

NOON = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)  # 12:00 in Moscow
TODAY = date(2026, 11, 21)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BRAZIL = "Бразилия 1 кг"


def an_enquiry(db: Database, client: int | None, at: datetime = NOON - DAY, contact: str = "") -> int:
    """A new enquiry that nobody touched since."""
    return save_enquiry(db, EnquiryData(client, "Beans for an office", contact=contact), at)


def a_case(db: Database, client: int, due: date | None = TODAY) -> int:
    """A repair that came three days ago."""
    came = TODAY - 3 * DAY
    return save_case(db, CaseData(client, CaseKind.REPAIR, "Leaks", came, due_day=due), NOON - 3 * DAY)


def a_club(db: Database, client: int, end: date = TODAY + 5 * DAY) -> int:
    """A membership for a month."""
    start = end - 30 * DAY
    return save_entitlement(db, EntitlementData(client, EntitlementKind.MEMBERSHIP, "Клуб", start, end), NOON)


def a_product(db: Database, price: int = 100_000) -> int:
    """Something to want."""
    return save_product(db, ProductData(BRAZIL, price=price), NOON - 20 * DAY)


def a_wish(db: Database, client: int) -> int:
    """Wanted on the 3rd, missing; back today."""
    product = a_product(db)
    wanted = date(2026, 11, 3)
    wish = add_interest(
        db, client, product, InterestReason.MISSING, None, "", wanted, NOON - 18 * DAY, out_of_stock=True
    )
    set_in_stock(db, product, True, NOON, TODAY)
    return wish


def due(db: Database, now: datetime = NOON) -> list[DueItem]:
    """The live list of the day of `now`."""
    return list_due(db, now.astimezone(ShopSettings().zone).date(), now=now)


def ids(items: list[DueItem]) -> list[str]:
    """Their ids, in their order."""
    return [item.id for item in items]


def states(db: Database) -> list[str]:
    """What the ledger says of each row."""
    with db.read() as session:
        return list(session.scalars(select(Reminder.state).order_by(Reminder.id)))


def take_back(db: Database, item_id: str, now: datetime) -> str | None:
    """Undo what was done last with a reminder; its state then, None where it was made by what was undone."""
    act = last_act(db, [item_id])
    assert act is not None
    undo_action(db, act.id, now)
    with db.read() as session:
        row = find_row(session, read_key(item_id))
        return None if row is None else row.state
