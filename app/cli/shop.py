"""What every command is given: the open shop, its settings and the moment."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.models.database import Database
from app.services.errors import InvalidValue
from app.services.settings import ShopSettings
from app.services.shop_time import is_plausible, read_moment


@dataclass(frozen=True)
class Shop:
    """What every command is given."""

    db: Database
    folder: Path
    settings: ShopSettings
    now: datetime

    def today(self, options: Namespace) -> date:
        """The day to count as today: --as-of, else the shop's. Raises InvalidValue."""
        typed = getattr(options, "as_of", None)
        if not typed:
            return self.settings.local(self.now).date()
        day = read_day(typed, "as-of")
        if not is_plausible(day):
            raise InvalidValue(field="as-of", value=typed)
        return day

    def moment(self, text: str, option: str) -> datetime:
        """An ISO moment; without an offset it is shop time. Raises InvalidValue."""
        return read_moment(text, self.settings.zone, option)


def read_day(text: str, option: str) -> date:
    """YYYY-MM-DD as a day. Raises InvalidValue."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidValue(field=option, value=text) from error
