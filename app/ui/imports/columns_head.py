"""The head of the columns: what was found, how it is set, and what can be said about the sheet as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.i18n import _, ngettext, number_text
from app.ui.context import AppContext
from app.ui.imports.columns_tools import Labelled
from app.ui.imports.currency_row import CurrencyRow
from app.ui.imports.draft import FileDraft, SheetDraft
from app.ui.imports.notice import TEXT_FILES, encoding_box
from app.ui.imports.remembered_line import RememberedLine
from app.ui.imports.sheet_list import role_sentence
from app.ui.theme.size import tall
from app.ui.theme.tokens import GAP_SMALL, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.texts import label
from app.wording.imports import remark_text

TOOL = 28  # height


def found_sentence(sheet: SheetDraft) -> str:
    """Where the headings are and how many columns were understood."""
    info = sheet.info
    if not info.columns:
        return _("There is no table on this sheet.")
    what = role_sentence(sheet.role)
    where = (
        _("The headings are in row {n}.").format(n=info.header_row)
        if info.header_row
        else _("There are no headings: the columns were recognised by what is in them.")
    )
    known = ngettext(
        "{known} column of {n} is understood; correct it if it is wrong.",
        "{known} columns of {n} are understood; correct them if they are wrong.",
        sheet.known(),
    )
    said = [what, where, known.format(known=sheet.known(), n=len(info.columns))]
    if info.hidden_rows:
        left_out = ngettext("{n} hidden row is left out.", "{n} hidden rows are left out.", info.hidden_rows)
        said.append(left_out.format(n=number_text(info.hidden_rows)))
    said += map(remark_text, info.remarks)
    return " ".join(said)


class ColumnsHead(QWidget):
    """Title and sentence, the currency, what was remembered, a way to the unsure columns, and small choices."""

    def __init__(
        self, context: AppContext, currency: CurrencyRow, aside: Callable[[], object], look: Callable[[], object]
    ) -> None:
        super().__init__()
        self.title = label(_("What is in which column?"), "title")
        self.sentence = label("", "", "second", wrap=True)
        self.currency = currency
        self.remembered = RememberedLine(context, aside)
        self.unsure_button = button("", look, kind="link", small=True)
        self.tools: list[QWidget] = []
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.title)
        texts.addWidget(self.sentence)
        holder = QWidget()
        self._flow = FlowLayout(GAP_WIDE)
        currency.setFixedHeight(tall(TOOL))
        self._flow.addWidget(currency)
        holder.setLayout(self._flow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        layout.addLayout(texts)
        layout.addWidget(self.remembered)
        layout.addWidget(holder)

    def show_sheet(self, sheet: SheetDraft) -> None:
        """Say what was found and how it is set now."""
        self.sentence.setText(found_sentence(sheet))
        self.remembered.show_remembered(sheet.planned.remembered)
        unsure = len(sheet.unsure())
        self.unsure_button.setText(_("Columns to look at: {n}").format(n=unsure))
        self.unsure_button.setVisible(bool(unsure))

    def show_tools(self, tools: Sequence[QWidget]) -> None:
        """Offer these choices, and the way to the columns that the program is not sure of."""
        for old in self.tools:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.tools = list(tools)
        self._flow.removeWidget(self.unsure_button)
        for tool in (*self.tools, self.unsure_button):
            tool.setFixedHeight(tall(TOOL))
            self._flow.addWidget(tool)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        editors = [tool.editor if isinstance(tool, Labelled) else tool for tool in self.tools]
        return [self.currency.box, self.remembered.button, *editors, self.unsure_button]


def file_tools(
    file: FileDraft, encoding: Callable[[str | None], object], hidden: Callable[[bool], object]
) -> list[QWidget]:
    """What can be said about the file as a whole: its encoding, and whether what it hides is read."""
    made: list[QWidget] = []
    if file.path.suffix.lower() in TEXT_FILES:
        made.append(encoding_box(file.encoding, encoding))
    if file.hidden or file.hides_something():
        box = QCheckBox(_("Also the hidden rows and columns"))
        box.setChecked(file.hidden)
        box.toggled.connect(hidden)
        made.append(box)
    return made
