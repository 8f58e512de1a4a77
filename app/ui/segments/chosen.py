"""What the panel is about: a group, a cell of the table, those who never bought or bought once; as words and a
filter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.i18n import _
from app.models.listing.filter_fields import Condition, Group
from app.services.segments.groups import GRID, PROSPECTS
from app.ui.segments.looks import TONES
from app.ui.segments.words import frequency_text, name_of, recency_text, tells_of
from app.wording.segments import rhythm_state_name, segment_advice, segment_tells

if TYPE_CHECKING:
    from app.ui.segments.reading import Shown

FIRST_TIMERS = "first_timers"


@dataclass(frozen=True)
class Chosen:
    """`tells`: who they are; `does`: what helps with them; `where` finds them; `tone` of the chip with their number."""

    key: str
    title: str
    tells: str
    does: str
    clients: int
    where: Group
    tone: str = "neutral"


def chosen_of(key: str, shown: Shown) -> Chosen:
    """The words and the filter of a tile or of what stands outside."""
    if key in shown.map.groups:
        return _group(key, shown)
    if key == PROSPECTS:
        return _never_bought(shown)
    return _bought_once(shown) if key == FIRST_TIMERS else _cell(key, shown)


def in_state(chosen: Chosen, state: str) -> Chosen:
    """Those of them whose rhythm goes so."""
    where = Group("all", (*chosen.where.parts, Condition("rhythm_state", "any", [state])))
    return replace(chosen, title=f"{chosen.title}: {rhythm_state_name(state)}", where=where)


def _group(code: str, shown: Shown) -> Chosen:
    count = shown.map.groups[code]
    return Chosen(
        code,
        name_of(code, shown),
        tells_of(code, count, shown.map.scale),
        segment_advice(code),
        count.clients,
        _one("segment", "any", [code]),
        TONES.get(code, "neutral"),
    )


def _cell(key: str, shown: Shown) -> Chosen:
    r, f = int(key[0]), int(key[1])
    code, scale, cell = GRID[(r, f)], shown.map.scale, shown.map.cells.get((r, f))
    tells = f"{recency_text(scale.recency, r)}, {frequency_text(scale, f)}"
    return Chosen(
        key,
        _("{group}, cell {recency}·{frequency}").format(group=name_of(code, shown), recency=r, frequency=f),
        tells[:1].upper() + tells[1:] + ".",
        segment_advice(code),
        cell.clients if cell else 0,
        _one("segment_cell", "any", [key]),
        TONES.get(code, "neutral"),
    )


def _never_bought(shown: Shown) -> Chosen:
    return Chosen(
        PROSPECTS,
        name_of(PROSPECTS, shown),
        segment_tells(PROSPECTS),
        segment_advice(PROSPECTS),
        shown.map.prospects,
        _one("segment", "any", [PROSPECTS]),
        "info",
    )


def _bought_once(shown: Shown) -> Chosen:
    return Chosen(
        FIRST_TIMERS,
        _("Bought once so far"),
        _("One purchase, whenever it was. They are on the map too, among the groups of the lowest row."),
        _("The second purchase is the hardest one: thank them and give a reason to come again."),
        shown.map.first_timers,
        _one("visits", "eq", 1),
        "plum",
    )


def _one(field: str, op: str, value: object) -> Group:
    return Group("all", (Condition(field, op, value),))
