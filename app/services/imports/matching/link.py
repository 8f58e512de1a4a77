"""Which sheets of a drop belong together: receipts and their lines, orders and clients, products and categories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.models.imports.staging import resolve_categories, set_source, shared_ids
from app.services.imports.matching.stage import StagedSheet
from app.services.imports.rows import Field, Role

ORDER = (Role.LOOKUP, Role.PRODUCTS, Role.CLIENTS, Role.PURCHASES, Role.LINES)  # a parent is staged before its children
BARE_IDS = frozenset(("id", "код", "номер", "ид", "n", "no", "№", "code", "number", "key"))
OURS = "regulars"  # in the title of the ids that an export of ours gives to every client
ENOUGH = 0.5  # share of ids in common that makes "ID" of one sheet the "CustomerID" of another


def assign_sources(sheets: Sequence[StagedSheet], profile: str | None, remembered: Mapping[str, str]) -> None:
    """Say whose client ids each sheet's are: the profile's, the client sheet's with that title, or the kind of file's.

    Exports of ours number their clients alike, so that sales find the clients of an earlier file.
    `remembered` is what earlier imports found out: header signature -> source.
    """
    own = {
        sheet.title_of(Field.EXTERNAL_ID): profile or sheet.info.signature
        for sheet in reversed(sheets)
        if sheet.role is Role.CLIENTS
    }
    own.pop("", None)
    for sheet in sheets:
        sheet.key_source = sheet.source = profile or sheet.info.signature
        if sheet.role is Role.PURCHASES and profile is None:
            title = sheet.title_of(Field.EXTERNAL_ID)
            sheet.source = own.get(title) or remembered.get(sheet.info.signature) or sheet.source
        if profile is None and OURS in sheet.title_of(Field.EXTERNAL_ID):
            sheet.source = OURS


def share_bare_ids(raw: Any, sheets: Iterable[StagedSheet]) -> None:
    """Link sales to a client sheet whose id column is called just "ID" when half of the ids are found there."""
    sheets = list(sheets)
    bare = [s for s in sheets if s.role is Role.CLIENTS and s.title_of(Field.EXTERNAL_ID) in BARE_IDS]
    for sheet in sheets:
        if sheet.role is not Role.PURCHASES or sheet.source != sheet.key_source:
            continue
        for clients in bare:
            if clients.source != sheet.source and shared_ids(raw, sheet.no, clients.no) >= ENOUGH:
                sheet.source = clients.source
                set_source(raw, sheet.no, sheet.source)
                break


def receipt_sheets(lines: StagedSheet, sheets: Iterable[StagedSheet]) -> tuple[StagedSheet, ...]:
    """The sheets whose receipts these lines are of: those with the same title, else of the same file, else all."""
    sales = [sheet for sheet in sheets if sheet.role is Role.PURCHASES and sheet.title_of(Field.RECEIPT)]
    title = lines.title_of(Field.RECEIPT)
    return tuple(
        [sheet for sheet in sales if sheet.title_of(Field.RECEIPT) == title]
        or [sheet for sheet in sales if sheet.batch == lines.batch]
        or sales
    )


def name_categories(raw: Any, sheets: Iterable[StagedSheet]) -> None:
    """Give products the texts of their category ids; rows of a lookup sheet that nobody uses count as skipped."""
    sheets = list(sheets)
    for lookup in (sheet for sheet in sheets if sheet.role is Role.LOOKUP):
        title = lookup.title_of(Field.SKU) or lookup.title_of(Field.EXTERNAL_ID)
        users = [s for s in sheets if s is not lookup and s.title_of(Field.CATEGORY) == title]
        if not [user for user in users if resolve_categories(raw, lookup.no, user.no)]:
            lookup.counts.skipped += lookup.counts.ok
            lookup.counts.ok = lookup.counts.repaired = 0
