"""Writes a prepared plan into the shop: one short transaction, set-based, all or nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.audit import Action
from app.models.base import MOMENT_FORMAT
from app.models.database import Database
from app.models.enums import Area
from app.models.facts import refresh_touched, refresh_touched_and_cadence, touch
from app.models.importing import ImportBatch, ImportGroup
from app.models.imports import likely as import_likely
from app.models.imports import write as sql
from app.models.imports.bulk import put_indexes_back, set_indexes_aside
from app.models.imports.update import touch_updated, update_purchases
from app.models.occasions import has_contact_rules
from app.models.search import drop_insert_trigger, index_new_clients
from app.services.backups import back_up_before
from app.services.imports.matching.keys import refresh_keys
from app.services.imports.matching.outcome import match
from app.services.imports.plan import ImportPlan
from app.services.imports.planned import PlannedFile, PlannedSheet
from app.services.imports.profiles import remember
from app.services.imports.recalled import memory_of
from app.services.imports.results import ImportResult, Report
from app.services.imports.rows import Field
from app.services.imports.stepping import run_steps
from app.services.imports.tables.header import column_name

NOTICEABLE = 0.1  # share of the shop's purchases from which on an import moves its medians
AREAS = (Area.CLIENTS, Area.PURCHASES, Area.PRODUCTS, Area.INTERACTIONS, Area.IMPORTS, Area.REMINDERS)


def apply_import(
    db: Database, plan: ImportPlan, now: datetime, report: Report = lambda done, total: None
) -> ImportResult:
    """Copy the shop, then write what the plan prepared. `report(rows done, rows in all)` may raise Cancelled.

    Nothing of the import is left then. The copy comes before the transaction, which stays short.

    When every file failed, nothing is written. Raises StorageError subclasses; the shop's file is then as before.
    """
    began = time.perf_counter()
    stage = plan.stage
    if stage is None or plan.outlook is None:
        raise ValueError("the plan was not prepared")
    if all(file.error is not None for file in plan.files):
        return ImportResult(tuple(replace(told, dry_run=False) for told in plan.reports()))
    report(0, plan.rows)
    precaution = back_up_before("import", db, now, lambda: report(0, plan.rows))
    plan.settle()
    stage.rest()
    with db.write_from(stage.path, *AREAS) as session:
        raw: Any = session.connection().connection.driver_connection
        if stage.shop_version() != plan.outlook.shop_version:  # somebody wrote in the last moment
            plan.outlook = match(raw, stage.persons, plan.options.on_conflict, stage.shop_version())
        ids = sql.last_ids(raw)
        action_id = _log(session, plan, ids["import_batch"] + 1, now)
        remember(session, plan.files, plan.options.profile, now)
        _write(session, plan, ids, action_id, now, report)
    seconds = plan.seconds + time.perf_counter() - began
    return ImportResult(plan.told(seconds, ids["import_batch"] + 1), action_id, precaution)


def _log(session: Session, plan: ImportPlan, first_batch: int, now: datetime) -> int:
    """The action, the group and a batch per file, which everything else refers to; returns the action's id."""
    assert plan.outlook is not None
    action = Action(kind="import", at=now)
    session.add(action)
    session.flush()
    group = ImportGroup(at=now, action_id=action.id)
    session.add(group)
    session.flush()
    for number, (file, told) in enumerate(zip(plan.files, plan.reports(), strict=True), 1):
        kept: dict[str, Any] = {
            "sheets": [asdict(sheet) for sheet in told.sheets],
            "clients": asdict(told.clients),
            "purchases": asdict(told.purchases),
            "products": asdict(told.products),
            "memories": _memories(plan, file, number),
            "heads": {sheet.info.name: _head(sheet) for sheet in file.sheets if sheet.chosen},
            "sources": {sheet.info.signature: sheet.source for sheet in plan.staged if sheet.batch == number},
            "leans_on": [first_batch + on - 1 for batch, on in plan.outlook.leaning if batch == number],
        }
        session.add(
            ImportBatch(
                id=first_batch + number - 1,
                group_id=group.id,
                file=file.name,
                sha256=file.sha256,
                at=now,
                error=None if file.error is None else file.error.code,
                report=kept,
            )
        )
    session.flush()
    return action.id


