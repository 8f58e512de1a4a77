"""The files and sheets of a drop, and what the owner decided about them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from app.services.errors import FileError, SheetNotFound
from app.services.imports.originals import REPAIRED_MARK
from app.services.imports.read import Reader
from app.services.imports.rows import NO_READING, Choices, Field, OwnColumn, Reading, Role, SheetInfo
from app.services.imports.tables.detect import MANY, role_of_fields

OWN_MARKS = (" (own field)", " (своё поле)")
"""What an export puts behind the name of an own field that is also the title of another column."""
_RETURNS = frozenset((Field.RECEIPT, Field.RETURNS, Field.IGNORE))


class Remembered(NamedTuple):
    """The kind of file that a sheet is read by, and when the owner set it so."""

    profile: str
    at: datetime


@dataclass
class PlannedSheet:
    """A sheet as found, whether it is taken, and what its columns are taken for."""

    info: SheetInfo
    chosen: bool
    fields: dict[int, Field]
    edited: bool = False  # the owner changed something since the file was looked into
    readings: dict[int, Reading] = field(default_factory=dict)
    corrections: dict[tuple[int, int], str] = field(default_factory=dict)
    own: dict[int, OwnColumn] = field(default_factory=dict)  # of the columns that are taken for Field.OWN
    own_fields: tuple[OwnColumn, ...] = ()  # what the shop has to choose from
    conflicts: dict[Field, str] = field(default_factory=dict)  # where not as ImportOptions.on_conflict says
    remembered: Remembered | None = None  # set as in an earlier import of such a file
    remembered_name: str | None = None  # of that kind of file, also when the owner has set it aside
    header_row: int | None = None  # where the owner says the titles are, 0 for none
    found_as: str = ""  # signature of what the program had taken for titles before
    narrowed: bool = False  # taken or not by an option of this import, not for good

    def choices(self) -> Choices:
        """What the reading process is told, as it is now."""
        return Choices(dict(self.fields), dict(self.readings), dict(self.corrections), dict(self.own))

    def know_own(self, fields: tuple[OwnColumn, ...]) -> None:
        """The shop's own fields; a column that bears the name of one fills it. Of two the one with our mark does."""
        self.own_fields = fields
        by_title = {title_key(own.name): own for own in fields}
        by_title |= {title_key(own.name + mark): own for own in fields for mark in OWN_MARKS}
        titles = {title_key(column.title) for column in self.info.columns}
        columns = []
        for column in self.info.columns:
            own = by_title.get(title_key(column.title))
            if own is not None and any(title_key(column.title + mark) in titles for mark in OWN_MARKS):
                own = None
            if own is not None and not column.hidden:
                column = replace(column, field=Field.OWN, own=own, confidence=1.0)
                self.fields[column.index], self.own[column.index] = Field.OWN, own
            columns.append(column)
        if self.own:
            self.info = replace(self.info, columns=tuple(columns))

    def own_named(self, name: str) -> OwnColumn | None:
        """The shop's own field of that name, case and spacing aside."""
        return next((own for own in self.own_fields if title_key(own.name) == title_key(name)), None)

    def set_own(self, column: int, own: OwnColumn) -> None:
        """Take a column for an own field of the shop; another column that was taken for it is left out."""
        for index, known in self.own.items():
            if known.id == own.id and index != column and self.fields[index] is Field.OWN:
                self.fields[index] = Field.IGNORE
        self.own[column] = own
        if own not in self.own_fields:
            self.own_fields = (*self.own_fields, own)
        self.set_field(column, Field.OWN)

    @property
    def role(self) -> Role:
        """What a row of it is; follows the columns once they were changed."""
        return self.info.role if self._as_found() else role_of_fields(frozenset(self.fields.values()))

    def set_reading(self, column: int, kind: str, value: bool | int | str | None) -> None:
        """Read the cells of a column as the owner says; None: by their evidence. `kind` is a field of Reading."""
        told: dict[str, Any] = {kind: value}
        self.readings[column] = self.readings.get(column, NO_READING)._replace(**told)
        if self.readings[column] == NO_READING:
            del self.readings[column]
        self.edited = True

    def set_rule(self, about: Field, rule: str | None) -> None:
        """What becomes of this field of clients that the shop has; None: what the whole file says."""
        if rule is None:
            self.conflicts.pop(about, None)
        else:
            self.conflicts[about] = rule
        self.edited = True

    def _as_found(self) -> bool:
        return all(
            self.fields[column.index] is column.field
            and (column.field is not Field.OWN or self.own.get(column.index) == column.own)
            for column in self.info.columns
        )

    def is_set(self) -> bool:
        """Whether it is to be read in another way than the program thinks."""
        taken = self.chosen and self.role is not Role.NOTHING
        at_first = taken_at_first(self.info) and self.info.role is not Role.NOTHING
        chosen = taken != at_first and not self.narrowed
        return (
            not self._as_found()
            or any(found != NO_READING for found in self.readings.values())
            or bool(self.conflicts)
            or self.header_row is not None
            or chosen
        )

    def remember(self, found: Remembered) -> None:
        """It is read as in an earlier import."""
        self.remembered, self.remembered_name = found, found.profile

    def copy(self) -> PlannedSheet:
        """The same with choices of its own, to come back to."""
        own = replace(self, fields=dict(self.fields), readings=dict(self.readings), conflicts=dict(self.conflicts))
        return replace(own, corrections=dict(self.corrections), own=dict(self.own))

    def become(self, other: PlannedSheet) -> None:
        """Take over the choices of a copy made before."""
        before = other.copy()
        self.fields, self.readings, self.conflicts = before.fields, before.readings, before.conflicts
        self.own = before.own
        self.chosen, self.remembered, self.edited = before.chosen, before.remembered, before.edited

    def set_aside(self) -> None:
        """Read it as the program thinks; what was remembered is forgotten when the file goes in."""
        self.fields = {column.index: column.field for column in self.info.columns}
        self.own = {column.index: column.own for column in self.info.columns if column.own is not None}
        self.readings, self.conflicts = {}, {}
        self.chosen = taken_at_first(self.info)
        self.remembered, self.edited = None, True

    def set_field(self, column: int, wanted: Field) -> None:
        """Take a column for another field; the column that was taken for it so far is left out."""
        if wanted not in MANY:
            for index, known in self.fields.items():
                if known is wanted:
                    self.fields[index] = Field.IGNORE
        self.fields[column] = wanted
        self.edited = True


