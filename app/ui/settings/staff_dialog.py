"""Add someone who works in the shop, or change them: name, colour, and a PIN if they want one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QPushButton, QWidget

from app.i18n import _
from app.services.errors import InvalidValue
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.theme.size import scaled
from app.ui.widgets.buttons import button
from app.ui.widgets.dots import dot_icon
from app.ui.widgets.frames import row

if TYPE_CHECKING:
    from app.services.staff import StaffRow

SWATCH = 30
PIN_WIDTH = 160


class StaffDialog(FormDialog):
    """`person` is None for somebody new."""

    def __init__(self, context: AppContext, person: StaffRow | None, parent: QWidget) -> None:
        new = person is None
        title, save = (_("New colleague"), _("Add")) if new else (_("Change the colleague"), _("Save"))
        super().__init__(context, title, save, parent)
        self._person = person
        self.name = QLineEdit(person.name if person else "")
        self.add_field(_("Name"), self.name)
        self.colors = QButtonGroup(self)
        self.add_field(_("Colour"), self._swatches())
        self.asks = QCheckBox(_("Asks for a PIN when switching to this person"))
        self.asks.setChecked(person is not None and person.has_pin)
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setFixedWidth(scaled(PIN_WIDTH))
        self.form.addWidget(self.asks)
        stays = _("4 to 12 digits. Left empty, the PIN stays as it is.")
        self._pin = self.add_field(_("PIN"), self.pin, stays if person and person.has_pin else _("4 to 12 digits."))
        self.asks.toggled.connect(lambda on: self._pin.setVisible(on))
        self._pin.setVisible(self.asks.isChecked())

    def _swatches(self) -> QWidget:
        from app.services.staff import COLORS

        holder = QWidget()
        made: list[QPushButton] = []
        for number, color in enumerate(COLORS):
            one = button("", kind="ghost", tip=_("Colour {n}").format(n=number + 1))
            one.setAccessibleName(one.toolTip())
            one.setCheckable(True)
            one.setProperty("look", "swatch")
            one.setFixedSize(SWATCH, SWATCH)
            one.setIcon(dot_icon(color, self.devicePixelRatioF(), 16))
            one.setIconSize(QSize(16, 16))
            one.setProperty("color", color)
            one.setChecked(self._person is not None and self._person.color == color)
            self.colors.addButton(one)
            made.append(one)
        holder.setLayout(row(*made, None, spacing=4))
        return holder

    def prepare(self) -> Callable[[], int]:
        from app.services.staff import add_staff, save_staff, set_pin

        db, person = self.context.db, self._person
        name, pin, asks = self.name.text(), self.pin.text(), self.asks.isChecked()
        chosen = self.colors.checkedButton()
        color = str(chosen.property("color")) if chosen is not None else ""
        if asks and not pin and (person is None or not person.has_pin):
            raise InvalidValue(field="pin", value="")

        def write() -> int:
            if person is None:
                return add_staff(db, name, color, pin if asks else "")
            save_staff(db, person.id, name=name, color=color or None)
            if pin or not asks:
                set_pin(db, person.id, pin if asks else "")
            return person.id

        return write
