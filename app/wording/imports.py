"""Imports in words: fields, problems of cells, what was odd about a sheet, what an undo left."""

from __future__ import annotations

from collections.abc import Callable

from app.i18n import _, ngettext, number_text
from app.services.imports.rows import Remark


def field_name(field: str) -> str:
    """A field of the import, of a client or of the settings, in words."""
    worded = FIELDS.get(field)
    return worded() if worded else field.replace("_", " ")


FIELDS: dict[str, Callable[[], str]] = {
    "client": lambda: _("Client"),
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
    "cost": lambda: _("Cost"),
    "barcode": lambda: _("Barcode"),
    "carries_count": lambda: _("For how long"),
    "discount": lambda: _("Discount"),
    "sum": lambda: _("Sum of the line"),
    "total": lambda: _("Total of the receipt"),
    "status": lambda: _("Status"),
    "returns": lambda: _("Return"),
    "ignore": lambda: _("Do not import"),
    "text": lambda: _("Text"),
    "title": lambda: _("What to do"),
    "case_title": lambda: _("What happened"),
    "entitlement_name": lambda: _("Name of the subscription or warranty"),
    "due": lambda: _("Due"),
    "until": lambda: _("Until"),
    "contact_days": lambda: _("Stay in touch every so many days"),
    "muted_until": lambda: _("No offers before"),
    "now": lambda: _("Moment"),
    "as-of": lambda: _("Day"),
    "as_of": lambda: _("Day"),
    "anchor": lambda: _("Counted from"),
    "encoding": lambda: _("Encoding"),
    "days": lambda: _("Days ahead"),
    "sort": lambda: _("Order"),
    "filter": lambda: _("Filter"),
    "view_name": lambda: _("Name of the segment"),
    "map": lambda: _("Column"),
    "profile": lambda: _("Kind of file"),
    "every": lambda: _("Repeats"),
    "month_days": lambda: _("Days of the month"),
    "priority": lambda: _("Priority"),
    "file": lambda: _("File"),
    "line": lambda: _("Products"),
    "who_asked": lambda: _("Who asked"),
    "asked": lambda: _("What was asked"),
    "expected_sum": lambda: _("Expected sum"),
    "lost_reason": lambda: _("Why it was lost"),
    "pin": lambda: _("PIN"),
    "staff_name": lambda: _("Name"),
    "time_zone": lambda: _("Time zone"),
    "currency": lambda: _("Currency"),
    "country": lambda: _("Country"),
    "own": lambda: _("Own field"),
    "own_name": lambda: _("Name of the field"),
    "choices": lambda: _("Choices"),
    "whatsapp": lambda: "WhatsApp",
    "viber": lambda: "Viber",
    "telegram": lambda: "Telegram",
    "vk": lambda: "VK",
    "date_name": lambda: _("Name of the day"),
    "important_date": lambda: _("Important date"),
    "working_days": lambda: _("Working days"),
    "group_over": lambda: _("People in one notification"),
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
    "bad_choice": lambda: _("not among the choices of this field"),
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
    return REMARKS[remark.code](remark.total).format(n=number_text(remark.total), row=remark.row)


# Code -> sentence for so many rows, cells or sheets, with places for their number {n} and the first row {row}.
REMARKS: dict[str, Callable[[int], str]] = {
    "lost_sheets": lambda total: ngettext(
        "{n} sheet of the file is damaged and was left out.",
        "{n} sheets of the file are damaged and were left out.",
        total,
    ),
    "filled_down": lambda total: ngettext(
        "{n} row has empty cells that are written once for several rows: the day, the receipt or the client was taken"
        " from the row above.",
        "{n} rows have empty cells that are written once for several rows: the day, the receipt or the client was taken"
        " from the row above.",
        total,
    ),
    "headings": lambda total: ngettext(
        "{n} heading between the rows says the day or the client of those below it: row {row}.",
        "{n} headings between the rows say the day or the client of those below them: the first is row {row}.",
        total,
    ),
    "periods_across": lambda total: ngettext(
        "{n} column stands for a time: each sum in it becomes a purchase dated to its first day.",
        "{n} columns stand for months or days: each sum in them becomes a purchase dated to the first day.",
        total,
    ),
    "named_client": lambda _total: _("The client is named above the table: all its sales are theirs."),
    "named_day": lambda _total: _("There is no column of days: all sales are dated to the day or month of the name."),
    "no_year": lambda _total: _(
        "The columns are months of an unknown year and were left out. Write the year above them, or into the name of"
        " the sheet or the file."
    ),
    "lists": lambda _total: _(
        "Cells with several products are split into lines; the sum of the row is divided among them by number."
    ),
    "stray_quote": lambda total: ngettext(
        "{n} line has a quotation mark too many, and was read without it: row {row}.",
        "{n} lines have a quotation mark too many, and were read without it: the first is row {row}.",
        total,
    ),
    "long_row": lambda total: ngettext(
        "{n} row has more cells than the others: row {row}. Look whether they stand in the right columns.",
        "{n} rows have more cells than the others, first row {row}. Look whether they stand in the right columns.",
        total,
    ),
    "no_result": lambda total: " ".join(
        (
            ngettext(
                "{n} cell is a formula whose result is not in the file: row {row}.",
                "{n} cells are formulas whose results are not in the file: the first is in row {row}.",
                total,
            ),
            _("Open the file in Excel, save it and import it again."),
        )
    ),
    "mixed_encoding": lambda _total: _(
        "From line {row} on, some letters are in another encoding. Look whether they were read right."
    ),
    "returns_left_out": lambda total: ngettext(
        "{n} order is marked as returned, but not how much of it came back: left out, so that the sums stay those"
        " of the file. Take the sheet to cancel the order.",
        "{n} orders are marked as returned, but not how much of them came back: left out, so that the sums stay"
        " those of the file. Take the sheet to cancel these orders.",
        total,
    ),
    "damaged": lambda _total: _(
        "The file is damaged: something may be missing from row {row} on. Compare the number of rows with Excel's."
    ),
}


def kept_reason(why: str) -> str:
    """Why undoing an import left a client or a receipt in place."""
    return {
        "edited": _("changed by hand since"),
        "returned": _("something of it came back since"),
        "purchases": _("has later purchases"),
        "tasks": _("has tasks"),
        "interactions": _("has calls or notes"),
        "imported_later": _("came again with a later import"),
        "merged": _("was merged with another client"),
        "referred": _("has brought another client"),
    }.get(why, why.replace("_", " "))


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
