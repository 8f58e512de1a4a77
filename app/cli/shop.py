"""What every command is given: the open shop, its settings and the moment."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from app.models.database import Database
from app.services.errors import InvalidValue
from app.services.settings import ShopSettings


@dataclass(frozen=True)
class Shop:
    """What every command is given."""

    db: Database
    folder: Path
    settings: ShopSettings
    now: datetime

    def today(self, options: Namespace) -> date:
        """The day to count as today: --as-of, else the shop's."""
        typed = getattr(options, "as_of", None)
        return read_day(typed, "as-of") if typed else self.settings.local(self.now).date()

    def moment(self, text: str, option: str) -> datetime:
        """An ISO moment; without an offset it is shop time. Raises InvalidValue."""
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise InvalidValue(field=option, value=text) from error
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.settings.zone)).astimezone(UTC)


def read_day(text: str, option: str) -> date:
    """YYYY-MM-DD as a day. Raises InvalidValue."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidValue(field=option, value=text) from error
