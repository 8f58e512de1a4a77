"""The groups of RFM and the states of a rhythm: plain values, so that a window can offer them before the database is
loaded."""

from __future__ import annotations

# Group -> its cells as (R digits, F digits), 5 is best: the grid of recency and frequency that is common in the field
# (Putler and others after it). Each of the 25 cells belongs to exactly one group.
_CELLS: dict[str, tuple[tuple[str, str], ...]] = {
    "champions": (("5", "45"),),
    "loyal": (("34", "45"),),
    "potential_loyalist": (("45", "23"),),
    "new": (("5", "1"),),
    "promising": (("4", "1"),),
    "need_attention": (("3", "3"),),
    "about_to_sleep": (("3", "12"),),
    "at_risk": (("12", "34"),),
    "cant_lose": (("12", "5"),),
    "hibernating": (("12", "12"),),
}
GROUPS: tuple[str, ...] = tuple(_CELLS)
PROSPECTS = "prospects"  # who never bought: outside the grid
VALUES = ("5", "4", "3", "2", "1")  # the score of a buyer's money, the best first

GRID: dict[tuple[int, int], str] = {
    (int(recency), int(frequency)): code
    for code, blocks in _CELLS.items()
    for digits, others in blocks
    for recency in digits
    for frequency in others
}

# How silent a buyer is by the own rhythm, else by the limit that stands in for it: {today} is a
# literal. Lapsed from the limit on.
AT_RISK_RHYTHMS = 1.5  # of silence
WIN_BACK_LIMITS = 3  # of silence, beyond which a client is given up
RHYTHM_STATES = ("on_time", "due", "at_risk", "lapsed", "win_back", "unknown")
RHYTHM_STATE = (
    "CASE WHEN visits = 0 OR last_visit IS NULL THEN NULL"
    " WHEN lapse_day <= {today} THEN CASE WHEN"
    " julianday({today}) - julianday(last_visit)"
    f" > {WIN_BACK_LIMITS} * (julianday(lapse_day) - julianday(last_visit)) THEN 'win_back' ELSE 'lapsed' END"
    " WHEN rhythm_days IS NULL THEN 'unknown'"
    f" WHEN julianday({{today}}) - julianday(last_visit) >= {AT_RISK_RHYTHMS} * rhythm_days THEN 'at_risk'"
    " WHEN due_back <= {today} THEN 'due' ELSE 'on_time' END"
)
