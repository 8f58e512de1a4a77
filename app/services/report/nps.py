"""Net promoter score: how many would recommend the shop, less those who would not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Nps:
    """The latest answer of each client in a period. `score` is -100..100, `margin` the half width of its 95 % interval
    in the same points; None without an answer. `few`: under 30 answers."""

    promoters: int
    passives: int
    detractors: int
    score: float | None
    margin: float | None
    few: bool

    @property
    def answers(self) -> int:
        """How many clients answered."""
        return self.promoters + self.passives + self.detractors
