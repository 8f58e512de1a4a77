"""What the owner is about to import: files, their sheets, and what each column is. No Qt, lives through a rebuild."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from app.services.errors import AppError
from app.services.imports.rows import Column, Field, Role, SheetInfo


@dataclass
class SheetDraft:
    """One sheet, with the owner's corrections."""

    info: SheetInfo
    fields: dict[int, Field]
    taken: bool

    @property
    def corrected(self) -> dict[int, Field]:
        """Only what differs from what was recognised."""
        return {c.index: self.fields[c.index] for c in self.info.columns if self.fields[c.index] != c.field}

    def known(self) -> int:
        """How many columns will be imported."""
        return sum(chosen is not Field.IGNORE for chosen in self.fields.values())

    def confidence(self, column: Column) -> float:
        """1 for a column that the owner has settled, else what the recognition thinks."""
        return 1.0 if self.fields[column.index] != column.field else column.confidence


@dataclass
class FileDraft:
    """One file of the drop. `error` is why it cannot be read, then it has no sheets."""

    path: Path
    password: str | None = None
    encoding: str | None = None
    sheets: list[SheetDraft] = field(default_factory=list)
    error: AppError | None = None

    def set_sheets(self, infos: Iterable[SheetInfo]) -> None:
        """Take what was found in the file; hidden sheets and those that hold nothing of use are left out at first."""
        self.error = None
        self.sheets = [
            SheetDraft(
                info,
                {column.index: column.field for column in info.columns},
                info.role is not Role.NOTHING and not info.hidden,
            )
            for info in infos
        ]


@dataclass
class ImportDraft:
    """All files of one drop."""

    files: list[FileDraft] = field(default_factory=list)

    def readable(self) -> list[FileDraft]:
        """Files whose sheets are known."""
        return [file for file in self.files if file.error is None and file.sheets]

    def broken(self) -> list[FileDraft]:
        """Files that could not be read."""
        return [file for file in self.files if file.error is not None]

    def sheets(self) -> list[tuple[FileDraft, SheetDraft]]:
        """Every sheet of the readable files, in order."""
        return [(file, sheet) for file in self.readable() for sheet in file.sheets]

    def taken(self) -> list[tuple[FileDraft, SheetDraft]]:
        """The sheets that will be imported."""
        return [(file, sheet) for file, sheet in self.sheets() if sheet.taken]

    def rows(self) -> int:
        """Rows of all sheets that will be imported."""
        return sum(sheet.info.rows for _file, sheet in self.taken())

    def edited(self) -> bool:
        """True when leaving would lose a choice of the owner's."""
        return any(sheet.corrected for _file, sheet in self.sheets())
