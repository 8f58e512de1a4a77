"""Rows of a list of clients into the staging area, a batch at a time and column by column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from app.models.imports.staging import PERSON
from app.services.clients.keys import keys_of_many
from app.services.imports.columns import CleanColumns, Series
from app.services.imports.matching.likeness import folded_name_key, name_key, reaches_somebody
from app.services.imports.rows import Field, Outcome, Problem

if TYPE_CHECKING:
    from app.services.imports.matching.stage import StagedSheet, Staging

SAID = PERSON[PERSON.index("row") + 1 : PERSON.index("contacts")]
_WHO = ("name", "company", "external_id", "emails", "card")
_PARTS = ("last_name", "first_name", "middle_name", "company")
_TRAITS = ("tags", "preferences", "own")
_REACHED = ("phones", "phones_raw", "emails", "messengers")

Contact = tuple[int, int, str, str, str]


class People:
    """Takes the rows of one list of clients whose purchases do not stand beside them."""

    def __init__(self, staging: Staging, sheet: StagedSheet) -> None:
        self._staging, self._sheet = staging, sheet

    def take(self, batch: CleanColumns) -> None:
        """Stage one batch."""
        rows = self._usable(batch)
        if not rows.height:
            return
        staging = self._staging
        numbers = range(staging.persons + 1, staging.persons + 1 + rows.height)
        staging.persons += rows.height
        emails = [_each_once(value) if value and "\n" in value else value for value in rows.column("emails")]
        staging.stage.add("contact", self._contacts(rows, numbers))
        staging.stage.add("trait", _traits(rows, numbers))
        staging.stage.add_columns(
            "person",
            {"id": numbers, "row": rows.series["row"]}
            | {name: rows.column(name) for name in SAID}
            | {"contacts": _joined(rows.column("phones"), emails), "tags": rows.column("tags")}
            | _keys(rows, emails),
            sheet=self._sheet.no,
        )

    def _usable(self, batch: CleanColumns) -> CleanColumns:
        """The rows that can be staged; all are counted, and what is wrong with them is kept."""
        nobody = _nobody(batch)
        unusable: set[int] = set()
        title = self._sheet.column_of(Field.PHONE)
        for place in sorted(nobody | batch.odd.keys()):
            skipped = place in batch.odd and batch.odd[place][0] > Outcome.REPAIRED
            row, refused = batch.row(place), None
            if not skipped and place in nobody:
                refused = Problem(title, row.phones_raw or "", "no_client")
            if skipped or refused is not None:
                unusable.add(place)
            self._staging.count(self._sheet, row, refused)
        self._sheet.counts.ok += batch.height - len(nobody | batch.odd.keys())
        return batch.without(unusable)

    def _contacts(self, rows: CleanColumns, numbers: Iterable[int]) -> list[Contact]:
        """Phones, then e-mails, then messengers of each mention."""
        found: list[Contact] = []
        for number, phones, raw, emails, messengers in zip(numbers, *map(rows.column, _REACHED), strict=True):
            before = len(found)
            if phones and "\n" not in phones:
                found.append((number, 0, "phone", phones, "" if raw == phones else raw or ""))
            elif phones:
                several = phones.split("\n")
                for phone, original in zip(several, originals_of(raw, len(several)), strict=True):
                    place = len(found) - before
                    found.append((number, place, "phone", phone, "" if original == phone else original))
            for email in dict.fromkeys(emails.split("\n")) if emails else ():
                found.append((number, len(found) - before, "email", email, ""))
            for text in messengers.split("\n") if messengers else ():
                kind, _colon, value = text.partition(": ")
                found.append((number, len(found) - before, kind, value, ""))
        return found


def tells_who(said: object, phones: str | None) -> bool:
    """Whether a row of a list says who it is about; a few digits alone, an extension or half a number, do not."""
    return bool(said) or (any(reaches_somebody(phone) for phone in phones.split("\n")) if phones else False)


def originals_of(raw: str | None, count: int) -> list[str]:
    """What the file had for each phone; the whole cell for the first where the numbers do not pair off."""
    lines = raw.split("\n") if raw else []
    return lines if len(lines) == count else (["\n".join(lines)] + [""] * count)[:count]


def _nobody(batch: CleanColumns) -> set[int]:
    """Places of the rows that do not say who they are about."""
    told = zip(*(batch.column(name) for name in _WHO), batch.column("phones"), strict=True)
    return {place for place, (*who, phones) in enumerate(told) if not any(who) and not tells_who(False, phones)}


def _each_once(lines: str) -> str:
    return "\n".join(dict.fromkeys(lines.split("\n")))


def _joined(phones: Series, emails: Series) -> list[str | None]:
    return [f"{a}\n{b}" if a and b else a or b or None for a, b in zip(phones, emails, strict=True)]


def _traits(rows: CleanColumns, numbers: Iterable[int]) -> list[tuple[int, str, str]]:
    """Tags, preferences and own fields of each mention."""
    found = []
    for number, tags, preferences, own in zip(numbers, *map(rows.column, _TRAITS), strict=True):
        if tags:
            found += [(number, "tag", tag) for tag in tags.split("\n")]
        if preferences:
            found += [(number, "preference", text) for text in preferences.split("\n")]
        if own:
            found += own_traits(number, own)
    return found


def own_traits(number: int, own: str) -> list[tuple[int, str, str]]:
    """The own fields that a mention says: (mention, "own:12", value)."""
    told = (line.partition("=") for line in own.split("\n"))
    return [(number, f"own:{field}", value) for field, _sign, value in told]


def own_texts(own: str) -> str:
    """The values of own fields that a client is found by, a line each; not the yes and no of one."""
    values = (line.partition("=")[2] for line in own.split("\n"))
    return "\n".join(value for value in values if value not in ("0", "1"))


def _keys(rows: CleanColumns, emails: Series) -> dict[str, Sequence[object]]:
    """What the mentions are found and sorted by."""
    names, companies, phones = rows.column("name"), rows.column("company"), rows.column("phones")
    others = (rows.column("card"), rows.column("external_id"))
    shown = [
        name or company or (phone or "").partition("\n")[0] or (email or "").partition("\n")[0] or card or number or ""
        for name, company, phone, email, card, number in zip(names, companies, phones, emails, *others, strict=True)
    ]
    owned = [None if own is None else own_texts(own) for own in rows.column("own")]
    said = [rows.column(name) for name in ("card", "city", "tags", "external_id")]
    more = zip(*said, owned, rows.column("note"), strict=True)
    texts, sorts, firsts = keys_of_many(
        shown,
        list(zip(*map(rows.column, _PARTS), strict=True)),
        phones,
        ["\n".join(filter(None, (email, *parts))) for email, parts in zip(emails, more, strict=True)],
    )
    called = [
        "" if not told else name_key(told) if "\n" in told else folded_name_key(text.partition("\n")[0])
        for told, text in zip((a or b for a, b in zip(names, companies, strict=True)), texts, strict=True)
    ]
    return {"name_key": called, "search_text": texts, "sort_key": sorts, "first_key": firsts}
