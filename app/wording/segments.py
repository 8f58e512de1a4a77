"""Groups of clients in words: what each is called, who is in it, what to do about it; and how a rhythm goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import floor
from typing import TYPE_CHECKING

from app.i18n import _, in_other_language, money, ngettext, number_text
from app.services.segments.groups import GROUPS, PROSPECTS

if TYPE_CHECKING:
    from app.services.segments.map import Scale

_NAMES: dict[str, Callable[[], str]] = {
    "champions": lambda: _("Champions"),
    "loyal": lambda: _("Loyal"),
    "potential_loyalist": lambda: _("Potentially loyal"),
    "new": lambda: _("New"),
    "promising": lambda: _("Promising"),
    "need_attention": lambda: _("Need attention"),
    "about_to_sleep": lambda: _("Falling asleep"),
    "at_risk": lambda: _("At risk"),
    "cant_lose": lambda: _("Can’t lose"),
    "hibernating": lambda: _("Long gone"),
    PROSPECTS: lambda: _("Have not bought yet"),
}

_USUAL = [1, 2, 3]  # visits, the first steps; the sentences count them

_TELLS: dict[str, Callable[[], str]] = {
    "champions": lambda: _("Buy often and were here just now."),
    "loyal": lambda: _("Come often, though not in the last days. They know you and are used to you."),
    "potential_loyalist": lambda: _("Bought two or three times, lately. One good reason more, and they are regulars."),
    "new": lambda: _("Bought for the first time just now."),
    "promising": lambda: _("Bought once, not long ago. Whether they come again is decided now."),
    "need_attention": lambda: _("Came several times and have been silent for a while. Still easy to bring back."),
    "about_to_sleep": lambda: _("Bought once or twice and have not been here for some time."),
    "at_risk": lambda: _("Used to come, and have been silent for longer than is usual here."),
    "cant_lose": lambda: _("Bought a lot and often, and are gone."),
    "hibernating": lambda: _("Bought once or twice, long ago."),
    PROSPECTS: lambda: _("Are in the base and have bought nothing, or have returned it all."),
}

# Where the steps of visits are others than 1, 2, 3, or only the visits of some days count.
_TELLS_ROUGHLY: dict[str, Callable[[], str]] = {
    "potential_loyalist": lambda: _("Bought a few times, lately. One good reason more, and they are regulars."),
    "new": lambda: _("Bought just now, and seldom so far."),
    "promising": lambda: _("Bought seldom, not long ago. Whether they come again is decided now."),
    "about_to_sleep": lambda: _("Bought seldom and have not been here for some time."),
    "hibernating": lambda: _("Bought seldom, long ago."),
}

_ADVICE: dict[str, Callable[[], str]] = {
    "champions": lambda: _("Thank them, show them what is new before the others, ask them to recommend you."),
    "loyal": lambda: _("Remember what they like, offer something that goes with it."),
    "potential_loyalist": lambda: _("Invite them while they remember you: a card, points, something to try."),
    "new": lambda: _("Ask in a few days how they like it, and tell what to come back for."),
    "promising": lambda: _("Write while they remember you: a small reason for the second visit."),
    "need_attention": lambda: _("Remind them of yourself with what they usually buy."),
    "about_to_sleep": lambda: _("Write once, with something new or a discount with a date."),
    "at_risk": lambda: _("Call or write to each by name: ask whether something went wrong."),
    "cant_lose": lambda: _("Call every one yourself. Nobody here is worth more of your time."),
    "hibernating": lambda: _("One letter before a feast or a sale is enough; do not spend much on them."),
    PROSPECTS: lambda: _("Find out what they wanted, and offer that."),
}

_STATES: dict[str, Callable[[], str]] = {
    "on_time": lambda: _("On time"),
    "due": lambda: _("Due for a visit"),
    "at_risk": lambda: _("Late"),
    "lapsed": lambda: _("Silent for too long"),
    "win_back": lambda: _("To win back"),
    "unknown": lambda: _("Rhythm not known yet"),
}

_STATE_TELLS: dict[str, Callable[[], str]] = {
    "on_time": lambda: _("Has been here more lately than usual between two visits."),
    "due": lambda: _("The usual time between two visits is over."),
    "at_risk": lambda: _("Has been silent for one and a half times as long as usual."),
    "lapsed": lambda: _("Has been silent for longer than the limit of the rule on lapsed clients."),
    "win_back": lambda: _("Has been silent for more than three times the limit; Today tells of these no more."),
    "unknown": lambda: _("With three visits the own rhythm is known."),
}


def segment_name(code: str, names: Mapping[str, str] | None = None) -> str:
    """What a group is called; `names`: what the shop calls it instead."""
    return (names or {}).get(code) or _NAMES[code]()


def segment_tells(code: str, scale: Scale | None = None) -> str:
    """Who is in a group by this scale, in a sentence or two."""
    rough = scale is not None and (scale.window_days is not None or [int(one) for one in scale.frequency[:3]] != _USUAL)
    return (_TELLS_ROUGHLY.get(code, _TELLS[code]) if rough else _TELLS[code])()


def segment_advice(code: str) -> str:
    """What to do about a group, in a sentence."""
    return _ADVICE[code]()


def rhythm_state_name(state: str) -> str:
    """How a client's visits go by the own rhythm."""
    return _STATES[state]()


def rhythm_state_tells(state: str) -> str:
    """What a state means, in a sentence."""
    return _STATE_TELLS[state]()


def value_name(value: int) -> str:
    """The score of a client's money, as a badge that stands on its own."""
    return _("Value {n} of 5").format(n=value)


def value_tells(value: int, scale: Scale, currency: str) -> str:
    """What a score of money by `scale` means: from which sum on, and among whom."""
    edges = scale.money or ()
    low, high = (money(floor(edges[at]), currency) if 0 <= at < len(edges) else "" for at in (value - 2, value - 1))
    if low and high:
        told = _("Value {n} of 5: brought more than {low}, up to {high}.")
    else:
        told = _("Value {n} of 5: brought more than {low}.") if low else _("Value {n} of 5: brought up to {high}.")
    sentences = [told.format(n=value, low=low, high=high), value_means()]
    if scale.window_days is not None:
        days = ngettext("Money of the last {n} day counts.", "Money of the last {n} days counts.", scale.window_days)
        sentences.append(days.format(n=number_text(scale.window_days)))
    return " ".join(sentences)


def value_means() -> str:
    """Among whom the scores of money are given."""
    return _("All buyers are divided into fifths by the money they brought; 5 is the most.")


def segment_called(said: str, names: Mapping[str, str]) -> str | None:
    """The group of this code or name, in either language or the shop's own; None where there is none."""
    asked = " ".join(said.split()).casefold().replace("'", "’")
    for code in (*GROUPS, PROSPECTS):
        worded = _NAMES[code]()
        called = (code, names.get(code, ""), worded, in_other_language(worded))
        if asked in {one.casefold() for one in called if one}:
            return code
    return None
