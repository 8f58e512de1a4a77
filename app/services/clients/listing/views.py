"""Saved views: named filters of the clients with their order and columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area
from app.models.listing.filter_fields import VIEW
from app.models.reminder import ReminderRule
from app.models.view import SavedView
from app.services.clients.listing.filters import (
    Condition,
    Group,
    check_filter,
    filter_json,
    own_kinds,
    read_filter,
)
from app.services.clients.listing.nested import read_views, unfold, users_of
from app.services.errors import InvalidValue, NotFound, ViewInUse

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

    Raises InvalidValue for a name that is empty, too long or taken, for a wrong filter and for one that leads back to
    this view; NotFound.
    """
    own = own_kinds(db)
    check_filter(where, own)
    with db.write(Area.SETTINGS) as session:
        begin_action(session, "add_view" if view_id is None else "edit_view", now)
        title = _checked_name(session, name, view_id)
        _check_views(session, title, where, own, view_id)
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


def delete_view(db: Database, view_id: int, now: datetime, *, anyway: bool = False) -> int:
    """Delete a view; returns the action to undo. Raises NotFound, and ViewInUse where others lean on it, unless it is
    to go `anyway`: those then ask for a view that is no more until it is undone."""
    with db.write(Area.SETTINGS) as session:
        action_id = begin_action(session, "delete_view", now)
        view = _find(session, view_id)
        used_by = [*users_of(view_id, read_views(session)), *_rules_about(session, view_id)]
        if used_by and not anyway:
            raise ViewInUse(name=view.name, used_by=used_by)
        session.delete(view)
        return action_id


def duplicate_view(db: Database, view_id: int, name: str, now: datetime) -> int:
    """The same under another name, at the end; returns its id. Raises as save_view does."""
    view = next((known for known in list_views(db) if known.id == view_id), None)
    if view is None:
        raise NotFound(what="view", id=view_id)
    return save_view(db, name, view.where, now, view.sort, view.descending, view.columns)


def combined(join: Literal["all", "any"], views: Sequence[int], without: Sequence[int] = ()) -> Group:
    """Whom all, or any one, of these views let through, and none of those `without`."""
    asked = Condition(VIEW, join, list(views))
    left_out = (Condition(VIEW, "none", list(without)),) if without else ()
    return Group("all", (asked, *left_out))


def _rules_about(session: Session, view_id: int) -> list[str]:
    """Names of the rules whose reminders are about the people of a view."""
    rules = session.execute(select(ReminderRule.name, ReminderRule.params).where(ReminderRule.enabled))
    return [rule.name for rule in rules if rule.params.get("view_id") == view_id]


def _check_views(session: Session, name: str, where: Group, own: Mapping[str, str], view_id: int | None) -> None:
    """Whether the filter can be asked with the views that it is made of, this one being as it is to be."""
    views = read_views(session)
    if view_id is None:
        unfold(where, views, own)
    else:
        itself = Group("all", (Condition(VIEW, "any", [view_id]),))
        unfold(itself, views | {view_id: (name, where)}, own)


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
