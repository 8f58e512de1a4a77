"""The guide as it lies in docs/guide: Markdown that the program shows and that can be read on the web as well.

README.md of a language lists its chapters in their order; a chapter is a file, its parts begin at headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guide"
FIRST = "start"
# Page of the window -> its chapter, where that has another name.
ABOUT = {
    "client": "card",
    "trash": "duplicates",
    "deliveries": "notifications",
    "settings": "data",
    "help": FIRST,
}
_LISTED = re.compile(r"\[[^\]]+\]\((\w+)\.md\)")
_HEADING = re.compile(r"^(#{1,3}) +(.+?)\s*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*`#>|]")
STEM, ENDING = 4, 3  # letters of a word: so many are kept at least, so many at its end may be others


@dataclass(frozen=True)
class Part:
    """What stands below one heading of a chapter, as plain text. The first part of a chapter has its title."""

    chapter: str
    title: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """One file: `name` without the ending, its title, its Markdown, and its parts."""

    name: str
    title: str
    text: str
    parts: tuple[Part, ...]


def read_guide(language: str) -> tuple[Chapter, ...]:
    """All chapters in their order."""
    folder = GUIDE / language
    listed = _LISTED.findall((folder / "README.md").read_text(encoding="utf-8"))
    return tuple(_chapter(name, (folder / f"{name}.md").read_text(encoding="utf-8")) for name in dict.fromkeys(listed))


def chapter_named(guide: tuple[Chapter, ...], name: str) -> Chapter:
    """The chapter of this name, or the one about the page of that key; the first where there is none."""
    wanted = ABOUT.get(name, name)
    return next((chapter for chapter in guide if chapter.name == wanted), guide[0])


def find_parts(guide: tuple[Chapter, ...], typed: str) -> list[Part]:
    """Parts with every word that was typed, in any ending; those with the words in their title come first."""
    stems = stems_of(typed)
    found = [part for chapter in guide for part in chapter.parts if _has_all(f"{part.title} {part.text}", stems)]
    return sorted(found, key=lambda part: not _has_all(part.title, stems)) if stems else []


def stems_of(typed: str) -> list[str]:
    """The beginnings of the words, small letters, so that another case or number is found too."""
    words = re.findall(r"[\w+/]+", fold(typed))
    return [word[: max(STEM, len(word) - ENDING)] for word in words]


def fold(text: str) -> str:
    """Small letters, ё as е."""
    return text.casefold().replace("ё", "е")


def slug(heading: str) -> str:
    """The anchor of a heading, as the web makes it of the words."""
    return re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-")


def _has_all(text: str, stems: list[str]) -> bool:
    words = re.findall(r"[\w+/]+", fold(text))
    return all(any(word.startswith(stem) for word in words) for stem in stems)


def _chapter(name: str, text: str) -> Chapter:
    parts: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        heading = _HEADING.match(line)
        if heading:
            parts.append((_plain(heading[2]), []))
        elif parts:
            parts[-1][1].append(_plain(line))
    made = tuple(Part(name, title, " ".join(" ".join(lines).split())) for title, lines in parts)
    return Chapter(name, made[0].title, text, made)


def _plain(line: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\1", line)).strip()
