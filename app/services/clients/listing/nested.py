"""Saved views within filters: {"field": "view", "op": "any", "value": [3]} holds for whom view 3 lets through.

A filter is stored with the ids of the views and unfolded when it is asked, so a view that is changed changes those that
are made of it. "all" is AND of views, "any" OR, "none" NOT.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.listing.filter_fields import VIEW, Condition, Group
from app.models.view import SavedView
from app.services.clients.listing.filters import check_filter, filter_json, read_filter, wrong_part
from app.services.errors import InvalidValue

MOST_PARTS = 400  # of a filter with all that its views ask: SQLite takes an expression of a thousand levels
DEEPEST = 60

Views = Mapping[int, tuple[str, Group]]  # id -> name and filter


def conditions_of(part: Group | Condition) -> list[Condition]:
    """Every condition of a filter, also of groups within."""
    if isinstance(part, Condition):
        return [part]
    return [found for inner in part.parts for found in conditions_of(inner)]


def views_in(part: Group | Condition) -> set[int]:
    """Ids of the views that a filter names itself."""
    return {one for asked in conditions_of(part) if asked.field == VIEW for one in asked.value}


def read_views(session: Session) -> dict[int, tuple[str, Group]]:
    """Name and filter of every saved view."""
    rows = session.scalars(select(SavedView))
    return {row.id: (row.name, read_filter(row.filter)) for row in rows}


def unfold(where: Group, views: Views, own: Mapping[str, str]) -> Group:
    """The filter with the groups of the views in place of their ids, as models/listing/filters.py takes it.

    Raises InvalidValue of the field "filter" with `why`: "gone" for a view that is no more, "circle" for one that leads
    to itself (`value` is its name), "too_much" for more than can be asked at once; and for a view that asks for an own
    field that was deleted.
    """
    return _Unfolding(views, own).group(where, (), 0)


class _Unfolding:
    """Counts what has been unfolded so far."""

    def __init__(self, views: Views, own: Mapping[str, str]) -> None:
        self._views, self._own, self._parts = views, own, 0

    def group(self, group: Group, path: tuple[int, ...], depth: int) -> Group:
        """`path`: the views that this one stands in; `depth`: the groups."""
        self._parts += len(group.parts)
        if self._parts > MOST_PARTS or depth > DEEPEST:
            raise InvalidValue(field="filter", why="too_much", value=str(MOST_PARTS))
        return replace(group, parts=tuple(self._part(part, path, depth) for part in group.parts))

    def _part(self, part: Group | Condition, path: tuple[int, ...], depth: int) -> Group | Condition:
        if isinstance(part, Group):
            return self.group(part, path, depth + 1)
        if part.field != VIEW:
            return part
        return replace(part, value=[self._view(view_id, path, depth, part) for view_id in part.value])

    def _view(self, view_id: int, path: tuple[int, ...], depth: int, asked: Condition) -> Group:
        if view_id not in self._views:
            raise InvalidValue(field="filter", why="gone", value=wrong_part(asked))
        name, where = self._views[view_id]
        if view_id in path:
            raise InvalidValue(field="filter", why="circle", value=name)
        check_filter(where, self._own)
        return self.group(where, (*path, view_id), depth + 1)


def users_of(view_id: int, views: Views) -> list[str]:
    """Names of the views that ask for this one themselves."""
    return [name for other, (name, where) in views.items() if other != view_id and view_id in views_in(where)]


def closure_json(where: Group, views: Views) -> list[object]:
    """All that the answer of a filter follows from: the filter and those of the views within, as JSON can hold it."""
    seen, left = dict[int, Group](), list(views_in(where))
    while left:
        view_id = left.pop()
        if view_id in views and view_id not in seen:
            seen[view_id] = views[view_id][1]
            left += views_in(seen[view_id])
    return [filter_json(where), *(filter_json(seen[view_id]) for view_id in sorted(seen))]
