"""What every page is given: built once in application.py and passed on explicitly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.ui.background import JobsLike
from app.ui.clock import Clock
from app.ui.events import AppEvents

if TYPE_CHECKING:
    # The window is painted before the database layer is imported.
    from app.models.database import Database
    from app.services.settings import ShopSettings
    from app.ui.messages import Messages
    from app.ui.shell.memory import WindowMemory


@dataclass
class AppContext:
    """The program as a page sees it. Only `settings` is ever replaced, by the main window after they were saved."""

    db: Database
    jobs: JobsLike
    events: AppEvents
    messages: Messages
    settings: ShopSettings
    clock: Clock
    data_folder: Path
    memory: WindowMemory
    test_notification: Callable[[], None] | None = None
    recent_clients: list[int] = field(default_factory=list)  # whose cards were opened, the last one first

    def now(self) -> datetime:
        """This moment, aware, UTC."""
        return self.clock.now()

    def local_now(self) -> datetime:
        """This moment on the shop's wall clock, aware."""
        return self.settings.local(self.clock.now())

    def today(self) -> date:
        """The shop's day."""
        return self.local_now().date()
