"""From titles and values to fields: what each column of a table is, and what one row of it is."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import islice

from app.services.imports.rows import Field, Role
from app.services.imports.tables import across
from app.services.imports.tables.guess import Guess
from app.services.imports.tables.profile import ColumnProfile, Kinds, kinds_of
from app.services.imports.tables.roles import PLACES, Place, place_of
from app.services.imports.tables.titles import Hint, about, meaning_of, tokens_of
from app.services.imports.values import own

MANY = across.BOUGHT | {
    Field.PHONE,
    Field.EMAIL,
    Field.MESSENGER,
    Field.NOTE,
    Field.TAG,
    Field.PREFERENCE,
    Field.ADDRESS,
    Field.OWN,
    Field.IGNORE,
}
"""Fields that several columns may feed."""

_CLIENT_FIELDS = """
external_id name last_name first_name middle_name company phone email messenger birthday gender address city card
source tag note preference consent last_contact points bought_on bought_for"""
_LINE_FIELDS = "external_id receipt product sku category quantity price discount sum total status returns note"
_BY_ROLE: dict[Role, frozenset[Field]] = {
    role: frozenset(map(Field, fields.split()))
    for role, fields in {
        Role.CLIENTS: _CLIENT_FIELDS,
        Role.LINES: _LINE_FIELDS,
        Role.PRODUCTS: "product sku category price",
        Role.LOOKUP: "external_id category",
        Role.NOTHING: "",
    }.items()
}
_MARKS = frozenset((Field.RETURNS, Field.STATUS))  # of a receipt named beside them
_MOSTLY = 0.6
_LOOKED_AT = 200  # texts
_ENOUGH = 2  # different descriptions
_NO_TIME_ALONE = 1904  # the year of a time of day without a day is that of the first day a spreadsheet knows, or before
_ALONE_OK = frozenset((Field.NAME, Field.PHONE, Field.EMAIL, Field.COMPANY))


def detect(
    profiles: Sequence[ColumnProfile],
    titles: Sequence[str],
    names: Sequence[str],
    has_header: bool,
    rows: int,
    days: Container[int] = (),
    year: int = 0,
) -> tuple[Role, list[tuple[Field, float]]]:
    """The role of the table and (field, confidence) per column.

    `names` are the names of the sheet and the file, from the nearest on; `rows` the number of rows below the header;
    `days` the columns that stand for a month or a day; `year` what captions and names say of it.
    """
    if own.is_own(titles):
        return _of_own_titles(titles)
    guesses = [
        Guess(profile, title, kinds_of(profile.values()), *meaning_of(title))
        for profile, title in zip(profiles, titles, strict=True)
    ]
    across.settle_months(guesses, year)
    _settle_moments(guesses)
    place = across.settle(guesses, days) or place_of(
        [guess.title for guess in guesses], [guess.meaning for guess in guesses], names
    )
    for guess in guesses:
        if guess.field is Field.IGNORE:
            guess.field, guess.sure = _field_for(guess, place)
    across.settle_last(guesses, place)
    _settle_receipts(guesses)
    if not has_header:
        _by_values_alone(guesses)
    else:
        _unknown_by_values(guesses, place)
    _settle_names(guesses, place)
    _settle_groups(guesses, place)
    _settle_amounts(guesses)
    _keep_best(guesses)
    role = _role(guesses, place, rows)
    _settle_products(guesses, role)
    _limit_to_role(guesses, role)
    _address_parts(guesses, role)
    _keep_best(guesses)
    return role, [(guess.field, round(guess.sure, 2)) for guess in guesses]


def _of_own_titles(titles: Sequence[str]) -> tuple[Role, list[tuple[Field, float]]]:
    """The columns of a table that an export of ours wrote: its titles say what they are, whatever stands below."""
    meanings = [meaning_of(title)[0] for title in titles]
    fields = [meaning if isinstance(meaning, Field) else Field.IGNORE for meaning in meanings]
    return role_of_fields(frozenset(fields)), [(known, 1.0) for known in fields]


def role_of_fields(fields: frozenset[Field]) -> Role:
    """What a row is when its columns are these, as the owner set them."""
    selling = fields & {Field.RECEIPT, Field.PRODUCT, Field.SKU, Field.QUANTITY, Field.PRICE, Field.SUM, Field.TOTAL}
    people = fields & {
        Field.NAME,
        Field.LAST_NAME,
        Field.FIRST_NAME,
        Field.COMPANY,
        Field.PHONE,
        Field.EMAIL,
        Field.CARD,
        Field.BIRTHDAY,
    }
    if Field.DATE in fields and (selling or people or Field.EXTERNAL_ID in fields):
        return Role.PURCHASES
    if Field.RECEIPT in fields and (len(selling) > 1 or fields & _MARKS):
        return Role.LINES
    if people:
        return Role.CLIENTS
    if fields & {Field.PRODUCT, Field.SKU}:
        return Role.PRODUCTS
    if {Field.EXTERNAL_ID, Field.CATEGORY} <= fields:
        return Role.LOOKUP
    return Role.CLIENTS if Field.EXTERNAL_ID in fields else Role.NOTHING


def _field_for(guess: Guess, place: Place) -> tuple[Field, float]:
    """The field a title names, weighed by how well the values suit it."""
    if guess.meaning is None:
        return Field.IGNORE, 0.0
    meaning = guess.meaning
    field = meaning if isinstance(meaning, Field) else PLACES[place].get(meaning, Field.IGNORE)
    fit = guess.fit(field)
    if field in (Field.PHONE, Field.EMAIL) and fit < 0.1 and guess.kinds.count > 2:
        return Field.IGNORE, 0.3
    indirect = 0.85 if isinstance(guess.meaning, Hint) else 1.0
    return field, guess.sure * indirect * (0.5 + 0.5 * fit)


def _by_values_alone(guesses: list[Guess]) -> None:
    """A table without titles: only what values prove."""
    for guess in guesses:
        kinds = guess.kinds
        if kinds.count == 0:
            continue
        if kinds.email > 0.6:
            guess.field, guess.sure = Field.EMAIL, 0.8
        elif kinds.phone > 0.6:
            guess.field, guess.sure = Field.PHONE, 0.7
        elif kinds.date > 0.6:
            guess.field, guess.sure = (Field.BIRTHDAY if kinds.year_low < 2000 else Field.DATE), 0.5
        elif kinds.person > 0.3:
            guess.field, guess.sure = Field.NAME, 0.6
    if any(guess.field is Field.DATE for guess in guesses):
        numbers = [guess for guess in guesses if guess.field is Field.IGNORE and guess.kinds.number > 0.8]
        if numbers:
            numbers[-1].field, numbers[-1].sure = Field.SUM, 0.4


def _unknown_by_values(guesses: list[Guess], place: Place) -> None:
    """Columns whose title says nothing to us but whose values do."""
    taken = {guess.field for guess in guesses}
    for guess in guesses:
        kinds = guess.kinds
        if guess.meaning is not None or kinds.count < 3 or place is Place.FOREIGN:
            continue
        if kinds.email > 0.7:
            guess.field, guess.sure = Field.EMAIL, 0.7
        elif kinds.phone > 0.8 and kinds.number < 0.5 and Field.PHONE not in taken:
            guess.field, guess.sure = Field.PHONE, 0.6
        elif kinds.person > 0.6 and not taken & {Field.NAME, Field.LAST_NAME} and place is not Place.PRODUCTS:
            guess.field, guess.sure = Field.NAME, 0.55


def _settle_moments(guesses: list[Guess]) -> None:
    """Under "Время" stand whole moments where no other column tells the day."""
    if any(guess.meaning in (Field.DATE, Hint.LAST_DATE) for guess in guesses):
        return
    for guess in guesses:
        if guess.meaning is Field.TIME and guess.kinds.date > _MOSTLY and guess.kinds.year_low > _NO_TIME_ALONE:
            guess.meaning = Field.DATE
            return


def _settle_receipts(guesses: list[Guess]) -> None:
    """ "Заказ" may head what was ordered instead of its number."""
    if any(guess.field is Field.PRODUCT for guess in guesses):
        return
    for guess in guesses:
        if guess.field is not Field.RECEIPT or guess.kinds.text < _MOSTLY:
            continue
        texts = list(islice(guess.profile.texts(), _LOOKED_AT))
        wordy = sum(sum(map(str.isalpha, text)) > max(4, 2 * sum(map(str.isdigit, text))) for text in texts)
        if wordy > _MOSTLY * len(texts):
            guess.field, guess.sure = Field.PRODUCT, 0.7


def _settle_names(guesses: list[Guess], place: Place) -> None:
    """Surname and first name beat a full name; a lone "Имя" or a company's contact is the name."""
    found = {guess.field for guess in guesses}
    for guess in guesses:
        if guess.field is Field.LAST_NAME and Field.FIRST_NAME not in found and guess.kinds.person > 0.3:
            guess.field = Field.NAME  # whole names under "Фамилия"
        elif guess.field is Field.PRODUCT and place is Place.CLIENTS and _is_titled(guess, "наименование"):
            guess.field = Field.NAME
    found = {guess.field for guess in guesses}
    numbers = max((guess.profile.filled for guess in guesses if guess.field is Field.RECEIPT), default=0)
    for guess in guesses:
        if guess.field is Field.NAME and {Field.LAST_NAME, Field.FIRST_NAME} <= found:
            guess.field = Field.IGNORE
        elif guess.field is Field.FIRST_NAME and not found & {Field.LAST_NAME, Field.NAME, Field.MIDDLE_NAME}:
            guess.field = Field.NAME
        elif (
            guess.meaning is Hint.TITLE
            and guess.field is Field.NAME
            and sum(g.field is Field.NAME for g in guesses) > 1
        ):
            guess.field = Field.COMPANY if place is Place.CLIENTS else Field.IGNORE
        elif guess.meaning is Hint.TITLE and place is Place.ORDERS:
            guess.field = _title_of_sale(guess.kinds, numbers >= guess.profile.filled)


