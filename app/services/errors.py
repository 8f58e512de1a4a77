"""Failures a user can meet. Each carries fields; app/wording/failures.py turns them into a sentence."""

from __future__ import annotations

from app.models.errors import (
    AppError,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseNewer,
    DiskFull,
    ReadOnlyStorage,
    StorageError,
    UpgradeFailed,
)

__all__ = [
    "AlreadyOne",
    "AlreadyUndone",
    "AppError",
    "CalendarDamaged",
    "CalendarEmpty",
    "Cancelled",
    "CurrencyDiffers",
    "DatabaseBusy",
    "DatabaseDamaged",
    "DatabaseNewer",
    "DiskFull",
    "EditConflict",
    "FileDamaged",
    "FileError",
    "FileHasPassword",
    "FileIsEmpty",
    "FileKillsReader",
    "FileLocked",
    "FileMissing",
    "FileNotASpreadsheet",
    "FileTakesTooLong",
    "FileTooBig",
    "FileTooLarge",
    "FileWithoutResults",
    "InvalidValue",
    "NoTableFound",
    "NotAvailable",
    "NotFound",
    "NotRedoable",
    "NothingToReturn",
    "ReadOnlyStorage",
    "ReturnBeforeSale",
    "ReturnOfReturn",
    "ReturnTooMuch",
    "ReturnTooMuchMoney",
    "SaleBelowReturned",
    "SheetNotFound",
    "StorageError",
    "UpgradeFailed",
    "ViewInUse",
    "WrongEnding",
    "WrongPin",
]


class Cancelled(AppError):
    """The user pressed Cancel; the transaction was rolled back."""

    code = "cancelled"


class NotFound(AppError):
    """Fields: what ("client", "batch", "reminder", ...), id."""

    code = "not_found"


class NotRedoable(AppError):
    """An action that can be taken back but not done again. Fields: kind."""

    code = "not_redoable"


class WrongPin(AppError):
    """The PIN is not the one of this person. Fields: name."""

    code = "wrong_pin"


class ViewInUse(AppError):
    """Others lean on a saved view that is to be deleted. Fields: name, used_by (their names; "" of a rule without)."""

    code = "view_in_use"


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


class FileWithoutResults(FileError):
    """Only formulas, and the file keeps none of their results."""

    code = "file_without_results"


class FileNotASpreadsheet(FileError):
    """The content is of no kind that we read."""

    code = "file_not_a_spreadsheet"


class FileDamaged(FileError):
    """A spreadsheet by its start, but its inside cannot be read."""

    code = "file_damaged"


class CalendarDamaged(FileError):
    """No calendar, or one whose inside cannot be read."""

    code = "calendar_damaged"


class CalendarEmpty(FileError):
    """A calendar without an event or a to-do."""

    code = "calendar_empty"


class FileHasPassword(FileError):
    """Encrypted, and no password or a wrong one was given. Field: wrong (bool)."""

    code = "file_has_password"


class FileTooLarge(FileError):
    """Would not fit the limits on unpacked size or memory. Field: limit_mb."""

    code = "file_too_large"


class FileTooBig(FileError):
    """Larger than what is kept with a client. Field: limit_mb."""

    code = "file_too_big"


class FileKillsReader(FileError):
    """The reading processes died of this file, with each of the readers."""

    code = "file_kills_reader"


class FileTakesTooLong(FileError):
    """The reading process ran out of time on this file."""

    code = "file_takes_too_long"


class NoTableFound(FileError):
    """Cells, but nothing that looks like clients, purchases or products."""

    code = "no_table_found"


class SheetNotFound(FileError):
    """Fields: file, sheet."""

    code = "sheet_not_found"


class CurrencyDiffers(FileError):
    """The file's sums are in another currency than the shop's. Fields: file, found, shop."""

    code = "currency_differs"


class WrongEnding(AppError):
    """A file to be written has an ending that we do not write. Fields: file, endings (".xlsx, .csv")."""

    code = "wrong_ending"


class AlreadyUndone(AppError):
    """The batch was taken back before. Fields: batch."""

    code = "already_undone"


class ShopNotEmpty(AppError):
    """The sample shop is to be made where something is already."""

    code = "shop_not_empty"


class AlreadyOne(AppError):
    """Two numbers that are to be merged, or told apart, are one client's. Fields: id."""

    code = "already_one"


class ReturnTooMuch(AppError):
    """More comes back than is left of a line. Fields: product, unit, left (thousandths)."""

    code = "return_too_much"


class ReturnTooMuchMoney(AppError):
    """More money is given back than is left of what was paid. Fields: left (minor units)."""

    code = "return_too_much_money"


class ReturnBeforeSale(AppError):
    """A return dated before its sale, or a sale moved behind one of its returns. Fields: day (of the sale)."""

    code = "return_before_sale"


class ReturnOfReturn(AppError):
    """A receipt that is a return itself cannot be returned."""

    code = "return_of_return"


class NothingToReturn(AppError):
    """Everything came back before, or the sale was never done."""

    code = "nothing_to_return"


class SaleBelowReturned(AppError):
    """A sale would be less than what came back of it. Fields: product, unit, quantity (thousandths); or sum (minor
    units)."""

    code = "sale_below_returned"
