"""The card of those who work in the shop: add, change, let go, take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from app.i18n import _, quoted
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.settings.staff_dialog import StaffDialog
from app.ui.theme.size import tall
from app.ui.theme.tokens import CONTROL_HEIGHT, GAP_SMALL, GAP_WIDE, ICON_SIZE
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.dots import dot_icon
from app.ui.widgets.frames import Card, row
from app.ui.widgets.texts import ElidedLabel, chip, label

if TYPE_CHECKING:
    from app.services.staff import StaffRow


class StaffCard(Card):
    """A row for each person, those who have left last. Call `reload` when the shop may have changed."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(spacing=GAP_WIDE)
        self._context = context
        self._people: list[StaffRow] = []
        self.body.addWidget(label(_("Who works here"), "strong"))
        note = _(
            "With two people and more, a switch appears at the bottom left, and every change, task and call tells who"
            " it was. Working alone, you need nothing here."
        )
        self.body.addWidget(label(note, "small", "third", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP_SMALL)
        self.body.addLayout(self._rows)
        self.add_button = button(_("Add a colleague"), lambda: self._open(None), icon_name="plus")
        self.body.addLayout(row(self.add_button, None))
        self.reload()

    def reload(self) -> None:
        """Read the people again."""

        def work(_report: Report) -> list[StaffRow]:
            from app.services.staff import list_staff

            return list_staff(self._context.db)

        self._context.jobs.run(work, on_done=self._show, owner=self)

    def _show(self, people: list[StaffRow]) -> None:
        if people == self._people:
            return
        focus = QApplication.focusWidget()
        had = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        self._people = people
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for person in people:
            self._rows.addWidget(self._row(person))
        if had:
            (self.findChild(QPushButton, had) or self.add_button).setFocus()

    def _row(self, person: StaffRow) -> QWidget:
        dot = QLabel()
        dot.setPixmap(dot_icon(person.color, self.devicePixelRatioF()).pixmap(ICON_SIZE, ICON_SIZE))
        name = ElidedLabel(person.name, "", "" if person.active else "third")
        marks: list[QWidget] = [chip(_("PIN"))] if person.has_pin and person.active else []
        if person.active:
            change = icon_button(
                "pencil", _("Change {name}").format(name=quoted(person.name)), lambda: self._open(person)
            )
            change.setObjectName(f"change-{person.id}")
            leaves = button(_("Has left"), lambda: self._set_active(person, False), kind="ghost", small=True)
            leaves.setAccessibleName(_("{name} has left").format(name=quoted(person.name)))
            tools: list[QWidget] = [change, leaves]
        else:
            marks = [chip(_("has left"))]
            tools = [button(_("Is back"), lambda: self._set_active(person, True), kind="ghost", small=True)]
        tools[-1].setObjectName(f"left-{person.id}")
        made = QWidget()
        made.setMinimumHeight(tall(CONTROL_HEIGHT))
        made.setLayout(row(dot, name, *marks, None, *tools))
        return made

    def _open(self, person: StaffRow | None) -> None:
        StaffDialog(self._context, person, self.window()).open()

    def _set_active(self, person: StaffRow, active: bool) -> None:
        context = self._context

        def set_to(value: bool) -> None:
            def work(_report: Report) -> None:
                from app.services.staff import save_staff

                save_staff(context.db, person.id, active=value)

            context.jobs.run(work, on_done=lambda _none: None, lane="write")

        set_to(active)
        said = _("{name} is back") if active else _("{name} has left")
        context.events.toast.emit(said.format(name=quoted(person.name)), lambda: set_to(not active))
