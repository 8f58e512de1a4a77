"""The shipped sample spreadsheets are what their generator writes."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "resources/samples"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, str(SAMPLES / "make_samples.py"), str(folder)], check=True, capture_output=True)
    return folder


def content(path: Path) -> object:
    """The bytes; of a workbook those of its parts, for how well they are packed depends on the system's zlib."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", ["клиенты.xls", "продажи.xlsx", "продажи_2024.csv", "demo.json"])
def test_shipped_file_is_what_the_generator_writes(written: Path, name: str) -> None:
    assert content(written / name) == content(SAMPLES / name)
