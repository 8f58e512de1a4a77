"""An hour of the real program: a window on a virtual screen, a session bus, a notification service, a system tray.

    python benchmarks/soak.py [--minutes 60] [--kills 20] [--seed 1] [--keep FOLDER]

A follow-up comes due every 20 seconds or so. The program is killed (SIGKILL) at random, half of the times just after a
notification went over the bus, and started again, now and then into the tray; meanwhile other processes sell and tick
things off. In the end every follow-up that came due has to have been on the bus once: not at all is a loss, twice
without "possibly shown before" is a repetition. Ends with 1 if there was any. Wants Xvfb, dbus-daemon, dbus-monitor and
dunst; trayer and openbox are used where they are.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from datetime import time as wall_time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from app.models.upgrade import open_database
from app.services.clients.data import ClientData
from app.services.clients.save import save_client
from app.services.paths import database_file
from app.services.settings import get_settings, save_settings
from app.services.tasks.save import TaskData, add_task

MAIN = str(Path(__file__).parents[1] / "main.py")
EVERY = timedelta(minutes=1)  # follow-ups have minutes, no seconds: some in each of them
A_MINUTE = 3
MARK = "Possibly shown before"
NOTIFY = "interface='org.freedesktop.Notifications',member='Notify'"
SETTLE_SECONDS = 150  # what came due in the last of them need not have been told: two heartbeats and a start
BESIDE_SECONDS = 45  # between two acts of other processes


@dataclass
class Desk:
    """The virtual desktop: its environment and the processes that make it."""

    folder: Path
    display: str = ":93"
    environment: dict[str, str] = field(default_factory=dict)
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __enter__(self) -> Desk:
        """Start the screen, the bus, the notification service and, where they are, a panel and a window manager."""
        address = f"unix:path={self.folder / 'bus'}"
        runtime = self.folder / "run"
        runtime.mkdir(mode=0o700)
        self.environment = {
            **os.environ,
            "DISPLAY": self.display,
            "DBUS_SESSION_BUS_ADDRESS": address,
            "XDG_RUNTIME_DIR": str(runtime),
            "QT_QPA_PLATFORM": "xcb",
        }
        self._start("Xvfb", self.display, "-screen", "0", "1600x1000x24")
        self._start("dbus-daemon", "--session", f"--address={address}", "--nofork")
        time.sleep(1)  # the others want both
        for name in ("openbox", "trayer"):
            if shutil.which(name):
                self._start(name)
        self._start("dunst")
        self._start("dbus-monitor", "--session", NOTIFY, out=self.log)
        time.sleep(1)
        return self

    def __exit__(self, *_error: object) -> None:
        for process in reversed(self.running):
            process.terminate()
            process.wait()

    @property
    def log(self) -> Path:
        """What went over the bus."""
        return self.folder / "bus.log"

    def notified(self) -> int:
        """How many notifications there were so far."""
        return self.log.read_text(errors="replace").count("member=Notify")

    def _start(self, *command: str, out: Path | None = None) -> None:
        with ExitStack() as stack:
            sink = stack.enter_context(out.open("wb")) if out else subprocess.DEVNULL
            self.running.append(subprocess.Popen(command, env=self.environment, stdout=sink, stderr=subprocess.DEVNULL))


def make_shop(data: Path, start: datetime, minutes: int) -> dict[int, datetime]:
    """A shop in which it is noon now, with follow-ups for somebody else every minute; the moment of each by its id."""
    data.mkdir()
    db = open_database(database_file(data), start)
    shift = 12 - start.hour
    zone = f"Etc/GMT{-shift:+d}"  # of these names the sign is the other way round
    settings = replace(get_settings(db), shop_name="Soak", time_zone=zone, language="en", close_to_tray=True)
    save_settings(db, replace(settings, group_over=50, opening_time=wall_time(8), quiet_from=wall_time(23, 59)))
    due = {}
    first = start.replace(second=0, microsecond=0) + 2 * EVERY
    for number in range(A_MINUTE * minutes):
        moment = first + (number // A_MINUTE) * EVERY
        local = moment.astimezone(settings.zone)
        client = save_client(db, ClientData(f"Person {number:03d}"), start)
        title = f"Promise {number:03d}."
        task = TaskData(client, title, local.date(), local.time().replace(tzinfo=None))
        due[add_task(db, task, start)] = moment
    db.close()
    return due


def program(desk: Desk, data: Path, *options: str) -> subprocess.Popen[bytes]:
    """Regulars itself, in a process of its own."""
    errors = (desk.folder / "program.log").open("ab")
    command = [sys.executable, MAIN, "--data", str(data), *options]
    with errors:
        return subprocess.Popen(command, env=desk.environment, stdout=errors, stderr=errors)


def live(desk: Desk, data: Path, start: datetime, options: argparse.Namespace) -> tuple[int, int]:
    """Run, kill, start again, act beside; returns kills and acts."""
    chance = random.Random(options.seed)
    end = time.monotonic() + options.minutes * 60
    kills_at = sorted(chance.uniform(20, options.minutes * 60 - 60) for _ in range(options.kills))
    born, kills, acts = time.monotonic(), 0, 0
    running, beside = program(desk, data), born + BESIDE_SECONDS
    while time.monotonic() < end:
        time.sleep(0.02)
        if time.monotonic() > beside:
            act_beside(data, start, chance)
            acts, beside = acts + 1, time.monotonic() + BESIDE_SECONDS
        if kills < len(kills_at) and time.monotonic() - born > kills_at[kills]:
            if chance.random() < 0.5:
                wait_for_one(desk, end)
            running.kill()
            running.wait()
            kills += 1
            print(f"  {time.monotonic() - born:.0f} s: killed the {kills}. time", file=sys.stderr)
            time.sleep(chance.uniform(0, 40))
            running = program(desk, data, *(["--minimized"] if chance.random() < 0.4 else []))
        elif running.poll() is not None:
            sys.exit(f"The program ended by itself with {running.returncode}: see {desk.folder / 'program.log'}")
    running.terminate()
    running.wait()
    return kills, acts


def wait_for_one(desk: Desk, end: float) -> None:
    """Until the next notification goes over the bus, and a breath longer."""
    before = desk.notified()
    while desk.notified() == before and time.monotonic() < end - 30:
        time.sleep(0.005)
    time.sleep(random.uniform(0, 0.03))


def act_beside(data: Path, start: datetime, chance: random.Random) -> None:
    """Somebody sells at another terminal, or ticks off what is due."""
    command = [sys.executable, MAIN, "--data", str(data)]
    if chance.random() < 0.5:
        sale = [
            "add-purchase",
            str(chance.randint(1, A_MINUTE)),
            "--date",
            start.date().isoformat(),
            "--line",
            "Tea;1;350",
        ]
        subprocess.run([*command, *sale], check=True, capture_output=True)
        return
    due = subprocess.run([*command, "today", "--json"], check=True, capture_output=True, text=True).stdout
    shown = [item["id"] for item in json.loads(due)["items"] if item["state"] == "shown"]
    if shown:
        subprocess.run([*command, "done", chance.choice(shown)], check=True, capture_output=True)


def count(desk: Desk, due: dict[int, datetime], until: datetime) -> dict[str, list[str]]:
    """What became of the follow-ups that came due before `until`, by the log of the bus."""
    plain, marked = Counter[str](), Counter[str]()
    for message in desk.log.read_text(errors="replace").split("method call")[1:]:
        told = set(re.findall(r"Promise \d{3,}", message))
        (marked if MARK in message else plain).update(told)
    wanted = [f"Promise {number:03d}" for number, moment in enumerate(due.values()) if moment < until]
    return {
        "came due": wanted,
        "told once": [one for one in wanted if plain[one] == 1 and not marked[one]],
        "told once after a kill, marked": [one for one in wanted if marked[one] == 1 and not plain[one]],
        "told again after a kill, marked": [one for one in wanted if marked[one] and marked[one] + plain[one] > 1],
        "lost": [one for one in wanted if not plain[one] and not marked[one]],
        "repeated without the mark": [one for one in wanted if plain[one] > 1],
    }


def main() -> None:
    """Live through it and print what the bus has seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--display", default=":93")
    parser.add_argument("--keep", type=Path, help="a new folder for the shop and the logs, which stay there")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(TemporaryDirectory()))
        folder.mkdir(exist_ok=True)
        start = datetime.now(UTC)
        due = make_shop(folder / "shop", start, options.minutes)
        desk = stack.enter_context(Desk(folder.resolve(), options.display))
        kills, acts = live(desk, folder / "shop", start, options)
        told = count(desk, due, datetime.now(UTC) - timedelta(seconds=SETTLE_SECONDS))
    print(f"{options.minutes} minutes, {kills} kills, {acts} acts of other processes")
    for name, which in told.items():
        print(f"{len(which):6}  {name}{': ' + ', '.join(which) if len(which) < 10 and which else ''}")
    sys.exit(bool(told["lost"] or told["repeated without the mark"]))


if __name__ == "__main__":
    main()
