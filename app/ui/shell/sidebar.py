"""The list of pages on the left."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.i18n import _, number_text
from app.ui.shell.places import PLACES, Place
from app.ui.shell.staff_switch import StaffSwitch
from app.ui.theme.brand import mark
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import SIDEBAR_WIDTH
from app.ui.widgets.buttons import button
from app.ui.widgets.texts import label
from app.wording.counts import waiting_count

NARROW = 1000  # px of the window
SIGNS_WIDTH = 88  # a sign and a number


class Sidebar(QFrame):
    """One button per page, the rarely used ones at the bottom, and who works. `asked(key)` when one is pressed."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "sidebar")
        self._buttons: dict[str, QPushButton] = {}
        self._badges: dict[str, QLabel] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 14, 10, 14)
        layout.setSpacing(2)
        layout.addLayout(self._brand())
        for place in PLACES:
            if place.bottom and not any(p.bottom for p in PLACES if p.key in self._buttons):
                layout.addStretch(1)
            layout.addWidget(self._nav(place))
        self.staff = StaffSwitch()
        layout.addWidget(self.staff)
        self.fit(NARROW)

    def fit(self, room: int) -> None:
        """In a window `room` px wide: signs with words, or where the pages need the width, the signs alone."""
        self._narrow = narrow = room < scaled(NARROW)
        self.setFixedWidth(scaled(SIGNS_WIDTH if narrow else SIDEBAR_WIDTH))
        self._name.setVisible(not narrow)
        for place in PLACES:
            self._buttons[place.key].setText("" if narrow else place.title())
            self._set_badge_off(place.key)
        self.staff.show_name(not narrow)

    def show_current(self, key: str) -> None:
        """Mark the page that is shown; the card of a client belongs to Clients."""
        for name, nav in self._buttons.items():
            nav.setChecked(name == key)

    def show_count(self, key: str, count: int) -> None:
        """Put a number beside a page's name, none for zero."""
        if not count and key not in self._badges:
            return
        badge, nav = self._badge(key), self._buttons[key]
        badge.setText(number_text(count))
        badge.setVisible(count > 0)
        waiting = waiting_count(count)
        nav.setAccessibleDescription(waiting if count else "")

    def _badge(self, key: str) -> QLabel:
        """The number beside a page's name, made when there is one."""
        if key not in self._badges:
            self._badges[key] = badge = label("", "badge")
            badge.setFixedHeight(tall(18))
            inside = QHBoxLayout(self._buttons[key])
            inside.addStretch(1)
            inside.addWidget(badge)
            self._set_badge_off(key)
        return self._badges[key]

    def _set_badge_off(self, key: str) -> None:
        """From the right edge of the button."""
        inside = self._buttons[key].layout()
        if inside is not None:
            inside.setContentsMargins(0, 0, 2 if self._narrow else 10, 0)

    def _brand(self) -> QHBoxLayout:
        sign = QLabel()
        sign.setPixmap(mark(20, self.devicePixelRatioF()))
        layout = QHBoxLayout()
        layout.setContentsMargins(10, 4, 10, 14)
        layout.setSpacing(8)
        layout.addWidget(sign)
        self._name = label("Regulars", "brand")
        layout.addWidget(self._name, 1)
        return layout

    def _nav(self, place: Place) -> QPushButton:
        nav = button(place.title(), lambda: self._press(place.key), kind="nav", icon_name=place.icon)
        nav.setCheckable(True)
        nav.setAccessibleName(place.title())
        nav.setToolTip(_("{page} ({key})").format(page=place.title(), key=place.shortcut))
        self._buttons[place.key] = nav
        return nav

    def _press(self, key: str) -> None:
        # A press on the page that is shown would uncheck its button.
        self._buttons[key].setChecked(True)
        self.asked.emit(key)
