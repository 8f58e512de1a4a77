"""What stands on the screen, written down: the next start takes over what a killed program left there.

Without that the buttons of such a notification would do nothing, and nobody would ever take it away. A service counts
its notifications by itself, so a number is only worth something while the same service of the same bus runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.models.database import Database
from app.models.setting import Setting
from app.services.reminders.delivery.digest import Announcement

ON_SCREEN = "delivery_on_screen"  # setting: {"service": text, "shown": [[number, client's id or null, ids], ...]}
MOST_IDS = 200  # written down of one notification: a summary of thousands is over when these are


@dataclass(frozen=True, slots=True)
class OnScreen:
    """One notification: the items it stands for, and whose card its button opens; None is the whole list."""

    item_ids: tuple[str, ...]
    client_id: int | None = None


def as_shown(announcement: Announcement) -> OnScreen:
    """What is to be remembered of a notification."""
    client_id = None if announcement.is_summary else announcement.items[0].client_id
    return OnScreen(tuple(item.id for item in announcement.items), client_id)


def read_screen(db: Database) -> tuple[str, dict[int, OnScreen]]:
    """The service that gave out the numbers, and what was on the screen when it was last written down."""
    with db.read() as session:
        saved = session.get(Setting, ON_SCREEN)
        if saved is None:
            return "", {}
        shown = {number: OnScreen(tuple(ids), client_id) for number, client_id, ids in saved.value["shown"]}
        return str(saved.value["service"]), shown


def write_screen(db: Database, service: str, shown: Mapping[int, OnScreen]) -> None:
    """Write down what is on the screen now."""
    lines = [[number, one.client_id, list(one.item_ids[:MOST_IDS])] for number, one in shown.items()]
    with db.write() as session:
        session.merge(Setting(key=ON_SCREEN, value={"service": service, "shown": lines}))
