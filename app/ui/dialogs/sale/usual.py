"""What the client usually takes: one click or one key puts it into the receipt."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _, day_text, money, ngettext, quantity_text
from app.ui.context import AppContext
from app.ui.dialogs.keys import USUAL_KEYS
from app.ui.dialogs.sale.lines.codes import ENTER
from app.ui.dialogs.sale.lines.line import ONE
from app.ui.dialogs.sale.reading import UsualChoice
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import Flow
from app.ui.widgets.texts import label

LETTERS = 26  # of a product's name on its button
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class UsualRow(QWidget):
    """A button for each usual product, Alt+1 to Alt+5; arrows go along them. `taken(UsualChoice)`; `down()`: the arrow
    that leads to the lines."""

    taken = Signal(object)
    down = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._flow = Flow()
        policy = self._flow.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)  # else it asks for the height of its narrowest form
        self._flow.setSizePolicy(policy)
        self.choices: tuple[UsualChoice, ...] = ()
        self.buttons: list[QPushButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._flow)
        self.hide()

    def bring_keys(self, window: QWidget) -> None:
        """Alt and a digit, wherever the focus is in `window`."""
        for number, key in enumerate(USUAL_KEYS):
            QShortcut(QKeySequence(key), window).activated.connect(partial(self._take, number))

    def show_choices(self, choices: tuple[UsualChoice, ...]) -> None:
        """Show these, or nothing."""
        self.choices = choices
        self.buttons = [self._button(number, choice) for number, choice in enumerate(choices)]
        head = label(_("Usually takes (Alt and digit):"), "small", "second")
        if self.buttons:
            head.setFixedHeight(self.buttons[0].sizeHint().height())  # in the middle of their line
        parts: list[QWidget] = [head, *self.buttons]
        self._flow.set_parts(parts if choices else [])
        self.setVisible(bool(choices))

    def enter(self) -> None:
        """Go to the first button, where there is one."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def put_in_order(self, before: QWidget) -> None:
        """Tab goes from `before` over the buttons to what followed it."""
        for one in self.buttons:
            self.setTabOrder(before, one)
            before = one

    def _button(self, number: int, choice: UsualChoice) -> QPushButton:
        usual, name = choice.usual, choice.row.name
        short = name if len(name) <= LETTERS else name[: LETTERS - 1].rstrip() + "…"
        parts = [f"{number + 1}  {short}"]
        if usual.quantity != ONE:
            parts[0] += f" × {quantity_text(usual.quantity)}"
        currency = self._context.settings.currency
        if choice.price is not None:
            parts.append(money(choice.price, currency))
        times = ngettext("{n} time", "{n} times", usual.times).format(n=usual.times)
        last = day_text(usual.last_day, self._context.today())
        tip = _("{name}: {times}, last on {day}. Alt+{key} puts it in.").format(
            name=name, times=times, day=last, key=number + 1
        )
        if not choice.row.in_stock:
            parts.append(_("not in stock"))
        made = button(" · ".join(parts), lambda: self._take(number), kind="filter", tip=tip)
        made.setAccessibleName(tip)
        made.setProperty("tone", "accent" if choice.row.in_stock else "")
        return made

    def _take(self, number: int) -> None:
        if number < len(self.choices):
            self.taken.emit(self.choices[number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right and Enter along the buttons, Down to the lines."""
        place = next((place for place, one in enumerate(self.buttons) if one.hasFocus()), None)
        if place is None:
            super().keyPressEvent(event)
        elif event.key() in STEPS:
            step = STEPS[Qt.Key(event.key())]
            self.buttons[(place + step) % len(self.buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._take(place)
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)
