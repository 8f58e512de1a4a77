"""The shipped sample spreadsheets are what their generator writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "resources/samples"
FILES = ("клиенты.xls", "продажи.xlsx", "продажи_2024.csv", "demo.json")


def test_generator_writes_the_shipped_files_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SAMPLES / "make_samples.py"), str(tmp_path)], check=True, capture_output=True)

    assert {name: (tmp_path / name).read_bytes() == (SAMPLES / name).read_bytes() for name in FILES} == dict.fromkeys(
        FILES, True
    )
