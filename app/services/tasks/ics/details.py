"""A task in the words of another calendar: its title with the client, its note with the steps and the phones."""

from __future__ import annotations

import re

from app.models.task import Task

STEP, DONE_STEP = "☐ ", "☑ "
_ADDED = re.compile(r"[☐☑] .*|\+?[\d ()\-]{5,}|\s*")  # a line of a step or a phone


def task_details(task: Task, client: tuple[str, tuple[str, ...]] | None) -> tuple[str, str]:
    """Title and description. `client`: name and phones."""
    title = task.title if client is None else f"{task.title} · {client[0]}"
    return title, "\n\n".join(filter(None, (task.note, _tail(task, client))))


def without_details(
    title: str, description: str, task: Task, client: tuple[str, tuple[str, ...]] | None
) -> tuple[str, str]:
    """Title and note out of what another calendar gives back: without what was added to the task's own, also where it
    was added before the client got another name or phone."""
    if client is not None:
        title = title.removesuffix(f" · {client[0]}")
        title = task.title if title.startswith(f"{task.title} · ") else title
    tail = _tail(task, client)
    note = description.removesuffix(tail).rstrip() if tail else description
    return title, task.note if _begun(note) == task.note else note


def _begun(note: str) -> str:
    """What stands before the lines of steps and phones at the end."""
    lines = note.split("\n")
    while lines and _ADDED.fullmatch(lines[-1]):
        lines.pop()
    return "\n".join(lines).rstrip()


def _tail(task: Task, client: tuple[str, tuple[str, ...]] | None) -> str:
    steps = "\n".join(f"{DONE_STEP if done else STEP}{text}" for text, done in task.checklist or [])
    phones = "" if client is None else "\n".join(client[1])
    return "\n\n".join(filter(None, (steps, phones)))
