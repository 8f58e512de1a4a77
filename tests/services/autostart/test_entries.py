"""Starting with the computer: the entry of each system is written, read back, switched off from outside, and mended."""

from __future__ import annotations

import os
import plistlib
import sys
from errno import ENOSPC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.autostart import command, entries
from app.services.autostart.app_menu import is_in_menu, is_in_menu_for_all, mend_menu, put_in_menu
from app.services.autostart.command import entry_name, start_command
from app.services.autostart.desktop_file import desktop_file, read_desktop_file, split_command
from app.services.autostart.entries import LaunchAgent
from app.services.autostart.switch import mend_entry, start_with_computer, starts_with_computer
from app.services.errors import DiskFull, ReadOnlyStorage

COMMAND = ("C:\\Program Files\\Регулярные\\pythonw.exe", "C:\\my shop\\main.py", "--minimized", "--data", "D:\\shop")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "дом"
    made.mkdir()
    monkeypatch.setenv("HOME", str(made))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_DIRS", str(made / "none"))
    monkeypatch.setattr(entries.platform, "system", lambda: "Linux")
    return made


def test_the_switch_is_what_stands_in_the_entry(home: Path, folder: Path) -> None:
    assert not starts_with_computer(folder)
    start_with_computer(folder, wanted=True)
    assert starts_with_computer(folder)
    (entry,) = (home / ".config" / "autostart").iterdir()
    assert entry.name == f"{entry_name(folder)}.desktop"
    for line in ("Hidden=true", "X-GNOME-Autostart-enabled=false"):  # as the desktops' own settings switch it off
        entry.write_text(entry.read_text("utf-8") + line + "\n", "utf-8")
        assert not starts_with_computer(folder)
        start_with_computer(folder, wanted=True)
        assert starts_with_computer(folder)
    start_with_computer(folder, wanted=False)
    start_with_computer(folder, wanted=False)
    assert not starts_with_computer(folder)
    assert not list(entry.parent.iterdir())


