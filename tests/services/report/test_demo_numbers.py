"""Every number of the sample shop has something to count."""

from __future__ import annotations

from app.models.database import Database
from app.models.enums import ReminderKind
from app.services.demo import make_demo
from app.services.forecast.refresh import refresh_forecast
from app.services.report.build import build_report
from app.services.report.period import whole_months
from tests.factories import NOW

TODAY = NOW.date()


def test_the_sample_shop_has_something_behind_every_number(db: Database) -> None:
    make_demo(db, TODAY, NOW)
    refresh_forecast(db, TODAY)
    year = whole_months(TODAY, 12)

    report = build_report(db, year, year.previous(), TODAY)

    assert [key for key, figure in report.figures.items() if figure.value is None] == []
    sections = report.sections
    assert min(len(sections.first_products.rows), len(sections.return_products.rows), len(sections.pairs)) > 0
    assert sections.season.is_year
    assert sections.season.timed > sections.season.receipts / 2
    assert {one.kind for one in sections.reminders} == {ReminderKind.LAPSED, ReminderKind.BIRTHDAY}
    assert any(one.effect is not None for one in sections.reminders)
    assert {turn.kind for turn in sections.turns} == {"campaign", "price"}
    assert sum(row.cac is not None for row in sections.sources.rows) >= 4
    assert len(sections.enquiries.reasons) > 1
    assert not sections.nps.few
