"""Why is this client not on the list? One answer or more for each kind, out of the rules, the client and the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.models.client import Client
from app.models.database import Database
from app.models.enums import ReminderKind
from app.services.errors import NotFound

# What an answer can say. `day` and `moment` are those of the thing that is told.
LISTED = "listed"  # is on the list of today; due on `day`
COMES = "comes"  # is due on `day`
RULE_OFF = "rule_off"
NOTHING = "nothing"  # there is no such reason: no birthday written down, no open task...
SNOOZED = "snoozed"  # until `moment`
DONE = "done"  # at `moment`
DISMISSED = "dismissed"  # at `moment`
LEFT_ALONE = "left_alone"  # by chance, to see what reminding brings
CAPPED = "capped"  # due on `day`, but there are more than can be contacted in a day
MUTED = "muted"  # wants to hear nothing that sells until `day`
DO_NOT_DISTURB = "do_not_disturb"
IN_TRASH = "in_trash"
MERGED = "merged"
GIVEN_UP = "given_up"  # silent for so long, since `day`, that the client counts as lost
MISSED = "missed"  # was due on `day` and went by untold


@dataclass(frozen=True, slots=True)
class WhyNot:
    """One answer; `kind` None is about all kinds."""

    kind: ReminderKind | None
    code: str
    day: date | None = None
    moment: datetime | None = None


def why_not(db: Database, client_id: int, now: datetime) -> tuple[WhyNot, ...]:
    """What is due when of each kind for a client, or why nothing is. Raises NotFound for an unknown client."""
    with db.read() as session:
        if session.get(Client, client_id) is None:
            raise NotFound(what="client", id=client_id)
        return ()
