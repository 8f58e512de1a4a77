"""What becomes of a client of the shop when a file says something else: for a whole drop, and column by column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.services.imports.rows import Field

FILL, OVERWRITE, KEEP = RULES = ("fill", "overwrite", "keep")
"""Only what is empty is filled in; whatever differs is replaced; nothing is touched."""

ABOUT: dict[Field, str] = {
    **dict.fromkeys((Field.NAME, Field.LAST_NAME, Field.FIRST_NAME, Field.MIDDLE_NAME), "name"),
    Field.COMPANY: "company",
    Field.GENDER: "gender",
    Field.BIRTHDAY: "birthday",
    Field.ADDRESS: "address",
    Field.CITY: "city",
    Field.CARD: "card",
    Field.SOURCE: "source",
    Field.NOTE: "note",
    Field.POINTS: "points",
    Field.PHONE: "phone",
    Field.EMAIL: "email",
    Field.MESSENGER: "messenger",
    Field.TAG: "tag",
    Field.PREFERENCE: "preference",
    Field.CONSENT: "consent",
    Field.LAST_CONTACT: "last_contact",
    Field.OWN: "own",
}
"""Field -> the part of a client that it is about; the parts of a name go together."""

SEVERAL = frozenset(
    (
        *(Field.PHONE, Field.EMAIL, Field.MESSENGER, Field.TAG, Field.PREFERENCE),
        *(Field.CONSENT, Field.LAST_CONTACT),
    )
)
"""Fields of which a client has several: those of the file are added, whatever the rule, unless it is to keep."""


def rules_of(fields: Mapping[Field, str], whole: str) -> Iterator[tuple[str, str]]:
    """(part of a client, rule) wherever it is not to fill; `fields` are exceptions from the rule for the whole file.

    Of the columns that make up a name the first exception counts.
    """
    own: dict[str, str] = {}
    for field, part in ABOUT.items():
        if field in fields:
            own.setdefault(part, fields[field])
    for part in dict.fromkeys(ABOUT.values()):
        rule = own.get(part, whole)
        if rule != FILL:
            yield part, rule
