"""Which mentions are one client, and which client of the shop that is.

In this order: what the owner said about that mention, now or before; the same id of that system, or the same card; the
same phone or e-mail with a name that fits; the same name and birthday; and where a file knows its clients by nothing
but their names, the same name in that kind of file.
A client that has another id of the same system is another client, whatever its phone.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from app.models.imports.likely import watched
from app.models.imports.match import candidates, mentions
from app.models.imports.staging import add_rows
from app.services.imports.matching.likeness import compatible, fingerprint, fullness, name_key, reaches_somebody
from app.services.imports.rows import Role


class Clusters:
    """The clients found so far, and everything by which a further mention can be recognised as one of them."""

    def __init__(self) -> None:
        self.client: list[int | None] = []  # client of the shop, None for a new one
        self._names: list[str] = []  # fullest name key seen
        self._told: dict[int, str] = {}  # names in the shop, a line each, until somebody asks for the key
        self.of_client: dict[int, int] = {}
        self.by_id: dict[tuple[str, str], int] = {}
        self.by_card: dict[str, int] = {}
        self.by_contact: defaultdict[str, list[int]] = defaultdict(list)
        self.by_birthday: defaultdict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        self.by_name: defaultdict[str, list[int]] = defaultdict(list)  # of this drop
        self.by_old_name: defaultdict[tuple[str, str], list[int]] = defaultdict(list)  # of earlier files of the kind
        self.by_detail: dict[tuple[int, str], int] = {}
        self.has_id: set[tuple[str, int]] = set()  # (source, cluster)
        self.said: dict[str, tuple[int | None, str | None]] = {}  # mention -> its client, or the mark it shares
        self.by_mark: dict[str, int] = {}
        self._merged: dict[int, int] = {}

    def load(self, raw: Any) -> None:
        """Take in whoever of the shop the staged mentions could be."""
        self._merged = dict(candidates(raw, "merged"))
        self.said = {mention: (client, mark) for mention, client, mark in candidates(raw, "same")}
        for source, value, client in (*candidates(raw, "ids"), *candidates(raw, "own")):
            self.by_id.setdefault((source, value), self._known(client))
        for card, client, name in candidates(raw, "cards"):
            self.by_card.setdefault(card, self._known(client, name))
        for value, client, name in candidates(raw, "contacts"):
            self.by_contact[value].append(self._known(client, name))
        for day, year, client, name in candidates(raw, "birthdays"):
            self.by_birthday[name_key(name), day].append((str(year or ""), self._known(client, name)))
        for source, client, name in candidates(raw, "names"):
            self.by_old_name[source, name_key(name)].append(self._known(client, name))
        for source, client in candidates(raw, "known"):
            if client in self.of_client:
                self.has_id.add((source, self.of_client[client]))

    def _known(self, client: int, name: str = "") -> int:
        while client in self._merged:
            client = self._merged[client]
        cluster = self.of_client.get(client)
        if cluster is None:
            cluster = self.of_client[client] = self._new(client)
        if name and not self._names[cluster]:
            told = self._told.get(cluster)
            if told is None:
                self._told[cluster] = name
            elif name != told:
                self._told[cluster] = f"{told}\n{name}"
        return cluster

    def _name(self, cluster: int) -> str:
        """The fullest name key seen; most are never asked for."""
        if not self._names[cluster] and cluster in self._told:
            keys = map(name_key, self._told.pop(cluster).split("\n"))
            self._names[cluster] = next(filter(None, keys), "")
        return self._names[cluster]

    def _new(self, client: int | None = None, name: str = "") -> int:
        self.client.append(client)
        self._names.append(name)
        return len(self.client) - 1

    def place(self, mention: tuple[Any, ...]) -> int:
        """The cluster of one mention (a row of `mentions`), a new one if nobody fits; remembers what it tells."""
        _person, role, batch, source, external_id, card, contacts, name, birthday, detail = mention
        reachable = [value for value in contacts.split("\n") if reaches_somebody(value)] if contacts else []
        found = self._as_said(mention) if self.said else None
        if found is None and external_id:
            found = self.by_id.get((source, external_id))
        if found is None and card:
            found = self._fitting([self.by_card[card]] if card in self.by_card else [], "", source, external_id)
        for value in reachable if found is None else ():
            found = self._fitting(self.by_contact.get(value, []), name, source, external_id)
            if found is not None:
                break
        if found is None and birthday and name:
            found = self._fitting(self._born(name, birthday), name, source, external_id)
        if found is None and detail is not None and name:
            found = self._by_name(role, batch, source, name, detail)
        if found is None:
            found = self._new(name=name)
        self._remember(found, source, external_id, card, reachable, name, birthday)
        return found

    def _as_said(self, mention: tuple[Any, ...]) -> int | None:
        """Where the owner put this mention."""
        client, mark = self.said.get(fingerprint(mention), (None, None))
        if client is not None:
            return self._known(client)
        if mark is None:
            return None
        if mark not in self.by_mark:
            self.by_mark[mark] = self._new(name=mention[7])
        return self.by_mark[mark]

    def _fitting(self, clusters: list[int], name: str, source: str, external_id: str | None) -> int | None:
        """The first cluster with a name that fits, an equal name before others."""
        fitting = None
        for cluster in clusters:
            if external_id and (source, cluster) in self.has_id:
                continue
            if name and self._name(cluster) == name:
                return cluster
            if fitting is None and (not name or compatible(self._name(cluster), name)):
                fitting = cluster
        return fitting

    def _born(self, name: str, birthday: str) -> list[int]:
        year = birthday[:-6].strip("-")
        return [
            c for known, c in self.by_birthday.get((name, birthday[-5:]), []) if not known or not year or known == year
        ]

    def _by_name(self, role: str, batch: int, source: str, name: str, detail: str) -> int | None:
        if role == Role.CLIENTS:  # namesakes in a list are different people, unless the whole row is repeated
            found = self.by_detail.get((batch, detail))
            if found is None:
                earlier = self.by_old_name.get((source, name))
                found = earlier.pop(0) if earlier else None
        else:
            here = self.by_name.get(name, [])
            earlier = self.by_old_name.get((source, name), [])
            found = here[0] if len(here) == 1 else self.by_detail.get((batch, name))
            found = earlier[0] if found is None and earlier else found
        if found is None:
            found = self._new(name=name)
        self.by_detail[batch, detail if role == Role.CLIENTS else name] = found
        return found

    def _remember(
        self, found: int, source: str, external_id: str | None, card: str | None, reachable: list[str], name: str,
        birthday: str | None,
    ) -> None:  # fmt: skip
        if external_id:
            self.by_id.setdefault((source, external_id), found)
            self.has_id.add((source, found))
        if card:
            self.by_card.setdefault(card, found)
        for value in reachable:
            if found not in self.by_contact[value]:
                self.by_contact[value].append(found)
        if not name:
            return
        if name != self._name(found) and fullness(name) > fullness(self._name(found)):
            self._names[found] = name
        if found not in self.by_name[name]:
            self.by_name[name].append(found)
        if birthday:
            self.by_birthday[name, birthday[-5:]].append((birthday[:-6].strip("-"), found))


def match_clients(raw: Any) -> None:
    """Fill stage.mention and stage.cluster: every staged mention gets its client of the shop or a new one."""
    clusters = Clusters()
    clusters.load(raw)
    first: dict[int, tuple[int, int]] = {}  # cluster -> (mention, batch) where it comes up first
    placed = []
    decided = watched(raw)
    seen: dict[str, tuple[int, int]] = {}
    for mention in mentions(raw):
        cluster = clusters.place(mention)
        if decided and (print_ := fingerprint(mention)) in decided:
            seen.setdefault(print_, (cluster, mention[2]))
        first.setdefault(cluster, (mention[0], mention[2]))
        placed.append((mention[0], cluster))
    # New clients are numbered first and without gaps, because their numbers become ids.
    order = sorted(first, key=lambda cluster: clusters.client[cluster] is not None)
    numbers = {cluster: number for number, cluster in enumerate(order, 1)}
    hidden = {row[0] for row in candidates(raw, "hidden")}
    add_rows(raw, "seen", ((print_, numbers[cluster], batch) for print_, (cluster, batch) in seen.items()))
    add_rows(raw, "mention", ((person, numbers[cluster]) for person, cluster in placed))
    add_rows(
        raw,
        "cluster",
        ((numbers[c], clusters.client[c], *first[c], int(clusters.client[c] in hidden)) for c in order),
    )
