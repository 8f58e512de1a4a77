"""Every setting by its name, and what the buttons of the page do, for the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.settings.page import SettingsPage


def settings_actions(page: SettingsPage) -> tuple[Action, ...]:
    """The way to each setting, and what is begun from here."""
    return (
        *(
            Action(
                f"set_{name}", editor.accessibleName, partial(page.show_setting, name), icon="settings", anywhere=True
            )
            for name, editor in page.editors().items()
            if editor.accessibleName()
        ),
        Action(
            "back_up",
            lambda: _("Back up now"),
            page.back_up,
            words=lambda: _("copy safe"),
            icon="hard-drive-download",
            anywhere=True,
        ),
        Action(
            "folder",
            lambda: _("Open the folder of the shop"),
            page.open_folder,
            words=lambda: _("data files"),
            icon="folder-open",
            anywhere=True,
        ),
        Action(
            "own_field",
            lambda: _("Add a field of your own"),
            page.own_fields.add_button.click,
            words=lambda: _("column client card"),
            icon="plus",
            anywhere=True,
        ),
        Action(
            "colleague",
            lambda: _("Add a colleague"),
            page.staff.add_button.click,
            words=lambda: _("staff seller employee"),
            icon="user",
            anywhere=True,
        ),
        Action(
            "first_questions",
            lambda: _("Answer the first questions again"),
            page.context.events.welcome.emit,
            words=lambda: _("welcome start sample shop"),
            icon="store",
            anywhere=True,
        ),
    )
