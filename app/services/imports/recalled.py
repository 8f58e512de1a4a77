"""How rejected rows were read at first, so that they are read alike when they come back corrected.

What a mapping made by hand said, the order of dates and the like that few rows do not prove, and whose ids and receipts
they are; by the places of the columns, for titles do not matter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from app.services.imports.planned import PlannedSheet
from app.services.imports.rows import Field, Reading
from app.services.imports.tables.doubts import reading_of

_TYPES: dict[str, type] = {"day_first": bool, "decimal": str, "pivot": int, "country": str}


def memory_of(sheet: PlannedSheet, source: str, country: str) -> dict[str, Any]:
    """What a sheet's rows are read by; `source` is whose receipts they are, `country` the shop's for phones."""
    columns = {}
    for column in sheet.info.columns:
        taken = sheet.fields[column.index]
        if taken is not Field.IGNORE:
            reading = reading_of(column, taken, sheet.readings.get(column.index), country)
            told = {kind: value for kind, value in reading._asdict().items() if value is not None}
            columns[str(column.index)] = {"field": str(taken), "reading": told}
            if taken is Field.OWN:
                columns[str(column.index)]["own"] = sheet.own[column.index].name
    return {"source": source, "columns": columns}


def recall(sheet: PlannedSheet) -> None:
    """Read a sheet as its rows were read at first; what cannot be understood is left as it was found."""
    if not sheet.info.memory:
        return
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        memory = json.loads(sheet.info.memory)
        told = {int(index): _column(column) for index, column in memory["columns"].items()}
        owned = {int(index): sheet.own_named(column.get("own", "")) for index, column in memory["columns"].items()}
        for index in sheet.fields:
            sheet.fields[index], reading = told.get(index, (Field.IGNORE, None))
            own = owned.get(index)
            if own is not None:
                sheet.own[index] = own
            elif sheet.fields[index] is Field.OWN:
                sheet.fields[index] = Field.IGNORE
            if reading is not None:
                sheet.readings[index] = reading
        sheet.info = replace(sheet.info, signature=str(memory["source"]))


def _column(told: Mapping[str, Any]) -> tuple[Field, Reading]:
    reading = dict(told["reading"])
    if not all(type(value) is _TYPES[kind] for kind, value in reading.items()):
        raise ValueError(reading)
    return Field(told["field"]), Reading(**reading)
