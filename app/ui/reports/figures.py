"""Figures of the report as buttons: what each is, how it changed, and what is told when it is pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from app.i18n import _, ngettext, number_text
from app.services.report.figures import Figure, Unit
from app.ui.reports.desk import Desk
from app.ui.reports.figure_button import FigureButton
from app.ui.reports.figures_grid import FiguresGrid
from app.ui.reports.periods import days_text
from app.ui.reports.told import Told
from app.ui.reports.words import times_text
from app.ui.theme.tokens import GAP, GAP_SMALL
from app.ui.widgets.frames import Card
from app.ui.widgets.texts import label
from app.wording.figures import figure_formula, figure_tells, figure_text, figure_title
from app.wording.forecast import doubts_text

COLUMN, STRIP_COLUMN = 214, 166  # px
NOTICEABLE = 0.005  # a smaller change is none
MANY_TIMES = 2.0  # grown by so much, it is told as times: more percents tell nothing
LESS_IS_BETTER = frozenset({"churn", "cac", "returns_share", "lost_share", "median_gap_days"})


def figures_card(desk: Desk, keys: Sequence[str], title: str = "", *, wide: bool = False) -> Card:
    """Figures side by side, on as many lines as they need, those without a title over the whole width; those that the
    report has none of are left out. `wide`: their names are long."""
    figures = [desk.report.figures[key] for key in keys if key in desk.report.figures]
    made = Card(padding=GAP_SMALL, spacing=0)
    if title:
        heading = label(title, "strong")
        heading.setContentsMargins(GAP + GAP_SMALL, GAP, 0, 0)
        made.body.addWidget(heading)
    narrowest = COLUMN if title or wide else STRIP_COLUMN
    made.body.addWidget(FiguresGrid([_button(desk, one, keys) for one in figures], narrowest, fills=not title))
    return made


def headed_figures(title: str, note: str, grid: FiguresGrid) -> Card:
    """Figures below a heading and a sentence that begin where the figures do."""
    made = Card(padding=GAP_SMALL, spacing=GAP_SMALL)
    for told, above in ((label(title, "strong", wrap=True), GAP), (label(note, "", "second", wrap=True), 0)):
        told.setContentsMargins(GAP + GAP_SMALL, above, GAP + GAP_SMALL, 0)
        made.body.addWidget(told)
    made.body.addWidget(grid)
    return made


def change_text(figure: Figure) -> str:
    """How it changed against the compared period: "▲ 12 %", "▼ 3 p.p."; "" where it did not, or nothing is known."""
    change = figure.change
    if change is None:
        return ""
    size = abs(change) if figure.unit is Unit.SCORE else abs(change) * 100
    if not _is_noticeable(figure.unit, change):
        return _("as before")
    words = {Unit.SHARE: _("{n} p.p."), Unit.SCORE: "{n}"}.get(figure.unit, _("{n} %"))
    places = 1 if round(size, 1) < 10 and figure.unit is not Unit.SCORE else 0
    said = words.format(n=number_text(size, places))
    if change >= MANY_TIMES and figure.unit not in (Unit.SHARE, Unit.SCORE):
        said = times_text(change + 1)
    return f"{'▲' if change > 0 else '▼'} {said}"


def _is_noticeable(unit: Unit, change: float) -> bool:
    return abs(change) >= (1 if unit is Unit.SCORE else NOTICEABLE)


def change_tone(figure: Figure) -> str:
    """Whether the change is for the better."""
    change = figure.change
    if change is None or not _is_noticeable(figure.unit, change):
        return "third"
    return "accent" if (change > 0) != (figure.key in LESS_IS_BETTER) else "bad"


def told_of(desk: Desk, figure: Figure) -> Told:
    """What a figure tells when it is pressed."""
    currency, report = desk.currency, desk.report
    lines = [line for line in (figure_formula(figure, currency),) if line]
    if figure.before is not None and report.compared is not None:
        before = _("{days}: {figure}").format(
            days=days_text(report.compared, desk.today), figure=figure_text(figure.unit, figure.before, currency)
        )
        lines.append(before)
    forecast = desk.report.sections.forecast.forecast
    if figure.key == "ltv_predicted" and figure.value is not None and forecast is not None and forecast.doubts:
        lines.append(doubts_text(forecast.doubts))
    title = figure_title(figure.key)
    called = f"{title} · {days_text(report.period, desk.today)}"
    return Told(title, figure_tells(figure.key), tuple(lines), figure.clients, called, figure.few)


def note_of(desk: Desk, figure: Figure, beside: Sequence[str] = ()) -> tuple[str, str]:
    """What stands below a figure, and its tone: that there is too little data, how it changed, or what it is of; the
    cost of a client stands with what a client is worth against it, unless that is `beside` it."""
    if figure.value is None:
        return "", ""
    if figure.few:
        return _("too little data"), "warn"
    change = change_text(figure)
    if figure.key == "nps" and not change:
        answers = round(figure.parts.get("answers") or 0)
        return ngettext("{n} answer", "{n} answers", answers).format(n=number_text(answers)), "third"
    to_cac = desk.report.figures.get("ltv_cac")
    if figure.key == "cac" and "ltv_cac" not in beside and to_cac is not None and to_cac.value is not None:
        return f"{figure_title('ltv_cac')} {figure_text(to_cac.unit, to_cac.value, desk.currency)}", "third"
    return change, change_tone(figure)


def _button(desk: Desk, figure: Figure, beside: Sequence[str]) -> FigureButton:
    note, tone = note_of(desk, figure, beside)

    def pressed(button: QPushButton) -> None:
        desk.tell(told_of(desk, figure), button)

    return FigureButton(
        figure_title(figure.key),
        figure_text(figure.unit, figure.value, desk.currency),
        note,
        tone,
        figure_tells(figure.key),
        pressed,
    )
