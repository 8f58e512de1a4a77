"""What the models are told of a buyer: how often, how lately and for how long, equal histories being counted once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_BITS = 20  # of a number of days: 2,800 years


@dataclass(frozen=True, slots=True)
class Buyers:
    """One place of each array per buyer; whole days and minor units.

    `repeats` x = visits - 1, `recency` t_x = first to last visit, `age` T = first visit to the day of the forecast;
    `paid` of the repeat visits have a known sum, `money` in all, net of returns.
    """

    ids: Ints
    repeats: Ints
    recency: Ints
    age: Ints
    paid: Ints
    money: Ints

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Histories:
    """Different (x, t_x, T) in days as floats, with the number of buyers that have each."""

    x: Floats
    recency: Floats
    age: Floats
    weight: Floats


def compress(buyers: Buyers) -> tuple[Histories, Ints]:
    """The different histories, and for every buyer the place of its own among them."""
    import numpy as np

    key = (buyers.repeats << 2 * _BITS) | (buyers.recency << _BITS) | buyers.age
    different, place, count = np.unique(key, return_inverse=True, return_counts=True)
    days = (1 << _BITS) - 1
    x, recency, age = different >> 2 * _BITS, different >> _BITS & days, different & days
    return Histories(*(part.astype(np.float64) for part in (x, recency, age, count))), place
