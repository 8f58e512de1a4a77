"""The names by which entries are known in other calendars: the same whenever they are written."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.enums import Area
from app.models.setting import Setting

SHOP_KEY = "calendar_id"
TASK_MARK = "task-"


def shop_name(db: Database) -> str:
    """What the names of this shop's entries end in; made when it is asked for first, then kept with the shop."""
    with db.read() as session:
        known = _known(session)
    if known:
        return known
    with db.write(Area.SETTINGS) as session:
        known = _known(session) or f"{uuid4().hex[:16]}.regulars"
        session.merge(Setting(key=SHOP_KEY, value=known))
    return known


def find_shop_name(session: Session) -> str:
    """The same, "" while nothing was ever written."""
    return _known(session)


def _known(session: Session) -> str:
    row = session.get(Setting, SHOP_KEY)
    return str(row.value) if row is not None else ""


def task_uid(task_id: int, uid: str | None, shop: str) -> str:
    """The name of a task: the one it came with, or one of ours."""
    return uid or f"{TASK_MARK}{task_id}@{shop}"


def task_id_of(uid: str, shop: str) -> int | None:
    """The task that we wrote under this name; None for a name of others."""
    mark, _at, where = uid.partition("@")
    number = mark.removeprefix(TASK_MARK)
    ours = shop and where == shop and mark.startswith(TASK_MARK) and number.isdecimal() and len(number) < 19
    return int(number) if ours else None
