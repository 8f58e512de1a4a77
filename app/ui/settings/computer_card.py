"""How the program lives on this computer: started with it, left in the tray, paused; and a test notification."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSystemTrayIcon, QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import Area
from app.services.autostart.app_menu import has_menu, is_in_menu, is_in_menu_for_all, put_in_menu
from app.services.autostart.switch import start_with_computer, starts_with_computer
from app.ui.context import AppContext
from app.ui.pausing import HOUR, TOMORROW, pause_reminders, pause_words, read_pause, resume_reminders
from app.ui.settings.editors import TickSetting
from app.ui.settings.setting_card import SettingCard, left
from app.ui.widgets.buttons import button
from app.ui.widgets.field import name_editor
from app.ui.widgets.flow import Flow
from app.ui.widgets.frames import row
from app.ui.widgets.texts import label


@dataclass(frozen=True)
class Entries:
    """What stands in the entries of the desktop: the user's own, and the one in the menu for all users."""

    starts: bool
    in_menu: bool
    in_menu_for_all: bool


class ComputerCard(SettingCard):
    """What is not of the shop but of this computer is read from the computer itself, at every `reload` and whenever
    the card is shown: the desktop tells nobody that its owner has switched an entry off."""

    def __init__(
        self, context: AppContext, editors: dict[str, Any], saver: Callable[[str], Callable[[Any], None]]
    ) -> None:
        super().__init__(_("On this computer"), editors, saver)
        self._context = context
        self.starts = TickSetting(_("Start with the computer, out of the way"), self._switch_start)
        name_editor(self.starts, _("Start"))
        self.line(_("Start"), left(self.starts))
        self._add_closing()
        self.in_menu = TickSetting(_("Among the programs of the desktop"), self._switch_menu)
        if has_menu():
            name_editor(self.in_menu, _("Menu"))
            note = _("From there many desktops take the picture in notifications, and the number on the icon.")
            self.line(_("Menu"), left(self.in_menu), note)
        self._add_pause()
        self._add_test()
        context.events.paused.connect(self._show_pause)
        context.events.notification_tested.connect(self._show_tested)

    def reload(self) -> None:
        """Look at the entries, and whether reminders are paused."""
        self._context.jobs.run(lambda _report: read_entries(self._context), on_done=self._show_entries)
        read_pause(self._context, self._show_pause)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def _add_closing(self) -> None:
        if QSystemTrayIcon.isSystemTrayAvailable():
            text, notes = _("Closing the window leaves Regulars in the tray"), []
        else:
            text, notes = _("Closing the window minimises it"), [_("This desktop has no tray for signs of programs.")]
        notes.append(_("Reminders come only while Regulars runs."))
        self.add("close_to_tray", TickSetting(text, self.saver("close_to_tray")), " ".join(notes))

    def _add_pause(self) -> None:
        self.pause_hour = button(_("For an hour"), partial(pause_reminders, self._context, HOUR), icon_name="bell-off")
        self.pause_day = button(_("Until tomorrow"), partial(pause_reminders, self._context, TOMORROW))
        self.resume = button(_("Resume reminders"), partial(resume_reminders, self._context), icon_name="bell")
        self.paused = label("", "", "second")
        self.paused.setMinimumHeight(self.resume.sizeHint().height())  # in line with the words of the button
        self.resume.hide()
        parts = Flow([self.pause_hour, self.pause_day, self.resume, self.paused])
        self.line(_("Pause reminders"), parts, _("What comes due meanwhile is told when the pause is over."))

    def _add_test(self) -> None:
        self.test = button(_("Show a test notification"), self._on_test_clicked, icon_name="bell")
        self.test.setEnabled(self._context.test_notification is not None)
        self.tested = label("", "small", "second", wrap=True)
        self.tested.hide()
        holder = QWidget()
        below = QVBoxLayout(holder)
        below.setContentsMargins(0, 0, 0, 0)
        below.addLayout(row(self.test, None))
        below.addWidget(self.tested)
        self.line(_("Notifications"), holder)

    def _on_test_clicked(self) -> None:
        if self._context.test_notification is not None:
            self.tested.clear()
            self._context.test_notification()

    def _show_tested(self, said: list[str]) -> None:
        """What became of it, a line each below what was told before."""
        before = [self.tested.text()] if self.tested.text() else []
        self.tested.setText("\n".join([*before, *said]))
        self.tested.show()

    def _show_pause(self, until: datetime | None) -> None:
        self.paused.setText(pause_words(self._context, until))
        for one, is_shown in ((self.resume, until), (self.paused, until), (self.pause_hour, not until)):
            one.setVisible(bool(is_shown))
        self.pause_day.setVisible(not until)

    def _show_entries(self, entries: Entries) -> None:
        self.starts.show_value(entries.starts)
        self.in_menu.show_value(entries.in_menu or entries.in_menu_for_all)
        self.in_menu.setEnabled(not entries.in_menu_for_all)

    def _switch_start(self, wanted: bool) -> None:
        switch_entry(self._context, start_with_computer, wanted)

    def _switch_menu(self, wanted: bool) -> None:
        switch_entry(self._context, put_in_menu, wanted)


class _Writes(Protocol):
    def __call__(self, folder: Path, *, wanted: bool) -> None: ...


def switch_entry(context: AppContext, write: _Writes, wanted: bool, *, again: bool = False) -> None:
    """Write an entry or remove it, and say so with Undo, which is told as such (`again`). Whatever came of it, Settings
    show what stands there; they may have been built anew by then."""

    def look() -> None:
        context.events.changed.emit(frozenset({Area.SETTINGS}))

    def done(_none: object) -> None:
        undo = None if again else lambda: switch_entry(context, write, not wanted, again=True)
        context.events.toast.emit(_("Taken back") if again else _("Saved"), undo)
        look()

    def failed(error: Exception) -> None:
        context.messages.show_error(error)
        look()

    context.jobs.run(
        lambda _report: write(context.data_folder, wanted=wanted), on_done=done, on_failed=failed, lane="write"
    )


def read_entries(context: AppContext) -> Entries:
    """Read what stands there now. Off the GUI thread."""
    return Entries(starts_with_computer(context.data_folder), is_in_menu(), is_in_menu_for_all())
