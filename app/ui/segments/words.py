"""What stands on the map and on the table, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.i18n import _, day_text, money, money_short, ngettext, number_text, percent_text
from app.ui.segments.tile import TileWords
from app.wording.counts import clients_count, visits_count
from app.wording.segments import segment_name, segment_tells

if TYPE_CHECKING:
    from datetime import date

    from app.services.segments.map import GroupCount, Scale, SegmentMap
    from app.ui.segments.reading import Shown

LEAST_SHARE = 0.005  # of the revenue; less is told by the money alone


def counted_line(found: SegmentMap, today: date) -> str:
    """Below the title: how many clients and purchases are counted, of which day and time."""
    buyers = ngettext("{n} buyer", "{n} buyers", found.buyers).format(n=number_text(found.buyers))
    day = day_text(found.as_of, today)
    parts = [
        _("{clients} and {purchases} up to {day}").format(clients=buyers, purchases=visits_count(found.visits), day=day)
    ]
    window = found.scale.window_days
    if window is not None:
        parts.append(ngettext("of the last {n} day", "of the last {n} days", window).format(n=number_text(window)))
    return " · ".join(parts)


def scale_name(scale: Scale) -> str:
    """By which of the two the groups are made, for the button that changes it."""
    return _("by fifths of the clients…") if scale.method == "quintile" else _("by the shop’s own scale…")


def name_of(code: str, shown: Shown) -> str:
    """As the shop calls the group, else as everybody does."""
    return segment_name(code, shown.settings.names)


def group_words(shown: Shown, currency: str) -> dict[str, TileWords]:
    """What every tile of the map says."""
    return {code: _group(code, count, shown, currency) for code, count in shown.map.groups.items()}


def _group(code: str, count: GroupCount, shown: Shown, currency: str) -> TileWords:
    name, sum_text = name_of(code, shown), money(count.revenue, currency, cents=False)
    lines, note = [f"{name}: {clients_count(count.clients)}"], ""
    if count.clients:
        part = count.revenue_share
        known = part is not None and part >= LEAST_SHARE
        short = money_short(count.revenue, currency, 1)
        note = f"{short} · {percent_text(part or 0)}" if known else short
        brought = _("They brought {money}, {share} of all") if known else _("They brought {money}")
        lines.append(brought.format(money=sum_text, share=percent_text(part or 0)))
    lines.append(segment_tells(code, shown.map.scale))
    return TileWords(name, number_text(count.clients), note, "\n".join(lines))


def cell_words(shown: Shown, grid: Mapping[tuple[int, int], str], currency: str) -> dict[str, TileWords]:
    """What every cell of the table says."""
    made, found = {}, shown.map
    for (r, f), code in grid.items():
        cell = found.cells.get((r, f))
        clients, total = (cell.clients, cell.total) if cell is not None else (0, 0)
        brought = money(total, currency, cents=False)
        name = name_of(code, shown)
        tip = [
            _("{group}: {clients}").format(group=name, clients=clients_count(clients)),
            *([_("They brought {money}").format(money=brought)] if clients else []),
            f"{recency_text(found.scale.recency, r)}, {frequency_text(found.scale, f)}",
        ]
        note = money_short(total, currency, 1) if clients else ""
        made[f"{r}{f}"] = TileWords(name, number_text(clients), note, "\n".join(tip))
    return made


def recency_text(edges: Sequence[float], score: int) -> str:
    """ "silent 13 to 25 days": what a score of recency stands for."""
    place = 5 - score  # edges grow with the days, scores shrink
    low = int(edges[place - 1]) + 1 if place else 0
    if place == len(edges):
        return ngettext("silent {n} day or more", "silent {n} days or more", low).format(n=number_text(low))
    high = int(edges[place])
    if place == 0:
        return ngettext("silent up to {n} day", "silent up to {n} days", high).format(n=number_text(high))
    if high < low:
        return _("nobody can be here")
    return ngettext("silent {low} to {n} day", "silent {low} to {n} days", high).format(
        low=number_text(low), n=number_text(high)
    )


def frequency_text(scale: Scale, score: int) -> str:
    """ "4 to 5 purchases": what a score of frequency stands for; in a window somebody may have none."""
    edges = scale.frequency
    low = int(edges[score - 2]) + 1 if score > 1 else 1
    if score == len(edges) + 1:
        return ngettext("{n} purchase or more", "{n} purchases or more", low).format(n=number_text(low))
    high = int(edges[score - 1])
    if score == 1 and scale.window_days is not None:
        return ngettext("up to {n} purchase", "up to {n} purchases", high).format(n=number_text(high))
    if high < low:
        return _("nobody can be here")
    if high == low:
        return visits_count(low)
    return ngettext("{low} to {n} purchase", "{low} to {n} purchases", high).format(
        low=number_text(low), n=number_text(high)
    )


def tells_of(code: str, count: GroupCount, scale: Scale) -> str:
    """Who the group is, with its usual rhythm and silence where they are known."""
    parts = [segment_tells(code, scale)]
    if count.rhythm_days is not None:
        days = round(count.rhythm_days)
        rhythm = ngettext("They usually come every {n} day.", "They usually come every {n} days.", days)
        parts.append(rhythm.format(n=number_text(days)))
    if count.silent_days is not None:
        days = max(round(count.silent_days), 0)  # a receipt may bear a day to come
        silent = ngettext("Typically silent for {n} day.", "Typically silent for {n} days.", days)
        parts.append(silent.format(n=number_text(days)))
    return " ".join(parts)
