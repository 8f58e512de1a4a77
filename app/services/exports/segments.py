"""Every buyer with the group, the values that make it and their scores, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.services.exports.table import Column, Kind, Row, Table, Words
from app.services.segments.scored import ScoredClient

BLOCK = 2_000
_COLUMNS = (
    Column("client_number", Kind.NUMBER, 10),
    Column("name", width=34),
    Column("segment", width=22),
    Column("silent_days", Kind.NUMBER, 14),
    Column("visits", Kind.NUMBER, 11),
    Column("spent", Kind.MONEY, 14),
    Column("score_recency", Kind.NUMBER, 6),
    Column("score_frequency", Kind.NUMBER, 6),
    Column("score_money", Kind.NUMBER, 6),
    Column("number_elsewhere", width=18),
)


def segments_table(scored: Sequence[ScoredClient], names: Mapping[str, str], words: Words) -> Table:
    """These buyers in this order; `names`: what the shop calls its groups."""
    return Table("segments", _COLUMNS, _batches(scored, names, words))


def _batches(scored: Sequence[ScoredClient], names: Mapping[str, str], words: Words) -> Iterator[list[Row]]:
    for start in range(0, len(scored), BLOCK):
        yield [
            (
                one.id,
                one.name,
                names.get(one.segment) or words.value("segment", one.segment),
                one.recency,
                one.frequency,
                one.monetary,
                one.r,
                one.f,
                one.m,
                one.external_id,
            )
            for one in scored[start : start + BLOCK]
        ]
