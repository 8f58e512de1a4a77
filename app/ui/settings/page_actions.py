"""Every setting by its name, and what the buttons of the page do, for the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.settings.page import SettingsPage


def settings_actions(page: SettingsPage) -> tuple[Action, ...]:
    """The way to each setting, a copy of the shop, its folder."""
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
    )
