"""What the reading process hands over: sheets, their columns, and one cleaned row after another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Field(StrEnum):
    """What a column can be. Values are the command line's `--map` fields."""

    EXTERNAL_ID = "external_id"
    NAME = "name"
    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    COMPANY = "company"
    PHONE = "phone"
    EMAIL = "email"
    MESSENGER = "messenger"
    BIRTHDAY = "birthday"
    GENDER = "gender"
    ADDRESS = "address"
    CITY = "city"
    CARD = "card"
    SOURCE = "source"
    TAG = "tag"
    NOTE = "note"
    PREFERENCE = "preference"
    CONSENT = "consent"
    LAST_CONTACT = "last_contact"
    POINTS = "points"
    DATE = "date"
    TIME = "time"
    RECEIPT = "receipt"
    PRODUCT = "product"
    SKU = "sku"
    CATEGORY = "category"
    QUANTITY = "quantity"
    PRICE = "price"
    DISCOUNT = "discount"
    SUM = "sum"
    TOTAL = "total"
    STATUS = "status"
    RETURNS = "returns"
    BOUGHT_ON = "bought_on"  # in a list of clients: the day of their last purchase, or of one of several
    BOUGHT_FOR = "bought_for"  # the sum of it; or of a month, in a list with a column per month
    OWN = "own"  # a field that the shop added; which one stands beside it
    IGNORE = "ignore"


class Role(StrEnum):
    """What one row of a sheet is."""

    CLIENTS = "clients"  # one client a row, no purchase date
    PURCHASES = "purchases"  # a purchase or a receipt line a row, with a date
    LINES = "lines"  # receipt lines that name their receipt but carry no date
    PRODUCTS = "products"  # one product a row
    LOOKUP = "lookup"  # a category a row: `external_id` is what products name in `category`, `category` its name
    NOTHING = "nothing"  # nothing for the shop


class Outcome(IntEnum):
    """What became of a row when it was cleaned."""

    OK = 0
    REPAIRED = 1  # usable; a cell was changed or left out, the original is in `problems`
    SKIPPED = 2  # a repeated header or a total
    FAILED = 3  # cannot be used; why is in `problems`


class Reading(NamedTuple):
    """How the cells of one column are read; None: by the evidence of the column."""

    day_first: bool | None = None
    decimal: str | None = None  # "," or "."
    pivot: int | None = None  # two-digit years up to this one are of this century
    country: str | None = None  # of phones without a country code


NO_READING = Reading()


class OwnColumn(NamedTuple):
    """An own field of the shop that a column fills."""

    id: int
    name: str
    kind: str  # OwnKind
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """What the cells of a column leave open, for the owner to decide."""

    kind: str  # the field of Reading that settles it
    choices: tuple[tuple[bool | int | str, tuple[tuple[str, str], ...]], ...]  # (value, up to 3 of (cell, as read))


@dataclass(frozen=True)
class Column:
    """One column of a table as found."""

    index: int  # zero-based position in the sheet
    title: str  # header text, or "Column H" where there is none
    field: Field  # IGNORE when nothing fits
    confidence: float  # 0..1
    filled: float  # share of rows with something in the cell, 0..1
    samples: tuple[str, ...]  # up to three different cells as they stand in the file
    hidden: bool = False  # in the file; then `field` is IGNORE until someone chooses another
    reading: Reading = NO_READING  # what its cells prove, and what is likely where they leave it open
    own: OwnColumn | None = None  # the own field of the shop that its title names, where `field` is OWN
    doubts: tuple[Doubt, ...] = ()  # whatever the column is taken for; doubts.open_doubts tells which matter


class Remark(NamedTuple):
    """What the owner should know of how a sheet was read, or of what it lacks (app/wording/imports.py words it)."""

    code: str  # "stray_quote", "damaged", "no_result", ...
    row: int = 0  # the first one concerned, as the spreadsheet program counts; 0 for the sheet as a whole
    total: int = 0  # rows or cells concerned


