"""Commands of the import: bring files in, list past imports, take one back."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from app.cli.import_rows import rows_of_sheets, with_rows
from app.cli.output import write_json, write_line, write_table
from app.cli.shop import Shop
from app.i18n import _, short_day
from app.services.backups import Precaution
from app.services.errors import InvalidValue, ReadOnlyStorage
from app.services.imports.apply import apply_import
from app.services.imports.batches import list_batches
from app.services.imports.plan import plan_import
from app.services.imports.rejected import write_rejected_book
from app.services.imports.results import BatchReport, ImportOptions, ImportResult
from app.services.imports.rows import Field
from app.services.imports.undo import undo_batch
from app.services.settings import save_settings
from app.wording.counts import clients_count, receipts_count
from app.wording.failures import error_sentence
from app.wording.files import rejected_words
from app.wording.imports import hidden_sentence, kept_reason, no_copy_sentence, problem_text, remark_text
from app.wording.readings import doubt_lines, remembered_lines

LONGEST_STEM = 60  # letters; a file's name holds 255 bytes
OWN = "own:"  # before the name of an own field in --map
YES_NO = {"yes": True, "no": False, None: None}


def run_import(shop: Shop, options: Namespace) -> int:
    """Import files as one drop. Exit code 1 when any of them could not be read; the others are in."""
    paths = [Path(name).expanduser() for name in options.files]
    with tqdm(disable=not sys.stderr.isatty(), unit=" " + _("rows"), file=sys.stderr) as bar:

        def report(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        with plan_import(shop.db, paths, _options(shop, options), report) as plan:
            rows = rows_of_sheets(plan, options.rows) if options.rows else {}
            if options.dry_run:
                result = ImportResult(plan.reports())
            else:
                result = _with_rejected_files(shop, apply_import(shop.db, plan, shop.now))
                _keep_currency(shop, options.currency, result)
    errors = [batch.error for batch in result.batches if batch.error]
    for error in errors:
        sys.stderr.write(error_sentence(error) + "\n")
    _tell_precaution(result.precaution)
    if options.json:
        write_json(with_rows(import_json(result), rows))
    else:
        _write_result(result)
    return 1 if errors else 0


def _keep_currency(shop: Shop, currency: str | None, result: ImportResult) -> None:
    """The currency of the files is the shop's from now on, once one of them is in."""
    if currency and result.action_id is not None and currency != shop.settings.currency:
        save_settings(shop.db, replace(shop.settings, currency=currency))


def _tell_precaution(precaution: Precaution | None) -> None:
    said = "" if precaution is None else no_copy_sentence(precaution.skipped)
    if said:
        sys.stderr.write(said + "\n")


def _options(shop: Shop, options: Namespace) -> ImportOptions:
    try:
        columns = tuple((column, Field(field)) for column, field in options.map if not field.startswith(OWN))
    except ValueError as error:
        raise InvalidValue(field="map", value=str(error).split("'")[1]) from error
    return ImportOptions(
        today=shop.today(options),
        sheets=tuple(options.sheet),
        columns=columns,
        own=tuple((column, field.removeprefix(OWN)) for column, field in options.map if field.startswith(OWN)),
        readings=tuple(options.read),
        profile=options.profile,
        password=options.password,
        encoding=options.encoding,
        day_first=YES_NO[options.day_first],
        on_conflict=next((rule for column, rule in reversed(options.on_conflict) if not column), "fill"),
        conflicts=tuple((column, rule) for column, rule in options.on_conflict if column),
        currency=options.currency,
        hidden=options.hidden,
        as_found=options.as_found,
    )


def _with_rejected_files(shop: Shop, result: ImportResult) -> ImportResult:
    """Rows that could not be used or are doubtful, as a workbook per file, to correct and import again."""
    return replace(result, batches=tuple(_with_rejected_file(shop, batch) for batch in result.batches))


def _with_rejected_file(shop: Shop, batch: BatchReport) -> BatchReport:
    doubtful = batch.purchases.different or any(sheet.rows_repaired for sheet in batch.sheets)
    if batch.batch is None or not (batch.failures or doubtful):
        return batch
    path = shop.folder / "rejected" / f"{Path(batch.file).stem[:LONGEST_STEM]}-{batch.batch}.xlsx"
    try:
        path.parent.mkdir(exist_ok=True)
        write_rejected_book(shop.db, [batch.batch], path, rejected_words())
    except OSError:  # the import itself is in; its rejected rows are kept with it
        with suppress(OSError):
            path.unlink()
        sys.stderr.write(error_sentence(ReadOnlyStorage(file=str(path))) + "\n")
        return batch
    return replace(batch, rejected_file=str(path))


