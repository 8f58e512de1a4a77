"""Service cases of a client: a bar over everything while one is open, and a card with all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from app.i18n import _, day_text, ngettext, short_day
from app.services.aftersale.cases import CaseRow
from app.ui.context import AppContext
from app.ui.dialogs.aftersale_acts import open_case, status_button
from app.ui.theme.tokens import GAP, GAP_CARD
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import Card, row
from app.ui.widgets.texts import label
from app.wording.aftersale import case_kind_name, open_cases_line

CLOSED_SHOWN = 3
TITLE_WIDTH = 280  # px


class CasesCard(Card):
    """Open cases with a button for their status, then the last ones that were closed."""

    def __init__(self, context: AppContext, client_id: int, rows: Sequence[CaseRow]) -> None:
        super().__init__(padding=GAP_CARD, spacing=GAP)
        self._context, self._client_id = context, client_id
        self._closed = [case for case in rows if not case.is_open]
        self.add_button = button(_("Add"), self.add, kind="ghost", small=True, icon_name="plus")
        self.add_button.setAccessibleName(_("New service case"))
        self.body.addLayout(row(label(_("Repairs and complaints"), "strong"), None, self.add_button))
        for case in rows:
            if case.is_open:
                self.body.addLayout(self._open_line(case))
        for case in self._closed[:CLOSED_SHOWN]:
            self.body.addWidget(self._link(case), 0, Qt.AlignmentFlag.AlignLeft)
        rest = len(self._closed) - CLOSED_SHOWN
        if rest > 0:
            said = ngettext("{n} more that is closed", "{n} more that are closed", rest).format(n=rest)
            self._more = button(said, self._show_rest, kind="link", small=True)
            self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def add(self) -> None:
        """Write down a new case of this client."""
        open_case(self._context, self._client_id, self)

    def _open_line(self, case: CaseRow) -> QVBoxLayout:
        today = self._context.today()
        lines = QVBoxLayout()
        lines.setSpacing(2)
        words, tone = due_words(case, today)
        head = row()
        head.addWidget(label(f"{case_kind_name(case.kind)} · {words}", "small", tone, wrap=True), 1)
        head.addWidget(status_button(self._context, case, self), 0, Qt.AlignmentFlag.AlignTop)
        lines.addLayout(head)
        title = button(
            case.title, lambda: open_case(self._context, case, self), kind="link", small=True, tip=case.title
        )
        title.setMaximumWidth(TITLE_WIDTH)
        lines.addWidget(title, 0, Qt.AlignmentFlag.AlignLeft)
        about = " · ".join(filter(None, (case.product, case.note)))
        if about:
            lines.addWidget(label(about, "small", "second", wrap=True))
        return lines

    def _link(self, case: CaseRow) -> QPushButton:
        closed = self._context.settings.local(case.closed_at).date() if case.closed_at else case.day
        said = _("{title}, closed {day}").format(title=case.title, day=short_day(closed, self._context.today()))
        made = button(said, lambda: open_case(self._context, case, self), kind="link", small=True, tip=said)
        made.setMaximumWidth(TITLE_WIDTH)
        return made

    def _show_rest(self) -> None:
        self._more.hide()
        for case in self._closed[CLOSED_SHOWN:]:
            self.body.addWidget(self._link(case), 0, Qt.AlignmentFlag.AlignLeft)


def open_case_bar(context: AppContext, rows: Sequence[CaseRow]) -> Card | None:
    """What to know before anything is sold: the most urgent open case and how many more; None without any."""
    still = [case for case in rows if case.is_open]
    if not still:
        return None
    frame = Card(padding=0, tone="warn")
    said = label(open_cases_line(still, context.today()), "strong", "warn", wrap=True)
    opens = button(_("Open"), lambda: open_case(context, still[0], frame), small=True)
    line = row(said, opens, status_button(context, still[0], frame), spacing=12)
    line.setStretch(0, 1)
    line.setContentsMargins(14, 11, 12, 11)
    frame.body.addLayout(line)
    frame.setAccessibleName(said.text())
    return frame


def due_words(case: CaseRow, today: date) -> tuple[str, str]:
    """By when it is to be settled, and the tone of the words."""
    if case.due_day is None:
        return _("since {day}").format(day=day_text(case.day, today)), "second"
    if case.due_day == today:
        return _("to be settled today"), "warn"
    return _("by {day}").format(day=day_text(case.due_day, today)), "bad" if case.due_day < today else "second"
