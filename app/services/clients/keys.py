"""What is stored beside a client so that it can be found and sorted: computed in one place, for hand and import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.models.client import Client, ContactPerson
from app.models.search import fold, search_text_of, search_texts_of

BLOCK = 500  # clients that are loaded at a time
_SEARCHED = (
    *(selectinload(Client.contacts), selectinload(Client.tags), selectinload(Client.external_ids)),
    *(selectinload(Client.own_values), selectinload(Client.jobs).joinedload(ContactPerson.company)),
)


class ClientKeys(NamedTuple):
    """Folded texts of one client."""

    search_text: str
    sort_key: str
    first_key: str


def client_keys(
    name: str,
    last_name: str,
    first_name: str,
    middle_name: str,
    company: str,
    phones: Sequence[str] = (),
    more: Iterable[str] = (),
) -> ClientKeys:
    """Keys from the name, the phones and everything else that is searchable (e-mails, card, tags, note, ids)."""
    sorted_by = " ".join(filter(None, (last_name, first_name, middle_name))) or company or name
    search_text = search_text_of((name, company if company != name else "", *more), phones)
    same = sorted_by == name and name.strip() and "\n" not in name  # then the text begins with that key
    return ClientKeys(search_text, search_text.partition("\n")[0] if same else fold(sorted_by), _first_key(first_name))


def keys_of_many(
    names: Sequence[str],
    parts: Sequence[tuple[str | None, str | None, str | None, str | None]],
    phones: Sequence[str | None],
    more: Sequence[str],
) -> tuple[list[str], list[str], list[str]]:
    """(search_text, sort_key, first_key) of many clients, as `client_keys` makes them.

    `parts`: surname, first name, patronymic, company; `phones` and `more`: a line each.
    """
    lines, sorts = [], []
    for name, (last, first, middle, company), rest in zip(names, parts, more, strict=True):
        lines.append("\n".join(filter(None, (name, company if company != name else "", rest))))
        sorts.append(" ".join(filter(None, (last, first, middle))) or company or name)
    texts = search_texts_of(lines, phones)
    sort_keys = [
        text.partition("\n")[0] if by == name and name.strip() and "\n" not in name else fold(by)
        for by, name, text in zip(sorts, names, texts, strict=True)
    ]
    return texts, sort_keys, [_first_key(first) if first else "" for _last, first, _middle, _company in parts]


@lru_cache(maxsize=10_000)
def _first_key(first_name: str) -> str:
    return fold(first_name)


def refresh_client_keys(session: Session, client_ids: Sequence[int]) -> None:
    """Recompute the stored keys of these clients from their rows, in this transaction."""
    session.expire_all()
    for start in range(0, len(client_ids), BLOCK):
        block = client_ids[start : start + BLOCK]
        for client in session.scalars(select(Client).where(Client.id.in_(block)).options(*_SEARCHED)):
            set_client_keys(client)
        session.flush()


def set_client_keys(client: Client) -> None:
    """Set the keys on a loaded client."""
    keys = client_keys(
        client.name,
        client.last_name,
        client.first_name,
        client.middle_name,
        client.company,
        [contact.value for contact in client.contacts if contact.value.startswith("+") or contact.value.isdigit()],
        [
            *(contact.value for contact in client.contacts if not contact.value.startswith("+")),
            client.card,
            client.city,
            *(tag.tag for tag in client.tags),
            *(known.value for known in client.external_ids),
            *(row.company.name for row in client.jobs),
            *(own.value for own in client.own_values if own.value not in ("0", "1")),
            client.note,
        ],
    )
    client.search_text, client.sort_key, client.first_key = keys