def _title_of_sale(kinds: Kinds, numbered: bool) -> Field:
    """What "Name" is in a list of sales: the client's, the sale's own number ("#1001"), else the product's."""
    if kinds.person > 0.3:
        return Field.NAME
    return Field.RECEIPT if kinds.count and kinds.text < 0.1 and not numbered else Field.PRODUCT


def _settle_groups(guesses: list[Guess], place: Place) -> None:
    """ "Группа" beside a product is the product's; "Категория" and "Статус" in a list of clients are theirs."""
    found = {guess.field for guess in guesses}
    goods = bool(found & {Field.PRODUCT, Field.SKU})
    for guess in guesses:
        plain = _is_titled(guess, "группа", "group")
        of_clients = place is Place.CLIENTS and guess.kinds.number < _MOSTLY
        if guess.field is Field.TAG and goods and Field.CATEGORY not in found and plain:
            guess.field = Field.CATEGORY
        elif of_clients and (guess.field is Field.STATUS or (guess.field is Field.CATEGORY and not goods)):
            guess.field = Field.TAG


def _is_titled(guess: Guess, *titles: str) -> bool:
    return tokens_of(guess.title) in map(tokens_of, titles)


def _settle_amounts(guesses: list[Guess]) -> None:
    """ "Total" is the line's sum where nothing else is; beside a sum of the line it is the receipt's."""
    found = {guess.field for guess in guesses if guess.meaning is not Hint.AMOUNT}
    priced = max((guess.profile.filled for guess in guesses if guess.field is Field.PRICE), default=0)
    if {Field.QUANTITY, Field.RECEIPT} <= found and any(guess.meaning is Hint.AMOUNT for guess in guesses):
        for guess in guesses:  # "Subtotal" of the first line only is that of the receipt, before delivery
            if guess.field is Field.SUM and guess.profile.filled < priced and _is_titled(guess, "subtotal"):
                guess.field, guess.sure = Field.IGNORE, 0.3
    for guess in guesses:
        if guess.meaning is Hint.AMOUNT and guess.fit(Field.SUM) > 0.05:
            guess.field = Field.TOTAL if Field.SUM in found else Field.SUM
            guess.sure = 0.85 * (0.5 + 0.5 * guess.fit(Field.SUM))


