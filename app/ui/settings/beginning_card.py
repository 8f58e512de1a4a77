"""What Settings offer around the beginning: clear the sample shop, read the guide, answer the first questions again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import AppContext
from app.ui.settings.setting_card import SettingCard, left
from app.ui.shell.sample import ask_to_clear
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import row

if TYPE_CHECKING:
    from app.services.sample_shop import SampleShop


class SampleCard(SettingCard):
    """There as long as the sample shop is; `reload` looks for it."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(_("Sample shop"), {}, _saves_nothing)
        self._context = context
        self._sample: SampleShop | None = None
        self.clear_button = button(_("Clear and begin for real…"), self._on_clear_clicked, icon_name="store")
        note = _("All its clients, purchases and tasks go at once. A copy is kept in the backups.")
        self.line(_("When you have tried it"), left(self.clear_button), note)
        self.hide()

    def reload(self) -> None:
        """Look whether the shop is the sample."""

        def find(_report: object) -> SampleShop | None:
            from app.services.sample_shop import find_sample

            return find_sample(self._context.db)

        self._context.jobs.run(find, on_done=self._show_sample, owner=self)

    def _show_sample(self, sample: SampleShop | None) -> None:
        self._sample = sample
        self.setVisible(sample is not None)

    def _on_clear_clicked(self) -> None:
        if self._sample is not None:
            ask_to_clear(self._context, self._sample)


class BeginningCard(SettingCard):
    """The guide, and the questions of the first start."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(_("Help"), {}, _saves_nothing)
        events = context.events
        self.guide_button = button(_("Read the guide"), lambda: events.show_guide.emit(""), icon_name="book-open")
        self.ask_button = button(_("Answer the first questions again"), events.welcome.emit)
        buttons = QWidget()
        self.keys_button = button(
            _("The list of keys"), lambda: events.window_action.emit("keys"), icon_name="keyboard"
        )
        buttons.setLayout(row(self.guide_button, self.keys_button, None))
        self.line(_("Guide"), buttons)
        self.line(_("First steps"), left(self.ask_button))


def _saves_nothing(_name: str) -> Callable[[Any], None]:
    return lambda _value: None
