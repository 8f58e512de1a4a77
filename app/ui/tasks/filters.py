"""What the tasks are narrowed to: whose they are, of what kind, of which client, open or done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QWidget

from app.i18n import _
from app.models.enums import TaskKind
from app.ui.theme import scaled, tall
from app.ui.theme.tokens import CONTROL_HEIGHT, GAP, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.condition_chip import ConditionChip, with_cross
from app.ui.widgets.phone import phone_text
from app.wording.tasks import kind_name

if TYPE_CHECKING:
    from app.services.tasks.listing import TaskFilter

CHOICE_WIDTH = 150


class TaskFilters(QWidget):
    """`changed()` whenever another choice is made. The client is set from outside and taken away by its cross."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.whose, self.kind = _choice(_("Whose tasks")), _choice(_("Kind of task"))
        self.kind.addItem(_("Any kind"), None)
        for kind in TaskKind:
            self.kind.addItem(kind_name(kind), kind.value)
        self.segment = _choice(_("Clients in"))
        self.segment.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.segment.hide()
        for choice in (self.kind, self.segment):
            choice.activated.connect(lambda _index: self.changed.emit())
        self.whose.activated.connect(lambda _index: self.changed.emit())
        self.whose.hide()
        self._client: tuple[int, str] | None = None
        self._chip: QWidget | None = None
        self.open_button, self.done_button = self._switch(_("To be done")), self._switch(_("Done ones"))
        self.open_button.setChecked(True)
        group = QButtonGroup(self)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(GAP_WIDE, GAP, GAP_WIDE, GAP)
        self._layout.setSpacing(GAP)
        for one in (self.open_button, self.done_button):
            group.addButton(one)
            self._layout.addWidget(one)
        self._layout.addSpacing(GAP)
        self._layout.addWidget(self.whose)
        self._layout.addWidget(self.kind)
        self._layout.addWidget(self.segment)
        self._layout.addStretch(1)

    def asked(self, text: str) -> TaskFilter:
        """All of it together, with what is searched for."""
        from app.services.tasks.listing import TaskFilter

        kind = self.kind.currentData()
        return TaskFilter(
            staff_id=self.whose.currentData(),
            client_id=self._client[0] if self._client else None,
            kinds=frozenset({TaskKind(kind)}) if kind else frozenset(),
            text=text,
            done=self.done_button.isChecked(),
            view_id=self.segment.currentData(),
        )

    def client_id(self) -> int | None:
        """Of which client."""
        return self._client[0] if self._client else None

    def show_staff(self, staff: Mapping[int, str], me: int | None, wanted: int | None) -> None:
        """Offer mine and everybody's, and `wanted` at first; a shop of one has nothing to choose."""
        chosen = self.whose.currentData() if self.whose.count() else wanted
        entries: Sequence[tuple[str, int | None]] = [
            (_("Everyone’s"), None),
            *([(_("Mine"), me)] if me in staff else []),
            *((name, one) for one, name in staff.items() if one != me),
        ]
        self.whose.clear()
        for text, value in entries:
            self.whose.addItem(text, value)
        self.whose.setCurrentIndex(max(0, self.whose.findData(chosen)))
        self.whose.setVisible(bool(staff))

    def show_views(self, views: Mapping[int, str]) -> None:
        """Offer the saved lists of clients; without one there is nothing to choose."""
        chosen = self.segment.currentData()
        self.segment.clear()
        self.segment.addItem(_("All clients"), None)
        for view_id, name in views.items():
            self.segment.addItem(name, view_id)
        if chosen is not None and chosen not in views:
            self.segment.addItem(_("a segment that is no more"), chosen)
        self.segment.setCurrentIndex(max(0, self.segment.findData(chosen)))
        self.segment.setVisible(self.segment.count() > 1)

    def show_client(self, client_id: int | None, name: str = "") -> None:
        """Only of this client, or of anybody."""
        self._client = None if client_id is None else (client_id, name)
        if self._chip is not None:
            self._chip.hide()
            self._chip.deleteLater()
            self._chip = None
        if client_id is not None:
            chip = ConditionChip(phone_text(name) or _("One client"))
            chip.clicked.connect(lambda _on=False: self._leave_client())
            self._chip = with_cross(chip, self._leave_client)
            self._layout.insertWidget(self._layout.count() - 1, self._chip)

    def show_done(self, done: bool) -> None:
        """Those that are done, or those to do."""
        (self.done_button if done else self.open_button).setChecked(True)

    def is_on(self) -> bool:
        """Whether anything is narrowed."""
        several = (self.whose, self.segment)
        return bool(self.kind.currentData() or self._client or any(one.currentData() is not None for one in several))

    def clear(self) -> None:
        """Nothing is narrowed any more."""
        self.kind.setCurrentIndex(0)
        self.whose.setCurrentIndex(0)
        self.segment.setCurrentIndex(0)
        self.show_client(None)
        self.changed.emit()

    def state(self) -> dict[str, Any]:
        """What is chosen, for a page that is built again."""
        return {
            "kind": self.kind.currentData(),
            "whose": self.whose.currentData(),
            "segment": self.segment.currentData(),
            "client": self._client,
            "done": self.done_button.isChecked(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Choose it again; whose they are needs the names first."""
        self.kind.setCurrentIndex(max(0, self.kind.findData(state["kind"])))
        if state["segment"] is not None and self.segment.findData(state["segment"]) < 0:
            self.segment.addItem("", state["segment"])  # its name comes with the first answer
        self.segment.setCurrentIndex(self.segment.findData(state["segment"]))
        self.show_client(*(state["client"] or (None,)))
        self.show_done(state["done"])

    def _leave_client(self) -> None:
        self.show_client(None)
        self.changed.emit()

    def _switch(self, text: str) -> Any:
        made = button(text, self.changed.emit, small=True)
        made.setProperty("kind", "filter")
        made.setCheckable(True)
        return made


def _choice(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setFixedHeight(tall(CONTROL_HEIGHT))
    made.setMinimumWidth(scaled(CHOICE_WIDTH))
    return made