def _keep_best(guesses: list[Guess]) -> None:
    """One column per field, the surest and, of equals, the fuller one; some fields may have several."""
    for field in {guess.field for guess in guesses} - MANY:
        rivals = [guess for guess in guesses if guess.field is field]
        most = max(guess.profile.filled for guess in rivals) or 1
        best = max(
            rivals,
            key=lambda guess: (round(guess.sure, 1), round(guess.profile.filled / most, 1), -guess.profile.index),
        )
        for guess in rivals:
            if guess is not best:
                guess.field, guess.sure = Field.IGNORE, 0.3


def _role(guesses: list[Guess], place: Place, rows: int) -> Role:
    """What one row is."""
    fields = frozenset(guess.field for guess in guesses)
    sure = {guess.field: guess.sure for guess in guesses}
    if place is Place.FOREIGN:
        return Role.NOTHING
    if place is Place.CATEGORIES:
        return Role.LOOKUP if {Field.EXTERNAL_ID, Field.CATEGORY} <= fields else Role.NOTHING
    selling = fields & {Field.RECEIPT, Field.PRODUCT, Field.SKU, Field.QUANTITY, Field.PRICE, Field.SUM, Field.TOTAL}
    people = fields & {
        Field.NAME,
        Field.LAST_NAME,
        Field.COMPANY,
        Field.PHONE,
        Field.EMAIL,
        Field.CARD,
        Field.BIRTHDAY,
        Field.FIRST_NAME,
    }
    dated = Field.DATE in fields and (sure[Field.DATE] > 0.45 or not rows)
    sold = any(guess.field is Field.DATE and about(guess.title) == "order" for guess in guesses)
    if dated and place is not Place.PRODUCTS and (selling or place is Place.ORDERS or (sold and people)):
        return Role.PURCHASES
    if Field.RECEIPT in fields and selling & {Field.PRODUCT, Field.SKU, Field.QUANTITY, Field.PRICE, Field.SUM}:
        return Role.LINES
    if Field.RECEIPT in fields and fields & _MARKS and not people:
        return Role.LINES
    if people and place is not Place.PRODUCTS and _is_client_list(guesses, fields, place):
        return Role.CLIENTS
    if fields & {Field.PRODUCT, Field.SKU} and (place is Place.PRODUCTS or fields & {Field.PRICE, Field.CATEGORY}):
        return Role.PRODUCTS
    return Role.NOTHING


