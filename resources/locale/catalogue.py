"""The texts of the program and their Russian: `update` after a change of texts, `check` before a commit.

python resources/locale/catalogue.py update    # extract, merge into the Russian catalogue, compile
python resources/locale/catalogue.py check     # exit code 1 when something is missing, doubtful or stale
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "resources/locale/regulars.pot"
RUSSIAN = ROOT / "resources/locale/ru/LC_MESSAGES/regulars.po"
COMPILED = RUSSIAN.with_suffix(".mo")
KEYWORDS = {"_": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}")


def extract() -> Catalog:
    """Every text of the source, with the files that use it."""
    catalog = Catalog(project="Regulars", version="1", copyright_holder="Regulars contributors", charset="utf-8")
    found = extract_from_dir(ROOT / "app", method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("Note:",))
    for name, _line, text, comments, context in sorted(found, key=lambda item: item[:2]):
        catalog.add(text, locations=[(f"app/{name}", 0)], auto_comments=comments, context=context)
    return catalog


def load(path: Path, locale: str | None = None) -> Catalog:
    """The catalogue in a file; an empty one when there is no such file yet."""
    if not path.exists():
        return Catalog(locale=locale, project="Regulars", version="1", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def texts(catalog: Catalog) -> list[tuple[object, ...]]:
    """What of a catalogue matters: its texts, contexts, files and notes. Dates do not."""
    return sorted(
        (
            str(message.id),
            message.context or "",
            sorted({file for file, _line in message.locations}),
            message.auto_comments,
        )
        for message in catalog
        if message.id
    )


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def as_forms(value: object) -> list[str]:
    """A text, or the forms of a plural, as a list."""
    return [str(form or "") for form in value] if isinstance(value, list | tuple) else [str(value or "")]


def fault(message: Message) -> str | None:
    """What is wrong with one translation, if anything."""
    translated = as_forms(message.string)
    if message.fuzzy:
        return "is marked fuzzy"
    if not all(translated):
        return "has no Russian"
    wanted = set(PLACEHOLDER.findall(as_forms(message.id)[-1]))
    if any(set(PLACEHOLDER.findall(form)) != wanted for form in translated):
        return "has other {placeholders} in Russian"
    return None


def hidden(fresh: Catalog) -> Iterator[str]:
    """Texts that stand in f-strings alone: they are not extracted and would stay English."""
    for path in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in KEYWORDS:
                continue
            text = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
            if isinstance(text, str) and text not in fresh:
                yield f"{text!r} stands in an f-string, from where it is not extracted"


def faults() -> Iterator[str]:
    """Everything that keeps the catalogue from being complete, one sentence each."""
    template, russian = load(TEMPLATE), load(RUSSIAN, "ru")
    fresh = extract()
    yield from hidden(fresh)
    if texts(fresh) != texts(template):
        yield "regulars.pot differs from the source"
    known = {(str(message.id), message.context): message for message in russian if message.id}
    for message in fresh:
        key = (str(message.id), message.context)
        if message.id and key not in known:
            yield f"{message.id!r} is not in regulars.po"
    for message in known.values():
        if problem := fault(message):
            yield f"{message.id!r} {problem}"
    if not COMPILED.exists() or COMPILED.read_bytes() != compiled(russian):
        yield "regulars.mo is not compiled from regulars.po"


def update() -> None:
    """Bring the three files up to date; new texts come without Russian, vanished ones go."""
    fresh, template, russian = extract(), load(TEMPLATE), load(RUSSIAN, "ru")
    if texts(fresh) != texts(template):
        with TEMPLATE.open("wb") as file:
            write_po(file, fresh, width=120, include_lineno=False)
        russian.update(fresh, no_fuzzy_matching=True, update_header_comment=False)
    russian.obsolete.clear()
    RUSSIAN.parent.mkdir(parents=True, exist_ok=True)
    with RUSSIAN.open("wb") as file:
        write_po(file, russian, width=120, include_lineno=False)
    COMPILED.write_bytes(compiled(load(RUSSIAN, "ru")))


def main(command: str) -> int:
    """Run one command; the exit code tells whether the catalogue is complete."""
    if command not in ("update", "check"):
        print(__doc__, file=sys.stderr)
        return 2
    if command == "update":
        update()
    found = list(faults())
    for sentence in found:
        print(f"catalogue: {sentence}", file=sys.stderr)
    return 1 if found and command == "check" else 0


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
