"""Why did I not see it? What comes when for a client, kind by kind, or why nothing does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import ReminderKind
from app.services.reminders.delivery.why import NOTHING
from app.ui.context import AppContext
from app.ui.deliveries.lines import TONES
from app.ui.theme.tokens import GAP, GAP_CARD, GAP_SMALL, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.flow import Flow
from app.ui.widgets.frames import Card, ScrollingArea
from app.ui.widgets.phone import phone_text
from app.ui.widgets.side_panel import SidePanel
from app.ui.widgets.texts import label
from app.wording.deliveries import WHY_TONES, happened_text, moment_text, reason_text, why_text
from app.wording.reminders import kind_name

if TYPE_CHECKING:
    from app.services.reminders.delivery.log import Delivery
    from app.services.reminders.delivery.why import WhyNot


class WhyPanel(SidePanel):
    """Shows the answers about one client; what comes or was missed stands before what there is not."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.show_nobody()

    def show_nobody(self) -> None:
        """No client is chosen."""
        words = _(
            "Why did I not see it? Choose a client, and you will read what comes when, and why the rest does not."
        )
        self.replace(EmptyState(words, icon_name="info"))

    def show_answers(self, client_id: int, name: str, answers: Sequence[WhyNot], line: Delivery | None) -> None:
        """Show what was found out about this client, below the line of the log that is chosen."""
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(GAP_CARD, GAP_CARD, GAP_CARD, GAP_CARD)
        layout.setSpacing(GAP)
        layout.addWidget(label(phone_text(name), "heading", wrap=True))
        layout.addWidget(self._buttons(client_id))
        layout.addSpacing(GAP_SMALL)
        if line is not None:
            layout.addWidget(self._chosen(line))
        layout.addWidget(label(_("Why did I not see it?"), "", "second"))
        for kinds, about in _parts(answers):
            layout.addWidget(self._part(kinds, about))
        layout.addStretch(1)
        self.replace(ScrollingArea(content))

    def _chosen(self, line: Delivery) -> QWidget:
        """The whole of what the table has too little room for."""
        settings, today = self._context.settings, self._context.today()
        part = Card(padding=GAP_WIDE, spacing=2, tone="quiet")
        part.body.addWidget(label(reason_text(line, today), "strong", wrap=True))
        part.body.addWidget(label(moment_text(line.at, today, settings.zone), "", "second"))
        part.body.addWidget(label(happened_text(line), "", TONES.get(line.event, ""), wrap=True))
        return part

    def _buttons(self, client_id: int) -> QWidget:
        events = self._context.events
        card = button(_("Open the card"), lambda: events.open_client.emit(client_id), small=True)
        rules = button(_("Rules of reminders"), lambda: events.show_page.emit("rules"), small=True)
        return Flow([card, rules])

    def _part(self, kinds: Sequence[ReminderKind | None], answers: Sequence[WhyNot]) -> QWidget:
        """The kinds above, what is said of them below; what is about everything stands alone."""
        settings, today = self._context.settings, self._context.today()
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, GAP_SMALL)
        layout.setSpacing(0)
        names = [kind_name(kind) for kind in kinds if kind is not None]
        if names:
            layout.addWidget(label(" · ".join(names), "strong", wrap=True))
        for answer in answers:
            tone = WHY_TONES.get(answer.code, "" if names else "warn")
            layout.addWidget(label(why_text(answer, today, settings.zone), "", tone, wrap=True))
        return part


def _parts(answers: Sequence[WhyNot]) -> list[tuple[list[ReminderKind | None], list[WhyNot]]]:
    """What is about everything, then kinds of which there is something to tell, those of one answer together, then the
    others, each with why there is nothing."""
    of_kind: dict[ReminderKind | None, list[WhyNot]] = {}
    for answer in answers:
        of_kind.setdefault(answer.kind, []).append(answer)
    parts: dict[object, tuple[list[ReminderKind | None], list[WhyNot]]] = {}
    for kind, about in of_kind.items():
        same: object = kind if about[0].code == NOTHING else tuple((one.code, one.day, one.moment) for one in about)
        parts.setdefault(same, ([], about))[0].append(kind)
    return sorted(parts.values(), key=lambda part: (part[0][0] is not None, part[1][0].code == NOTHING))
