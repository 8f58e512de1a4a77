"""Open service cases, said before anything is sold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.i18n import _, day_text
from app.services.aftersale.cases import CaseRow
from app.ui.context import AppContext
from app.ui.widgets.frames import Card
from app.ui.widgets.texts import label


def open_cases_line(context: AppContext, cases: Sequence[CaseRow]) -> QWidget:
    """A quiet warning for each open case."""
    card = Card(padding=8, tone="warn")
    for case in cases:
        text = _("Open since {day}: {title}").format(day=day_text(case.day, context.today()), title=case.title)
        card.body.addWidget(label(text, "", "warn", wrap=True))
    return card
