"""What hangs on the rules and is stored beside them, set right after they were saved, switched or taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from app.models.database import Database
from app.models.enums import ReminderKind
from app.models.interrupt import never
from app.models.rule_params import LapsedParams
from app.models.setting import Setting
from app.services.reminders.occasions.refresh import refresh_changed
from app.services.reminders.roll import renew_all_limits
from app.services.reminders.rules.store import get_rules
from app.services.settings import get_settings

LIMITS_MADE = "limits_made"  # the setting that says by which rule the stored limits of silence were worked out
MEASURES = ("factor", "floor_days", "ceiling_days")


def follow_rules(db: Database, now: datetime, check: Callable[[], object] = never) -> None:
    """Set right what the rules are the measure of: how long a silence is too long, what they find in the receipts.

    Costs next to nothing where no rule was changed; else it reads for seconds in a big shop, and writes in short
    blocks. `check` is called now and then; what it raises stops the work, which is taken up when it is called again.
    """
    measure = _measure(get_rules(db).only(ReminderKind.LAPSED, LapsedParams))
    if measure != _measured(db):
        renew_all_limits(db, check)
        with db.write() as session:
            session.merge(Setting(key=LIMITS_MADE, value=measure))
    refresh_changed(db, get_settings(db).local(now).date(), check)


def _measure(params: LapsedParams) -> dict[str, Any]:
    known = asdict(params)
    return {name: known[name] for name in MEASURES}


def _measured(db: Database) -> dict[str, Any]:
    with db.read() as session:
        saved = session.get(Setting, LIMITS_MADE)
        return _measure(LapsedParams()) if saved is None else dict(saved.value)
