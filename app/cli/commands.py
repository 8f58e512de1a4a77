"""Name of a command -> the function that does it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from app.cli import (
    adding,
    calendars,
    clients,
    duplicates,
    exporting,
    forecast,
    imports,
    keeping,
    own_fields,
    profiles,
    report,
    segments,
    selling,
    spending,
    today,
)
from app.cli.shop import Shop

Command = Callable[[Shop, Namespace], int]

COMMANDS: dict[str, Command] = {
    "import": imports.run_import,
    "imports": imports.run_imports,
    "undo": imports.run_undo,
    "profiles": profiles.run_profiles,
    "clients": clients.run_clients,
    "client": clients.run_client,
    "add-client": adding.run_add_client,
    "own-fields": own_fields.run_own_fields,
    "add-purchase": selling.run_add_purchase,
    "add-return": selling.run_add_return,
    "add-task": adding.run_add_task,
    "log": adding.run_log,
    "add-feedback": adding.run_add_feedback,
    "add-spend": spending.run_add_spend,
    "today": today.run_today,
    "remind": today.run_remind,
    "done": today.run_done,
    "snooze": today.run_snooze,
    "dismiss": today.run_dismiss,
    "segments": segments.run_segments,
    "forecast": forecast.run_forecast,
    "report": report.run_report,
    "duplicates": duplicates.run_duplicates,
    "merge": duplicates.run_merge,
    "unmerge": duplicates.run_unmerge,
    "export": exporting.run_export,
    "import-tasks": calendars.run_import_tasks,
    "backup": keeping.run_backup,
    "check": keeping.run_check,
    "demo": keeping.run_demo,
}
