"""Delete a receipt: at once and with Undo; only where returns go with it one is asked."""

from __future__ import annotations

from collections.abc import Callable

from app.i18n import _, ngettext, number_text
from app.services.purchases.data import PurchaseShown
from app.services.purchases.find import get_purchase
from app.services.purchases.save import delete_purchase
from app.ui.context import AppContext
from app.ui.shell.undo import act_with_undo


def ask_delete_purchase(context: AppContext, purchase_id: int, then: Callable[[], object] | None = None) -> None:
    """Delete the receipt and the returns against it; `then` is called once it is gone."""
    db = context.db

    def ask(purchase: PurchaseShown) -> None:
        if not purchase.returns:
            _delete(context, purchase_id, then)
            return
        count = len(purchase.returns)
        more = ngettext("{n} return goes with it.", "{n} returns go with it.", count).format(n=number_text(count))
        context.messages.ask(
            _("Delete this purchase?"), _("Delete"), lambda: _delete(context, purchase_id, then), more=more
        )

    context.jobs.run(lambda _report: get_purchase(db, purchase_id), on_done=ask)


def _delete(context: AppContext, purchase_id: int, then: Callable[[], object] | None) -> None:
    act_with_undo(
        context, "delete_purchase", lambda: delete_purchase(context.db, purchase_id, context.now()), then=then
    )
