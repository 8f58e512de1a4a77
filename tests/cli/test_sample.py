"""The sample shop from the terminal: made, cleared after a copy, and nothing cleared in a shop of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def test_the_sample_is_cleared_after_a_copy(run: Any) -> None:
    assert run("demo")[1]["clients"] == 300
    code, told, _err = run("demo", "--clear")
    assert code == 0
    assert Path(told["backup"]).is_file()
    assert run("clients")[1] == run("clients", "nobody")[1]


def test_a_shop_of_ones_own_is_not_cleared(run: Any) -> None:
    run("add-client", "--name", "Жукова Марина")
    code, told, err = run("demo", "--clear")
    assert code == 1
    assert "not the sample shop" in f"{told}{err}"
