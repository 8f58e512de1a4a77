"""Two more ways into an import: an example workbook to fill in, and a range copied from Excel."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.background import Report
from app.ui.choosing import dropped_files
from app.ui.context import AppContext
from app.ui.exporting import export_to_file
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import row

if TYPE_CHECKING:
    from app.services.exports.export import Exported


class OtherWays(QWidget):
    """Links under the place to drop files; `open_files` takes what was pasted."""

    def __init__(self, context: AppContext, open_files: Callable[[list[Path]], object]) -> None:
        super().__init__()
        self._context, self._open_files = context, open_files
        self.example_button = button(_("Save an example workbook…"), self.save_example, kind="link", small=True)
        self.paste_button = button(_("Paste a table copied in Excel (Ctrl+V)"), self.paste, kind="link", small=True)
        self.profiles_button = button(_("Kinds of files you have set…"), self.show_profiles, kind="link", small=True)
        self.setLayout(row(None, self.example_button, self.paste_button, self.profiles_button, None, spacing=24))

    def show_profiles(self) -> None:
        """The kinds of files whose columns the owner has set."""
        from app.ui.imports.profiles_dialog import ProfilesDialog

        ProfilesDialog(self._context, self).open()

    def save_example(self) -> None:
        """A workbook with the columns that an import understands."""

        def write(place: Path, _report: Report) -> Exported:
            from app.services.exports.export import write_example
            from app.wording.files import example, export_words

            return write_example(place, example(), export_words())

        export_to_file(self._context, self, _("Example for Regulars"), write, endings=(".xlsx",))

    def paste(self) -> None:
        """Import what is on the clipboard: files copied in a file manager, or a table copied in Excel."""
        copied = QGuiApplication.clipboard().mimeData()
        files = [] if copied is None else pasted_files(copied)  # None: some desktops, while nothing was copied
        if files:
            self._open_files(files)
        else:
            said = _("There is no table on the clipboard. Select the cells in Excel with their headings and copy them.")
            self._context.events.toast.emit(said, None)


def pasted_files(data: QMimeData) -> list[Path]:
    """The copied files; or a file with the copied cells, which is gone when the program ends; or nothing."""
    files = dropped_files(data)
    text = data.text() if data.hasText() else ""
    if files or ("\t" not in text and "\n" not in text.strip()):
        return files
    folder = Path(tempfile.mkdtemp(prefix="regulars-pasted-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / (_("from the clipboard") + ".tsv")
    file.write_bytes(text.encode("utf-8", "replace"))
    return [file]
