"""The counter: the card of a client, offers, and a quick sale saved, beside the bare SQL of the same answer.

    python benchmarks/counter.py --data FOLDER [--clients 300]     # a COPY of a large shop: sales are written into it

Ordinary clients are drawn from those who bought; the heavy ones have the most receipts of all; the busy one gets 100
sales and 100 calls here, each with its changes, so that no list of the card is short. "bare" is the same rows fetched,
or the same rows written and committed, through the plain connection: no objects, no names, no rules. At the end, "also
bought" counted anew: beside a bare read of the lines, with the longest time for which another thread had to wait.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from app.models.also_bought import bought_lines
from app.models.database import WRITER_CACHE_KIB, Database, connect
from app.models.enums import InteractionKind
from app.models.upgrade import open_database
from app.services.clients.card import get_client_card
from app.services.interactions import log_interaction
from app.services.offers.beside import beside_sale
from app.services.offers.listing import list_offers
from app.services.offers.refresh import pairs_as_of, refresh_also_bought
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.save import add_purchase

PROMISED_MS = {"card": 30.0, "offers": 50.0, "sale": 30.0}  # p95
HEAVY = 20
TICK_S = 0.001

_NEWEST = "SELECT {} FROM purchase WHERE client_id = :id AND deleted_at IS NULL {} ORDER BY day DESC, id DESC LIMIT {}"
_LINES = """SELECT l.*, p.name FROM ({}) r CROSS JOIN purchase_line l ON l.purchase_id = r.id
    LEFT JOIN product p ON p.id = l.product_id"""
_OF_CLIENT = "contact_point external_id client_tag preference consent own_value attachment task feedback".split()
CARD = (
    "SELECT * FROM client WHERE id = :id",
    *(f"SELECT * FROM {table} WHERE client_id = :id" for table in _OF_CLIENT),
    *(
        f"SELECT * FROM {table} WHERE client_id = :id"
        for table in ("enquiry", "service_case", "entitlement", "interest")
    ),
    _NEWEST.format("*", "", 200),
    _LINES.format(_NEWEST.format("id", "", 200)),
    "SELECT * FROM interaction WHERE client_id = :id ORDER BY at DESC LIMIT 200",
    "SELECT * FROM change WHERE client_id = :id ORDER BY action_id DESC LIMIT 300",
)
_COUNTED = "AND status = 'done' AND day <= :today"
_GOODS = f"""SELECT DISTINCT l.product_id FROM ({_NEWEST.format("id", _COUNTED, 50)}) r
    JOIN purchase_line l ON l.purchase_id = r.id"""
OFFERS = (
    _LINES.format(_NEWEST.format("id", _COUNTED, 1_000)),
    f"SELECT * FROM product_link WHERE product_id IN ({_GOODS})",
    f"SELECT a.*, p.* FROM also_bought a JOIN product p ON p.id = a.other_id WHERE a.product_id IN ({_GOODS})",
    "SELECT * FROM interest WHERE client_id = :id",
)


def timed(act: Callable[[int], object], client_id: int, worked: list[float] | None = None) -> float:
    """Milliseconds of one call; those of the processor alone go to `worked`."""
    began, work = time.perf_counter(), time.thread_time()
    act(client_id)
    if worked is not None:
        worked.append((time.thread_time() - work) * 1000)
    return (time.perf_counter() - began) * 1000


def p95(times: Sequence[float]) -> float:
    """All but the slowest twentieth are faster."""
    return sorted(times)[max(round(len(times) * 0.95) - 1, 0)]


class Bare:
    """The plain connection: the same rows, and nothing else."""

    def __init__(self, path: Path, today: date) -> None:
        self.raw, self.today = connect(path, WRITER_CACHE_KIB), today.isoformat()

    def rows(self, statements: Sequence[str], client_id: int) -> None:
        """Fetch everything that the statements find of a client."""
        for statement in statements:
            self.raw.execute(statement, {"id": client_id, "today": self.today}).fetchall()

    def sell(self, client_id: int, product_ids: Sequence[int]) -> None:
        """A receipt, its lines, and the client's facts, in one commit."""
        raw, now = self.raw, datetime.now(UTC).isoformat()
        raw.execute("BEGIN IMMEDIATE")
        columns = "client_id, day, total, created_at, updated_at"
        row = (client_id, self.today, 30_000, now, now)
        receipt = raw.execute(f"INSERT INTO purchase ({columns}) VALUES (?, ?, ?, ?, ?)", row).lastrowid
        lines = [(receipt, product_id, place, 1000, 15_000, 15_000) for place, product_id in enumerate(product_ids)]
        columns = "purchase_id, product_id, position, quantity, price, sum"
        raw.executemany(f"INSERT INTO purchase_line ({columns}) VALUES (?, ?, ?, ?, ?, ?)", lines)
        facts = "SELECT day, sum(total), count(*) FROM purchase WHERE client_id = ? AND status = 'done'"
        days = raw.execute(f"{facts} AND deleted_at IS NULL GROUP BY day", (client_id,)).fetchall()
        gaps = [(date.fromisoformat(b[0]) - date.fromisoformat(a[0])).days for a, b in pairwise(days)]
        found = (len(days), sum(day[2] for day in days), sum(day[1] or 0 for day in days), days[0][0], days[-1][0])
        names = "visits = ?, receipts = ?, total = ?, first_visit = ?, last_visit = ?, rhythm_days = ?"
        raw.execute(f"UPDATE client SET {names} WHERE id = ?", (*found, median(gaps) if gaps else None, client_id))
        raw.execute("COMMIT")


