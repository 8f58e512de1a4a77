"""Goods: with what clients begin, what they come back for, and what is bought together."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.i18n import _, ngettext, number_text
from app.services.report.behind import took_on
from app.services.report.products import FIRST, SECOND, ComesBack, ReceiptPair, VisitProducts
from app.ui.reports.desk import Desk, Sides, column_of, table_card
from app.ui.reports.table import Fact
from app.ui.reports.told import Told
from app.ui.reports.words import NO_DATA, count_text, share_text, times_text
from app.ui.widgets.frames import Card
from app.wording.counts import receipts_count

BACK_DAYS = 90


def build(desk: Desk) -> QWidget:
    """The part of the report."""
    first = _visit_card(desk, _("Best first purchase"), desk.report.sections.first_products, FIRST)
    second = _visit_card(desk, _("Best second purchase"), desk.report.sections.return_products, SECOND)
    return column_of(Sides((first, second), (1, 1)), pairs_card(desk))


def pairs_card(desk: Desk) -> Card:
    """What stands on the same receipts."""
    facts: list[Fact[ReceiptPair]] = [
        Fact(
            _("Bought together"),
            lambda row: f"{row.product} + {row.other}",
            lambda row: (row.product, row.other),
            width=220,
            right=False,
            stretch=True,
            first_up=True,
        ),
        Fact(_("Receipts"), lambda row: count_text(row.receipts), lambda row: row.receipts),
        Fact(_("More than by chance"), lambda row: times_text(row.lift), lambda row: row.lift, 150),
    ]
    return table_card(
        _("Bought together"),
        facts,
        desk.report.sections.pairs,
        _("No two products were bought together often enough in this period."),
        lambda row, anchor, place: _tell_pair(desk, row, anchor, place),
        _("Offer the second to those who take the first."),
    )


def _visit_card(desk: Desk, title: str, shown: VisitProducts, number: int) -> Card:
    """`number` is that of the visit on which these products were taken."""
    facts: list[Fact[ComesBack]] = [
        Fact(
            title,
            lambda row: row.product,
            lambda row: row.product.casefold(),
            width=160,
            right=False,
            stretch=True,
            first_up=True,
        ),
        Fact(_("Clients"), lambda row: count_text(row.clients), lambda row: row.clients, 80),
        Fact(_("Came back"), _back_text, lambda row: row.share, 110, tone=lambda row: "text_3" if row.few else ""),
    ]
    came = _("Came back within {days} days: {share} of all.").format(days=BACK_DAYS, share=share_text(shown.share))
    grey = _("Grey: too few to tell.") if any(row.few for row in shown.rows) else ""
    note = grey if shown.share is None else f"{came} {grey}".strip()
    return table_card(
        title,
        facts,
        shown.rows,
        _("No products are known of these purchases."),
        lambda row, anchor, place: _tell_product(desk, row, (title, shown, number), anchor, place),
        note,
    )


def _back_text(row: ComesBack) -> str:
    if row.share is None:
        return NO_DATA
    return f"{share_text(row.share, 0)} · {count_text(row.back)}/{count_text(row.counted)}"


def _tell_product(
    desk: Desk, row: ComesBack, of: tuple[str, VisitProducts, int], anchor: QWidget, place: QRect
) -> None:
    lines = []
    title, shown, number = of
    if row.share is not None:
        words = ngettext(
            "Of {n} client who has had {days} days since, {back} came again: {share} (between {low} and {high}).",
            "Of {n} clients who have had {days} days since, {back} came again: {share} (between {low} and {high}).",
            row.counted,
        )
        values = {"n": number_text(row.counted), "days": BACK_DAYS, "back": count_text(row.back)}
        shares = {"share": share_text(row.share), "low": share_text(row.low, 0), "high": share_text(row.high, 0)}
        lines.append(words.format(**values, **shares))
    lines.append(_("Of all, whatever they took: {share}.").format(share=share_text(shown.share)))
    sentence = _("Which share of those who took it came again within 90 days.")
    events = desk.context.events

    def show_sales() -> None:
        events.show_sales.emit(row.product_id, row.product)

    act = (_("Show its sales"), show_sales)
    clients = took_on(row.product, desk.report.period, number)
    told = Told(row.product, sentence, tuple(lines), clients, f"{title}: {row.product}", row.few, act)
    desk.tell(told, anchor, place)


def _tell_pair(desk: Desk, row: ReceiptPair, anchor: QWidget, place: QRect) -> None:
    line = _("On {receipts} together, {times} as often as chance would bring.")
    events = desk.context.events

    def show_sales() -> None:
        events.show_sales.emit(row.product_id, row.product)

    told = Told(
        f"{row.product} + {row.other}",
        _("Two products on the same receipts."),
        (line.format(receipts=receipts_count(row.receipts), times=times_text(row.lift)),),
        act=(_("Show sales of {product}").format(product=row.product), show_sales),
    )
    desk.tell(told, anchor, place)