def title_key(title: str) -> str:
    """A title or the name of a field, to be compared."""
    return " ".join(title.split()).casefold()


def taken_at_first(info: SheetInfo) -> bool:
    """Whether a sheet is taken unless the owner says otherwise.

    Not a hidden one, nor one whose rows are in already, nor one that would take whole orders off the sums.
    """
    corrected = any(column.title.startswith(REPAIRED_MARK) for column in info.columns)
    return not info.hidden and not corrected and not only_marks_returns(info)


def only_marks_returns(info: SheetInfo) -> bool:
    """Whether a sheet only names orders that came back, not how much of them."""
    return info.role is Role.LINES and {column.field for column in info.columns} <= _RETURNS and bool(info.columns)


@dataclass
class PlannedFile:
    """A file of the drop. With `error` it stays out."""

    path: Path
    reader: Reader
    sha256: str = ""
    sheets: list[PlannedSheet] = field(default_factory=list)
    error: FileError | None = None

    @property
    def name(self) -> str:
        """The name as told, in letters that exist; its folder is nobody's business."""
        return self.path.name.encode(errors="replace").decode()

    def sheet(self, name: str) -> PlannedSheet:
        """The sheet of that name. Raises SheetNotFound."""
        found = next((sheet for sheet in self.sheets if sheet.info.name == name), None)
        if found is None:
            raise SheetNotFound(file=self.name, sheet=name)
        return found
