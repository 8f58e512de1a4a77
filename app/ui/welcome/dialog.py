"""The questions of the first start, a screen each. Every one can be skipped, and Esc skips all."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from app.i18n import _, language
from app.services.first_start import answer
from app.ui.choosing import choose_tables
from app.ui.context import AppContext
from app.ui.shell.sample import make_sample
from app.ui.theme import scaled
from app.ui.theme.brand import mark
from app.ui.theme.tokens import GAP, GAP_CARD, GAP_PAGE
from app.ui.welcome.steps import LANGUAGE_NAMES, BeginStep, LanguageStep, ShopStep, Step
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import ScrollingArea, row
from app.ui.widgets.texts import label

WIDTH, HEIGHT = 600, 480
FRAME = 60  # px; what the desktop draws around it
MARK = 24


class WelcomeDialog(QDialog):
    """Over the window, which shows Today behind it. What was answered is saved with each step. With what to begin is
    asked of an `empty` shop only."""

    def __init__(self, context: AppContext, parent: QWidget, *, empty: bool = True) -> None:
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.screen().availableSize()
        self.setMinimumSize(min(scaled(WIDTH), room.width()), min(scaled(HEIGHT), room.height() - FRAME))
        self._number, self._steps = 0, _STEPS if empty else _STEPS[:-1]
        self._shop = {"shop_name": context.settings.shop_name, "currency": context.settings.currency}
        self._around = QVBoxLayout(self)
        self._around.setContentsMargins(0, 0, 0, 0)
        self._content = QWidget()
        self._around.addWidget(self._content)
        self._show_step()
        context.events.look_changed.connect(self._on_look_changed)

    def next_step(self) -> None:
        """Save this answer and go on."""
        answers = self.step.answers()
        self._shop.update(answers)
        self._save(**{name: value for name, value in answers.items() if value})
        self.skip()

    def skip(self) -> None:
        """Go on without an answer; after the last question all is done."""
        if self._number == len(self._steps) - 1:
            self.accept()
        else:
            self._number += 1
            self._show_step()

    def back(self) -> None:
        """To the question before, with what was typed there."""
        self._number -= 1
        self._show_step()

    def speak(self, chosen: str) -> None:
        """The whole program in this language, from now on."""
        self._shop.update(self.step.answers())
        self._save(language=chosen)

    def choose_file(self) -> None:
        """Pick the owner's tables; without any the question stays."""
        files = choose_tables(self.context.messages)
        if files:
            self.accept()
            self.context.events.import_files.emit(files)

    def take_sample(self) -> None:
        """Today, which fills as soon as the sample is made."""
        self.accept()
        make_sample(self.context)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button of the foot that has the focus, elsewhere the primary one."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focused in (self.back_button, self.skip_button):
            focused.click()
        else:
            super().keyPressEvent(event)

    def _on_look_changed(self) -> None:
        if self.isVisible():
            self._show_step()

    def _save(self, **answers: Any) -> None:
        db = self.context.db
        if answers:
            self.context.jobs.run(lambda _report: answer(db, **answers), lane="write")

    def _show_step(self) -> None:
        """Build the question anew, also after the language has changed."""
        self.setWindowTitle(_("Welcome"))
        self.step = self._steps[self._number](self)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(GAP_PAGE * 2, GAP_PAGE, GAP_PAGE * 2, GAP_PAGE)
        layout.setSpacing(GAP_CARD)
        layout.addLayout(self._head())
        layout.addSpacing(GAP_PAGE)
        layout.addWidget(ScrollingArea(self.step), 1)
        layout.addLayout(self._foot())
        self._around.replaceWidget(self._content, content)
        self._content.hide()
        self._content.deleteLater()
        self._content = content
        content.show()  # now, or nothing in it can take the focus yet
        if self.step.first is not None:
            self.step.first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.next_button.setDefault(self.next_button.isVisibleTo(self))  # the answer that had the focus was it before

    def _head(self) -> Any:
        sign = QLabel()
        sign.setPixmap(mark(MARK, self.devicePixelRatioF()))
        other = next(code for code in LANGUAGE_NAMES if code != language())
        self.other_language = button(LANGUAGE_NAMES[other], partial(self.speak, other), kind="link", small=True)
        self.other_language.setVisible(not isinstance(self.step, LanguageStep))
        return row(sign, label("Regulars", "brand"), None, self.other_language)

    def _foot(self) -> Any:
        last, choices = self._number == len(self._steps) - 1, isinstance(self.step, BeginStep)
        told = _("{n} of {all}").format(n=self._number + 1, all=len(self._steps))
        self.back_button = button(_("Back"), self.back, kind="ghost")
        self.back_button.setVisible(self._number > 0)
        self.skip_button = button(_("Decide later") if choices else _("Skip"), self.skip, kind="ghost")
        self.skip_button.setVisible(choices or not last)
        self.next_button = button(_("Done") if last else _("Next"), self.next_step, kind="primary")
        self.next_button.setDefault(not choices)
        self.next_button.setVisible(not choices)
        return row(
            label(told, "small", "third"), None, self.back_button, self.skip_button, self.next_button, spacing=GAP
        )


def _shop_step(dialog: WelcomeDialog) -> Step:
    return ShopStep(dialog._shop["shop_name"], dialog._shop["currency"])


def _language_step(dialog: WelcomeDialog) -> Step:
    return LanguageStep(dialog.speak)


def _begin_step(dialog: WelcomeDialog) -> Step:
    return BeginStep(dialog.choose_file, dialog.take_sample, dialog.accept)


_STEPS = (_shop_step, _language_step, _begin_step)
