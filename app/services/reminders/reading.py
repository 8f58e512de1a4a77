"""The rows of one kind of reason, not yet read: whole, the first of them, those of some clients, or whose they are.

A statement is built once and asked again and again, with the moment and the number of rows as its values: building one
takes several times as long as asking it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sized
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import BindParameter, Row, Select, bindparam
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.services.reminders.items import PROMISED, Found

ALL = -1  # as a limit
MOST: BindParameter[int] = bindparam("most")


@dataclass(frozen=True, slots=True)
class Some:
    """How many of what can be announced are wanted at a time, and of whom; None is everybody."""

    most: int = ALL
    people: frozenset[int] | None = None

    @property
    def limit(self) -> int:
        """For a statement that does not know the people."""
        return self.most if self.people is None else ALL

    def has(self, found: Found) -> bool:
        """Whether it is about one of the people, was promised, or is nobody's."""
        is_free = found.key.kind in PROMISED or found.client_id is None
        return self.people is None or is_free or found.client_id in self.people

    def is_full(self, found: Sized) -> bool:
        """Whether that is enough."""
        return self.most != ALL and len(found) >= self.most


EVERYBODY = Some()


class Reasons(Protocol):
    """What a kind can tell of its reasons on a day, in their order."""

    def first(self, session: Session, most: int = ALL) -> list[Found]:
        """The first `most`, or all."""
        ...

    def rest_of(self, session: Session, clients: Collection[int], known: Collection[Found]) -> list[Found]:
        """Those of these clients that are not `known` already."""
        ...

    def clients(self, session: Session) -> list[int | None]:
        """Whose they are, one for each reason; None for nobody that is known."""
        ...


@dataclass(frozen=True)
class Rows:
    """Reasons out of one statement, which says what it selects from and ends in `limit(MOST)`. `values` are what else
    it asks for."""

    statement: Select[*tuple[Any, ...]]
    values: dict[str, Any]
    client_id: InstrumentedAttribute[Any]
    found: Callable[[Row[Any]], Found]

    def first(self, session: Session, most: int = ALL) -> list[Found]:
        return [self.found(row) for row in session.execute(self.statement, {**self.values, "most": most})]

    def rest_of(self, session: Session, clients: Collection[int], known: Collection[Found]) -> list[Found]:
        theirs = self.statement.where(self.client_id.in_(clients))
        found = [self.found(row) for row in session.execute(theirs, {**self.values, "most": ALL})]
        keys = {one.key for one in known}
        return [one for one in found if one.key not in keys]

    def clients(self, session: Session) -> list[int | None]:
        """Whose they are, one for each reason; None for nobody that is known."""
        ids = self._bare().with_only_columns(self.client_id)
        return list(session.scalars(ids, self.values))

    def _bare(self) -> Select[*tuple[Any, ...]]:
        return self.statement.order_by(None).limit(None)
