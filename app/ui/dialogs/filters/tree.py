"""Changes of a filter: one condition in place of another, an alternative beside it, one taken away.

A place is the path of positions from the root: (1, 0) is the first part of the second part.
"""

from __future__ import annotations

from dataclasses import replace

from app.models.listing.filter_fields import Condition, Group

Part = Condition | Group
Place = tuple[int, ...]
OTHER = {"all": "any", "any": "all"}
EMPTY = Group()


def added(root: Group, place: Place, part: Part) -> Group:
    """`part` at the end of the group at `place`."""
    group = part_at(root, place)
    assert isinstance(group, Group)
    return put(root, place, replace(group, parts=(*group.parts, part)))


def with_alternative(root: Group, place: Place, part: Part) -> Group:
    """`part` as an alternative to the condition at `place`: beside it where any one is enough, else in a new group."""
    around = part_at(root, place[:-1])
    if isinstance(around, Group) and around.join == "any":
        return added(root, place[:-1], part)
    return put(root, place, Group("any", (part_at(root, place), part)))


def put(root: Group, place: Place, part: Part) -> Group:
    """`part` in the place of what stands there."""
    if not place:
        assert isinstance(part, Group)
        return part
    inner = root.parts[place[0]]
    if len(place) > 1:
        assert isinstance(inner, Group)
        part = put(inner, place[1:], part)
    return replace(root, parts=(*root.parts[: place[0]], part, *root.parts[place[0] + 1 :]))


def without(root: Group, place: Place) -> Group:
    """Without what stands there; a group that is left with one part becomes that part."""
    around = part_at(root, place[:-1])
    assert isinstance(around, Group)
    left = replace(around, parts=(*around.parts[: place[-1]], *around.parts[place[-1] + 1 :]))
    if len(place) == 1:
        if len(left.parts) == 1 and isinstance(left.parts[0], Group):
            return left.parts[0]
        return left if len(left.parts) > 1 else replace(left, join="all")
    if not left.parts:
        return without(root, place[:-1])
    return put(root, place[:-1], left.parts[0] if len(left.parts) == 1 else left)


def flipped(root: Group, place: Place) -> Group:
    """All in place of any one, or the other way round."""
    group = part_at(root, place)
    assert isinstance(group, Group)
    return put(root, place, replace(group, join=OTHER[group.join]))  # type: ignore[arg-type]


def part_at(root: Group, place: Place) -> Part:
    """What stands at `place`."""
    part: Part = root
    for position in place:
        assert isinstance(part, Group)
        part = part.parts[position]
    return part


def conditions(group: Group) -> list[Condition]:
    """Every condition, also of groups within."""
    found: list[Condition] = []
    for part in group.parts:
        found += conditions(part) if isinstance(part, Group) else [part]
    return found
