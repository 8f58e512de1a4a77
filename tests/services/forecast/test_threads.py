"""The models are fitted in one thread: those of numpy's linear algebra wait by spinning."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
COUNTED = """
import app, numpy
from pathlib import Path
a = numpy.ones((1500, 1500))
a @ a
tasks = Path("/proc/self/task")
print(len(list(tasks.iterdir())) if tasks.is_dir() else 1)
"""


def test_linear_algebra_starts_no_threads_of_its_own() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    command = [sys.executable, "-c", COUNTED]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert told.stdout.strip() == "1"
