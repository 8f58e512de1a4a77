"""Failures a user can meet. Each carries fields; app/wording.py turns them into a sentence."""

from __future__ import annotations

from typing import ClassVar


class AppError(Exception):
    """An expected failure. `code` is stable (it is in the command line's JSON); the fields go into the sentence."""

    code: ClassVar[str] = "error"

    def __init__(self, **fields: object) -> None:
        super().__init__(self.code, fields)
        self.fields = fields

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from the reading process with the fields intact."""
        return _rebuild, (type(self), self.fields)


def _rebuild(kind: type[AppError], fields: dict[str, object]) -> AppError:
    return kind(**fields)


class Cancelled(AppError):
    """The user pressed Cancel; the transaction was rolled back."""

    code = "cancelled"


class NotFound(AppError):
    """Fields: what ("client", "batch", "reminder", ...), id."""

    code = "not_found"


class InvalidValue(AppError):
    """Fields: field (a Field value or an option's name), value (the text as typed)."""

    code = "invalid_value"


class EditConflict(AppError):
    """The row was changed by someone else since it was read. Fields: what, id."""

    code = "edit_conflict"


class NotAvailable(AppError):
    """A command of the contract that this version does not have yet. Fields: command."""

    code = "not_available"


class FileError(AppError):
    """A file that cannot be read. Fields: file (name only)."""

    code = "file_unreadable"


class FileMissing(FileError):
    """There is no such file."""

    code = "file_missing"


class FileLocked(FileError):
    """Another program holds the file open, or the user may not read it."""

    code = "file_locked"


class FileIsEmpty(FileError):
    """No cell with anything in it."""

    code = "file_empty"


class FileNotASpreadsheet(FileError):
    """The content is of no kind that we read."""

    code = "file_not_a_spreadsheet"


class FileDamaged(FileError):
    """A spreadsheet by its start, but its inside cannot be read."""

    code = "file_damaged"


class FileHasPassword(FileError):
    """Encrypted, and no password or a wrong one was given. Field: wrong (bool)."""

    code = "file_has_password"


class FileTooLarge(FileError):
    """Would not fit the limits on unpacked size or memory. Field: limit_mb."""

    code = "file_too_large"


class FileKillsReader(FileError):
    """The reading process died or ran out of time on this file."""

    code = "file_kills_reader"


class NoTableFound(FileError):
    """Cells, but nothing that looks like clients, purchases or products."""

    code = "no_table_found"


class SheetNotFound(FileError):
    """Fields: file, sheet."""

    code = "sheet_not_found"


class CurrencyDiffers(FileError):
    """The file's sums are in another currency than the shop's. Fields: file, found, shop."""

    code = "currency_differs"


class AlreadyUndone(AppError):
    """The batch was taken back before. Fields: batch."""

    code = "already_undone"


class StorageError(AppError):
    """The database cannot be used as it is; the file was not touched. Fields: file."""

    code = "storage"


class DatabaseNewer(StorageError):
    """Written by a newer Regulars."""

    code = "database_newer"


class DatabaseDamaged(StorageError):
    """Not a database, or its integrity check fails."""

    code = "database_damaged"


class DatabaseBusy(StorageError):
    """Another program held the write lock longer than we wait."""

    code = "database_busy"


class DiskFull(StorageError):
    """No space left; the change was rolled back."""

    code = "disk_full"


class ReadOnlyStorage(StorageError):
    """The folder or file may not be written."""

    code = "read_only"


class UpgradeFailed(StorageError):
    """The upgrade failed and the backup was put back. Fields: file, backup."""

    code = "upgrade_failed"
