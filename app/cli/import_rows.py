"""`import --rows N`: the first rows of every sheet with what becomes of each, for the JSON of an import."""

from __future__ import annotations

from typing import Any

from app.services.imports.plan import ImportPlan
from app.services.imports.rows import CleanRow
from app.services.imports.rows_told import RowsTold, ToldRow
from app.wording.imports import problem_text

AT_ONCE = 500
_LEFT_OUT = frozenset(("row", "outcome", "cells", "problems", "is_return"))
RowsOfSheets = dict[tuple[int, str], dict[str, Any]]
"""(number of the file within the drop, sheet) -> {"states", "rows"}."""


def rows_of_sheets(plan: ImportPlan, limit: int) -> RowsOfSheets:
    """Up to `limit` rows of every sheet that a prepared plan takes, and how many of its rows are in which state."""
    told = RowsTold(plan)
    found: RowsOfSheets = {}
    for sheet in plan.staged:
        ids = told.ids(sheet)[:limit]
        rows = [row for start in range(0, len(ids), AT_ONCE) for row in told.page(ids[start : start + AT_ONCE])]
        states = {state.name.lower(): count for state, count in told.counts(sheet).states.items()}
        found[sheet.batch, sheet.info.name] = {"states": states, "rows": [_row_json(row) for row in rows]}
    return found


def with_rows(document: dict[str, Any], rows: RowsOfSheets) -> dict[str, Any]:
    """The JSON of an import with the rows in its sheets."""
    for number, batch in enumerate(document["batches"], 1):
        for sheet in batch["sheets"]:
            sheet |= rows.get((number, sheet["sheet"]), {})
    return document


def _row_json(row: ToldRow) -> dict[str, Any]:
    cells = {
        name: value
        for name, value in zip(CleanRow._fields, row.clean, strict=True)
        if name not in _LEFT_OUT and value is not None
    }
    return {
        "row": row.row,
        "state": row.state.name.lower(),
        "repaired": row.clean.outcome == 1,
        "client_id": row.client_id,
        "client": row.client or None,
        "changes": list(row.changes),
        "cells": cells,
        "problems": [problem._asdict() | {"message": problem_text(problem.code)} for problem in row.clean.problems],
    }