def clients_drawn(bare: Bare, several: int) -> dict[str, list[int]]:
    """Ids of clients by kind."""
    (last,) = bare.raw.execute("SELECT max(id) FROM client").fetchone()
    live = "deleted_at IS NULL AND merged_into_id IS NULL AND visits > 0"
    random = Random(5)
    ordinary: list[int] = []
    while len(ordinary) < several:
        row = bare.raw.execute(f"SELECT id FROM client WHERE id >= ? AND {live} LIMIT 1", (random.randint(1, last),))
        ordinary += [found[0] for found in row]
    most = bare.raw.execute(f"SELECT id FROM client WHERE {live} ORDER BY receipts DESC LIMIT {HEAVY}")
    heavy = [found[0] for found in most]
    return {"ordinary": ordinary, "heavy": heavy * (several // HEAVY or 1), "heaviest": heavy[:1] * (several // 4)}


def make_busy(db: Database, client_id: int, names: Sequence[str], today: date) -> None:
    """So many sales, calls and changes that every list of the card is full."""
    now = datetime.now(UTC)
    for n in range(100):
        lines = tuple(LineData(name, 1000, 15_000) for name in names)
        add_purchase(db, PurchaseData(client_id, today - timedelta(days=n), lines), now)
        log_interaction(db, client_id, InteractionKind.CALL, f"call {n}", now - timedelta(hours=n))


def print_line(what: str, who: str, ours: Sequence[float], theirs: Sequence[float], worked: Sequence[float]) -> None:
    """A line of the table."""
    promised = PROMISED_MS.get(what)
    beside = "" if promised is None else f"   promised {promised:.0f}{'' if p95(ours) <= promised else '  MISSED'}"
    print(
        f"{what:8} {who:9} {len(ours):5}   {median(ours):7.2f} {p95(ours):7.2f} {max(ours):7.2f} {p95(worked):7.2f}"
        f"   {median(theirs):7.2f} {p95(theirs):7.2f}   x {median(ours) / median(theirs):5.1f}{beside}"
    )


def measure(db: Database, bare: Bare, several: int, today: date) -> None:
    """The table: every answer for every kind of client, in turn with its bare SQL."""
    kinds = clients_drawn(bare, several)
    products = bare.raw.execute("SELECT id, name FROM product WHERE archived = 0 ORDER BY id LIMIT 2").fetchall()
    ids, names = [row[0] for row in products], [row[1] for row in products]
    busy = kinds["ordinary"][0]
    make_busy(db, busy, names, today)
    kinds["busy"] = [busy] * (several // 4)
    now = datetime.now(UTC)
    sold = tuple(LineData(name, 1000, 15_000) for name in names)
    cases: dict[str, tuple[Callable[[int], object], Callable[[int], object]]] = {
        "card": (lambda one: get_client_card(db, one), lambda one: bare.rows(CARD, one)),
        "offers": (lambda one: list_offers(db, one, today), lambda one: bare.rows(OFFERS, one)),
        "beside": (lambda one: beside_sale(db, ids, one, today), lambda one: bare.rows(OFFERS, one)),
        "sale": (
            lambda one: add_purchase(db, PurchaseData(one, today, sold), now),
            lambda one: bare.sell(one, ids),
        ),
    }
    heads = f"{'p50':>7} {'p95':>7} {'worst':>7} {'cpu95':>7}   {'bare50':>7} {'bare95':>7}"
    print(f"{'ms':8} {'clients':9} {'times':>5}   {heads}")
    for what, (act, plain) in cases.items():
        for who, clients in kinds.items():
            ours, theirs, worked = [], [], list[float]()
            for one in clients:
                ours.append(timed(act, one, worked))
                theirs.append(timed(plain, one))
            print_line(what, who, ours, theirs, worked)


def longest_wait(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds of `act` in a thread of its own, and the longest stretch in which this thread could not go on."""
    thread = threading.Thread(target=act)
    began = last = time.perf_counter()
    gap = 0.0
    thread.start()
    while thread.is_alive():
        time.sleep(TICK_S)
        now = time.perf_counter()
        gap, last = max(gap, now - last), now
    return time.perf_counter() - began, gap


def read_lines(db: Database) -> int:
    """Fetch what is counted, and no more; the number of lines."""
    with db.read() as session:
        return sum(len(block) for block in bought_lines(session))


def measure_also_bought(db: Database, today: date) -> None:
    """Counting anew, beside a bare read of the lines that are counted."""
    lines = read_lines(db)
    bare, bare_gap = longest_wait(lambda: read_lines(db))
    seconds, gap = longest_wait(lambda: pairs_as_of(db, today))
    print(f"also bought of {lines:,} lines: {seconds:.2f} s   bare read {bare:.2f} s   x {seconds / bare:.2f}")
    print(f"longest wait of another thread {gap * 1000:.0f} ms (bare {bare_gap * 1000:.0f} ms)")


def main() -> None:
    """Measure on the shop of `--data`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--clients", type=int, default=300)
    options = parser.parse_args()
    path = options.data / "regulars.db"
    db, today = open_database(path, datetime.now(UTC)), datetime.now(UTC).date()
    bare = Bare(path, today)
    refresh_also_bought(db, today)
    clients, lines = bare.raw.execute(
        "SELECT (SELECT count(*) FROM client), (SELECT max(id) FROM purchase_line)"
    ).fetchone()
    print(f"{clients:,} clients, {lines:,} lines")
    measure(db, bare, options.clients, today)
    measure_also_bought(db, today)
    bare.raw.close()
    db.close()


if __name__ == "__main__":
    main()
