"""What can be done about a service case or an entitlement from wherever it is shown. Each can be taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.i18n import _
from app.models.enums import CaseStatus
from app.ui.context import AppContext
from app.ui.shell.undo import act_with_undo
from app.ui.widgets.buttons import button
from app.wording.aftersale import case_status_name

if TYPE_CHECKING:
    from app.services.aftersale.cases import CaseRow
    from app.services.aftersale.entitlements import EntitlementRow


def status_button(context: AppContext, case: CaseRow, parent: QWidget) -> QPushButton:
    """Where the case stands; its menu moves it on, opens its form or deletes it."""
    made = button(case_status_name(case.status), small=True, tip=_("Change the status"))
    made.setProperty("menu", "true")
    made.setAccessibleName(f"{case.title}: {case_status_name(case.status)}")
    made.setMenu(case_menu(context, case, parent))
    return made


def case_menu(context: AppContext, case: CaseRow, parent: QWidget) -> QMenu:
    """Every status with a mark on the present one, then what else can be done."""
    menu = QMenu(parent)
    for status in CaseStatus:
        act = menu.addAction(case_status_name(status))
        act.setCheckable(True)
        act.setChecked(status == case.status)
        act.triggered.connect(partial(_set_status, context, case, status))
    menu.addSeparator()
    menu.addAction(_("Change…")).triggered.connect(lambda _on=False: open_case(context, case, parent))
    menu.addAction(_("Delete")).triggered.connect(lambda _on=False: delete_case(context, case))
    return menu


def open_case(context: AppContext, case: CaseRow | int, parent: QWidget) -> None:
    """The form of a case, or of a new one of the client with this id."""
    from app.ui.dialogs.aftersale.case_dialog import CaseDialog

    CaseDialog(context, case, parent.window()).open()


def delete_case(context: AppContext, case: CaseRow) -> None:
    """It was a mistake."""
    from app.services.aftersale import cases

    act_with_undo(context, "delete_case", lambda: cases.delete_case(context.db, case.id, context.now()))


def open_entitlement(context: AppContext, entitlement: EntitlementRow | int, parent: QWidget) -> None:
    """The form of an entitlement, or of a new one of the client with this id."""
    from app.ui.dialogs.aftersale.entitlement_dialog import EntitlementDialog

    EntitlementDialog(context, entitlement, parent.window()).open()


def renew(context: AppContext, entitlement: EntitlementRow) -> None:
    """A sale of the product that gave it."""
    from app.ui.dialogs.sale.start import SaleStart

    if entitlement.product_id is not None:
        context.events.new_purchase.emit(SaleStart(entitlement.client_id, (entitlement.product_id,)))


def delete_entitlement(context: AppContext, entitlement: EntitlementRow) -> None:
    """It was a mistake, or it is given up."""
    from app.services.aftersale import entitlements

    act_with_undo(
        context,
        "delete_entitlement",
        lambda: entitlements.delete_entitlement(context.db, entitlement.id, context.now()),
    )


def _set_status(context: AppContext, case: CaseRow, status: CaseStatus, _checked: bool = False) -> None:
    from app.services.aftersale.cases import set_case_status

    if status == case.status:
        return
    kind = "close_case" if status is CaseStatus.CLOSED else "edit_case"
    act_with_undo(context, kind, lambda: set_case_status(context.db, case.id, status, context.now()))
