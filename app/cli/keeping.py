"""Commands that keep the shop safe, and the sample shop."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app.cli.output import write_json, write_line
from app.cli.shop import Shop
from app.i18n import _
from app.services.backups import back_up, new_backup_file
from app.wording.counts import clients_count, receipts_count


def run_backup(shop: Shop, options: Namespace) -> int:
    """Write a checked copy of the shop's file."""
    target = Path(options.file).expanduser().resolve() if options.file else new_backup_file(shop.folder, shop.now)
    backup = back_up(shop.db, target)
    if options.json:
        write_json({"file": str(backup.file), "bytes": backup.bytes, "sha256": backup.sha256})
    else:
        write_line(str(backup.file))
    return 0


def run_check(shop: Shop, options: Namespace) -> int:
    """Check the shop's file; exit code 1 when something is wrong with it."""
    problems = shop.db.problems()
    if options.json:
        write_json({"ok": not problems, "problems": problems})
    else:
        write_line("\n".join(problems) or _("The database is whole."))
    return 1 if problems else 0


def run_demo(shop: Shop, options: Namespace) -> int:
    """Fill an empty shop with the sample files, dated so that something is due today; or clear the sample."""
    from app.services.demo import make_demo
    from app.services.sample_shop import clear_sample

    if options.clear:
        file = str(clear_sample(shop.db, shop.now).file)
        if options.json:
            write_json({"backup": file})
        else:
            write_line(_("The shop is empty. A copy of the sample is in {file}").format(file=file))
        return 0
    demo = make_demo(shop.db, shop.today(options), shop.now)
    if options.json:
        write_json({"clients": demo.clients, "purchases": demo.purchases, "today": demo.today})
    else:
        counts = (clients_count(demo.clients), receipts_count(demo.purchases))
        write_line(_("The sample shop has {clients} and {receipts}.").format(clients=counts[0], receipts=counts[1]))
    return 0
