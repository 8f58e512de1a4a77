"""What the owner is about to import: the files of a drop over their plan. Lives through a rebuild of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.services.errors import AppError, CurrencyDiffers, NoTableFound
from app.services.imports.rows import Column, Doubt, Field, OwnColumn, Role, SheetInfo

if TYPE_CHECKING:
    from app.services.imports.plan import ImportPlan
    from app.services.imports.planned import PlannedFile, PlannedSheet


CERTAIN = 0.85  # confidence from which on a column need not be looked at


@dataclass(frozen=True)
class SheetDraft:
    """One sheet of the plan, with the owner's corrections."""

    planned: PlannedSheet

    @property
    def info(self) -> SheetInfo:
        """What was found on the sheet."""
        return self.planned.info

    @property
    def fields(self) -> dict[int, Field]:
        """Column index -> what it is taken for."""
        return self.planned.fields

    @property
    def taken(self) -> bool:
        """Whether it will be imported: the owner wants it, and there is something to import."""
        return self.planned.chosen and self.role is not Role.NOTHING

    @property
    def role(self) -> Role:
        """What its rows are with the columns chosen now."""
        return self.planned.role

    def take(self, wanted: bool) -> None:
        """Import the sheet or leave it out."""
        self.planned.chosen = wanted

    def set_field(self, index: int, wanted: Field) -> None:
        """Take a column for something else; a sheet that becomes useful by it is taken."""
        before = self.role
        self.planned.set_field(index, wanted)
        if before is Role.NOTHING and self.role is not Role.NOTHING:
            self.planned.chosen = True

    def set_own(self, index: int, own: OwnColumn) -> None:
        """Take a column for an own field of the shop."""
        self.planned.set_own(index, own)

    def questions(self) -> list[tuple[Column, Doubt]]:
        """What the cells leave open for the fields that the columns are taken for; answered or not."""
        from app.services.imports.tables.doubts import open_doubts

        return [
            (column, doubt)
            for column in self.info.columns
            for doubt in open_doubts(column, self.fields[column.index], None)
        ]

    def answer(self, column: Column, doubt: Doubt) -> bool | int | str | None:
        """What the owner said to a question."""
        chosen = self.planned.readings.get(column.index)
        given: bool | int | str | None = getattr(chosen, doubt.kind) if chosen else None
        return given

    def unanswered(self) -> list[tuple[Column, Doubt]]:
        """Questions that nobody has answered."""
        return [(column, doubt) for column, doubt in self.questions() if self.answer(column, doubt) is None]

    def is_open(self, index: int, kind: str) -> bool:
        """Whether the cells of a column leave open how they are read; answered or not."""
        return any(column.index == index and doubt.kind == kind for column, doubt in self.questions())

    def asks(self, column: Column) -> bool:
        """Whether a question about the column is open."""
        return any(asked.index == column.index for asked, _doubt in self.unanswered())

    def unsure(self) -> list[int]:
        """Rows of the table of columns to look at: a question is open, or the recognition was not certain."""
        return [
            row
            for row, column in enumerate(self.info.columns)
            if self.asks(column)
            or (self.fields[column.index] is not Field.IGNORE and self.confidence(column) < CERTAIN)
        ]

    def known(self) -> int:
        """How many columns will be imported."""
        return sum(chosen is not Field.IGNORE for chosen in self.fields.values())

    def confidence(self, column: Column) -> float:
        """1 for a column that the owner has settled, else what the recognition thinks."""
        chosen = self.fields[column.index] is not column.field or self.planned.own.get(column.index) != column.own
        settled = chosen or self.planned.remembered is not None
        return 1.0 if settled else column.confidence


