"""Of what kind a task is, and whose."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QWidget

from app.i18n import _
from app.models.enums import TaskKind
from app.services.staff import StaffRow, list_staff
from app.ui.context import AppContext
from app.ui.theme.tokens import GAP_SMALL
from app.ui.widgets.buttons import button
from app.wording.tasks import kind_name


class KindBox(QWidget):
    """One of the kinds is pressed; the arrows go from one to the next. In a shop with staff it is chosen, too, who does
    it."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._staff_id: int | None = context.db.staff_id
        self.kinds = {kind: button(kind_name(kind), small=True) for kind in TaskKind}
        self.whose = QComboBox()
        self.whose.setAccessibleName(_("Who does it"))
        self.whose.setToolTip(_("Who does it"))
        self.whose.hide()
        self.whose.activated.connect(self._on_whose)
        group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        for one in self.kinds.values():
            one.setProperty("kind", "filter")
            one.setCheckable(True)
            group.addButton(one)
            layout.addWidget(one)
        layout.addStretch(1)
        layout.addWidget(self.whose)
        self.kinds[TaskKind.TODO].setChecked(True)
        context.jobs.run(lambda _report: list_staff(context.db), on_done=self._on_staff, owner=self)

    def fill(self, kind: TaskKind, staff_id: int | None) -> None:
        """Show this; None is nobody's."""
        self.kinds[kind].setChecked(True)
        self._staff_id = staff_id
        self._show_whose()

    def kind(self) -> TaskKind:
        """Which is pressed."""
        return next(kind for kind, one in self.kinds.items() if one.isChecked())

    def staff_id(self) -> int | None:
        """Who does it."""
        return self._staff_id

    def _on_staff(self, staff: list[StaffRow]) -> None:
        for one in staff:
            if one.active or one.id == self._staff_id:
                self.whose.addItem(one.name, one.id)
        self.whose.setVisible(bool(staff))
        self._show_whose()

    def _show_whose(self) -> None:
        self.whose.setCurrentIndex(self.whose.findData(self._staff_id))  # nobody's shows nobody

    def _on_whose(self, _index: int) -> None:
        self._staff_id = self.whose.currentData()
