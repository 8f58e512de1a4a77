"""The groups of the RFM grid, and the scores that make them. Codes only: their names are in wording/segments.py."""

from __future__ import annotations

from app.models.listing.rfm_groups import GRID, GROUPS, PROSPECTS, RHYTHM_STATES

__all__ = ["GRID", "GROUPS", "PROSPECTS", "RHYTHM_STATES"]
