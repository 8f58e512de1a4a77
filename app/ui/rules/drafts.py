"""The rules as they were saved, and over them what was changed in the editor and not saved yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.services.reminders.rules.data import Rule
from app.ui.rules.rule_row import NEW


class Drafts:
    """Rules by key: the id, or NEW for the one that is being added. `changed` are those that were not saved."""

    def __init__(self) -> None:
        self.saved: dict[int, Rule] = {}
        self.changed: dict[int, Rule] = {}

    def set_saved(self, rules: Iterable[Rule]) -> None:
        """These rules are saved now. A change of a rule that is gone is forgotten; one of a rule that says something
        else now keeps its version, so that saving it is refused."""
        before, self.saved = self.saved, {rule.id: rule for rule in rules if rule.id is not None}
        for key, rule in list(self.changed.items()):
            now, known = self.saved.get(key), before.get(key)
            if now is None and key != NEW:
                del self.changed[key]
            elif now is not None and known is not None and replace(known, version=now.version) == now:
                self.put(key, replace(rule, version=now.version))

    def put(self, key: int, rule: Rule) -> None:
        """The rule was changed to this, perhaps back to what was saved."""
        if self.saved.get(key) == rule:
            self.changed.pop(key, None)
        else:
            self.changed[key] = rule

    def forget(self, key: int | None) -> bool:
        """What was changed in the rule is forgotten; False if nothing was."""
        return key is not None and self.changed.pop(key, None) is not None

    def shown(self) -> dict[int, Rule]:
        """Every rule as it was changed last, in the order of their making, a new one at the end."""
        return dict(sorted((self.saved | self.changed).items(), key=lambda pair: (pair[0] == NEW, pair[0])))

    def rule(self, key: int | None) -> Rule | None:
        """The rule as it was changed last."""
        return None if key is None else self.changed.get(key) or self.saved.get(key)
