"""A receipt on paper: the shop, number and day, the lines, discount, sum and payment; on a sheet or a receipt roll."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.i18n import _, day_text, money, quantity_text
from app.ui.context import AppContext
from app.ui.printing import Paper, print_html
from app.wording.receipts import clock_text, money_or_dash, receipt_title

if TYPE_CHECKING:
    from app.services.purchases.data import LineShown, PurchaseShown
    from app.services.settings import ShopSettings

PAPERS = (Paper.ROLL, Paper.A4)


def print_receipt(context: AppContext, purchase_id: int, parent: QWidget) -> None:
    """Show how the receipt looks on paper, and print it from there."""

    def read() -> PurchaseShown:
        from app.services.purchases.find import get_purchase

        return get_purchase(context.db, purchase_id)

    def show(purchase: PurchaseShown) -> None:
        html = partial(receipt_html, purchase, context.settings)
        print_html(context, receipt_title(purchase), html, parent, PAPERS)

    context.jobs.run(lambda _report: read(), on_done=show, owner=parent)


def receipt_html(purchase: PurchaseShown, settings: ShopSettings, paper: Paper) -> str:
    """The receipt as it is printed on this paper."""
    moment = " ".join(filter(None, (day_text(purchase.day), clock_text(purchase.time))))
    head = [f"<h1>{escape(settings.shop_name)}</h1>"] if settings.shop_name else []
    head.append(f"<p><b>{escape(receipt_title(purchase))}</b><br>{escape(moment)}</p>")
    if purchase.client:
        client = _("Client: {name}").format(name=purchase.client)
        head.append(f"<p>{escape(client)}</p>")
    rows = "".join(_line(line, settings.currency, paper) for line in purchase.lines)
    lines = f"<table width='100%' cellspacing='0' cellpadding='2'>{_heads(paper)}{rows}</table>" if rows else ""
    return "".join([*head, "<hr>", lines, "<hr>" if rows else "", _sums(purchase, settings.currency), _foot(purchase)])


def _heads(paper: Paper) -> str:
    if paper is Paper.ROLL:
        return ""
    first, *names = (_("Product"), _("Quantity"), _("Price"), _("Discount"), _("Sum"))
    left = f"<th align='left'>{escape(first)}</th>"
    return (
        f"<tr>{left}"
        + "".join(f"<th align='right' style='padding-left: 18px'>{escape(name)}</th>" for name in names)
        + "</tr>"
    )


def _line(line: LineShown, currency: str, paper: Paper) -> str:
    name, sum_ = escape(line.product or _("without a name")), money_or_dash(line.sum, currency)
    quantity = " ".join(filter(None, (quantity_text(line.quantity), line.unit)))
    price = money_or_dash(line.price, currency)
    discount = money(-line.discount, currency) if line.discount else ""
    if paper is Paper.ROLL:
        counted = quantity if line.price is None else f"{quantity} × {price}"
        counted += ", " + _("discount {sum}").format(sum=money(line.discount, currency)) if line.discount else ""
        return f"<tr><td colspan='2'>{name}</td></tr><tr><td>{escape(counted)}</td>{_right(sum_)}</tr>"
    return f"<tr><td>{name}</td>{''.join(map(_right, (quantity, price, discount, sum_)))}</tr>"


def _right(text: str, *, bold: bool = False) -> str:
    told = f"<b>{escape(text)}</b>" if bold else escape(text)
    return f"<td align='right' style='white-space: nowrap; padding-left: 18px'>{told}</td>"


def _sums(purchase: PurchaseShown, currency: str) -> str:
    discount = sum(line.discount for line in purchase.lines)
    rows = []
    if discount:
        rows.append((_("Discount"), money(-discount, currency)))
    rows.append((_("In total"), money_or_dash(purchase.total, currency)))
    if purchase.payment:
        rows.append((_("Payment"), purchase.payment))
    cells = "".join(f"<tr><td><b>{escape(name)}</b></td>{_right(text, bold=True)}</tr>" for name, text in rows)
    return f"<table width='100%' cellspacing='0' cellpadding='2'>{cells}</table>"


def _foot(purchase: PurchaseShown) -> str:
    note = f"<p class='quiet' style='margin-top: 8px'>{escape(purchase.note)}</p>" if purchase.note else ""
    if purchase.return_of is not None:
        return note
    thanks = _("Thank you!")
    return f"{note}<p style='margin-top: 8px'>{escape(thanks)}</p>"
