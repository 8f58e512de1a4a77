"""What filters ask, in words."""

from __future__ import annotations

from collections.abc import Sequence

from app.i18n import _
from app.models.listing.filter_fields import Condition, Group
from app.ui.context import AppContext
from app.ui.dialogs.filters.strip import look_up_names
from app.wording.filters import condition_text, group_text


def filters_in_words(context: AppContext, groups: Sequence[Group]) -> list[str]:
    """One line for each filter. Called in a reader lane."""
    from app.services.clients.listing.filters import filter_fields

    fields = {field.key: field for field in filter_fields(context.db)}
    own = {key: field.name for key, field in fields.items() if field.name}
    names = look_up_names(context, Group("any", tuple(groups)))
    today, currency = context.today(), context.settings.currency

    def worded(asked: Condition) -> str:
        field = fields.get(asked.field)
        return condition_text(asked, "text" if field is None else field.kind, currency, today, own, names)

    return [group_text(group, worded) if group.parts else _("Everyone") for group in groups]
