"""Purchases that stand in the row of their client: a column per month, visit after visit, the last one only."""

from __future__ import annotations

from collections.abc import Container, Sequence

from app.services.imports.rows import Field
from app.services.imports.tables.guess import Guess
from app.services.imports.tables.periods import period_of
from app.services.imports.tables.roles import Place
from app.services.imports.tables.titles import Hint, tokens_of

BOUGHT = frozenset((Field.BOUGHT_ON, Field.BOUGHT_FOR))
_WHO = frozenset(
    (
        Field.NAME,
        Field.LAST_NAME,
        Field.FIRST_NAME,
        Field.PHONE,
        Field.EMAIL,
        Field.COMPANY,
        Field.EXTERNAL_ID,
        Field.CARD,
    )
)
_SUMS = frozenset((Field.SUM, Field.TOTAL, Hint.AMOUNT))
_MONTHS = frozenset(("month", "месяц"))
_LOOKED_AT = 100
_MOSTLY = 0.6
_SURE = 0.9


def settle(guesses: Sequence[Guess], days: Container[int]) -> Place | None:
    """Mark the columns of purchases in rows of clients; the place is then known, else None."""
    if not any(guess.meaning in _WHO or guess.kinds.person > _MOSTLY for guess in guesses):
        return None
    found = _months(guesses, days) or _visits(guesses)
    for guess, field in found.items():
        guesses[guess].field, guesses[guess].meaning, guesses[guess].sure = field, field, _SURE
    return Place.CLIENTS if found else None


def settle_months(guesses: Sequence[Guess], year: int) -> None:
    """A column of months dates the sales where no column of days does."""
    if any(guess.meaning in (Field.DATE, Hint.LAST_DATE) for guess in guesses):
        return
    for guess in guesses:
        if guess.meaning is not Hint.OTHER or not set(tokens_of(guess.title)) & _MONTHS:
            continue
        found = [period_of(value) for value in guess.profile.values(_LOOKED_AT)]
        known = sum(period is not None and bool(period.month and (period.year or year)) for period in found)
        if known > _MOSTLY * len(found):
            guess.meaning, guess.sure = Field.DATE, 1.0
            return


def _months(guesses: Sequence[Guess], days: Container[int]) -> dict[int, Field]:
    """The columns that stand for a month or a day and hold sums."""
    if any(guess.meaning is Field.DATE and guess.kinds.date > _MOSTLY for guess in guesses):
        return {}
    places = [
        place
        for place, guess in enumerate(guesses)
        if guess.profile.index in days and (not guess.kinds.count or guess.kinds.number > _MOSTLY)
    ]
    filled = any(guesses[place].kinds.count for place in places)
    return dict.fromkeys(places, Field.BOUGHT_FOR) if len(places) > 1 and filled else {}


def _visits(guesses: Sequence[Guess]) -> dict[int, Field]:
    """Pairs of a day and a sum that come again and again: "Визит 1", "Сумма 1", "Визит 2", "Сумма 2"."""
    dates = [p for p, guess in enumerate(guesses) if guess.meaning in (Field.DATE, Hint.LAST_DATE)]
    sums = [p for p, guess in enumerate(guesses) if guess.meaning in _SUMS]
    if len(dates) < 2 or len({tokens_of(guesses[place].title) for place in dates}) > 1:
        return {}
    if len(sums) != len(dates) or any(not date < paid for date, paid in zip(dates, sums, strict=True)):
        return {}
    if any(paid > following for paid, following in zip(sums, dates[1:], strict=False)):
        return {}
    return dict.fromkeys(dates, Field.BOUGHT_ON) | dict.fromkeys(sums, Field.BOUGHT_FOR)


def settle_last(guesses: Sequence[Guess], place: Place) -> None:
    """In a list of clients: the day of the last purchase, where its sum stands beside it."""
    if any(guess.field in BOUGHT and guess.sure == _SURE for guess in guesses):
        return  # settled already
    paid = [guess for guess in guesses if guess.field is Field.BOUGHT_FOR]
    days = [guess for guess in guesses if place is Place.CLIENTS and _is_last_day(guess)]
    for guess in days:
        following = guesses[guesses.index(guess) + 1 :][:1]
        if not paid and following and following[0].meaning is Field.SUM and len(tokens_of(following[0].title)) == 1:
            paid = list(following)
    if not (days and paid):
        for guess in guesses:
            if guess.field in BOUGHT:
                guess.field = Field.IGNORE
        return
    days[0].field, days[0].sure = Field.BOUGHT_ON, _SURE
    paid[0].field, paid[0].sure = Field.BOUGHT_FOR, _SURE


def _is_last_day(guess: Guess) -> bool:
    """Whether a column holds the day of the last purchase."""
    if guess.meaning is not Hint.LAST_DATE or "last" not in tokens_of(guess.title):
        return False
    return not guess.kinds.count or guess.kinds.date + 0.5 * guess.kinds.number > _MOSTLY
