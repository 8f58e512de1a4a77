"""The groups of the RFM grid, and the scores that make them. Codes only: their names are in wording/segments.py."""

from __future__ import annotations

from app.models.listing.rfm_groups import GRID, GROUPS, PROSPECTS, RHYTHM_STATES

__all__ = ["GRID", "GROUPS", "PROSPECTS", "RHYTHM_STATES", "cells_of"]


def cells_of(code: str) -> tuple[tuple[int, int], ...]:
    """The cells (R, F) of a group."""
    return tuple(cell for cell, group in GRID.items() if group == code)
