"""The changes of rules that were not saved, one by one: taken back with Ctrl+Z, done again."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from app.services.reminders.rules.data import Rule

TYPED = (str, int, float)  # what is changed letter by letter, or with many clicks


@dataclass(frozen=True)
class Step:
    """The rule `key` as it was changed before and after; None: as it was saved."""

    key: int
    before: Rule | None
    after: Rule | None


class Steps:
    """What is typed on in one field is one step. `key` below: of the rule whose steps are meant."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def note(self, step: Step, saved: Rule | None) -> None:
        """This was changed just now, over what was `saved`."""
        last = self._done[-1] if self._done else None
        self._undone = [one for one in self._undone if one.key != step.key]
        if last is None or last.key != step.key or not _is_same_field(last, step, saved):
            self._done.append(step)
        elif step.after == (last.before or saved):
            self._done.pop()  # it is as it was
        else:
            self._done[-1] = Step(step.key, last.before, step.after)

    def back(self, key: int | None) -> Step | None:
        """The last step, which is taken back."""
        return _move(key, self._done, self._undone)

    def forward(self, key: int | None) -> Step | None:
        """The step that was taken back last, which is done again."""
        return _move(key, self._undone, self._done)

    def forget(self, key: int) -> None:
        """What was changed is saved, or gone for good."""
        self._done = [one for one in self._done if one.key != key]
        self._undone = [one for one in self._undone if one.key != key]


def _move(key: int | None, here: list[Step], there: list[Step]) -> Step | None:
    place = next((place for place in reversed(range(len(here))) if here[place].key == key), None)
    if place is None:
        return None
    there.append(here.pop(place))
    return there[-1]


def _is_same_field(last: Step, step: Step, saved: Rule | None) -> bool:
    """Whether both steps changed one and the same text or number, of a rule that was there before."""
    rules = [rule or saved for rule in (last.before, last.after, step.after)]
    if step.after is None or last.after is None or None in rules:
        return False
    first, between, now = [_fields(rule) for rule in rules if rule is not None]
    changed = {name for name in first | between if first.get(name) != between.get(name)}
    on = {name for name in between | now if between.get(name) != now.get(name)}
    return len(changed) == 1 and changed == on and all(type(now.get(name)) in TYPED for name in on)


def _fields(rule: Rule) -> dict[str, object]:
    """What the owner can change, by name; parameters and texts each by itself."""
    texts = {f"text {part}": text for part, text in rule.texts.items()}
    return {"name": rule.name, "code": rule.code, "enabled": rule.enabled} | texts | asdict(rule.params)
