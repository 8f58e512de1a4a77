"""The command that takes tasks from a calendar file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app.cli.output import write_json, write_line, write_table
from app.cli.shop import Shop
from app.i18n import _, short_day
from app.services.tasks.ics.plan import CHANGED, NEW, REFUSED, SAME, CalendarPlan, plan_calendar, take_calendar
from app.wording.calendar_files import plan_words, planned_what, planned_why

LISTED = 1_000  # entries that are told one by one


def run_import_tasks(shop: Shop, options: Namespace) -> int:
    """Take what is new and what is changed, or with --dry-run only say what that would be."""
    today = shop.today(options)
    plan = plan_calendar(shop.db, Path(options.file).expanduser().resolve(), shop.now, today=today)
    if not options.dry_run:
        take_calendar(shop.db, plan, shop.now)
    if options.json:
        write_json(_document(plan, dry_run=options.dry_run))
        return 0
    rows = [
        (planned_what(task.what), short_day(task.day, today) if task.day else "", task.title, planned_why(task))
        for task in plan.tasks[:LISTED]
    ]
    write_table(("", _("Day"), _("Task"), ""), rows)
    write_line(plan_words(plan))
    return 0


def _document(plan: CalendarPlan, *, dry_run: bool) -> dict[str, object]:
    return {
        "file": plan.file,
        "dry_run": dry_run,
        "created": plan.count(NEW),
        "updated": plan.count(CHANGED),
        "unchanged": plan.count(SAME),
        "refused": plan.count(REFUSED),
        "reasons": plan.reasons(),
        "tasks": [
            {
                "what": task.what,
                "uid": task.uid,
                "title": task.title,
                "day": task.day,
                "why": task.why or None,
                "remarks": list(task.remarks),
            }
            for task in plan.tasks[:LISTED]
        ],
    }
