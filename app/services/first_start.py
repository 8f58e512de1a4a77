"""The first start: whether the owner is to be asked the three questions, and what the system says about the answers."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import exists, select

from app.models.client import Client
from app.models.database import Database
from app.models.enums import Area
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.setting import Setting
from app.models.task import Task
from app.services.sample_shop import ASKED, SAMPLE
from app.services.settings import ShopSettings, get_settings, save_settings, system_time_zone

_SHOWN_AS_NEW = (*(field.name for field in fields(ShopSettings)), ASKED, SAMPLE)
NOWHERE = "ZZ"  # what CLDR calls a territory that it does not know


@dataclass(frozen=True)
class Guess:
    """Where the shop seems to be: ISO 3166 country and ISO 4217 currency."""

    country: str
    currency: str


def has_nothing(db: Database) -> bool:
    """Whether the shop has no client, purchase, task or product."""
    with db.read() as session:
        return not any(session.scalar(select(exists(select(one.id)))) for one in (Client, Purchase, Task, Product))


def is_new(db: Database) -> bool:
    """Whether nobody has used the shop yet: nothing in it, nothing set, and the questions not asked."""
    with db.read() as session:
        if session.scalar(select(exists(select(Setting.key).where(Setting.key.in_(_SHOWN_AS_NEW))))):
            return False
    return has_nothing(db)


def guess_place(system_locale: str) -> Guess:
    """Where the computer's clock says it is, else by its locale such as "ru_RU" (many have the American one and are
    elsewhere); a Russian shop where neither tells."""
    from babel.core import get_global
    from babel.numbers import get_territory_currencies

    by_zone = get_global("zone_territories").get(system_time_zone(), "")
    _language, _mark, territory = system_locale.replace("-", "_").partition("_")
    for country in (by_zone, territory.partition(".")[0].upper()):
        if len(country) == 2 and country.isalpha() and country != NOWHERE:
            currencies = get_territory_currencies(country)
            if currencies:
                return Guess(country, currencies[0])
    default = ShopSettings()
    return Guess(default.country, default.currency)


def begin(db: Database, guess: Guess) -> ShopSettings:
    """The questions are being asked, and never again by themselves. The guess is saved, so that it holds for whoever
    skips them all; returns the settings."""
    settings = answer(db, country=guess.country, currency=guess.currency)
    with db.write(Area.SETTINGS) as session:
        session.merge(Setting(key=ASKED, value=True))
    return settings


def answer(db: Database, **answers: Any) -> ShopSettings:
    """Save these settings by their names, and leave the others; returns all. Raises InvalidValue."""
    settings = replace(get_settings(db), **answers)
    save_settings(db, settings)
    return settings
