"""Commands that add one record: a client, a follow-up, a logged contact."""

from __future__ import annotations

from argparse import Namespace

from app.cli.output import write_added
from app.cli.own_fields import own_values
from app.cli.shop import Shop
from app.models.enums import ContactKind, InteractionKind
from app.services.clients.card import get_client_card
from app.services.clients.data import ClientData, Preferred
from app.services.clients.save import save_client
from app.services.clients.typed import typed_birthday, typed_contact
from app.services.errors import InvalidValue
from app.services.feedback import add_feedback
from app.services.interactions import log_interaction
from app.services.shop_time import read_due
from app.services.tasks.save import TaskData, add_task
from app.wording.clients import low_score_task
from app.wording.recurrence import read_recurrence

CONTACTS = tuple(kind for kind in ContactKind if kind is not ContactKind.ADDRESS)


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
    return write_added(options, save_client(shop.db, data, shop.now))


def run_add_task(shop: Shop, options: Namespace) -> int:
    """Add a follow-up; a due moment with an offset is turned into shop time."""
    day, wall = read_due(options.due, shop.settings.zone)
    every, anchor = read_recurrence(options.every) if options.every else (None, "schedule")
    data = TaskData(
        *(options.client, options.title, day, wall, options.note, every, options.anchor or anchor, options.priority),
        checklist=tuple((text, False) for text in options.step),
    )
    return write_added(options, add_task(shop.db, data, shop.now))


def run_log(shop: Shop, options: Namespace) -> int:
    """Log a contact."""
    kind = InteractionKind(options.kind)
    more = (options.minutes, options.direction, options.channel)
    return write_added(options, log_interaction(shop.db, options.client, kind, options.text, shop.now, *more))


def run_add_feedback(shop: Shop, options: Namespace) -> int:
    """Write a score down; a low one is a task of today too."""
    title = low_score_task()
    return write_added(options, add_feedback(shop.db, options.client, options.score, options.text, shop.now, title))
