"""Occasions worked out anew for the whole shop: after a rule was saved or switched, and who has come into a saved list.

What differs is found by reading, which stops nobody; it is written in short blocks, between which a sale goes in. Once
somebody has written in the meantime, each further block is worked out once more as it is written, so nothing is lost.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.enums import Area, ReminderKind
from app.models.facts import touch
from app.models.interrupt import never
from app.models.occasion_checks import refresh_shop
from app.models.occasions import Members, refresh_occasions
from app.models.reminder import Occasion
from app.models.rule_params import CadenceParams, params_json
from app.models.setting import Setting
from app.services.clients.find import list_client_ids
from app.services.clients.listing.nested import closure_json, read_views
from app.services.clients.listing.views import ViewRow, list_views
from app.services.errors import InvalidValue
from app.services.reminders.items import BY_RULE
from app.services.reminders.rules.data import Rule
from app.services.reminders.rules.store import RuleBook, get_rules
from app.services.settings import get_settings

BLOCK = 1_000  # clients whose receipts are read once more and written at once
MADE = "occasions_made"  # the setting that says how each rule was when its occasions were last worked out


def refresh_all(db: Database, today: date) -> int:
    """Work out the occasions of every rule, also of those that are switched off; returns for how many clients they
    changed. Seconds in a big shop."""
    book = get_rules(db)
    return _refresh(db, book, [rule.id for rule in _ours(book) if rule.id is not None], today)


def refresh_changed(db: Database, today: date, check: Callable[[], object] = never) -> int:
    """Of the rules that were changed since, or whose saved list was, by whomever: saved, switched, taken back, made by
    an upgrade, or while the program was ended. Costs next to nothing where there are none.

    `check` is called now and then; what it raises stops the work, which is taken up when it is called again.
    """
    book, made = get_rules(db), _made(db)
    prints = _prints(db, book)
    changed = [rule_id for rule_id, print_ in prints.items() if made.get(str(rule_id)) != print_]
    return _refresh(db, book, changed, today, check) if changed else 0


def refresh_lists(db: Database, today: date) -> int:
    """Of the rules about saved lists, whose members are others every day; the daily roll calls it."""
    book = get_rules(db)
    listed = [rule.id for rule in book.of_lists() if rule.id is not None]
    return _refresh(db, book, listed, today) if listed else 0


def forget_occasions(db: Database, rule_id: int) -> None:
    """Take the occasions of a rule away that is about to go, block by block."""
    with db.write() as session:
        _note(session, {str(rule_id): None})
    while True:
        with db.write(Area.REMINDERS) as session:
            some = select(Occasion.client_id).where(Occasion.rule_id == rule_id).limit(BLOCK)
            ids = session.scalars(some).all()
            session.execute(delete(Occasion).where(Occasion.rule_id == rule_id, Occasion.client_id.in_(ids)))
        if not ids:
            return


def members_of_lists(db: Database, book: RuleBook, today: date) -> dict[int, Sequence[int]]:
    """Who is in the saved list of each rule that is about one; a list that is gone has nobody."""
    views = {view.id: view for view in list_views(db)}
    members: dict[int, Sequence[int]] = {}
    for rule in book.of_lists():
        members[rule.id or 0] = members_of(db, views.get(_view_of(rule)), today)
    return members


def members_of(db: Database, view: ViewRow | None, today: date) -> Sequence[int]:
    """Who is in a saved list; nobody where it is gone, or asks for something that is."""
    if view is None:
        return ()
    with suppress(InvalidValue):
        return list_client_ids(db, where=view.where, today=today)
    return ()


def _refresh(
    db: Database, book: RuleBook, rule_ids: Sequence[int], today: date, check: Callable[[], object] = never
) -> int:
    members = {rule: set(ids) for rule, ids in members_of_lists(db, book, today).items() if rule in rule_ids}
    prints = _prints(db, book)
    changed, left = refresh_shop(db.path, rule_ids, members, check)
    for block in _blocks(left):
        check()
        among: Members = {rule: ids.intersection(block) for rule, ids in members.items()}
        with db.write() as session:
            touch(session, block)
            refresh_occasions(session, rule_ids, among)
    with db.write(*((Area.REMINDERS,) if changed else ())) as session:
        _note(session, {str(rule_id): print_ for rule_id, print_ in prints.items() if rule_id in rule_ids})
    return changed


def _ours(book: RuleBook) -> Iterator[Rule]:
    return (rule for rule in book.rules if rule.kind in BY_RULE)


def _prints(db: Database, book: RuleBook) -> dict[int, str]:
    """Rule -> all that its occasions follow from, beside the receipts and contacts."""
    views = _filters(db) if book.of_lists() else {}
    zone = get_settings(db).time_zone  # says on which day a contact was
    prints = {}
    for rule in _ours(book):
        about = (views.get(_view_of(rule)), zone) if rule.kind == ReminderKind.CADENCE else ()
        if rule.id is not None:
            parts = (rule.kind, rule.enabled, params_json(rule.params), about)
            prints[rule.id] = json.dumps(parts, sort_keys=True)
    return prints


def _filters(db: Database) -> dict[int, list[object]]:
    """Saved list -> all that its members follow from, those of other lists being among it."""
    with db.read() as session:
        views = read_views(session)
    return {view_id: closure_json(where, views) for view_id, (_name, where) in views.items()}


def _view_of(rule: Rule) -> int:
    """The saved list that a rule is about, or 0."""
    return (rule.params.view_id or 0) if isinstance(rule.params, CadenceParams) else 0


def _made(db: Database) -> dict[str, str]:
    with db.read() as session:
        saved = session.get(Setting, MADE)
        return {} if saved is None else dict(saved.value)


def _note(session: Session, prints: dict[str, str | None]) -> None:
    saved = session.get(Setting, MADE)
    known = ({} if saved is None else dict(saved.value)) | prints
    session.merge(Setting(key=MADE, value={rule: made for rule, made in known.items() if made is not None}))


def _blocks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + BLOCK] for start in range(0, len(ids), BLOCK))
