"""Export from a page: ask where, write in a lane, say where it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app.i18n import _
from app.services.errors import Cancelled
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.services.exports.export import Exported

KINDS = {".xlsx": "Excel (*.xlsx)", ".csv": "CSV (*.csv)", ".vcf": "vCard (*.vcf)", ".ics": "iCalendar (*.ics)"}
TABLES = (".xlsx", ".csv")
CLIENTS = (*TABLES, ".vcf")
LONGEST_NAME = 80
_FORBIDDEN = dict.fromkeys(map(ord, '<>:"/\\|?*'), " ") | dict.fromkeys(range(32))


def export_to_file(
    context: AppContext,
    owner: QObject,
    name: str,
    write: Callable[[Path, Report], Exported],
    *,
    endings: Sequence[str] = TABLES,
) -> None:
    """Ask for a place, beginning with `name` and the first of `endings`, and call `write(place, report)` there; then
    offer its folder.

    How far it is stands at the bottom meanwhile, with Cancel.
    """
    suggested = Path.home() / f"{name}{endings[0]}"
    place = context.messages.choose_place(_("Export"), suggested, ";;".join(KINDS[one] for one in endings))
    if place is None:
        return
    target = place if place.suffix else place.with_name(place.name + endings[0])
    said = _("Saving “{file}”").format(file=target.name)

    def cancel() -> None:
        job.cancel()
        context.events.work_over.emit()

    def failed(error: Exception) -> None:
        context.events.work_over.emit()
        if not isinstance(error, Cancelled):
            context.messages.show_error(error)

    def progress(done: int, total: int) -> None:
        share = _("{n} %").format(n=done * 100 // max(total, 1))
        context.events.working.emit(f"{said} · {share}", cancel)

    job = context.jobs.run(
        lambda report: write(target, report),
        on_done=lambda exported: context.events.file_written.emit(exported.file),
        on_failed=failed,
        on_progress=progress,
        lane="file",
        owner=owner,
    )


def file_name(text: str) -> str:
    """The text without what a file's name may not hold."""
    return " ".join(text.translate(_FORBIDDEN).split())[:LONGEST_NAME].rstrip(". ")


def offer_folder(toast: Toast, file: Path) -> None:
    """Say where a file is, and open its folder when asked."""
    folder = QUrl.fromLocalFile(str(file.parent))
    said = _("Saved as “{file}”").format(file=file.name)
    toast.show_offer(said, _("Open folder"), lambda: QDesktopServices.openUrl(folder))
