"""What stands on the screen, by number, written down: the next start takes away what a killed program left there.

Its buttons would do nothing, for services tell of a click only to whom the notification came from. A service counts its
notifications by itself, so a number is only worth something while the same service of the same bus runs.
"""

from __future__ import annotations

from collections.abc import Collection

from app.models.database import Database
from app.models.setting import Setting

ON_SCREEN = "delivery_on_screen"  # setting: {"service": text, "numbers": [...]}


def read_screen(db: Database) -> tuple[str, frozenset[int]]:
    """The service that gave out the numbers, and those that were on the screen when it was last written down."""
    with db.read() as session:
        saved = session.get(Setting, ON_SCREEN)
        return ("", frozenset()) if saved is None else (saved.value["service"], frozenset(saved.value["numbers"]))


def write_screen(db: Database, service: str, numbers: Collection[int]) -> None:
    """Write down what is on the screen now."""
    with db.write() as session:
        session.merge(Setting(key=ON_SCREEN, value={"service": service, "numbers": sorted(numbers)}))
