"""Where the reading process begins. Kept apart so that the program itself need not import what only the child uses."""

from __future__ import annotations

from multiprocessing.connection import Connection

from app.services.imports.options import Options


def main(connection: Connection, path: str, options: Options) -> None:
    """Serve one file over the connection."""
    from app.services.imports import worker

    worker.main(connection, path, options)
