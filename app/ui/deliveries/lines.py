"""The table of the delivery log: one line for everything that happened to a reminder."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent

from app.i18n import _
from app.models.enums import ReminderState
from app.services.reminders.delivery.log import Delivery
from app.services.reminders.ledger.claims import ANNOUNCED, MISSED, NOT_ANNOUNCED, REPEATED
from app.ui.context import AppContext
from app.ui.theme.size import scaled
from app.ui.widgets.phone import phone_text
from app.ui.widgets.table import IdTable
from app.ui.widgets.table_model import Column, IdListModel
from app.wording.deliveries import happened_text, moment_text, outcome_text, reason_text

TONES = {MISSED: "bad", NOT_ANNOUNCED: "warn", REPEATED: "warn"}
ALL_COLUMNS = 760  # px
SHOWING = (ANNOUNCED, REPEATED, NOT_ANNOUNCED, MISSED)  # what can be followed by something the owner did


@dataclass(frozen=True)
class Line:
    """One line of the table; `id` is its place in the log as it was read."""

    id: int
    told: Delivery


class LogTable(IdTable):
    """`show_lines` puts others in; a line is chosen by its place."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self.lines: tuple[Line, ...] = ()
        self.shown: IdListModel[Line] = IdListModel(self._columns(), self._fetch)
        super().__init__(self.shown, _("What was reminded of"))
        self.remember(context.memory, "deliveries/columns")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what became of it is left to the lines that tell it."""
        last = len(self.shown.columns) - 1
        self.setColumnHidden(last, self.viewport().width() < scaled(ALL_COLUMNS))
        super().resizeEvent(event)

    def show_lines(self, deliveries: Sequence[Delivery]) -> None:
        """Show these; the line that was chosen stays chosen while it is among them."""
        before = self.current()
        self.lines = tuple(Line(number, told) for number, told in enumerate(deliveries))
        self.shown.set_ids(array("q", range(len(self.lines))))
        same = next((one.id for one in self.lines if before is not None and one.told == before), 0)
        self.choose(same if self.lines else None)

    def current(self) -> Delivery | None:
        """The line that the table stands at."""
        number = self.current_id()
        return self.lines[number].told if number is not None and number < len(self.lines) else None

    def _fetch(self, ids: Sequence[int]) -> Sequence[Line]:
        return [self.lines[number] for number in ids]

    def _columns(self) -> list[Column[Line]]:
        return [
            Column(_("When"), self._when, width=118, key="when"),
            Column(_("Client"), _whom, width=158, bold=True, stretch=True, key="client"),
            Column(_("Reason"), self._reason, width=172, stretch=True, key="kind"),
            Column(_("What happened"), _happened, width=178, stretch=True, tone=_tone, key="event"),
            Column(_("Now"), _became, width=116, key="state"),
        ]

    def _when(self, line: Line) -> str:
        return moment_text(line.told.at, self._context.today(), self._context.settings.zone)

    def _reason(self, line: Line) -> str:
        return reason_text(line.told, self._context.today())


def _whom(line: Line) -> str:
    return phone_text(line.told.client) if line.told.client else _("the shop")


def _happened(line: Line) -> str:
    return happened_text(line.told)


def _became(line: Line) -> str:
    """Told where the line itself does not: beside what was shown."""
    told = line.told
    if told.event not in SHOWING or (told.event == MISSED and told.state == ReminderState.EXPIRED):
        return ""
    return outcome_text(told.state)


def _tone(line: Line) -> str:
    return TONES.get(line.told.event, "")
