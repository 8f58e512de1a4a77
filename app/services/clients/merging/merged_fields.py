"""The fields of two clients who become one: an empty one is filled, a full one stays unless the other's is wanted."""

from __future__ import annotations

from collections.abc import Callable

from app.models.client import Client
from app.models.search import fold

# Name of a choice -> the columns that go together.
FIELDS: dict[str, tuple[str, ...]] = {
    "name": ("name", "last_name", "first_name", "middle_name"),
    "birthday": ("birth_day", "birth_month", "birth_year"),
    "gender": ("gender",),
    "company": ("company",),
    "address": ("address",),
    "city": ("city",),
    "card": ("card",),
    "source": ("source",),
    "preferred_channel": ("preferred_channel",),
    "do_not_disturb": ("do_not_disturb",),
}


def fill_fields(keep: Client, other: Client, from_other: frozenset[str]) -> None:
    """Join `other`'s fields into `keep`'s. Points are added up; notes are joined, the chosen one first.

    A name without a patronymic counts as empty beside the same name with one, and so does a birthday without a year
    beside the same day with one. Whoever asked once not to be disturbed is not, unless the other's answer is taken;
    whoever wants no offers gets none until the later of both days.
    """
    for name, columns in FIELDS.items():
        empty = _EMPTY.get(name, _is_empty)
        if (name in from_other and not _is_empty(other, keep, columns)) or empty(keep, other, columns):
            for column in columns:
                setattr(keep, column, getattr(other, column))
    if "do_not_disturb" in from_other:
        keep.do_not_disturb = other.do_not_disturb
    keep.contact_days = keep.contact_days or other.contact_days
    keep.muted_until = max(filter(None, (keep.muted_until, other.muted_until)), default=None)
    keep.points += other.points
    keep.note = _joined(*((other.note, keep.note) if "note" in from_other else (keep.note, other.note)))


def _is_empty(client: Client, other: Client, columns: tuple[str, ...]) -> bool:
    return not any(getattr(client, column) for column in columns)


def _fuller_name(keep: Client, other: Client, columns: tuple[str, ...]) -> bool:
    same = fold(f"{keep.last_name}\n{keep.first_name}") == fold(f"{other.last_name}\n{other.first_name}")
    return bool(keep.first_name and same and other.middle_name and not keep.middle_name)


def _fuller_birthday(keep: Client, other: Client, columns: tuple[str, ...]) -> bool:
    same_day = (keep.birth_day, keep.birth_month) == (other.birth_day, other.birth_month)
    return keep.birth_day is None or bool(same_day and other.birth_year and not keep.birth_year)


_EMPTY: dict[str, Callable[[Client, Client, tuple[str, ...]], bool]] = {
    "name": _fuller_name,
    "birthday": _fuller_birthday,
}


def _joined(first: str, second: str) -> str:
    """Both notes, a line each; a note that the other holds already is not repeated."""
    if second.strip() in first:
        return first
    return second if first.strip() in second else f"{first.rstrip()}\n{second}"
