"""Commands that add one record: a client, a purchase, a follow-up, a logged contact."""

from __future__ import annotations

from argparse import Namespace
from datetime import time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from app.cli.output import write_json, write_line
from app.cli.own_fields import own_values
from app.cli.shop import Shop, read_day
from app.models.enums import ContactKind, InteractionKind
from app.services.clients.card import get_client_card
from app.services.clients.data import ClientData, Preferred
from app.services.clients.save import save_client
from app.services.clients.typed import typed_birthday, typed_contact
from app.services.errors import InvalidValue
from app.services.interactions import log_interaction
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.save import add_purchase
from app.services.shop_time import read_due
from app.services.tasks import TaskData, add_task

CONTACTS = tuple(kind for kind in ContactKind if kind is not ContactKind.ADDRESS)
LARGEST_NUMBER = 10**10  # of pieces or of money; more is a slip of the pen


def _added(options: Namespace, new_id: int) -> int:
    if options.json:
        write_json({"id": new_id})
    else:
        write_line(str(new_id))
    return 0


def run_add_client(shop: Shop, options: Namespace) -> int:
    """Add a client."""
    country = shop.settings.country
    contacts = [typed_contact(kind, text, country) for kind in CONTACTS for text in getattr(options, kind.value)]
    if options.gender not in ("", "m", "f"):
        raise InvalidValue(field="gender", value=options.gender)
    if options.referred_by is not None:
        get_client_card(shop.db, options.referred_by)
    data = ClientData(
        name=options.name,
        company=options.company,
        gender=options.gender or None,
        birthday=typed_birthday(options.birthday),
        contacts=tuple(contacts),
        address=options.address,
        city=options.city,
        card=options.card,
        source=options.source,
        note=options.note,
        tags=tuple(options.tag),
        preferences=tuple(Preferred("", text) for text in options.preference),
        own=own_values(shop, options.own),
        referred_by_id=options.referred_by,
    )
    return _added(options, save_client(shop.db, data, shop.now))


def run_add_purchase(shop: Shop, options: Namespace) -> int:
    """Add a purchase with its lines."""
    data = PurchaseData(
        client_id=options.client,
        day=read_day(options.date, "date"),
        time=None if options.time is None else _wall_time(options.time),
        lines=tuple(read_line(text) for text in options.line),
        receipt=options.receipt,
    )
    return _added(options, add_purchase(shop.db, data, shop.now))


def read_line(text: str) -> LineData:
    """PRODUCT;QTY;PRICE, the price in major units ("Эфиопия 250 г;2;890.50"). Raises InvalidValue."""
    parts = [part.strip() for part in text.rsplit(";", 2)]
    if len(parts) != 3:
        raise InvalidValue(field="line", value=text)
    quantity, price = (_number(part, text) for part in parts[1:])
    if price < 0:
        raise InvalidValue(field="line", value=text)
    return LineData(parts[0], _rounded(quantity * 1000), _rounded(price * 100))


def _rounded(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def _number(text: str, line: str) -> Decimal:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise InvalidValue(field="line", value=line) from error
    if not number.is_finite() or abs(number) > LARGEST_NUMBER:
        raise InvalidValue(field="line", value=line)
    return number


def _wall_time(text: str) -> str:
    try:
        wall = time.fromisoformat(text)
    except ValueError as error:
        raise InvalidValue(field="time", value=text) from error
    if wall.tzinfo is not None:
        raise InvalidValue(field="time", value=text)
    return wall.isoformat("seconds")


def run_add_task(shop: Shop, options: Namespace) -> int:
    """Add a follow-up; a due moment with an offset is turned into shop time."""
    day, wall = read_due(options.due, shop.settings.zone)
    data = TaskData(options.client, options.title, day, wall, options.note, options.every)
    return _added(options, add_task(shop.db, data, shop.now))


def run_log(shop: Shop, options: Namespace) -> int:
    """Log a contact."""
    kind = InteractionKind(options.kind)
    return _added(options, log_interaction(shop.db, options.client, kind, options.text, shop.now))
