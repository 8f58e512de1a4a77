"""The keys of the dialogs: what each does, for the dialogs that make them and for the list of F1."""

from __future__ import annotations

from app.i18n import _
from app.ui.widgets.action import Action

USUAL_KEYS = tuple(f"Alt+{number}" for number in range(1, 10))

TAKE_OFFERED = Action("take", lambda: _("Take what is offered beside"), None, "Alt+0")
ADD_UNKNOWN = Action("add", lambda: _("Add the product or client that is not known yet"), None, "Alt+N")
TAKE_OUT = Action("out", lambda: _("Take the line out"), None, "Ctrl+Del")
ALL_BACK = Action("all", lambda: _("Everything comes back"), None, "Alt+A")
SAVE = Action("save", lambda: _("Save from any field"), None, "Ctrl+Enter")
SAVE_LONG = Action("save", lambda: _("Save a client or a product"), None, "Ctrl+S")
LEAVE = Action("leave", lambda: _("Leave without saving"), None, "Esc")


def dialog_actions() -> tuple[tuple[str, tuple[Action, ...]], ...]:
    """Titles of the groups, and their keys."""
    usual = Action("usual", lambda: _("What the client usually takes"), None, f"{USUAL_KEYS[0]} … {USUAL_KEYS[-1]}")
    return (
        (_("In every form"), (SAVE, SAVE_LONG, LEAVE)),
        (_("In a purchase"), (usual, TAKE_OFFERED, ADD_UNKNOWN, TAKE_OUT)),
        (_("In a return"), (ALL_BACK,)),
    )
