"""The whole report on paper or as PDF: the shop and the period, every number with its formula, charts and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.i18n import _, day_text, ngettext, number_text
from app.services.report.figures import Figure
from app.ui.plots.heat_map import HeatMap
from app.ui.plots.on_paper import MARK, PrintedPlot
from app.ui.plots.plot import Plot
from app.ui.printing import A4_MARGIN, A4_SIZE, PX, print_html
from app.ui.reports.desk import Desk
from app.ui.reports.paper_cards import PrintedCard, PrintedCell, PrintedPart, PrintedTable, printed_parts
from app.ui.reports.parts.before_after import turn_text, verdict_text
from app.ui.reports.periods import days_text
from app.ui.reports.words import money_text
from app.ui.theme.size import tall
from app.wording.figures import figure_formula, figure_text, figure_title

if TYPE_CHECKING:
    from app.services.report.before_after import TurnCompared
    from app.ui.background import Report

WIDTH = (A4_SIZE.width() - 2 * A4_MARGIN) * PX
TALLEST = 200  # px of a chart; a heat map is as high as its lines
MOST_ROWS = 40  # of a table; all of them are in the file
FIGURES_IN_A_ROW = 3
STYLE = """<style>
td, th { border-bottom: 1px solid #D9D6CD; padding: 3px 4px; }
td.plain, th.plain { border: none; }
.figure { font-size: x-large; font-weight: bold; }
.apart { font-size: xx-small; }
</style>"""
APART = "<p class='apart'>&nbsp;</p>"


def print_report(desk: Desk, parent: QWidget) -> None:
    """Show how the report looks on paper, and print it or save it as PDF from there."""

    def read(report: Report) -> tuple[TurnCompared, ...]:
        from app.services.report.before_after import compare_turns

        return compare_turns(desk.context.db, desk.report.sections.turns, desk.today, lambda: report(0, 0))

    def show(turns: tuple[TurnCompared, ...]) -> None:
        put_together(turns, printed_parts(desk), [])

    def put_together(turns: tuple[TurnCompared, ...], coming: Iterator[PrintedPart], parts: list[PrintedPart]) -> None:
        """One part in each turn of the event loop, then the paper: the window does not stand still meanwhile."""
        part = next(coming, None)
        if part is not None:
            parts.append(part)
            QTimer.singleShot(0, parent, lambda: put_together(turns, coming, parts))
            return
        html, plots = report_paper(desk, turns, parts)
        title = f"{_('Repeat sales')} {days_text(desk.report.period, desk.today)}"
        print_html(desk.context, title, html, parent, plots=plots)

    desk.context.jobs.run(read, on_done=show, lane="read", owner=parent)


def report_paper(
    desk: Desk, turns: Sequence[TurnCompared] = (), parts: Sequence[PrintedPart] = ()
) -> tuple[str, list[PrintedPlot]]:
    """The document, and its charts in order. `turns`: before and after what happened in the period; `parts`, where they
    were made already."""
    parts = parts or tuple(printed_parts(desk))
    plots = [_printed(plot) for part in parts for card in part.cards for plot in card.plots]
    first, *others = parts
    told = [_head(desk), _cards(first), _numbers(desk)]
    told += [f"<h2>{escape(one.title)}</h2>{_cards(one)}" for one in others]
    if turns:
        told.append(_table(turns_table(desk, turns)))
    shop, days = desk.context.settings.shop_name, days_text(desk.report.period, desk.today)
    title = " · ".join(filter(None, (shop, _("Repeat sales"), days)))
    return f"<html><head><title>{escape(title)}</title>{STYLE}</head><body>{''.join(told)}</body></html>", plots


def turns_table(desk: Desk, turns: Sequence[TurnCompared]) -> PrintedTable:
    """The average receipt 30 days before and after each of them."""
    rows = []
    for one in turns:
        sides, currency = one.sides, desk.currency
        told = (money_text(sum_, currency) for sum_ in (sides.before.average, sides.after.average, sides.change))
        texts = (turn_text(one.turn, desk.today), *told, verdict_text(sides))
        rows.append(tuple(PrintedCell(text, sides.few) for text in texts))
    headings = (_("What happened"), _("30 days before"), _("30 days after"), _("Difference"), _("What can be said"))
    right = (False, True, True, True, False)
    return PrintedTable(_("The average receipt before and after"), headings, right, tuple(rows))


def _printed(plot: Plot) -> PrintedPlot:
    height = plot.sizeHint().height()
    return PrintedPlot(plot, WIDTH, height if isinstance(plot, HeatMap) else min(height, tall(TALLEST, 4)))


def _head(desk: Desk) -> str:
    report, today = desk.report, desk.today
    told = [days_text(report.period, today)]
    if report.compared is not None:
        told.append(_("compared with {days}").format(days=days_text(report.compared, today)))
    told.append(_("printed on {day}").format(day=day_text(today)))
    shop = desk.context.settings.shop_name
    above = f"<p><b>{escape(shop)}</b></p>" if shop else ""
    return f"{above}<h1>{escape(_('Repeat sales'))}</h1><p class='quiet'>{escape(' · '.join(told))}</p>"


def _cards(part: PrintedPart) -> str:
    return "".join(_card(_under(part.title, card)) for card in part.cards)


def _under(heading: str, card: PrintedCard) -> PrintedCard:
    """The card without what stands in the heading above it already."""
    tables = tuple(replace(one, title="") if one.title == heading else one for one in card.tables)
    return replace(card, title="" if card.title == heading else card.title, tables=tables)


def _card(card: PrintedCard) -> str:
    """A chart has its title with it, a table in its heading, so that no page ends with a title alone."""
    told = [f"<p><b>{escape(card.title)}</b></p>"] if card.title and not card.plots and not card.tables else []
    told += [_figures(card.figures)] if card.figures else []
    told += [f"<p>{MARK}</p>" for _plot in card.plots]
    told += [_table(table) for table in card.tables]
    told += [f"<p class='quiet'>{escape(sentence)}</p>" for sentence in card.sentences]
    return "".join(told)


def _figures(figures: Sequence[tuple[str, str, str]]) -> str:
    cells = [
        f"<td width='33%' class='plain'><span class='quiet'>{escape(title)}</span><br>"
        f"<span class='figure'>{escape(figure)}</span><br>"
        f"<span class='quiet'>{escape(note) or '&nbsp;'}</span></td>"
        for title, figure, note in figures
    ]
    lines = [cells[start : start + FIGURES_IN_A_ROW] for start in range(0, len(cells), FIGURES_IN_A_ROW)]
    rows = "".join(f"<tr>{''.join(line)}</tr>" for line in lines)
    return f"<table width='100%' cellspacing='0'>{rows}</table>"


def _numbers(desk: Desk) -> str:
    """Every number with its formula."""
    compared = desk.report.compared is not None
    headings = [_("What is counted"), _("Value"), *([_("Earlier")] if compared else []), _("How it is counted")]
    right = [False, True, *([True] if compared else []), False]
    rows = [_number(desk, figure, compared=compared) for figure in desk.report.figures.values()]
    return _table(PrintedTable(_("All numbers"), tuple(headings), tuple(right), tuple(rows)))


def _number(desk: Desk, figure: Figure, *, compared: bool) -> tuple[PrintedCell, ...]:
    currency = desk.currency
    before = [figure_text(figure.unit, figure.before, currency)] if compared else []
    counted = figure_formula(figure, currency)
    if figure.few:
        counted = " ".join(filter(None, (counted, f"({_('too little data')})")))
    told = (figure_title(figure.key), figure_text(figure.unit, figure.value, currency), *before, counted)
    return tuple(PrintedCell(text, figure.few) for text in told)


def _table(table: PrintedTable) -> str:
    """With a heading that comes again on every page."""
    sides = ["right" if right else "left" for right in table.right]
    heads = "".join(
        f"<th align='{side}'>{escape(heading if n or heading != table.title else '')}</th>"
        for n, (side, heading) in enumerate(zip(sides, table.headings, strict=True))
    )
    title = f"<tr><th colspan='{len(sides)}' align='left' class='plain'>{escape(table.title)}</th></tr>"
    title = title if table.title else ""
    rows = "".join(f"<tr>{''.join(map(_cell, sides, row))}</tr>" for row in table.rows[:MOST_ROWS])
    more = len(table.rows) - MOST_ROWS
    rest = ""
    if more > 0:
        words = ngettext("{n} more line is in the Excel file.", "{n} more lines are in the Excel file.", more)
        rest = f"<p class='quiet'>{escape(words.format(n=number_text(more)))}</p>"
    return f"{APART}<table width='100%' cellspacing='0'><thead>{title}<tr>{heads}</tr></thead>{rows}</table>{rest}"


def _cell(side: str, cell: PrintedCell) -> str:
    text = escape(cell.text)
    if side == "right":
        text = text.replace(" ", "&nbsp;")
    if cell.is_quiet:
        text = f"<span class='quiet'>{text}</span>"
    return f"<td align='{side}'>{text}</td>"
