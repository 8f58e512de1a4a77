"""What people asked for and were not sold, and what clients answer when they are asked how it was."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.i18n import _, number_text
from app.services.feedback import HIGHEST, LOW
from app.services.report.behind import answered_with
from app.services.report.enquiries import LostReason
from app.services.report.nps import HIGH, Nps
from app.ui.plots.bars import Bar, Bars
from app.ui.reports.desk import Desk, chart_card, table_card
from app.ui.reports.parts.months import place_of
from app.ui.reports.table import Fact
from app.ui.reports.told import Told
from app.ui.reports.words import count_text, money_text, share_text
from app.ui.widgets.frames import Card
from app.wording.counts import clients_count
from app.wording.enquiries import enquiries_count

ANSWERS_HEIGHT = 150


def enquiries_card(desk: Desk) -> Card:
    """Why enquiries were lost, and what they might have brought."""
    enquiries, currency = desk.report.sections.enquiries, desk.currency
    facts: list[Fact[LostReason]] = [
        Fact(
            _("Why enquiries were lost"),
            lambda row: reason_text(row.reason),
            lambda row: row.reason.casefold(),
            width=180,
            right=False,
            stretch=True,
            first_up=True,
        ),
        Fact(_("Lost"), lambda row: count_text(row.count), lambda row: row.count, 70),
        Fact(_("Might have brought"), lambda row: money_text(row.sum, currency), lambda row: row.sum, 140),
    ]
    came = _("{enquiries} came, {won} became sales, {lost} were lost, {open} are open. Lost of those closed: {share}.")
    note = came.format(
        enquiries=enquiries_count(enquiries.came),
        won=count_text(enquiries.won),
        lost=count_text(enquiries.lost),
        open=count_text(enquiries.open),
        share=share_text(enquiries.share_lost),
    )
    nothing = note if enquiries.came else _("No enquiries in this period.")
    return table_card(
        _("Why enquiries were lost"),
        facts,
        enquiries.reasons,
        nothing,
        lambda row, anchor, place: _tell_reason(desk, row, anchor, place),
        note,
    )


def reason_text(reason: str) -> str:
    """Why, in the owner's words."""
    return reason or _("no reason told")


def nps_card(desk: Desk) -> Card:
    """Who would recommend the shop, of those who answered."""
    nps = desk.report.sections.nps
    title = _("Would clients recommend the shop (NPS)")
    if nps.score is None:
        told = _("Nobody answered in this period. Ask after a purchase “how likely are you to recommend us, 0 to 10”.")
        return chart_card(title, told)
    kinds = _kinds(nps)
    bars = [_answers(*one[:2]) for one in kinds]
    chart = Bars(title, bars, height=ANSWERS_HEIGHT, marked=2 if nps.detractors else None, sentence=nps_text(nps))
    chart.chosen.connect(lambda number: desk.tell(_kind_told(desk, *kinds[number]), chart, place_of(chart)))
    return chart_card(title, nps_text(nps), chart)


def nps_text(nps: Nps) -> str:
    """The score with its margin, and of how many answers."""
    if nps.score is None:
        return ""
    said = _("{score} of {clients}").format(score=f"{nps.score:+.0f}", clients=clients_count(nps.answers))
    if nps.margin is not None:
        said += " · " + _("give or take {n}").format(n=number_text(round(nps.margin)))
    few = _("too few answers to build on, 30 are needed")
    return f"{said} · {few}" if nps.few else said


def _kinds(nps: Nps) -> tuple[tuple[str, int, tuple[int, int]], ...]:
    return (
        (_("9–10: would recommend"), nps.promoters, (HIGH, HIGHEST)),
        (_("7–8: do not care"), nps.passives, (LOW + 1, HIGH - 1)),
        (_("0–6: would not"), nps.detractors, (0, LOW)),
    )


def _kind_told(desk: Desk, name: str, count: int, scores: tuple[int, int]) -> Told:
    answers = desk.report.sections.nps.answers
    line = _("{count} of {clients} who answered: {share}.").format(
        count=count_text(count), clients=clients_count(answers), share=share_text(count / answers)
    )
    sentence = _("The last answer of each client in this period counts.")
    return Told(name, sentence, (line,), answered_with(desk.report.period, *scores), name)


def _tell_reason(desk: Desk, row: LostReason, anchor: QWidget, place: QRect) -> None:
    lost = desk.report.sections.enquiries.lost
    counted = _("{n} of {lost} lost enquiries: {share}.").format(
        n=count_text(row.count), lost=count_text(lost), share=share_text(row.count / lost)
    )
    might = _("They might have brought {sum}.").format(sum=money_text(row.sum, desk.currency))
    sentence = _("The reason that was told when the enquiry was lost.")
    show = desk.context.events.show_page.emit
    act = (_("Show the enquiries"), lambda: show("enquiries"))
    desk.tell(Told(reason_text(row.reason), sentence, (counted, might), act=act), anchor, place)


def _answers(name: str, count: int) -> Bar:
    return Bar(name, (count,), f"{name}\n{clients_count(count)}")