def _is_client_list(guesses: list[Guess], fields: frozenset[Field], place: Place) -> bool:
    """A name alone is enough only when the title or the sheet speaks of people."""
    if place is Place.CLIENTS or fields & {Field.PHONE, Field.EMAIL, Field.BIRTHDAY, Field.CARD}:
        return True
    if {Field.LAST_NAME, Field.FIRST_NAME} <= fields:
        return True
    named = [guess for guess in guesses if guess.field in _ALONE_OK]
    return any(guess.meaning is guess.field and guess.kinds.person > 0.3 for guess in named)


def _settle_products(guesses: list[Guess], role: Role) -> None:
    """A product's name that no title tells: a description, or a text column in which nearly all values differ."""
    if role not in (Role.PRODUCTS, Role.PURCHASES, Role.LINES) or any(
        guess.field is Field.PRODUCT for guess in guesses
    ):
        return
    free = [guess for guess in guesses if guess.field is Field.IGNORE and guess.kinds.text > 0.6]
    described = [guess for guess in free if guess.title.casefold() in ("description", "описание", "descrip", "details")]
    if role is Role.LINES and any(guess.field is Field.SKU for guess in guesses):  # then it may be a remark
        described = [guess for guess in described if guess.kinds.count >= _ENOUGH]
    if role is Role.PRODUCTS:
        free = [guess for guess in free if len(guess.profile.distinct) > 0.7 * guess.profile.filled]
    else:
        free = []
    for guess in (described or free)[:1]:
        guess.field, guess.sure = Field.PRODUCT, 0.6


def _limit_to_role(guesses: list[Guess], role: Role) -> None:
    """A list of clients has no prices; what does not belong to the role is not used."""
    allowed = _BY_ROLE.get(role)
    for guess in guesses:
        if (guess.field not in allowed if allowed is not None else guess.field in across.BOUGHT) or (
            role is Role.PURCHASES and guess.meaning is Hint.ID and guess.field is Field.RECEIPT and guess.sure < 0.5
        ):
            guess.field = Field.IGNORE


def _address_parts(guesses: list[Guess], role: Role) -> None:
    """State, index and country go to the address where there is one; in a list of clients they are it themselves."""
    if role is not Role.CLIENTS and not any(guess.field is Field.ADDRESS for guess in guesses):
        return
    for guess in guesses:
        if guess.meaning is Hint.ADDRESS_PART:
            guess.field, guess.sure = Field.ADDRESS, 0.7
