"""Which products are bought by the same clients more often than chance would bring, by counting with numpy.

N buyers; n_a and n_b of them bought one product and the other, n_ab both; lift = n_ab * N / (n_a * n_b).
A client who came for a product many times is one buyer; what went back altogether was not bought. A pair is kept when
enough clients bought both, and so many more than chance would bring (n_a * n_b / N, hypergeometric) that it is hardly
an accident.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from app.models.also_bought import Line, Pair

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

MOST_PRODUCTS = 2_000
KEPT_OF_EACH = 20  # the best others of each product
LEAST_LIFT = 1.2  # less is no news to anybody
SMALL_SHOP = 1_000  # buyers; below, fewer of both are enough
LEAST_BUYERS, LEAST_BUYERS_SMALL = 10, 3  # of both
DEVIATIONS = 2.5  # so far above chance, in standard deviations of the count were the purchases independent
BLOCK = 1 << 16  # codes at a time

Lines = Iterable[Sequence[Line]]
Step = Callable[[], object]  # called between blocks; what it raises ends the work


class Shop(NamedTuple):
    """What is counted. `product_ids` ascend; `largest_client` and `most_lines` bound the clients' ids and the lines."""

    product_ids: Sequence[int]
    largest_client: int
    most_lines: int


def find_pairs(back: Lines, lines: Lines, shop: Shop, step: Step) -> list[Pair]:
    """The best others of each product of the shop, by product and then by how sure and strong they are.

    `back`: the lines of what was brought back, which are among `lines` too. Memory: 4 bytes a line, and 4 bytes a pair
    of products.
    """
    several = len(shop.product_ids)
    if not several:
        return []
    doubtful = _doubtful(_coded(back, shop, step))
    codes, lost = _read_codes(_coded(lines, shop, step), shop, doubtful)
    codes.sort()
    codes = _once_each(codes, lost)
    return pairs_in(codes, shop.product_ids, step)


def pairs_in(codes: Array, product_ids: Sequence[int], step: Step) -> list[Pair]:
    """The same of anything that was bought together: `codes` are who or what bought (a client, a receipt) * number of
    products + the product's place in `product_ids`, ascending, each once."""
    several = len(product_ids)
    counts = _count_together(codes, several, step)
    return list(_best_pairs(counts, _count_clients(codes, several), product_ids))


def _coded(lines: Lines, shop: Shop, step: Step) -> Iterator[tuple[Array, Array]]:
    """Block by block: client * number of products + place of the product; and the quantities."""
    import numpy as np

    several, ids = len(shop.product_ids), np.asarray(shop.product_ids)
    place = np.full(ids[-1] + 2, -1, np.int64)  # the last one stands for all larger ids
    place[ids] = np.arange(several)
    for block in lines:
        flat = np.fromiter(chain.from_iterable(block), np.int64, len(block) * 3).reshape(-1, 3)
        places = place[np.minimum(flat[:, 1], len(place) - 1)]
        known = places >= 0
        yield (flat[:, 0] * several + places)[known], flat[known, 2]
        step()


def _doubtful(back: Iterable[tuple[Array, Array]]) -> Array:
    """The codes of what was brought back, ascending."""
    import numpy as np

    return np.unique(np.concatenate([np.zeros(0, np.int64), *(codes for codes, _quantities in back)]))


def _read_codes(coded: Iterable[tuple[Array, Array]], shop: Shop, doubtful: Array) -> tuple[Array, Array]:
    """All codes as they come, and those of the doubtful ones whose quantities come to nothing."""
    import numpy as np

    small = (shop.largest_client + 1) * len(shop.product_ids) < 1 << 32
    codes, totals, end = (
        np.empty(shop.most_lines, np.uint32 if small else np.uint64),
        np.zeros(len(doubtful), np.int64),
        0,
    )
    for block, quantities in coded:
        start, end = end, end + len(block)
        codes[start:end] = block
        if len(doubtful):
            places = np.minimum(np.searchsorted(doubtful, block), len(doubtful) - 1)
            hit = doubtful[places] == block
            np.add.at(totals, places[hit], quantities[hit])
    return codes[:end], doubtful[totals <= 0]


def _once_each(codes: Array, lost: Array) -> Array:
    """Ascending codes without repetitions and without those that are `lost`, in the place of the old ones."""
    import numpy as np

    end, last = 0, None
    for start in range(0, len(codes), BLOCK):
        block = np.unique(codes[start : start + BLOCK])
        block = block[1:] if block[0] == last else block
        last = block[-1] if len(block) else last
        if len(lost):
            block = block[lost[np.minimum(np.searchsorted(lost, block), len(lost) - 1)] != block]
        start, end = end, end + len(block)
        codes[start:end] = block
    return codes[:end]


def _count_clients(codes: Array, several: int) -> int:
    """How many clients there are in ascending codes."""
    import numpy as np

    counted, last = 0, -1
    for start in range(0, len(codes), BLOCK):
        clients = np.unique(codes[start : start + BLOCK] // several)
        counted += len(clients) - int(clients[0] == last)
        last = int(clients[-1])
    return counted


def _count_together(codes: Array, several: int, step: Step) -> Array:
    """[a, b] with a <= b: how many clients bought both; on the diagonal how many bought one."""
    import numpy as np

    counts = np.zeros(several * several, np.int32)
    for pairs in _pair_codes(codes, several):
        np.add.at(counts, pairs, np.int32(1))  # a Python 1 would take fifty times as long
        step()
    return counts.reshape(several, several)


def _pair_codes(codes: Array, several: int) -> Iterator[Array]:
    """a * number of products + b for every two products of a client, those of all clients at one distance at a time."""
    import numpy as np

    start = 0
    while start < len(codes):
        last = codes[min(start + BLOCK, len(codes)) - 1] // several
        end = int(np.searchsorted(codes, codes.dtype.type((int(last) + 1) * several)))  # another type would copy all
        clients, places = np.divmod(codes[start:end].astype(np.int64), several)
        alive, distance = np.arange(len(places)), 0
        while len(alive):
            yield places[alive] * several + places[alive + distance]
            distance += 1
            alive = alive[: np.searchsorted(alive, len(places) - distance)]
            alive = alive[clients[alive + distance] == clients[alive]]
        start = end


def _best_pairs(counts: Array, buyers: int, product_ids: Sequence[int]) -> Iterator[Pair]:
    import numpy as np

    if buyers < LEAST_BUYERS_SMALL:
        return
    enough = LEAST_BUYERS_SMALL if buyers < SMALL_SHOP else LEAST_BUYERS
    each = counts.diagonal().astype(np.float64)
    for a, product_id in enumerate(product_ids):
        both = np.concatenate((counts[:a, a], [0], counts[a, a + 1 :]))
        chance = each * each[a] / buyers
        deviation = np.sqrt(chance * (1 - each[a] / buyers) * (buyers - each) / (buyers - 1))
        told = (both >= enough) & (both >= chance * LEAST_LIFT) & (both >= chance + DEVIATIONS * deviation)
        others = np.flatnonzero(told)
        lifts = both[others] / chance[others]
        for place in np.lexsort((others, -cautious(lifts, both[others])))[:KEPT_OF_EACH]:
            yield Pair(product_id, product_ids[others[place]], int(both[others[place]]), float(lifts[place]))


def cautious(lift: Any, buyers: Any) -> Any:
    """The lift with one standard error less buyers, by which pairs are put in order: few buyers prove little."""
    return lift * (1 - buyers**-0.5)
