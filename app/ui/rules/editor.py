"""The editor of one rule: what it does, its parameters, its messages, and what the change would do today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _, language
from app.models.enums import ReminderKind
from app.models.rule_params import LapsedParams, Params
from app.services.reminders.items import BY_RULE
from app.services.reminders.rules.data import Rule
from app.services.reminders.texts import language_of
from app.ui.context import AppContext
from app.ui.rules.effect import EffectLine
from app.ui.rules.form import ParamsForm, params_form
from app.ui.rules.left_alone import LeftAlonePart
from app.ui.rules.messages import MessagesPart
from app.ui.theme.tokens import GAP, GAP_CARD, GAP_WIDE
from app.ui.widgets.action import Action, menu_text, tip
from app.ui.widgets.buttons import button, menu_button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.field import Field
from app.ui.widgets.frames import ScrollingArea, line, row
from app.ui.widgets.side_panel import SidePanel
from app.ui.widgets.texts import label
from app.wording.rule_effects import hit_words
from app.wording.rules import RuleNames, rule_kind_title, rule_sentence, sample_client

if TYPE_CHECKING:
    from app.services.reminders.occasions.hits import HitRate


@dataclass(frozen=True)
class EditorActs:
    """What the page does with the rule of the editor."""

    save: Callable[[], object]
    discard: Callable[[], object]
    action: Callable[[str], Action]


class RuleEditor(SidePanel):
    """`changed(rule)` with every change: the rule as it would be saved, or None while a field cannot be used."""

    changed = Signal(object)
    messages: MessagesPart  # of the rule that is shown

    def __init__(self, context: AppContext, acts: EditorActs) -> None:
        super().__init__(context)
        self._acts = acts
        self._rule: Rule | None = None
        self._names = RuleNames()
        self.is_usable = True  # whether what stands in the fields makes a rule
        self.form: ParamsForm | None = None
        self.left_alone: LeftAlonePart | None = None
        self.show_nothing()

    def show_nothing(self) -> None:
        """No rule is chosen."""
        self.forget()
        self.replace(EmptyState(_("Choose a rule to see what it does and to change it."), icon_name="bell"))

    def forget(self) -> None:
        """What stands in the fields is not wanted any more, whatever is shown next."""
        self._rule, self.is_usable = None, True

    def show_rule(self, rule: Rule, names: RuleNames) -> None:
        """Show this rule; one that is shown already stays as it is, unless what it names is called otherwise now."""
        before, known, self._rule, self._names = self._rule, self._names, rule, names
        is_same = before is not None and before.id == rule.id and replace(before, version=rule.version) == rule
        if is_same and _named(rule, known) == _named(rule, names):
            return
        self.is_usable = True
        part = self.messages.chosen_part() if before is not None and before.id == rule.id else None
        content = QWidget()
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # a long word widens nothing
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(GAP_CARD, GAP_CARD, GAP_CARD, GAP_CARD)
        self._layout.setSpacing(GAP_WIDE)
        self._add_head(rule)
        self._add_params(rule)
        self._add_messages(rule, part)
        self._layout.addStretch(1)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(ScrollingArea(content), 1)
        layout.addWidget(line())
        layout.addWidget(self._foot())
        self.replace(whole)

    def show_names(self, names: RuleNames) -> None:
        """The names in the rule are these."""
        self._names = names
        if self._rule is not None:
            self.sentence.setText(rule_sentence(self._rule, names))
            self.messages.show_sample(self._sample(self._rule))

    def show_hits(self, hits: HitRate) -> None:
        """How often the rule was right."""
        self.hits.setText(hit_words(hits))
        self.hits.show()

    def focus_first(self) -> None:
        """Typing starts in the first field."""
        (self.name or self.enabled).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_saved(self, is_saved: bool, *, usable: bool = True) -> None:
        """Whether what is shown is what was saved, and whether it can be."""
        self.save_button.setEnabled(usable and not is_saved)
        self.discard_button.setVisible(not is_saved or not self.is_usable)

    def _add_head(self, rule: Rule) -> None:
        title = label(rule_kind_title(rule.kind), "heading", wrap=True)
        head = row(title)
        head.setStretch(0, 1)
        if rule.kind in BY_RULE:
            offered = [self._acts.action(name) for name in ("copy", "delete") if name == "copy" or rule.id is not None]
            entries: list[tuple[str, Callable[[], object]]] = [(menu_text(one), one.run) for one in offered]
            head.addWidget(menu_button(_("More"), entries, kind="normal"), 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(head)
        self.sentence = label(rule_sentence(rule, self._names), "", "second", wrap=True)
        self._layout.addWidget(self.sentence)
        self.hits = label("", "small", "second", wrap=True)
        self.hits.hide()
        self._layout.addWidget(self.hits)
        self.enabled = QCheckBox(_("Switched on"))
        self.enabled.setChecked(rule.enabled)
        self.enabled.clicked.connect(lambda _on=False: self._on_changed())
        self._layout.addWidget(self.enabled)
        self.name: QLineEdit | None = None
        if rule.kind in BY_RULE:
            self.name = QLineEdit(rule.name)
            self.name.setPlaceholderText(rule_kind_title(rule.kind))
            self.name.textEdited.connect(lambda _text: self._on_changed())
            self._layout.addWidget(Field(_("Your name for it"), self.name))

    def _add_params(self, rule: Rule) -> None:
        self.form = params_form(self._context, rule, self._names.views)
        if self.form is not None:
            self.form.changed.connect(self._on_changed)
            self._layout.addWidget(self.form)
        self.left_alone = None
        if isinstance(rule.params, LapsedParams):
            self.left_alone = LeftAlonePart(rule.params.left_alone_percent)
            self.left_alone.changed.connect(self._on_changed)
            self._layout.addWidget(line())
            self._layout.addWidget(self.left_alone)

    def _add_messages(self, rule: Rule, part: str | None) -> None:
        self._layout.addWidget(line())
        spoken = language_of(self._context.settings, language())
        self.messages = MessagesPart(rule, spoken, self._sample(rule), part)
        self.messages.changed.connect(self._on_changed)
        self._layout.addWidget(self.messages)
        self.code = QLineEdit(rule.code)
        self.code.textEdited.connect(lambda _text: self._on_changed())
        self._layout.addWidget(Field(_("Promo code"), self.code, _("Stands where the message says $code.")))

    def _foot(self) -> QWidget:
        self.effect = EffectLine()
        self.effect.asked.connect(self._context.events.open_client.emit)
        self.save_button = button(_("Save"), self._acts.save, kind="primary", tip=tip(self._acts.action("save")))
        self.discard_button = button(_("As it was"), self._acts.discard, tip=_("Forget all that was changed"))
        foot = QWidget()
        layout = QVBoxLayout(foot)
        layout.setContentsMargins(GAP_CARD, GAP_WIDE, GAP_CARD, GAP_WIDE)
        layout.setSpacing(GAP)
        layout.addWidget(self.effect)
        layout.addLayout(row(None, self.discard_button, self.save_button))
        return foot

    def _on_changed(self) -> None:
        typed = self._typed()
        self.is_usable = typed is not None
        if typed is not None:
            self._rule = typed
            self.sentence.setText(rule_sentence(typed, self._names))
            self.messages.show_sample(self._sample(typed))
        self.changed.emit(typed)

    def _typed(self) -> Rule | None:
        """The rule with everything as it stands in the fields; None while a field cannot be used."""
        if self._rule is None:
            return None
        params: Params | None = self._rule.params if self.form is None else self.form.params()
        if params is None:
            return None
        if isinstance(params, LapsedParams) and self.left_alone is not None:
            params = replace(params, left_alone_percent=self.left_alone.percent)
        name = self._rule.name if self.name is None else self.name.text().strip()
        return replace(
            self._rule,
            params=params,
            name=name,
            enabled=self.enabled.isChecked(),
            texts=self.messages.texts(),
            code=self.code.text().strip(),
        )

    def _sample(self, rule: Rule) -> dict[str, str]:
        settings = self._context.settings
        spoken = language_of(settings, language())
        return sample_client(rule, self._names, settings.shop_name.strip(), spoken, self._context.today())


def _named(rule: Rule, names: RuleNames) -> tuple[str, Mapping[int, str]]:
    """What the editor of a rule tells by these names."""
    return rule_sentence(rule, names), names.views if rule.kind == ReminderKind.CADENCE else {}
