"""Ids out of SQLite by the million, in the order of their values, while other threads go on with their work.

A row handed to Python costs 0.2 µs with the interpreter's lock held. So SQLite joins the ids, or the values as JSON,
into one text outside the lock, three times faster; that is read in pieces of some milliseconds and put in order by
numpy, which lets go of the lock as well. numpy is loaded here at the first order that needs it.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LETTERS = 500_000  # of a text of ids that are read at once
SPAN = 100_000  # ids whose values are read at once
RUN = 40_000  # values that are sorted at once; the runs are merged
Piece = tuple[Sequence[int], Sequence[Any]]  # ids by id, and their values


def read_ids(raw: Any, statement: str, parameters: Mapping[str, Any] | Sequence[Any] = ()) -> array[int]:
    """The `id` of every row of `statement`, in its order."""
    text = raw.execute(f"SELECT group_concat(id) FROM ({statement})", parameters).fetchone()[0] or ""
    ids = array("q")
    start = 0
    while start < len(text):
        end = text.find(",", start + LETTERS)
        end = len(text) if end < 0 else end
        ids.extend(json.loads(f"[{text[start:end]}]"))
        start = end + 1
    return ids


def read_firsts(raw: Any, statement: str, parameters: Sequence[Any]) -> array[int]:
    """The `id` of every row of `statement`, in its order; of several rows of an id the one of the smallest `place`."""
    import numpy as np

    found = raw.execute(f"SELECT group_concat(id), group_concat(place) FROM ({statement})", parameters).fetchone()
    ids, places = (np.fromstring(text or "", np.int64, sep=",") for text in found)
    several = np.flatnonzero(np.bincount(ids)[ids] > 1) if len(ids) else ids
    by_id = several[np.lexsort((places[several], ids[several]))]
    later = by_id[1:][ids[by_id[1:]] == ids[by_id[:-1]]]
    return _array(np.delete(ids, later))


def read_values(raw: Any, statement: str) -> Iterator[Piece]:
    """Pieces of `statement`, which gives the columns id and value of the clients from :first to :last by id."""
    last = raw.execute("SELECT max(id) FROM client").fetchone()[0] or 0
    whole = f"SELECT json_group_array(id), json_group_array(value) FROM ({statement})"
    for first in range(0, last + 1, SPAN):
        ids, values = raw.execute(whole, {"first": first, "last": first + SPAN - 1}).fetchone()
        yield json.loads(ids), json.loads(values)


def by_number(pieces: Iterable[Piece], backwards: bool) -> array[int]:
    """Ids in the order of numbers; those of no number come last, equal ones by id in the same direction."""
    import numpy as np

    read = [(np.array(ids, np.int64), np.array(values, np.float64)) for ids, values in pieces]
    values = np.concatenate([piece[1] for piece in read])
    if backwards:
        values[np.isnan(values)] = -np.inf
    return _placed(np.concatenate([piece[0] for piece in read]), values, backwards)


def by_value(pieces: Iterable[Piece], key: Callable[[Any], Any] | None, backwards: bool) -> array[int]:
    """Ids in the order of `key` of their values; None and "" come last, equal ones by id in the same direction."""
    import numpy as np

    codes: dict[Any, int] = {}
    every_id, every_code = [], []
    for ids, values in pieces:
        for value in set(values).difference(codes):
            codes[value] = len(codes)
        every_id.append(np.array(ids, np.int64))
        every_code.append(np.fromiter(map(codes.__getitem__, values), np.int32, len(values)))
    ranks = _ranks(codes, key or _itself, backwards)
    return _placed(np.concatenate(every_id), ranks[np.concatenate(every_code)], backwards)


def _itself(value: Any) -> Any:
    return value


def _ranks(codes: dict[Any, int], key: Callable[[Any], Any], backwards: bool) -> NDArray[np.int32]:
    """The place of every code, in the way of `backwards` the last one for no value."""
    import numpy as np

    ranks = np.full(len(codes), -1 if backwards else len(codes), np.int32)
    keyed = [(key(value), code) for value, code in codes.items() if value is not None and value != ""]
    runs = [sorted(keyed[start : start + RUN]) for start in range(0, len(keyed), RUN)]
    ordered = np.fromiter((code for _key, code in merge(*runs)), np.int32, len(keyed))
    ranks[ordered] = np.arange(len(ordered), dtype=np.int32)
    return ranks


def _placed(ids: NDArray[np.int64], values: NDArray[Any], backwards: bool) -> array[int]:
    import numpy as np

    order = np.argsort(values, kind="stable")
    return _array(ids[order[::-1] if backwards else order])


def only(ids: array[int], wanted: array[int]) -> array[int]:
    """Those of `ids` that are among `wanted`, in their order."""
    import numpy as np

    every = np.asarray(ids)
    return _array(every[np.isin(every, np.asarray(wanted))])


def with_rest(ids: array[int], everybody: array[int], backwards: bool) -> array[int]:
    """Those of `ids` that are in `everybody`, and behind them the rest of it, by id."""
    import numpy as np

    first, every = np.asarray(ids), np.asarray(everybody)
    first = first[np.isin(first, every)]
    rest = np.setdiff1d(every, first, assume_unique=True)
    rest.sort()
    return _array(np.concatenate([first, rest[::-1] if backwards else rest]))


def _array(ids: NDArray[np.int64]) -> array[int]:
    made = array("q")
    made.frombytes(ids.tobytes())
    return made
