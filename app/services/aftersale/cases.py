"""Service cases: a repair, a complaint or a question of a client, from the day it came until it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models.aftersale import ServiceCase
from app.models.audit import Staff
from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area, CaseKind, CaseStatus
from app.models.product import Product
from app.services.clients.people import kept_client
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.shop_time import is_plausible


@dataclass(frozen=True)
class CaseData:
    """A service case as typed. `day` is when it came, `due_day` by when it is to be settled."""

    client_id: int
    kind: CaseKind
    title: str
    day: date
    product_id: int | None = None
    due_day: date | None = None
    status: CaseStatus = CaseStatus.NEW
    note: str = ""


@dataclass(frozen=True)
class CaseRow:
    """A service case as the card shows it."""

    id: int
    version: int
    client_id: int
    kind: CaseKind
    title: str
    note: str
    status: CaseStatus
    product_id: int | None
    product: str
    due_day: date | None
    day: date
    closed_at: datetime | None
    who: str = ""  # of the staff, where the shop has any

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.closed_at is None


def save_case(
    db: Database, data: CaseData, now: datetime, case_id: int | None = None, version: int | None = None
) -> int:
    """Save a new case, or change one; returns its id. Raises InvalidValue, NotFound, EditConflict."""
    _check(data)
    with db.write(Area.AFTERSALE, Area.REMINDERS) as session:
        case = None if case_id is None else _get(session, case_id)
        if case is not None and version is not None and case.version != version:
            raise EditConflict(what="case", id=case_id)
        client_id = kept_client(session, data.client_id).id
        if data.product_id is not None and session.get(Product, data.product_id) is None:
            raise NotFound(what="product", id=data.product_id)
        begin_action(session, "add_case" if case is None else "edit_case", now)
        if case is None:
            case = ServiceCase(created_at=now, version=0, staff_id=db.staff_id)
            session.add(case)
        case.client_id, case.kind, case.day = client_id, data.kind, data.day
        case.title, case.note = " ".join(data.title.split()), data.note.strip()
        case.product_id, case.due_day = data.product_id, data.due_day
        put_status(case, data.status, now)
        session.flush()
        return case.id


def set_case_status(db: Database, case_id: int, status: CaseStatus, now: datetime) -> int:
    """Move a case on, close it or open it again; returns the action to undo. Raises NotFound."""
    with db.write(Area.AFTERSALE, Area.REMINDERS) as session:
        case = _get(session, case_id)
        action_id = begin_action(session, "close_case" if status is CaseStatus.CLOSED else "edit_case", now)
        put_status(case, status, now)
        return action_id


def delete_case(db: Database, case_id: int, now: datetime) -> int:
    """Take away a case that was a mistake; returns the action to undo. Raises NotFound."""
    with db.write(Area.AFTERSALE, Area.REMINDERS) as session:
        case = _get(session, case_id)
        action_id = begin_action(session, "delete_case", now)
        session.delete(case)
        return action_id


def put_status(case: ServiceCase, status: CaseStatus, now: datetime) -> None:
    """Building block: the status, and with it since when the case is closed."""
    closed = status is CaseStatus.CLOSED
    case.closed_at = (case.closed_at or now) if closed else None
    case.status, case.updated_at = status, now
    case.version += 1


def cases_of(session: Session, client_id: int) -> tuple[CaseRow, ...]:
    """The cases of a client: the open ones first, the most urgent on top, then the closed ones, the latest on top."""
    rows = [_row(*found) for found in session.execute(_rows().where(ServiceCase.client_id == client_id))]
    still = sorted((row for row in rows if row.is_open), key=lambda row: (row.due_day or date.max, row.day, row.id))
    closed = sorted((row for row in rows if not row.is_open), key=lambda row: (row.closed_at, row.id), reverse=True)
    return (*still, *closed)


def open_cases(db: Database, client_id: int) -> tuple[CaseRow, ...]:
    """What to know before anything is sold to the client."""
    with db.read() as session:
        return tuple(row for row in cases_of(session, client_id) if row.is_open)


def _rows() -> Select[ServiceCase, str, str]:
    return (
        select(ServiceCase, Product.name, Staff.name)
        .outerjoin(Product, Product.id == ServiceCase.product_id)
        .outerjoin(Staff, Staff.id == ServiceCase.staff_id)
    )


def _row(case: ServiceCase, product: str | None, who: str | None) -> CaseRow:
    return CaseRow(
        id=case.id,
        version=case.version,
        client_id=case.client_id,
        kind=CaseKind(case.kind),
        title=case.title,
        note=case.note,
        status=CaseStatus(case.status),
        product_id=case.product_id,
        product=product or "",
        due_day=case.due_day,
        day=case.day,
        closed_at=case.closed_at,
        who=who or "",
    )


def _check(data: CaseData) -> None:
    if not data.title.strip():
        raise InvalidValue(field="case_title", value="")
    for field, day in (("date", data.day), ("due", data.due_day)):
        if day is not None and not is_plausible(day):
            raise InvalidValue(field=field, value=day.isoformat())


def _get(session: Session, case_id: int) -> ServiceCase:
    case = session.get(ServiceCase, case_id)
    if case is None:
        raise NotFound(what="case", id=case_id)
    return case
