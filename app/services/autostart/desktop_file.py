"""Desktop entries as freedesktop.org has them: how they are written, and what can be read of them.

https://specifications.freedesktop.org/desktop-entry-spec/latest/ (1.5): the value of Exec is quoted twice, first as an
argument, then as a string.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

_RESERVED = re.compile(r"[\s\"'\\><~|&;$*?#()`]")
_IN_QUOTES = re.compile(r"([\"`$\\])")
_ARGUMENT = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_STRING_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


def xdg_folder(variable: str, otherwise: str) -> Path:
    """A base directory of the user; as the specification says, a relative one in the variable does not count."""
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else Path.home() / otherwise


def desktop_file(values: Mapping[str, str], command: Sequence[str]) -> str:
    """The text of an entry that starts `command`."""
    lines = {"Type": "Application", **values, "Exec": " ".join(_quoted(part) for part in command)}
    return "\n".join(["[Desktop Entry]", *(f"{key}={_escaped(value)}" for key, value in lines.items()), ""])


def read_desktop_file(text: str) -> dict[str, str]:
    """The keys of the main group and their values as strings, not translated ones."""
    found: dict[str, str] = {}
    group = ""
    for line in text.splitlines():
        if line.startswith("["):
            group = line.strip()
        elif group == "[Desktop Entry]" and "=" in line and not line.startswith("#"):
            key, _sign, value = line.partition("=")
            found[key.strip()] = _unescaped(value.strip())
    return found


def split_command(value: str) -> tuple[str, ...]:
    """The program and its arguments of a value of Exec; codes such as %u are left out."""
    return tuple(_arguments(value))


def _arguments(value: str) -> Iterator[str]:
    for quoted, plain in _ARGUMENT.findall(value):
        if plain and re.fullmatch(r"%[a-zA-Z]", plain):
            continue
        yield (plain or re.sub(r"\\(.)", r"\1", quoted)).replace("%%", "%")


def _quoted(part: str) -> str:
    part = part.replace("%", "%%")
    return '"' + _IN_QUOTES.sub(r"\\\1", part) + '"' if _RESERVED.search(part) or not part else part


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n")


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: _STRING_ESCAPES.get(found[1], found[0]), value)
