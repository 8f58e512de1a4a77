"""One category for several products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.errors import NotFound
from app.services.products.listing import list_categories
from app.services.products.save import set_category
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.suggest import SuggestLine


class CategoryDialog(FormDialog):
    """Those in use are suggested; an empty line takes the products out of theirs."""

    def __init__(self, context: AppContext, ids: Sequence[int], parent: QWidget) -> None:
        super().__init__(context, _("Category of the chosen"), _("Save"), parent)
        self._ids = tuple(ids)
        self.category: SuggestLine[str] = SuggestLine(context, self._in_use, str)
        self.add_field(_("Category"), self.category, _("Leave it empty for none."))

    def prepare(self) -> Callable[[], int]:
        db, ids, category, now = self.context.db, self._ids, self.category.text(), self.context.now()

        def write() -> int:
            with suppress(NotFound):  # all of them have it already
                set_category(db, ids, category, now)
            return ids[0]

        return write

    def _in_use(self, typed: str) -> list[str]:
        folded = typed.casefold()
        return [one for one in list_categories(self.context.db) if folded in one.casefold()]
