"""What stands below the people of today: who waits for another day, who is left alone, and where to look for why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from app.i18n import _, ngettext, number_text
from app.models.enums import Area
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.theme.tokens import GAP
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import Flow
from app.ui.widgets.frames import line, row
from app.ui.widgets.texts import label


@dataclass(frozen=True)
class NotListed:
    """Why somebody is not among the people of the day.

    `waiting`: people beyond `per_day`, the most a day; `everybody`: they are shown all the same. `left_alone`: percent
    of the silent who are left alone by chance.
    """

    waiting: int = 0
    per_day: int = 0
    everybody: bool = False
    left_alone: int = 0


class DayFoot(QFrame):
    """`show_everybody(bool)` is called with what the owner wants to see."""

    def __init__(self, context: AppContext, show_everybody: Callable[[bool], object]) -> None:
        super().__init__()
        events = context.events
        self.waiting = label("", "", "second")
        self.all_button = button(_("Show everybody"), lambda: show_everybody(True), kind="link", small=True)
        self.fewer_button = button("", lambda: show_everybody(False), kind="link", small=True)
        self.alone = label("", "", "second", wrap=True)
        self.why_button = button(
            _("Why did I not see it?"), lambda: events.ask_why.emit(None), kind="link", small=True, icon_name="history"
        )
        self.rules_button = button(
            _("Rules of reminders"), lambda: events.show_page.emit("rules"), kind="link", small=True, icon_name="bell"
        )
        self.sample_button = button(
            _("Sample shop: begin for real"),
            lambda: events.show_setting.emit("sample"),
            kind="link",
            small=True,
            icon_name="store",
        )
        self.sample_button.hide()
        self._context = context
        events.changed.connect(self._on_changed)
        words = QVBoxLayout()
        words.setContentsMargins(GAP, GAP, GAP, GAP)
        words.setSpacing(2)
        words.addLayout(row(self.waiting, self.all_button, self.fewer_button, None))
        words.addWidget(self.alone)
        for said in (self.waiting, self.alone):
            said.setContentsMargins(GAP, 0, 0, 0)  # in line with the words of the buttons
        words.addWidget(Flow((self.why_button, self.rules_button, self.sample_button), GAP))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(line())
        layout.addLayout(words)
        self.show_words(NotListed())
        self._look_for_sample()

    def minimumSizeHint(self) -> QSize:
        """As high as it is now; Qt would have it as high as in the narrowest window."""
        least = super().minimumSizeHint().width()
        return QSize(least, self.heightForWidth(max(self.width(), least)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def buttons(self) -> tuple[QPushButton, ...]:
        """All of them, as the eye goes."""
        return self.all_button, self.fewer_button, self.why_button, self.rules_button, self.sample_button

    def show_words(self, told: NotListed) -> None:
        """Say who is not listed; nothing where everybody is."""
        self.waiting.setText(_waiting_words(told))
        self.waiting.setVisible(bool(self.waiting.text()))
        self.all_button.setVisible(told.waiting > 0 and not told.everybody)
        self.fewer_button.setText(_("Back to the first {n}").format(n=number_text(told.per_day)))
        self.fewer_button.setVisible(told.everybody)
        self.alone.setText(_alone_words(told.left_alone))
        self.alone.setVisible(told.left_alone > 0)

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if Area.SETTINGS in areas:  # where the mark of the sample stands
            self._look_for_sample()

    def _look_for_sample(self) -> None:
        def look(_report: Report) -> bool:
            from app.services.sample_shop import find_sample

            return find_sample(self._context.db) is not None

        self._context.jobs.run(look, on_done=self.sample_button.setVisible, owner=self, lane="long")


def _waiting_words(told: NotListed) -> str:
    """ "12 more people wait: at most 20 a day"."""
    if told.everybody:
        n = told.per_day
        return ngettext(
            "Everybody is listed, not {n} person a day", "Everybody is listed, not {n} people a day", n
        ).format(n=number_text(n))
    if not told.waiting:
        return ""
    wait = ngettext("{n} more person waits", "{n} more people wait", told.waiting).format(n=number_text(told.waiting))
    return wait + ": " + _("at most {n} a day").format(n=number_text(told.per_day))


def _alone_words(percent: int) -> str:
    if not percent:
        return ""
    said = _("{n} % of the silent are left alone by chance, to see what reminding brings.")
    return said.format(n=number_text(percent))
