"""How the examples of a column are read: the very cleaners of the import, on two or three cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.i18n import _
from app.models.enums import OwnKind
from app.services.imports.rows import Column, Field, OwnColumn, Reading
from app.ui.imports.preview_cells import WORDS
from app.wording.own import own_text

# Fields whose cells are read into something else; the others stay as they are in the file.
_READ = frozenset(
    {
        Field.NAME,
        Field.PHONE,
        Field.EMAIL,
        Field.BIRTHDAY,
        Field.GENDER,
        Field.CONSENT,
        Field.LAST_CONTACT,
        Field.DATE,
        Field.TIME,
        Field.SUM,
        Field.TOTAL,
        Field.PRICE,
        Field.QUANTITY,
        Field.STATUS,
    }
)


def read_examples(column: Column, field: Field, chosen: Reading | None, country: str) -> tuple[str, ...]:
    """Each example as it will be, in words; empty where the import leaves the text alone.

    `chosen` is how the owner wants the column read, `country` the shop's.
    """
    if field not in _READ or not column.samples:
        return ()
    from app.services.imports.tables.doubts import reading_of

    read = _reader(field, reading_of(column, field, chosen, country))
    return tuple(_worded(read(sample), field) for sample in column.samples)


def own_examples(column: Column, own: OwnColumn, chosen: Reading | None, country: str) -> tuple[str, ...]:
    """The same for a column that fills an own field of the shop."""
    if own.kind in (OwnKind.TEXT, OwnKind.CHOICE):
        return ()
    from app.services.imports.tables.doubts import reading_of
    from app.services.imports.values.cleaners import own_memo

    memo = own_memo(own, reading_of(column, Field.OWN, chosen, country), exact=False)
    values = (memo[sample] for sample in column.samples)
    return tuple(_("cannot be read") if value is None else own_text(own.kind, value) for value in values)


def _worded(value: object, field: Field) -> str:
    return _("cannot be read") if value is None else WORDS[field][1](value)


def _reader(field: Field, reading: Reading) -> Callable[[str], Any]:
    from app.services.imports.values import cleaners, numbers

    day_first, mark = reading.day_first is not False, reading.decimal
    makers: dict[Field, Callable[[], Any]] = {
        Field.NAME: lambda: cleaners.name_memo(True),
        Field.PHONE: lambda: cleaners.phone_memo(reading.country or ""),
        Field.EMAIL: cleaners.email_memo,
        Field.BIRTHDAY: lambda: cleaners.birthday_memo(day_first, reading.pivot),
        Field.GENDER: cleaners.gender_memo,
        Field.CONSENT: lambda: cleaners.consent_memo(False),
        Field.LAST_CONTACT: lambda: cleaners.moment_memo(day_first, reading.pivot),
        Field.DATE: lambda: cleaners.moment_memo(day_first, reading.pivot),
        Field.TIME: cleaners.time_memo,
        Field.STATUS: cleaners.status_memo,
    }
    memo: Any = makers.get(field, lambda: cleaners.number_memo("bad_sum", mark, field is not Field.QUANTITY))()
    takers: dict[Field, Callable[[Any], Any]] = {
        Field.NAME: lambda name: name.display,
        Field.PHONE: lambda pair: pair[0],
        Field.LAST_CONTACT: lambda moment: moment[0],
        Field.DATE: lambda moment: moment[0],
        Field.STATUS: lambda status: status[0],
        Field.QUANTITY: numbers.thousandths,
        Field.SUM: numbers.minor,
        Field.TOTAL: numbers.minor,
        Field.PRICE: numbers.minor,
    }
    taken = takers.get(field, lambda value: value)
    return lambda sample: taken(memo[sample])
