"""The command that tells who is likely to be in the shop twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from main import main

ROWS = (
    "Код;Фамилия;Имя;Дата рождения;Телефон",
    "1;Крылова;Ольга;14.03.1985;+79052211408",
    "2;Крылова;Оля;14.03.1985;",
    "3;Громов;Олег;02.05.1970;+79161112233",
)


@pytest.fixture
def shop(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    """A shop with Krylova in it twice."""
    path = tmp_path / "clients.csv"
    path.write_text("\n".join(ROWS), encoding="utf-8")
    assert main(["--data", str(folder), "import", str(path), "--json"]) == 0
    capfd.readouterr()
    return folder


def test_pairs_are_told_in_the_shape_of_the_contract(shop: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(shop), "--lang", "en", "duplicates", "--json"]) == 0
    (pair,) = json.loads(capfd.readouterr().out)["pairs"]
    assert set(pair) == {"a", "b", "a_external_id", "b_external_id", "score", "reasons"}
    assert (pair["a"], pair["b"], pair["a_external_id"], pair["b_external_id"]) == (1, 2, "1", "2")
    assert 0.5 <= pair["score"] <= 1
    assert pair["reasons"] == ["a short form of the name", "the same birthday"]


def test_pairs_are_told_to_people_in_sentences(shop: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(shop), "--lang", "en", "duplicates"]) == 0
    told = capfd.readouterr().out
    assert "A short form of the name, the same birthday" in told
    assert "1 likely pair" in told


@pytest.mark.parametrize("threshold", ["2", "-1", "much"])
def test_a_threshold_that_is_no_share_is_wrong_usage(folder: Path, threshold: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--data", str(folder), "duplicates", "--threshold", threshold])
    assert left.value.code == 2


def test_an_empty_shop_has_no_pairs(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(folder), "duplicates", "--json"]) == 0
    assert json.loads(capfd.readouterr().out) == {"pairs": []}


def test_a_merge_tells_its_number_and_is_taken_back_by_it(shop: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(shop), "merge", "1", "2", "--json"]) == 0
    merged = json.loads(capfd.readouterr().out)
    assert merged["kept"] == 1
    assert main(["--data", str(shop), "client", "2", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["id"] == 1
    assert main(["--data", str(shop), "unmerge", str(merged["merge"]), "--json"]) == 0
    assert json.loads(capfd.readouterr().out) == merged
    assert main(["--data", str(shop), "client", "2", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["id"] == 2


@pytest.mark.parametrize("command", [["merge", "1", "99"], ["merge", "1", "1"], ["unmerge", "99"]])
def test_what_cannot_be_merged_is_an_error(shop: Path, capfd: pytest.CaptureFixture[str], command: list[str]) -> None:
    assert main(["--data", str(shop), "--lang", "en", *command]) == 1
    assert capfd.readouterr().err
