"""Limits the reading process puts on itself, so that a hostile file ends it and not the computer."""

from __future__ import annotations

import sys
import threading
import time

_TOO_MUCH = 70  # exit status of a process that stopped itself


def limit_memory(megabytes: int) -> None:
    """Let this process use no more than so much memory: what goes over it fails or ends the process."""
    if sys.platform == "win32":
        from app.services.imports.files.limits_windows import limit_job_memory

        limit_job_memory(megabytes)
    else:
        _limit_address_space(megabytes)
        if sys.platform == "darwin":
            threading.Thread(target=_watch, args=(megabytes,), daemon=True).start()


def _limit_address_space(megabytes: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes << 20
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    except (ValueError, OSError):  # macOS takes no such limit; the watch below stands in
        return


def _watch(megabytes: int) -> None:
    """macOS does not enforce the limit: look at the peak and end the process."""
    import os
    import resource

    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < megabytes << 20:
        time.sleep(0.1)
    os._exit(_TOO_MUCH)
