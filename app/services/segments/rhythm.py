"""How a client's visits go by the own rhythm: on time, due, late, silent too long, to win back. RHYTHM_STATE of
models/listing/rfm_groups.py is the same in SQL; a test holds them together."""

from __future__ import annotations

from datetime import date
from typing import Literal

from app.models.listing.rfm_groups import AT_RISK_RHYTHMS, WIN_BACK_LIMITS
from app.services.clients.data import ClientRow

RhythmState = Literal["on_time", "due", "at_risk", "lapsed", "win_back", "unknown"]


def rhythm_state(client: ClientRow, today: date) -> RhythmState | None:
    """The state on `today`; None of somebody who never bought, "unknown" while the own rhythm is not known and the
    silence is within what is usual in the shop."""
    if client.last_visit is None or not client.visits:
        return None
    silent = (today - client.last_visit).days
    if client.lapse_day is not None and client.lapse_day <= today:
        limit = (client.lapse_day - client.last_visit).days
        return "win_back" if silent > WIN_BACK_LIMITS * limit else "lapsed"
    if client.rhythm_days is None:
        return "unknown"
    if silent >= AT_RISK_RHYTHMS * client.rhythm_days:
        return "at_risk"
    return "due" if client.due_back is not None and client.due_back <= today else "on_time"
