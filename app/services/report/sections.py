"""The sections of the report beside its figures: what worked, what sells together and when, what was lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.models.report import first_counted_day
from app.services.forecast.section import ForecastSection, read_section
from app.services.report.before_after import Turn, find_turns
from app.services.report.enquiries import Enquiries, read_enquiries
from app.services.report.goods import Goods
from app.services.report.nps import Nps, read_nps
from app.services.report.period import Period
from app.services.report.products import FIRST, SECOND, ReceiptPair, VisitProducts, visit_products
from app.services.report.reminders import ReminderEarned, read_reminders
from app.services.report.returned import Returned, read_returned
from app.services.report.season import Season, read_season
from app.services.report.shop_days import ShopDays
from app.services.report.sources import Sources, read_sources
from app.services.spend import Spend, spend_in


@dataclass(frozen=True, slots=True)
class Sections:
    """All of them over one period; `spend` and `turns` are what the owner can open: the latest first."""

    sources: Sources
    spend: tuple[Spend, ...]
    first_products: VisitProducts
    return_products: VisitProducts
    pairs: tuple[ReceiptPair, ...]
    season: Season
    returned: Returned
    reminders: tuple[ReminderEarned, ...]
    enquiries: Enquiries
    nps: Nps
    turns: tuple[Turn, ...]
    forecast: ForecastSection


def read_sections(
    session: Session, days: ShopDays, wait: Callable[[], Goods], period: Period, today: date, zone: ZoneInfo
) -> Sections:
    """Everything about the period as it is known at the end of `today`, up to which `days` and goods were read; `wait`
    gives the goods, for which nothing else waits."""
    sources, reminders = read_sources(session, days, period), read_reminders(session, period, today, zone)
    goods = wait()
    first, back = (visit_products(goods.baskets, days, period, today, number) for number in (FIRST, SECOND))
    return Sections(
        sources=sources,
        spend=spend_in(session, period),
        first_products=first,
        return_products=back,
        pairs=goods.pairs,
        season=read_season(goods.hours, period, today, first_counted_day(session, today)),
        returned=read_returned(days, period),
        reminders=reminders,
        enquiries=read_enquiries(session, period, today, zone),
        nps=read_nps(session, period, zone),
        turns=find_turns(session, period),
        forecast=read_section(session),
    )
