"""The plan of an import: what is in the files, how its columns are taken, and what would become of the shop.

A plan is opened (files inspected), corrected where the owner wants, prepared (read, staged, linked, matched) and then
applied or dropped. Preparing writes nothing into the shop; the staging file goes with the plan.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType

from sqlalchemy import select

from app.models.client import Client
from app.models.database import Database, storage_errors
from app.models.imports.again import different_rows
from app.models.imports.match import remembered_sources
from app.models.imports.staging import Stage, settle_receipts
from app.models.interrupt import interruptible
from app.services.collector import no_collector
from app.services.errors import (
    CurrencyDiffers,
    FileError,
    FileMissing,
    FileNotASpreadsheet,
    NoTableFound,
    NotFound,
    SheetNotFound,
)
from app.services.imports.files.opening import files_of
from app.services.imports.matching.conflicts import rules_of
from app.services.imports.matching.likely import Likely, LikelyPair, find_likely, say
from app.services.imports.matching.link import ORDER, assign_sources, name_categories, receipt_sheets, share_bare_ids
from app.services.imports.matching.outcome import Outlook, match_with_shop
from app.services.imports.matching.stage import StagedSheet, Staging
from app.services.imports.named import column_named, has_column
from app.services.imports.own_columns import own_columns
from app.services.imports.planned import PlannedFile, PlannedSheet, only_marks_returns, taken_at_first
from app.services.imports.profiles import Profile, header_rows, list_profiles, use_profiles
from app.services.imports.read import Reader
from app.services.imports.recalled import recall
from app.services.imports.results import BatchReport, ImportOptions, Report
from app.services.imports.rows import CleanRow, Field, Remark, Role
from app.services.settings import get_settings

READERS_KEPT = 6  # processes left running between looking at a file and reading it
TITLES_WITHIN = 10  # rows that are tried where titles named by the owner were not taken for such
MONEY = frozenset((Field.PRICE, Field.DISCOUNT, Field.SUM, Field.TOTAL, Field.POINTS))


class ImportPlan:
    """One drop of files on its way into the shop. Close it (or use `with`) to end its processes and drop its file."""

    def __init__(self, db: Database, paths: Sequence[Path], options: ImportOptions) -> None:
        self.db = db
        self.options = options
        settings = get_settings(db)
        self.currency, self.country = options.currency or settings.currency, settings.country
        wanted = files_of(map(Path, paths))
        self.files = [PlannedFile(path, _reader(path, options, settings.country)) for path in wanted]
        self.stage: Stage | None = None
        self.in_use = threading.RLock()  # held while rows are read from the stage, which may be closed elsewhere
        self.staged: list[StagedSheet] = []
        self.outlook: Outlook | None = None
        self.likely = Likely()
        self._unsettled = False  # a decision about likely pairs was made since the match
        self.seconds = 0.0
        self.has_clients = _has_clients(db)

    def __enter__(self) -> ImportPlan:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the reading processes and remove the staging file."""
        for file in self.files:
            file.reader.close()
        with self.in_use:
            if self.stage is not None:
                self.stage.close()
                self.stage = None

    def inspect(self, report: Report) -> None:
        """Look into every file. One that cannot be read keeps its error; options on sheets and columns are applied."""
        began = time.perf_counter()
        profiles = [] if self.options.as_found else list_profiles(self.db)
        for number, file in enumerate(self.files):
            report(number, len(self.files))
            try:
                _check_file(file)
                file.sha256 = _sha256(file.path)
                with file.reader.asking(partial(report, number, len(self.files))):
                    _look_into(file, profiles)
            except FileError as error:
                file.error = error
            if number >= READERS_KEPT:
                file.reader.close()
        self._look_for_titles()
        own = own_columns(self.db)
        for file in self.files:
            for sheet in file.sheets:
                sheet.know_own(own)
            use_profiles(profiles, file, self.options.profile)
            for sheet in file.sheets if not self.options.as_found else ():
                recall(sheet)
        self._choose_sheets()
        self._map_columns()
        self._check()
        self.seconds = time.perf_counter() - began

    def _look_for_titles(self) -> None:
        """Where not one of the titles that the options name was taken for a title, find the row they are in."""
        titles = [title for title, _field in (*self.options.columns, *self.options.own)]
        if not titles or any(has_column(file, titles) for file in self.files):
            return
        for file in (file for file in self.files if file.error is None):
            before = {sheet.info.name: sheet.info.signature for sheet in file.sheets}
            for row in (*range(1, TITLES_WITHIN + 1), None):
                file.reader.use_header_rows(dict.fromkeys(before, row) if row else {})
                _look_into(file, [])
                if row and has_column(file, titles):
                    for sheet in file.sheets:
                        sheet.header_row, sheet.found_as = row, before.get(sheet.info.name, "")
                    break

    def _choose_sheets(self) -> None:
        if not self.options.sheets:
            return
        for file in (file for file in self.files if file.error is None):
            for sheet in file.sheets:
                sheet.chosen = sheet.info.name in self.options.sheets
                sheet.narrowed = self.options.profile is None
        named = {sheet.info.name for file in self.files for sheet in file.sheets}
        missing = [name for name in self.options.sheets if name not in named]
        if missing and not all(file.error for file in self.files):
            raise SheetNotFound(file=self.files[0].name, sheet=missing[0])

    def _map_columns(self) -> None:
        for title, wanted in self.options.columns:
            for sheet, index in self._columns_named(title):
                sheet.set_field(index, wanted)
        for title, name in self.options.own:
            for sheet, index in self._columns_named(title):
                own = sheet.own_named(name)
                if own is None:
                    raise NotFound(what="own_field_named", id=name)
                sheet.set_own(index, own)
        for title, kind, value in self.options.readings:
            for sheet, index in self._columns_named(title):
                sheet.set_reading(index, kind, value)
        for title, rule in self.options.conflicts:
            for sheet, index in self._columns_named(title):
                sheet.conflicts[sheet.fields[index]] = rule

    def _columns_named(self, title: str) -> list[tuple[PlannedSheet, int]]:
        """The columns with that title or letter on all chosen sheets. Raises NotFound."""
        found = [
            (sheet, index)
            for file in self.files
            for sheet in file.sheets
            if sheet.chosen and (index := column_named(sheet.info, title)) is not None
        ]
        if not found and any(file.error is None for file in self.files):
            raise NotFound(what="column", id=title)
        return found

    def _check(self) -> None:
        """Refuse files in another currency, and a drop in which nobody finds anything for the shop."""
        for file in (file for file in self.files if file.error is None):
            for sheet in file.sheets:
                money = sheet.chosen and sheet.info.currency and MONEY & set(sheet.fields.values())
                if money and sheet.info.currency != self.currency:
                    file.error = CurrencyDiffers(file=file.name, found=sheet.info.currency, shop=self.currency)
        for file in self.files:
            if file.error is None and not self._taken():
                file.error = NoTableFound(file=file.name)

    def _taken(self) -> list[tuple[int, PlannedFile, PlannedSheet]]:
        """(number of the file from 1, file, sheet) of everything that will be read."""
        return [
            (number, file, sheet)
            for number, file in enumerate(self.files, 1)
            if file.error is None
            for sheet in file.sheets
            if sheet.chosen and sheet.role is not Role.NOTHING
        ]

    def preview(self, file: PlannedFile, sheet: PlannedSheet, limit: int = 50) -> list[CleanRow]:
        """The first rows of a sheet, cleaned as its columns are taken now."""
        return file.reader.preview(sheet.info.name, sheet.choices(), limit)

    def prepare(self, report: Report) -> None:
        """Read and stage everything that is chosen, link the sheets and match them with the shop. May be repeated.

        `report(rows done, rows in all)` may raise Cancelled. A file that fails midway keeps its error, others go on.
        Raises StorageError subclasses.
        """
        began = time.perf_counter()
        self._check()
        with no_collector(), storage_errors(self.db.path):
            while not self._stage_all(report):
                pass  # once more without the file that failed
        assert self.stage is not None
        stopping = interruptible(self.stage.raw, lambda: report(self.rows, self.rows))
        with no_collector(), storage_errors(self.db.path), stopping:
            share_bare_ids(self.stage.raw, self.staged)
            name_categories(self.stage.raw, self.staged)
            self.stage.rest()
            self.outlook = match_with_shop(self.stage, self.options.on_conflict, settle=settle_receipts)
            decided, self.likely = self.likely.decisions(), find_likely(self.stage.raw)
            for pair, same in decided.items():
                self.likely = self.likely.decided(pair, same)
            self._keep_different()
        self._unsettled = bool(decided)
        self.settle()
        self.seconds += time.perf_counter() - began

    def _keep_different(self) -> None:
        """Keep the rows of receipts that the shop has otherwise, as they stand in the file."""
        assert self.stage is not None
        for staged in self.staged:
            rows = different_rows(self.stage.raw, staged.no)
            if rows:
                originals = self.files[staged.batch - 1].reader.originals(staged.info.name, rows)
                self.stage.add("original", ((staged.no, row, 1, cells) for row, cells in originals.items()))

    def decide(self, pair: LikelyPair, same: bool | None) -> None:
        """Say that the two of a likely pair are one, are not, or leave it open; `settle` follows it with the counts."""
        self.likely = self.likely.decided(pair.key, same)
        self._unsettled = True

    def settle(self) -> None:
        """Match again where a decision was made, or somebody has written to the shop, since the last match.

        Raises StorageError subclasses.
        """
        if self.stage is None or self.outlook is None:
            raise ValueError("the plan was not prepared")
        asked, self._unsettled = self._unsettled, False  # a decision made meanwhile is for the next time
        with no_collector(), storage_errors(self.db.path):
            if asked:
                say(self.stage, self.likely.pairs)
            if asked or self.stage.shop_version() != self.outlook.shop_version:
                self.outlook = match_with_shop(self.stage, self.options.on_conflict)

    def _stage_all(self, report: Report) -> bool:
        if self.stage is None:
            self.stage = Stage(self.db.path)
        else:
            self.stage.clear()
        taken = sorted(self._taken(), key=lambda found: ORDER.index(found[2].role))
        self.staged = [
            StagedSheet(no, number, file.name, sheet.info, sheet.role, sheet.fields)
            for no, (number, file, sheet) in enumerate(taken, 1)
        ]
        for staged, (_number, _file, sheet) in zip(self.staged, taken, strict=True):
            rules = rules_of(sheet.conflicts, self.options.on_conflict)
            self.stage.add("rule", ((staged.no, part, rule) for part, rule in rules))
        assign_sources(self.staged, self.options.profile, remembered_sources(self.stage.raw))
        staging = Staging(self.stage, self.options.today)
        done, total = 0, sum(sheet.info.rows for sheet in self.staged)

        def progress(rows: int) -> None:
            nonlocal done
            done += rows
            report(done, max(done, total))

        for staged, (_number, file, sheet) in zip(self.staged, taken, strict=True):
            try:
                parents = tuple(parent.no for parent in receipt_sheets(staged, self.staged))
                rows = file.reader.columns(sheet.info.name, sheet.choices())
                with closing(rows), file.reader.asking(lambda: progress(0)):
                    staging.add_sheet(staged, rows, progress, parents)
                if refused := staging.refused.get(staged.no):
                    staging.add_originals(staged, file.reader.originals(sheet.info.name, refused))
            except FileError as error:
                file.error = error
                return False
        self.stage.persons = staging.persons
        return True

    def reports(self) -> tuple[BatchReport, ...]:
        """What would come of each file; after `prepare`."""
        return self.told(self.seconds)

    @property
    def rows(self) -> int:
        """Rows read, of the whole drop."""
        return sum(sheet.counts.rows_in for sheet in self.staged)

    def told(self, seconds: float, first_batch: int | None = None) -> tuple[BatchReport, ...]:
        """One report per file; with `first_batch` as the batches that they became, from that id on."""
        if self.outlook is None:
            raise ValueError("the plan was not prepared")
        reports = self.outlook.reports(self.files, self.staged, seconds, first_batch)
        return tuple(replace(told, likely=self.likely.of_batch(number)) for number, told in enumerate(reports, 1))


