"""Short ways to read one thing, as the pages read it among much else."""

from __future__ import annotations

from app.models.aftersale import Entitlement, ServiceCase
from app.models.database import Database
from app.services.aftersale.cases import CaseRow, cases_of
from app.services.aftersale.entitlements import EntitlementRow, entitlements_of
from app.services.forecast.read import Forecast, read_forecast
from app.services.report.period import Period
from app.services.spend import Spend, spend_in


def get_case(db: Database, case_id: int) -> CaseRow:
    """One service case."""
    with db.read() as session:
        client_id = session.get_one(ServiceCase, case_id).client_id
        return next(row for row in cases_of(session, client_id) if row.id == case_id)


def get_entitlement(db: Database, entitlement_id: int) -> EntitlementRow:
    """One subscription, membership or warranty."""
    with db.read() as session:
        client_id = session.get_one(Entitlement, entitlement_id).client_id
        return next(row for row in entitlements_of(session, client_id) if row.id == entitlement_id)


def get_forecast(db: Database) -> Forecast | None:
    """The forecast that was counted last."""
    with db.read() as session:
        return read_forecast(session)


def list_spend(db: Database, period: Period | None = None) -> tuple[Spend, ...]:
    """What was entered as spent on marketing."""
    with db.read() as session:
        return spend_in(session, period)