def import_json(result: ImportResult) -> dict[str, Any]:
    """The import in the shape of the contract; `error` is the first of its files' failures."""
    document: dict[str, Any] = {"batches": [batch_json(batch) for batch in result.batches]}
    document["backup"] = _copy(result.precaution)
    error = next((batch["error"] for batch in document["batches"] if batch["error"]), None)
    return document if error is None else document | {"error": error}


def _copy(precaution: Precaution | None) -> str | None:
    """Where the copy of the shop is that was made before."""
    return None if precaution is None or precaution.backup is None else str(precaution.backup.file)


def batch_json(batch: BatchReport) -> dict[str, Any]:
    """One file; with an `error` its code and sentence are there."""
    document = asdict(replace(batch, error=None))
    for sheet in document["sheets"]:
        sheet["remarks"] = [remark._asdict() | {"message": remark_text(remark)} for remark in sheet["remarks"]]
        for column in sheet["columns"]:
            column["doubts"] = [_doubt_json(doubt) for doubt in column["doubts"]]
    document["failures"] = [failure | {"message": problem_text(failure["code"])} for failure in document["failures"]]
    document["seconds"] = round(batch.seconds, 3)
    error = batch.error
    document["error"] = None if error is None else {"code": error.code, "message": error_sentence(error)}
    return document


def _doubt_json(doubt: dict[str, Any]) -> dict[str, Any]:
    """What nobody has decided about a column: its choices with examples."""
    choices = [
        {"value": value, "examples": [{"cell": cell, "read": read} for cell, read in examples]}
        for value, examples in doubt["choices"]
    ]
    return {"kind": doubt["kind"], "choices": choices}


def _write_result(result: ImportResult) -> None:
    heads = (_("File"), _("Rows"), _("Used"), _("Left out"), _("Rejected"), _("New clients"), _("New purchases"))
    rows = [
        (
            batch.file,
            *(
                str(sum(getattr(sheet, name) for sheet in batch.sheets))
                for name in ("rows_in", "rows_ok", "rows_skipped", "rows_failed")
            ),
            str(batch.clients.created),
            str(batch.purchases.created),
        )
        for batch in result.batches
        if batch.error is None
    ]
    if rows:
        write_table(heads, rows, right=range(1, 7))
    for text, name in (
        (_("Receipts here already: {n}"), "duplicate"),
        (_("Receipts that changed since: {n}"), "updated"),
        (_("Receipts that differ and stay as they are: {n}"), "different"),
    ):
        n = sum(getattr(batch.purchases, name) for batch in result.batches)
        if n:
            write_line(text.format(n=n))
    for batch in result.batches:
        hidden = sum(sheet.hidden_rows for sheet in batch.sheets)
        if hidden:
            write_line(hidden_sentence(batch.file, hidden))
        for sheet in batch.sheets:
            said = [f"“{batch.file}”, {sheet.sheet}: {remark_text(remark)}" for remark in sheet.remarks]
            for line in [*said, *remembered_lines(sheet), *doubt_lines(sheet)]:
                write_line(line)
        if batch.likely:
            write_line(_likely(batch.likely))
        if batch.rejected_file:
            told = _("Rejected rows of “{file}” are in {path}") if batch.failures else _("Rows to look at: {path}")
            write_line(told.format(file=batch.file, path=batch.rejected_file))


def _likely(pairs: int) -> str:
    from app.wording.likeness import likely_count

    return likely_count(pairs)


def run_imports(shop: Shop, options: Namespace) -> int:
    """Past imports, the newest first."""
    batches = list_batches(shop.db)
    if options.json:
        write_json({"batches": [asdict(batch) for batch in batches]})
        return 0
    rows = [
        (
            str(batch.batch),
            short_day(shop.settings.local(batch.at).date()),
            batch.file,
            str(batch.clients_created),
            str(batch.purchases_created),
            _("taken back") if batch.undone else "",
        )
        for batch in batches
    ]
    write_table(("", _("Date"), _("File"), _("New clients"), _("New purchases"), ""), rows, right=(0, 3, 4))
    return 0


def run_undo(shop: Shop, options: Namespace) -> int:
    """Take an import back."""
    undone = undo_batch(shop.db, options.batch, shop.now)
    _tell_precaution(undone.precaution)
    if options.json:
        write_json(asdict(replace(undone, precaution=None)) | {"backup": _copy(undone.precaution)})
        return 0
    clients, receipts = clients_count(undone.clients_removed), receipts_count(undone.purchases_removed)
    write_line(_("Taken back: {clients}, {receipts}.").format(clients=clients, receipts=receipts))
    for kept in undone.kept:
        write_line(f"  {kept.what}: {kept_reason(kept.why)}")
    return 0