def _memories(plan: ImportPlan, file: PlannedFile, number: int) -> dict[str, Any]:
    """How each sheet of a file was read, for its rejected rows when they come back."""
    sources = {staged.info.name: staged.key_source for staged in plan.staged if staged.batch == number}
    return {
        sheet.info.name: memory_of(sheet, sources[sheet.info.name], plan.country)
        for sheet in file.sheets
        if sheet.info.name in sources
    }


def _head(sheet: PlannedSheet) -> list[tuple[str, str]]:
    """(title, field) of every column from the first on; a column without a title has ""."""
    head = [("", str(Field.IGNORE))] * (max((column.index for column in sheet.info.columns), default=-1) + 1)
    for column in sheet.info.columns:
        title = "" if column.title == column_name(column.index) else column.title
        head[column.index] = (title, str(sheet.fields[column.index]))
    return head


def _write(
    session: Session, plan: ImportPlan, ids: dict[str, int], action_id: int, now: datetime, report: Report
) -> None:
    raw: Any = session.connection().connection.driver_connection
    parameters = {
        "client": ids["client"],
        "purchase": ids["purchase"],
        "product": ids["product"],
        "batch": ids["import_batch"],
        "now": now.astimezone(UTC).strftime(MOMENT_FORMAT),
        "action": action_id,
    }
    aside: list[str] = []
    steps: tuple[Callable[[], object], ...] = (
        lambda: raw.execute(sql.PRODUCTS, parameters),
        lambda: _clients(session, raw, parameters),
        lambda: [raw.execute(statement, parameters) for statement in (*sql.OWN_CHANGES, *sql.BELONGINGS)],
        lambda: _changes(raw, parameters),
        lambda: update_purchases(raw, parameters),
        lambda: aside.extend(set_indexes_aside(raw)),
        lambda: raw.execute(sql.PURCHASES, parameters),
        lambda: raw.execute(sql.LINES, parameters),
        lambda: put_indexes_back(raw, aside),
        lambda: raw.execute(sql.LAST_PRICES, parameters),
        lambda: sql.link_returns(raw, parameters),
        lambda: _facts(session, raw, ids),
        lambda: import_likely.remember_decisions(raw, parameters),
        lambda: _failures(raw, plan, ids["import_batch"]),
    )
    run_steps(raw, steps, plan.rows, report)


def _clients(session: Session, raw: Any, parameters: dict[str, Any]) -> None:
    """New clients, with the search index filled in one go instead of row by row."""
    drop_insert_trigger(session)
    raw.execute(sql.CLIENTS, parameters)
    index_new_clients(session, parameters["client"])


def _changes(raw: Any, parameters: dict[str, Any]) -> None:
    sql.update_clients(raw)
    for statement in sql.CHANGES:
        raw.execute(statement, parameters)
    refresh_keys(raw, sql.CHANGED_CLIENTS.format(batch=parameters["batch"], client=parameters["client"]))


def _facts(session: Session, raw: Any, ids: dict[str, int]) -> None:
    """What the buyers' purchases add up to; medians of the whole shop wait for the daily roll if little was added."""
    touch(session)
    last_purchase = ids["purchase"]
    sql.touch_buyers(session, last_purchase)
    touch_updated(raw)
    if has_contact_rules(session):
        sql.touch_contacted(session, ids["import_batch"])
    if sql.share_above(session, last_purchase) >= NOTICEABLE:
        refresh_touched_and_cadence(session)
    else:
        refresh_touched(session)


def _failures(raw: Any, plan: ImportPlan, last_batch: int) -> None:
    for sheet in plan.staged:
        sql.keep_failures(raw, last_batch, sheet.no, sheet.info.name)
