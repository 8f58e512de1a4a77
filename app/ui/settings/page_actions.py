"""Every setting by its name, and what the buttons of the page do, for the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.settings.names import SETTINGS
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.settings.page import SettingsPage


def page_actions(page: Callable[[], SettingsPage]) -> tuple[Action, ...]:
    """The way to each setting, and what is begun from here."""

    def show(name: str) -> None:
        page().show_setting(name)

    return (
        *(
            Action(f"set_{name}", title, partial(show, name), words=words, icon="settings", anywhere=True)
            for name, (title, words) in SETTINGS.items()
        ),
        Action(
            "set_starts",
            lambda: _("Start with the computer, out of the way"),
            partial(show, "starts"),
            words=lambda: _("autostart boot login"),
            icon="settings",
            anywhere=True,
        ),
        Action(
            "back_up",
            lambda: _("Back up now"),
            lambda: page().back_up(),
            words=lambda: _("copy safe"),
            icon="hard-drive-download",
            anywhere=True,
        ),
        Action(
            "folder",
            lambda: _("Open the folder of the shop"),
            lambda: page().open_folder(),
            words=lambda: _("data files"),
            icon="folder-open",
            anywhere=True,
        ),
        Action(
            "own_field",
            lambda: _("Add a field of your own"),
            lambda: page().own_fields.add_button.click(),
            words=lambda: _("column client card"),
            icon="plus",
            anywhere=True,
        ),
        Action(
            "colleague",
            lambda: _("Add a colleague"),
            lambda: page().staff.add_button.click(),
            words=lambda: _("staff seller employee"),
            icon="user",
            anywhere=True,
        ),
        Action(
            "first_questions",
            lambda: _("Answer the first questions again"),
            lambda: page().context.events.welcome.emit(),
            words=lambda: _("welcome start sample shop"),
            icon="store",
            anywhere=True,
        ),
    )
