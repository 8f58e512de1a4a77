"""Start-up: what is imported before the first paint, and a whole start in a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[3]
HEAVY = (
    *("openpyxl", "pyqtgraph", "alembic", "numpy", "sqlalchemy", "apscheduler", "python_calamine", "babel", "pandas"),
    *("asyncio", "concurrent.futures", "ctypes", "datetime", "decimal", "icalendar", "multiprocessing"),
    *("phonenumbers", "platformdirs", "sqlite3", "sqlcipher3"),
)
# The window itself, and nothing of what is shown in it.
PAINTED = re.compile(
    r"app(\.i18n|\.wording(\.counts)?|\.services(\.paths)?|\.ui(\.(shell|theme|widgets)(\.\w+)?|\.\w+)?)?"
)
LOADED_AT_FIRST_PAINT = """
import json, sys
from pathlib import Path
from app.ui import application as start
application = start.make_application()
program = start.Program(application, Path(sys.argv[1]), "en", None, start.SystemClock())
program._open = lambda: None
program.window.first_painted.connect(lambda: (print(json.dumps(sorted(sys.modules))), application.quit()))
program.start()
application.exec()
program.close()
"""
SHOT = """
import sys
from pathlib import Path
from app.ui.application import ScreenshotRequest, run
sys.exit(run(Path(sys.argv[1]), "en", ScreenshotRequest(Path(sys.argv[2]), "settings", "dark", 1000, 700)))
"""


def start(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_the_window_is_painted_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    started = start(LOADED_AT_FIRST_PAINT, str(tmp_path))
    assert started.returncode == 0, started.stderr
    loaded = set(json.loads(started.stdout))
    assert "app.ui.main_window" in loaded
    assert sorted(loaded & set(HEAVY)) == []
    assert not [name for name in loaded if name.split(".")[0] == "app" and not PAINTED.fullmatch(name)]


def test_modules_are_imported_by_python_itself_and_not_by_pyside() -> None:
    # PySide's own function reads the source text of each
    started = start(
        "from app.ui.plain_import import import_plainly; import builtins, PySide6.QtCore\n"
        "assert builtins.__import__ is builtins.__feature_import__; import_plainly()\n"
        "import sqlalchemy, shibokensupport.feature as feature; print('sqlalchemy' in feature.pyside_feature_dict)"
    )
    assert (started.stdout.strip(), started.stderr) == ("False", "")


def test_no_module_of_qts_addons_is_imported(tmp_path: Path) -> None:
    loaded = json.loads(start(LOADED_AT_FIRST_PAINT, str(tmp_path)).stdout)
    used = {name.split(".")[1] for name in loaded if name.startswith("PySide6.Qt")}
    assert used <= {"QtCore", "QtGui", "QtWidgets", "QtSvg"}


def test_the_purchases_page_opens_without_what_qt_knows_of_printers() -> None:
    started = start("import sys, app.ui.purchases.page; print('PySide6.QtPrintSupport' in sys.modules)")
    assert (started.stdout.strip(), started.stderr) == ("False", "")


def test_a_new_shop_opens_and_its_picture_is_written(tmp_path: Path) -> None:
    picture = tmp_path / "settings.png"
    started = start(SHOT, str(tmp_path / "data"), str(picture))
    assert started.returncode == 0, started.stderr
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1000, 700)
    assert image.pixelColor(400, 690).lightness() < 60  # dark, as asked
    assert (tmp_path / "data" / "regulars.db").exists()


def test_a_database_that_cannot_be_opened_ends_with_a_sentence_and_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "regulars.db").write_bytes(b"this is no database, it is a letter" * 100)
    before = (tmp_path / "regulars.db").read_bytes()
    hurry = """
from PySide6.QtWidgets import QApplication, QMessageBox
import app.ui.application as start
before = start.Program._on_open_failed
def failed(self, error):
    before(self, error)
    box = next(box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox))
    print(box.text())
    box.accept()
start.Program._on_open_failed = failed
"""
    window = SHOT[: SHOT.index(", ScreenshotRequest(")] + "))\n"
    started = start(hurry + window, str(tmp_path), str(tmp_path / "x.png"))
    assert started.returncode == 1, started.stderr
    assert "is damaged or is not a Regulars database" in started.stdout
    assert (tmp_path / "regulars.db").read_bytes() == before


def test_a_page_that_fails_ends_the_picture_with_code_1(tmp_path: Path) -> None:
    broken = """
from app.ui.settings.page import SettingsPage
def reload(self):
    raise LookupError("a fault of the page")
SettingsPage.reload = reload
"""
    started = start(broken + SHOT, str(tmp_path / "data"), str(tmp_path / "page.png"))
    assert started.returncode == 1
    assert "LookupError" in started.stderr
    assert not (tmp_path / "page.png").exists()
