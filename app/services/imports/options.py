"""What the shop and the owner say about a file before it is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """Goes to the reading process as it is."""

    password: str | None = None
    encoding: str | None = None
    country: str = "RU"  # of phone numbers without a country code
    day_first: bool | None = None  # None: by the evidence of each column
    max_memory_mb: int = 2048
    hidden: bool = False  # also read the rows and columns that the file hides
    header_rows: tuple[tuple[str, int], ...] = ()  # (sheet, row of its titles from 1, 0 for none) as the owner says
    this_year: int | None = None  # tells which two-digit years of birth can be
    second: bool = False  # use the second readers only: the first one died of this file