def plan_import(
    db: Database, paths: Sequence[Path], options: ImportOptions, report: Report = lambda done, total: None
) -> ImportPlan:
    """Open, read, stage, link and match: everything but the write. Close the plan when done with it.

    Raises SheetNotFound and NotFound for options that name what no file has; a file's own failure is in its `error`.
    """
    plan = open_plan(db, paths, options, report)
    try:
        plan.prepare(report)
    except BaseException:
        plan.close()
        raise
    return plan


def open_plan(
    db: Database, paths: Sequence[Path], options: ImportOptions, report: Report = lambda done, total: None
) -> ImportPlan:
    """Look into the files only, so that sheets and columns can be shown and corrected before `prepare`."""
    plan = ImportPlan(db, paths, options)
    try:
        plan.inspect(report)
    except BaseException:
        plan.close()
        raise
    return plan


def _has_clients(db: Database) -> bool:
    """Whether anything in a file can be about somebody who is in the shop."""
    with db.read() as session:
        return session.scalars(select(Client.id).limit(1)).first() is not None


def _reader(path: Path, options: ImportOptions, country: str) -> Reader:
    return Reader(
        path,
        password=options.password,
        encoding=options.encoding,
        country=country,
        day_first=options.day_first,
        hidden=options.hidden,
        this_year=options.today.year,
    )


