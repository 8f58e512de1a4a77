"""The chips above the rows of a check: one for each kind of row that there is, with its count."""

from __future__ import annotations

from app.i18n import _
from app.services.imports.rows_told import RowCounts, State
from app.ui.widgets.filter_chips import ChipShown, FilterChips

ALL, REPAIRED = "all", "repaired"
ORDER: tuple[State | str, ...] = (
    ALL, State.NEW, State.CHANGED, State.UNCHANGED, State.HERE, State.DIFFERS, REPAIRED, State.SKIPPED, State.FAILED,
)  # fmt: skip
TONES: dict[State | str, str] = {
    State.NEW: "accent",
    State.CHANGED: "info",
    State.DIFFERS: "warn",
    REPAIRED: "warn",
    State.FAILED: "bad",
}


def filter_words(kind: State | str) -> str:
    """What rows of this kind are called together."""
    return {
        ALL: _("All"),
        State.NEW: _("New"),
        State.CHANGED: _("Changes"),
        State.UNCHANGED: _("No change"),
        State.HERE: _("Here already"),
        State.DIFFERS: _("Differ"),
        REPAIRED: _("Repaired"),
        State.SKIPPED: _("Left out"),
        State.FAILED: _("Cannot be used"),
    }[kind]


class RowFilters(FilterChips):
    """Emits `chosen` when another kind is wanted."""

    def __init__(self) -> None:
        super().__init__(ALL, ORDER)
        self.choose(ALL)

    @property
    def kind(self) -> State | str:
        """The kind that is wanted."""
        return self.key  # type: ignore[return-value]

    def show_counts(self, counts: RowCounts) -> None:
        """Show how many there are of each kind; kinds without a row are hidden, but for the chosen one."""
        found = {kind: self.count(counts, kind) for kind in ORDER}
        self.show_chips(
            [
                ChipShown(kind, filter_words(kind), number, TONES.get(kind, ""))
                for kind, number in found.items()
                if number or kind in (ALL, self.key)
            ]
        )

    @staticmethod
    def count(counts: RowCounts, kind: State | str) -> int:
        """Rows of this kind."""
        if isinstance(kind, State):
            return counts.states.get(kind, 0)
        return counts.total if kind == ALL else counts.repaired
