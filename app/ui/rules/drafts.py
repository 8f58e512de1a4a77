"""The rules as they were saved, and over them what was changed in the editor and not saved yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from app.services.reminders.rules.data import Rule
from app.ui.rules.rule_row import NEW
from app.ui.rules.steps import Step, Steps


class Drafts:
    """Rules by key: the id, or NEW for the one that is being added. `changed` are those that were not saved, `sent`
    what is being saved: it may be changed on meanwhile."""

    def __init__(self) -> None:
        self.sent: dict[int, Rule] = {}
        self._switching: dict[int, int] = {}  # key -> version of the rule that is being switched
        self._begun: dict[int, Rule] = {}  # what was saved when a change began
        self.saved: dict[int, Rule] = {}
        self.changed: dict[int, Rule] = {}
        self._steps = Steps()

    def set_saved(self, rules: Iterable[Rule]) -> int | None:
        """These rules are saved now. What was changed and is saved, or gone, is changed no more; a rule that says
        something else now keeps the version of the change, so that saving it is refused. The id of the new rule, if
        that is what was saved."""
        before, self.saved = self.saved, {rule.id: rule for rule in rules if rule.id is not None}
        self._forget_steps(before)
        for key, version in list(self._switching.items()):
            if key not in self.saved or self.saved[key].version != version:
                del self._switching[key]
        for key, rule in list(self.changed.items()):
            now, known = self.saved.get(key), (self._begun.get(key), self.sent.get(key))
            if key == NEW:
                continue
            if now is None or _is_same(rule, now):
                del self.changed[key]
            elif any(one is not None and _is_same(one, now) for one in known):
                self._begun[key] = now
                self.changed[key] = replace(rule, version=now.version)
        return self._added(self.saved.keys() - before.keys()) if before else None

    def _added(self, ids: Collection[int]) -> int | None:
        new = self.changed.get(NEW)
        added = next((one for one in ids if new is not None and _is_same(new, self.saved[one])), None)
        if added is not None:
            del self.changed[NEW]
        return added

    def _forget_steps(self, before: dict[int, Rule]) -> None:
        """Of rules that say something else now, and of a new one that was given up before something was saved."""
        changed = [key for key, rule in before.items() if key not in self.saved or not _is_same(rule, self.saved[key])]
        gone = [NEW] if before != self.saved and NEW not in self.changed else []
        for key in (*changed, *gone):
            self._steps.forget(key)

    def put(self, key: int, rule: Rule) -> None:
        """The rule was changed to this, perhaps back to what was saved."""
        before = self.changed.get(key)
        if rule != self.rule(key):
            self._steps.note(Step(key, before, rule), self.saved.get(key))
        self._put(key, rule)

    def _put(self, key: int, rule: Rule) -> None:
        saved = self.saved.get(key)
        if saved == rule:
            self.changed.pop(key, None)
            return
        if key not in self.changed and saved is not None:
            self._begun[key] = saved
        self.changed[key] = rule

    def may_switch(self, key: int) -> bool:
        """Whether the rule can be switched: not before the last time was read again."""
        if key in self._switching:
            return False
        self._switching[key] = self.saved[key].version
        return True

    def was_not_switched(self, key: int) -> None:
        """Switching it failed."""
        self._switching.pop(key, None)

    def was_saved(self, key: int, rule: Rule) -> None:
        """Saving this came to its end; what was changed since stays changed."""
        if self.sent.get(key) == rule:
            del self.sent[key]
        if self.changed.get(key) == rule:
            del self.changed[key]
            self._steps.forget(key)

    def forget(self, key: int | None) -> bool:
        """What was changed in the rule is forgotten, which can be taken back; False if nothing was."""
        if key is None or key not in self.changed:
            return False
        self._steps.note(Step(key, self.changed.pop(key), None), self.saved.get(key))
        return True

    def drop(self, key: int) -> None:
        """The same for good."""
        self.changed.pop(key, None)
        self._steps.forget(key)

    def take_back(self, current: int | None) -> int | None:
        """Take back the last change of the current rule, or bring back a new one that was given up; its key."""
        step = self._steps.back(current) or (self._steps.back(NEW) if NEW not in self.changed else None)
        return None if step is None else self._go_to(step.key, step.before)

    def do_again(self, current: int | None) -> int | None:
        """Do again the change that was taken back last, of the current rule or of a new one; its key."""
        step = self._steps.forward(current) or (self._steps.forward(NEW) if NEW not in self.changed else None)
        return None if step is None else self._go_to(step.key, step.after)

    def _go_to(self, key: int, rule: Rule | None) -> int:
        now = self.rule(key)
        if rule is None:
            self.changed.pop(key, None)
        else:
            self._put(key, rule if now is None else replace(rule, version=now.version))
        return key

    def shown(self) -> dict[int, Rule]:
        """Every rule as it was changed last, in the order of their making, a new one at the end."""
        return dict(sorted((self.saved | self.changed).items(), key=lambda pair: (pair[0] == NEW, pair[0])))

    def rule(self, key: int | None) -> Rule | None:
        """The rule as it was changed last."""
        return None if key is None else self.changed.get(key) or self.saved.get(key)


def _is_same(one: Rule, other: Rule) -> bool:
    """Whether two rules say the same, whenever they were saved."""
    return replace(one, id=other.id, version=other.version) == other
