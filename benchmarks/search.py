"""Search as you type: milliseconds for every letter of every kind of query, beside the bare SQL in the same run.

    PYTHONPATH=. python benchmarks/search.py FOLDER [--people 40] [--window]

FOLDER holds a shop (big_shop.py makes one). Clients are drawn from it, and what is known of each is typed letter by
letter: names, several words, phones from the front and from the end, e-mail, card, tag, note, number in another system,
the wrong keyboard layout, a slip of the finger, and what nobody has. "bare" is the trigram index asked for the first
matches in any order; a miss is also held against LIKE on a casefold function of Python. --window: from a key to the
painted list.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

from search_window import painted_after
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.database import Database, connect
from app.models.search import fts_phrase, query_words
from app.models.upgrade import open_database
from app.services.clients.listing.typed_query import search_ids
from app.services.keyboard import other_layout

SHOWN = 8
LIMIT_MS = {100_000: 5.0, 1_000_000: 10.0}  # p95 that is promised, by clients
MISS = "кварзыбл"
_VALUES = {
    "surname": "SELECT last_name FROM client WHERE last_name <> '' AND id = :id",
    "first name": "SELECT first_name FROM client WHERE first_name <> '' AND id = :id",
    "two words": "SELECT first_name || ' ' || last_name FROM client WHERE last_name <> '' AND id = :id",
    "middle of a name": "SELECT substr(sort_key, 4, 8) FROM client WHERE length(sort_key) > 12 AND id = :id",
    "phone, 8...": "SELECT '8' || substr(value, 3) FROM contact_point WHERE value LIKE '+79%' AND client_id = :id",
    "phone, end": "SELECT substr(value, -4) FROM contact_point WHERE kind = 'phone' AND client_id = :id",
    "e-mail": "SELECT value FROM contact_point WHERE kind = 'email' AND client_id = :id",
    "card": "SELECT card FROM client WHERE card <> '' AND id = :id",
    "tag": "SELECT tag FROM client_tag WHERE client_id = :id",
    "note": "SELECT substr(note, 1, 20) FROM client WHERE note <> '' AND id = :id",
    "number": "SELECT value FROM external_id WHERE client_id = :id",
}


def slip(word: str, random: Random) -> str:
    """Two letters of the word exchanged, or one lost."""
    place = random.randrange(1, max(len(word) - 1, 2))
    return word[:place] + word[place + 1 : place + 2] + word[place : place + 1] + word[place + 2 :]


def typed_queries(session: Session, people: int, random: Random) -> dict[str, list[str]]:
    """Whole queries by kind, of what clients drawn at random have."""
    last = int(session.execute(text("SELECT max(id) FROM client")).scalar_one())
    kinds: dict[str, list[str]] = {kind: [] for kind in _VALUES}
    for kind, statement in _VALUES.items():
        for _attempt in range(people * 60):
            if len(kinds[kind]) == people:
                break
            value = session.execute(text(statement), {"id": random.randint(1, last)}).scalar()
            if value:
                kinds[kind].append(value)
    names = kinds["surname"]
    kinds["wrong layout"] = [other_layout(name) for name in names]
    kinds["slip"] = [slip(name, random) for name in names if len(name) > 5]
    kinds["nobody"] = ["".join(random.sample(MISS, len(MISS))) for _name in names]
    return {kind: queries for kind, queries in kinds.items() if queries}


def letters(query: str) -> Iterator[str]:
    """The query as it stands after every key."""
    return (query[: place + 1] for place in range(len(query)))


def milliseconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def bare(raw: Any, typed: str) -> float:
    """The first matches of the index in any order."""
    phrase = fts_phrase(query_words(typed))
    if not phrase:
        statement, asked = "SELECT id FROM client WHERE sort_key >= ? LIMIT ?", typed
    else:
        statement, asked = "SELECT rowid FROM client_fts WHERE client_fts MATCH ? LIMIT ?", phrase
    return milliseconds(lambda: raw.execute(statement, (asked, SHOWN)).fetchall())


def p95(times: Sequence[float]) -> float:
    """The time that 95 of a hundred do not exceed."""
    return quantiles(times, n=20)[-1]


def print_kind(kind: str, ours: Sequence[float], theirs: Sequence[float]) -> None:
    """A line of the table."""
    print(
        f"{kind:18} {len(ours):6}  {median(ours):7.2f} {p95(ours):7.2f}  {median(theirs):7.2f} {p95(theirs):7.2f}"
        f"  {p95(ours) / p95(theirs):6.1f}"
    )


def measure(db: Database, raw: Any, people: int) -> tuple[list[float], list[float]]:
    """Print the table; all times of ours, on the clock and of the processor alone."""
    random, every, worked = Random(4), [], []
    with db.read() as session:
        kinds = typed_queries(session, people, random)
        print(f"{'ms':18} {'keys':>6}  {'p50':>7} {'p95':>7}  {'bare50':>7} {'bare95':>7}  {'x':>6}")
        for kind, queries in kinds.items():
            ours, theirs = [], []
            for typed in (typed for query in queries for typed in letters(query)):
                began = time.thread_time()
                ours.append(milliseconds(lambda typed=typed: search_ids(session, typed, SHOWN)))  # type: ignore[misc]
                worked.append((time.thread_time() - began) * 1000)
                theirs.append(bare(raw, typed))
            print_kind(kind, ours, theirs)
            every += ours
    return every, worked


def slow_way(raw: Any, typed: str) -> float:
    """LIKE on a function of Python over all clients."""
    raw.create_function("folded", 1, lambda value: value.casefold().replace("ё", "е"), deterministic=True)
    statement = "SELECT id FROM client WHERE folded(search_text) LIKE ? LIMIT ?"
    return milliseconds(lambda: raw.execute(statement, (f"%{typed}%", SHOWN)).fetchall())


def main() -> None:
    """Measure the shop in the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--window", action="store_true")
    options = parser.parse_args()
    path = options.folder / "regulars.db"
    db, raw = open_database(path, datetime.now(UTC)), connect(path)
    clients = raw.execute("SELECT count(*) FROM client").fetchone()[0]
    every, worked = measure(db, raw, options.people)
    promised = next((limit for size, limit in LIMIT_MS.items() if clients <= size), None)
    print(f"{clients:,} clients: p95 of all {p95(every):.2f} ms (processor {p95(worked):.2f}), promised {promised} ms")
    with db.read() as session:
        ours = median(milliseconds(lambda: search_ids(session, MISS, SHOWN)) for _time in range(9))
    like = slow_way(raw, MISS)
    print(f"a miss: {ours:.2f} ms, LIKE on a function {like:.0f} ms: {like / ours:.0f} times as long (promised: 100)")
    raw.close()
    if options.window:
        times = painted_after(db, options.folder, "крылова анна", "+7 916 123", "rhskjdf", "кузнецво", "москва")
        print(f"key to painted list: p50 {median(times):.1f} ms, p95 {p95(times):.1f} ms (promised: 50)")
    db.close()


if __name__ == "__main__":
    main()
