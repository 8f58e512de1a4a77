"""The program among those of the desktop, on Linux: by this entry desktops know its name and picture, in the menu, the
task bar, the notification, and the badge."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from app.services.autostart.command import NAME, is_there, start_command
from app.services.autostart.desktop_file import desktop_file, read_desktop_file, split_command, xdg_folder
from app.services.autostart.whole_file import remove_file, write_whole
from app.services.paths import icon_file

FOR_ALL = "/usr/local/share:/usr/share"


def has_menu() -> bool:
    """Whether programs stand in the menu by such an entry here."""
    return platform.system() == "Linux"


def is_in_menu() -> bool:
    """Whether there is an entry of the user's own."""
    return _entry().exists()


def is_in_menu_for_all() -> bool:
    """Whether there is one that was installed for all users of the computer."""
    shared = (os.environ.get("XDG_DATA_DIRS") or FOR_ALL).split(":")
    return any(Path(one, "applications", f"{NAME}.desktop").exists() for one in shared if one)


def put_in_menu(folder: Path, *, wanted: bool) -> None:
    """Write the user's own entry for the shop in `folder`, or remove it. Raises ReadOnlyStorage."""
    if not wanted:
        remove_file(_entry())
        return
    values = {
        "Name": "Regulars",
        "GenericName": "CRM",
        "Icon": str(icon_file(folder)),
        "Terminal": "false",
        "Categories": "Office;ContactManagement;",
        "StartupWMClass": "Regulars",
    }
    write_whole(_entry(), desktop_file(values, start_command(folder)).encode("utf-8", "surrogateescape"))


def mend_menu(folder: Path) -> bool:
    """Put this program into the user's own entry if the one that it names is there no more. Returns whether it was."""
    try:
        values = read_desktop_file(_entry().read_text("utf-8", "surrogateescape"))
    except OSError:
        return False
    if is_there(split_command(values.get("Exec", ""))):
        return False
    put_in_menu(folder, wanted=True)
    return True


def _entry() -> Path:
    return xdg_folder("XDG_DATA_HOME", ".local/share") / "applications" / f"{NAME}.desktop"
