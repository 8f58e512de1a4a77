"""What went wrong, in sentences that say what to do: for the window and the command line."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from app.i18n import _, day_text, number_text, quantity_text, quoted
from app.models.errors import AppError
from app.wording.imports import field_name


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
    field = str(fields.get("field", ""))
    name, value = fields.get("name") or field_name(field), str(fields.get("value", ""))
    worded = INVALID.get(f"{field}.{fields.get('why') or fields.get('kind')}") or INVALID.get(field)
    if worded and value.strip():
        listed = {"choices": ", ".join(fields.get("choices", ()))}
        return worded().format_map(_Blank(fields | listed | {"name": name}))
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
        "purchase": _("There is no purchase with the number {id}."),
        "line": _("This line is not on the receipt any more. Open it again."),
        "enquiry": _("There is no such enquiry any more."),
        "action": _("There is nothing left to take back."),
        "sample": _("This is not the sample shop: there is nothing to clear."),
        "redo": _("There is nothing left to do again."),
        "staff": _("There is nobody with the number {id} among those who work here."),
        "merge": _("There is no merge with the number {id}."),
        "column": _("The file has no column “{id}”."),
        "own_field": _("There is no own field with the number {id}."),
        "own_field_named": _("There is no own field “{id}”. Add it in Settings first."),
        "interest": _("This wish is no more."),
        "product_text": _("There is no product “{id}” in the catalogue. Choose one from the list."),
        "person": _("There is no such contact person any more."),
        "attachment": _("There is no such file any more."),
        "profile": _("No kind of file is remembered as “{id}”."),
        "view": _("There is no segment “{id}”."),
        "segment": _("There is no group and no segment “{id}”."),
        "case": _("There is no such service case any more."),
        "entitlement": _("There is no such subscription or warranty any more."),
        "interaction": _("What was written down there is no more."),
        "feedback": _("This score is no more."),
        "date": _("There is no such important date any more."),
        "rule": _("There is no such rule any more."),
        "preference": _("The client does not have the preference “{id}” any more."),
    }.get(str(fields.get("what")), _("There is no “{id}”."))
    return thing.format(id=fields.get("id", ""))


def _password(fields: dict[str, Any]) -> str:
    if fields.get("wrong"):
        return _("The password does not fit “{file}”. Check it and try again.").format(**fields)
    return _("“{file}” is protected by a password. Give it with --password, or save the file without one.").format(
        **fields
    )


def _return_too_much(fields: dict[str, Any]) -> str:
    if not fields["left"]:
        return _("“{product}” came back as a whole before.").format(product=fields.get("product", ""))
    return _("Only {left} of “{product}” can still come back. Correct the quantity.").format(
        left=_amount(fields["left"], fields), product=fields.get("product", "")
    )


def _sale_below_returned(fields: dict[str, Any]) -> str:
    if "sum" in fields:
        return _("{sum} was given back for this sale already. Its total cannot be less.").format(
            sum=number_text(Decimal(fields["sum"]) / 100, 2)
        )
    return _("{quantity} of “{product}” came back from this sale already. It cannot be less.").format(
        quantity=_amount(fields["quantity"], fields), product=fields.get("product", "")
    )


def _view_in_use(fields: dict[str, Any]) -> str:
    names = ", ".join(quoted(name) if name else _("a rule") for name in fields["used_by"])
    told = _("{name} is part of {others}. Without it they can no longer be counted.")
    return told.format(name=quoted(fields["name"]), others=names)


def _amount(thousandths: int, fields: dict[str, Any]) -> str:
    return f"{quantity_text(thousandths)} {fields.get('unit', '')}".strip()


def _said(text: Callable[[], str]) -> Callable[[dict[str, Any]], str]:
    return lambda fields: text().format_map(_Blank(fields))


class _Blank(dict[str, Any]):
    """Fields of a sentence; one that is missing is left blank rather than failing twice."""

    def __missing__(self, key: str) -> str:
        return ""


# Field of an InvalidValue, with why or which kind where it matters -> what is wrong and how to write it.
INVALID: dict[str, Callable[[], str]] = {
    "phone": lambda: _("“{value}” is not a phone number. Write it with its digits, such as +7 905 221-14-08."),
    "whatsapp": lambda: _("“{value}” is not a phone number. Write it with its digits, such as +7 905 221-14-08."),
    "viber": lambda: _("“{value}” is not a phone number. Write it with its digits, such as +7 905 221-14-08."),
    "email": lambda: _("“{value}” is not an e-mail address. Write it like olga@mail.ru."),
    "telegram": lambda: _("“{value}” is no name in Telegram. Write it like @olga, or give the phone number."),
    "vk": lambda: _("“{value}” is no page of VK. Write it like vk.com/olga."),
    "birthday": lambda: _("There is no such day: “{value}”. Write it like 14.03.1985 or 14.03."),
    "birthday.future": lambda: _("The birthday {value} has not come yet. Check the year."),
    "birthday.long_ago": lambda: _("The birthday {value} is too long ago. Check the year, or leave it out."),
    "date.typed": lambda: _("There is no such day: “{value}”. Write it like 14.03.2026 or 14.03."),
    "discount.too_much": lambda: _("The discount is more than the price. Make it smaller."),
    "own.number": lambda: _("“{value}” in “{name}” is not a number. Write it in digits, such as 12.5."),
    "own.date": lambda: _("“{value}” in “{name}” is no day. Write it like 14.03.2026."),
    "own.yes_no": lambda: _("“{value}” in “{name}” is neither yes nor no. Write one of them."),
    "own.choice": lambda: _("“{value}” is not among the choices of “{name}”: {choices}. Take one of them."),
    "own_name": lambda: _("“{value}” is too long for the name of a field. Shorten it to 60 letters."),
    "own_name.taken": lambda: _("There is a field “{value}” already. Give this one another name."),
    "own_kind": lambda: _("“{name}” has values already, so its kind stays. Add another field instead."),
    "filter": lambda: _("This part of the filter cannot be asked: {value}. Correct it and try again."),
    "filter.empty": lambda: _("A segment without a condition is everybody. Add a condition."),
    "filter.two": lambda: _("Choose two segments or more to combine."),
    "filter.gone": lambda: _("This filter asks for a segment that was deleted. Take that part out."),
    "filter.circle": lambda: _("“{value}” would lead back to itself. Choose other segments."),
    "filter.too_much": lambda: _("Together these segments ask for more than {value} things. Take fewer of them."),
    "sort": lambda: _("Clients cannot be sorted by “{value}”. Choose another column."),
    "view_name": lambda: _("“{value}” is too long for the name of a segment. Shorten it to 60 letters."),
    "view_name.taken": lambda: _("There is a segment “{value}” already. Give this one another name."),
    "recency_steps": lambda: _("The steps of silence ({value}) must rise from one to the next. Correct them."),
    "frequency_steps": lambda: _("The steps of visits ({value}) must be whole and rise from one to the next."),
    "segment_window": lambda: _("“{value}” cannot be a number of days. Write one from 1 to 36500, or none."),
    "segment_name": lambda: _("“{value}” is too long for the name of a group. Shorten it to 40 letters."),
    "barcode.taken": lambda: _("The barcode {value} is that of “{name}” already. A scanner could not tell them apart."),
    "time": lambda: _("“{value}” is no time of day. Write it like 14:30."),
    "price": lambda: _("“{value}” is no price. Write it in digits, such as 1890 or 1890,50."),
    "spend_sum": lambda: _("“{value}” is no sum. Write it in digits, such as 15000."),
    "cost": lambda: _("“{value}” is no price. Write it in digits, such as 1890 or 1890,50."),
    "replenish_days": lambda: _("“{value}” is no number of days. Write a whole one, such as 30."),
    "carries_count": lambda: _("“{value}” cannot be how long it lasts. Write a whole number, up to a hundred years."),
    "link": lambda: _("“{value}” cannot lead to itself. Choose another product."),
    "pin": lambda: _("A PIN is 4 to 12 digits."),
    "staff_name": lambda: _("Somebody called “{value}” works here already. Add a letter or a surname."),
    "until.before": lambda: _("It cannot end on {value}, before it begins. Check both days."),
    "person": lambda: _("“{value}” cannot be a contact person of itself. Choose somebody else."),
    "discount": lambda: _("“{value}” is no discount here. Write it like 10% or 150, not above the price."),
    "returned": lambda: _("Nothing is ticked. Tick what comes back and try again."),
    "rule.bounds": lambda: _("“{value}” does not fit. Write a number from {low} to {high}."),
    "rule.choice": lambda: _("“{value}” is not among the choices. Take one of them."),
    "rule.long": lambda: _("“{value}…” is too long. Shorten it to {high} letters."),
    "rule.trigger": lambda: _("Choose a product or a category, one of the two."),
    "rule.ceiling": lambda: _("The most days of silence ({value}) are fewer than the least. Make them more."),
    "every.words": lambda: _(
        "“{value}” is no way to repeat. Write it like “every 2 weeks on Mon” or “monthly on the 31st”."
    ),
    "month_days": lambda: _("“{value}” are no days of the month. Write them like “1, 15”."),
    "contact_days": lambda: _("“{value}” cannot be used here. Write a number of days from 1 to 3650, such as 30."),
    "date_name": lambda: _("Say what day it is, such as “wedding anniversary”."),
    "important_date": lambda: _("There is no such day: “{value}”. Write it like 14.03.1985 or 14.03."),
    "important_date.future": lambda: _("{value} has not come yet. Check the year, or leave it out."),
    "important_date.long_ago": lambda: _("{value} is too long ago. Check the year, or leave it out."),
    "score": lambda: _("“{value}” is no score. Write a number from 0 to 10."),
    "minutes": lambda: _("“{value}” is no number of minutes. Write one from 1 to 1440."),
    "working_days": lambda: _("The shop works on one day of the week at least. Tick it."),
    "leads": lambda: _("Tick one day at least on which to remind."),
}

# Code of an AppError -> its sentence from the error's fields.
ERRORS: dict[str, Callable[[dict[str, Any]], str]] = {
    "cancelled": _said(lambda: _("Cancelled. Nothing was changed.")),
    "not_found": _not_found,
    "invalid_value": _invalid,
    "view_in_use": _view_in_use,
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
    "calendar_damaged": _said(
        lambda: _("“{file}” is no calendar, or it is damaged. Save it once more from your calendar as .ics.")
    ),
    "calendar_empty": _said(lambda: _("“{file}” is a calendar without events and tasks: there is nothing to take.")),
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
    "file_too_big": _said(
        lambda: _("“{file}” is over {limit_mb} MB, more than is kept with a client. Keep a link to it in the note.")
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
    "wrong_ending": _said(lambda: _("“{file}” cannot be written. Give it a name that ends in {endings}.")),
    "not_redoable": _said(
        lambda: _("An import that was taken back is not done again here. Import the file once more.")
    ),
    "return_too_much": _return_too_much,
    "return_too_much_money": lambda fields: _("Only {left} is left of what was paid. Give back that or less.").format(
        left=number_text(Decimal(fields["left"]) / 100, 2)
    ),
    "return_before_sale": lambda fields: _(
        "The sale was on {day}, and a return cannot be earlier. Correct the date."
    ).format(day=day_text(fields["day"])),
    "return_of_return": _said(
        lambda: _("This receipt is a return itself. To take it back, delete it; to return goods, open the sale.")
    ),
    "nothing_to_return": _said(lambda: _("There is nothing left on this receipt that could come back.")),
    "sale_below_returned": _sale_below_returned,
    "wrong_pin": _said(lambda: _("This is not the PIN of {name}. Try again.")),
    "shop_not_empty": _said(lambda: _("There is something in the shop already. The sample shop needs an empty one.")),
    "already_one": _said(lambda: _("These are one client already.")),
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
