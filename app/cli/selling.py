"""Commands that add a purchase, or a return against one."""

from __future__ import annotations

from argparse import Namespace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from app.cli.output import write_added
from app.cli.shop import Shop, read_day
from app.models.search import fold
from app.services.errors import InvalidValue
from app.services.purchases.data import LineData, PurchaseData, PurchaseShown, ReturnLine
from app.services.purchases.find import get_purchase
from app.services.purchases.money import line_sum, percent_of, shares
from app.services.purchases.returns import return_purchase
from app.services.purchases.save import add_purchase

LARGEST_NUMBER = 10**10  # of pieces or of money; more is a slip of the pen


def run_add_purchase(shop: Shop, options: Namespace) -> int:
    """Add a purchase with its lines."""
    data = PurchaseData(
        client_id=options.client,
        day=read_day(options.date, "date"),
        time=options.time,
        lines=tuple(read_line(text) for text in options.line),
        receipt=options.receipt,
        payment=options.payment,
        note=options.note,
    )
    return write_added(options, add_purchase(shop.db, data, shop.now))


def run_add_return(shop: Shop, options: Namespace) -> int:
    """Take back some lines of a purchase, or all that is left of it."""
    lines = []
    if options.line:
        sale = get_purchase(shop.db, options.purchase)
        lines = [line for text in options.line for line in read_return(text, sale)]
    day = read_day(options.date, "date")
    circumstances = {"payment": options.payment, "note": options.note}
    return write_added(
        options, return_purchase(shop.db, options.purchase, lines, day, options.time, shop.now, **circumstances)
    )


def read_line(text: str) -> LineData:
    """PRODUCT;QTY;PRICE or PRODUCT;QTY;PRICE;DISCOUNT, money in major units, the discount off the whole line or in
    percent ("Эфиопия 250 г;2;890.50;10%"). Raises InvalidValue."""
    parts = [part.strip() for part in text.rsplit(";", 3)]
    if len(parts) == 4 and _is_number(parts[1]) and _is_number(parts[3].removesuffix("%")):
        product, quantity, price, discount = parts
    else:
        parts = [part.strip() for part in text.rsplit(";", 2)]
        if len(parts) != 3:
            raise InvalidValue(field="line", value=text)
        product, quantity, price, discount = *parts, "0"
    pieces, unit_price = _thousandths(quantity, text), minor(price, text)
    return LineData(product, pieces, unit_price, _discount(discount, abs(line_sum(pieces, unit_price)), text))


def read_return(text: str, sale: PurchaseShown) -> list[ReturnLine]:
    """PRODUCT;QTY or PRODUCT;QTY;SUM of a sale, from its lines with that product in turn. Raises InvalidValue."""
    parts = [part.strip() for part in text.rsplit(";", 2)]
    if len(parts) == 3 and not _is_number(parts[1]):
        parts = [part.strip() for part in text.rsplit(";", 1)]
    if len(parts) < 2:
        raise InvalidValue(field="line", value=text)
    named = [line for line in sale.lines if fold(line.product) == fold(parts[0]) and line.quantity > 0]
    if not named:
        raise InvalidValue(field="product", value=parts[0])
    named = [line for line in named if line.returnable] or named[-1:]
    wanted, taken = _thousandths(parts[1], text), []
    if wanted <= 0:
        raise InvalidValue(field="quantity", value=parts[1])
    for line in named:
        most = wanted if line is named[-1] else min(wanted, line.returnable)
        if most:
            taken.append((line.id, most))
            wanted -= most
    sums: list[int] | list[None] = [None] * len(taken)
    if len(parts) == 3:
        sums = shares(minor(parts[2], text), [quantity for _line, quantity in taken])
    return [ReturnLine(line, quantity, sum_) for (line, quantity), sum_ in zip(taken, sums, strict=True)]


def _discount(typed: str, gross: int, line: str) -> int:
    if not typed.endswith("%"):
        return minor(typed, line)
    percent = _number(typed.removesuffix("%").strip(), line)
    if not 0 <= percent <= 100:
        raise InvalidValue(field="line", value=line)
    return percent_of(gross, percent)


def _thousandths(typed: str, line: str) -> int:
    return _rounded(_number(typed, line) * 1000)


def minor(typed: str, line: str, field: str = "line") -> int:
    """Money typed in major units, in minor ones. Raises InvalidValue for `field`, with the whole of what was typed."""
    number = _number(typed, line, field)
    if number < 0:
        raise InvalidValue(field=field, value=line)
    return _rounded(number * 100)


def _rounded(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def _is_number(text: str) -> bool:
    try:
        Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return False
    return True


def _number(text: str, line: str, field: str = "line") -> Decimal:
    if not _is_number(text):
        raise InvalidValue(field=field, value=line)
    number = Decimal(text.strip().replace(",", "."))
    if not number.is_finite() or abs(number) > LARGEST_NUMBER:
        raise InvalidValue(field=field, value=line)
    return number
