"""The clients of the shop who are likely to be one person twice."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Database
from app.models.duplicates import live_people, told_apart
from app.models.external_ids import first_external_ids
from app.services.collector import no_collector
from app.services.duplicates.blocks import pairs
from app.services.duplicates.columns import Columns
from app.services.duplicates.likeness import Alike, Comparison
from app.services.duplicates.person import joined, people_of
from app.services.duplicates.reasons import Reason, reasons_of
from app.services.errors import InvalidValue
from app.services.imports.results import Report

THRESHOLD = 0.5  # more likely one person than two
AT_ONCE = 250_000  # pairs compared between two looks at whether to go on


@dataclass(frozen=True)
class LikelyPair:
    """Two clients who are likely to be one; `a` is the older of the two."""

    a: int
    b: int
    a_external_id: str | None
    b_external_id: str | None
    score: float  # probability 0..1
    reasons: tuple[Reason, ...]


def find_duplicates(
    db: Database, threshold: float = THRESHOLD, report: Report = lambda done, total: None
) -> list[LikelyPair]:
    """Likely pairs, the surest first, without those that the owner has told apart.

    `report(done, total)` is told of the progress and may raise Cancelled.

    Raises InvalidValue for a threshold outside 0..1.
    """
    if not 0 <= threshold <= 1:
        raise InvalidValue(field="threshold", value=str(threshold))
    with no_collector():
        with db.read() as session:
            people = Columns(joined(map(people_of, live_people(session))))
            apart = told_apart(session)
        found = [alike for alike in _compared(people, report).likely(threshold) if _ids(people, alike) not in apart]
        with db.read() as session:
            known = first_external_ids(session, {client for alike in found for client in _ids(people, alike)})
        return [_told(people, alike, known) for alike in found]


def _compared(people: Columns, report: Report) -> Comparison:
    comparison = Comparison(people)
    found = pairs(people)
    for start in range(0, len(found), AT_ONCE):
        report(start, len(found))
        comparison.add(found[start : start + AT_ONCE])
    report(len(found), len(found))
    return comparison


def _ids(people: Columns, alike: Alike) -> tuple[int, int]:
    return people.ids[alike.one], people.ids[alike.other]


def _told(people: Columns, alike: Alike, known: dict[int, str]) -> LikelyPair:
    a, b = _ids(people, alike)
    return LikelyPair(a, b, known.get(a), known.get(b), round(alike.score, 4), reasons_of(alike.levels, alike.linked))
