"""The filter of the purchases list: the period, and a chip for each condition with a cross that takes it away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from app.i18n import _, money
from app.models.enums import PurchaseStatus
from app.ui.context import AppContext
from app.ui.purchases.asking import FOUND, DaysPopup, Pairs, SumPopup, ValuePopup
from app.ui.purchases.periods import OWN, PERIODS, days_text
from app.ui.purchases.state import Shown
from app.ui.theme.tokens import GAP_WIDE
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.flow import Flow
from app.ui.widgets.popup import Popup

if TYPE_CHECKING:
    from app.services.purchases.listing import PurchaseFilter

AFTER_CLOSING_MS = 80  # a popup that opens while a menu closes is closed with it by some desktops
LINE_HEIGHT = 32
LONGEST_CHIP = 40  # letters


class FilterStrip(QWidget):
    """`changed(Shown)` when something else is asked for by hand."""

    changed = Signal(object)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._shown, self._staff = Shown(), False
        self.popup: Popup | None = None
        self.period_button = button("", small=True, tip=_("Period (Ctrl+D)"))
        self.period_button.setProperty("menu", "true")
        self.periods = QMenu(self.period_button)
        self.periods.aboutToShow.connect(self._fill_periods)
        self.period_button.setMenu(self.periods)
        self.filter_button = button(
            _("Filter"), self.open_fields, small=True, icon_name="plus", tip=_("Add a condition (Ctrl+Shift+F)")
        )
        self._flow = Flow()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, GAP_WIDE, GAP_WIDE - 4)
        for part in (self.period_button, self.filter_button):
            layout.addWidget(_in_line(part), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._flow, 1000)
        layout.addStretch(1)

    def show_state(self, shown: Shown, *, staff: bool) -> None:
        """Show what the list is of; `staff`: several people sell here."""
        self._shown, self._staff = shown, staff
        today = self._context.today()
        days = days_text(*shown.days(today), today)
        named = PERIODS[shown.period].title() if shown.period != OWN else ""
        self.period_button.setText(named or days)
        self.period_button.setAccessibleName(_("Period: {days}").format(days=f"{named}, {days}" if named else days))
        chips = [self._chip(key, text) for key, text in self._texts(shown.asked).items()]
        clear = [_in_line(button(_("Clear"), self.clear, kind="link", small=True))] if chips else []
        self._flow.set_parts([*chips, *clear])
        before: QWidget = self.filter_button
        for part in (*chips, *clear):
            for one in part.findChildren(QPushButton):
                self.setTabOrder(before, one)
                before = one

    def clear(self) -> None:
        """Take every condition away; the period and the search stay."""
        self.changed.emit(self._shown.without(*(name for names in CONDITIONS.values() for name in names)))

    def open_periods(self) -> None:
        """Open the menu of the periods, under their button."""
        self.periods.popup(_below(self.period_button))

    def _fill_periods(self) -> None:
        self.periods.clear()
        for key, period in PERIODS.items():
            action = self.periods.addAction(period.title())
            action.setCheckable(True)
            action.setChecked(key == self._shown.period)
            action.triggered.connect(partial(self._choose_period, key))
        self.periods.addSeparator()
        self.periods.addAction(_("Own period…")).triggered.connect(lambda: self._later(self.ask_days))

    def open_fields(self) -> QMenu:
        """The menu of what can be asked for, under its button."""
        menu = QMenu(self)
        for key, title in TITLES.items():
            if key != "staff" or self._staff:
                act = partial(self.ask, key)
                menu.addAction(title() + "…").triggered.connect(lambda _on=False, act=act: self._later(act))
        menu.addSeparator()
        for (name, value), words in ONLY.items():
            set_it = partial(self._set, name, value)
            menu.addAction(words()).triggered.connect(lambda _on=False, set_it=set_it: set_it())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(_below(self.filter_button))
        return menu

    def ask(self, key: str) -> None:
        """Open the popup in which this condition is set."""
        asked = self._shown.asked
        if key == "sum":
            popup: Popup = SumPopup(self.window(), asked.sum_from, asked.sum_to)
            popup.chosen.connect(self._set_sums)  # type: ignore[attr-defined]
        elif key not in TITLES:
            self.open_fields()
            return
        else:
            popup = ValuePopup(self.window(), TITLES[key](), self._context, partial(_find, self._context, key))
            popup.picked.connect(partial(self._on_picked, key))  # type: ignore[attr-defined]
        self._open(popup, self.filter_button)

    def ask_days(self) -> None:
        """Open the popup for a period of one's own."""
        today = self._context.today()
        first, last = self._shown.days(today)
        popup = DaysPopup(self.window(), first or today.replace(day=1), last or today)
        popup.chosen.connect(self._set_days)
        self._open(popup, self.period_button)

    def _open(self, popup: Popup, anchor: QWidget) -> None:
        self.popup = popup
        popup.show_below(anchor)
        popup.setFocus(Qt.FocusReason.PopupFocusReason)

    def _later(self, act: Callable[[], object]) -> None:
        QTimer.singleShot(AFTER_CLOSING_MS, self, act)

    def _choose_period(self, key: str, _on: bool = False) -> None:
        self.changed.emit(replace(self._shown, period=key))

    def _set_days(self, first: date, last: date) -> None:
        self.changed.emit(replace(self._shown, period=OWN, own=(first, last)))

    def _set_sums(self, low: int | None, high: int | None) -> None:
        self.changed.emit(self._shown.with_value("sum_from", low).with_value("sum_to", high))

    def _set(self, name: str, value: object, words: str = "") -> None:
        self.changed.emit(self._shown.with_value(name, value, words))

    def _on_picked(self, key: str, value: str, words: str) -> None:
        name = CONDITIONS[key][0]
        self._set(name, int(value) if name.endswith("_id") else value, words)

    def _texts(self, asked: PurchaseFilter) -> dict[str, str]:
        """The conditions there are, in words."""
        names, told = dict(self._shown.names), {}
        for key, fields in CONDITIONS.items():
            values = [getattr(asked, name) for name in fields]
            if (key, values[0]) in ONLY:
                told[key] = ONLY[key, values[0]]()
            elif key == "sum":
                if values != [None, None]:
                    told[key] = self._sum_text(asked.sum_from, asked.sum_to)
            elif key in TITLES and values[0] is not None:
                told[key] = f"{TITLES[key]()}: {names.get(fields[0]) or values[0]}"
        return told

    def _sum_text(self, low: int | None, high: int | None) -> str:
        currency = self._context.settings.currency
        if low is not None and high is not None:
            return _("Sum {low} – {high}").format(low=money(low, currency), high=money(high, currency))
        words = _("Sum from {sum}") if high is None else _("Sum up to {sum}")
        return words.format(sum=money(low if high is None else high, currency))  # type: ignore[arg-type]

    def _chip(self, key: str, text: str) -> QWidget:
        chip = _Chip(text)
        chip.clicked.connect(lambda _on=False: self.ask(key))
        chip.removed.connect(partial(self._remove, key))
        cross = icon_button("x", _("Remove: {condition}").format(condition=text), partial(self._remove, key))
        return _in_line(chip, cross)

    def _remove(self, key: str) -> None:
        self.changed.emit(self._shown.without(*CONDITIONS[key]))


