"""Words of the files that leave the program: exported tables, and rows to correct and import again."""

from __future__ import annotations

from collections.abc import Callable

from app.i18n import _, language, quoted
from app.services.exports.example import example_tables
from app.services.exports.table import Table, Words
from app.services.imports.rejected import RejectedWords
from app.wording.aftersale import entitlement_kind_name
from app.wording.imports import FIELDS, field_name, problem_text
from app.wording.products import product_kind_name
from app.wording.reminders import kind_name, reason_sentence
from app.wording.segments import segment_name


def export_words() -> Words:
    """The wording of exported tables in the current language; the importer understands all of it."""
    return Words(_export_title, _export_value, reason_sentence, language() == "ru")


def _export_title(name: str) -> str:
    field, _space, number = name.partition(" ")
    worded = EXPORT_TITLES.get(field)
    return " ".join(filter(None, (worded() if worded else field_name(field), number)))


def _export_value(column: str, code: str) -> str:
    if column == "kind":
        return kind_name(code)
    if column in _NAMED:
        return _NAMED[column](code)
    worded = EXPORT_VALUES.get((column, code)) or FIELDS.get(code)
    return worded() if worded else code.capitalize()


# Where a field is called differently in a file, or is none of the importer's.
EXPORT_TITLES: dict[str, Callable[[], str]] = {
    "clients": lambda: _("Clients"),
    "purchases": lambda: _("Purchases"),
    "today": lambda: _("Today"),
    "imports": lambda: _("Imports"),
    "products": lambda: _("Products"),
    "product_kind": lambda: _("Goods or service"),
    "unit": lambda: _("Unit"),
    "margin_percent": lambda: _("Margin, %"),
    "sold": lambda: _("Sold in 90 days"),
    "last_sold": lambda: _("Sold last"),
    "in_stock": lambda: _("In stock"),
    "waiting": lambda: _("Clients waiting"),
    "replenish_days": lambda: _("Used up after, days"),
    "carries": lambda: _("Gives"),
    "archived": lambda: _("Archived"),
    "imported_on": lambda: _("Date"),
    "imported_at": lambda: _("Time"),
    "file": lambda: _("File"),
    "who": lambda: _("Who"),
    "clients_created": lambda: _("New clients"),
    "clients_updated": lambda: _("Updated clients"),
    "purchases_created": lambda: _("New purchases"),
    "rows_failed": lambda: _("Rows left out"),
    "state": lambda: _("State"),
    "external_id": lambda: _("Client number") + " (Regulars)",  # marks the numbers as told apart by us
    "source": lambda: _("Source"),
    "payment": lambda: _("Payment"),
    "sum": lambda: _("Line total"),
    "total": lambda: _("Receipt total"),
    "own_field": lambda: _("own field"),  # the importer looks for it, see OWN_MARKS
    "visits": lambda: _("Orders count"),
    "spent": lambda: _("Total purchases"),
    "first_visit": lambda: _("First purchase date"),
    "last_visit": lambda: _("Last purchase date"),
    "due_back": lambda: _("Due back"),
    "due_time": lambda: _("Time"),
    "client": lambda: _("Client"),
    "channel": lambda: _("Channel"),
    "contact": lambda: _("Contact"),
    "kind": lambda: _("Kind"),
    "reason": lambda: _("Why"),
    "suggested_text": lambda: _("Suggested message"),
    "expected_value": lambda: _("Expected value"),
    "reminder": lambda: _("Reminder"),
    "segments": lambda: _("Groups"),
    "segment": lambda: _("Group"),
    "client_number": lambda: _("No. in Regulars"),
    "number_elsewhere": lambda: _("Ids elsewhere"),
    "silent_days": lambda: _("Days silent"),
    "score_recency": lambda: "R",
    "score_frequency": lambda: "F",
    "score_money": lambda: "M",
}
# Columns of codes that have their words elsewhere.
_NAMED: dict[str, Callable[[str], str]] = {
    "product_kind": product_kind_name,
    "carries": entitlement_kind_name,
    "segment": segment_name,
}
_YES, _NO = (lambda: _("yes")), (lambda: _("no"))
EXPORT_VALUES: dict[tuple[str, str], Callable[[], str]] = {
    ("gender", "m"): lambda: _("male"),
    ("gender", "f"): lambda: _("female"),
    ("consent", "1"): _YES,
    ("consent", "0"): _NO,
    ("own", "1"): _YES,
    ("own", "0"): _NO,
    ("returns", "1"): _YES,
    ("in_stock", "1"): _YES,
    ("in_stock", "0"): _NO,
    ("archived", "1"): _YES,
    ("state", "undone"): lambda: _("taken back"),
    ("state", "failed"): lambda: _("could not be read"),
    ("returns", "of"): lambda: _("return"),
    ("status", "cancelled"): lambda: _("cancelled"),
    ("status", "rejected"): lambda: _("rejected"),
}


def rejected_words() -> RejectedWords:
    """The wording of a workbook of rejected rows in the current language."""
    return RejectedWords(
        failed=_("what was wrong"),
        repaired=_("already in, please check"),
        repaired_sheet=_("{sheet} (check)"),
        problem=_problem_sentence,
        field=field_name,
    )


def _problem_sentence(column: str, value: str, code: str) -> str:
    reason = problem_text(code)
    if not column:
        return reason
    if not value:
        return f"{column}: {reason}"
    return f"{column}: {reason} ({quoted(value)})"


def example() -> list[Table]:
    """The example workbook's sheets in the current language."""
    olga, igor = _("Krylova Olga Petrovna"), _("Pak Igor")
    olgas, igors = "+7 905 000-14-08", "+7 999 000-22-33"
    coffee, tea = _("Ethiopia, 250 g"), _("Green tea, 100 g")
    return example_tables(
        [
            (
                olga,
                olgas,
                "olga@example.com",
                "1986-03-14",
                _("Moscow"),
                "00017",
                _("a friend"),
                "vip",
                _("oat milk"),
                "",
            ),
            (igor, igors, "", "05.12.", _("Tver"), "", "", "", "", _("calls before he comes")),
        ],
        [
            ("2026-10-12", "101", olga, olgas, coffee, _("Coffee"), 1_000, 89_000, 89_000),
            ("2026-10-12", "101", olga, olgas, tea, _("Tea"), 2_000, 45_000, 90_000),
            ("2026-10-14", "102", igor, igors, coffee, _("Coffee"), 1_000, 89_000, 89_000),
        ],
    )
