"""The kinds of files that are read as their owner has set them: what each holds, its name, and taking it along."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _, short_day
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.imports.emptying import empty
from app.ui.imports.plain_table import PlainTable
from app.ui.theme.size import tall
from app.ui.theme.tokens import GAP, GAP_CARD, GAP_SMALL, GAP_WIDE, HEADER_HEIGHT, ROW_HEIGHT
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import Card, ScrollingArea, row
from app.ui.widgets.table_model import ACCESSIBLE, ALIGNMENT, DISPLAY, LEFT, NOWHERE, RIGHT
from app.ui.widgets.texts import label
from app.wording.imports import field_name
from app.wording.readings import choice_text, rule_text

if TYPE_CHECKING:
    from app.services.imports.profiles import Profile
    from app.services.imports.saved_sheets import SavedColumn

WIDTH, HEIGHT = 760, 520
ROWS_SHOWN = 4
FILES = "JSON (*.json)"
Index = QModelIndex | QPersistentModelIndex


class ProfilesModel(QAbstractTableModel):
    """One row per kind of file."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._profiles: Sequence[Profile] = ()
        self._titles = (_("Kind of file"), _("Sheets"), _("Columns"), _("Set"), _("Last used"))

    def show(self, profiles: Sequence[Profile]) -> None:
        """Show these."""
        self.beginResetModel()
        self._profiles = profiles
        self.endResetModel()

    def profile(self, place: int) -> Profile | None:
        """The kind of file in a row."""
        return self._profiles[place] if 0 <= place < len(self._profiles) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._profiles)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        profile = self.profile(index.row()) if index.isValid() else None
        if profile is None:
            return None
        if role in (DISPLAY, ACCESSIBLE):
            return self._text(profile, index.column())
        return (RIGHT if index.column() in (1, 2) else LEFT) if role == ALIGNMENT else None

    def _text(self, profile: Profile, column: int) -> str:
        local, today = self._context.settings.local, self._context.today()
        if column in (1, 2):
            return str(len(profile.sheets) if column == 1 else sum(len(sheet.columns) for sheet in profile.sheets))
        if column == 0:
            return profile.name
        moment = profile.made_at if column == 3 else profile.used_at
        return "" if moment is None else short_day(local(moment).date(), today)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._titles):
            return None
        if role == DISPLAY:
            return self._titles[section]
        return (RIGHT if section in (1, 2) else LEFT) if role == ALIGNMENT else None


class ProfilesDialog(QDialog):
    """Lists them, shows what the chosen one holds; every change is written at once."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle(_("Kinds of files you have set"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(WIDTH, HEIGHT)
        self._name = ""  # of the chosen one
        self.model = ProfilesModel(context)
        self.table = PlainTable(self.model, _("Kinds of files you have set"))
        self.model.setParent(self.table)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setFixedHeight(tall(HEADER_HEIGHT) + ROWS_SHOWN * tall(ROW_HEIGHT))
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose(now.row()))
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Name"))
        self.name.editingFinished.connect(self._rename)
        self.forget_button = button(_("Forget"), self._forget, kind="danger", small=True)
        self.save_button = button(_("Save all to a file…"), self._save, small=True)
        self.take_button = button(_("Take from a file…"), self._take, small=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(GAP_SMALL)
        self._lay_out()
        self.reload()

    def _lay_out(self) -> None:
        self.sentence = label("", "", "second", wrap=True)
        held = QWidget()
        held.setLayout(self._lines)
        listed = Card(padding=0, spacing=0)
        listed.body.addWidget(self.table)
        self._detail = Card(padding=GAP_WIDE)
        self._detail.body.addLayout(row(label(_("Name"), "", "second"), self.name, self.forget_button, spacing=GAP))
        self._detail.body.addWidget(ScrollingArea(held), 1)
        close = button(_("Close"), self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(GAP_CARD)
        layout.addWidget(label(_("Kinds of files you have set"), "heading"))
        layout.addWidget(self.sentence)
        layout.addWidget(listed)
        layout.addWidget(self._detail, 1)
        layout.addStretch(0)
        layout.addLayout(row(self.save_button, self.take_button, None, close, spacing=GAP))

    def reload(self) -> None:
        """Read them again."""
        from app.services.imports.profiles import list_profiles

        db = self.context.db
        self.context.jobs.run(lambda _report: list_profiles(db), on_done=self._show, owner=self)

    def _show(self, profiles: list[Profile]) -> None:
        self.model.show(profiles)
        self.table.fit_columns(60, 360)
        some = bool(profiles)
        self.sentence.setText(
            _("When such a file comes again, its columns are taken as you set them.")
            if some
            else _("Nothing yet. Correct a column during an import, and the program remembers it for such files.")
        )
        self.save_button.setEnabled(some)
        self._detail.setVisible(some)
        place = next((n for n, profile in enumerate(profiles) if profile.name == self._name), 0)
        if some:
            self.table.selectRow(place)
            self._choose(place)

    def _choose(self, place: int) -> None:
        profile = self.model.profile(place)
        if profile is None:
            return
        self._name = profile.name
        self.name.setText(profile.name)
        empty(self._lines)
        for sheet in profile.sheets:
            told = sheet.name if sheet.taken else _("{sheet}: left out").format(sheet=sheet.name)
            self._lines.addWidget(label(told, "strong"))
            for column in sheet.columns if sheet.taken else ():
                self._lines.addWidget(label(column_line(column), "", "second", wrap=True))
        self._lines.addStretch(1)

    def _rename(self) -> None:
        from app.services.imports.profiles import rename_profile

        old, new, db = self._name, " ".join(self.name.text().split()), self.context.db
        if not old or new == old:
            return
        self._name = new
        self._write(lambda _report: rename_profile(db, old, new), back=old)

    def _forget(self) -> None:
        from app.services.imports.profiles import forget_profile

        name, db = self._name, self.context.db
        self._write(lambda _report: forget_profile(db, name), back=name)

    def _save(self) -> None:
        from app.services.imports.profiles import export_profiles

        suggested = Path.home() / (_("kinds of files") + ".json")
        place = self.context.messages.choose_place(_("Save all to a file…"), suggested, FILES)
        db = self.context.db
        if place is not None:
            self.context.jobs.run(
                lambda _report: export_profiles(db, place), on_failed=self.context.messages.show_error, owner=self
            )

    def _take(self) -> None:
        from app.services.imports.profiles import import_profiles

        files = self.context.messages.choose_files(_("Take from a file…"), FILES)
        db, now = self.context.db, self.context.now()

        def work(_report: Report) -> None:
            for file in files:
                import_profiles(db, file, now)

        if files:
            self._write(work, back=self._name)

    def _write(self, work: Any, back: str) -> None:
        """Change something and show what there is then; a failure is told, and the name is `back` what it was."""

        def failed(error: Exception) -> None:
            self._name = back
            self.context.messages.show_error(error)
            self.reload()

        self.context.jobs.run(work, on_done=lambda _none: self.reload(), on_failed=failed, lane="write", owner=self)


def column_line(column: SavedColumn) -> str:
    """A column of a kind of file: "Откуда → City · replace by the file"."""
    said = [f"{column.title} → {field_name(column.field.value)}"]
    said += [choice_text(kind, value) for kind, value in column.reading._asdict().items() if value is not None]
    if column.rule != "fill":
        said.append(rule_text(column.rule))
    return " · ".join(said)
