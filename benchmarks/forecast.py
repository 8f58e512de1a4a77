"""The forecast: fit and prediction of all clients beside the fit alone of the package lifetimes, and a shop's count.

    python benchmarks/forecast.py [FOLDER ...] [--clients 100000 1000000] [--peer PYTHON]

FOLDER is a copy of a shop of benchmarks/big_shop.py: the time of `refresh_forecast` is told, memory, and for how long
at most another thread could not go on meanwhile, as the window would feel it. `--clients`: made-up buyers come and are
lost by the law of BG/NBD over three years. `--peer` is an interpreter with lifetimes, which gets the same compressed
histories in the same run.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does, before numpy is loaded

import numpy as np
from beside import ask_peers, in_turns, longest_wait, open_shop, peak
from sqlalchemy import delete

from app.models.setting import Setting
from app.services.forecast.buyers import read_buyers
from app.services.forecast.expected import expected_visits, p_alive
from app.services.forecast.fit import Fit, fit_visits
from app.services.forecast.histories import Buyers, compress
from app.services.forecast.read import COUNTED
from app.services.forecast.refresh import refresh_forecast

LAW = (0.6, 40.0, 0.9, 4.0)  # r, alpha in days, a, b
SPAN = 1095  # days
PEER = """
import sys, time, warnings
warnings.filterwarnings("ignore")
import numpy as np, lifetimes
d = np.load(sys.argv[1])
def by_lifetimes():
    fitter = lifetimes.BetaGeoFitter(0.0).fit(d["x"], d["recency"], d["age"], weights=d["weight"])
    for name, value in fitter.params_.items():
        print(name, value)
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


def against_peer(buyers: Buyers, peer: str) -> None:
    """What the fit and the forecast of these buyers take, and what the peer's fit does."""
    histories, _place = compress(buyers)
    found: list[Fit] = []

    def ours() -> None:
        histories, place = compress(buyers)
        fit = fit_visits(histories)
        assert fit is not None
        found.append(fit)
        expected_visits(fit.params, histories, 90.0)[place]
        p_alive(fit.params, histories)[place]

    took, one = in_turns({"ours": ours})["ours"].clock, found[0].params
    said = f"r {one.r:.4f} alpha {one.alpha:.4f} a {one.a:.4f} b {one.b:.4f}"
    print(f"  {len(buyers):,} buyers, {len(histories.x):,} different: fit and forecast {took:.3f} s ({said})")
    if not peer:
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "histories.npz"
        np.savez(file, x=histories.x, recency=histories.recency, age=histories.age, weight=histories.weight)
        told = ask_peers(peer, PEER, file)
    seconds = told.pop("lifetimes")
    said = " ".join(f"{name} {value:.4f}" for name, value in told.items())
    print(f"  the fit of lifetimes alone {seconds:.3f} s ({said}): all of ours is {took / seconds:.2f} x of it")


def of_shop(folder: Path, peer: str) -> None:
    """The whole count of a shop, which is written into it, and its buyers beside the peer."""
    db, day = open_shop(folder)
    with db.write() as session:
        session.execute(delete(Setting).where(Setting.key == COUNTED))  # or there is nothing to do
    seconds, wait = longest_wait(lambda: refresh_forecast(db, day))
    told = f"peak {peak()}, longest wait of another thread {wait:.0f} ms"
    print(f"{folder}: read, fitted, tried on the past and written in {seconds:.2f} s, {told}")
    with db.read() as session:
        buyers = read_buyers(session, day, None, lambda _done, _total: None).now
    db.close()
    against_peer(buyers, peer)


def main() -> None:
    """Measure what was asked for, the smaller shop first: the peak is that of the process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    parser.add_argument("--clients", type=int, nargs="+", default=[])
    parser.add_argument("--peer", metavar="PYTHON", default="")
    options = parser.parse_args()
    for folder in options.folders:
        of_shop(folder, options.peer)
    for count in options.clients:
        print(f"{count:,} made-up buyers")
        against_peer(made_up(count), options.peer)


if __name__ == "__main__":
    main()
