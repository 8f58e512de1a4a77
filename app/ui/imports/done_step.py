"""Step 4: what came in, which rows stayed out, and the way on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _, ngettext, number_text
from app.ui.imports.figures import Figures
from app.ui.imports.figures_view import FiguresView
from app.ui.imports.footer import Footer
from app.ui.imports.steps import StepArea
from app.ui.theme.tokens import GAP_CARD, GAP_PAGE
from app.ui.widgets.texts import label
from app.wording.counts import clients_count, visits_count


def done_sentence(figures: Figures) -> str:
    """What came in, in one line."""
    clients, purchases = figures.clients_created, figures.purchases_created
    people = clients_count(clients)
    sales = visits_count(purchases)
    if clients and purchases:
        return _("{clients} and {purchases} came in").format(clients=people, purchases=sales)
    if clients or purchases:
        return _("{count} came in").format(count=people if clients else sales)
    if figures.products_created or figures.clients_updated:
        return _("The import is done")
    return _("Nothing new: all of it was here already")


class DoneStep(QWidget):
    """`today`, `undo`, `save_rejected` and `another` are what its buttons do."""

    def __init__(
        self,
        today: Callable[[], object],
        undo: Callable[[], object],
        save_rejected: Callable[[], object],
        another: Callable[[], object],
    ) -> None:
        super().__init__()
        self.title = label("", "title")
        self._sentence = label("", "", "second", wrap=True)
        self.figures = FiguresView()
        self.footer = Footer()
        self.undo_button = self.footer.add_button(_("Undo this import"), undo)
        self.save_button = self.footer.add_button(_("Save rejected rows as Excel…"), save_rejected)
        self.footer.add_button(_("Import another file"), another)
        self.today_button = self.footer.add_button(_("Show who is due today"), today, primary=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_CARD)
        layout.setSpacing(GAP_CARD)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.title)
        texts.addWidget(self._sentence)
        layout.addLayout(texts)
        inside = QVBoxLayout()
        inside.addWidget(self.figures)
        layout.addWidget(StepArea(inside), 1)
        layout.addWidget(self.footer)

    def show_figures(self, figures: Figures) -> None:
        """Tell what was done."""
        self.title.setText(done_sentence(figures))
        if figures.rows_failed:
            n = figures.rows_failed
            sentence = ngettext(
                "{n} row stayed out. Save it as Excel, correct it there and drop that file here.",
                "{n} rows stayed out. Save them as Excel, correct them there and drop that file here.",
                n,
            ).format(n=number_text(n))
        else:
            sentence = _("Every row was used.")
        self._sentence.setText(" ".join((sentence, *figures.errors)))
        self.save_button.setVisible(bool(figures.rows_failed))
        self.figures.show_figures(figures, done=True)
