"""The pictures of this folder and of the guide, taken by the program itself of the sample shop: `make screens`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QImageWriter, qRgb

from app.models.database import Database
from app.services.forecast.refresh import refresh_forecast

Colours = NDArray[np.int64]  # a row each: red, green, blue

DOCS = Path(__file__).parent
MAIN = DOCS.parent / "main.py"
GUIDE = DOCS / "guide" / "pictures"
LANGUAGES = ("ru", "en")
SIZE, GUIDE_SIZE = "1360x860", "1080x700"
COLOURS = 256
NEAR = 48  # the square of the distance at which two colours are told apart
STEP = 4  # shades this close are one colour: 6 bits of each part

# Picture of the README -> page, language, theme.
PICTURES = {
    "today": ("today", "en", "light"),
    "clients": ("clients", "ru", "light"),
    "client": ("client", "ru", "dark"),
    "purchases": ("purchases", "ru", "light"),
    "tasks": ("tasks", "en", "light"),
    "enquiries": ("enquiries", "en", "light"),
    "segments": ("segments", "en", "light"),
    "reports": ("reports", "ru", "light"),
    "products": ("products", "ru", "dark"),
    "rules": ("rules", "ru", "light"),
    "import": ("import", "en", "dark"),
    "help": ("help", "en", "light"),
}
# Pages that the guide shows, in both languages.
IN_GUIDE = (
    *("today", "clients", "client", "purchases", "tasks", "enquiries", "segments", "reports", "products", "rules"),
    "settings",
)
SCENES = {  # of scenes.py, with their sizes
    "welcome": GUIDE_SIZE,
    "columns": "1280x800",
    "sale": GUIDE_SIZE,
    "calendar": GUIDE_SIZE,
    "palette": GUIDE_SIZE,
    **dict.fromkeys(("cells", "own", "returning"), GUIDE_SIZE),
    **dict.fromkeys(("numbers", "back", "forecast", "worked", "sources"), GUIDE_SIZE),
}
WORKED = ("deliveries", "duplicates")  # pages that show what somebody has done, or typed twice
TWICE = (
    ("Кузнецова Олга", "+7 952 000-68-03", "20.01.1984"),
    ("Яна Цветкова", "+7 921 000-72-58", ""),
)
OUTCOMES = (("reached", "ждёт письма"), ("no_answer", ""), ("reached", ""))


def main() -> None:
    """Make a sample shop, then open the window once for each picture; with names only these, such as `ru/today`."""
    wanted = set(sys.argv[1:])
    with TemporaryDirectory() as folder:
        regulars = [sys.executable, str(MAIN), "--data", folder]
        subprocess.run([*regulars, "demo"], check=True)
        foretell(Path(folder))
        in_both(
            wanted, IN_GUIDE, lambda name, file, language: take(regulars, file, name, language, "light", GUIDE_SIZE)
        )
        for name, (page, language, theme) in PICTURES.items():
            if not wanted or name in wanted:
                take(regulars, DOCS / f"{name}.png", page, language, theme, SIZE)
        in_both(wanted, SCENES, lambda name, file, language: act(folder, file, name, language))
        if not wanted or any(name.endswith(WORKED) for name in wanted):
            work(regulars)
            in_both(
                wanted, WORKED, lambda name, file, language: take(regulars, file, name, language, "light", GUIDE_SIZE)
            )


def foretell(folder: Path) -> None:
    """Count the forecast, as the window does by itself once it has been open for a while."""
    db = Database(folder / "regulars.db")
    refresh_forecast(db, datetime.now().astimezone().date())
    db.close()


def in_both(wanted: set[str], names: Iterable[str], make: Callable[[str, Path, str], None]) -> None:
    """Make the pictures of the guide of these names, in each language."""
    for language in LANGUAGES:
        for name in names:
            if not wanted or f"{language}/{name}" in wanted:
                make(name, GUIDE / language / f"{name}.png", language)


def work(regulars: list[str]) -> None:
    """Somebody answers a few reminders, and writes two clients down once more."""
    said = subprocess.run([*regulars, "today", "--json"], check=True, capture_output=True, text=True)
    items = json.loads(said.stdout)["items"]
    for item, (outcome, text) in zip(items, OUTCOMES, strict=False):
        told = ["--outcome", outcome, *(["--text", text] if text else [])]
        subprocess.run([*regulars, "done", item["id"], *told], check=True, capture_output=True)
    for name, phone, birthday in TWICE:
        born = ["--birthday", birthday] if birthday else []
        subprocess.run([*regulars, "add-client", "--name", name, "--phone", phone, *born], check=True)
    subprocess.run([*regulars, "duplicates"], check=True, capture_output=True)


def take(regulars: list[str], file: Path, page: str, language: str, theme: str, size: str) -> None:
    """One picture, in a process of its own."""
    options = ["--screenshot", str(file), "--page", page, "--lang", language, "--theme", theme, "--size", size]
    shoot([*regulars, *options], file)


def act(folder: str, file: Path, scene: str, language: str) -> None:
    """One picture of a page where something was done first."""
    shoot([sys.executable, str(DOCS / "scenes.py"), scene, folder, str(file), language, SCENES[scene]], file)


def shoot(command: list[str], file: Path) -> None:
    """Run what writes the picture, on a screen of the usual density, and make it small."""
    file.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(command, check=True, env={**os.environ, "QT_SCALE_FACTOR": "1"})
    writer = QImageWriter(str(file))
    writer.setQuality(0)  # of a PNG: as small as it gets
    if not writer.write(few_colours(QImage(str(file)))):
        raise OSError(f"{file}: {writer.errorString()}")


def few_colours(image: QImage) -> QImage:
    """The picture with a palette: the most frequent colours, and each pixel the nearest of them. A window has few, so
    that nothing is seen of it, and the file is a third as large."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    width, height = image.width(), image.height()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)[:, :, 2::-1]
    coarse = (pixels // STEP).astype(np.int64)
    keys = (coarse[:, :, 0] << 16) | (coarse[:, :, 1] << 8) | coarse[:, :, 2]
    found, first, where, counts = np.unique(keys.ravel(), return_index=True, return_inverse=True, return_counts=True)
    exact = pixels.reshape(-1, 3)[first].astype(np.int64)
    kept = spread(exact[np.argsort(-counts, kind="stable")])
    nearest = np.concatenate(
        [((part[:, None, :] - kept[None, :, :]) ** 2).sum(axis=2).argmin(axis=1) for part in np.array_split(exact, 64)]
    )
    assert len(found) == len(nearest)
    indices = np.ascontiguousarray(nearest[where].reshape(height, width).astype(np.uint8))
    made = QImage(indices.tobytes(), width, height, width, QImage.Format.Format_Indexed8)
    made.setColorTable([qRgb(*(int(part) for part in colour)) for colour in kept])
    return made.copy()


def spread(colours: Colours) -> Colours:
    """The first of `colours` that are no near neighbours of each other, so that a small red mark has its place, too."""
    kept = colours[:1]
    for colour in colours[1:]:
        if len(kept) == COLOURS:
            break
        if ((kept - colour) ** 2).sum(axis=1).min() > NEAR:
            kept = np.vstack([kept, colour])
    return kept


if __name__ == "__main__":
    main()