class _Chip(QPushButton):
    """A condition; Delete takes it away as its cross does, Enter changes it."""

    removed = Signal()

    def __init__(self, text: str) -> None:
        cut = text if len(text) <= LONGEST_CHIP else text[: LONGEST_CHIP - 1] + "…"
        super().__init__(cut.replace("&", "&&"))
        self.setProperty("kind", "filter")
        self.setProperty("tone", "accent")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def _find(context: AppContext, key: str, typed: str) -> Pairs:
    """Values of a field with the typed text, with their words. Called in a reader lane."""
    from app.services.clients.find import find_clients
    from app.services.purchases.listing import purchase_choices
    from app.services.staff import list_staff

    if key == "client":
        return [(str(found.id), found.name) for found in find_clients(context.db, typed, FOUND)] if typed else []
    if key == "staff":
        return [(str(one.id), one.name) for one in list_staff(context.db) if typed.casefold() in one.name.casefold()]
    choices = purchase_choices(context.db, key, typed)
    if key == "product":
        return [(str(found), name) for found, name in choices]
    return [(text, text) for _id, text in choices if typed.casefold() in text.casefold()]


def _below(anchor: QWidget) -> QPoint:
    return anchor.mapToGlobal(QPoint(0, anchor.height()))


def _in_line(*parts: QWidget) -> QWidget:
    """Parts in the middle of a line: the style sheet gives each a height of its own."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in parts:
        layout.addWidget(part)
    holder.setFixedHeight(LINE_HEIGHT)
    return holder


# A condition -> the parts of PurchaseFilter that it sets.
CONDITIONS: dict[str, tuple[str, ...]] = {
    "client": ("client_id",),
    "product": ("product_id",),
    "category": ("category",),
    "payment": ("payment",),
    "staff": ("staff_id",),
    "sum": ("sum_from", "sum_to"),
    "only": ("only",),
    "status": ("status",),
}
TITLES: dict[str, Callable[[], str]] = {
    "client": lambda: _("Client"),
    "product": lambda: _("Product"),
    "category": lambda: _("Category"),
    "payment": lambda: _("Payment"),
    "staff": lambda: _("Sold by"),
    "sum": lambda: _("Sum"),
}
# What is set without being asked for a value.
ONLY: dict[tuple[str, str], Callable[[], str]] = {
    ("only", "sales"): lambda: _("Only sales"),
    ("only", "returns"): lambda: _("Only returns"),
    ("status", PurchaseStatus.CANCELLED): lambda: _("Only cancelled"),
    ("status", PurchaseStatus.REJECTED): lambda: _("Only refused"),
}
