"""Everything that the figures of one period are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.services.report.enquiries import Enquiries, read_enquiries
from app.services.report.figures import average
from app.services.report.gaps import Gaps, read_gaps
from app.services.report.money import YEAR, Totals, add_up, read_ltv
from app.services.report.nps import Nps, read_nps
from app.services.report.period import ONE_DAY, Period
from app.services.report.retention import Kept, Second, read_kept, read_seconds
from app.services.report.returned import Returned, read_returned
from app.services.report.sections import Sections
from app.services.report.shop_days import ShopDays
from app.services.report.sources import SourceRow, all_sources

MOST_YEARS = 10.0  # that a client is believed to stay


@dataclass(frozen=True, slots=True)
class Others:
    """What the figures are made of beside the receipts of clients. `expected`: money that all buyers are to bring in
    the 365 days from the last forecast on, minor units; None where there is none."""

    total: SourceRow
    returned: Returned
    enquiries: Enquiries
    nps: Nps
    expected: int | None


@dataclass(frozen=True, slots=True)
class YearOfClients:
    """What the simple LTV is made of: the totals of the 365 days up to a day, and who was kept from the 365 before."""

    period: Period
    totals: Totals
    kept: Kept

    @property
    def visits(self) -> float | None:
        """Visits of a buyer in the year."""
        return self.totals.visits / self.totals.buyers if self.totals.buyers else None

    @property
    def years(self) -> float | None:
        """How long a client stays: 1 / the share lost in a year, at most MOST_YEARS; None where no year was before."""
        if not self.kept.before:
            return None
        gone = 1 - self.kept.again / self.kept.before
        return min(1 / gone, MOST_YEARS) if gone else MOST_YEARS

    @property
    def ltv(self) -> int | None:
        """Average receipt x visits a year x years, minor units."""
        totals = self.totals
        if not totals.known_receipts or self.visits is None or self.years is None:
            return None
        return round(totals.revenue / totals.known_receipts * self.visits * self.years)


@dataclass(frozen=True, slots=True)
class Counted:
    """One period counted. `ltv_money`: net revenue, up to its end, of the buyers of the period; `spent` and `buyers`:
    net revenue and number of all who ever had a visit up to its end. Money in minor units."""

    period: Period
    today: date
    totals: Totals
    kept: Kept
    seconds: tuple[Second, ...]
    gaps: Gaps
    year: YearOfClients
    ltv_money: int
    spent: int
    buyers: int
    others: Others

    @property
    def ltv_predicted(self) -> int | None:
        """What all buyers have brought and are to bring in a year / their number."""
        return None if self.others.expected is None else average(self.spent + self.others.expected, self.buyers)


def count(days: ShopDays, period: Period, today: date, others: Others) -> Counted:
    """All of a period out of what was read."""
    year = Period(period.last - YEAR + ONE_DAY, period.last)
    money, _buyers = read_ltv(days, period)
    ever = days.first <= period.last.toordinal()
    return Counted(
        period,
        today,
        add_up(days, period),
        read_kept(days, period),
        read_seconds(days, period, today),
        read_gaps(days, period),
        YearOfClients(year, add_up(days, year), read_kept(days, year)),
        money,
        int(days.net_until(period.last)[ever].sum()),
        int(ever.sum()),
        others,
    )


def of_sections(sections: Sections) -> Others:
    """Of the period whose sections were read already."""
    total = sections.sources.total
    found = sections.forecast.forecast
    expected = None if found is None else found.year
    return Others(total, sections.returned, sections.enquiries, sections.nps, expected)


def read_others(session: Session, days: ShopDays, period: Period, today: date, zone: ZoneInfo) -> Others:
    """Of a period to compare with, whose sections nobody sees."""
    return Others(
        all_sources(session, days, period),
        read_returned(days, period),
        read_enquiries(session, period, today, zone),
        read_nps(session, period, zone),
        None,  # what was expected then is not known any more
    )
