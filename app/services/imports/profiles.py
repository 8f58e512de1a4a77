"""Kinds of files and how the owner wants them read: remembered on import, used again by the titles of the columns.

A profile holds, for each sheet of a file, what its columns are taken for, how their cells are read and what becomes of
clients that the shop has: titles and settings, nothing from the rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.enums import Area
from app.models.importing import MappingProfile
from app.services.errors import FileDamaged, FileMissing, FileTooLarge, InvalidValue, NotFound, ReadOnlyStorage
from app.services.imports.planned import PlannedFile, PlannedSheet, Remembered
from app.services.imports.rows import SheetInfo
from app.services.imports.saved_sheets import SavedSheet, likeness, saved_sheet, sheet_from, sheet_json, use_sheet

LONGEST_NAME = 80
LARGEST_FILE_MB = 4
KIND = "regulars-import-profiles"


@dataclass(frozen=True)
class Profile:
    """A kind of file. `made_at` is when it was last changed."""

    name: str
    sheets: tuple[SavedSheet, ...]
    made_at: datetime
    used_at: datetime | None = None


def list_profiles(db: Database) -> list[Profile]:
    """All kinds of files, the one used last first."""
    with db.read() as session:
        return known_profiles(session)


def known_profiles(session: Session) -> list[Profile]:
    """The same within a transaction; one that cannot be understood, written by a newer program, is left out."""
    found = []
    for row in session.scalars(select(MappingProfile)):
        with suppress(InvalidValue):
            sheets = tuple(sheet_from(sheet) for sheet in row.columns)
            found.append(Profile(row.name, sheets, row.made_at, row.used_at))
    return sorted(found, key=lambda profile: profile.used_at or profile.made_at, reverse=True)


def rename_profile(db: Database, name: str, new: str) -> None:
    """Call a kind of file by another name. Raises NotFound, and InvalidValue for a name that is empty or taken."""
    new = " ".join(new.split())[:LONGEST_NAME]
    with db.write(Area.IMPORTS) as session:
        row = _row(session, name)
        if not new or (new != name and _find(session, new) is not None):
            raise InvalidValue(field="profile", value=new)
        row.name = new


def forget_profile(db: Database, name: str) -> None:
    """Read such files as the program thinks from now on. Raises NotFound."""
    with db.write(Area.IMPORTS) as session:
        session.delete(_row(session, name))


def save_profile(session: Session, profile: Profile) -> None:
    """Write a kind of file; one of that name is replaced."""
    row = _find(session, profile.name)
    if row is None:
        row = MappingProfile(name=profile.name, made_at=profile.made_at)
        session.add(row)
    row.signature = next((sheet.signature for sheet in profile.sheets if sheet.taken), "")
    row.columns = [sheet_json(sheet) for sheet in profile.sheets]
    row.made_at, row.used_at = profile.made_at, profile.used_at
    session.flush()


def header_rows(profiles: Iterable[Profile], infos: Iterable[SheetInfo]) -> dict[str, int]:
    """Sheet -> the row where its owner has said that the titles are, when such a sheet came before."""
    moved = {
        saved.found_as: saved.header_row
        for profile in profiles
        for saved in profile.sheets
        if saved.header_row is not None
    }
    return {info.name: moved[info.signature] for info in infos if info.signature in moved}


def use_profiles(profiles: Sequence[Profile], file: PlannedFile, named: str | None = None) -> None:
    """Set the sheets of a file as the owner had set them in such a file before: `named`, or one with the same titles,
    or one with most of them."""
    for sheet in file.sheets:
        found = _named(profiles, named, sheet) if named else _matching(profiles, sheet)
        if found is not None:
            profile, saved = found
            use_sheet(sheet, saved)
            if sheet.is_set():
                sheet.remember(Remembered(profile.name, profile.made_at))


def _matching(profiles: Sequence[Profile], sheet: PlannedSheet) -> tuple[Profile, SavedSheet] | None:
    every = [(profile, saved) for profile in profiles for saved in profile.sheets]
    same = [pair for pair in every if pair[1].signature == sheet.info.signature]
    if same or not every:  # of several sheets of a kind the one of that name, else one that was taken
        return min(same, key=lambda pair: (pair[1].name != sheet.info.name, not pair[1].taken), default=None)
    best = max(every, key=lambda pair: likeness(pair[1], sheet.info))
    return best if likeness(best[1], sheet.info) else None


def _named(profiles: Sequence[Profile], name: str, sheet: PlannedSheet) -> tuple[Profile, SavedSheet] | None:
    """The sheet of that profile with the same titles, else by its name, else its only one."""
    profile = next((profile for profile in profiles if profile.name == name), None)
    if profile is None:
        return None
    found = _matching([profile], sheet)
    by_name = next((saved for saved in profile.sheets if saved.name == sheet.info.name), None)
    only = profile.sheets[0] if len(profile.sheets) == 1 else None
    return found or next(((profile, saved) for saved in (by_name, only) if saved is not None), None)


def remember(session: Session, files: Iterable[PlannedFile], named: str | None, now: datetime) -> None:
    """Keep how the files of an import were read where the owner has set something, or gave it a name.

    What the owner set aside is forgotten.
    """
    profiles = {profile.name: profile for profile in known_profiles(session)}
    for file in (file for file in files if file.error is None):
        sheets = [sheet for sheet in file.sheets if sheet.info.columns]
        old = profiles.get(named or _used(sheets) or "")
        if named or any(sheet.is_set() for sheet in sheets):
            made = tuple(map(saved_sheet, sheets))
            name = named or (old.name if old else _free_name(file.path.stem, profiles))
            kept = _with_others(made, old)
            profiles[name] = Profile(name, kept, now if old is None or kept != old.sheets else old.made_at, now)
            save_profile(session, profiles[name])
        elif old is not None:
            session.delete(_row(session, old.name))
            del profiles[old.name]


def _used(sheets: Iterable[PlannedSheet]) -> str | None:
    """The profile that the sheets were read by, or would have been had the owner not set it aside."""
    return next((name for sheet in sheets if (name := sheet.remembered_name)), None)


def _with_others(made: tuple[SavedSheet, ...], old: Profile | None) -> tuple[SavedSheet, ...]:
    """The sheets of this file, and those of the profile that it does not have: each file may bring some of them."""
    known = {sheet.signature for sheet in made}
    return (*made, *(sheet for sheet in (old.sheets if old else ()) if sheet.signature not in known))


def export_profiles(db: Database, target: Path, names: Sequence[str] = ()) -> int:
    """Write kinds of files (all, or those of these names) as a JSON file; returns how many they are.

    Raises NotFound and ReadOnlyStorage.
    """
    profiles = list_profiles(db)
    missing = next((name for name in names if name not in {profile.name for profile in profiles}), None)
    if missing is not None:
        raise NotFound(what="profile", id=missing)
    wanted = [profile for profile in profiles if not names or profile.name in names]
    told = [{"name": profile.name, "sheets": list(map(sheet_json, profile.sheets))} for profile in wanted]
    try:
        target.write_text(
            json.dumps({"kind": KIND, "version": 1, "profiles": told}, ensure_ascii=False, indent=1), encoding="utf-8"
        )
    except OSError as error:
        raise ReadOnlyStorage(file=target.name) from error
    return len(wanted)


def import_profiles(db: Database, source: Path, now: datetime) -> list[str]:
    """Take over kinds of files from a JSON file; those of the same name are replaced. Returns their names.

    Raises FileMissing, FileTooLarge, and FileDamaged for anything that is no such file.
    """
    found = _profiles_in(source, now)
    with db.write(Area.IMPORTS) as session:
        for profile in found:
            save_profile(session, profile)
    return [profile.name for profile in found]


def _profiles_in(source: Path, now: datetime) -> list[Profile]:
    try:
        if source.stat().st_size > LARGEST_FILE_MB << 20:
            raise FileTooLarge(file=source.name, limit_mb=LARGEST_FILE_MB)
        told: Any = json.loads(source.read_text(encoding="utf-8-sig"))
        if told["kind"] != KIND:
            raise ValueError(told["kind"])
        found = [
            Profile(str(one["name"])[:LONGEST_NAME], tuple(map(sheet_from, one["sheets"])), now)
            for one in told["profiles"]
        ]
    except FileNotFoundError as error:
        raise FileMissing(file=source.name) from error
    except (OSError, ValueError, LookupError, TypeError, RecursionError, InvalidValue) as error:
        raise FileDamaged(file=source.name, detail=str(error)) from error
    if not all(profile.name.strip() for profile in found):
        raise FileDamaged(file=source.name)
    return found


def _free_name(stem: str, taken: Mapping[str, Profile]) -> str:
    name = stem[:LONGEST_NAME] or "1"
    number = 1
    while name in taken:
        number += 1
        name = f"{stem[: LONGEST_NAME - 4]} {number}"
    return name


def _find(session: Session, name: str) -> MappingProfile | None:
    return session.scalars(select(MappingProfile).where(MappingProfile.name == name)).first()


def _row(session: Session, name: str) -> MappingProfile:
    row = _find(session, name)
    if row is None:
        raise NotFound(what="profile", id=name)
    return row
