"""The chips above the pairs: one for each kind of likeness that there is, with its count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from app.i18n import _
from app.services.duplicates.pairs import PairKind
from app.ui.widgets.filter_chips import ChipShown, FilterChips
from app.wording.likeness import KINDS, kind_name

if TYPE_CHECKING:
    from app.services.duplicates.pairs import LikelyPair

ALL = "all"


class KindChips(FilterChips):
    """Emits `chosen` when another kind is wanted; `key` is ALL or a kind."""

    def __init__(self) -> None:
        super().__init__(ALL, [ALL, *KINDS])
        self.choose(ALL)

    @property
    def kind(self) -> PairKind | None:
        """The kind that is wanted, None for all."""
        return None if self.key == ALL else PairKind(str(self.key))

    def show_pairs(self, pairs: Sequence[LikelyPair]) -> None:
        """Show how many there are of each kind; with none of the chosen kind left, all are wanted again."""
        counts = Counter(pair.kind for pair in pairs)
        if self.kind is not None and not counts.get(self.kind):
            self.key = ALL
        shown = [ChipShown(ALL, _("All"), len(pairs))]
        shown += [ChipShown(kind, kind_name(kind), counts[kind]) for kind in KINDS if counts.get(kind)]
        self.show_chips(shown)

    def places(self, pairs: Sequence[LikelyPair]) -> Iterator[int]:
        """Where the pairs of the chosen kind stand."""
        return (place for place, pair in enumerate(pairs) if self.key in (ALL, pair.kind))
