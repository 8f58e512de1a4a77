"""Settings: each change is saved at once, said at the bottom, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import Area
from app.services.settings import ShopSettings, get_settings, save_settings
from app.ui.context import AppContext
from app.ui.settings.beginning_card import BeginningCard, SampleCard
from app.ui.settings.choices import countries, languages, text_sizes, themes, time_zones
from app.ui.settings.computer_card import ComputerCard
from app.ui.settings.editors import ChoiceSetting, LinesSetting, TextSetting
from app.ui.settings.own_fields import OwnFieldsCard
from app.ui.settings.page_actions import page_actions
from app.ui.settings.reminders_card import fill_reminders
from app.ui.settings.setting_card import SettingCard
from app.ui.settings.staff import StaffCard
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP_CARD, GAP_PAGE
from app.ui.widgets.action import Action
from app.ui.widgets.buttons import button
from app.ui.widgets.currencies import currencies
from app.ui.widgets.frames import Card, ScrollingArea, row
from app.ui.widgets.page import Page
from app.ui.widgets.texts import ElidedLabel, label
from app.wording.enquiries import lost_reasons
from app.wording.outcomes import leaving_reasons
from app.wording.payments import payment_kinds

FORM_WIDTH = 760


class SettingsPage(Page):
    """Cards of settings; nothing has to be pressed to save."""

    areas: ClassVar[frozenset[Area]] = frozenset({Area.SETTINGS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._settings = context.settings
        self._editors: dict[str, Any] = {}
        self._taken_back: list[tuple[str, Any]] = []  # settings and what they were set to
        column = QWidget()
        column.setMaximumWidth(scaled(FORM_WIDTH + 2 * GAP_PAGE))
        layout = QVBoxLayout(column)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_CARD)
        layout.addWidget(label(_("Settings"), "title"))
        self.computer = ComputerCard(context, self._editors, self._saver)
        of_shop = self._shop(), self._look(), self._reminders()
        cards = (*of_shop, self.computer, self._own_fields(), self._lists(), self._staff())
        self.sample = SampleCard(context)
        for card in (self.sample, *cards, self._data(), BeginningCard(context)):
            layout.addWidget(card)
        layout.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        self._area = ScrollingArea(column)
        across.addWidget(self._area)
        self.hand_focus_to(self._editors["shop_name"])
        self._show(context.settings)

    def reload(self) -> None:
        """Read the settings again, for they may have been changed elsewhere."""
        self.context.jobs.run(lambda _report: get_settings(self.context.db), on_done=self._show)
        self.own_fields.reload()
        self.staff.reload()
        self.sample.reload()
        self.computer.reload()

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """Every setting by its name, and what the buttons do."""
        return page_actions(lambda: self)

    def show_setting(self, name: str) -> None:
        """Put the cursor where the setting of this name is, or "sample", or "starts", with its card in sight."""
        others = {"sample": self.sample.clear_button, "starts": self.computer.starts}
        editor: QWidget = others.get(name) or self._editors[name]
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        card = next((one for one in self.findChildren(SettingCard) if one.isAncestorOf(editor)), editor)
        # once the layout has given it its place
        QTimer.singleShot(0, self, lambda: self._area.verticalScrollBar().setValue(card.y() - GAP_CARD))

    def _show(self, settings: ShopSettings) -> None:
        self._settings = settings
        for name, editor in self._editors.items():
            editor.show_value(getattr(settings, name))

    def do_again(self) -> bool:
        """Set the setting that was taken back last to what it was set to."""
        if not self._taken_back:
            return False
        self._set(*self._taken_back.pop())
        return True

    def _save(self, name: str, value: Any) -> None:
        self._taken_back.clear()
        self._set(name, value)

    def _set(self, name: str, value: Any) -> None:
        before = getattr(self._settings, name)
        # The page may be built anew by the change (language, theme), so Undo must not hang on it.
        context, taken_back = self.context, self._taken_back

        def work(_report: object) -> None:
            set_one(context, name, value)

        def failed(error: Exception) -> None:
            self.reload()
            context.messages.show_error(error)

        def undo() -> None:
            taken_back.append((name, value))
            take_back(context, name, before)

        def done(_none: object) -> None:
            context.events.toast.emit(_("Saved"), undo)

        self._settings = replace(self._settings, **{name: value})
        context.jobs.run(work, on_done=done, on_failed=failed, lane="write")

    def _saver(self, name: str) -> Callable[[Any], None]:
        return lambda value: self._save(name, value)

    def _shop(self) -> Card:
        card = self._card(_("Shop"))
        card.add("shop_name", TextSetting(self._saver("shop_name")))
        card.add("currency", self._choice("currency", currencies(self._settings.currency)))
        card.add("time_zone", self._choice("time_zone", time_zones(), search=True))
        note = _("Phones typed without a country code are taken to be from here.")
        card.add("country", self._choice("country", countries(), search=True), note)
        return card

    def _look(self) -> Card:
        card = self._card(_("Look"))
        card.add("language", self._choice("language", languages()))
        card.add("theme", self._choice("theme", themes()))
        size = ChoiceSetting(text_sizes(), lambda percent: self._save("text_size", int(percent)))
        card.add("text_size", size)
        return card

    def _own_fields(self) -> Card:
        self.own_fields = OwnFieldsCard(self.context)
        return self.own_fields

    def _staff(self) -> Card:
        self.staff = StaffCard(self.context)
        return self.staff

    def _reminders(self) -> Card:
        card = self._card(_("Reminders"))
        self.rules_button = fill_reminders(card, self.context)
        return card

    def _lists(self) -> Card:
        card = self._card(_("Lists to choose from"))
        note = _("One on each line. Empty the list, and the usual one is back.")
        reasons = LinesSetting(lost_reasons(()), self._saver("lost_reasons"))
        card.add("lost_reasons", reasons, note)
        leaving = LinesSetting(leaving_reasons(()), self._saver("leaving_reasons"))
        card.add("leaving_reasons", leaving, note)
        kinds = LinesSetting(payment_kinds(()), self._saver("payment_kinds"))
        card.add("payment_kinds", kinds, note)
        return card

    def _data(self) -> Card:
        card = self._card(_("Data on this computer"))
        card.line(_("Folder"), ElidedLabel(str(self.context.data_folder)))
        buttons = QWidget()
        buttons.setLayout(
            row(
                button(_("Open the folder"), self.open_folder, icon_name="folder-open"),
                button(_("Back up now"), self.back_up, icon_name="hard-drive-download"),
                None,
            )
        )
        note = _(
            "A checked copy of the shop goes to the folder “backups” once a day by itself. Files kept with clients are"
            " not in it: they stand in the folder “attachments” beside it."
        )
        card.line(_("Backup"), buttons, note)
        return card

    def _choice(self, name: str, choices: list[tuple[str, str]], *, search: bool = False) -> ChoiceSetting:
        return ChoiceSetting(choices, self._saver(name), search=search)

    def _card(self, title: str) -> SettingCard:
        return SettingCard(title, self._editors, self._saver)

    def open_folder(self) -> None:
        """Show the folder with the shop's file."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.context.data_folder)))

    def back_up(self) -> None:
        """A checked copy of the shop, now."""
        from app.services import backups

        context = self.context
        target = backups.new_backup_file(context.data_folder, context.now())

        def done(_backup: object) -> None:
            context.events.toast.emit(_("Backed up to {file}").format(file=target.name), None)

        context.jobs.run(lambda _report: backups.back_up(context.db, target), on_done=done)


def set_one(context: AppContext, name: str, value: Any) -> None:
    """Save this setting, and leave the others as they are now, whoever changed them. In the writer lane."""
    save_settings(context.db, replace(get_settings(context.db), **{name: value}))


def take_back(context: AppContext, name: str, before: Any) -> None:
    """Set the setting `name` to what it was before."""

    def work(_report: object) -> None:
        set_one(context, name, before)

    context.jobs.run(work, on_done=lambda _none: context.events.toast.emit(_("Taken back"), None), lane="write")
