"""What runs beside the window once the shop is open: the heartbeat, the count of the day, and what follows changes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.models.enums import Area
from app.ui.background import Jobs
from app.ui.context import AppContext
from app.ui.shell.collecting import Collecting
from app.ui.shell.first_start import watch_first_start
from app.ui.shell.heartbeat import Heartbeat, OtherProcess
from app.ui.shell.recounting import Recounting, recount_also_bought, recount_forecast, recount_segments
from app.ui.shell.rule_follower import RuleFollower
from app.ui.shell.today_count import TodayCount

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

STARTED_MS = 10_000  # by then the first page and the threads have loaded what they need
LOADED_LAST = "app.ui.dialogs.quick"  # so that the first dialog opens at once
EVERYTHING = frozenset(Area)
# What is counted anew now and then -> the changes that it looks at beside an import and a new day.
RECOUNTED = {
    recount_also_bought: frozenset[Area](),
    recount_forecast: frozenset({Area.PURCHASES, Area.CLIENTS}),
    recount_segments: frozenset({Area.SETTINGS}),
}


def start_beside(context: AppContext, count: TodayCount, jobs: Jobs, window: MainWindow) -> Heartbeat:
    """Start all of it; it ends with `window`. The first page has asked for its data before."""
    heartbeat = Heartbeat(context.clock, window)
    heartbeat.beat.connect(count.refresh)
    count.refresh()
    for recount, areas in RECOUNTED.items():
        heartbeat.beat.connect(Recounting(context, recount, heartbeat, areas).check_day)
    RuleFollower(context, heartbeat)
    watch_first_start(context, window)
    other = OtherProcess(context.db.data_version)
    heartbeat.beat.connect(lambda: _look_for_others(context, other))
    _look_for_others(context, other)

    def take_over() -> None:
        import_module(LOADED_LAST)  # here, for classes of Qt are not to be made in two threads at once
        jobs.at_rest = Collecting(window).soon

    QTimer.singleShot(STARTED_MS, window, take_over)
    return heartbeat


def _look_for_others(context: AppContext, other: OtherProcess) -> None:
    """Every page reads again after another process has written."""

    def tell(written: bool) -> None:
        if written:
            context.events.changed.emit(EVERYTHING)

    context.jobs.run(lambda _report: other.has_written(), on_done=tell)
