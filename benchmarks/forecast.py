"""The forecast: fit and prediction beside the fit of the package lifetimes, and the whole count of a large shop.

    python benchmarks/forecast.py --clients 100000 1000000 --peer PYTHON   # an interpreter that has lifetimes
    python benchmarks/forecast.py --shop FOLDER                            # a copy of one of benchmarks/big_shop.py

Made-up buyers come and are lost by the law of BG/NBD over three years; both packages get the same compressed histories
in the same run. Of a shop the time of `refresh_forecast` is told, memory, and for how long at most another thread could
not go on meanwhile: what the window would feel.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from app.models.facts import last_purchase_day
from app.models.upgrade import open_database
from app.services.forecast.expected import expected_visits, p_alive
from app.services.forecast.fit import Fit, fit_visits
from app.services.forecast.histories import Buyers, Histories, compress
from app.services.forecast.refresh import refresh_forecast
from app.ui.background import SWITCH_SECONDS

LAW = (0.6, 40.0, 0.9, 4.0)  # r, alpha in days, a, b
SPAN = 1095  # days
PEER = """
import sys, time, warnings
warnings.filterwarnings("ignore")
import numpy as np, lifetimes
d = np.load(sys.argv[1])
began = time.perf_counter()
fitter = lifetimes.BetaGeoFitter(0.0).fit(d["x"], d["recency"], d["age"], weights=d["weight"])
print(time.perf_counter() - began, *fitter.params_)
"""


def made_up(count: int, seed: int = 1) -> Buyers:
    """Buyers by the law, in whole days."""
    random = np.random.default_rng(seed)
    r, alpha, a, b = LAW
    rate, lost = random.gamma(r, 1 / alpha, count), random.beta(a, b, count)
    age = random.integers(0, SPAN, count)
    x, last, day = np.zeros(count, np.int64), np.zeros(count), np.zeros(count)
    here = np.ones(count, bool)
    while here.any():
        day[here] += random.exponential(1 / np.maximum(rate[here], 1e-12))
        here &= day <= age
        x[here] += 1
        last[here] = day[here]
        here[here] = random.random(int(here.sum())) >= lost[here]
    recency = np.where(x > 0, np.maximum(np.rint(last), 1), 0).astype(np.int64)
    return Buyers(np.arange(count), x, recency, np.maximum(age, recency), x, x)


def timed(work: Callable[[], object]) -> float:
    """Seconds of the best of three."""
    best = float("inf")
    for _turn in range(3):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def against_peer(count: int, peer: str) -> None:
    """One line on the fit of so many buyers."""
    buyers = made_up(count)
    histories, place = compress(buyers)
    fit_visits(histories)  # scipy is loaded before the clock starts, as lifetimes is
    found: list[Fit] = []

    def ours() -> None:
        fit = fit_visits(compress(buyers)[0])
        assert fit is not None
        found.append(fit)
        expected_visits(fit.params, histories, 90.0)[place]
        p_alive(fit.params, histories)[place]

    seconds = timed(ours)
    one = found[0].params
    said = ", ".join(f"{value:.4f}" for value in (one.r, one.alpha, one.a, one.b))
    print(f"{count:>9,} buyers, {len(histories.x):,} different: fit and forecast {seconds:.3f} s ({said})", end="")
    print(f"; lifetimes' fit alone {_peer(histories, peer)}" if peer else "")


def _peer(histories: Histories, peer: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "histories.npz"
        np.savez(file, x=histories.x, recency=histories.recency, age=histories.age, weight=histories.weight)
        answer = subprocess.run([peer, "-c", PEER, str(file)], capture_output=True, text=True, check=True).stdout
    seconds, *params = map(float, answer.split())
    return f"{seconds:.3f} s ({', '.join(f'{value:.4f}' for value in params)})"


def of_shop(folder: Path) -> None:
    """One line on the whole count of a shop; its forecast is written into it."""
    db = open_database(folder / "regulars.db", datetime.now(UTC))
    with db.read() as session:
        day = last_purchase_day(session)
    assert day is not None
    sys.setswitchinterval(SWITCH_SECONDS)
    gaps, done = [0.0], threading.Event()

    def tick() -> None:
        before = time.perf_counter()
        while not done.wait(0.001):
            now = time.perf_counter()
            gaps.append(now - before)
            before = now

    ticking = threading.Thread(target=tick)
    ticking.start()
    began = time.perf_counter()
    refresh_forecast(db, day + timedelta(days=int(began) % 20))
    seconds = time.perf_counter() - began
    done.set()
    ticking.join()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{folder}: counted in {seconds:.2f} s, {peak:.0f} MiB, longest wait {max(gaps) * 1000:.0f} ms")
    db.close()


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, nargs="+", default=[])
    parser.add_argument("--peer", default="")
    parser.add_argument("--shop", type=Path)
    options = parser.parse_args()
    for count in options.clients:
        against_peer(count, options.peer)
    if options.shop is not None:
        of_shop(options.shop)


if __name__ == "__main__":
    main()
