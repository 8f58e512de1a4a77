"""The command of remembered kinds of files: list them, take them along in a file, forget one."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from app.cli.output import write_json, write_line, write_table
from app.cli.shop import Shop
from app.i18n import _, ngettext, short_day
from app.services.imports.profiles import Profile, export_profiles, forget_profile, import_profiles, list_profiles
from app.services.imports.saved_sheets import sheet_json


def run_profiles(shop: Shop, options: Namespace) -> int:
    """Do one thing of --export, --import and --forget, then tell what is remembered."""
    said = ""
    if options.export:
        count = export_profiles(shop.db, Path(options.export).expanduser())
        said = ngettext("{n} kind of file written", "{n} kinds of files written", count).format(n=count)
    elif options.take:
        names = import_profiles(shop.db, Path(options.take).expanduser(), shop.now)
        said = ngettext("{n} kind of file taken over", "{n} kinds of files taken over", len(names)).format(n=len(names))
    elif options.forget is not None:
        forget_profile(shop.db, options.forget)
    profiles = list_profiles(shop.db)
    if options.json:
        write_json({"profiles": [_profile_json(profile) for profile in profiles]})
        return 0
    if said:
        write_line(said)
    rows = [
        (
            profile.name,
            ", ".join(sheet.name for sheet in profile.sheets),
            str(sum(len(sheet.columns) for sheet in profile.sheets)),
            short_day(shop.settings.local(profile.made_at).date()),
        )
        for profile in profiles
    ]
    write_table((_("Kind of file"), _("Sheets"), _("Columns"), _("Set")), rows, right=(2,))
    return 0


def _profile_json(profile: Profile) -> dict[str, Any]:
    used = profile.used_at
    return {
        "name": profile.name,
        "made_at": profile.made_at.isoformat(),
        "used_at": None if used is None else used.isoformat(),
        "sheets": [sheet_json(sheet) for sheet in profile.sheets],
    }
