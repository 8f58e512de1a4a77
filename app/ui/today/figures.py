"""The small figures below the chosen person: how the shop stands, each with its period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from app.i18n import _, money, ngettext, number_text, percent_text
from app.ui.theme.tokens import GAP_WIDE
from app.ui.today.week_chart import week_chart
from app.ui.widgets.frames import Card, FigureTile
from app.ui.widgets.texts import label, set_look

if TYPE_CHECKING:
    from app.services.today_figures import TodayFigures

NOTICEABLE = 0.005


def figures_column(figures: TodayFigures, currency: str) -> QWidget:
    """Four figures and the weeks; nothing at all before the first purchase."""
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(14)
    if figures.buyers:
        layout.addWidget(_tiles(figures, currency))
    if any(week.new or week.repeat for week in figures.weeks):
        layout.addWidget(_chart(figures, currency))
    return content


def _tiles(figures: TodayFigures, currency: str) -> Card:
    frame = Card(padding=0)
    grid = QGridLayout()
    grid.setSpacing(0)
    for number, tile in enumerate(_four(figures, currency)):
        grid.addWidget(tile, number // 2 * 2, number % 2 * 2)
    grid.addWidget(_rule(upright=True), 0, 1, 3, 1)
    grid.addWidget(_rule(upright=False), 1, 0, 1, 3)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(2, 1)
    frame.body.addLayout(grid)
    return frame


def _four(figures: TodayFigures, currency: str) -> list[FigureTile]:
    share = figures.repeat_buyers / figures.buyers if figures.buyers else 0
    average = figures.average_receipt
    repeat = FigureTile(
        _("Came back at least once"),
        percent_text(share),
        ngettext("of {n} buyer", "of {n} buyers", figures.buyers).format(n=number_text(figures.buyers)),
    )
    receipt = FigureTile(
        _("Average receipt"),
        "—" if average is None else money(average, currency, cents=False),
        _("in the last 30 days"),
    )
    _show_change(receipt, figures.average_change)
    recent = FigureTile(
        _("Bought in the last 30 days"),
        number_text(figures.recent_buyers),
        ngettext("of {n} buyer", "of {n} buyers", figures.buyers).format(n=number_text(figures.buyers)),
    )
    silent = FigureTile(
        _("Silent longer than usual"),
        number_text(figures.silent),
        ngettext("of {n} client", "of {n} clients", figures.clients).format(n=number_text(figures.clients)),
    )
    return [repeat, receipt, recent, silent]


def _show_change(tile: FigureTile, change: float | None) -> None:
    """An arrow in place of the note when the figure went up or down against the 30 days before."""
    if change is None or abs(change) < NOTICEABLE:
        return
    text = _("▲ {n} in 30 days") if change > 0 else _("▼ {n} in 30 days")
    tile.note.setText(text.format(n=percent_text(abs(change))))
    set_look(tile.note, tone="accent" if change > 0 else "bad")
    tile.setToolTip(_("The last 30 days against the 30 before"))


def _chart(figures: TodayFigures, currency: str) -> Card:
    frame = Card(padding=14, spacing=GAP_WIDE)
    frame.body.addWidget(label(_("Revenue by week: new and regular clients"), "strong", wrap=True))
    frame.body.addWidget(week_chart(figures.weeks, currency))
    return frame


def _rule(*, upright: bool) -> QFrame:
    made = QFrame()
    made.setProperty("look", "line")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made
