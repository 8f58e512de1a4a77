"""The hidden sheet of a workbook of rejected rows, which says how they were read at first (recalled.py)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

SHEET = "regulars"  # its name, never shown
KIND = "regulars-rejected"
CELL = 30_000  # letters in a cell of it


def written(memories: Mapping[str, Any]) -> list[str]:
    """The memories of a workbook's sheets, by their names, as the cells of its hidden sheet."""
    text = json.dumps({"kind": KIND, "sheets": memories}, ensure_ascii=False)
    return [text[start : start + CELL] for start in range(0, len(text), CELL)]


def read(cells: Iterable[object]) -> dict[str, str]:
    """Name of a sheet -> its memory as text; nothing where the hidden sheet is not ours."""
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        told = json.loads("".join(cell for cell in cells if isinstance(cell, str)))
        if told["kind"] == KIND:
            return {str(name): json.dumps(memory) for name, memory in told["sheets"].items()}
    return {}
