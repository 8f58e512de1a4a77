"""Open service cases of the buyer, said before anything is sold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.aftersale.cases import CaseRow
from app.ui.context import AppContext
from app.ui.theme.tokens import GAP
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import Card, row
from app.ui.widgets.texts import ElidedLabel
from app.wording.aftersale import open_cases_line


def cases_bar(context: AppContext, cases: Sequence[CaseRow]) -> Card:
    """A quiet warning with the most urgent case, how many more there are, and the way to look at it."""
    bar = Card(padding=GAP, tone="warn")
    text = ElidedLabel(open_cases_line(cases, context.today()), "", "warn")
    look = button(_("Look at it"), lambda: _open(context, cases[0], bar), kind="ghost", small=True)
    layout = row(text, look)
    layout.setStretch(0, 1)
    bar.body.setContentsMargins(GAP, 2, 2, 2)
    bar.body.addLayout(layout)
    return bar


def _open(context: AppContext, case: CaseRow, parent: QWidget) -> None:
    from app.ui.dialogs.aftersale.acts import open_case

    open_case(context, case, parent)
