"""What the delivery log is narrowed to: a client, a kind of reason, what happened, a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import ReminderKind, ReminderState
from app.services.reminders.delivery.log import DeliveryFilter
from app.services.reminders.ledger.claims import ANNOUNCED, MISSED, NOT_ANNOUNCED, REPEATED
from app.ui.context import AppContext
from app.ui.dialogs.client_field import ClientLine
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import CONTROL_HEIGHT, GAP_WIDE
from app.ui.widgets.flow import Flow
from app.wording.reminders import kind_name

SHOWN = (ANNOUNCED, REPEATED)
NOT_SHOWN = (NOT_ANNOUNCED, MISSED)
ACTED = (ReminderState.DONE, ReminderState.SNOOZED, ReminderState.DISMISSED)
LINE_WIDTH = 260  # px


class LogFilter(QWidget):
    """`changed()` when the owner wants other lines."""

    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.client = ClientLine(context, None)
        self.client.setPlaceholderText(_("Everyone: name, phone, card…"))
        self.client.setAccessibleName(_("Client"))
        self.client.setFixedWidth(scaled(LINE_WIDTH))
        self.client.setClearButtonEnabled(True)
        kinds = [(kind_name(kind), kind) for kind in ReminderKind]
        self.kinds = _choice(_("Reason"), [(_("Any reason"), None), *kinds])
        happened = [(_("All that happened"), ()), (_("Shown"), SHOWN), (_("Not shown"), NOT_SHOWN)]
        self.events = _choice(_("What happened"), [*happened, (_("What you did"), ACTED)])
        self.days = _choice(_("Day"), [(_("Any day"), None), (_("Today"), 0), (_("Yesterday"), 1)])
        self.client.picked.connect(self._on_picked)
        self.client.textChanged.connect(self._on_text)
        for box in self.boxes():
            box.activated.connect(lambda _index: self.changed.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 0, GAP_WIDE, GAP_WIDE)
        layout.addWidget(Flow([self.client, *self.boxes()]))

    def asked(self) -> DeliveryFilter:
        """All of it together."""
        ago = self.days.currentData()
        return DeliveryFilter(
            client_id=self.client.named(),
            kind=self.kinds.currentData(),
            day=None if ago is None else self._context.today() - timedelta(days=ago),
            events=tuple(self.events.currentData()),
        )

    def is_on(self) -> bool:
        """Whether anything is narrowed."""
        return self.asked() != DeliveryFilter()

    def clear(self) -> None:
        """Everything again."""
        with QSignalBlocker(self):
            for box in self.boxes():
                box.setCurrentIndex(0)
            self.client.take_all()
            self.client.client_id = None
        self.changed.emit()

    def chosen(self) -> tuple[int | None, ...]:
        """All of it as plain numbers, for `choose`."""
        return (self.client.named(), *(box.currentIndex() for box in self.boxes()))

    def choose(self, client_id: int | None, *places: int) -> None:
        """Narrow it as it was before."""
        for box, place in zip(self.boxes(), places, strict=True):
            box.setCurrentIndex(place)
        if client_id is not None:
            self.client.choose_by_id(client_id)

    def boxes(self) -> tuple[QComboBox, ...]:
        """The lists, from left to right."""
        return self.kinds, self.events, self.days

    def _on_picked(self, _row: object) -> None:
        """The name is seen from its beginning, for the line is shorter than a name with a phone."""
        QTimer.singleShot(0, self.client, lambda: self.client.setCursorPosition(0))  # after Qt has put in the text
        self.changed.emit()

    def _on_text(self, text: str) -> None:
        """An empty line is everyone again."""
        if not text and self.client.client_id is not None:
            self.client.client_id = None
            self.changed.emit()


def _choice(name: str, entries: Sequence[tuple[str, object]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setFixedHeight(tall(CONTROL_HEIGHT))
    for text, value in entries:
        made.addItem(text, value)
    return made
