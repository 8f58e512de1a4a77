"""Run a case in a fresh process, time it from outside, and watch the memory of its whole family."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

POLL_SECONDS = 0.02
MEDIANS = ("cpu", "peak_mb", "child_peak_mb")


@dataclass(frozen=True)
class Run:
    """One run: wall and processor seconds, peak memory of the process and of its largest child (MiB), its output."""

    seconds: float
    cpu: float
    peak_mb: float
    child_peak_mb: float
    output: str


def run(command: Sequence[str], environment: Mapping[str, str] | None = None, watch_memory: bool = True) -> Run:
    """Run to the end; a failure ends the benchmark with what the case said. Memory is 0 when it is not watched."""
    peaks: dict[int, float] = {}
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        start, before = time.perf_counter(), os.times()
        process = subprocess.Popen(command, stdout=out, stderr=err, env=_environment(environment or {}))
        while watch_memory and process.poll() is None:
            for pid in _family(process.pid):
                peaks[pid] = max(peaks.get(pid, 0.0), _peak_mb(pid))
            time.sleep(POLL_SECONDS)
        process.wait()
        seconds, after = time.perf_counter() - start, os.times()
        for stream in (out, err):
            stream.seek(0)
        output, errors = out.read(), err.read()
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{output[-2000:]}\n{errors[-2000:]}")
    own = peaks.pop(process.pid, 0.0)
    cpu = sum(after[2:4]) - sum(before[2:4])  # user and system time of the process and all its children
    return Run(seconds, cpu, own, max(peaks.values(), default=0.0), output)


def interleaved(cases: Mapping[str, Callable[[], Run]], rounds: int) -> dict[str, list[Run]]:
    """All cases in turn, again and again, so that a drift of the machine's speed meets them alike."""
    results: dict[str, list[Run]] = {name: [] for name in cases}
    for number in range(1, rounds + 1):
        for name, case in cases.items():
            results[name].append(case())
            print(f"  round {number}, {name}: {results[name][-1].seconds:.2f} s", file=sys.stderr)
    return results


def print_table(title: str, results: Mapping[str, Sequence[Run]], limit: str, rows: int = 0) -> None:
    """Medians of the rounds, each with its ratio to the case called `limit`."""
    base = statistics.median(run.seconds for run in results[limit])
    print(f"\n{title}")
    memory = any(run.peak_mb for runs in results.values() for run in runs)
    more = f" {'peak MiB':>9} {'child MiB':>10}" * memory + f" {'rows/s':>9}" * bool(rows)
    print(f"{'':34} {'seconds':>9} {'ratio':>7} {'min..max':>15} {'cpu s':>7}{more}")
    for name, runs in results.items():
        times = [run.seconds for run in runs]
        seconds = statistics.median(times)
        cpu, peak, child = (statistics.median(getattr(run, part) for run in runs) for part in MEDIANS)
        more = f" {peak:9.0f} {child:10.0f}" * memory + (f" {rows / seconds:9,.0f}" if rows else "")
        spread = f"{min(times):.2f}..{max(times):.2f}"
        print(f"{name:34} {seconds:9.2f} {seconds / base:7.2f} {spread:>15} {cpu:7.2f}{more}")


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    # compiled modules are kept between starts, as on the computer of a user
    return {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | dict(more)


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(member for child in children for member in _family(int(child)))]


def _peak_mb(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)
