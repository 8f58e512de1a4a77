"""The command that tells the groups of clients by recency and frequency."""

from __future__ import annotations

from argparse import Namespace
from contextlib import suppress
from typing import Any

from app.cli.output import money_json, write_json, write_line, write_table
from app.cli.shop import Shop
from app.i18n import _, money, ngettext, number_text
from app.services.clients.listing.filters import Condition, Group
from app.services.clients.listing.views import find_view
from app.services.errors import NotFound
from app.services.segments.map import Scale, SegmentMap, segment_map
from app.services.segments.scored import ScoredClient, scored_clients
from app.services.segments.settings import get_segment_settings
from app.wording.segments import segment_called, segment_name


def run_segments(shop: Shop, options: Namespace) -> int:
    """Tell how many clients are in each group, and with --clients who is in which."""
    today = shop.today(options)
    as_of = today if options.as_of else None
    found = segment_map(shop.db, as_of, today, options.method, money=True)
    names = get_segment_settings(shop.db).names
    scored = scored_clients(shop.db, as_of, today, options.method) if options.clients else None
    if options.json:
        told = _map_json(found, names)
        if scored is not None:
            told["rows"] = [_row_json(row) for row in scored[1]]
        write_json(told)
        return 0
    _write_map(shop, found, names)
    for row in scored[1] if scored else ():
        write_line(f"{row.id}\t{row.name}\tR{row.r} F{row.f}\t{segment_name(row.segment, names)}")
    return 0


def segment_filter(shop: Shop, said: str) -> Group:
    """The clients of a group by its code, of a segment of the shop's own, or of a group by its name; a segment that is
    called as a group is, it may have been made of it, comes before it. Raises NotFound."""
    code = segment_called(said, get_segment_settings(shop.db).names)
    if code != said:
        with suppress(NotFound):
            return find_view(shop.db, said).where
    if code is None:
        raise NotFound(what="segment", id=said)
    return Group("all", (Condition("segment", "any", [code]),))


def _map_json(found: SegmentMap, names: Any) -> dict[str, Any]:
    return {
        "as_of": found.as_of,
        "method": found.scale.method,
        "thresholds": _thresholds(found.scale),
        "buyers": found.buyers,
        "visits": found.visits,
        "prospects": found.prospects,
        "first_timers": found.first_timers,
        "too_little_data": found.few,
        "segments": [
            {
                "code": code,
                "name": segment_name(code, names),
                "clients": group.clients,
                "revenue": money_json(group.revenue),
                "share": group.share,
                "revenue_share": group.revenue_share,
                "rhythm_days": group.rhythm_days,
                "silent_days": group.silent_days,
            }
            for code, group in found.groups.items()
        ],
        "cells": [
            {"r": r, "f": f, "clients": cell.clients, "revenue": money_json(cell.total)}
            for (r, f), cell in sorted(found.cells.items())
        ],
    }


def _thresholds(scale: Scale) -> dict[str, Any]:
    """Edges in ascending order: R 5 is up to the first one of recency, F 1 up to the first one of frequency."""
    return {
        "recency": list(scale.recency),
        "frequency": list(scale.frequency),
        "monetary": _money_edges(scale),
        "median_gap_days": scale.median_days,
        "window_days": scale.window_days,
    }


def _money_edges(scale: Scale) -> list[str | None] | None:
    return None if scale.money is None else [money_json(round(edge)) for edge in scale.money]


def _row_json(row: ScoredClient) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "external_id": row.external_id,
        "recency": row.recency,
        "frequency": row.frequency,
        "monetary": money_json(row.monetary),
        "r": row.r,
        "f": row.f,
        "m": row.m,
        "segment": row.segment,
    }


def _write_map(shop: Shop, found: SegmentMap, names: Any) -> None:
    heads = (_("Group"), _("Clients"), _("Share"), _("Total"))
    rows = [
        (
            segment_name(code, names),
            number_text(group.clients),
            f"{round(group.share * 100)} %",
            money(group.revenue, shop.settings.currency, cents=False),
        )
        for code, group in found.groups.items()
    ]
    write_table(heads, rows, right=(1, 2, 3))
    write_line(ngettext("{n} buyer", "{n} buyers", found.buyers).format(n=number_text(found.buyers)))
    if found.few:
        write_line(_("So few buyers say little: take the groups as a hint."))
