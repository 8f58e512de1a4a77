"""The names of the columns over the lines of a receipt."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from app.i18n import _
from app.ui.dialogs.sale.lines.line import DISCOUNT_WIDTH, PRICE_WIDTH, QUANTITY_WIDTH, RIGHT, SUM_WIDTH, UNIT_WIDTH
from app.ui.theme.size import scaled
from app.ui.widgets.frames import row
from app.ui.widgets.texts import label

REMOVE_WIDTH = 26


def column_heads() -> QHBoxLayout:
    """Each over its column; they stay while the lines scroll."""
    heads = row(label(_("Product"), "small", "second"), None)
    for text, width in (
        (_("Quantity"), QUANTITY_WIDTH),
        ("", UNIT_WIDTH),
        (_("Price"), PRICE_WIDTH),
        (_("Discount"), DISCOUNT_WIDTH),
        (_("Sum"), SUM_WIDTH),
        ("", REMOVE_WIDTH),
    ):
        head = label(text, "small", "second")
        head.setFixedWidth(scaled(width))
        head.setAlignment(RIGHT)
        heads.addWidget(head)
    return heads