@dataclass
class FileDraft:
    """One file of the drop: what the owner said about it, and what was found."""

    path: Path
    password: str | None = None
    encoding: str | None = None
    header_rows: dict[str, int] = field(default_factory=dict)  # sheet -> where the owner says the titles are
    found_as: dict[str, str] = field(default_factory=dict)  # sheet -> signature of what was taken for titles before
    hidden: bool = False  # also what the file hides is to be read
    own_currency: bool = False  # its sums are the shop's, whatever signs they carry
    planned: PlannedFile | None = None
    sheets: list[SheetDraft] = field(default_factory=list)

    @property
    def error(self) -> AppError | None:
        """Why the file stays out."""
        return self.planned.error if self.planned else None

    def hides_something(self) -> bool:
        """Whether a sheet of the file has hidden rows or columns."""
        infos = [sheet.info for sheet in self.sheets]
        return any(info.hidden_rows or any(column.hidden for column in info.columns) for info in infos)

    def show(self, planned: PlannedFile) -> None:
        """Take over what was found; sheets with nothing for the shop are left out at first."""
        if self.own_currency and isinstance(planned.error, CurrencyDiffers):
            planned.error = None
            for sheet in planned.sheets:
                sheet.info = replace(sheet.info, currency=None)
        if isinstance(planned.error, NoTableFound) and any(sheet.info.columns for sheet in planned.sheets):
            planned.error = None  # nothing was recognised: the owner may still say what the columns are
        before = {sheet.info.name: sheet.planned for sheet in self.sheets}
        for sheet in planned.sheets:
            if sheet.info.name in self.header_rows:
                sheet.header_row = self.header_rows[sheet.info.name]
                sheet.found_as = self.found_as[sheet.info.name]
            old = before.get(sheet.info.name)
            same = old is not None and old.info.signature == sheet.info.signature
            if old is not None and same and old.info.header_row == sheet.info.header_row:
                sheet.corrections = old.corrections
            if old is not None and same and old.edited:
                sheet.fields, sheet.edited, sheet.chosen = old.fields, True, old.chosen
                sheet.own = old.own
                sheet.readings, sheet.conflicts, sheet.remembered = old.readings, old.conflicts, old.remembered
            elif sheet.role is Role.NOTHING:
                sheet.chosen = False
        self.planned = planned
        self.sheets = [SheetDraft(sheet) for sheet in planned.sheets]


@dataclass
class ImportDraft:
    """All files of one drop, and their plan once they were looked into."""

    files: list[FileDraft] = field(default_factory=list)
    plan: ImportPlan | None = None
    on_conflict: str = "fill"  # what becomes of clients that the shop has, where a column does not say

    def show(self, plan: ImportPlan) -> None:
        """Take over a plan made of these files, in their order."""
        self.plan = plan
        self.set_rule(self.on_conflict)
        for file, planned in zip(self.files, plan.files, strict=True):
            file.show(planned)

    def set_rule(self, rule: str) -> None:
        """What becomes of clients that the shop has, for all files."""
        self.on_conflict = rule
        if self.plan is not None:
            self.plan.options = replace(self.plan.options, on_conflict=rule)

    def leave_out(self, file: FileDraft) -> Callable[[], None]:
        """Forget a file; returns what ends its reading process."""
        self.files.remove(file)
        planned = file.planned
        if planned is None or self.plan is None:
            return lambda: None
        self.plan.files.remove(planned)
        return planned.reader.close

    def readable(self) -> list[FileDraft]:
        """Files whose sheets are known."""
        return [file for file in self.files if file.error is None and file.sheets]

    def broken(self) -> list[FileDraft]:
        """Files that cannot be imported as they are."""
        return [file for file in self.files if file.error is not None]

    def sheets(self) -> list[tuple[FileDraft, SheetDraft]]:
        """Every sheet of the readable files, in order."""
        return [(file, sheet) for file in self.readable() for sheet in file.sheets]

    def alike(self, wanted: SheetDraft) -> list[tuple[FileDraft, SheetDraft]]:
        """A sheet with all of the same titles, as a file has one per month or a drop one per shop."""
        from app.services.imports.tables.doubts import has_titles

        kind = wanted.info.signature if has_titles(wanted.info.columns) else None
        return [
            (file, sheet)
            for file, sheet in self.sheets()
            if sheet is wanted or (sheet.info.signature == kind and len(sheet.info.columns) == len(wanted.info.columns))
        ]

    def rows(self) -> int:
        """Rows of all sheets that will be imported."""
        return sum(sheet.info.rows for _file, sheet in self.sheets() if sheet.taken)

    def edited(self) -> bool:
        """True when leaving would lose a choice of the owner's."""
        return any(sheet.planned.edited or sheet.planned.corrections for _file, sheet in self.sheets())
