"""Between the fields of a sale and the receipt that the services keep."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.services.errors import InvalidValue
from app.services.purchases.data import LineData, PurchaseData, PurchaseShown
from app.services.purchases.money import share_discount
from app.ui.widgets.typed import time_of
from app.wording.receipts import clock_text

if TYPE_CHECKING:
    from app.ui.dialogs.sale.dialog import SaleDialog


def read_receipt(dialog: SaleDialog, now: datetime) -> PurchaseData:
    """The receipt as typed; `now` is the shop's wall clock. Raises InvalidValue, with the editor marked.

    A sum without any product is a receipt without lines; of one that is changed the total stays while no line has one.
    """
    below, saved, day = dialog.below, dialog.saved_purchase, dialog.day.day()
    at = read_time(dialog.at.text(), saved)
    if at is None and saved is None and day == now.date():
        at = now.strftime("%H:%M:%S")
    total = dialog.lines.only_sum()
    lines: tuple[LineData, ...] = ()
    if total is not None:
        total -= below.off(total)
    else:
        lines = share_discount(dialog.lines.data(), below.off(dialog.lines.total()))
        if saved is not None and all(line.sum() is None for line in dialog.lines.filled()):
            total = saved.total
    return PurchaseData(
        client_id=dialog.client.client_id,
        day=day,
        lines=lines,
        total=total,
        time=at,
        receipt=below.receipt.text().strip(),
        payment=below.payment.kind(),
        note=below.note.text().strip(),
        enquiry_id=dialog.start.enquiry_id,
    )


def read_time(typed: str, saved: PurchaseShown | None) -> str | None:
    """A time of the day as typed, None for none; seconds that were saved stay. Raises InvalidValue."""
    text = typed.strip()
    if not text:
        return None
    found = time_of(text)
    if found is None:
        raise InvalidValue(field="time", value=text)
    shown = found.strftime("%H:%M")
    return saved.time if saved is not None and clock_text(saved.time) == shown else shown


def show_receipt(dialog: SaleDialog, saved: PurchaseShown) -> None:
    """Fill the fields; of a return only what is said beside it can be changed."""
    dialog.client.show_client(saved.client_id, saved.client)
    dialog.buyer.show_client(saved.client_id)
    dialog.day.set_day(saved.day)
    dialog.at.setText(clock_text(saved.time))
    dialog.lines.show_lines(saved.lines)
    if not saved.lines and saved.total is not None:
        dialog.lines.show_sum(saved.total)
    dialog.below.payment.show_kind(saved.payment)
    dialog.below.receipt.setText(saved.receipt)
    dialog.below.note.setText(saved.note)
    is_return = saved.return_of is not None
    for part in (dialog.client, dialog.lines, dialog.below.discount):
        part.setEnabled(not is_return)
    dialog.lines.enter(dialog.below.note if is_return else dialog.lines.lines[0].product)
