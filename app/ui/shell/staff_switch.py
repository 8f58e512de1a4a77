"""Who is at the computer: a button at the foot of the sidebar, there only where two people or more work."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QPushButton

from app.i18n import _
from app.ui.theme import font, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.tokens import ICON_SIZE
from app.ui.widgets.buttons import ICON_GAP

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from app.models.enums import Area
    from app.services.staff import StaffRow
    from app.ui.background import Report
    from app.ui.context import AppContext


class StaffSwitch(QPushButton):
    """Names who works; a press opens the list of the others."""

    def __init__(self) -> None:
        super().__init__()
        self._context: AppContext | None = None
        self.setProperty("kind", "nav")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(ICON_SIZE + ICON_GAP, ICON_SIZE))  # as the pages above
        self._name, self._named = "", True
        self.clicked.connect(lambda _checked=False: self._open_list())
        self.hide()

    @cached_property
    def others(self) -> QMenu:
        """Who can take over."""
        from PySide6.QtWidgets import QMenu

        return QMenu(self)

    def attach(self, context: AppContext) -> None:
        """The shop is open: read who works there."""
        if self._context is None:
            self._context = context
            context.events.changed.connect(self._on_changed)
            self._read()

    def show_name(self, shown: bool) -> None:
        """The name beside the colour, or the colour alone where there is no room."""
        self._named = shown
        self.setText(self._name if shown else "")

    def _open_list(self) -> None:
        """Above the button, for it stands at the foot of the window."""
        self.others.popup(self.mapToGlobal(QPoint(0, -self.others.sizeHint().height())))

    def _on_changed(self, areas: frozenset[Area]) -> None:
        from app.models.enums import Area

        if Area.SETTINGS in areas:
            self._read()

    def _read(self) -> None:
        context = self._context
        if context is None:
            return

        def work(_report: Report) -> tuple[list[StaffRow], int | None]:
            from app.services.staff import list_staff

            return list_staff(context.db, active_only=True), context.db.staff_id

        context.jobs.run(work, on_done=self._show, owner=self)

    def _show(self, found: tuple[list[StaffRow], int | None]) -> None:
        from app.ui.widgets.dots import dot_icon

        people, working = found
        self.setVisible(len(people) > 1)
        now = next((person for person in people if person.id == working), None)
        ratio = self.devicePixelRatioF()
        self._name = now.name if now else _("Who is working?")
        self.show_name(self._named)
        self.setIcon(dot_icon(now.color if now else tokens().text_3, ratio))
        self.setToolTip(_("Who is working: what is done now is written down under this name"))
        self.setAccessibleName(_("Who is working: {name}").format(name=now.name if now else _("nobody chosen")))
        self.others.clear()
        for person in people:
            action = self.others.addAction(dot_icon(person.color, ratio), person.name)
            if person.id == working:
                action.setFont(font(weight=SEMIBOLD))
            action.triggered.connect(lambda _on=False, person=person: self._switch(person))

    def _switch(self, person: StaffRow) -> None:
        context = self._context
        if context is None or person.id == context.db.staff_id:
            return
        if person.has_pin:
            from app.ui.dialogs.pin_dialog import PinDialog

            PinDialog(context, person, self.window()).open()
            return

        def work(_report: Report) -> None:
            from app.services.staff import switch_to

            switch_to(context.db, person.id)

        said = switched_text(person)
        context.jobs.run(work, on_done=lambda _none: context.events.toast.emit(said, None), lane="write")


def switched_text(person: StaffRow) -> str:
    """What the bar says once somebody else is at the computer."""
    return _("{name} is working now").format(name=person.name)
