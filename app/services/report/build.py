"""The whole report of a period, from one reading of what each client bought on each day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.report import first_counted_day
from app.services.report.cohorts import Cohort, read_cohorts
from app.services.report.counted import Counted, count, of_sections, read_others
from app.services.report.figures import Figure
from app.services.report.gaps import Gaps
from app.services.report.goods import reading_goods
from app.services.report.measures import make_figures
from app.services.report.money import LtvMonth, Month, read_ltv_months, read_months
from app.services.report.period import Period
from app.services.report.sections import Sections, read_sections
from app.services.report.shop_days import ShopDays, read_days
from app.services.settings import get_settings

Step = Callable[[], object]  # called now and then; what it raises ends the work


@dataclass(frozen=True, slots=True)
class Report:
    """All numbers of a period. `figures` by key, in the order in which they are shown; months oldest first; `opened`:
    the day of the shop's first receipt, None without one."""

    period: Period
    compared: Period | None
    today: date
    figures: Mapping[str, Figure]
    months: tuple[Month, ...]
    ltv_months: tuple[LtvMonth, ...]
    cohorts: tuple[Cohort, ...]
    gaps: Gaps
    sections: Sections
    opened: date | None


def build_report(
    db: Database, period: Period, compared: Period | None, today: date, step: Step = lambda: None
) -> Report:
    """The report of a period, of which nothing after `today` counts; `compared` gives the figures their `before`.
    A compared period of which there is nothing, because the shop had not begun, is none. `step` is called between the
    parts of the work."""
    period = period.until(today)
    zone = get_settings(db).zone
    with db.read() as session, reading_goods(db, period, today) as goods:
        opened = first_counted_day(session, today)
        if compared is not None and (opened is None or compared.last < opened):
            compared = None
        days = read_days(session, today, step)
        step()
        before = None if compared is None else _count_before(session, days, compared, today, zone)
        months, ltv_months = read_months(days, period), read_ltv_months(days, period)
        cohorts = read_cohorts(days, period)
        sections = read_sections(session, days, lambda: goods(step), period, today, zone)
        now = count(days, period, today, of_sections(sections))
    figures = make_figures(now, before)
    return Report(period, compared, today, figures, months, ltv_months, cohorts, now.gaps, sections, opened)


def _count_before(session: Session, days: ShopDays, period: Period, today: date, zone: ZoneInfo) -> Counted:
    return count(days, period, today, read_others(session, days, period, today, zone))


def all_time(db: Database, today: date) -> Period | None:
    """From the day of the first receipt that counts to `today`; None of a shop without any."""
    with db.read() as session:
        first = first_counted_day(session, today)
    return None if first is None else Period(first, today)
