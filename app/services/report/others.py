"""What the figures are made of beside the receipts of clients: spend, returns, enquiries, answers, the forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.models.sold import hours_sold
from app.services.report.enquiries import Enquiries, read_enquiries
from app.services.report.groups import ShopDays
from app.services.report.nps import Nps, read_nps
from app.services.report.period import Period
from app.services.report.returned import Returned, read_returned
from app.services.report.sections import Sections
from app.services.report.sources import SourceRow, read_sources


@dataclass(frozen=True, slots=True)
class Others:
    """Of one period. `expected`: money that all buyers are to bring in the 365 days from the last forecast on, minor
    units; None where there is none."""

    total: SourceRow
    returned: Returned
    enquiries: Enquiries
    nps: Nps
    expected: int | None


def of_sections(sections: Sections) -> Others:
    """The same out of the sections that were read already."""
    total = sections.sources.total
    found = sections.forecast.forecast
    expected = None if found is None else found.year
    return Others(total, sections.returned, sections.enquiries, sections.nps, expected)


def read_others(session: Session, days: ShopDays, period: Period, today: date, zone: ZoneInfo) -> Others:
    """The same of a period to compare with, whose sections nobody sees."""
    return Others(
        read_sources(session, days, period).total,
        read_returned(hours_sold(session, period.first, period.last)),
        read_enquiries(session, period, today, zone),
        read_nps(session, period, zone),
        None,  # what was expected then is not known any more
    )