@dataclass(frozen=True)
class SheetInfo:
    """One sheet of a file with the table found on it."""

    name: str
    role: Role
    hidden: bool
    header_row: int  # as the spreadsheet program counts, from 1; 0 when there is no header
    rows: int  # rows that are not blank below the header
    columns: tuple[Column, ...]
    currency: str | None  # ISO code seen in titles or cells, or None
    signature: str  # hash of the header titles: the same kind of file next month has the same
    hidden_rows: int = 0  # rows that the file hides; read only when asked for
    remarks: tuple[Remark, ...] = ()
    memory: str = ""  # of a workbook of rejected rows: how they were read at first (recalled.py)
    lists: bool = False  # a cell of products may name several, with their quantities


class Problem(NamedTuple):
    """One cell that was repaired or that made its row unusable."""

    column: str
    value: str  # the original text
    code: str  # "bad_phone", "bad_date", "no_date", "total_row", ... (app/wording/imports.py words it)


Bought = tuple[str, int | None, int]
"""Day, sum, and 1 where the sum is all that was bought in a time that begins on that day."""


class CleanRow(NamedTuple):
    """One row, cleaned; its fields are the columns of the staging table, in this order.

    Money is integer minor units, quantities integer thousandths, days `YYYY-MM-DD`, times `HH:MM:SS`.
    A birthday is `YYYY-MM-DD` or `--MM-DD` without a year. Several values in one cell are joined by a newline.
    """

    row: int
    outcome: int = 0
    external_id: str | None = None
    name: str | None = None  # display name: "Крылова Ольга Петровна", or the company's
    last_name: str | None = None
    first_name: str | None = None
    middle_name: str | None = None
    company: str | None = None
    phones: str | None = None  # E.164 ("+79052211408"), or digits only where the number is unusual
    phones_raw: str | None = None  # as in the file, line for line with `phones`
    emails: str | None = None  # lower case
    birthday: str | None = None
    gender: str | None = None  # "m" or "f"
    address: str | None = None
    city: str | None = None
    card: str | None = None
    source: str | None = None
    tags: str | None = None
    note: str | None = None
    preferences: str | None = None
    consent: int | None = None  # 1 yes, 0 no
    last_contact: str | None = None
    points: int | None = None
    own: str | None = None  # "12=Rex", number of the own field and value, one a line
    day: str | None = None
    time: str | None = None
    receipt: str | None = None
    product: str | None = None
    sku: str | None = None
    category: str | None = None
    quantity: int | None = None
    price: int | None = None
    discount: int | None = None  # money taken off the line
    line_sum: int | None = None  # sum of the line: from sum, or quantity x price less discount
    total: int | None = None  # total of the receipt where the file gives one
    status: str | None = None  # PurchaseStatus value
    is_return: int = 0
    return_of: str | None = None  # number of the receipt that a return takes back
    messengers: str | None = None  # "telegram: @olga", one a line
    bought: tuple[Bought, ...] | None = None  # purchases in the row of a client
    continues: int | None = None  # 1: a further line of the receipt above
    cells: str | None = None  # the row as it stands in the file (originals.py), where it failed or was repaired
    problems: tuple[Problem, ...] = ()


ColumnMap = Mapping[int, Field]
"""Column index -> field, as recognised or as the owner corrected it."""

Corrections = Mapping[tuple[int, int], str]
"""(row as the spreadsheet program counts, column index) -> what the owner typed over the cell."""


@dataclass(frozen=True)
class Choices:
    """How one sheet is to be read, as the owner left it."""

    fields: ColumnMap
    readings: Mapping[int, Reading] = field(default_factory=dict)  # by column index
    corrections: Corrections = field(default_factory=dict)
    own: Mapping[int, OwnColumn] = field(default_factory=dict)  # by column index, where the field is OWN
