"""What can be done with a saved receipt from wherever it is shown: change, take back, print, delete."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import AppContext


def change_receipt(context: AppContext, purchase_id: int, parent: QWidget) -> None:
    """The dialog of the sale, or of the return."""
    from app.ui.dialogs.sale import SaleDialog, SaleStart

    SaleDialog(context, SaleStart(purchase_id=purchase_id), parent).open()


def take_back(context: AppContext, purchase_id: int, parent: QWidget) -> None:
    """The dialog of a return against the sale."""
    from app.ui.dialogs.sale import ReturnDialog

    ReturnDialog(context, purchase_id, parent).open()


def print_on_paper(context: AppContext, purchase_id: int, parent: QWidget) -> None:
    """How the receipt looks on paper, and print it from there."""
    from app.ui.dialogs.receipts.paper import print_receipt  # loads what Qt knows of printers

    print_receipt(context, purchase_id, parent)


def delete_receipt(context: AppContext, purchase_id: int, _parent: QWidget) -> None:
    """Delete it, with Undo; asks where returns go with it."""
    from app.ui.dialogs.sale import ask_delete_purchase

    ask_delete_purchase(context, purchase_id)


ACTS: dict[str, Callable[[AppContext, int, QWidget], None]] = {
    "edit": change_receipt,
    "return": take_back,
    "print": print_on_paper,
    "delete": delete_receipt,
}


def titles_of(*, returned: bool) -> dict[str, str]:
    """The acts there are for a sale, or for a receipt that is a return itself, with their words."""
    titles = {"edit": _("Change…"), "return": _("Return…"), "print": _("Print…"), "delete": _("Delete")}
    return {act: title for act, title in titles.items() if not (returned and act == "return")}


def receipt_choices(
    context: AppContext, purchase_id: int, parent: QWidget, *, returned: bool
) -> list[tuple[str, Callable[[], object]]]:
    """The entries of a menu."""
    titles = titles_of(returned=returned)
    return [(title, partial(ACTS[act], context, purchase_id, parent)) for act, title in titles.items()]
