"""The shop's settings: one frozen dataclass, kept in the database as JSON by name."""

from __future__ import annotations

import warnings
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import delete, select

from app.models.database import Database
from app.models.enums import Area
from app.models.setting import Setting
from app.services.errors import InvalidValue


@dataclass(frozen=True)
class ShopSettings:
    """Settings of one shop; each has a default that a small Russian shop can live with."""

    shop_name: str = ""
    currency: str = "RUB"  # ISO 4217; one per shop
    time_zone: str = "Europe/Moscow"  # IANA name
    country: str = "RU"  # ISO 3166; for phones without a country code
    language: str = ""  # "ru", "en"; empty follows the system
    theme: str = "system"  # "light", "dark", "contrast_light", "contrast_dark"
    text_size: int = 100  # %; 100, 125 or 150 of the usual
    opening_time: time = time(10, 0)
    quiet_from: time = time(21, 0)
    quiet_to: time = time(9, 0)
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)  # Monday is 0; on other days only what has an hour is told
    digest: bool = True  # one notification at the opening for all of the day; else one for each person
    group_over: int = 3  # more people than this are one notification
    sound: bool = True
    contacts_per_day: int = 0  # people on Today at most, 0 for all; what was promised always comes
    lost_reasons: tuple[str, ...] = ()  # why enquiries are lost; empty: the usual ones, in the user's language
    leaving_reasons: tuple[str, ...] = ()  # why clients leave; empty: the usual ones, in the words of the window
    payment_kinds: tuple[str, ...] = ()  # empty: the usual ones, in the words of the window
    close_to_tray: bool | None = None  # None: not asked yet

    @property
    def zone(self) -> ZoneInfo:
        """The shop's time zone."""
        return ZoneInfo(self.time_zone)

    def local(self, moment: datetime) -> datetime:
        """An aware moment in the shop's wall time."""
        return moment.astimezone(self.zone)

    def is_working(self, day: date) -> bool:
        """Whether the shop works on that day of the week."""
        return day.weekday() in self.working_days

    def is_quiet(self, moment: datetime) -> bool:
        """Whether the moment falls into the quiet hours, which may run over midnight."""
        now, start, end = self.local(moment).time(), self.quiet_from, self.quiet_to
        if start == end:
            return False
        return start <= now < end if start < end else now >= start or now < end


def get_settings(db: Database) -> ShopSettings:
    """The settings as saved; what was never saved has its default, and the time zone is the computer's."""
    with db.read() as session:
        saved = {row.key: row.value for row in session.scalars(select(Setting))}
    known = {f.name: _from_json(f.name, saved[f.name]) for f in fields(ShopSettings) if f.name in saved}
    known.setdefault("time_zone", system_time_zone())
    return replace(ShopSettings(), **known)


def system_time_zone() -> str:
    """IANA name of the computer's time zone; UTC where it cannot be told."""
    from tzlocal import get_localzone_name

    try:
        return get_localzone_name() or "UTC"
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"


def look_at_system_zone() -> None:
    """Find out anew in which time zone the computer is; else it stays the one of the program's start."""
    from tzlocal import reload_localzone

    with warnings.catch_warnings(), suppress(ZoneInfoNotFoundError, ValueError, OSError):
        warnings.simplefilter("ignore")  # zone and clock may disagree while they are being set
        reload_localzone()


def save_settings(db: Database, settings: ShopSettings) -> None:
    """Save all settings. Raises InvalidValue for a time zone, currency or number that cannot be."""
    _check(settings)
    with db.write(Area.SETTINGS) as session:
        for f in fields(ShopSettings):
            value = _to_json(getattr(settings, f.name))
            if value is None:  # not asked yet: no row
                session.execute(delete(Setting).where(Setting.key == f.name))
            else:
                session.merge(Setting(key=f.name, value=value))


DAYS_IN_WEEK = 7
# Setting -> the least and the most that it can be.
BOUNDS = (("group_over", 1, 50), ("contacts_per_day", 0, 1000), ("text_size", 100, 150))


def _check(settings: ShopSettings) -> None:
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidValue(field="time_zone", value=settings.time_zone) from error
    if not (len(settings.currency) == 3 and settings.currency.isalpha()):
        raise InvalidValue(field="currency", value=settings.currency)
    if not settings.working_days or not set(settings.working_days) <= set(range(DAYS_IN_WEEK)):
        raise InvalidValue(field="working_days", value=str(settings.working_days))
    for name, low, high in BOUNDS:
        if not low <= getattr(settings, name) <= high:
            raise InvalidValue(field=name, value=str(getattr(settings, name)))


def _to_json(value: Any) -> Any:
    return value.strftime("%H:%M") if isinstance(value, time) else value


def _from_json(name: str, value: Any) -> Any:
    if isinstance(getattr(ShopSettings, name), time):
        return time.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
