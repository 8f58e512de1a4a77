"""Done asks what came of it: a menu under the button, answered with one click or one digit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from app.i18n import _, ngettext
from app.models.enums import Outcome, ReminderKind
from app.services.reminders.items import read_key
from app.ui.context import AppContext
from app.ui.item_actions import finish, finish_all, finish_with
from app.ui.widgets.own_keys_menu import OwnKeysMenu
from app.ui.widgets.texts import label
from app.wording.outcomes import leaving_reasons, outcome_name

OF_CLIENT = tuple(Outcome)
# Who asked and is no client yet has no card on which a purchase or a wrong number could be noted.
OF_NOBODY = {ReminderKind.ENQUIRY: (Outcome.REACHED, Outcome.NO_ANSWER, Outcome.NOT_INTERESTED)}
MARGINS = (12, 6, 12, 4)
Told = Callable[[Outcome, str], object]


class OutcomeMenu(OwnKeysMenu):
    """1 to 5 tell what came of it, D once more is done without a word, A with all reasons of somebody who has several;
    arrows and Enter as in every menu. `letters`: those on a key, Latin and Russian, and what they do.

    `told(outcome, reason)`: one was chosen, with why the client is leaving. `plain()`: done, and nothing else.
    `offered`: what can come of it; each has its digit, whatever is left out.
    """

    def __init__(
        self,
        context: AppContext,
        told: Told,
        plain: Callable[[], object],
        parent: QWidget,
        offered: Collection[Outcome],
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What came of it?"))
        title = QWidgetAction(self)
        words = label(_("What came of it?"), "", "second")
        words.setContentsMargins(*MARGINS)
        title.setDefaultWidget(words)
        title.setEnabled(False)
        self.addAction(title)
        notes = {Outcome.NO_ANSWER: _("try again tomorrow"), Outcome.BOUGHT: _("write down the purchase")}
        for number, outcome in enumerate(Outcome, start=1):
            if outcome not in offered:
                continue
            name = outcome_name(outcome)
            if outcome in notes:
                name = f"{name}: {notes[outcome]}"
            if outcome is Outcome.NOT_INTERESTED:
                self.reasons = self._add_reasons(context, f"&{number}  {name}", told)
            else:
                self._add(self, f"&{number}  {name}", partial(told, outcome, ""))
        self.addSeparator()
        self.letters = {"dв": self._add(self, _("Just done") + "\tD", plain)}

    def offer_all(self, reasons: int, act: Callable[[], object]) -> None:
        """One entry more: `act` does everything there is with somebody who has so many `reasons`."""
        words = ngettext("Done with {n} reason", "Done with all {n} reasons", reasons).format(n=reasons)
        self.letters["aф"] = self._add(self, words + "\tA", act)

    def show_below(self, anchor: QWidget) -> None:
        """Open under `anchor`, with the first answer ready for Enter."""
        super().show_below(anchor)
        self.setActiveAction(self.actions()[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().casefold()
        chosen = next((act for letters, act in self.letters.items() if letter and letter in letters), None)
        if chosen is None:
            super().keyPressEvent(event)
        else:
            self.close()
            chosen.trigger()

    def _add_reasons(self, context: AppContext, name: str, told: Told) -> QMenu:
        """One click more: why the client is leaving."""
        menu = OwnKeysMenu(name, self)
        self.addMenu(menu)
        for number, reason in enumerate(leaving_reasons(context.settings.leaving_reasons), start=1):
            shown = reason.replace("&", "&&")
            self._add(
                menu, f"&{number}  {shown}" if number < 10 else shown, partial(told, Outcome.NOT_INTERESTED, reason)
            )
        menu.addSeparator()
        self._add(menu, "&0  " + _("Did not say why"), partial(told, Outcome.NOT_INTERESTED, ""))
        return menu

    def _add(self, menu: QMenu, name: str, act: Callable[[], object]) -> QAction:
        made = menu.addAction(name)
        made.triggered.connect(lambda _on=False: act())
        return made


def ask_outcome(
    context: AppContext,
    item_id: str,
    name: str,
    client_id: int | None,
    anchor: QWidget,
    channel: str | None = None,
    of_person: Sequence[str] = (),
) -> None:
    """Ask under `anchor` what came of a reminder, and do it; with a task of nobody there is nothing to ask.

    `channel`: how the client is reached about it, which is logged. `of_person`: all reminders of the same person, where
    they are listed together.
    """

    def plain() -> None:
        finish(context, item_id, name)

    def told(outcome: Outcome, reason: str) -> None:
        finish_with(context, item_id, name, client_id, outcome, reason, channel)

    offered = OF_CLIENT if client_id is not None else OF_NOBODY.get(read_key(item_id).kind, ())
    if offered:
        menu = OutcomeMenu(context, told, plain, anchor.window(), offered)
        if len(of_person) > 1:
            menu.offer_all(len(of_person), lambda: finish_all(context, of_person, name, channel))
        menu.show_below(anchor)
    else:
        plain()
