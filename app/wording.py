"""Sentences for people, shared by the window and the command line: failures, reasons, fields, problems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.i18n import _, day_text, ngettext, number_text
from app.models.errors import AppError
from app.services.imports.rows import Remark
from app.services.reminders.items import BirthdayReason, DueItem, FollowUpReason, LapsedReason, Reason


def error_sentence(error: AppError) -> str:
    """One sentence that says what happened and what to do."""
    worded = ERRORS.get(error.code)
    fields = {name: value for name, value in error.fields.items() if value is not None}
    return worded(fields) if worded else _("Something did not work ({code}).").format(code=error.code)


def failure_sentence(code: str, file: str) -> str:
    """Why a file of a past import stayed out, as far as the code that was kept tells; "" where it does not."""
    worded = ERRORS.get(code)
    try:
        return worded({"file": file}) if worded else ""
    except KeyError:
        return ""


def _invalid(fields: dict[str, Any]) -> str:
    name = field_name(str(fields.get("field", "")))
    value = str(fields.get("value", ""))
    if not value.strip():
        return _("“{field}” is empty. Fill it in and try again.").format(field=name)
    return _("“{value}” cannot be used as “{field}”. Correct it and try again.").format(value=value, field=name)


def _not_found(fields: dict[str, Any]) -> str:
    thing = {
        "client": _("There is no client with the number {id}."),
        "batch": _("There is no import with the number {id}."),
        "reminder": _("There is no reminder with the id {id}."),
        "task": _("There is no task with the number {id}."),
        "product": _("There is no product with the number {id}."),
        "action": _("There is nothing left to take back."),
        "column": _("The file has no column “{id}”."),
        "profile": _("No kind of file is remembered as “{id}”."),
    }.get(str(fields.get("what")), _("There is no “{id}”."))
    return thing.format(id=fields.get("id", ""))


def _password(fields: dict[str, Any]) -> str:
    if fields.get("wrong"):
        return _("The password does not fit “{file}”. Check it and try again.").format(**fields)
    return _("“{file}” is protected by a password. Give it with --password, or save the file without one.").format(
        **fields
    )


def _said(text: Callable[[], str]) -> Callable[[dict[str, Any]], str]:
    return lambda fields: text().format_map(_Blank(fields))


class _Blank(dict[str, Any]):
    """Fields of a sentence; one that is missing is left blank rather than failing twice."""

    def __missing__(self, key: str) -> str:
        return ""


# Code of an AppError -> its sentence from the error's fields.
ERRORS: dict[str, Callable[[dict[str, Any]], str]] = {
    "cancelled": _said(lambda: _("Cancelled. Nothing was changed.")),
    "not_found": _not_found,
    "invalid_value": _invalid,
    "edit_conflict": _said(
        lambda: _("Someone else changed this meanwhile. Nothing was overwritten: open it again and repeat your change.")
    ),
    "not_available": _said(lambda: _("“{command}” is not part of this version yet.")),
    "file_unreadable": _said(lambda: _("“{file}” cannot be read.")),
    "file_missing": _said(lambda: _("There is no file “{file}”. Check the name and the folder.")),
    "file_locked": _said(
        lambda: _("“{file}” cannot be opened: another program holds it or you may not read it. Close it and try again.")
    ),
    "file_empty": _said(lambda: _("“{file}” is empty: there is nothing to import.")),
    "file_without_results": _said(
        lambda: _("“{file}” has formulas without their results. Open it in Excel, save it and import it again.")
    ),
    "file_not_a_spreadsheet": _said(
        lambda: _("“{file}” is not a spreadsheet. Choose an Excel file (.xlsx, .xls, .ods) or a .csv.")
    ),
    "file_damaged": _said(
        lambda: _(
            "“{file}” is damaged and cannot be read. Open it in Excel, save it as a new file and import that one."
        )
    ),
    "file_has_password": _password,
    "file_too_large": _said(
        lambda: _("“{file}” is too large to read safely (over {limit_mb} MB unpacked). Split it and import the parts.")
    ),
    "file_kills_reader": _said(
        lambda: _("“{file}” could not be read to the end. Open it in Excel, save it as .csv and import that file.")
    ),
    "file_takes_too_long": _said(
        lambda: _("Reading “{file}” took too long and was given up. Split it, or save it in Excel as .csv.")
    ),
    "no_table_found": _said(
        lambda: _("No clients or purchases were found in “{file}”. Check that the columns have headings.")
    ),
    "sheet_not_found": _said(lambda: _("“{file}” has no sheet “{sheet}”.")),
    "currency_differs": _said(
        lambda: _(
            "The sums in “{file}” are in {found}, the shop counts in {shop}."
            " Nothing was imported. Change the currency in Settings or convert the file."
        )
    ),
    "wrong_ending": _said(lambda: _("“{file}” cannot be written. Give it a name that ends in .xlsx or .csv.")),
    "already_undone": _said(lambda: _("This was taken back before.")),
    "storage": _said(lambda: _("The database “{file}” cannot be used.")),
    "database_newer": _said(
        lambda: _("“{file}” was written by a newer Regulars. Update the program; the file was not touched.")
    ),
    "database_damaged": _said(
        lambda: _(
            "“{file}” is damaged or is not a Regulars database. Restore a copy from the backups folder beside it."
        )
    ),
    "database_busy": _said(
        lambda: _("The database is busy with another program's work. Nothing was changed; try again in half a minute.")
    ),
    "disk_full": _said(lambda: _("The disk is full. Nothing was changed; free some space and try again.")),
    "read_only": _said(
        lambda: _("“{file}” cannot be written. Check that the folder exists, is yours and is not read-only.")
    ),
    "upgrade_failed": _said(
        lambda: _(
            "The database could not be brought to this version, and was put back as it was. A copy is in “{backup}”."
        )
    ),
}


def field_name(field: str) -> str:
    """A field of the import, of a client or of the settings, in words."""
    worded = FIELDS.get(field)
    return worded() if worded else field.replace("_", " ")


FIELDS: dict[str, Callable[[], str]] = {
    "external_id": lambda: _("Client number"),
    "name": lambda: _("Client name"),
    "last_name": lambda: _("Surname"),
    "first_name": lambda: _("First name"),
    "middle_name": lambda: _("Patronymic"),
    "company": lambda: _("Company"),
    "phone": lambda: _("Phone"),
    "email": lambda: _("E-mail"),
    "messenger": lambda: _("Messengers"),
    "birthday": lambda: _("Birthday"),
    "gender": lambda: _("Gender"),
    "address": lambda: _("Address"),
    "city": lambda: _("City"),
    "card": lambda: _("Card number"),
    "source": lambda: _("Where from"),
    "tag": lambda: _("Tags"),
    "note": lambda: _("Note"),
    "preference": lambda: _("Preferences"),
    "consent": lambda: _("Consent"),
    "last_contact": lambda: _("Last contact"),
    "bought_on": lambda: _("Day of a purchase"),
    "bought_for": lambda: _("Sum of a purchase"),
    "points": lambda: _("Points"),
    "date": lambda: _("Purchase date"),
    "time": lambda: _("Purchase time"),
    "receipt": lambda: _("Receipt number"),
    "product": lambda: _("Product"),
    "sku": lambda: _("Product code"),
    "category": lambda: _("Product category"),
    "quantity": lambda: _("Quantity"),
    "price": lambda: _("Price"),
    "discount": lambda: _("Discount"),
    "sum": lambda: _("Sum of the line"),
    "total": lambda: _("Total of the receipt"),
    "status": lambda: _("Status"),
    "returns": lambda: _("Return"),
    "ignore": lambda: _("Do not import"),
    "text": lambda: _("Text"),
    "title": lambda: _("What to do"),
    "due": lambda: _("Due"),
    "until": lambda: _("Until"),
    "now": lambda: _("Moment"),
    "as-of": lambda: _("Day"),
    "as_of": lambda: _("Day"),
    "anchor": lambda: _("Counted from"),
    "encoding": lambda: _("Encoding"),
    "days": lambda: _("Days ahead"),
    "sort": lambda: _("Order"),
    "map": lambda: _("Column"),
    "profile": lambda: _("Kind of file"),
    "every": lambda: _("Repeats"),
    "file": lambda: _("File"),
    "line": lambda: _("Products"),
    "time_zone": lambda: _("Time zone"),
    "currency": lambda: _("Currency"),
    "country": lambda: _("Country"),
    "lapsed_per_day": lambda: _("Silent clients a day"),
    "birthday_grace_days": lambda: _("Days to greet late"),
}


def problem_text(code: str) -> str:
    """Why a cell was repaired or a row could not be used, in a few words."""
    worded = PROBLEMS.get(code)
    return worded() if worded else code.replace("_", " ")


PROBLEMS: dict[str, Callable[[], str]] = {
    "bad_phone": lambda: _("not a phone number"),
    "bad_email": lambda: _("not an e-mail address"),
    "bad_date": lambda: _("no such date"),
    "bad_birthday": lambda: _("no such date"),
    "bad_sum": lambda: _("not a sum of money"),
    "bad_quantity": lambda: _("not a quantity"),
    "bad_price": lambda: _("not a price"),
    "bad_discount": lambda: _("not a discount"),
    "bad_number": lambda: _("not a number"),
    "bad_time": lambda: _("not a time"),
    "unknown_word": lambda: _("an unknown word"),
    "future_date": lambda: _("a date in the future"),
    "no_date": lambda: _("no date"),
    "no_client": lambda: _("nothing tells who this is"),
    "no_product": lambda: _("nothing tells what was sold"),
    "no_receipt": lambda: _("no receipt with this number"),
    "receipt_differs": lambda: _("this receipt is in already, with other sums or goods, and is left as it is"),
    "no_id": lambda: _("no number"),
    "total_row": lambda: _("a total, not a purchase"),
    "note_row": lambda: _("a remark, not a row of the table"),
    "heading_row": lambda: _("a heading between the rows; what it says was taken for the rows below it"),
    "header_row": lambda: _("the headings again"),
    "corrected": lambda: _("corrected by you"),
    "rounded": lambda: _("rounded to a whole number"),
    "several_names": lambda: _("several people in one cell: the first one was taken"),
    "mixed_letters": lambda: _("Latin and Russian letters in one word, put right"),
    "name_cut": lambda: _("more than a name: the number was left out"),
    "error_cell": lambda: _("an error of the spreadsheet, taken as empty"),
    "no_result": lambda: _("a formula whose result is not in the file, taken as empty"),
}


def remark_text(remark: Remark) -> str:
    """What the owner should know of how a sheet was read, in a sentence."""
    return REMARKS[remark.code](remark)


def _stray_quotes(remark: Remark) -> str:
    said = ngettext(
        "{n} line has a quotation mark too many, and was read without it: row {row}.",
        "{n} lines have a quotation mark too many, and were read without it: the first is row {row}.",
        remark.total,
    )
    return said.format(n=number_text(remark.total), row=remark.row)


def _long_rows(remark: Remark) -> str:
    said = ngettext(
        "{n} row has more cells than the others: row {row}. Look whether they stand in the right columns.",
        "{n} rows have more cells than the others, first row {row}. Look whether they stand in the right columns.",
        remark.total,
    )
    return said.format(n=number_text(remark.total), row=remark.row)


def _no_results(remark: Remark) -> str:
    said = ngettext(
        "{n} cell is a formula whose result is not in the file: row {row}.",
        "{n} cells are formulas whose results are not in the file: the first is in row {row}.",
        remark.total,
    )
    said = said.format(n=number_text(remark.total), row=remark.row)
    return " ".join((said, _("Open the file in Excel, save it and import it again.")))


def _filled_down(remark: Remark) -> str:
    said = ngettext(
        "{n} row has empty cells that are written once for several rows: the day, the receipt or the client was taken"
        " from the row above.",
        "{n} rows have empty cells that are written once for several rows: the day, the receipt or the client was taken"
        " from the row above.",
        remark.total,
    )
    return said.format(n=number_text(remark.total))


def _headings(remark: Remark) -> str:
    said = ngettext(
        "{n} heading between the rows says the day or the client of those below it: row {row}.",
        "{n} headings between the rows say the day or the client of those below them: the first is row {row}.",
        remark.total,
    )
    return said.format(n=number_text(remark.total), row=remark.row)


def _periods_across(remark: Remark) -> str:
    said = ngettext(
        "{n} column stands for a time: each sum in it becomes a purchase dated to its first day.",
        "{n} columns stand for months or days: each sum in them becomes a purchase dated to the first day.",
        remark.total,
    )
    return said.format(n=number_text(remark.total))


def _lost_sheets(remark: Remark) -> str:
    said = ngettext(
        "{n} sheet of the file is damaged and was left out.",
        "{n} sheets of the file are damaged and were left out.",
        remark.total,
    )
    return said.format(n=number_text(remark.total))


def _returns_left_out(remark: Remark) -> str:
    said = ngettext(
        "{n} order is marked as returned, but not how much of it came back: left out, so that the sums stay those"
        " of the file. Take the sheet to cancel the order.",
        "{n} orders are marked as returned, but not how much of them came back: left out, so that the sums stay"
        " those of the file. Take the sheet to cancel these orders.",
        remark.total,
    )
    return said.format(n=number_text(remark.total))


REMARKS: dict[str, Callable[[Remark], str]] = {
    "lost_sheets": _lost_sheets,
    "filled_down": _filled_down,
    "headings": _headings,
    "periods_across": _periods_across,
    "named_client": lambda _remark: _("The client is named above the table: all its sales are theirs."),
    "named_day": lambda _remark: _("There is no column of days: all sales are dated to the day or month of the name."),
    "no_year": lambda _remark: _(
        "The columns are months of an unknown year and were left out. Write the year above them, or into the name of"
        " the sheet or the file."
    ),
    "lists": lambda _remark: _(
        "Cells with several products are split into lines; the sum of the row is divided among them by number."
    ),
    "stray_quote": _stray_quotes,
    "long_row": _long_rows,
    "no_result": _no_results,
    "mixed_encoding": lambda remark: _(
        "From line {row} on, some letters are in another encoding. Look whether they were read right."
    ).format(row=remark.row),
    "returns_left_out": _returns_left_out,
    "damaged": lambda remark: _(
        "The file is damaged: something may be missing from row {row} on. Compare the number of rows with Excel's."
    ).format(row=remark.row),
}


def action_text(kind: str) -> str:
    """A user action in words, for Undo and the Changes tab."""
    worded = ACTIONS.get(kind)
    return worded() if worded else kind.replace("_", " ")


ACTIONS: dict[str, Callable[[], str]] = {
    "add_client": lambda: _("Client added"),
    "edit_client": lambda: _("Client changed"),
    "trash_client": lambda: _("Client moved to the trash"),
    "add_purchase": lambda: _("Purchase added"),
    "add_task": lambda: _("Task added"),
    "edit_task": lambda: _("Task changed"),
    "complete_task": lambda: _("Task done"),
    "log": lambda: _("Contact logged"),
    "import": lambda: _("File imported"),
}


def state_text(state: str) -> str:
    """What became of a reminder, in a word or two."""
    return {"done": _("done"), "snoozed": _("put off"), "dismissed": _("not this time")}.get(state, state)


def kept_reason(why: str) -> str:
    """Why undoing an import left a client or a receipt in place."""
    return {
        "edited": _("changed by hand since"),
        "purchases": _("has later purchases"),
        "tasks": _("has tasks"),
        "interactions": _("has calls or notes"),
        "imported_later": _("came again with a later import"),
        "merged": _("was merged with another client"),
        "referred": _("has brought another client"),
    }.get(why, why.replace("_", " "))


def clients_count(n: int) -> str:
    """ "1 client", "5 clients"."""
    return ngettext("{n} client", "{n} clients", n).format(n=n)


def days_count(n: int) -> str:
    """ "1 day", "5 days"."""
    return ngettext("{n} day", "{n} days", n).format(n=n)


def visits_count(n: int) -> str:
    """ "1 purchase", "5 purchases": how owners count visits."""
    return ngettext("{n} purchase", "{n} purchases", n).format(n=n)


def kind_title(kind: str) -> str:
    """Heading of a group of reminders."""
    return {
        "follow_up": _("Overdue and for today"),
        "birthday": _("Birthdays"),
        "lapsed": _("Time to win back: silent longer than usual"),
    }.get(kind, kind)


def kind_name(kind: str) -> str:
    """Kind of a reminder in one or two words."""
    return {"follow_up": _("Follow-up"), "birthday": _("Birthday"), "lapsed": _("Silent")}.get(kind, kind)


def reason_sentence(reason: Reason) -> str:
    """Why this person, in one line."""
    if isinstance(reason, FollowUpReason):
        return f"{reason.title}: {reason.note}" if reason.note else reason.title
    if isinstance(reason, BirthdayReason):
        return birthday_words(reason)
    last = _("last purchase on {day}").format(day=day_text(reason.last_visit))
    return f"{silence_words(reason)} · {visits_count(reason.visits)} · {last}"


def birthday_words(reason: BirthdayReason) -> str:
    """ "Birthday today, turns 36", "Birthday in 3 days", "Birthday was on 19 November"."""
    if reason.days_left < 0:
        when = _("Birthday was on {day}").format(day=day_text(reason.day, reason.day))
    elif reason.days_left == 0:
        when = _("Birthday today")
    elif reason.days_left == 1:
        when = _("Birthday tomorrow")
    else:
        n = reason.days_left
        when = ngettext("Birthday in {n} day", "Birthday in {n} days", n).format(n=n)
    if reason.turns is None:
        return when
    return when + ", " + ngettext("{n} year old", "{n} years old", reason.turns).format(n=reason.turns)


def silence_words(reason: LapsedReason) -> str:
    """ "Silent for 74 days, usually 21"; without an own rhythm only the silence."""
    n = reason.silence_days
    silent = ngettext("Silent for {n} day", "Silent for {n} days", n).format(n=n)
    if reason.rhythm_days is None:
        return silent
    return silent + ", " + _("usually {n}").format(n=number_text(round(reason.rhythm_days)))


def overdue_words(days: int) -> str:
    """ "overdue by 2 days"; empty when nothing is overdue."""
    return ngettext("overdue by {n} day", "overdue by {n} days", days).format(n=days) if days > 0 else ""


def announcement(items: Sequence[DueItem], people: int) -> tuple[str, str]:
    """Title and body of a desktop notification: one person's reasons, or how many people there are to contact."""
    if people <= 1 and items:
        title = items[0].client or _("Regulars")
        return title, "\n".join(reason_sentence(item.reason) for item in items)
    title = ngettext("{n} client to contact today", "{n} clients to contact today", people).format(n=people)
    names = list(dict.fromkeys(item.client for item in items if item.client))
    more = _(" and others") if len(names) > SUMMARY_NAMES else ""
    return title, ", ".join(names[:SUMMARY_NAMES]) + more


SUMMARY_NAMES = 4


def receipts_count(n: int) -> str:
    """ "1 receipt", "5 receipts"."""
    return ngettext("{n} receipt", "{n} receipts", n).format(n=n)


def reminders_count(n: int) -> str:
    """ "1 reminder", "5 reminders"."""
    return ngettext("{n} reminder", "{n} reminders", n).format(n=n)


def no_copy_sentence(skipped: str | None) -> str:
    """Why there is no copy of the shop from before an import or an undo; "" where none is missed."""
    return {
        "no_room": _("There was no room on the disk for a copy of the shop beforehand."),
        "not_written": _("The copy of the shop beforehand could not be written: check the folder for copies."),
    }.get(skipped or "", "")


def hidden_sentence(file: str, rows: int) -> str:
    """Rows that a file hides were left out, and how to get them."""
    text = ngettext(
        "{n} hidden row of “{file}” was left out; --hidden brings it in.",
        "{n} hidden rows of “{file}” were left out; --hidden brings them in.",
        rows,
    )
    return text.format(n=number_text(rows), file=file)