def test_each_shop_has_an_entry_of_its_own(home: Path, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "другой магазин"
    start_with_computer(folder, wanted=True)
    assert not starts_with_computer(other)
    start_with_computer(other, wanted=True)
    start_with_computer(folder, wanted=False)
    assert starts_with_computer(other)


def test_the_command_names_this_python_and_the_shop(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert start_command(folder, minimized=True) == (
        sys.executable,
        str(command.MAIN),
        "--minimized",
        "--data",
        str(folder),
    )
    assert command.MAIN.exists()
    monkeypatch.setattr(command, "platform_folder", lambda: folder)
    assert start_command(folder) == (sys.executable, str(command.MAIN))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/regulars/regulars")
    assert start_command(folder, minimized=True) == ("/opt/regulars/regulars", "--minimized")


def test_windows_starts_python_without_a_console(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    monkeypatch.setattr(command.platform, "system", lambda: "Windows")
    assert start_command(folder)[0] == str(tmp_path / "python.exe")
    (tmp_path / "pythonw.exe").touch()
    assert start_command(folder)[0] == str(tmp_path / "pythonw.exe")


def test_a_program_that_was_moved_mends_its_entry(home: Path, folder: Path, tmp_path: Path) -> None:
    assert not mend_entry(folder)
    entry = entries.find_entry(folder)
    here = start_command(folder, minimized=True)
    entry.write((str(tmp_path / "gone" / "python"), *here[1:]))
    assert mend_entry(folder)
    assert entry.read() == here
    entry.write((here[0], str(tmp_path / "gone" / "main.py"), *here[2:]))
    assert mend_entry(folder)
    assert not mend_entry(folder)


def test_the_entry_of_another_copy_that_is_there_is_left_alone(home: Path, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "regulars"
    other.touch()
    entry = entries.find_entry(folder)
    entry.write((str(other), "--minimized"))
    assert not mend_entry(folder)
    assert entry.read() == (str(other), "--minimized")


def test_an_entry_that_is_switched_off_stays_so_when_the_program_moved(home: Path, folder: Path) -> None:
    entry = entries.find_entry(folder)
    entry.write(("/nowhere/regulars",))
    (file,) = (home / ".config" / "autostart").iterdir()
    file.write_text(file.read_text("utf-8") + "Hidden=true\n", "utf-8")
    assert not mend_entry(folder)
    assert not starts_with_computer(folder)


def test_a_folder_that_cannot_be_written_is_told(home: Path, folder: Path) -> None:
    (home / ".config").write_text("not a folder")
    with pytest.raises(ReadOnlyStorage):
        start_with_computer(folder, wanted=True)
    assert not starts_with_computer(folder)


def test_a_full_disk_leaves_the_entry_that_was_there(home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start_with_computer(folder, wanted=True)
    before = {file: file.read_bytes() for file in home.rglob("*.desktop")}

    def full(_number: int) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        start_with_computer(folder, wanted=True)
    assert {file: file.read_bytes() for file in home.rglob("*.desktop*")} == before


@pytest.mark.parametrize("broken", [b"", b"[Desktop Entry]\nExec", b"\xff\x00", b"<plist><array/></plist>"])
def test_a_broken_entry_starts_nothing_and_can_be_written_anew(
    home: Path, folder: Path, tmp_path: Path, broken: bytes
) -> None:
    start_with_computer(folder, wanted=True)
    for file in home.rglob("*.desktop"):
        file.write_bytes(broken)
    assert not starts_with_computer(folder)
    start_with_computer(folder, wanted=True)
    assert starts_with_computer(folder)
    agent = LaunchAgent("app.regulars", tmp_path)
    (tmp_path / "app.regulars.plist").write_bytes(broken)
    assert agent.read() is None


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\x85\u2028\u2029"))))
def test_any_path_comes_back_from_an_entry(parts: list[str]) -> None:
    whole = ("/usr/bin/python3", *parts)
    assert split_command(read_desktop_file(desktop_file({}, whole))["Exec"]) == whole


def test_quotes_are_those_of_the_specification() -> None:
    text = desktop_file({"Name": "Regulars"}, ("/opt/my shop/$x", "100%", 'a"b\\c'))
    assert 'Exec="/opt/my shop/\\\\$x" 100%% "a\\\\"b\\\\\\\\c"' in text
    assert split_command('regulars %u "a b"') == ("regulars", "a b")


def test_macos_starts_what_its_launch_agent_says(tmp_path: Path) -> None:
    entry = LaunchAgent("app.regulars", tmp_path / "LaunchAgents")
    assert entry.read() is None
    entry.write(COMMAND)
    assert entry.read() == COMMAND
    (file,) = (tmp_path / "LaunchAgents").iterdir()
    values = plistlib.loads(file.read_bytes())
    assert (values["Label"], values["RunAtLoad"]) == (file.stem, True)
    file.write_bytes(plistlib.dumps({**values, "Disabled": True}))
    assert entry.read() is None
    file.write_bytes(b"<plist")
    assert entry.read() is None
    entry.remove()
    assert not file.exists()


@pytest.mark.parametrize(
    ("system", "kind"), [("Linux", "DesktopEntry"), ("Darwin", "LaunchAgent"), ("Windows", "RunKey")]
)
def test_each_system_has_its_entry(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, system: str, kind: str
) -> None:
    monkeypatch.setattr(entries.platform, "system", lambda: system)
    monkeypatch.setattr(entries, "import_module", lambda _name: object())
    assert type(entries.find_entry(folder)).__name__ == kind


def test_the_program_is_put_among_those_of_the_desktop_and_taken_out(home: Path, folder: Path) -> None:
    assert not is_in_menu()
    put_in_menu(folder, wanted=True)
    assert is_in_menu()
    values = read_desktop_file((home / ".local/share/applications/regulars.desktop").read_text("utf-8"))
    assert split_command(values["Exec"]) == start_command(folder)
    assert values["Icon"] == str(folder / "regulars.png")
    assert not mend_menu(folder)
    entry = home / ".local/share/applications/regulars.desktop"
    entry.write_text(entry.read_text("utf-8").replace("main.py", "old/main.py"), "utf-8")
    assert mend_menu(folder)
    assert split_command(read_desktop_file(entry.read_text("utf-8"))["Exec"]) == start_command(folder)
    put_in_menu(folder, wanted=False)
    assert not is_in_menu()
    assert not is_in_menu_for_all()
    assert not mend_menu(folder)
    shared = home / "none" / "applications"
    shared.mkdir(parents=True)
    (shared / "regulars.desktop").touch()
    assert is_in_menu_for_all()
