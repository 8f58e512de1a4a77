"""The command of the shop's own fields: list them, add one."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import asdict

from app.cli.output import write_json, write_table
from app.cli.shop import Shop
from app.i18n import _
from app.services.clients.own import list_own_fields, save_own_field
from app.services.errors import NotFound
from app.wording.own import kind_name


def run_own_fields(shop: Shop, options: Namespace) -> int:
    """Add a field where one is named, then tell all of them."""
    if options.add is not None:
        save_own_field(shop.db, options.add, options.kind, options.choice, shop.now)
    fields = list_own_fields(shop.db)
    if options.json:
        write_json({"fields": [asdict(field) for field in fields]})
        return 0
    rows = [
        (field.name, kind_name(field.kind), ", ".join(field.choices), _("out of use") if field.archived else "")
        for field in fields
    ]
    write_table((_("Name of the field"), _("What it holds"), _("Choices"), ""), rows)
    return 0


def own_values(shop: Shop, typed: Iterable[tuple[str, str]]) -> dict[int, str]:
    """NAME=VALUE as typed -> id of the field and value. Raises NotFound for a name that no field has."""
    known = {field.name.casefold(): field.id for field in list_own_fields(shop.db, archived=False)}
    found = {}
    for name, value in typed:
        if name.casefold() not in known:
            raise NotFound(what="own_field_named", id=name)
        found[known[name.casefold()]] = value
    return found
