"""What is done to products of the page: in or out of stock, archived or back, to a file; each with Undo."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from app.i18n import _, number_text
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.exporting import export_to_file
from app.ui.following import follow
from app.ui.shell.undo import tell_done
from app.ui.widgets.action import Action, add_to_menu
from app.wording.actions import action_text
from app.wording.products import waiting_words

if TYPE_CHECKING:
    from app.services.exports.export import Exported
    from app.services.products.listing import Figures


@dataclass(frozen=True)
class ProductActs:
    """What the page does with the product that the table stands at, for the panel and the menu."""

    change: Callable[[], object]
    stock: Callable[[], object]
    wanted: Callable[[], object]
    sell: Callable[[], object]
    sales: Callable[[], object]
    archive: Callable[[], object]
    action: Callable[[str], Action]
    show_product: Callable[[int], object]
    close_wish: Callable[[int], object]


Done = tuple[int, int]  # the action to undo, and how many clients were waiting for what is back


def fill_row_menu(menu: QMenu, acts: ProductActs) -> None:
    """What can be done with the product that the table stands at, each with its key."""
    does = {
        "change": acts.change,
        "stock": acts.stock,
        "wish": acts.wanted,
        "sell": acts.sell,
        "sales": acts.sales,
        "archive": acts.archive,
    }
    known = (replace(acts.action(name), act=act) for name, act in does.items())
    add_to_menu(menu, [*(one for one in known if one.enabled()), None])


def put_in_stock(context: AppContext, ids: Sequence[int], in_stock: bool) -> None:
    """Products are back, or have run out; who waited for what is back is told."""

    def work(report: Report) -> Done:
        from app.services.interests import interested_in
        from app.services.products.listing import read_waiting
        from app.services.products.save import set_in_stock

        action_id = set_in_stock(context.db, ids, in_stock, context.now(), context.today(), report)
        wanted = read_waiting(context.db).keys() & set(ids) if in_stock else ()
        return action_id, len({row.client_id for one in wanted for row in interested_in(context.db, one) if row.met})

    _write(context, work, "back_in_stock" if in_stock else "out_of_stock")


def archive(context: AppContext, ids: Sequence[int], archived: bool) -> None:
    """Take products out of the catalogue, or back into it."""

    def work(report: Report) -> Done:
        from app.services.products.save import archive_products

        return archive_products(context.db, ids, archived, context.now(), report), 0

    _write(context, work, "archive_products" if archived else "unarchive_products")


def export_products(context: AppContext, owner: QObject, ids: array[int], figures: Figures | None) -> None:
    """These products with their figures, as a file."""

    def write(place: Path, report: Report) -> Exported:
        from app.services.exports.export import export_products as export
        from app.services.products.listing import read_figures
        from app.wording.files import export_words

        known = figures or read_figures(context.db, context.today())
        return export(context.db, place, export_words(), ids, known, report)

    export_to_file(context, owner, _("Products"), write)


def _write(context: AppContext, work: Callable[[Report], Done], kind: str) -> None:
    def changed(report: Report) -> tuple[Done, int] | None:
        from app.services.errors import NotFound
        from app.services.products.save import count_changed

        try:
            written = work(report)
        except NotFound:
            return None
        return written, count_changed(context.db, written[0])

    def done(result: tuple[Done, int] | None) -> None:
        if result is None:
            context.events.toast.emit(_("There was nothing to change."), None)
            return
        (action_id, waiting), count = result
        parts = [action_text(kind)]
        if count > 1:
            parts[0] = f"{parts[0]}: {number_text(count)}"
        if waiting:
            parts.append(waiting_words(waiting))
        tell_done(context, action_id, kind, " · ".join(parts))

    follow(context, changed, action_text(kind), done)
