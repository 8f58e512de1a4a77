"""After how many days clients come again; a bar is told with those who came then."""

from __future__ import annotations

from app.i18n import _, ngettext, number_text
from app.services.report.behind import came_after
from app.services.report.gaps import GapBin
from app.ui.reports.charts import gap_text, gaps_chart, gaps_sentence
from app.ui.reports.desk import Desk, chart_card
from app.ui.reports.parts.months import place_of
from app.ui.reports.told import Told
from app.ui.reports.words import count_text, share_text
from app.ui.widgets.frames import Card


def gaps_card(desk: Desk) -> Card:
    """The bars and when to remind; a sentence alone where nobody came again."""
    gaps, title = desk.report.gaps, _("When clients come again")
    if not gaps.bins:
        return chart_card(title, gaps_sentence(gaps))
    chart = gaps_chart(gaps)
    chart.chosen.connect(lambda number: desk.tell(_told(desk, gaps.bins[number]), chart, place_of(chart)))
    return chart_card(title, gaps_sentence(gaps), chart)


def _told(desk: Desk, one: GapBin) -> Told:
    counted = desk.report.gaps.counted
    words = ngettext(
        "{n} of {all} times a client came again after so many days: {share}.",
        "{n} of {all} times clients came again after so many days: {share}.",
        one.count,
    )
    line = words.format(n=number_text(one.count), all=count_text(counted), share=share_text(one.count / counted))
    sentence = _("Days from a visit to the next one, which was in this period.")
    title = f"{_('When clients come again')}: {gap_text(one)}"
    clients = came_after(desk.report.period, one.first, one.last)
    return Told(title, sentence, (line,), clients, title)
