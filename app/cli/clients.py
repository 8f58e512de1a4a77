"""Commands that read clients: the list and the card."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from datetime import date
from typing import Any

from app.cli.aftersale import CONTACT, aftersale_json, cells
from app.cli.offers import client_offers, offers_json, write_offers
from app.cli.output import money_json, quantity_json, write_json, write_line, write_table
from app.cli.segments import segment_filter
from app.cli.shop import Shop
from app.i18n import _, money, short_day
from app.models.listing.filter_fields import OWN
from app.services.clients.as_of import card_as_of, rows_as_of
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday, ClientCard, ClientRow, DateRow, PurchaseRow, TaskRow
from app.services.clients.find import get_client_rows, list_client_ids
from app.services.clients.listing.filters import Group, own_kinds, read_filter
from app.services.clients.listing.views import find_view
from app.services.errors import InvalidValue
from app.services.segments.rhythm import rhythm_state
from app.services.segments.scored import groups_of
from app.wording.counts import clients_count


def run_clients(shop: Shop, options: Namespace) -> int:
    """Search and list clients; with --as-of their facts are those of that day."""
    own = own_kinds(shop.db)
    view = find_view(shop.db, options.view) if options.view is not None else None
    parts = (view.where,) if view else ()
    if options.segment is not None:
        parts = (*parts, segment_filter(shop, options.segment))
    if options.filter is not None:
        parts = (*parts, read_filter(options.filter, own))
    if options.sort and options.sort.startswith(OWN) and options.sort not in own:
        raise InvalidValue(field="sort", value=options.sort)
    sort = options.sort or (view.sort if view else "name")
    descending = options.desc or (view is not None and not options.sort and view.descending)
    where, today = Group("all", parts), shop.today(options)
    ids = list_client_ids(shop.db, options.query, sort, descending, where=where, today=today, as_of=bool(options.as_of))
    rows = get_client_rows(shop.db, ids[: options.limit])
    if options.as_of:
        rows = rows_as_of(shop.db, rows, shop.today(options))
    if options.json:
        segments = groups_of(shop.db, [row.id for row in rows], today, today if options.as_of else None)
        told = [client_json(row, today, segments.get(row.id)) for row in rows]
        write_json({"total": len(ids), "rows": told})
        return 0
    cells = [_client_cells(shop, row) for row in rows]
    heads = ("", _("Client"), _("Phone"), _("Purchases"), _("Total"), _("Last purchase"))
    write_table(heads, cells, right=(0, 3, 4))
    write_line(clients_count(len(ids)))
    return 0


def _client_cells(shop: Shop, row: ClientRow) -> tuple[str, ...]:
    last = short_day(row.last_visit) if row.last_visit else ""
    total = money(row.total, shop.settings.currency)
    return str(row.id), row.name, ", ".join(row.phones), str(row.visits), total, last


def client_json(row: ClientRow, today: date, segment: str | None) -> dict[str, Any]:
    """A client in the shape of the contract; `segment` is the code of the group."""
    return {
        "id": row.id,
        "name": row.name,
        "phones": row.phones,
        "emails": row.emails,
        "birthday": birthday_json(row.birthday),
        "visits": row.visits,
        "total": money_json(row.total),
        "first_visit": row.first_visit,
        "last_visit": row.last_visit,
        "rhythm_days": row.rhythm_days,
        "due_back": row.due_back,
        "rhythm_state": rhythm_state(row, today),
        "segment": segment,
    }


def birthday_json(birthday: Birthday | None) -> str | None:
    """ "1985-03-14", or "--03-14" where the year is not known."""
    if birthday is None:
        return None
    year = f"{birthday.year:04}" if birthday.year else "-"
    return f"{year}-{birthday.month:02}-{birthday.day:02}"


def date_json(one: DateRow) -> str:
    """An important date as a birthday is written."""
    return birthday_json(Birthday(one.month, one.day, one.year)) or ""


def run_client(shop: Shop, options: Namespace) -> int:
    """One client's card."""
    card = get_client_card(shop.db, options.client)
    if options.as_of:
        card = card_as_of(shop.db, card, shop.today(options), shop.settings)
    if options.json:
        write_json(card_json(shop, options, card) | {"offers": offers_json(client_offers(shop, options, card.row.id))})
        return 0
    currency = shop.settings.currency
    write_line(card.row.name)
    for contact in card.contacts:
        write_line(f"  {contact.value}")
    heads = (_("Date"), _("Receipt"), _("Products"), _("Total"))
    rows = [
        (
            short_day(purchase.day),
            purchase.receipt,
            ", ".join(line.product for line in purchase.lines),
            "" if purchase.total is None else money(purchase.total, currency),
        )
        for purchase in card.purchases
    ]
    write_table(heads, rows, right=(3,))
    write_offers(client_offers(shop, options, card.row.id))
    return 0


def card_json(shop: Shop, options: Namespace, card: ClientCard) -> dict[str, Any]:
    """The card in the shape of the contract, but the offers."""
    today = shop.today(options)
    segments = groups_of(shop.db, [card.row.id], today, today if options.as_of else None)
    return client_json(card.row, today, segments.get(card.row.id)) | {
        "gender": card.gender,
        "company": card.company,
        "city": card.row.city,
        "address": card.address,
        "contacts": [{"kind": one.kind, "value": one.value, "wrong": one.wrong} for one in card.contacts],
        "own": [{"field": own.name, "kind": own.kind, "value": own.value} for own in card.own],
        "works_at": [working._asdict() for working in card.works_at],
        "people": [working._asdict() for working in card.people],
        "shares_phone": [{"id": client_id, "name": name} for client_id, name in card.shares_phone],
        "files": [{"id": kept.id, "name": kept.name, "bytes": kept.size} for kept in card.attachments],
        "preferred_channel": card.preferred_channel,
        "do_not_disturb": card.do_not_disturb,
        "contact_days": card.contact_days,
        "muted_until": card.muted_until,
        "tags": card.tags,
        "preferences": [one.text for one in card.preferences],
        "topics": {one.text: one.topic for one in card.preferences if one.topic},
        "source": card.source,
        "referred_by": None if card.referred_by is None else {"id": card.referred_by[0], "name": card.referred_by[1]},
        "consents": [asdict(consent) for consent in card.consents],
        "notes": card.note,
        "dates": [{"id": one.id, "name": one.name, "date": date_json(one)} for one in card.dates],
        "external_id": card.external_ids[0] if card.external_ids else None,
        "card": card.row.card,
        "purchases": [_purchase_json(purchase) for purchase in card.purchases],
        "interactions": [cells(one, *CONTACT) for one in card.interactions],
        **aftersale_json(card),
        "tasks": [_task_json(task) for task in card.tasks],
        "points": card.points,
    }


def _task_json(task: TaskRow) -> dict[str, Any]:
    return {
        "id": task.id,
        "title": task.title,
        "due": task.due_day,
        "time": task.due_time,
        "done": task.done,
        "priority": task.priority,
        "note": task.note,
        "every": task.every,
        "anchor": task.anchor,
        "checklist": [{"text": text, "done": done} for text, done in task.checklist],
    }


def _purchase_json(purchase: PurchaseRow) -> dict[str, Any]:
    return {
        "id": purchase.id,
        "date": purchase.day,
        "time": purchase.time,
        "total": money_json(purchase.total),
        "receipt": purchase.receipt,
        "status": purchase.status,
        "lines": [
            {
                "product": line.product,
                "quantity": quantity_json(line.quantity),
                "price": money_json(line.price),
                "discount": money_json(line.discount),
                "sum": money_json(line.sum),
            }
            for line in purchase.lines
        ],
    }