def _look_into(file: PlannedFile, profiles: Sequence[Profile]) -> None:
    """Its sheets; once more where the owner has said of such a sheet that its titles are in another row."""
    infos = file.reader.inspect()
    rows = header_rows(profiles, infos)
    before = {info.name: info.signature for info in infos}
    if rows:
        file.reader.use_header_rows(rows)
        infos = file.reader.inspect()
    file.sheets = []
    for info in infos:
        if only_marks_returns(info):
            info = replace(info, remarks=(*info.remarks, Remark("returns_left_out", total=info.rows)))
        sheet = PlannedSheet(info, taken_at_first(info), {column.index: column.field for column in info.columns})
        if info.name in rows:
            sheet.header_row, sheet.found_as = rows[info.name], before[info.name]
        file.sheets.append(sheet)


def _check_file(file: PlannedFile) -> None:
    """Keep out what would never end (a device, a pipe) and a name that cannot be written down. Raises FileError."""
    try:
        if file.path.exists() and not file.path.is_file():
            raise FileNotASpreadsheet(file=file.name)
    except OSError as error:  # too long, or links that lead to themselves
        raise FileMissing(file=file.name) from error
    if file.name != file.path.name:
        raise FileError(file=file.name)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise FileMissing(file=path.name) from error
    except OSError:
        return ""  # the reader says what is wrong with it
