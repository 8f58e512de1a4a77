"""What can be done about marketing spend from wherever it is shown. Each can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.ui.context import AppContext
from app.ui.shell.undo import act_with_undo

if TYPE_CHECKING:
    from app.services.spend import Spend


def open_spend(context: AppContext, start: Spend | str, parent: QWidget) -> None:
    """The form of what was spent, or of a new entry for this source, "" where it is not known yet."""
    from app.ui.dialogs.spend.spend_dialog import SpendDialog

    SpendDialog(context, start, parent.window()).open()


def delete_spend(context: AppContext, spend: Spend) -> None:
    """It was a mistake."""
    from app.services import spend as spending

    act_with_undo(context, "delete_spend", lambda: spending.delete_spend(context.db, spend.id, context.now()))
