"""One column of a table while it is being decided what it is."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.imports.rows import Field
from app.services.imports.tables.profile import ColumnProfile, Kinds
from app.services.imports.tables.titles import Meaning

_NUMBERS = frozenset((Field.SUM, Field.TOTAL, Field.PRICE, Field.QUANTITY, Field.DISCOUNT, Field.POINTS))


@dataclass
class Guess:
    """One column while it is being decided."""

    profile: ColumnProfile
    title: str
    kinds: Kinds
    meaning: Meaning | None
    sure: float
    field: Field = Field.IGNORE

    def fit(self, field: Field) -> float:
        """How well the values suit the field, 0..1; 1 where any value would do or there is none."""
        kinds = self.kinds
        if not kinds.count:
            return 1.0
        shares = {
            Field.PHONE: kinds.phone + 0.4 * kinds.number,
            Field.EMAIL: kinds.email,
            Field.DATE: kinds.date + 0.5 * kinds.number,
            Field.BIRTHDAY: kinds.date + 0.5 * kinds.number + 0.5 * kinds.text,
            Field.NAME: kinds.text,
            Field.LAST_NAME: kinds.text,
            Field.FIRST_NAME: kinds.text,
        } | dict.fromkeys(_NUMBERS, kinds.number)
        return min(1.0, shares.get(field, 1.0))
