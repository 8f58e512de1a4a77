"""The page of rules: what reminds of clients, each rule with its switch; the chosen one is changed beside the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import Area, ReminderKind
from app.models.rule_params import PARAMS
from app.services.errors import AppError, EditConflict, InvalidValue, NotFound
from app.services.reminders.items import BY_RULE
from app.services.reminders.rules.bounds import check_rule
from app.services.reminders.rules.data import Rule
from app.ui.context import AppContext
from app.ui.rules.acts import delete, save, switch
from app.ui.rules.counting import Counting
from app.ui.rules.drafts import Drafts
from app.ui.rules.editor import EditorActs, RuleEditor
from app.ui.rules.page_actions import page_actions
from app.ui.rules.reading import Read, read_page, read_people, read_products
from app.ui.rules.rule_list import RuleList
from app.ui.rules.rule_row import NEW, RowShown
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP_CARD, GAP_PAGE
from app.ui.widgets.action import Action, add_to_menu, tip
from app.ui.widgets.buttons import button, menu_button
from app.ui.widgets.frames import Card, ScrollingArea, row
from app.ui.widgets.page import Page
from app.ui.widgets.texts import label
from app.wording.failures import error_sentence
from app.wording.rules import RuleNames, copy_name, rule_kind_title

EDITOR_SHARE, EDITOR_LEAST, EDITOR_MOST = 0.46, 360, 560  # of the page, px
EDGE = 40


@dataclass(frozen=True)
class PageState:
    """What survives a change of language or theme: the chosen rule, and what was changed and not saved."""

    current: int | None
    changed: dict[int, Rule]


class RulesPage(Page):
    """Arrows go through the rules, Ctrl+Z takes back step by step what was changed; the other keys are in `actions`."""

    areas: ClassVar[frozenset[Area]] = frozenset(
        {Area.REMINDERS, Area.TASKS, Area.ENQUIRIES, Area.AFTERSALE, Area.PRODUCTS}
        | {Area.CLIENTS, Area.PURCHASES, Area.IMPORTS, Area.SETTINGS}
    )
    has_primary: ClassVar[bool] = True

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._read = Read((), RuleNames())
        self._people: dict[int, int] = {}
        self.drafts = Drafts()
        self._wanted: int | None = None
        self.rules = RuleList()
        self.editor = RuleEditor(context, EditorActs(self.save, self.discard, self.action))
        self.counting = Counting(self, self.editor, self.current_rule, self.is_changed)
        self._build()
        self._connect()
        self.hand_focus_to(self.rules)

    def _build(self) -> None:
        kinds = sorted(BY_RULE, key=list(ReminderKind).index)
        entries: list[tuple[str, Callable[[], object]]] = [
            (rule_kind_title(kind), partial(self.add, kind)) for kind in kinds
        ]
        self.add_button = menu_button(_("+ Rule"), entries, kind="normal", small=False)
        show_setting = self.context.events.show_setting
        self.delivery_button = button(
            _("Hours and sound…"), lambda: show_setting.emit("opening_time"), kind="link", small=True
        )
        self.delivery_button.setToolTip(_("When the shop opens, quiet hours, notifications: in Settings"))
        title = label(_("Rules of reminders"), "title", wrap=True)
        head = row(title, self.add_button)
        head.setStretch(0, 1)
        note = row(
            label(_("Who comes to Today, when, and with what words."), "", "second", wrap=True), self.delivery_button
        )
        note.setStretch(0, 1)
        self.area = ScrollingArea(self.rules)
        card = Card(padding=0, spacing=0)
        card.body.addWidget(self.area)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(head)
        left.addLayout(note)
        left.addSpacing(8)
        left.addWidget(card, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_CARD)
        layout.addLayout(left, 1)
        layout.addWidget(self.editor)
        order: list[QWidget] = [self.rules, self.add_button, self.delivery_button, self.editor]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        self.rules.chosen.connect(lambda _key: self._show_chosen())
        self.rules.opened.connect(self._on_opened)
        self.rules.switched.connect(self._on_switched)
        self.rules.menu_asked.connect(lambda _key, where: self.rule_menu().popup(where))
        self.rules.row_shown.connect(lambda part: self.area.ensureWidgetVisible(part, 0, EDGE))
        self.editor.changed.connect(self._on_changed)
        self.editor.left.connect(lambda: self.rules.setFocus(Qt.FocusReason.OtherFocusReason))
        self.add_button.setToolTip(tip(self.action("add")))

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """Of the rule that the list stands at, and what adds one."""
        return page_actions(lambda: self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = round(self.width() * EDITOR_SHARE)
        self.editor.setFixedWidth(min(max(wanted, scaled(EDITOR_LEAST)), scaled(EDITOR_MOST)))

    # What is read

    def reload(self) -> None:
        """Read the rules again, then how many people each gives."""
        context = self.context
        currency, changed = context.settings.currency, tuple(self.drafts.changed.values())
        self.read("rules", lambda _report: read_page(context.db, currency, changed), self._show_read)
        today, now = context.today(), context.now()
        self.read("people", lambda _report: read_people(context.db, today, now), self._show_people, "long")
        self.counting.read_brought()

    def is_busy(self) -> bool:
        """True while anything is being read or counted, or is about to be."""
        return super().is_busy() or self.counting.is_waiting()

    def state(self) -> object:
        """The chosen rule, and what was changed and not saved."""
        return PageState(self.rules.current(), self.drafts.changed)

    def restore(self, state: object) -> None:
        """Take over what was chosen and changed."""
        if isinstance(state, PageState):
            self._wanted, self.drafts.changed = state.current, dict(state.changed)

    def _show_read(self, read: Read) -> None:
        self._read = read
        added = self.drafts.set_saved(read.rules)
        if added is not None and self.rules.current() == NEW:
            self._wanted = added
        self._show_list()
        if self._wanted is not None and self.rules.has(self._wanted):
            self.rules.set_current(self._wanted)
            self._wanted = None
        self._show_chosen()

    def _show_people(self, people: dict[int, int]) -> None:
        self._people = people
        self._show_list()

    # What is shown

    def current_rule(self) -> Rule | None:
        """The chosen rule as it was changed last."""
        return self.drafts.rule(self.rules.current())

    def _show_list(self) -> None:
        shown = [
            RowShown(key, rule, key not in self.drafts.changed, self._people.get(key))
            for key, rule in self.drafts.shown().items()
        ]
        self.rules.set_rules(shown, self._read.names)

    def _show_chosen(self) -> None:
        rule = self.current_rule()
        if rule is None:
            self.editor.show_nothing()
            return
        self.editor.show_rule(rule, self._read.names)
        self.counting.tell_brought()
        self.counting.ask_hits(rule)
        self._ask_effect(rule)

    def _ask_effect(self, rule: Rule) -> None:
        incomplete = "" if self.editor.is_usable else _("Fill in what is not complete yet.")
        self.counting.ask_effect(incomplete or _problem_of(rule))

    def is_changed(self) -> bool:
        """Whether the chosen rule is not as it was saved."""
        return self.rules.current() in self.drafts.changed

    def _on_changed(self, typed: Rule | None) -> None:
        """The editor holds another rule than it did."""
        key, rule = self.rules.current(), typed or self.current_rule()
        if key is None or rule is None:
            return
        if typed is not None:
            self.drafts.put(key, typed)
            self._learn_names(typed)
            self._show_list()
        self._ask_effect(rule)

    def _learn_names(self, rule: Rule) -> None:
        """The name of a product that was just chosen."""
        products = self._read.names.products
        wanted = {getattr(rule.params, name, None) for name in ("product_id", "target_id")} - {None}
        if wanted - products.keys():
            self.read("names", lambda _report: read_products(self.context.db, [rule]), self._show_names)

    def _show_names(self, found: dict[int, str]) -> None:
        names = self._read.names
        self._read = replace(self._read, names=replace(names, products={**names.products, **found}))
        self.editor.show_names(self._read.names)
        self._show_list()

    # What the owner does

    def add(self, kind: ReminderKind) -> None:
        """A new rule, to be filled in and saved."""
        self._start(Rule(None, kind, PARAMS[kind]()))

    def copy(self) -> None:
        """A new rule like the chosen one."""
        rule = self.current_rule()
        if rule is not None and rule.kind in BY_RULE:
            self._start(replace(rule, id=None, version=0, name=copy_name(rule)))

    def _start(self, rule: Rule) -> None:
        self.drafts.put(NEW, rule)
        self._show_list()
        self.rules.set_current(NEW)
        self._show_chosen()
        self.editor.focus_first()

    def save(self) -> None:
        """Save what was changed in the chosen rule."""
        key, rule = self.rules.current(), self.current_rule()
        if key is None or rule is None or not self.is_changed() or not self.editor.save_button.isEnabled():
            return
        self.editor.save_button.setEnabled(False)
        self.drafts.sent[key] = rule

        def saved(rule_id: int) -> None:
            if key == NEW and self._is_chosen(key, rule):
                self._wanted = rule_id
            self.drafts.was_saved(key, rule)
            self.reload()

        def failed(error: Exception) -> None:
            self.drafts.sent.pop(key, None)
            self.editor.show_saved(False)
            if isinstance(error, InvalidValue):
                self.editor.effect.show_problem(error_sentence(error))
                return
            if isinstance(error, EditConflict | NotFound):
                self.drafts.drop(key)
                self.reload()
            self.context.messages.show_error(error)

        save(self.context, rule, saved, failed)

    def _is_chosen(self, key: int, rule: Rule) -> bool:
        return self.rules.current() == key and self.drafts.rule(key) == rule

    def discard(self) -> None:
        """Forget what was changed in the chosen rule."""
        if self.drafts.forget(self.rules.current()) or not self.editor.is_usable:
            self.editor.forget()
            self._show_list()
            self._show_chosen()

    def delete(self) -> None:
        """Take the chosen rule away, where it is not the only one of its kind; a new one is forgotten."""
        key, rule = self.rules.current(), self.current_rule()
        if key == NEW:
            self.discard()
        elif rule is not None and rule.kind in BY_RULE:
            if key is not None:
                self.drafts.drop(key)
            delete(self.context, rule)

    def take_back(self) -> bool:
        """Ctrl+Z takes back the last change of the chosen rule before it takes back what was done last."""
        if not self.editor.is_usable:
            self.editor.forget()
            return self._show_step(self.rules.current())
        return self._show_step(self.drafts.take_back(self.rules.current()))

    def do_again(self) -> bool:
        """The change that was taken back last."""
        return self._show_step(self.drafts.do_again(self.rules.current()))

    def _show_step(self, key: int | None) -> bool:
        if key is None:
            return False
        self._show_list()
        if self.rules.has(key):
            self.rules.set_current(key)
        self._show_chosen()
        return True

    def go_back(self) -> bool:
        """Esc goes from the editor to the list first."""
        if self.rules.hasFocus():
            return False
        self.rules.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def rule_menu(self) -> QMenu:
        """What can be done with the chosen rule, each with its key."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.current_rule() is not None:
            known = (self.action(name) for name in ("change", "switch", "copy", "delete"))
            add_to_menu(menu, [one for one in known if one.enabled()])
        return menu

    def switch(self) -> None:
        """Switch the chosen rule on or off."""
        key = self.rules.current()
        self._on_switched(NEW if key is None else key)

    def _on_opened(self, key: int) -> None:
        self.rules.set_current(key)
        self._show_chosen()
        self.editor.focus_first()

    def _on_switched(self, key: int) -> None:
        """At once for a rule that was saved; of a changed one the switch is part of the change."""
        rule = self.drafts.rule(key)

        def failed(error: Exception) -> None:
            self.drafts.was_not_switched(key)
            self.context.messages.show_error(error)
            self.reload()

        if key in self.drafts.changed and rule is not None:
            self.drafts.put(key, replace(rule, enabled=not rule.enabled))
            self._show_list()
            self._show_chosen()
        elif rule is not None and self.drafts.may_switch(key):
            switch(self.context, rule, failed)


def _problem_of(rule: Rule) -> str:
    """Why a rule cannot be saved as it is."""
    try:
        check_rule(rule)
    except AppError as error:
        return error_sentence(error)
    return ""
