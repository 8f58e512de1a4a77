"""Saved views: named filters of the clients with their order and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area
from app.models.view import SavedView
from app.services.clients.listing.filters import Group, check_filter, filter_json, own_kinds, read_filter
from app.services.errors import InvalidValue, NotFound

LONGEST_NAME = 60  # letters; the name stands on a chip


@dataclass(frozen=True)
class ViewRow:
    """A saved view; `columns` are the keys of the shown columns in order, None where the table's own are meant."""

    id: int
    name: str
    where: Group
    sort: str = "name"
    descending: bool = False
    columns: tuple[str, ...] | None = None


def list_views(db: Database) -> tuple[ViewRow, ...]:
    """The saved views in their order."""
    with db.read() as session:
        rows = session.scalars(select(SavedView).order_by(SavedView.position, SavedView.id)).all()
        return tuple(_row(row) for row in rows)


def find_view(db: Database, name: str) -> ViewRow:
    """The view of this name, whatever the case of its letters. Raises NotFound."""
    folded = _title(name).casefold()
    for view in list_views(db):
        if view.name.casefold() == folded:
            return view
    raise NotFound(what="view", id=name)


def save_view(
    db: Database,
    name: str,
    where: Group,
    now: datetime,
    sort: str = "name",
    descending: bool = False,
    columns: Sequence[str] | None = None,
    view_id: int | None = None,
) -> int:
    """Add a view at the end, or give `view_id` this name, filter, order and columns; returns the id.

    Raises InvalidValue for a name that is empty, too long or taken, and for a wrong filter; NotFound.
    """
    check_filter(where, own_kinds(db))
    with db.write(Area.SETTINGS) as session:
        begin_action(session, "add_view" if view_id is None else "edit_view", now)
        title = _checked_name(session, name, view_id)
        if view_id is None:
            last = session.scalar(select(func.max(SavedView.position)))
            view = SavedView(position=0 if last is None else last + 1)
            session.add(view)
        else:
            view = _find(session, view_id)
        view.name, view.filter, view.sort, view.descending = title, filter_json(where), sort, descending
        view.columns = None if columns is None else list(columns)
        session.flush()
        return view.id


def rename_view(db: Database, view_id: int, name: str, now: datetime) -> None:
    """Call a view otherwise. Raises InvalidValue for a name that is empty, too long or taken, and NotFound."""
    with db.write(Area.SETTINGS) as session:
        begin_action(session, "edit_view", now)
        view = _find(session, view_id)
        view.name = _checked_name(session, name, view_id)


def delete_view(db: Database, view_id: int, now: datetime) -> int:
    """Delete a view; returns the action to undo. Raises NotFound."""
    with db.write(Area.SETTINGS) as session:
        action_id = begin_action(session, "delete_view", now)
        session.delete(_find(session, view_id))
        return action_id


def _row(row: SavedView) -> ViewRow:
    columns = None if row.columns is None else tuple(row.columns)
    return ViewRow(row.id, row.name, read_filter(row.filter), row.sort, row.descending, columns)


def _find(session: Session, view_id: int) -> SavedView:
    view = session.get(SavedView, view_id)
    if view is None:
        raise NotFound(what="view", id=view_id)
    return view


def _title(name: str) -> str:
    return " ".join(name.split())


def _checked_name(session: Session, name: str, view_id: int | None) -> str:
    title = _title(name)
    if not title or len(title) > LONGEST_NAME:
        raise InvalidValue(field="view_name", value=title)
    others = session.scalars(select(SavedView.name).where(SavedView.id != (view_id or 0)))
    if any(other.casefold() == title.casefold() for other in others):
        raise InvalidValue(field="view_name", value=title, why="taken")
    return title
