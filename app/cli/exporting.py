"""The command that writes a table of the shop into a file."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from tqdm import tqdm

from app.cli.output import write_json, write_line
from app.cli.segments import segment_filter
from app.cli.shop import Shop
from app.i18n import _, ngettext
from app.services.clients.find import list_client_ids
from app.services.exports.export import Exported, export_clients, export_purchases, export_segments, export_today
from app.services.exports.report import export_report
from app.services.reminders.today.due import list_due
from app.services.report.build import all_time, build_report
from app.services.report.period import Period
from app.services.tasks.ics.export import export_calendar
from app.wording.calendar_files import calendar_words
from app.wording.files import export_words
from app.wording.report_file import report_words


def run_export(shop: Shop, options: Namespace) -> int:
    """Write clients, purchases, the list of today, the groups of clients or the report as .xlsx or .csv, clients also
    as .vcf, by the ending; or the calendar as .ics."""
    target = Path(options.file).expanduser().resolve()
    with tqdm(disable=not sys.stderr.isatty(), file=sys.stderr) as bar:

        def report(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        exported = _export(shop, options, target, report)
    if exported.cut:
        n = exported.cut
        said = ngettext(
            "{n} text was longer than a cell may be and was cut.",
            "{n} texts were longer than a cell may be and were cut.",
            n,
        )
        sys.stderr.write(said.format(n=n) + "\n")
    if options.json:
        write_json({"file": str(exported.file), "rows": exported.rows})
    else:
        rows = ngettext("{n} row", "{n} rows", exported.rows).format(n=exported.rows)
        write_line(_("Saved to {path}: {rows}").format(rows=rows, path=exported.file))
    return 0


def _export(shop: Shop, options: Namespace, target: Path, report: Callable[[int, int], None]) -> Exported:
    words = export_words()
    as_of = shop.today(options) if options.as_of else None
    if options.what == "clients":
        return export_clients(shop.db, target, words, _members(shop, options), report, as_of)
    if options.what == "purchases":
        return export_purchases(shop.db, target, words, report, as_of=as_of)
    if options.what == "segments":
        return export_segments(shop.db, target, words, shop.today(options), report, as_of)
    if options.what == "calendar":
        return export_calendar(shop.db, target, calendar_words(), shop.today(options), options.client, report)
    if options.what == "report":
        today = shop.today(options)
        whole = all_time(shop.db, today) or Period(today, today)
        numbers = build_report(shop.db, whole, None, today)
        return export_report(shop.db, target, numbers, report_words(shop.settings.currency), report)
    items = list_due(shop.db, shop.today(options), 0, None if options.as_of else shop.now)
    return export_today(target, items, words)


def _members(shop: Shop, options: Namespace) -> Sequence[int] | None:
    """The clients of the group or view that was asked for, by name; None for everybody."""
    if options.segment is None:
        return None
    where = segment_filter(shop, options.segment)
    return list_client_ids(shop.db, where=where, today=shop.today(options), as_of=bool(options.as_of))
