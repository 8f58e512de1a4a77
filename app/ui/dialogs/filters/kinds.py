"""Which editor a comparison needs, by the kind of the field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.i18n import _, month_name
from app.models.listing.filter_fields import CHOICES
from app.services.clients.listing.in_use import has_values
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.dialogs.client_field import ClientLine
from app.ui.dialogs.filters.known import known_values
from app.ui.dialogs.filters.values import (
    Ask,
    DayEditor,
    DaysEditor,
    LineEditor,
    OnDay,
    OneWord,
    PickEditor,
    RangeEditor,
    SeveralEditor,
    ValueEditor,
    WithPeriod,
    number_editor,
)
from app.wording.filters import choice_text, filter_field_name

if TYPE_CHECKING:
    from app.services.clients.listing.filters import FilterField

NO_VALUE = frozenset({"empty", "not_empty"})
DAYS = frozenset({"last_days", "over_days", "next_days"})
SEVERAL = frozenset({"any", "all", "none"})
LONGEST_YEAR = 366


class ClientEditor(ValueEditor):
    """A client, found by name or phone."""

    def __init__(self, context: AppContext, before: Any) -> None:
        super().__init__()
        self.line = ClientLine(context, before)
        self.line.picked.connect(lambda _row: self.changed.emit())
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self._across(self.line)

    def value(self) -> Any:
        return self.line.client_id


class Editors:
    """Makes editors for the fields of one shop; `owner` is the window that they stand in."""

    def __init__(self, context: AppContext, owner: QObject) -> None:
        self._context, self._owner = context, owner
        self._today: date = context.today()

    def make(self, field: FilterField, op: str, before: Any) -> ValueEditor | None:
        """The editor of a comparison with the value it had, None where the comparison needs no value."""
        if op in NO_VALUE:
            return None
        if op in DAYS:
            return DaysEditor(_("Days"), before, LONGEST_YEAR if field.kind == "birthday" else 36_500)
        makers: dict[str, Callable[[FilterField, str, Any], ValueEditor]] = {
            "number": self._number,
            "money": self._number,
            "date": self._date,
            "birthday": self._month,
            "yes_no": self._yes_no,
            "choice": self._choice,
            "segment": self._choice,
            "segment_then": self._segment_then,
            "tags": self._several,
            "consent": self._channel,
            "client": lambda _field, _op, value: ClientEditor(self._context, value),
            "batch": self._batches,
            "view": self._views,
            "bought": self._bought,
            "period_money": self._period,
            "period_number": self._period,
        }
        return makers.get(field.kind, self._text)(field, op, before)

    def _text(self, field: FilterField, op: str, before: Any) -> ValueEditor:
        if op in SEVERAL:
            return self._several(field, op, before)
        return LineEditor(_("Text"), before if isinstance(before, str) else None)

    def _number(self, field: FilterField, op: str, before: Any) -> ValueEditor:
        money = field.kind.endswith("money")
        if op != "between":
            return number_editor(_("Number"), before if isinstance(before, int | float) else None, is_money=money)
        low, high = before if isinstance(before, list) else (None, None)
        return RangeEditor(number_editor(_("From"), low, is_money=money), number_editor(_("To"), high, is_money=money))

    def _date(self, _field: FilterField, op: str, before: Any) -> ValueEditor:
        if op != "between":
            return DayEditor(_("Day"), before if isinstance(before, str) else None, self._today)
        low, high = before if isinstance(before, list) else (None, None)
        return RangeEditor(DayEditor(_("From"), low, self._today), DayEditor(_("To"), high, self._today))

    def _month(self, _field: FilterField, _op: str, before: Any) -> ValueEditor:
        months = [(number, month_name(number)) for number in range(1, 13)]
        return PickEditor(_("Month"), before if isinstance(before, int) else self._today.month, months)

    def _yes_no(self, _field: FilterField, _op: str, before: Any) -> ValueEditor:
        return PickEditor(_("Yes or no"), before, ((True, _("yes")), (False, _("no"))))

    def _choice(self, field: FilterField, op: str, before: Any) -> ValueEditor:
        texts = [(value, field.called.get(value) or choice_text(field.key, value)) for value in field.choices]
        if op in SEVERAL:
            return SeveralEditor(_("Values"), before, fixed(texts))
        return PickEditor(_("Value"), before, texts)

    def _segment_then(self, field: FilterField, _op: str, before: Any) -> ValueEditor:
        texts = [(code, field.called.get(code) or choice_text("segment", code)) for code in CHOICES["segment"]]
        items = before.get("items") if isinstance(before, dict) else None
        return OnDay(SeveralEditor(_("Values"), items, fixed(texts)), before, self._today)

    def _channel(self, field: FilterField, _op: str, before: Any) -> ValueEditor:
        ways = [("", _("by any way")), *((kind, filter_field_name(kind)) for kind in field.choices)]
        return PickEditor(_("Way"), before or "", ways)

    def _several(self, field: FilterField, _op: str, before: Any) -> ValueEditor:
        return SeveralEditor(_("Find or type"), before, self._known(field.key), free=True)

    def _batches(self, _field: FilterField, _op: str, before: Any) -> ValueEditor:
        def read() -> list[tuple[str, str]]:
            from app.services.imports.batches import list_batches

            return [(str(row.batch), row.file) for row in list_batches(self._context.db)]

        return SeveralEditor(_("Find a file"), before, self._named(read), back=int)

    def _views(self, _field: FilterField, _op: str, before: Any) -> ValueEditor:
        def read() -> list[tuple[str, str]]:
            from app.services.clients.listing.views import list_views

            return [(str(view.id), view.name) for view in list_views(self._context.db)]

        return SeveralEditor(_("Find a segment"), before, self._named(read), back=int)

    def _named(self, read: Callable[[], list[tuple[str, str]]]) -> Ask:
        """Ids and names as `read` finds them in a reader lane, narrowed by what is typed."""

        def ask(typed: str, show: Callable[[Sequence[tuple[str, str]]], None]) -> None:
            def work(_report: Report) -> list[tuple[str, str]]:
                return [(key, name) for key, name in read() if typed.casefold() in name.casefold()]

            self._context.jobs.run(work, on_done=show, owner=self._owner)

        return ask

    def _bought(self, field: FilterField, op: str, before: Any) -> ValueEditor:
        items = before.get("items") if isinstance(before, dict) else None
        inner: ValueEditor
        if op in SEVERAL:
            inner = SeveralEditor(_("Find or type"), items, self._known(field.key), free=True)
        else:
            inner = OneWord(_("Text"), items[0] if items else None)
        return WithPeriod("items", inner, before, self._today)

    def _period(self, field: FilterField, op: str, before: Any) -> ValueEditor:
        amount = before.get("amount") if isinstance(before, dict) else None
        return WithPeriod("amount", self._number(field, op, amount), before, self._today)

    def _known(self, key: str) -> Ask:
        if not has_values(key):
            return fixed(())
        return lambda typed, show: known_values(self._context, self._owner, key, typed, show)


def fixed(pairs: Sequence[tuple[str, str]]) -> Ask:
    """A list that never changes, narrowed by what is typed."""
    return lambda typed, show: show([pair for pair in pairs if typed.casefold() in pair[1].casefold()])
