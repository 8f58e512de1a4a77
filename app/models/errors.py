"""Failures of storage, and the base of every failure a user can meet."""

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
