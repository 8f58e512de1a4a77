"""Service cases of a client: a bar over everything while one is open, and a card with all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from app.i18n import _, day_text, ngettext, short_day
from app.services.aftersale.cases import CaseRow
from app.ui.context import AppContext
from app.ui.dialogs.aftersale.acts import open_case, status_button
from app.ui.theme.tokens import GAP, GAP_CARD
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.flow import Flow
from app.ui.widgets.frames import Card, row
from app.ui.widgets.texts import label
from app.wording.aftersale import case_kind_name, open_cases_line

CLOSED_SHOWN = 3


class CasesCard(Card):
    """Open cases with a button for their status, then the last ones that were closed."""

    def __init__(self, context: AppContext, client_id: int, rows: Sequence[CaseRow]) -> None:
        super().__init__(padding=GAP_CARD, spacing=GAP)
        self._context, self._client_id = context, client_id
        self._closed = [case for case in rows if not case.is_open]
        self.add_button = button(_("Add"), self.add, kind="ghost", small=True, icon_name="plus")
        self.add_button.setAccessibleName(_("New service case"))
        head = row(label(_("Repairs and complaints"), "strong", wrap=True), self.add_button)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        for case in rows:
            if case.is_open:
                self.body.addLayout(self._open_line(case))
        for case in self._closed[:CLOSED_SHOWN]:
            self.body.addLayout(self._closed_line(case))
        rest = len(self._closed) - CLOSED_SHOWN
        if rest > 0:
            said = ngettext("{n} more that is closed", "{n} more that are closed", rest).format(n=rest)
            self._more = button(said, self._show_rest, kind="link", small=True)
            self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def add(self) -> None:
        """Write down a new case of this client."""
        open_case(self._context, self._client_id, self)

    def _open_line(self, case: CaseRow) -> QVBoxLayout:
        words, tone = due_words(case, self._context.today())
        lines = self._named(case, case.title)
        about = " · ".join(filter(None, (case.product, case.note)))
        if about:
            lines.addWidget(label(about, "small", "second", wrap=True))
        below = row(label(f"{case_kind_name(case.kind)} · {words}", "small", tone, wrap=True))
        below.setStretch(0, 1)
        below.addWidget(status_button(self._context, case, self), 0, Qt.AlignmentFlag.AlignTop)
        lines.addLayout(below)
        return lines

    def _closed_line(self, case: CaseRow) -> QVBoxLayout:
        day = self._context.settings.local(case.closed_at).date() if case.closed_at else case.day
        closed = _("closed {day}").format(day=short_day(day, self._context.today()))
        lines = self._named(case, case.title, "second")
        lines.addWidget(label(f"{case_kind_name(case.kind)} · {closed}", "small", "third", wrap=True))
        return lines

    def _named(self, case: CaseRow, title: str, tone: str = "") -> QVBoxLayout:
        """What happened, with the button that opens the form."""
        lines = QVBoxLayout()
        lines.setSpacing(0)
        opens = icon_button("pencil", _("Change: {name}").format(name=title))
        opens.clicked.connect(lambda _on=False: open_case(self._context, case, self))
        head = row(label(title, "", tone, wrap=True), opens)
        head.setStretch(0, 1)
        lines.addLayout(head)
        return lines

    def _show_rest(self) -> None:
        self._more.hide()
        for case in self._closed[CLOSED_SHOWN:]:
            self.body.addLayout(self._closed_line(case))


def open_case_bar(context: AppContext, rows: Sequence[CaseRow], *, narrow: bool = False) -> Card | None:
    """What to know before anything is sold: the most urgent open case and how many more; None without any. In a
    `narrow` place the buttons stand below the words."""
    still = [case for case in rows if case.is_open]
    if not still:
        return None
    frame = Card(padding=0, tone="warn")
    said = label(open_cases_line(still, context.today()), "strong", "warn", wrap=True)
    opens = button(_("Open"), lambda: open_case(context, still[0], frame), small=True)
    status = status_button(context, still[0], frame)
    if narrow:
        frame.body.setContentsMargins(12, 10, 12, 10)
        frame.body.setSpacing(GAP)
        frame.body.addWidget(said)
        frame.body.addWidget(Flow([opens, status]))
    else:
        line = row(said, opens, status, spacing=12)
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
