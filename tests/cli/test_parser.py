"""The command line as typed: what the window takes, and what is refused."""

from __future__ import annotations

import pytest

from app.cli.parser import parse


def test_no_command_is_the_window() -> None:
    options = parse(["--data", "shop", "--minimized"])
    assert options.command is None
    assert (options.data, options.minimized, options.page) == ("shop", True, "today")


def test_a_command_is_found_behind_the_general_options() -> None:
    options = parse(["--lang", "ru", "clients", "кры", "--json"])
    assert (options.command, options.query, options.lang, options.json) == ("clients", "кры", "ru", True)


@pytest.mark.parametrize(
    "wrong", [["--page", "nowhere"], ["--size", "large"], ["--size", "0x10"], ["imprt", "a.xlsx"], ["--nonsense"]]
)
def test_wrong_usage_leaves_with_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse(wrong)
    assert left.value.code == 2
    assert "error:" in capsys.readouterr().err


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--help"])
    assert "add-purchase" in capsys.readouterr().out
