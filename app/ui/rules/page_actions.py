"""What can be done on the page of rules, by key, from its menus and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.i18n import _
from app.services.reminders.items import BY_RULE
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.rules.page import RulesPage
    from app.ui.rules.rule_list import RuleList


def page_actions(page: Callable[[], RulesPage]) -> tuple[Action, ...]:
    """Of the rule that the list stands at, and what adds one."""

    def rules() -> RuleList:
        return page().rules

    def chosen() -> bool:
        return page().current_rule() is not None

    def own() -> bool:
        rule = page().current_rule()
        return rule is not None and rule.kind in BY_RULE

    def switch_words() -> str:
        rule = page().current_rule()
        return _("Switch on") if rule is not None and not rule.enabled else _("Switch off")

    return (
        Action(
            "add",
            lambda: _("A rule of your own"),
            lambda: page().add_button.showMenu(),
            "Ins",
            lambda: _("new reminder"),
            "plus",
            anywhere=True,
        ),
        Action(
            "change",
            lambda: _("Change…"),
            lambda: page().editor.focus_first(),
            "Enter",
            icon="pencil",
            enabled=chosen,
            within=rules,
            own_key=True,
        ),
        Action(
            "switch",
            lambda: _("Switch on or off"),
            lambda: page().switch(),
            "Space",
            icon="bell",
            enabled=chosen,
            within=rules,
            own_key=True,
            now=switch_words,
        ),
        Action("copy", lambda: _("Make a copy"), lambda: page().copy(), "Ctrl+D", icon="copy", enabled=own),
        Action(
            "delete", lambda: _("Delete"), lambda: page().delete(), "Del", icon="trash-2", enabled=own, within=rules
        ),
        Action(
            "save",
            lambda: _("Save the rule"),
            lambda: page().save(),
            "Ctrl+S",
            icon="check",
            enabled=lambda: page().is_changed(),
            only_here=True,
        ),
    )
