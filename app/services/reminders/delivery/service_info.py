"""Who shows the notifications here, and what it says that it can."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServiceInfo:
    """`abilities` by the names of the freedesktop.org specification: "actions" are buttons, "persistence" means that
    notifications are kept until the user has handled them."""

    name: str
    version: str = ""
    abilities: frozenset[str] = frozenset()
