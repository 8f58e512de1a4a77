"""What can be done about an enquiry from wherever it is shown: move, win, lose, delete. Each can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from app.i18n import _
from app.models.enums import EnquiryState
from app.services.enquiries.data import EnquiryRow
from app.services.enquiries.save import delete_enquiry, move_enquiry
from app.ui.context import AppContext
from app.ui.dialogs.enquiries.dialog import EnquiryDialog
from app.ui.dialogs.enquiries.lost_dialog import LostDialog
from app.ui.dialogs.tasks.acts import open_task
from app.ui.shell.undo import act_with_undo
from app.ui.widgets.buttons import button
from app.wording.enquiries import state_text

Act = Callable[[EnquiryRow], None]


def open_enquiry(context: AppContext, row: EnquiryRow, parent: QWidget) -> None:
    """The form of an enquiry."""
    EnquiryDialog(context, row, parent).open()


def move(context: AppContext, row: EnquiryRow, state: EnquiryState, parent: QWidget) -> None:
    """Into another column: to Won through the sale, to Lost with a reason."""
    if state is row.state:
        return
    if state is EnquiryState.WON:
        sell(context, row, parent)
    elif state is EnquiryState.LOST:
        LostDialog(context, row, parent).open()
    else:
        act_with_undo(context, f"enquiry_{state}", lambda: move_enquiry(context.db, row.id, state, context.now()))


def sell(context: AppContext, row: EnquiryRow, parent: QWidget) -> None:
    """The sale that wins it: who asked and the product are in it already."""
    from app.ui.dialogs.sale.dialog import SaleDialog
    from app.ui.dialogs.sale.start import SaleStart

    products = () if row.product_id is None else (row.product_id,)
    dialog = SaleDialog(context, SaleStart(row.client_id, products, row.id), parent)
    if row.client_id is None:
        dialog.client.setPlaceholderText(row.contact)

    def without() -> None:
        win_without_sale(context, row)
        QDialog.reject(dialog)  # nothing is lost that anybody typed for this

    place = dialog.foot.indexOf(dialog.save_button) - 1
    dialog.foot.insertWidget(place, button(_("Won without a sale"), without, kind="ghost"))
    dialog.open()


def win_without_sale(context: AppContext, row: EnquiryRow) -> None:
    """Won, though nothing was sold here."""
    won = EnquiryState.WON
    act_with_undo(context, "enquiry_won", lambda: move_enquiry(context.db, row.id, won, context.now()))


def delete(context: AppContext, row: EnquiryRow) -> None:
    """Delete it, with Undo at the bottom."""
    act_with_undo(context, "delete_enquiry", lambda: delete_enquiry(context.db, row.id, context.now()))


def choices(context: AppContext, row: EnquiryRow, parent: QWidget) -> list[tuple[str, Act]]:
    """All that can be done about it but opening it: words and act, each of the enquiry as it is by then."""
    found: list[tuple[str, Act]] = []
    for state in EnquiryState:
        if state is row.state:
            continue
        if state is EnquiryState.WON:
            found.append((_("Sell…"), lambda one: sell(context, one, parent)))
            found.append((_("Won without a sale"), lambda one: win_without_sale(context, one)))
        else:
            dots = "…" if state is EnquiryState.LOST else ""
            found.append((state_text(state) + dots, partial(_move, context, parent, state)))
    if row.step_id is not None:
        found.append((_("The next step: repeats, checklist…"), lambda one: _open_step(context, one, parent)))
    found.append((_("Delete"), lambda one: delete(context, one)))
    return found


def show_menu(context: AppContext, row: EnquiryRow, parent: QWidget, at: QPoint) -> None:
    """The same as a menu."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(_("Open"), lambda: open_enquiry(context, row, parent))
    if row.client_id is not None:
        menu.addAction(_("Client's card"), lambda: context.events.open_client.emit(row.client_id))
    menu.addSeparator()
    for text, act in choices(context, row, parent):
        menu.addAction(text, partial(act, row))
    menu.popup(at)


def _open_step(context: AppContext, row: EnquiryRow, parent: QWidget) -> None:
    if row.step_id is not None:
        open_task(context, row.step_id, parent)


def _move(context: AppContext, parent: QWidget, state: EnquiryState, row: EnquiryRow) -> None:
    move(context, row, state, parent)
